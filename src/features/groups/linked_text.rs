//! Plain text of a feed in paragraphs, its telephone numbers and e-mail addresses as taps.

use domain::taps::{Piece, dial, pieces};
use leptos::prelude::*;

/// The paragraphs of a text.
pub fn paragraphs(text: &str) -> AnyView {
    let out: Vec<_> = text
        .split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(|part| view! { <p class="own-words">{line(part.trim())}</p> })
        .collect();
    out.into_any()
}

/// A text in one go.
pub fn line(text: &str) -> AnyView {
    let out: Vec<_> = pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned().into_any(),
            Piece::Phone(phone) => phone_link(phone),
            Piece::Email(email) => email_link(email),
        })
        .collect();
    out.into_any()
}

/// A telephone number to tap.
pub fn phone_link(phone: &str) -> AnyView {
    view! { <a class="tap" rel="external" href=format!("tel:{}", dial(phone))>{phone.to_owned()}</a> }.into_any()
}

/// An e-mail address to tap.
pub fn email_link(email: &str) -> AnyView {
    view! { <a class="tap" rel="external" href=format!("mailto:{email}")>{email.to_owned()}</a> }.into_any()
}
