//! Style sheets mirror the code: `style/features/x.css` is for `src/features/x.rs` or the folder beside it, so that a
//! look is found, and removed, with what it is for. The page of an app has to ask for a sheet, or it is seen nowhere.

use super::Offence;
use super::source_tree::SourceTree;

/// Checks every sheet.
pub fn check(tree: &SourceTree) -> Vec<Offence> {
    let mut offences = Vec::new();
    for sheet in tree.inside("style/", "css") {
        if !tree.app_pages().any(|page| page.text.contains(&format!("\"{}\"", sheet.path))) {
            offences.push(Offence::new(
                &sheet.path,
                0,
                "no page of an app asks for it: link it in index.html or the page of another app",
            ));
        }
        let inside = sheet.path.trim_start_matches("style/").trim_end_matches(".css");
        if !inside.contains('/') {
            // The sheets that hold for everything: tokens, base.
            continue;
        }
        let (module, folder) = (format!("src/{inside}.rs"), format!("src/{inside}/"));
        if !tree.rust().any(|file| file.path == module || file.path.starts_with(&folder)) {
            let complaint = format!("there is no {module} for it: style sheets mirror src/");
            offences.push(Offence::new(&sheet.path, 0, complaint));
        }
    }
    offences
}

#[cfg(test)]
mod tests {
    use super::super::planted::faults;
    use super::check;

    #[test]
    fn a_sheet_without_its_module_is_found() {
        let page = ("index.html", r#"<link href="style/features/groups.css">"#);
        let files = [page, ("style/features/groups.css", ""), ("src/features/refer.rs", "")];
        assert_eq!(faults(check, &files).len(), 1);
    }

    #[test]
    fn a_sheet_that_no_page_asks_for_is_found() {
        let files = [("index.html", ""), ("style/features/groups.css", ""), ("src/features/groups.rs", "")];
        assert_eq!(faults(check, &files).len(), 1);
    }

    #[test]
    fn a_module_a_folder_or_everything_may_have_a_sheet() {
        let files = [
            ("index.html", r#"<link href="style/tokens.css"><link href="style/ui/card.css">"#),
            ("me.html", r#"<link href="style/features/groups.css">"#),
            ("style/tokens.css", ""),
            ("style/ui/card.css", ""),
            ("src/ui/card.rs", ""),
            ("style/features/groups.css", ""),
            ("src/features/groups/list.rs", ""),
        ];
        assert!(faults(check, &files).is_empty());
    }
}
