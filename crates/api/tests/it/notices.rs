//! Letters and texts leave by real channels: a mail server on this machine, carriers of texts that listen to us, files.

#![expect(clippy::unwrap_used, reason = "tests")]

mod judge;
mod mail;
mod post_office;
mod settings;
mod texts;

use stile_api::notices::{NoticesConfig, Outgoing};

/// The channels of these settings, on a server that only its own machine reaches.
fn outgoing(config: &NoticesConfig) -> Outgoing {
    Outgoing::new(config, false).unwrap()
}
