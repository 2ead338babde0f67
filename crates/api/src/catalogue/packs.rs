//! The packs of one index: which there are, and the bytes of those that are asked for. They live as long as the index does.
//!
//! Memory stays flat: of all packs the numbers of their groups are held, and the versions of those that were listed; of
//! those that were fetched the compressed bytes, up to a bound. Anything else is made when it is asked for. It knows no
//! HTTP.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, OnceLock, PoisonError};

use brotli::enc::BrotliEncoderParams;
use domain::distance::Point;
use domain::pack::{Layout, encode, encode_districts};
use domain::search::Index;
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;
use wire::{PackList, PackRef};

/// What the file with the middles of all districts is called. Districts are in capitals.
const DISTRICTS: &str = "districts";
/// How many bytes of a digest a version says.
const BYTES_OF_VERSION: usize = 8;
/// The most compressed bytes that are held.
const MOST_HELD: usize = 8 * 1024 * 1024;
/// Two levels below the highest, which would take several times as long for a twentieth less.
const QUALITY: i32 = 9;

/// The packs of one index.
pub struct Packs {
    index: Arc<Index>,
    layout: Layout,
    districts: Vec<u8>,
    /// The versions of the packs, in the layout's order, and last that of the districts. Worked out when first asked for.
    versions: Vec<OnceLock<String>>,
    compressed: std::sync::Mutex<Compressed>,
    /// One file at a time is made: whoever asks for many holds up nobody but those who ask for others.
    making: Arc<Mutex<()>>,
}

impl Packs {
    /// Parts the groups of an index into packs. `districts` are all that are known, each with its middle. Takes a while.
    pub fn new(index: Arc<Index>, mut districts: Vec<(String, Point)>) -> Self {
        // Whatever order the database has, the same districts are the same file.
        districts.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let layout = Layout::new(&index, &districts);
        let versions = (0..=layout.packs().len()).map(|_| OnceLock::new()).collect();
        Self {
            index,
            layout,
            districts: encode_districts(&districts),
            versions,
            compressed: std::sync::Mutex::default(),
            making: Arc::default(),
        }
    }

    /// The packs for somebody who is here. Takes a while where their versions are not known yet.
    pub fn near(&self, origin: Point) -> PackList {
        let chosen = self.layout.near(&self.index, origin);
        let pack_ref = |file: &usize| {
            let pack = &self.layout.packs()[*file];
            PackRef {
                district: pack.district.clone(),
                version: self.version(*file).to_owned(),
                groups: pack.count(),
                lat: pack.middle.map_or(0.0, |middle| middle.lat),
                lon: pack.middle.map_or(0.0, |middle| middle.lon),
            }
        };
        PackList {
            packs: chosen.packs.iter().map(pack_ref).collect(),
            groups: chosen.groups,
            reaches_metres: chosen.reaches_metres,
            districts: self.version(self.number_of_districts()).to_owned(),
        }
    }

    /// The bytes of a pack, or of `districts`, in this version; none where it is not the present one.
    ///
    /// # Errors
    /// When it cannot be compressed.
    pub async fn file(self: &Arc<Self>, name: &str, version: &str, form: Form) -> anyhow::Result<Option<Arc<[u8]>>> {
        let number = if name == DISTRICTS { Some(self.number_of_districts()) } else { self.layout.find(name) };
        let Some(number) = number.filter(|number| self.may_be(*number, version)) else { return Ok(None) };
        let small = match self.held(number, version) {
            Some(held) => Some(held),
            None => self.made(number, version).await?,
        };
        match (small, form) {
            // Quickly done, and holds up nobody.
            (Some(small), Form::Plain) => tokio::task::spawn_blocking(move || plain(&small).map(Some)).await?,
            (small, _) => Ok(small),
        }
    }

    async fn made(self: &Arc<Self>, number: usize, version: &str) -> anyhow::Result<Option<Arc<[u8]>>> {
        let turn = Arc::clone(&self.making).lock_owned().await;
        // Somebody else may have had it made meanwhile.
        if let Some(held) = self.held(number, version) {
            return Ok(Some(held));
        }
        let (packs, version) = (Arc::clone(self), version.to_owned());
        let make = move || {
            // Whoever asked may have gone: the turn is over when the work is.
            let _turn = turn;
            packs.make(number, &version)
        };
        tokio::task::spawn_blocking(make).await?
    }

