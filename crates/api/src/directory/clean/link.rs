//! Links and e-mail addresses: only what is safe to tap comes out.

use url::{Host, Url};

use super::is_hidden;
use crate::directory::report::Reason;

/// The most characters of a link.
const LONGEST: usize = 2_000;

/// A link that a person may tap: `https:`, `tel:` or `mailto:`. A bare domain or e-mail address becomes one. Where a
/// field holds several, the first sound one counts.
pub(in crate::directory) fn link(raw: &str) -> Result<Option<String>, Reason> {
    let seen = seen(raw);
    let words: Vec<&str> = seen.split_whitespace().collect();
    let mut problem = None;
    for word in &words {
        match one_link(word, words.len() == 1) {
            Ok(link) => return Ok(Some(link)),
            // The first telling reason stays: "not https" says more than that "see" is no link.
            Err(reason) if problem.is_none() || reason == Reason::InsecureLink => problem = Some(reason),
            Err(_) => {}
        }
    }
    problem.map_or(Ok(None), Err)
}

/// The e-mail addresses of a field, without their names and brackets.
pub(in crate::directory) fn emails(raw: &str) -> Vec<String> {
    let seen = seen(raw);
    let mut found: Vec<String> = Vec::new();
    for word in seen.split(|letter: char| letter.is_whitespace() || ",;<>()[]\"".contains(letter)) {
        if let Some(email) = email(word)
            && !found.contains(&email)
        {
            found.push(email);
        }
    }
    found
}

/// Without what cannot be seen, and no longer than is worth looking at.
fn seen(raw: &str) -> String {
    let seen: String =
        raw.chars().take(4 * LONGEST).filter(|letter| letter.is_whitespace() || !is_hidden(*letter)).collect();
    seen.replace("&amp;", "&")
}

fn one_link(word: &str, is_alone: bool) -> Result<String, Reason> {
    let word = word.trim_matches(|letter: char| ",;.<>[]\"'".contains(letter));
    // A bracket that was opened before the link closes after it.
    let word = if word.contains('(') { word } else { word.trim_end_matches([')', '.']) };
    let lower = word.to_ascii_lowercase();
    if lower.starts_with("http://") {
        return Err(Reason::InsecureLink);
    }
    if lower.starts_with("https://") {
        return web(word).ok_or(Reason::NotALink);
    }
    if let Some(number) = lower.strip_prefix("tel:") {
        return telephone(number).ok_or(Reason::NotALink);
    }
    if lower.starts_with("mailto:") || (is_alone && lower.contains('@')) {
        return email(word).map(|email| format!("mailto:{email}")).ok_or(Reason::NotALink);
    }
    let host = lower.split(['/', '?', '#']).next().unwrap_or_default();
    if is_domain(host) && (is_alone || host.starts_with("www.")) {
        return web(&format!("https://{word}")).ok_or(Reason::NotALink);
    }
    Err(Reason::NotALink)
}

/// A web address with a domain. A name or password in it, or a bare number for a host, is what deceivers use.
fn web(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let has_domain = matches!(url.host(), Some(Host::Domain(domain)) if is_domain(domain));
    if url.scheme() != "https" || !has_domain || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let mut text = String::from(url);
    if is_bare {
        text.pop();
    }
    Some(text).filter(|text| text.len() <= LONGEST)
}

fn telephone(number: &str) -> Option<String> {
    let is_number = number.chars().all(|letter| letter.is_ascii_digit() || "+-.()".contains(letter));
    let dialled: String = number.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    let digits = dialled.chars().filter(char::is_ascii_digit).count();
    (is_number && (3..=15).contains(&digits) && !dialled.chars().skip(1).any(|letter| letter == '+'))
        .then(|| format!("tel:{dialled}"))
}

/// One address. Fewer characters before the `@` than the standard allows, so that none can mean anything in a link.
fn email(raw: &str) -> Option<String> {
    let text = raw.trim_matches(|letter: char| letter.is_whitespace() || ",;.:<>()[]\"'".contains(letter));
    let text = match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => text[7..].split('?').next()?,
        _ => text,
    };
    let (local, domain) = text.split_once('@')?;
    let is_local = !local.is_empty()
        && local.len() <= 64
        && local.chars().all(|letter| letter.is_ascii_alphanumeric() || "._+-'".contains(letter))
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    (is_local && is_domain(domain) && text.len() <= 254).then(|| text.to_owned())
}

/// Two labels or more, the last of letters. Source: RFC 1123, section 2.1.
fn is_domain(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    };
    let is_top = |label: &&str| {
        label.len() >= 2 && (label.chars().all(|letter| letter.is_ascii_alphabetic()) || label.starts_with("xn--"))
    };
    text.len() <= 253 && labels.len() >= 2 && labels.iter().all(is_label) && labels.last().is_some_and(is_top)
}
