//! Which apps there are beside the public one. Each is a page of its own, built by a Trunk run of its own.

use std::path::PathBuf;

use crate::project::Project;

/// The public app, whose build takes in the others.
pub const PUBLIC: &str = "index.html";
/// The pages of the other apps; each app is named as its page without the ending.
pub const OTHERS: [&str; 11] = [
    "me.html",
    "desk.html",
    "team.html",
    "messages.html",
    "inbox.html",
    "plan.html",
    "outings.html",
    "week.html",
    "visits.html",
    "how.html",
    "progress.html",
];

/// What every app is called, the public one first.
pub fn names() -> impl Iterator<Item = &'static str> {
    [PUBLIC].into_iter().chain(OTHERS).map(name)
}

/// Where the build of another app is kept until the public one takes it in.
pub fn folder(project: &Project, page: &str) -> PathBuf {
    project.target.join("apps").join(name(page))
}

/// `me` for `me.html`; the public app is `app`.
pub fn name(page: &str) -> &str {
    if page == PUBLIC { "app" } else { page.trim_end_matches(".html") }
}
