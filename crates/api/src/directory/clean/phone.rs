//! Telephone numbers: kept as written, one each.

use super::{NAME, head, line};

/// A number has at least this many digits.
const FEWEST: usize = 7;

/// Two whole numbers written in one run have at least this many digits each.
const WHOLE: usize = 10;

/// What stands between two numbers in one field.
const GAPS: [&str; 9] = [",", ";", "/", "|", "\n", "\r", " or ", " and ", " & "];

/// The telephone numbers of a field, as written, extensions and remarks included. Parted only where both sides are
/// numbers of their own, so that "020 7946 0000 / 1" stays whole.
pub(in crate::directory) fn phones(raw: &str) -> Vec<String> {
    let raw = head(raw, 1_000);
    let mut found = Vec::new();
    let mut current = String::new();
    for (gap, piece) in pieces(raw) {
        if digits(&current) >= FEWEST && digits(piece) >= FEWEST {
            found.push(std::mem::take(&mut current));
        } else {
            current.push_str(gap);
        }
        current.push_str(piece);
    }
    found.push(current);
    let mut kept: Vec<String> = Vec::new();
    for phone in found.iter().flat_map(|run| runs(run)) {
        let trimmed = phone.trim_matches(|letter: char| letter.is_whitespace() || ",;/|&".contains(letter));
        if digits(trimmed) >= FEWEST
            && let Some(phone) = line(trimmed, NAME / 2)
            && !kept.contains(&phone)
        {
            kept.push(phone);
        }
    }
    kept
}

/// The text cut at every gap; each piece with the gap before it.
fn pieces(text: &str) -> Vec<(&str, &str)> {
    // Lower case of ASCII keeps every byte in its place.
    let lower = text.to_ascii_lowercase();
    let mut out = Vec::new();
    let (mut from, mut gap) = (0, "");
    loop {
        let next = GAPS.iter().filter_map(|gap| lower[from..].find(gap).map(|at| (from + at, gap.len()))).min();
        let Some((at, length)) = next else {
            out.push((gap, &text[from..]));
            return out;
        };
        out.push((gap, &text[from..at]));
        gap = &text[at..at + length];
        from = at + length;
    }
}

/// Two whole numbers with nothing but a space between them, parted.
fn runs(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut current = String::new();
    for word in text.split_whitespace() {
        let starts_number = word.starts_with(['0', '+', '(']);
        let rest = digits(text).saturating_sub(out.iter().map(|run: &String| digits(run)).sum::<usize>());
        if starts_number && digits(&current) >= WHOLE && rest.saturating_sub(digits(&current)) >= WHOLE {
            out.push(std::mem::take(&mut current));
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    out.push(current);
    out
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}
