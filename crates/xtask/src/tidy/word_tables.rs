//! No app says words that it does not carry: a section of one app's own table (`build/tables.rs`) may be named only where
//! that app alone gets to. Otherwise another app would download the whole table, and speak English in every language.

use std::collections::{BTreeMap, BTreeSet};

use super::Offence;
use super::layers::APPS;
use super::rust_paths::{RustPath, module, paths, resolved};
use super::rust_text::RustText;
use super::source_tree::SourceTree;
use crate::locale::Locale;
use crate::tables::{COMMON, OWN, table_of};

const TABLES: &str = "build/tables.rs";

/// Checks what each app gets to, and that the lists name sections that there are.
pub fn check(tree: &SourceTree) -> Vec<Offence> {
    let files: BTreeMap<&str, Vec<RustPath>> = tree
        .inside("src/", "rs")
        .filter(|file| !file.is_tests())
        .map(|file| (file.path.as_str(), read(&file.text)))
        .collect();
    let mut offences = Vec::new();
    for app in APPS {
        let name = app.strip_suffix("_app").unwrap_or(app);
        // The team's pages are a part of the desk and say its words too; a person's own pages are in two apps; and two
        // offer the home screen.
        let own: &[&str] = match name {
            "app" => &["app", "install"],
            "refer" => &["install", "refer"],
            "team" => &["desk", "team"],
            "me" => &["me", "mine"],
            "inbox" => &["inbox", "messages", "mine"],
            "outings" | "week" | "visits" | "how" | "progress" => &["plan"],
            name => &[name],
        };
        for path in reach(&files, &format!("src/{app}.rs")) {
            let Some(file) = tree.file(path) else { continue };
            for (at, section) in sections(&files[path]) {
                let table = table_of(section).unwrap_or(COMMON);
                if table != COMMON && !own.contains(&table) {
                    let complaint = format!(
                        "the app `{name}` gets here and does not carry `{section}`, which is of `{table}` alone: \
                         take it out of {TABLES}, or do not say it here"
                    );
                    offences.push(Offence::new(path, file.line(at), complaint));
                }
            }
        }
    }
    offences.extend(unknown(tree));
    offences
}

/// What a file names, its tests apart.
fn read(text: &str) -> Vec<RustPath> {
    let text = RustText::read(text);
    let end = text.tests_start();
    paths(&text.code).into_iter().filter(|path| path.at < end).collect()
}

/// The files that an app gets to by its imports and theirs, itself included.
fn reach<'tree>(files: &BTreeMap<&'tree str, Vec<RustPath>>, app: &str) -> BTreeSet<&'tree str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = files.keys().copied().filter(|path| *path == app).collect();
    while let Some(path) = next.pop() {
        if !reached.insert(path) {
            continue;
        }
        let module = module(path.trim_start_matches("src/"));
        next.extend(targets(&files[path], &module).iter().filter_map(|target| home(files, target)));
    }
    reached
}

/// Where the paths of a file lead inside the app, also those that begin with a name that it has imported.
fn targets(paths: &[RustPath], module: &[String]) -> Vec<Vec<String>> {
    let uses: Vec<(&str, Vec<String>)> = paths
        .iter()
        .filter(|path| path.is_use)
        .filter_map(|path| Some((path.name(), resolved(&path.segments, module)?)))
        .collect();
    let by_name = |path: &RustPath| {
        let (_, base) = uses.iter().find(|(name, _)| !path.is_use && *name == path.segments[0])?;
        Some([base.as_slice(), &path.segments[1..]].concat())
    };
    paths.iter().filter_map(|path| by_name(path).or_else(|| resolved(&path.segments, module))).collect()
}

/// The file that a path leads into.
fn home<'tree>(files: &BTreeMap<&'tree str, Vec<RustPath>>, target: &[String]) -> Option<&'tree str> {
    let file = |end| files.get_key_value(format!("src/{}.rs", target[..end].join("/")).as_str());
    (1..=target.len()).rev().find_map(file).map(|(path, _)| *path)
}

/// The sections whose words a file says, and where it names them. What a file calls `words` itself is no section.
fn sections(paths: &[RustPath]) -> Vec<(usize, &str)> {
    let is_renamed = paths.iter().any(|path| path.is_use && path.name() == "words" && path.segments.len() > 2);
    let inside = |path: &RustPath| -> Option<usize> {
        let at = path.segments.iter().position(|segment| segment == "words")?;
        (path.is_use || at > 0 || !is_renamed).then_some(at + 1)
    };
    paths.iter().filter_map(|path| Some((path.at, path.segments.get(inside(path)?)?.as_str()))).collect()
}

