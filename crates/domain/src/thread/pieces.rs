//! Links, e-mail addresses and telephone numbers inside plain words, so that a screen can make them something to tap.
//!
//! Careful rather than clever: what is not surely one of them stays words, and nothing leads elsewhere than it shows.
//! It must not know who wrote the words. Texts of the directory have [`crate::taps`], which makes no links; both dial a
//! number in the same way.

use super::turns_text;
use crate::taps::dial;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'text> {
    /// Nothing to tap.
    Words(&'text str),
    /// A page, by `https:` alone.
    Link { shown: &'text str, href: String },
    /// A telephone number, by `tel:`.
    Telephone { shown: &'text str, href: String },
    /// An e-mail address, by `mailto:`.
    Mail { shown: &'text str, href: String },
}

/// What begins at a place in a text, and where it ends.
type Found<'text> = Option<(Piece<'text>, usize)>;

const HTTPS: &str = "https://";
const WWW: &str = "www.";

/// Short numbers that are known to everybody, as they are written; Samaritans in three ways, SHOUT is the last.
const SHORT_NUMBERS: [&str; 8] = ["999", "111", "112", "101", "116 123", "116\u{a0}123", "116123", "85258"];

/// The most digits of a number: `+44 (0)` and ten more.
const MOST_DIGITS: usize = 13;

/// How many blanks, dashes, dots and brackets may stand between two digits of a number: `) ` and ` - `.
const LONGEST_GAP: usize = 3;

/// Cuts a text into pieces; what they show, put together again, is the text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let (mut plain_from, mut at) = (0, 0);
    while let Some(letter) = text[at..].chars().next() {
        match found_at(text, at) {
            None => at += letter.len_utf8(),
            Some((Piece::Words(_), end)) => at = end,
            Some((piece, end)) => {
                if plain_from < at {
                    out.push(Piece::Words(&text[plain_from..at]));
                }
                out.push(piece);
                plain_from = end;
                at = end;
            }
        }
    }
    if plain_from < text.len() {
        out.push(Piece::Words(&text[plain_from..]));
    }
    out
}

fn found_at(text: &str, at: usize) -> Found<'_> {
    if !is_word_start(text, at) {
        return None;
    }
    link_at(text, at)
        .or_else(|| other_address_at(text, at))
        .or_else(|| mail_at(text, at))
        .or_else(|| telephone_at(text, at))
        .or_else(|| short_number_at(text, at))
}

/// Whether a word can begin here; after the sign of a currency only a price does.
fn is_word_start(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_none_or(|before| !before.is_alphanumeric() && !"._%+-@£€$".contains(before))
}

/// `https://…` or `www.…` with the name of a host. A name in front of the host (`https://nhs.uk@example.org`) makes one
/// place pass for another, so that this is none.
fn link_at(text: &str, at: usize) -> Found<'_> {
    let rest = &text[at..];
    let (scheme, fewest_dots) = if begins_with(rest, HTTPS) {
        (HTTPS.len(), 1)
    } else if begins_with(rest, WWW) {
        (0, 2)
    } else {
        return None;
    };
    let host = host(&rest[scheme..])?;
    if host.matches('.').count() < fewest_dots {
        return None;
    }
    let named = scheme + host.len();
    let tail_from = named + port_length(&rest[named..]);
    let tail = &rest[tail_from..];
    let mut letters = tail.chars();
    let tail_length = match (letters.next(), letters.next()) {
        (Some('/' | '?' | '#'), _) => without_ending(token(tail)).len(),
        (Some(':'), Some(after)) if after.is_alphanumeric() => return None,
        (Some(letter), _) if letter.is_alphanumeric() || "@_%\\".contains(letter) => return None,
        _ => 0,
    };
    let end = at + tail_from + tail_length;
    let shown = &text[at..end];
    Some((Piece::Link { shown, href: format!("{HTTPS}{}", &shown[scheme..]) }, end))
}

