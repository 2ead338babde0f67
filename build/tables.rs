//! Which words belong to which app: the one list of it. `build.rs` makes a table of English for each app, `xtask dist` a
//! list of each table for every other language, and `tidy` sees that no app says words that it does not carry.

/// Sections that only the static pages and the server use; they stay out of every download.
pub const NOT_FOR_THE_APPS: [&str; 7] = ["document", "help_now", "letters", "noscript", "results", "taken", "unlock"];

/// The table that every app carries. Sections that stand in no list below are in it.
pub const COMMON: &str = "common";

/// The tables that only some apps carry. A section takes those along that begin with its name and `_`.
pub const OWN: [(&str, &[&str]); 10] = [
    ("app", &["about", "report", "start"]),
    ("refer", &["refer", "referral", "sent"]),
    // Of the home screen, which both of these offer.
    ("install", &["install"]),
    ("me", &["details", "devices", "helpers", "me"]),
    // Of a person's own pages in both apps that have them.
    ("mine", &["own", "sign_in"]),
    ("desk", &["desk"]),
    // Of the team's pages, which say those of the desk too.
    ("team", &["team"]),
    // Of the messages, and of what is new.
    ("messages", &["messages"]),
    ("inbox", &["complaints", "export", "phone", "who_looked"]),
    // Of a plan, by whoever reads it, and of the desk's pages about how people get on.
    ("plan", &["plan", "progress"]),
];

/// The table of a section at the top of the locale file; none when no app says its words.
pub fn table_of(section: &str) -> Option<&'static str> {
    if NOT_FOR_THE_APPS.contains(&section) {
        return None;
    }
    let is_in = |name: &&str| section.strip_prefix(*name).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
    let own = OWN.into_iter().find(|(_, sections)| sections.iter().any(is_in));
    Some(own.map_or(COMMON, |(table, _)| table))
}
