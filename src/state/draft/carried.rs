//! What goes over between the app of what is on and the one of asking, which is a load: all that both of them see is what
//! this visit has kept. The first leaves which group is asked about and where was searched from, and of the draft it looks
//! at nothing but whether it waits; knowing and sending the draft would weigh more than that.

use leptos::prelude::*;
use serde::Deserialize;
use wire::GroupId;

use crate::browser::pocket::Dropping;
use crate::browser::{document, history, presence, session};
use crate::state::draft::{DRAFT, Draft, Kept, in_pocket};

/// `page/asking.js` looks for something under this name.
const GROUP: &str = "about-group";
const ORIGIN: &str = "searched-from";

/// Leaves the group that somebody asks about.
pub fn leave_group(id: GroupId, name: &str) {
    if let Ok(text) = serde_json::to_string(&(id, name)) {
        session::write(GROUP, &text);
    }
}

/// Leaves where the last search started from, as typed.
pub fn leave_origin(near: Option<&str>) {
    // Where the phone is has a comma, which no postcode has. It need not be written down.
    match near.filter(|near| !near.contains(',')) {
        Some(near) => {
            session::write(ORIGIN, near);
        }
        None => session::forget(ORIGIN),
    }
}

/// Where the last search of this visit started from, as typed.
pub fn origin() -> Option<String> {
    session::read(ORIGIN)
}

/// Whether somebody has pressed send and no answer had been read when the draft was kept last.
pub fn is_waiting() -> bool {
    #[derive(Deserialize)]
    struct Glance {
        #[serde(default)]
        is_waiting: bool,
    }
    let glance = session::read(DRAFT).and_then(|text| serde_json::from_str::<Glance>(&text).ok());
    glance.is_some_and(|glance| glance.is_waiting)
}

impl Draft {
    /// Takes up the group that was left. With it the draft is another referral than one that waits, which then goes no
    /// more by itself. Call before anything is sent.
    pub(super) fn take_group(&self) {
        let left = session::read(GROUP).and_then(|text| serde_json::from_str::<(GroupId, String)>(&text).ok());
        session::forget(GROUP);
        let Some((id, name)) = left else { return };
        let waited = self.kept.with_untracked(|kept| kept.id.filter(|_| kept.is_waiting));
        self.change(|answers| {
            answers.about_group = Some(id);
            answers.about_group_name = name;
        });
        if let Some(waited) = waited.filter(|_| self.kept.with_untracked(|kept| !kept.is_waiting)) {
            in_pocket::may_have(waited);
            in_pocket::drop(Dropping::Back);
        }
    }

    /// A page that the browser had put aside and brings back as it was may know less than this visit by now. Then it is
    /// loaded anew, unless the visit was left.
    pub(super) fn keep_up(&self) {
        let this = *self;
        presence::on_return(move |was_put_aside| {
            if was_put_aside && this.is_behind() && !document::is_left() {
                let (path, query) = history::here();
                history::load(&format!("{path}?{query}"), true);
            }
        });
    }

    /// Whether this visit has kept something else since. Where the browser keeps nothing, nobody can know.
    fn is_behind(&self) -> bool {
        let kept: Kept = session::read(DRAFT).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let held = self.kept.with_untracked(serde_json::to_string).ok();
        self.is_kept.get_untracked() && held != serde_json::to_string(&kept).ok()
    }
}
