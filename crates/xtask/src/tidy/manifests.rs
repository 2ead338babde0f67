//! What `Cargo.toml` files may not ask for: the same borders as in the code, and the crates that weigh too much on the
//! phone.

use super::Offence;
use super::source_tree::SourceTree;

const FORBIDDEN: [(&str, &[&str]); 5] = [
    ("Cargo.toml", &["stile-api", "xtask", "reqwest", "regex", "tokio"]),
    ("crates/wire/Cargo.toml", &["domain", "stile-app", "stile-api", "xtask"]),
    ("crates/domain/Cargo.toml", &["stile-app", "stile-api", "xtask", "tokio", "getrandom", "rand", "regex"]),
    ("crates/api/Cargo.toml", &["stile-app", "xtask"]),
    ("crates/pocket/Cargo.toml", &["stile-app", "stile-api", "xtask", "leptos", "js-sys", "web-sys", "regex", "url"]),
];

/// Checks the manifests of the workspace.
pub fn check(tree: &SourceTree) -> Vec<Offence> {
    let mut offences = Vec::new();
    for (path, forbidden) in FORBIDDEN {
        let Some(file) = tree.file(path) else { continue };
        for (index, name) in dependencies(&file.text) {
            if forbidden.contains(&name) {
                offences.push(Offence::new(path, index + 1, format!("{name} must not be a dependency here")));
            }
        }
    }
    offences
}

/// The names of what the package itself depends on, with the index of their line.
fn dependencies(manifest: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut is_inside = false;
    for (index, line) in manifest.lines().enumerate() {
        if let Some(section) = line.strip_prefix('[') {
            is_inside = section.ends_with("dependencies]") && !section.starts_with("workspace.");
        } else if is_inside && let Some((key, _)) = line.split_once('=') {
            let name = key.trim().split('.').next().unwrap_or_default();
            found.push((index, name));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::planted::faults;
    use super::check;

    #[test]
    fn a_crate_that_looks_up_is_found() {
        let wire = "[dependencies]\nserde = \"1\"\ndomain.workspace = true\n";
        assert_eq!(faults(check, &[("crates/wire/Cargo.toml", wire)]), [("crates/wire/Cargo.toml".to_owned(), 3)]);
    }

    #[test]
    fn the_list_of_the_workspace_is_no_dependency() {
        let root = "[workspace.dependencies]\ntokio = \"1\"\n[dependencies]\nwire.workspace = true\n";
        assert!(faults(check, &[("Cargo.toml", root)]).is_empty());
    }
}
