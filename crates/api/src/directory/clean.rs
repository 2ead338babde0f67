//! Makes a feed's text harmless: plain text without markup or invisible characters, and never longer than agreed.
//!
//! Links, e-mail addresses and telephone numbers are in the modules below. None of it knows what a feed looks like.

mod link;
mod phone;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::Builder;
use chrono::NaiveDate;

pub(super) use link::{emails, link};
pub(super) use phone::phones;

/// The most characters of a description that are kept.
pub(super) const DESCRIPTION: usize = 5_000;
/// The most characters of a paragraph: who it is for, news, how to join.
pub(super) const PARAGRAPH: usize = 2_000;
/// The most characters of a note: on a price, a way in, a time.
pub(super) const NOTE: usize = 500;
/// The most characters of a name, or of a line of an address.
pub(super) const NAME: usize = 200;

/// The most characters that are looked at, so that a giant field costs little.
const RAW: usize = 30_000;

/// Text may be escaped once more for every system that it came through.
const ESCAPED_TIMES: usize = 3;

/// Takes every tag away, and the inside of scripts and styles with them.
static NO_TAGS: LazyLock<Builder<'static>> = LazyLock::new(Builder::empty);

/// Plain text of at most `limit` characters, cut at a word. Lines stay lines, paragraphs are parted by one empty line.
pub(super) fn text(raw: &str, limit: usize) -> String {
    cut(&tidy(&without_markup(head(raw, RAW))), limit)
}

/// The same, nothing when it is empty.
pub(super) fn paragraph(raw: &str, limit: usize) -> Option<String> {
    Some(text(raw, limit)).filter(|text| !text.is_empty())
}

/// Plain text on one line; nothing when it is empty.
pub(super) fn line(raw: &str, limit: usize) -> Option<String> {
    let tidy = tidy(&without_markup(head(raw, RAW)));
    let line = tidy.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(cut(&line, limit)).filter(|line| !line.is_empty())
}

/// A date: ISO 8601 with or without a time, or day/month/year.
pub(super) fn date(raw: &str) -> Option<NaiveDate> {
    let raw = raw.trim();
    let iso = raw.get(..10).and_then(|start| NaiveDate::parse_from_str(start, "%Y-%m-%d").ok());
    iso.or_else(|| NaiveDate::parse_from_str(raw, "%d/%m/%Y").ok())
}

/// At most this many characters from the start.
fn head(text: &str, limit: usize) -> &str {
    text.char_indices().nth(limit).map_or(text, |(end, _)| &text[..end])
}

fn without_markup(raw: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(raw);
    for _ in 0..ESCAPED_TIMES {
        let plain = if has_tag(&text) {
            let bare = NO_TAGS.clean(&with_breaks(&text)).to_string();
            html_escape::decode_html_entities(&bare).into_owned()
        } else if text.contains('&') {
            html_escape::decode_html_entities(&*text).into_owned()
        } else {
            return text;
        };
        text = Cow::Owned(plain);
        if !has_tag(&text) {
            return text;
        }
    }
    // Whoever wraps markup this often means mischief: what is left of it is taken apart.
    Cow::Owned(text.replace(['<', '>'], " "))
}

/// Whether anything in the text could be read as a tag. "Under 5s < £2" could not.
fn has_tag(text: &str) -> bool {
    let Some(last) = text.rfind('>') else { return false };
    text[..last]
        .match_indices('<')
        .any(|(at, _)| text[at + 1..].starts_with(|next: char| next.is_ascii_alphabetic() || "/!?".contains(next)))
}

/// Sets line breaks where the tags mean them. Where they do, the source's own line breaks are mere spaces.
fn with_breaks(html: &str) -> String {
    let has_blocks = html.match_indices('<').any(|(at, _)| break_at(&html[at..]).is_some());
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while !rest.is_empty() {
        let inside = usize::from(rest.starts_with('<'));
        let end = rest[inside..].find('<').map_or(rest.len(), |at| at + inside);
        out.push_str(break_at(rest).unwrap_or_default());
        if has_blocks {
            out.push_str(&rest[..end].replace(['\r', '\n'], " "));
        } else {
            out.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
    out
}

/// The break that the tag at the start of this text stands for. The end of an item is the start of the next.
fn break_at(html: &str) -> Option<&'static str> {
    let tag = html.strip_prefix('<')?;
    let (tag, is_end) = tag.strip_prefix('/').map_or((tag, false), |tag| (tag, true));
    let name: String = tag.chars().take(11).take_while(char::is_ascii_alphanumeric).collect();
    match name.to_ascii_lowercase().as_str() {
        "br" => Some("\n"),
        "li" | "tr" | "dt" | "dd" if !is_end => Some("\n"),
        "p" | "div" | "ul" | "ol" | "dl" | "table" | "section" | "article" | "blockquote" | "h1" | "h2" | "h3"
        | "h4" | "h5" | "h6" | "hr" => Some("\n\n"),
        _ => None,
    }
}

/// Single spaces, at most one empty line, nothing invisible.
fn tidy(text: &str) -> String {
    let seen: String = text.replace("\r\n", "\n").chars().filter_map(as_seen).collect();
    let mut out = String::with_capacity(seen.len());
    let mut empty_lines = 0;
    for line in seen.lines() {
        let mut words = line.split_whitespace().peekable();
        if words.peek().is_none() {
            empty_lines += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty_lines > 0 { "\n\n" } else { "\n" });
        }
        empty_lines = 0;
        for (at, word) in words.enumerate() {
            if at > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// The character as it may be kept, or nothing for one that cannot be seen.
fn as_seen(letter: char) -> Option<char> {
    match letter {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' | '\u{b}' | '\u{c}' => Some(' '),
        _ if is_hidden(letter) => None,
        _ => Some(letter),
    }
}

/// Control characters, characters without width, and those that turn the direction of text: they hide or reorder what
/// a person reads. Source: Unicode Technical Report 36, section 2.5.2, and the property `Default_Ignorable_Code_Point`,
/// without the variation selectors that emoji need.
pub(super) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// At most `limit` characters. Where something is cut off, it is cut after a word and marked with an ellipsis.
fn cut(text: &str, limit: usize) -> String {
    if text.chars().nth(limit).is_none() {
        return text.to_owned();
    }
    let kept = head(text, limit.saturating_sub(1));
    // A text without spaces has no word to cut at.
    let end = kept.rfind(char::is_whitespace).filter(|end| *end > kept.len() / 2).unwrap_or(kept.len());
    format!("{}…", kept[..end].trim_end())
}
