//! Rust source with its comments and the insides of its literals blanked, so that rules can look at code without being
//! misled by prose. Every byte keeps its place. It is no parser: it only knows where text begins and ends.

/// A string literal.
pub struct Literal {
    /// The opening quote.
    pub start: usize,
    /// After the closing quote.
    pub end: usize,
    /// What is between them, escapes as written.
    pub text: String,
}

/// Source, read.
pub struct RustText {
    /// As long as the source; comments and insides of literals are spaces.
    pub code: String,
    /// In the order of their places.
    pub literals: Vec<Literal>,
}

impl RustText {
    /// Reads source.
    pub fn read(source: &str) -> Self {
        let mut reader = Reader { source: source.as_bytes(), code: source.as_bytes().to_vec(), literals: Vec::new() };
        reader.read();
        Self { code: String::from_utf8_lossy(&reader.code).into_owned(), literals: reader.literals }
    }

    /// Where the tests at the end of the file begin, or the end of the file.
    pub fn tests_start(&self) -> usize {
        let mark = "#[cfg(test)]";
        self.code
            .match_indices(mark)
            .find(|(at, _)| {
                let mut after = self.code[at + mark.len()..].trim_start();
                while after.starts_with("#[") {
                    after = after.split_once(']').map_or("", |(_, rest)| rest.trim_start());
                }
                after.starts_with("mod ") || after.starts_with("pub mod ")
            })
            .map_or(self.code.len(), |(at, _)| at)
    }

    /// The literal whose opening quote is here.
    pub fn literal_at(&self, at: usize) -> Option<&Literal> {
        self.literals.binary_search_by_key(&at, |literal| literal.start).ok().map(|index| &self.literals[index])
    }

    /// After the bracket that closes the one at this place.
    pub fn closing(&self, open: usize) -> usize {
        let mut depth = 0_usize;
        for (index, byte) in self.code.bytes().enumerate().skip(open) {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if depth == 0 {
                return index + 1;
            }
        }
        self.code.len()
    }
}

