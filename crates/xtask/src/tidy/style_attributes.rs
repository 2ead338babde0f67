//! No `style=` attribute in pages or views: the content security policy refuses it, so it would work nowhere.

use super::Offence;
use super::rust_text::RustText;
use super::source_tree::SourceTree;
use crate::markup::{Piece, pieces};

const COMPLAINT: &str = "the content security policy refuses style attributes: use a class, or Leptos' style:name";

/// Checks the app's sources and the hand-written pages.
pub fn check(tree: &SourceTree) -> Vec<Offence> {
    let mut offences = Vec::new();
    for file in tree.inside("src/", "rs") {
        let code = RustText::read(&file.text).code;
        for (at, _) in code.match_indices("style=") {
            // rustfmt puts a space before the `=` of an assignment, so only an attribute looks like this.
            if code[..at].ends_with(char::is_whitespace) && !code[at..].starts_with("style==") {
                offences.push(Offence::new(&file.path, file.line(at), COMPLAINT));
            }
        }
    }
    for file in tree.pages() {
        for piece in pieces(&file.text) {
            if let Piece::Tag(tag) = piece
                && tag.attribute("style").is_some()
            {
                offences.push(Offence::new(&file.path, file.line(tag.range.start), COMPLAINT));
            }
        }
    }
    offences
}

#[cfg(test)]
mod tests {
    use super::super::planted::faults;
    use super::check;

    #[test]
    fn a_style_attribute_is_found_in_views_and_pages() {
        let files =
            [("index.html", "<p style=\"color: red\">"), ("src/ui/card.rs", "view! { <p\n style=move || x>{y}</p> }")];
        assert_eq!(faults(check, &files), [("src/ui/card.rs".to_owned(), 2), ("index.html".to_owned(), 1)]);
    }

    #[test]
    fn style_properties_and_prose_are_allowed() {
        let files = [
            ("index.html", "<style>p{}</style><p class=\"a\" data-style=\"b\">"),
            ("src/ui/card.rs", "// no style=\nview! { <p style:inline-size=x>\"style=\"</p> }; let style = 1;"),
        ];
        assert!(faults(check, &files).is_empty());
    }
}
