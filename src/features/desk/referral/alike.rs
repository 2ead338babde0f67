//! Referrals that are probably of the same person, side by side, and merging this one into another.

use leptos::prelude::*;
use wire::{ActKind, AlikeReferral, DeskReferral};

use crate::features::desk::acts::acting::{Acting, merge_button_id};
use crate::features::desk::said;
use crate::phrases::moment::day;
use crate::routes::desk as routes;
use crate::words::desk::referral as words;

/// Nothing where there are none.
pub fn alike_view(acting: Acting) -> AnyView {
    let referral = acting.referral;
    let cards = Memo::new(move |_| referral.with(|referral| (this(referral), referral.alike.clone())));
    let inside = move || {
        let (this, alike) = cards.get();
        (!alike.is_empty()).then(|| {
            let others: Vec<_> = alike.into_iter().map(|other| other_view(acting, other)).collect();
            view! {
                <section aria-labelledby="alike">
                    <h2 id="alike">{words::alike()}</h2>
                    <p>{words::alike_lead()}</p>
                    <ul class="alike">
                        <li class="alike-card">
                            <p class="small">{words::alike_this()}</p>
                            {facts_view(&this)}
                        </li>
                        {others}
                    </ul>
                </section>
            }
        })
    };
    view! { {inside} }.into_any()
}

/// The open one in the shape of the others.
fn this(referral: &DeskReferral) -> AlikeReferral {
    AlikeReferral {
        id: referral.id,
        reference: referral.reference.clone(),
        name: referral.answers.name.clone(),
        stage: referral.stage,
        sent_at: referral.sent_at,
    }
}

fn facts_view(one: &AlikeReferral) -> AnyView {
    view! {
        <p>
            <strong>{one.name.clone()}</strong>
            <span class="row-line">{words::sent(&one.reference, &day(one.sent_at))}</span>
            <span class="row-line">{said::stage(one.stage)}</span>
        </p>
    }
    .into_any()
}

fn other_view(acting: Acting, other: AlikeReferral) -> AnyView {
    let id = other.id.to_string();
    let href = routes::referral(&id);
    let reference = StoredValue::new(other.reference.clone());
    let merge = move || {
        let id = id.clone();
        acting.may(ActKind::Merge).then(|| {
            view! {
                <button
                    type="button"
                    class="button button-second"
                    id=merge_button_id(&id)
                    on:click=move |_| acting.open_merge(&id)
                >
                    {words::merge(&reference.get_value())}
                </button>
            }
        })
    };
    view! {
        <li class="alike-card">
            {facts_view(&other)}
            <p class="acts-buttons">
                <a class="tap" href=href>{words::look_at(&other.reference)}</a>
                {merge}
            </p>
        </li>
    }
    .into_any()
}
