//! The helper who asked for somebody: who they are, whether the person knows, and whom to speak to first.

use leptos::prelude::*;
use wire::{ContactFirst, DeskReferral, ForWhom};

use crate::features::desk::reach::{Safety, way_view};
use crate::features::desk::referral::answers::row_view;
use crate::words::desk::{channel, referral as words};

/// Nothing where somebody asked for themselves.
pub fn helper_view(referral: Signal<DeskReferral>) -> AnyView {
    let inside = move || {
        referral.with(|referral| (referral.answers.for_whom == Some(ForWhom::Someone)).then(|| section(referral)))
    };
    view! { {inside} }.into_any()
}

fn section(referral: &DeskReferral) -> AnyView {
    let answers = &referral.answers;
    let agreed = if answers.agreed == Some(true) {
        words::agreed().to_owned()
    } else {
        words::not_asked(answers.not_asked_reason.trim())
    };
    let first = match answers.contact_first {
        Some(ContactFirst::Helper) => words::first_helper(),
        _ => words::first_person(),
    };
    let rows = [
        (words::helper_who(), join(&answers.helper_name, &answers.helper_relation)),
        (words::agreed_label(), agreed),
        (words::first_label(), first.to_owned()),
    ];
    let phone = answers.helper_phone.trim();
    let email = answers.helper_email.trim();
    let mut ways = Vec::new();
    if !phone.is_empty() {
        let safe = |said| Safety::of_answer(said, referral.sent_at);
        ways.push(way_view(channel::call(), phone, Some("tel:"), safe(answers.helper_call_safe)));
        ways.push(way_view(channel::text(), phone, Some("sms:"), safe(answers.helper_text_safe)));
    }
    if !email.is_empty() {
        let safe = Safety::of_answer(answers.helper_email_safe, referral.sent_at);
        ways.push(way_view(channel::email(), email, Some("mailto:"), safe));
    }
    view! {
        <section aria-labelledby="helper">
            <h2 id="helper">{words::helper()}</h2>
            <dl class="facts">{rows.map(row_view).into_iter().collect::<Vec<_>>()}</dl>
            {(!ways.is_empty()).then(|| view! { <h3>{words::helper_reach()}</h3> <ul class="ways-safe">{ways}</ul> })}
        </section>
    }
    .into_any()
}

/// "Sara, daughter".
fn join(name: &str, relation: &str) -> String {
    if relation.trim().is_empty() { name.to_owned() } else { format!("{name}, {relation}") }
}
