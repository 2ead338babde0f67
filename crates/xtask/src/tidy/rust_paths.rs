//! The paths that a Rust file names: its `use` trees spread out, and what it calls by a full name. Works on code whose
//! comments and literals are blanked.

/// A path, somewhere in a file.
#[derive(Debug, PartialEq, Eq)]
pub struct RustPath {
    /// Where it starts, in bytes.
    pub at: usize,
    /// Its parts; a glob ends with `*`.
    pub segments: Vec<String>,
    /// It stands in a `use`.
    pub is_use: bool,
    /// What a `use … as` calls it.
    pub alias: Option<String>,
}

impl RustPath {
    /// The name by which the file knows it: `b` for `a::b`, `c` for `a::b as c`, `a` for `a::{self}`.
    pub fn name(&self) -> &str {
        let last = || self.segments.iter().rfind(|segment| *segment != "self");
        self.alias.as_ref().or_else(last).map(String::as_str).unwrap_or_default()
    }
}

/// Every path of at least two parts, and every `use`.
pub fn paths(code: &str) -> Vec<RustPath> {
    let mut reader = Reader { tokens: tokens(code), next: 0, found: Vec::new() };
    while let Some(token) = reader.take() {
        match token.kind {
            Kind::Word("use") if !matches!(reader.peek(), Some(Kind::Other('<'))) => reader.tree(token.at, &[]),
            Kind::Word(first) => reader.inline(token.at, first),
            _ => {}
        }
    }
    reader.found
}

/// The module that a file is: `src/features/groups/list.rs` is `features`, `groups`, `list`. The path is from the
/// crate's `src` folder.
pub fn module(path: &str) -> Vec<String> {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    if matches!(stem, "main" | "lib") { Vec::new() } else { stem.split('/').map(str::to_owned).collect() }
}

/// The parts of a path from the crate's root, when it leads into the crate.
pub fn resolved(segments: &[String], module: &[String]) -> Option<Vec<String>> {
    let (base, rest) = match segments.first()?.as_str() {
        "crate" => (&module[..0], &segments[1..]),
        "self" => (module, &segments[1..]),
        "super" => {
            let steps = segments.iter().take_while(|segment| *segment == "super").count();
            (&module[..module.len().saturating_sub(steps)], &segments[steps..])
        }
        _ => return None,
    };
    Some(base.iter().chain(rest).cloned().collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind<'code> {
    Word(&'code str),
    Colons,
    Other(char),
}

#[derive(Clone, Copy)]
struct Token<'code> {
    at: usize,
    kind: Kind<'code>,
}

fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut letters = code.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if is_word(letter) {
            let mut end = at + letter.len_utf8();
            while let Some((next, letter)) = letters.next_if(|(_, letter)| is_word(*letter)) {
                end = next + letter.len_utf8();
            }
            tokens.push(Token { at, kind: Kind::Word(&code[at..end]) });
        } else if letter == ':' && letters.next_if(|(_, letter)| *letter == ':').is_some() {
            tokens.push(Token { at, kind: Kind::Colons });
        } else if !letter.is_whitespace() {
            tokens.push(Token { at, kind: Kind::Other(letter) });
        }
    }
    tokens
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

struct Reader<'code> {
    tokens: Vec<Token<'code>>,
    next: usize,
    found: Vec<RustPath>,
}

impl<'code> Reader<'code> {
    fn take(&mut self) -> Option<Token<'code>> {
        let token = self.tokens.get(self.next).copied();
        self.next += 1;
        token
    }

    fn peek(&self) -> Option<Kind<'code>> {
        self.tokens.get(self.next).map(|token| token.kind)
    }

    /// One branch of a `use`, up to the comma, brace or semicolon that ends it.
    fn tree(&mut self, at: usize, prefix: &[String]) {
        let mut segments = prefix.to_vec();
        let mut alias = None;
        while let Some(kind) = self.peek() {
            match kind {
                Kind::Other(',' | '}' | ';') => break,
                Kind::Other('{') => {
                    self.next += 1;
                    while let Some(kind) = self.peek() {
                        match kind {
                            Kind::Other('}') => {
                                self.next += 1;
                                break;
                            }
                            Kind::Other(',') => self.next += 1,
                            _ => {
                                let at = self.tokens[self.next].at;
                                let before = self.next;
                                self.tree(at, &segments);
                                if self.next == before {
                                    return;
                                }
                            }
                        }
                    }
                    return;
                }
                Kind::Word("as") => {
                    if let Some(Token { kind: Kind::Word(name), .. }) = self.tokens.get(self.next + 1) {
                        alias = Some((*name).to_owned());
                    }
                    self.next += 2;
                    break;
                }
                Kind::Word(name) => segments.push(name.to_owned()),
                Kind::Other('*') => segments.push("*".to_owned()),
                Kind::Colons | Kind::Other(_) => {}
            }
            self.next += 1;
        }
        if !segments.is_empty() {
            self.found.push(RustPath { at, segments, is_use: true, alias });
        }
    }

    /// A path in the middle of code, from its first word on.
    fn inline(&mut self, at: usize, first: &str) {
        let mut segments = vec![first.to_owned()];
        while self.peek() == Some(Kind::Colons)
            && let Some(Token { kind: Kind::Word(name), .. }) = self.tokens.get(self.next + 1)
        {
            segments.push((*name).to_owned());
            self.next += 2;
        }
        if segments.len() > 1 {
            self.found.push(RustPath { at, segments, is_use: false, alias: None });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(code: &str) -> Vec<String> {
        paths(code).into_iter().map(|path| path.segments.join("::")).collect()
    }

    #[test]
    fn use_trees_are_spread_out() {
        let code = "use crate::{ui::{field, page::Page as P}, words,};\npub(crate) use a::b::*;\nuse x as _;";
        assert_eq!(named(code), ["crate::ui::field", "crate::ui::page::Page", "crate::words", "a::b::*", "x"]);
    }

    #[test]
    fn the_name_in_the_file_is_known() {
        let code = "use a::{self, b, c as d};";
        assert_eq!(paths(code).iter().map(RustPath::name).collect::<Vec<_>>(), ["a", "b", "d"]);
    }

    #[test]
    fn full_names_in_code_are_found() {
        let code = "fn f() -> impl Fn() + use<'_> { crate::state::draft::use_draft(); let a: Vec<u8> = x::<T>(); }";
        assert_eq!(named(code), ["crate::state::draft::use_draft"]);
    }

    #[test]
    fn an_unfinished_tree_ends() {
        for code in ["use", "use a::{", "use a::{b", "use a::{,", "use {{}"] {
            paths(code);
        }
    }

    #[test]
    fn paths_lead_to_the_root() {
        let module = module("features/groups/list.rs");
        let resolve = |path: &str| {
            let segments: Vec<String> = path.split("::").map(str::to_owned).collect();
            resolved(&segments, &module).map(|parts| parts.join("::"))
        };
        assert_eq!(resolve("crate::ui::field").as_deref(), Some("ui::field"));
        assert_eq!(resolve("super::card").as_deref(), Some("features::groups::card"));
        assert_eq!(resolve("super::super::refer").as_deref(), Some("features::refer"));
        assert_eq!(resolve("self::row").as_deref(), Some("features::groups::list::row"));
        assert_eq!(resolve("leptos::prelude"), None);
    }
}
