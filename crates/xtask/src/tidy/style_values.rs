//! Styles take their colours from the tokens, so that dark mode and forced colours reach everything, and name sides by
//! the direction of reading, so that a page can run from right to left.

use super::Offence;
use super::source_tree::SourceTree;
use crate::markup::{Piece, pieces};

const TOKENS: &str = "style/tokens.css";
const SIDES: [&str; 4] = ["bottom", "left", "right", "top"];
const SIDED: [&str; 4] = ["margin-", "padding-", "scroll-margin-", "scroll-padding-"];
const COLOUR_FUNCTIONS: [&str; 10] = ["color", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "rgb", "rgba"];
const COLOURED: [&str; 8] = ["background", "border", "color", "decoration", "fill", "outline", "shadow", "stroke"];
/// The names that people reach for; the others are caught in review.
const COLOUR_NAMES: [&str; 24] = [
    "aqua", "beige", "black", "blue", "brown", "coral", "crimson", "cyan", "gold", "gray", "green", "grey", "ivory",
    "lime", "magenta", "navy", "orange", "pink", "purple", "red", "silver", "teal", "white", "yellow",
];

/// Where a colour may be written down.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Colours {
    Anywhere,
    /// In a page of its own, which no sheet reaches.
    InCustomProperties,
    Nowhere,
}

/// Checks every sheet and the style blocks of hand-written pages.
pub fn check(tree: &SourceTree) -> Vec<Offence> {
    let mut offences = Vec::new();
    for sheet in tree.inside("style/", "css") {
        let colours = if sheet.path == TOKENS { Colours::Anywhere } else { Colours::Nowhere };
        for (at, complaint) in complaints(&sheet.text, colours) {
            offences.push(Offence::new(&sheet.path, sheet.line(at), complaint));
        }
    }
    for page in tree.pages() {
        for piece in pieces(&page.text) {
            if let Piece::Inside { element: "style", text, at: start } = piece {
                for (at, complaint) in complaints(text, Colours::InCustomProperties) {
                    offences.push(Offence::new(&page.path, page.line(start + at), complaint));
                }
            }
        }
    }
    offences
}

fn complaints(css: &str, colours: Colours) -> Vec<(usize, String)> {
    let css = without_prose(css);
    let mut complaints = Vec::new();
    for Declaration { at, property, value } in declarations(&css) {
        let may_hold_colours = match colours {
            Colours::Anywhere => true,
            Colours::InCustomProperties => property.starts_with("--"),
            Colours::Nowhere => false,
        };
        if !may_hold_colours && let Some(colour) = colour(property, value) {
            complaints.push((at, format!("take {colour} from a token of {TOKENS}")));
        }
        if let Some(side) = physical(property, value) {
            complaints
                .push((at, format!("{side} is a physical side: use the logical property (inline, block, start, end)")));
        }
    }
    complaints
}

struct Declaration<'css> {
    at: usize,
    property: &'css str,
    value: &'css str,
}

/// What stands between `{`, `;` and `}` and has a colon; what ends in `{` is a selector.
fn declarations(css: &str) -> Vec<Declaration<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (end, _) in css.match_indices(['{', ';', '}']) {
        let part = &css[start..end];
        if !css[end..].starts_with('{')
            && !part.trim_start().starts_with('@')
            && let Some((property, value)) = part.split_once(':')
        {
            let at = start + part.len() - part.trim_start().len();
            found.push(Declaration { at, property: property.trim(), value: value.trim() });
        }
        start = end + 1;
    }
    found
}