fn begins_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// The host with which a text begins, such as `example.org`. Plain ASCII only: letters of two scripts can look the
/// same.
fn host(text: &str) -> Option<&str> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '.' || letter == '-';
    let length = text.find(|letter: char| !is_part(letter)).unwrap_or(text.len());
    let host = text[..length].trim_end_matches(['.', '-']);
    let is_label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    let (_, last) = host.rsplit_once('.')?;
    let is_name = last.len() > 1 && last.starts_with(|letter: char| letter.is_ascii_alphabetic());
    (is_name && host.split('.').all(is_label)).then_some(host)
}

/// The length of `:8080` at the beginning, or nought.
fn port_length(text: &str) -> usize {
    let digits = text.strip_prefix(':').map_or(0, |port| port.bytes().take_while(u8::is_ascii_digit).count());
    if digits > 0 { digits + 1 } else { 0 }
}

/// Up to where an address can go on: blanks and what no address may hold (RFC 3986, appendix C and section 2) end it.
fn token(text: &str) -> &str {
    let ends = |letter: char| {
        letter.is_whitespace() || letter.is_control() || turns_text(letter) || "<>\"\\^`{|}“”‘’«»".contains(letter)
    };
    &text[..text.find(ends).unwrap_or(text.len())]
}

/// The same without what belongs to the sentence around it: its punctuation, and brackets that were not opened within.
fn without_ending(tail: &str) -> &str {
    let count = |bracket: char| tail.matches(bracket).count();
    let mut round = count(')').saturating_sub(count('('));
    let mut square = count(']').saturating_sub(count('['));
    let mut kept = tail;
    while let Some(last) = kept.chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '…' => {}
            ')' if round > 0 => round -= 1,
            ']' if square > 0 => square -= 1,
            _ => break,
        }
        kept = &kept[..kept.len() - last.len_utf8()];
    }
    kept
}

/// An address that nobody is led to, such as `http://…`: all of it stays words, numbers and names within it too.
fn other_address_at(text: &str, at: usize) -> Found<'_> {
    let rest = &text[at..];
    let scheme = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && !"+.-".contains(letter))?;
    if scheme == 0 || !rest[scheme..].starts_with("://") {
        return None;
    }
    let whole = token(rest);
    Some((Piece::Words(whole), at + whole.len()))
}

fn mail_at(text: &str, at: usize) -> Found<'_> {
    let rest = &text[at..];
    let name_length = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && !"._%+-".contains(letter))?;
    let (name, after) = rest.split_at(name_length);
    let host = host(after.strip_prefix('@')?)?;
    let is_name = name.starts_with(|letter: char| letter.is_ascii_alphanumeric()) && !name.ends_with('.');
    let length = name_length + 1 + host.len();
    let next = rest[length..].chars().next();
    let ends_clean = next.is_none_or(|next| !next.is_alphanumeric() && !"@_".contains(next));
    if !is_name || !ends_clean {
        return None;
    }
    let shown = &rest[..length];
    // In an address of this kind "%" says that a code follows (RFC 6068, section 2).
    Some((Piece::Mail { shown, href: format!("mailto:{}", shown.replace('%', "%25")) }, at + length))
}

/// A UK telephone number: the longest that can be read from here, so that what is said after it does not spoil it.
fn telephone_at(text: &str, at: usize) -> Found<'_> {
    let rest = &text[at..];
    let mut number = Number::default();
    let mut length = None;
    for (offset, letter) in rest.char_indices() {
        if !number.takes(letter) {
            break;
        }
        let end = offset + letter.len_utf8();
        let next = rest[end..].chars().next();
        if number.is_whole() && next.is_none_or(|next| !next.is_alphanumeric() && next != '@') {
            length = Some(end);
        }
    }
    let shown = &rest[..length?];
    Some((Piece::Telephone { shown, href: format!("tel:{}", dial(shown)) }, at + shown.len()))
}

