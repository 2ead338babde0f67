//! What leaves the server for a person: letters (e-mail), texts and pushes, and the channels that carry them.
//!
//! It knows no account, no database and no HTTP of ours: somebody else decides what is sent, to whom and whether it may
//! be, and keeps it until it is sent. Nothing here writes an address, a code or a word of a message into the log.

mod code_words;
mod config;
mod gateway;
mod host_words;
mod letter;
mod next_try;
mod notify;
mod outbox;
mod outgoing;
pub mod push;
mod secret;
mod send_error;
mod signature;
mod smtp;
mod text;
mod update_words;
mod webhook;

pub use code_words::{code_letter, code_text};
pub use config::NoticesConfig;
pub use host_words::host_letter;
pub use letter::Letter;
pub use next_try::next_try;
pub use outgoing::Outgoing;
pub use push::{Push, PushError, PushKey, PushSender, Urgency};
pub use secret::Secret;
pub use send_error::SendError;
pub use text::Text;
pub use update_words::{update_letter, update_text};

/// Whether a host is this very machine, where nobody listens on the way. The host is as an address writes it, with the
/// brackets of IPv6.
fn is_this_machine(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    match bare.parse::<std::net::IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        Err(_) => bare.eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_this_machine;

    #[test]
    fn only_the_loopback_is_this_machine() {
        for host in ["localhost", "LOCALHOST", "127.0.0.1", "127.8.8.8", "[::1]", "[::ffff:127.0.0.1]"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["", "0.0.0.0", "[::]", "10.0.0.1", "localhost.example.org", "127.0.0.1.example.org", "mail"] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