/// The sheet with comments, strings and addresses blanked; every byte keeps its place.
fn without_prose(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(letter) = rest.chars().next() {
        let (end, keeps_ends) = if rest.starts_with("/*") {
            (rest.find("*/").map_or(rest.len(), |at| at + 2), 0)
        } else if letter == '"' || letter == '\'' {
            (string_end(rest, letter), 1)
        } else if rest.starts_with("url(") {
            (rest.find(')').unwrap_or(rest.len()), 4)
        } else {
            out.push(letter);
            rest = &rest[letter.len_utf8()..];
            continue;
        };
        out.push_str(&rest[..keeps_ends.min(end)]);
        let blanked = rest.get(keeps_ends..end).unwrap_or_default();
        out.extend(blanked.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    out
}

fn string_end(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        if letter == quote && !is_escaped {
            return at + 1;
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    text.len()
}

fn colour<'css>(property: &str, value: &'css str) -> Option<&'css str> {
    let takes_names = property.starts_with("--") || COLOURED.iter().any(|word| property.contains(word));
    words(value).find_map(|(word, follower)| {
        let is_hex = word.strip_prefix('#').is_some_and(|digits| {
            matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|digit| digit.is_ascii_hexdigit())
        });
        let is_function = follower == Some('(') && COLOUR_FUNCTIONS.contains(&word);
        let is_name = takes_names && follower != Some('(') && COLOUR_NAMES.contains(&word);
        (is_hex || is_function || is_name).then_some(word)
    })
}

/// The words of a value, each with the sign behind it.
fn words(value: &str) -> impl Iterator<Item = (&str, Option<char>)> {
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '#' | '-' | '_');
    let mut rest = value;
    std::iter::from_fn(move || {
        let start = rest.find(is_word)?;
        let from = &rest[start..];
        let end = from.find(|letter: char| !is_word(letter)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        rest = after;
        Some((word, after.chars().next()))
    })
}

fn physical<'css>(property: &'css str, value: &'css str) -> Option<&'css str> {
    let is_sided = SIDED.iter().any(|start| property.strip_prefix(start).is_some_and(|side| SIDES.contains(&side)));
    let is_border = property.starts_with("border-") && property.split('-').any(|part| SIDES.contains(&part));
    if SIDES.contains(&property) || is_sided || is_border {
        return Some(property);
    }
    if matches!(property, "text-align" | "float" | "clear") && matches!(value, "left" | "right") {
        return Some(value);
    }
    let parts: Vec<&str> = value.split_whitespace().collect();
    let is_lopsided = matches!(property, "margin" | "padding" | "inset" | "border-width")
        && !value.contains('(')
        && parts.len() == 4
        && parts[1] != parts[3];
    is_lopsided.then_some(property)
}

#[cfg(test)]
mod tests {
    use super::super::planted::faults;
    use super::check;

    fn fault(path: &str, css: &str) -> usize {
        faults(check, &[(path, css)]).len()
    }

    #[test]
    fn colours_and_sides_are_found() {
        for css in [
            "p { color: #fff }",
            "p { background: linear-gradient(var(--a), rgb(0 0 0 / 50%)); }",
            "p { border: 1px solid black; }",
            "p { --mine: oklch(50% 0.1 200); }",
            "p { & a { margin-left: 1px } }",
            "p { border-top-left-radius: 1px }",
            "p { left: 0 }",
            "p { text-align: right; }",
            "p { padding: 0 1px 0 2px }",
            "@media (width > 30em) { p { inset: 0 auto 0 0 } }",
        ] {
            assert_eq!(fault("style/ui/card.css", css), 1, "{css}");
        }
    }

    #[test]
    fn tokens_and_logical_sides_are_allowed() {
        for css in [
            "@layer base, ui;\np { color: var(--ink); background: color-mix(in oklch, var(--a), transparent) }",
            "#fff:hover { border-inline-start: 1px solid currentcolor; white-space: nowrap }",
            "p::after { content: \"left: #fff; }\"; background: url(a.svg#fff) }",
            "/* color: red; */ p { padding: 0 1px 0 1px; text-align: start; outline: 2px solid CanvasText }",
            "p { transition: translate 0.2s; margin: 0 calc(1px + 2px) 0 calc(2px) }",
        ] {
            assert_eq!(fault("style/ui/card.css", css), 0, "{css}");
        }
        assert_eq!(fault("style/tokens.css", ":root { --ink: #123456; }"), 0);
    }

    #[test]
    fn a_page_of_its_own_defines_its_colours_once() {
        let page = "<style>\n:root { --ink: #123 }\np { color: #123 }</style>";
        assert_eq!(faults(check, &[("public/help-now.html", page)]), [("public/help-now.html".to_owned(), 3)]);
    }
}
