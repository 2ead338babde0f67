//! A person's own record: what happens next, details, safe contact, helpers, who looked, taking it along, the end of it.
//! Helpers and the team reach some of it, by `domain::access`.

pub mod change_details;
pub mod come_back;
pub mod complain;
pub mod end_helper;
pub mod erase;
pub mod export;
pub mod export_page;
pub mod grant_help;
pub mod invite_helper;
pub mod list_helpers;
pub mod looks;
pub mod safe_contact;
pub mod see_details;
pub mod see_timeline;
