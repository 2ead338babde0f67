//! Which addresses are pages of the app. They all have the same page; only its status tells a dead link from a live one.

use uuid::Uuid;

/// Whether the app has a page at this path.
pub fn is_page(path: &str) -> bool {
    match path {
        "/" | "/groups" | "/referral" | "/about" => true,
        _ => {
            let below = |folder: &str| path.strip_prefix(folder).filter(|rest| !rest.is_empty() && !rest.contains('/'));
            below("/groups/").is_some_and(|id| Uuid::try_parse(id).is_ok()) || below("/refer/").is_some()
        }
    }
}

/// Whether the path asks for a file: its last part has an ending.
pub fn is_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_dead_links() {
        for path in ["/", "/groups", "/groups/01890a5d-ac96-774b-bcce-b302099a8057", "/refer/who", "/refer/sent"] {
            assert!(is_page(path), "{path}");
        }
        for path in ["/groups/", "/groups/7", "/refer/", "/refer/a/b", "/wp-admin", "/groups/x/y", "//"] {
            assert!(!is_page(path), "{path}");
        }
    }

    #[test]
    fn files_have_an_ending() {
        assert!(is_file("/sw.js") && is_file("/.env") && is_file("/a/b.css"));
        assert!(!is_file("/groups") && !is_file("/v1.2/groups"));
    }
}
