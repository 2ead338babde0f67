//! Hashed files of earlier builds. Whoever has a page of such a build open, or kept on their phone, still asks for them:
//! they are served for thirty days after they were last part of the build, from a folder that outlives releases.
//!
//! Only files whose name has their hash in it come into that folder, are served from it, or are deleted in it; and nothing
//! is deleted where something else lay in it when it was first used. A folder that cannot be used is a warning: the present
//! build is served without it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant, SystemTime};

use axum::body::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::NamedTempFile;
use tokio::sync::Mutex;

use crate::clock::Clock;
use crate::http::pages::assets::{Asset, Site, is_hashed, walk};

/// How long a file is served after it was last part of the build.
const KEPT_FOR: TimeDelta = TimeDelta::days(30);
/// How often it is said that a file is still part of the build.
const TEND_EVERY: Duration = Duration::from_secs(24 * 60 * 60);
/// How often at most the folder is looked at anew for a file that is not known.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// This file says that the folder was empty before.
const MARK: &str = ".stile-old-files";
/// How the name of the compressed twin ends.
const COMPRESSED: &str = ".br";

/// The hashed files of earlier builds.
pub struct OldFiles {
    /// None where nothing is kept.
    folder: Option<PathBuf>,
    site: Arc<Site>,
    /// When each was last part of a build.
    lasts: RwLock<HashMap<String, DateTime<Utc>>>,
    /// When the folder was last looked at for a file that was not known.
    looked: Mutex<Option<Instant>>,
    /// What is on its way at this moment: a file is in memory once, to however many it is sent and however slowly.
    sending: Mutex<HashMap<PathBuf, Bytes>>,
}

impl OldFiles {
    /// Looks what there is in the folder.
    pub fn load(folder: Option<PathBuf>, site: Arc<Site>) -> Self {
        let lasts = folder.as_deref().map(list).unwrap_or_default();
        Self { folder, site, lasts: RwLock::new(lasts), looked: Mutex::default(), sending: Mutex::default() }
    }

    /// The file at this path, where one is kept that is not too old.
    pub async fn asset(&self, path: &str, now: DateTime<Utc>) -> Option<Asset> {
        let folder = self.folder.as_deref()?;
        // What is not in the table cannot be asked for, so that no path can lead anywhere else.
        let last = match self.last_of(path) {
            None if is_hashed(path) => {
                self.look_anew(folder).await;
                self.last_of(path)?
            }
            known => known?,
        };
        if is_over(last, now) {
            return None;
        }
        let file = file_of(folder, path);
        let bytes = self.read(&file).await?;
        let compressed = self.read(&twin_of(&file)).await;
        Some(Asset::new(path, bytes, compressed))
    }

    fn last_of(&self, path: &str) -> Option<DateTime<Utc>> {
        self.lasts.read().unwrap_or_else(PoisonError::into_inner).get(path).copied()
    }

    /// While one server after the other is taken to the next build, those that wait their turn are asked for its files too:
    /// by whoever got its page from a server that has it. It has put them into the folder.
    async fn look_anew(&self, folder: &Path) {
        let mut looked = self.looked.lock().await;
        if looked.is_some_and(|looked| looked.elapsed() < LOOK_EVERY) {
            return;
        }
        *looked = Some(Instant::now());
        let folder = folder.to_owned();
        if let Ok(lasts) = tokio::task::spawn_blocking(move || list(&folder)).await {
            *self.lasts.write().unwrap_or_else(PoisonError::into_inner) = lasts;
        }
    }

    /// One file after the other, so that none is read twice at once.
    async fn read(&self, file: &Path) -> Option<Bytes> {
        let mut sending = self.sending.lock().await;
        sending.retain(|_, bytes| !bytes.is_unique());
        if let Some(bytes) = sending.get(file) {
            return Some(bytes.clone());
        }
        let bytes = Bytes::from(tokio::fs::read(file).await.ok()?);
        sending.insert(file.to_owned(), bytes.clone());
        Some(bytes)
    }

