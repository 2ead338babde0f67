//! What may be done with the referral now, a button each; the form of the one that was picked opens below.

use leptos::prelude::*;
use wire::ActKind;

use crate::features::desk::acts::act_form::ActForm;
use crate::features::desk::acts::acting::{Acting, DONE, button_id};
use crate::features::desk::said;
use crate::words::desk::act as words;

/// The buttons, the form, and what has been done. Merging is beside the referrals that are alike.
#[component]
pub fn ActBar(
    acting: Acting,
    /// The way on to the next in the list, for after an act.
    next: Signal<Option<NextOne>>,
) -> impl IntoView {
    let acts = Memo::new(move |_| {
        acting.referral.with(|referral| {
            referral.acts.iter().copied().filter(|act| *act != ActKind::Merge).collect::<Vec<ActKind>>()
        })
    });
    let buttons = move || {
        let is_first = |index: usize| index == 0 && acting.open.get().is_none();
        acts.get()
            .into_iter()
            .enumerate()
            .map(|(index, act)| {
                let look = if is_first(index) { "button" } else { "button button-second" };
                view! {
                    <button
                        type="button"
                        class=look
                        id=button_id(act)
                        aria-expanded=move || (acting.open.get() == Some(act)).to_string()
                        on:click=move |_| toggle(acting, act)
                    >
                        {said::act(act)}
                    </button>
                }
            })
            .collect::<Vec<_>>()
    };
    let form = move || acting.open.get().map(|kind| view! { <ActForm acting=acting kind=kind /> });
    view! {
        <section class="acts" aria-labelledby="acts">
            <h2 id="acts">{words::title()}</h2>
            {done_view(acting, next)}
            <p class="acts-buttons">{buttons}</p>
            {move || acts.with(Vec::is_empty).then(|| view! { <p>{words::nothing()}</p> })}
            {form}
        </section>
    }
    .into_any()
}

/// The next referral in the list: its address and its name.
pub type NextOne = (String, String);

fn toggle(acting: Acting, act: ActKind) {
    if acting.open.get_untracked() == Some(act) {
        acting.close();
    } else {
        acting.open(act);
    }
}

fn done_view(acting: Acting, next: Signal<Option<NextOne>>) -> AnyView {
    let notice = move || {
        acting.done.get().map(|act| {
            let on = next.get().map(|(address, name)| {
                view! { <p><a class="button" href=address>{words::next(&name)}</a></p> }
            });
            view! {
                <div class="notice" id=DONE tabindex="-1">
                    <p>{said::done(act)}</p>
                    {on}
                </div>
            }
        })
    };
    view! { <div role="status">{notice}</div> }.into_any()
}