/// A telephone number as far as it has been read.
#[derive(Default)]
struct Number {
    digits: String,
    /// It is written with its country.
    has_plus: bool,
    /// How many digits stood before the first gap; nought until there is one.
    beginning: usize,
    /// How many digits stand since the last gap.
    group: usize,
    /// How long the gap is that was read last.
    gap: usize,
    brackets: Brackets,
}

/// A number has one pair of brackets at most: `(0131)` or `(0)`.
#[derive(Default, PartialEq, Eq)]
enum Brackets {
    #[default]
    Unused,
    Open,
    Closed,
}

impl Number {
    /// Whether the number goes on with that letter.
    fn takes(&mut self, letter: char) -> bool {
        let has_begun = !self.digits.is_empty();
        match letter {
            '0'..='9' if self.digits.len() < MOST_DIGITS && (has_begun || self.has_plus || letter == '0') => {
                self.digits.push(letter);
                self.group += 1;
                self.gap = 0;
                return true;
            }
            '+' if !has_begun && !self.has_plus => {
                self.has_plus = true;
                return true;
            }
            '(' if self.brackets == Brackets::Unused => self.brackets = Brackets::Open,
            ')' if has_begun && self.brackets == Brackets::Open => self.brackets = Brackets::Closed,
            // A digit alone begins something else: "2 pm", "0930 5.12.2026".
            ' ' | '\u{a0}' | '-' | '–' | '.' if has_begun && self.group != 1 && self.gap < LONGEST_GAP => {}
            _ => return false,
        }
        if self.beginning == 0 {
            self.beginning = self.group;
        }
        self.group = 0;
        self.gap += 1;
        true
    }

    /// Whether what has been read is a number: ten or eleven digits from nought on, or as many with the country.
    ///
    /// Dates begin with one digit or two, and no area code does. Of ten digits only freephone numbers begin with four:
    /// others are a time and a date, `0930 12.05.26`.
    fn is_whole(&self) -> bool {
        if self.group < 2 || self.brackets == Brackets::Open {
            return false;
        }
        if self.has_plus {
            let inland = self.digits.strip_prefix("44").map(|inland| inland.strip_prefix('0').unwrap_or(inland));
            return inland.is_some_and(|inland| !inland.starts_with('0') && matches!(inland.len(), 9 | 10));
        }
        let beginning = if self.beginning == 0 { self.group } else { self.beginning };
        let is_length = match self.digits.len() {
            10 => beginning != 4 || self.digits.starts_with("0800"),
            11 => true,
            _ => false,
        };
        is_length && beginning > 2 && !self.digits.starts_with("00")
    }
}

fn short_number_at(text: &str, at: usize) -> Found<'_> {
    let rest = &text[at..];
    let number = SHORT_NUMBERS
        .into_iter()
        .find(|number| rest.starts_with(*number) && stands_alone(text, at, at + number.len()))?;
    Some((Piece::Telephone { shown: &rest[..number.len()], href: format!("tel:{}", dial(number)) }, at + number.len()))
}

/// Whether nothing from `at` to `end` belongs to a longer word or number. Three digits more after a blank are the rest
/// of a number, two are rather "24 hours a day".
fn stands_alone(text: &str, at: usize, end: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let begins = match (before.next(), before.next()) {
        (None, _) | (Some('\n'), _) => true,
        (Some(sign), earlier) if sign.is_whitespace() || sign == ':' => {
            earlier.is_none_or(|earlier| !earlier.is_ascii_digit())
        }
        (Some(sign), _) => "([\"'“‘—–".contains(sign),
    };
    let mut after = text[end..].chars();
    let ends = match (after.next(), after.next()) {
        (None, _) | (Some('\n'), _) => true,
        (Some(blank), _) if blank.is_whitespace() => {
            let following = &text[end + blank.len_utf8()..];
            following.bytes().take_while(u8::is_ascii_digit).count() < 3
        }
        (Some(sign), later) => ".,;:!?)]\"'”’—–…".contains(sign) && later.is_none_or(|later| !later.is_alphanumeric()),
    };
    begins && ends
}

#[cfg(test)]
mod tests;
