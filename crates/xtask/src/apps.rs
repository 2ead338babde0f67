//! Which apps there are beside the public one, each a page of its own, built by a Trunk run of its own; and the pocket,
//! which is no app but a module for the service worker.

use std::path::PathBuf;

use crate::project::Project;

/// The public app, whose build takes in the others.
pub const PUBLIC: &str = "index.html";
/// The app in which somebody asks for a link worker.
pub const REFER: &str = "refer.html";
/// The pages of the other apps; each app is named as its page without the ending.
pub const OTHERS: [&str; 12] = [
    REFER,
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

/// What the service worker keeps at once: whoever has looked around may ask without a signal.
pub const AT_ONCE: [&str; 2] = [PUBLIC, REFER];

/// The pocket, and how its module is called in the build: this, its hash, `.wasm`.
pub const POCKET: &str = "pocket";
/// Its module and its script, as they come from wasm-bindgen.
pub const POCKET_MODULE: &str = "pocket_bg.wasm";
pub const POCKET_SCRIPT: &str = "pocket.js";

/// What every app is called, the public one first.
pub fn names() -> impl Iterator<Item = &'static str> {
    [PUBLIC].into_iter().chain(OTHERS).map(name)
}

/// Where the build of another app is kept until the public one takes it in.
pub fn folder(project: &Project, page: &str) -> PathBuf {
    project.target.join("apps").join(name(page))
}

/// Where the pocket is kept until the public app takes it in.
pub fn pocket_folder(project: &Project) -> PathBuf {
    project.target.join("apps").join(POCKET)
}

/// Whether a file of a build, by its name or address, is the pocket's module.
pub fn is_pocket(name: &str) -> bool {
    let rest = name.trim_start_matches('/').strip_prefix(POCKET);
    rest.is_some_and(|rest| rest.starts_with('-') && rest.ends_with(".wasm"))
}

/// `me` for `me.html`; the public app is `app`.
pub fn name(page: &str) -> &str {
    if page == PUBLIC { "app" } else { page.trim_end_matches(".html") }
}