    /// Tends the folder at once and then every day, for as long as it is let.
    pub async fn keep_tended(self: Arc<Self>, clock: Arc<dyn Clock>) {
        loop {
            let (this, now) = (self.clone(), clock.now());
            // Writing files holds up whatever else runs there.
            if let Err(error) = tokio::task::spawn_blocking(move || this.tend(now)).await {
                tracing::warn!(%error, "the app's old files were not tended");
            }
            tokio::time::sleep(TEND_EVERY).await;
        }
    }

    /// Keeps what is part of the present build, and deletes what has been part of none for too long.
    pub fn tend(&self, now: DateTime<Utc>) {
        let Some(folder) = self.folder.as_deref() else { return };
        let is_ours = is_ours(folder);
        if !is_ours {
            tracing::warn!(folder = %folder.display(), "nothing is deleted in the folder of old files: it held other things");
        }
        if let Err(error) = self.keep_present(folder, is_ours, now.into()) {
            tracing::warn!(%error, folder = %folder.display(), "the app's files cannot be kept for after the next release");
        }
        let mut lasts = list(folder);
        lasts.retain(|path, last| {
            let is_over = is_over(*last, now);
            if is_over && is_ours {
                delete(&file_of(folder, path));
            }
            !is_over
        });
        *self.lasts.write().unwrap_or_else(PoisonError::into_inner) = lasts;
    }

    fn keep_present(&self, folder: &Path, is_ours: bool, now: SystemTime) -> io::Result<()> {
        for (path, asset) in self.site.hashed() {
            if is_ours {
                keep(&folder.join(MARK), &[], now)?;
            }
            let file = file_of(folder, path);
            if let Some(compressed) = asset.compressed() {
                keep(&twin_of(&file), compressed, now)?;
            }
            keep(&file, asset.bytes(), now)?;
        }
        Ok(())
    }
}

/// Whether all that may be deleted there was put there by us.
fn is_ours(folder: &Path) -> bool {
    let is_empty = match std::fs::read_dir(folder) {
        // A disk of its own has that from the beginning.
        Ok(entries) => entries.flatten().all(|entry| entry.file_name() == "lost+found"),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    is_empty || folder.join(MARK).is_file()
}

fn is_over(last: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now.signed_duration_since(last) >= KEPT_FOR
}

/// The hashed files below a folder, each with the time when it was last part of a build. What cannot be read is not there.
fn list(folder: &Path) -> HashMap<String, DateTime<Utc>> {
    let mut lasts = HashMap::new();
    let listed = walk(folder, &mut |path, entry| {
        if is_hashed(&path)
            && !path.ends_with(COMPRESSED)
            && let Ok(last) = entry.metadata().and_then(|known| known.modified())
        {
            lasts.insert(path, last.into());
        }
        Ok(())
    });
    if let Err(error) = listed {
        tracing::warn!(%error, folder = %folder.display(), "the app's old files cannot be read");
    }
    lasts
}

/// Writes a file that is not there yet, and says that it is part of the build now.
fn keep(file: &Path, bytes: &[u8], now: SystemTime) -> io::Result<()> {
    let is_whole = std::fs::metadata(file).is_ok_and(|known| known.is_file() && known.len() == bytes.len() as u64);
    if !is_whole {
        let Some(folder) = file.parent() else { return Ok(()) };
        std::fs::create_dir_all(folder)?;
        // Half a file must never be found under that name, whatever happens: browsers would keep it for a year.
        let mut begun = NamedTempFile::new_in(folder)?;
        begun.write_all(bytes)?;
        begun.as_file().sync_all()?;
        begun.persist(file)?;
    }
    File::options().write(true).open(file)?.set_modified(now)
}

fn delete(file: &Path) {
    for file in [file.to_owned(), twin_of(file)] {
        if let Err(error) = std::fs::remove_file(&file)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, file = %file.display(), "an old file of the app cannot be deleted");
        }
    }
}

/// Where the file of a path lies. The path is of the present build or was found in the folder.
fn file_of(folder: &Path, path: &str) -> PathBuf {
    folder.join(path.trim_start_matches('/'))
}

fn twin_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(COMPRESSED);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests;
