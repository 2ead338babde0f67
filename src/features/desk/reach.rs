//! How a person can be reached now, in plain marks. What is not surely safe at this moment is struck through, says so in
//! words, and is no link: a slip of the finger must not ring a number that somebody else answers.
//!
//! It is what the person's record says, and not what an old referral said: answers change, and they age.

use chrono::{DateTime, Utc};
use domain::safe_contact;
use domain::taps::dial;
use leptos::prelude::*;
use wire::{Channel, DeskReach, PersonId, SafeContact};

use crate::browser::{clock, date_words};
use crate::features::desk::said;
use crate::routes::desk as routes;
use crate::words::desk::reach as words;

/// Whether a way may be used now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Safety {
    /// Now; the times, where there are any.
    Safe(String),
    /// Not now, but within these times.
    NotNow(String),
    NotSafe,
    /// Nobody has asked, which means no.
    NotAsked,
    /// Asked too long ago.
    Stale,
}

impl Safety {
    /// What a person has said about a way.
    pub fn of(contact: &SafeContact) -> Self {
        match contact.is_safe {
            None => Self::NotAsked,
            Some(false) => Self::NotSafe,
            Some(true) if contact.is_stale => Self::Stale,
            Some(true) if safe_contact::may_use(contact, contact.asked_at, clock::now()) => Self::Safe(times(contact)),
            Some(true) if contact.asked_at.is_none() => Self::Stale,
            Some(true) => Self::NotNow(times(contact)),
        }
    }

    /// What a helper said of themselves when they asked. It ages as everybody's answers do.
    pub fn of_answer(said: Option<bool>, asked_at: DateTime<Utc>) -> Self {
        match said {
            None => Self::NotAsked,
            Some(false) => Self::NotSafe,
            Some(true) if safe_contact::is_stale(Some(asked_at), clock::now()) => Self::Stale,
            Some(true) => Self::Safe(String::new()),
        }
    }
}

/// "9am to 5pm"; empty for any time.
fn times(contact: &SafeContact) -> String {
    let (from, until) = (contact.from.as_str(), contact.until.as_str());
    match (from.is_empty(), until.is_empty()) {
        (true, true) => String::new(),
        (false, true) => words::from(&date_words::time(from)),
        (true, false) => words::until(&date_words::time(until)),
        (false, false) => words::between(&date_words::time(from), &date_words::time(until)),
    }
}

/// One way: a link when it is safe, else struck through.
pub fn way_view(name: &str, value: &str, scheme: Option<&str>, safety: Safety) -> AnyView {
    let (mark, is_safe) = match safety {
        Safety::Safe(times) if times.is_empty() => (words::safe().to_owned(), true),
        Safety::Safe(times) => (words::safe_at(&times), true),
        Safety::NotNow(times) => (words::not_now(&times), false),
        Safety::NotSafe => (words::not_safe().to_owned(), false),
        Safety::NotAsked => (words::not_asked().to_owned(), false),
        Safety::Stale => (words::stale().to_owned(), false),
    };
    let way = match (is_safe, scheme) {
        (true, Some("mailto:")) => {
            view! { <a class="tap" rel="external" href=format!("mailto:{value}")>{value.to_owned()}</a> }.into_any()
        }
        (true, Some(scheme)) => {
            let href = format!("{scheme}{}", dial(value));
            view! { <a class="tap" rel="external" href=href>{value.to_owned()}</a> }.into_any()
        }
        (true, None) => value.to_owned().into_any(),
        (false, _) => view! { <s>{value.to_owned()}</s> }.into_any(),
    };
    view! {
        <li class="way-safe" class:way-unsafe=!is_safe>
            <span class="way-name">{name.to_owned()}</span>
            <span class="way-value">{way}</span>
            <span class="way-mark">{mark}</span>
        </li>
    }
    .into_any()
}

/// The ways of a person, and the way to their record.
pub fn reach_view(person: PersonId, reach: Memo<DeskReach>) -> AnyView {
    view! {
        <section aria-labelledby="reach">
            <h2 id="reach">{words::title()}</h2>
            {move || reach.with(ways_view)}
            <p><a class="tap" href=routes::person(&person.to_string())>{words::record()}</a></p>
        </section>
    }
    .into_any()
}

/// The ways of a person.
pub fn ways_view(reach: &DeskReach) -> AnyView {
    let (phone, email) = (reach.phone.trim(), reach.email.trim());
    let rows: Vec<_> = reach
        .safe_contact
        .channels
        .iter()
        .filter_map(|contact| {
            let (value, scheme) = match contact.channel {
                Channel::Call => (phone, Some("tel:")),
                Channel::Voicemail => (phone, None),
                Channel::Text => (phone, Some("sms:")),
                Channel::Email => (email, Some("mailto:")),
                Channel::Post => (reach.postcode.trim(), None),
                Channel::Push => return None,
            };
            (!value.is_empty()).then(|| way_view(said::channel(contact.channel), value, scheme, Safety::of(contact)))
        })
        .collect();
    if rows.is_empty() {
        return view! { <p>{words::no_way()}</p> }.into_any();
    }
    view! { <ul class="ways-safe">{rows}</ul> <p class="small">{words::lead()}</p> }.into_any()
}
