//! What the browser can do, one capability a file. The only code that names `web_sys` or `js_sys`; it imports nothing
//! of ours.

pub mod changes;
pub mod clipboard;
pub mod clock;
pub mod date_words;
pub mod document;
pub mod download;
pub mod fetch;
pub mod fragment;
pub mod history;
pub mod ids;
pub mod in_view;
pub mod install;
pub mod language;
pub mod lock;
pub mod passkeys;
pub mod pocket;
pub mod position;
pub mod presence;
pub mod push;
pub mod service_worker;
pub mod session;
pub mod share;
pub mod signing_out;
