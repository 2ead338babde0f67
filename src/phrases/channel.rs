//! Ways of reaching somebody, in words.

use wire::Channel;

use crate::words::details::channel as words;

/// What is asked about it.
pub fn question(channel: Channel) -> &'static str {
    match channel {
        Channel::Call => words::call(),
        Channel::Voicemail => words::voicemail(),
        Channel::Text => words::text(),
        Channel::Email => words::email(),
        Channel::Post => words::post(),
        Channel::Push => words::push(),
    }
}
