//! HTML cut into texts, tags and the insides of scripts and styles. Enough to check and finish pages that we wrote
//! ourselves; it is no HTML parser and must never meet a stranger's page.

use std::ops::Range;

/// A part of a page.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'page> {
    /// What stands between tags, comments left out.
    Text {
        /// As written, entities and all.
        text: &'page str,
        /// Where it starts, in bytes.
        at: usize,
    },
    /// An opening or closing tag.
    Tag(Tag<'page>),
    /// The inside of a `<script>` or `<style>`.
    Inside {
        /// `script` or `style`.
        element: &'page str,
        /// As written.
        text: &'page str,
        /// Where it starts, in bytes.
        at: usize,
    },
}

/// A tag.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag<'page> {
    /// The element's name; our pages write it in small letters.
    pub name: &'page str,
    /// `</p>` rather than `<p>`.
    pub is_closing: bool,
    /// Names and values in their order; a bare attribute has an empty value.
    pub attributes: Vec<(&'page str, &'page str)>,
    /// From `<` to after `>`, in bytes.
    pub range: Range<usize>,
}

impl<'page> Tag<'page> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'page str> {
        self.attributes.iter().find(|(its, _)| *its == name).map(|(_, value)| *value)
    }
}

/// Cuts a page.
pub fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < page.len() {
        let rest = &page[at..];
        if rest.starts_with("<!--") {
            at += rest.find("-->").map_or(rest.len(), |end| end + "-->".len());
        } else if rest.starts_with("<!") {
            at += rest.find('>').map_or(rest.len(), |end| end + 1);
        } else if is_tag(rest) {
            let tag = tag(page, at);
            at = tag.range.end;
            let element = tag.name;
            let holds_other_text = !tag.is_closing && matches!(element, "script" | "style");
            pieces.push(Piece::Tag(tag));
            if holds_other_text {
                let end = page[at..].find(&format!("</{element}")).map_or(page.len(), |end| at + end);
                pieces.push(Piece::Inside { element, text: &page[at..end], at });
                at = end;
            }
        } else {
            let end = rest.char_indices().skip(1).find(|(_, letter)| *letter == '<').map_or(rest.len(), |(end, _)| end);
            pieces.push(Piece::Text { text: &rest[..end], at });
            at += end;
        }
    }
    pieces
}

fn is_tag(rest: &str) -> bool {
    let name = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'));
    name.is_some_and(|name| name.starts_with(|letter: char| letter.is_ascii_alphabetic()))
}

fn tag(page: &str, start: usize) -> Tag<'_> {
    let bytes = page.as_bytes();
    let is_closing = page[start..].starts_with("</");
    let name_start = start + if is_closing { 2 } else { 1 };
    let mut at = skip(bytes, name_start, |byte| !byte.is_ascii_whitespace() && byte != b'>' && byte != b'/');
    let name = &page[name_start..at];
    let mut attributes = Vec::new();
    loop {
        at = skip(bytes, at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        if at >= bytes.len() {
            break;
        }
        if bytes[at] == b'>' {
            at += 1;
            break;
        }
        let key_start = at;
        // An attribute cannot begin with `=`; taking one letter at least keeps a slip from standing still.
        at = skip(bytes, at + 1, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/'));
        let key = &page[key_start..at];
        let after = skip(bytes, at, |byte| byte.is_ascii_whitespace());
        if bytes.get(after) != Some(&b'=') {
            attributes.push((key, ""));
            continue;
        }
        let value_start = skip(bytes, after + 1, |byte| byte.is_ascii_whitespace());
        let (value, end) = match bytes.get(value_start).copied() {
            Some(quote @ (b'"' | b'\'')) => {
                let end = skip(bytes, value_start + 1, |byte| byte != quote);
                (&page[value_start + 1..end], (end + 1).min(bytes.len()))
            }
            _ => {
                let end = skip(bytes, value_start, |byte| !byte.is_ascii_whitespace() && byte != b'>');
                (&page[value_start..end], end)
            }
        };
        attributes.push((key, value));
        at = end;
    }
    Tag { name, is_closing, attributes, range: start..at }
}

/// The first place from `at` on that is not wanted.
fn skip(bytes: &[u8], at: usize, is_wanted: impl Fn(u8) -> bool) -> usize {
    (at..bytes.len()).find(|index| !is_wanted(bytes[*index])).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(page: &str) -> Vec<Tag<'_>> {
        pieces(page)
            .into_iter()
            .filter_map(|piece| if let Piece::Tag(tag) = piece { Some(tag) } else { None })
            .collect()
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let found = tags("<input data-x name=\"near\" value='a > b' size=5/>");
        assert_eq!(found[0].attributes, [("data-x", ""), ("name", "near"), ("value", "a > b"), ("size", "5/")]);
        assert_eq!(found[0].attribute("name"), Some("near"));
    }

    #[test]
    fn scripts_and_styles_are_not_text_and_comments_are_nothing() {
        let page = "<!doctype html><p>A &lt; b<!-- not <b>this</b> --></p><script>if (a < b) {}</script>";
        let texts: Vec<&str> = pieces(page)
            .into_iter()
            .filter_map(|piece| if let Piece::Text { text, .. } = piece { Some(text) } else { None })
            .collect();
        assert_eq!(texts, ["A &lt; b"]);
        let inside = pieces(page).into_iter().find(|piece| matches!(piece, Piece::Inside { .. }));
        assert!(matches!(inside, Some(Piece::Inside { text: "if (a < b) {}", element: "script", .. })));
    }

    #[test]
    fn a_tag_knows_where_it_stands() {
        let page = "<p>x</p>";
        let found = tags(page);
        assert_eq!(&page[found[1].range.clone()], "</p>");
        assert!(found[1].is_closing);
    }

    #[test]
    fn an_unfinished_page_ends() {
        for page in ["<", "<a", "<a =", "<a b=\"", "<!--", "<script>", "a < b"] {
            pieces(page);
        }
    }
}