/// Sections of the lists that the words do not have.
fn unknown(tree: &SourceTree) -> Vec<Offence> {
    let Some(lists) = tree.file(TABLES) else { return Vec::new() };
    let Some(english) = tree.file("locales/en.json").and_then(|file| Locale::parse(&file.text).ok()) else {
        return Vec::new();
    };
    let there: BTreeSet<&str> = english.words.keys().filter_map(|key| key.split('.').next()).collect();
    OWN.iter()
        .flat_map(|(_, sections)| *sections)
        .filter(|section| {
            !there
                .iter()
                .any(|name| name.strip_prefix(**section).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
        })
        .map(|section| {
            let line = lists.text.find(&format!("\"{section}\"")).map_or(0, |at| lists.line(at));
            Offence::new(TABLES, line, format!("there is no section {section} in locales/en.json"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::planted::faults;
    use super::check;

    const APP: (&str, &str) = ("src/refer_app.rs", "use crate::features::refer::question::Question;");
    const ME: (&str, &str) = ("src/me_app.rs", "use crate::features::me::home_page::HomePage;");
    const REFER: (&str, &str) =
        ("src/features/refer/question.rs", "use crate::words::{app, refer as words};\nfn f() { words::start() }");

    #[test]
    fn an_app_says_its_own_words_and_those_of_all() {
        let home = ("src/features/me/home_page.rs", "use crate::words::{app, me as words, sign_in};");
        assert!(faults(check, &[APP, ME, REFER, home]).is_empty());
    }

    #[test]
    fn words_of_another_app_are_found_however_far_away() {
        let far = ("src/features/me/home_page.rs", "use crate::phrases::answer;\nfn f() { answer::say() }");
        let phrase = |code| ("src/phrases/answer.rs", code);
        for code in [
            "use crate::words::refer as words;",
            "use crate::words;\nfn f() { words::refer::title() }",
            "fn f() { crate::words::refer_errors::name() }",
        ] {
            let found = faults(check, &[APP, ME, REFER, far, phrase(code)]);
            assert_eq!(found.len(), 1, "{code}");
            assert_eq!(found[0].0, "src/phrases/answer.rs");
        }
        let not_reached = ("src/features/me/home_page.rs", "use crate::phrases::other;");
        assert!(faults(check, &[ME, not_reached, phrase("use crate::words::refer;")]).is_empty());
    }

    #[test]
    fn the_messages_carry_the_words_of_neither_side_around_them() {
        let app = ("src/messages_app.rs", "use crate::features::messages::gate::Gate;");
        let gate = |code| ("src/features/messages/gate.rs", code);
        let own = "use crate::words::{app, danger, messages as words, messages_desk};";
        assert!(faults(check, &[app, gate(own)]).is_empty());
        for code in ["use crate::words::me as words;", "use crate::words::desk::bar as words;"] {
            assert_eq!(faults(check, &[app, gate(code)]).len(), 1, "{code}");
        }
    }

    #[test]
    fn a_table_may_be_of_two_apps() {
        let code = "use crate::phrases::confirm;\nfn f() { confirm::say() }";
        let phrase = ("src/phrases/confirm.rs", "use crate::words::sign_in::confirm as words;");
        for (app, count) in [("src/me_app.rs", 0), ("src/inbox_app.rs", 0), ("src/messages_app.rs", 1)] {
            assert_eq!(faults(check, &[(app, code), phrase]).len(), count, "{app}");
        }
        let code = "use crate::features::shell::install_hint::InstallHint;";
        let hint = ("src/features/shell/install_hint.rs", "use crate::words::install as words;");
        for (app, count) in [("src/app.rs", 0), ("src/refer_app.rs", 0), ("src/me_app.rs", 1)] {
            assert_eq!(faults(check, &[(app, code), hint]).len(), count, "{app}");
        }
    }

    #[test]
    fn a_name_that_was_imported_is_followed_no_further_than_it_is_used() {
        let home = ("src/features/me/home_page.rs", "use crate::phrases;\nfn f() { phrases::answer::say() }");
        let phrase = |path| (path, "use crate::words::desk;");
        let files = |path| [ME, home, ("src/phrases.rs", "pub mod answer;\npub mod other;"), phrase(path)];
        assert_eq!(faults(check, &files("src/phrases/answer.rs")).len(), 1);
        assert!(faults(check, &files("src/phrases/other.rs")).is_empty());
    }

    #[test]
    fn a_list_with_a_section_that_is_not_there_is_found() {
        let tables = ("build/tables.rs", "const OWN: [&str; 2] = [\n\"start\", \"refer\"];");
        let words = |start| {
            format!(
                r#"{{"about": {{"a": "1"}}, "messages_desk": {{"a": "1"}}, "refer_errors": {{"a": "1"}}, "referral": {{"a": "1"}},
                "install": {{"a": "1"}}, "report": {{"a": "1"}}, "sent": {{"a": "1"}}, "{start}": {{"a": "1"}}, "complaints": {{"a": "1"}},
                "details": {{"a": "1"}}, "devices": {{"a": "1"}}, "export": {{"a": "1"}}, "helpers": {{"a": "1"}},
                "me": {{"a": "1"}}, "sign_in": {{"a": "1"}}, "who_looked": {{"a": "1"}}, "desk_team": {{"a": "1"}}, "team": {{"a": "1"}},
                "own": {{"a": "1"}}, "phone": {{"a": "1"}},
                "plan_goals": {{"a": "1"}}, "progress": {{"a": "1"}}}}"#
            )
        };
        assert!(faults(check, &[tables, ("locales/en.json", words("start").as_str())]).is_empty());
        let found = faults(check, &[tables, ("locales/en.json", words("begin").as_str())]);
        assert_eq!(found, [("build/tables.rs".to_owned(), 2)]);
    }
}