struct Reader<'source> {
    source: &'source [u8],
    code: Vec<u8>,
    literals: Vec<Literal>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut at = 0;
        while at < self.source.len() {
            at = match (self.source[at], self.peek(at + 1)) {
                (b'/', b'/') => self.line_comment(at),
                (b'/', b'*') => self.block_comment(at),
                (b'"', _) => self.string(at, None),
                (b'r' | b'b' | b'c', _) if !self.is_inside_word(at) => self.prefixed(at),
                (b'\'', _) => self.letter_or_lifetime(at),
                _ => at + 1,
            };
        }
    }

    fn peek(&self, at: usize) -> u8 {
        self.source.get(at).copied().unwrap_or_default()
    }

    fn is_inside_word(&self, at: usize) -> bool {
        at > 0 && (self.source[at - 1].is_ascii_alphanumeric() || self.source[at - 1] == b'_')
    }

    fn blank(&mut self, from: usize, to: usize) {
        for byte in &mut self.code[from..to] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }

    fn find(&self, from: usize, wanted: impl Fn(usize) -> bool) -> usize {
        (from..self.source.len()).find(|at| wanted(*at)).unwrap_or(self.source.len())
    }

    fn line_comment(&mut self, at: usize) -> usize {
        let end = self.find(at, |at| self.source[at] == b'\n');
        self.blank(at, end);
        end
    }

    fn block_comment(&mut self, start: usize) -> usize {
        let (mut at, mut depth) = (start, 0);
        while at < self.source.len() {
            match (self.source[at], self.peek(at + 1)) {
                (b'/', b'*') => {
                    depth += 1;
                    at += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    at += 2;
                }
                _ => at += 1,
            }
            if depth == 0 {
                break;
            }
        }
        let end = at.min(self.source.len());
        self.blank(start, end);
        end
    }

    /// A literal such as `r#"…"#`, `b"…"` or `c"…"`; else an ordinary word.
    fn prefixed(&mut self, start: usize) -> usize {
        let mut at = start;
        if matches!(self.source[at], b'b' | b'c') {
            at += 1;
        }
        let is_raw = self.peek(at) == b'r';
        if is_raw {
            at += 1;
        }
        let hashes = if is_raw { self.find(at, |at| self.source[at] != b'#') - at } else { 0 };
        if at > start && self.peek(at + hashes) == b'"' {
            self.string(at + hashes, is_raw.then_some(hashes))
        } else {
            start + 1
        }
    }

    /// A string from its opening quote; a raw one knows how many hashes close it.
    fn string(&mut self, start: usize, raw: Option<usize>) -> usize {
        let mut end = start + 1;
        while end < self.source.len() {
            match (self.source[end], raw) {
                (b'\\', None) => end += 2,
                (b'"', None) => break,
                (b'"', Some(hashes)) if (1..=hashes).all(|more| self.peek(end + more) == b'#') => break,
                _ => end += 1,
            }
        }
        let end = end.min(self.source.len());
        let text = String::from_utf8_lossy(&self.source[start + 1..end]).into_owned();
        self.blank(start + 1, end);
        let after = (end + 1).min(self.source.len());
        self.literals.push(Literal { start, end: after, text });
        (after + raw.unwrap_or_default()).min(self.source.len())
    }

    /// `'a'` holds a letter, `'a` is a lifetime.
    fn letter_or_lifetime(&mut self, start: usize) -> usize {
        let end = if self.peek(start + 1) == b'\\' {
            self.find(start + 3, |at| self.source[at] == b'\'')
        } else {
            let first = self.find(start + 2, |at| self.source[at] & 0b1100_0000 != 0b1000_0000);
            if self.peek(first) != b'\'' {
                return start + 1;
            }
            first
        };
        self.blank(start + 1, end.min(self.source.len()));
        end + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        RustText::read(source).literals.into_iter().map(|literal| literal.text).collect()
    }

    #[test]
    fn every_kind_of_literal_is_found_and_blanked() {
        let source = r####"let a = "x\"y"; let b = r#"raw "q" "#; let c = b"bytes"; let r#where = 1;"####;
        assert_eq!(texts(source), [r#"x\"y"#, r#"raw "q" "#, "bytes"]);
        let code = RustText::read(source).code;
        assert_eq!(code.len(), source.len());
        assert!(!code.contains("raw") && !code.contains("bytes"), "{code}");
        assert!(code.contains("r#where"));
    }

    #[test]
    fn comments_letters_and_lifetimes_do_not_open_a_string() {
        let source =
            "// it's \"quoted\n/* a /* \" */ b */ fn f<'a>(x: &'a str) -> char { '\"' } let y = '\\''; \"text\"";
        assert_eq!(texts(source), ["text"]);
        assert!(RustText::read(source).code.contains("fn f<'a>(x: &'a str)"));
    }

    #[test]
    fn letters_outside_ascii_keep_every_place() {
        let source = "let a = '£'; let b = \"£5 – fünf\"; // ünder\nlet c = 1;";
        let text = RustText::read(source);
        assert_eq!(text.code.len(), source.len());
        assert_eq!(text.code.find("let c"), source.find("let c"));
    }

    #[test]
    fn tests_start_at_their_module_and_not_at_a_helper() {
        let text = RustText::read("#[cfg(test)]\nuse x;\nfn a() {}\n#[cfg(test)]\n#[path = \"x\"]\nmod tests {}");
        assert_eq!(text.code[text.tests_start()..].lines().count(), 3);
        assert_eq!(RustText::read("fn a() {}").tests_start(), 9);
    }

    #[test]
    fn a_bracket_in_a_string_closes_nothing() {
        let source = "view! { \"}\" } after";
        let text = RustText::read(source);
        assert_eq!(&source[text.closing(6)..], " after");
    }
}
