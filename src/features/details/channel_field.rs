//! Whether one way of being reached is safe, and at what times.

use domain::london;
use leptos::prelude::*;
use wire::{Channel, SafeContact};

use crate::features::details::safe_draft::ChannelDraft;
use crate::phrases::channel::question;
use crate::phrases::meeting::full_day;
use crate::routes::me as routes;
use crate::ui::choices::{Choice, Choices};
use crate::ui::time_field::TimeField;
use crate::words::details::safe as words;

/// The ids of the fields of a way: the answer, from, until.
pub const fn ids(channel: Channel) -> [&'static str; 3] {
    match channel {
        Channel::Call => ["call", "call-from", "call-until"],
        Channel::Voicemail => ["voicemail", "voicemail-from", "voicemail-until"],
        Channel::Text => ["text", "text-from", "text-until"],
        Channel::Email => ["email", "email-from", "email-until"],
        Channel::Post => ["post", "post-from", "post-until"],
        Channel::Push => ["push", "push-from", "push-until"],
    }
}

/// The question, the times where the answer is yes, and what was said before.
#[component]
pub fn ChannelField(
    draft: ChannelDraft,
    /// Where it leads, most of it hidden: empty where the person has given nothing.
    leads: Option<String>,
    /// What is wrong with the field of this id.
    error: Callback<&'static str, Option<String>>,
) -> impl IntoView {
    let ChannelDraft { channel, is_safe, from, until, is_touched, held } = draft;
    let [answer, from_id, until_id] = ids(channel);
    let is_yes = Memo::new(move |_| is_safe.get() == Some(true));
    let typed = move |field: RwSignal<String>| {
        Callback::new(move |text| {
            is_touched.set(true);
            field.set(text);
        })
    };
    let of = move |id| Signal::derive(move || error.run(id));
    // What was said once is asked again all the same: an old answer would be due for ever.
    if leads.as_deref() == Some("") && held.with_untracked(|held| held.is_safe.is_none()) {
        return view! {
            <div class="channel">
                <p><strong>{question(channel)}</strong></p>
                <p>{words::leads_nowhere()}" "<a href=routes::DETAILS>{words::leads_add()}</a></p>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="channel">
            <Choices
                id=answer
                legend=question(channel)
                choices=vec![Choice::new("yes", words::yes()), Choice::new("no", words::no())]
                is_chosen=Callback::new(move |value: String| is_safe.get().is_some_and(|is_yes| is_yes == (value == "yes")))
                on_choose=Callback::new(move |(value, _): (String, bool)| {
                    is_touched.set(true);
                    is_safe.set(Some(value == "yes"));
                })
            />
            {leads.filter(|to| !to.is_empty()).map(|to| view! { <p class="small">{words::leads()}" "<bdi dir="ltr">{to}</bdi></p> })}
            {move || is_yes.get().then(|| view! {
                <div class="channel-times" role="group" aria-label=words::times()>
                    <TimeField id=from_id label=words::from() value=from on_input=typed(from) error=of(from_id) />
                    <TimeField id=until_id label=words::until() value=until on_input=typed(until) error=of(until_id) />
                    <p class="small">{words::times_hint()}</p>
                </div>
            })}
            <p class="small">{move || held.with(note)}</p>
        </div>
    }
    .into_any()
}

/// What was said before, and when.
fn note(held: &SafeContact) -> String {
    match held.asked_at.map(|at| full_day(london::today(at))) {
        Some(day) if held.is_stale => words::stale(&day),
        Some(day) if held.is_safe.is_some() => words::said(&day),
        _ => words::unset().to_owned(),
    }
}
