//! The helpers of a person: who may see what until when, who waits for a yes, and writing down a yes that was said face to
//! face.

use leptos::prelude::*;
use wire::{DeskPerson, HelperView, Helpers, PersonId, RecordedHelper, ReferralId, WaitingHelper};

use crate::backend::desk::people;
use crate::browser::document::{self, print};
use crate::features::desk::errand::Errand;
use crate::features::desk::person::helper_form::HelperForm;
use crate::features::desk::said;
use crate::features::desk::sure::Sure;
use crate::phrases::meeting::full_day;
use crate::phrases::moment::{clock, day};
use crate::ui::qr::Qr;
use crate::words::desk::helper as words;

/// By this id the focus finds what came of it.
const RECORDED: &str = "recorded";

/// The id of the button that opens the form.
fn button_id(whom: &For) -> String {
    match whom {
        For::Asked(referral, _) => format!("yes-{referral}"),
        For::Anew => "yes-anew".to_owned(),
    }
}

/// For whom a yes is being written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum For {
    /// The helper who asked for the person.
    Asked(ReferralId, String),
    /// Somebody new.
    Anew,
}

/// The lists and the form.
pub fn helpers_view(person: Signal<DeskPerson>, on_changed: Callback<()>) -> AnyView {
    let id = person.with_untracked(|person| person.id);
    let form = RwSignal::new(None::<For>);
    let recorded = RwSignal::new(None::<RecordedHelper>);
    let on_recorded = Callback::new(move |answer| {
        form.set(None);
        recorded.set(Some(answer));
        on_changed.run(());
        request_animation_frame(|| document::focus(RECORDED));
    });
    let on_close = Callback::new(move |()| {
        let button = form.with_untracked(|form| form.as_ref().map(button_id));
        form.set(None);
        request_animation_frame(move || document::focus(&button.unwrap_or_default()));
    });
    let helpers = Memo::new(move |_| person.with(|person| person.helpers.clone()));
    let waiting = Memo::new(move |_| person.with(|person| person.waiting_helpers.clone()));
    let here = move || {
        let rows = helpers.get().into_iter().map(|helper| helper_view(id, helper, on_changed));
        rows.collect::<Vec<_>>()
    };
    let asked = move || {
        let list = waiting.get();
        (!list.is_empty()).then(|| {
            let rows: Vec<_> = list.into_iter().map(|helper| waiting_view(helper, form)).collect();
            view! { <h3>{words::waiting()}</h3> <ul class="people-cards">{rows}</ul> }
        })
    };
    let is_empty = move || helpers.with(Vec::is_empty);
    view! {
        <section aria-labelledby="helpers">
            <h2 id="helpers">{words::title()}</h2>
            {move || is_empty().then(|| view! { <p>{words::empty()}</p> })}
            <ul class="people-cards">{here}</ul>
            {asked}
            {move || recorded.get().map(recorded_view)}
            {move || form.get().map(|whom| view! {
                <HelperForm person=id whom=whom on_recorded=on_recorded on_close=on_close />
            })}
            {move || form.with(Option::is_none).then(|| view! {
                <p>
                    <button
                        type="button"
                        class="button button-second"
                        id=button_id(&For::Anew)
                        on:click=move |_| form.set(Some(For::Anew))
                    >
                        {words::record()}
                    </button>
                </p>
            })}
        </section>
    }
    .into_any()
}

fn helper_view(person: PersonId, helper: HelperView, on_changed: Callback<()>) -> AnyView {
    let errand = Errand::new();
    let grant = helper.id;
    let end = Callback::new(move |()| {
        errand
            .run(move || async move { people::end_helper(person, grant).await }, move |_: Helpers| on_changed.run(()));
    });
    let scopes: Vec<_> =
        helper.scopes.iter().map(|scope| view! { <li class="chip">{said::scope(*scope)}</li> }).collect();
    let here = if helper.is_here { words::is_here() } else { words::is_not_here() };
    view! {
        <li class="people-card">
            <p>
                <strong>{words::who(&helper.name, &helper.relation)}</strong>
                <span class="row-line">{words::until(&full_day(helper.ends_on))}</span>
                <span class="row-line">{here}</span>
                {helper.recorded_by.as_deref().map(|by| view! { <span class="row-line">{words::recorded_by(by)}</span> })}
            </p>
            <ul class="chips">{scopes}</ul>
            <Sure
                label=words::end(&helper.name)
                ask=words::end_ask(&helper.name)
                yes=words::end_yes()
                on_yes=end
                errand=errand
            />
        </li>
    }
    .into_any()
}

fn waiting_view(helper: WaitingHelper, form: RwSignal<Option<For>>) -> AnyView {
    let whom = For::Asked(helper.referral, helper.name.clone());
    let id = button_id(&whom);
    view! {
        <li class="people-card">
            <p>
                <strong>{words::who(&helper.name, &helper.relation)}</strong>
                <span class="row-line">{words::asked(&day(helper.asked_at))}</span>
            </p>
            <p>
                <button
                    type="button"
                    class="button button-second"
                    id=id
                    on:click=move |_| form.set(Some(whom.clone()))
                >
                    {words::said_yes()}
                </button>
            </p>
        </li>
    }
    .into_any()
}

/// What came of it. A code is shown this once, to be handed over on paper or said.
fn recorded_view(recorded: RecordedHelper) -> AnyView {
    let inside = match recorded {
        RecordedHelper::Granted(_) => view! { <p>{words::granted()}</p> }.into_any(),
        RecordedHelper::Invited(invitation) => {
            let until = words::code_until(&day(invitation.expires_at), &clock(invitation.expires_at));
            let picture = (!invitation.qr.is_empty()).then(|| view! { <Qr rows=invitation.qr label=words::qr() /> });
            view! {
                <p>{words::code_lead()}</p>
                <div class="slip">
                    <p class="handed">{invitation.code}</p>
                    <p>{words::code_how()}</p>
                    {picture}
                    <p class="small">{until}</p>
                </div>
                <p>
                    <button type="button" class="button button-second" on:click=|_| print()>{words::print()}</button>
                </p>
            }
            .into_any()
        }
    };
    view! { <div class="notice" id=RECORDED tabindex="-1">{inside}</div> }.into_any()
}
