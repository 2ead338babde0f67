//! The bytes of a page made fit to be read: unpacked where they are gzip, and always UTF-8. Knows no JSON.

use std::io::{self, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

/// How much is read at a time.
const CHUNK: usize = 64 * 1024;

/// The first bytes of every gzip stream. Source: RFC 1952, section 2.3.1.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// What some editors put before UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Unpacked and mended bytes. The name of a file says nothing here: its first bytes do.
///
/// # Errors
/// When the first bytes cannot be read.
pub(super) fn open(mut source: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let mut head = Vec::new();
    source.by_ref().take(2).read_to_end(&mut head)?;
    let is_packed = head == GZIP;
    let source = BufReader::with_capacity(CHUNK, Cursor::new(head).chain(source));
    let opened: Box<dyn Read + Send> =
        if is_packed { Box::new(Mended::new(MultiGzDecoder::new(source))) } else { Box::new(Mended::new(source)) };
    Ok(opened)
}

/// Reads on with an error once more than so many bytes came: a small packed file can hold a giant one.
pub(super) struct AtMost<R> {
    inner: R,
    left: u64,
}

impl<R> AtMost<R> {
    pub(super) fn new(inner: R, most: u64) -> Self {
        Self { inner, left: most }
    }
}

impl<R: Read> Read for AtMost<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        let length = u64::try_from(read).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(length).ok_or_else(|| io::Error::other("the page is too large"))?;
        Ok(read)
    }
}

/// Puts the replacement character where bytes are no UTF-8, so that one row in an old encoding does not cost the feed.
struct Mended<R> {
    inner: R,
    /// Mended bytes that nobody has taken yet, from `taken` on.
    ready: Vec<u8>,
    taken: usize,
    /// The start of a character whose end has not been read yet.
    rest: Vec<u8>,
    is_first: bool,
    is_over: bool,
}

impl<R: Read> Mended<R> {
    fn new(inner: R) -> Self {
        Self { inner, ready: Vec::new(), taken: 0, rest: Vec::new(), is_first: true, is_over: false }
    }

    /// Reads a chunk and mends it. A character that is cut at the chunk's end waits for the next.
    fn fill(&mut self) -> io::Result<()> {
        let mut chunk = std::mem::take(&mut self.rest);
        let start = chunk.len();
        chunk.resize(start + CHUNK, 0);
        let read = loop {
            match self.inner.read(&mut chunk[start..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        chunk.truncate(start + read);
        self.is_over = read == 0;
        self.ready.clear();
        self.taken = 0;
        let mut bytes = chunk.as_slice();
        // A reader may give single bytes; the mark is looked for once all three are there.
        if self.is_first {
            if bytes.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(bytes) && !self.is_over {
                self.rest = chunk;
                return Ok(());
            }
            bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
            self.is_first = false;
        }
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(part) = chunks.next() {
            self.ready.extend_from_slice(part.valid().as_bytes());
            let is_cut = chunks.peek().is_none() && !self.is_over && may_go_on(part.invalid());
            if is_cut {
                self.rest = part.invalid().to_vec();
            } else if !part.invalid().is_empty() {
                self.ready.extend_from_slice("\u{fffd}".as_bytes());
            }
        }
        Ok(())
    }
}

/// Whether these bytes are the sound start of a longer character.
fn may_go_on(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

impl<R: Read> Read for Mended<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() && !self.is_over {
            self.fill()?;
        }
        let length = into.len().min(self.ready.len() - self.taken);
        into[..length].copy_from_slice(&self.ready[self.taken..self.taken + length]);
        self.taken += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    /// Gives one byte at a time.
    struct Slow(Cursor<Vec<u8>>);

    impl Read for Slow {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let length = into.len().min(1);
            self.0.read(&mut into[..length])
        }
    }

    fn read(bytes: &[u8]) -> String {
        let mut whole = String::new();
        open(Cursor::new(bytes.to_vec())).unwrap().read_to_string(&mut whole).unwrap();
        let mut slow = String::new();
        open(Slow(Cursor::new(bytes.to_vec()))).unwrap().read_to_string(&mut slow).unwrap();
        assert_eq!(whole, slow);
        whole
    }

    #[test]
    fn sound_text_stays() {
        assert_eq!(read("Caffè 🍵 fàilte".as_bytes()), "Caffè 🍵 fàilte");
        assert_eq!(read(b""), "");
        let long = "né".repeat(20_000);
        assert_eq!(read(long.as_bytes()), long);
    }

    #[test]
    fn foreign_bytes_are_replaced_and_the_rest_stays() {
        assert_eq!(read(b"caf\xe9 open"), "caf\u{fffd} open");
        assert_eq!(read(b"cut \xf0\x9f"), "cut \u{fffd}");
    }

    #[test]
    fn byte_order_mark_is_dropped() {
        assert_eq!(read(b"\xef\xbb\xbf{}"), "{}");
        assert_eq!(read(b"\xef\xbb"), "\u{fffd}");
    }

    #[test]
    fn packed_bytes_are_unpacked_whatever_their_name() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(b"tea").unwrap();
        assert_eq!(read(&packed.finish().unwrap()), "tea");
    }

    #[test]
    fn more_than_agreed_is_an_error() {
        let mut whole = String::new();
        assert!(AtMost::new(Cursor::new("12345"), 5).read_to_string(&mut whole).is_ok());
        assert!(AtMost::new(Cursor::new("123456"), 5).read_to_string(&mut whole).is_err());
    }
}