    fn make(&self, number: usize, version: &str) -> anyhow::Result<Option<Arc<[u8]>>> {
        let bytes = self.bytes(number);
        if self.versions[number].get_or_init(|| version_of(&bytes)) != version {
            return Ok(None);
        }
        let small: Arc<[u8]> = compress(&bytes)?.into();
        self.compressed().hold(number, small.clone(), MOST_HELD);
        Ok(Some(small))
    }

    /// The districts' number among the versions: after all packs.
    fn number_of_districts(&self) -> usize {
        self.layout.packs().len()
    }

    fn bytes(&self, number: usize) -> Vec<u8> {
        match self.layout.packs().get(number) {
            Some(pack) => encode(&pack.entries(&self.index)),
            None => self.districts.clone(),
        }
    }

    fn version(&self, number: usize) -> &str {
        self.versions[number].get_or_init(|| version_of(&self.bytes(number)))
    }

    /// Whether this is the present version, as far as is known without working it out.
    fn may_be(&self, number: usize, version: &str) -> bool {
        self.versions[number].get().is_none_or(|present| present == version)
    }

    fn held(&self, number: usize, version: &str) -> Option<Arc<[u8]>> {
        let held = self.compressed().files.get(&number).cloned();
        held.filter(|_| self.may_be(number, version))
    }

    fn compressed(&self) -> std::sync::MutexGuard<'_, Compressed> {
        self.compressed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How bytes are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As they are.
    Plain,
    /// Compressed.
    Brotli,
}

/// Compressed files by their number, and in which order they came.
#[derive(Default)]
struct Compressed {
    files: HashMap<usize, Arc<[u8]>>,
    order: VecDeque<usize>,
    size: usize,
}

impl Compressed {
    /// Holds a file, and lets go of the oldest until all that is held fits.
    fn hold(&mut self, number: usize, bytes: Arc<[u8]>, most: usize) {
        self.size += bytes.len();
        self.order.push_back(number);
        if let Some(before) = self.files.insert(number, bytes) {
            self.size -= before.len();
            self.order.pop_back();
        }
        while self.size > most
            && let Some(oldest) = self.order.pop_front()
        {
            self.size -= self.files.remove(&oldest).map_or(0, |gone| gone.len());
        }
    }
}

/// What changes with the content and only with it: the beginning of its SHA-256.
fn version_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(BYTES_OF_VERSION).map(|byte| format!("{byte:02x}")).collect()
}

fn compress(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality: QUALITY, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let (mut from, mut small) = (bytes, Vec::new());
    brotli::BrotliCompress(&mut from, &mut small, &parameters)?;
    Ok(small)
}

fn plain(mut small: &[u8]) -> anyhow::Result<Arc<[u8]>> {
    let mut bytes = Vec::new();
    brotli::BrotliDecompress(&mut small, &mut bytes)?;
    Ok(bytes.into())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn what_was_made_once_waits_for_nothing_that_is_being_made() {
        let middle = Point::new(53.0, -1.8).unwrap();
        let packs = Arc::new(Packs::new(Arc::new(Index::new([])), vec![("QQ1".to_owned(), middle)]));
        let version = packs.version(packs.number_of_districts()).to_owned();
        let made = packs.file(DISTRICTS, &version, Form::Plain).await.unwrap();
        assert_eq!(made.as_deref(), Some(&packs.districts[..]));
        let _turn = packs.making.lock().await;
        for form in [Form::Plain, Form::Brotli] {
            let asked = packs.file(DISTRICTS, &version, form);
            let again = tokio::time::timeout(Duration::from_secs(10), asked).await.unwrap().unwrap();
            assert_eq!(again == made, form == Form::Plain);
        }
    }

    #[test]
    fn version_is_the_beginning_of_the_digest() {
        // SHA-256 of "abc", as in FIPS 180-4's examples.
        assert_eq!(version_of(b"abc"), "ba7816bf8f01cfea");
    }

    #[test]
    fn what_is_held_stays_within_its_bound() {
        let mut compressed = Compressed::default();
        let bytes = |length: usize| -> Arc<[u8]> { vec![0_u8; length].into() };
        for (number, length) in [(1, 40), (2, 40), (3, 20), (2, 30), (4, 20)] {
            compressed.hold(number, bytes(length), 100);
            let sum: usize = compressed.files.values().map(|file| file.len()).sum();
            assert_eq!((sum, compressed.order.len()), (compressed.size, compressed.files.len()));
            assert!(sum <= 100 && compressed.files.contains_key(&number));
        }
        assert!(!compressed.files.contains_key(&1), "the oldest has gone");
        compressed.hold(5, bytes(101), 100);
        assert_eq!((compressed.files.len(), compressed.order.len(), compressed.size), (0, 0, 0));
    }
}
