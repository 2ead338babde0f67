//! The form of a person's details.

use leptos::prelude::*;
use wire::{Access, Details, PersonId};

use crate::backend::people;
use crate::features::details::details_draft::DetailsDraft;
use crate::phrases::access::access;
use crate::phrases::trouble::trouble_view;
use crate::state::doing::Doing;
use crate::state::fetched::Fetched;
use crate::state::unsaved;
use crate::state::who::use_who;
use crate::ui::choices::{Choice, Choices};
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;
use crate::words::details as words;

/// What somebody may need in order to meet; parking and buses are a group's to offer.
const NEEDS: [Access; 6] = [
    Access::StepFree,
    Access::AccessibleToilet,
    Access::HearingLoop,
    Access::SignLanguage,
    Access::Interpreter,
    Access::QuietSpace,
];

/// The form. It stands as long as the page does, whatever is fetched meanwhile.
#[component]
pub fn DetailsForm(person: PersonId, fetched: Fetched<Details>) -> impl IntoView {
    let who = use_who();
    let draft = DetailsDraft::new(untrack(|| fetched.read(Clone::clone)).unwrap_or_default());
    if let Some(typed) = unsaved::typed(person) {
        draft.type_again(typed);
    }
    Effect::new(move |_| unsaved::keep(person, draft.change()));
    Effect::new(move |_| {
        if let Some(said) = fetched.read(Clone::clone) {
            draft.renew(said);
        }
    });
    let doing = RwSignal::new(Doing::Idle);
    let said = RwSignal::new(None::<&'static str>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        said.set(None);
        let Some(change) = untrack(|| draft.change()) else {
            said.set(Some(words::nothing_changed()));
            return;
        };
        let sent = change.clone();
        let request = async move { people::change_details(person, &change).await };
        Doing::run(doing, request, move |now| {
            draft.settle(&sent, now.clone());
            unsaved::keep(person, untrack(|| draft.change()));
            fetched.put(now);
            said.set(Some(words::saved()));
            // Every page says the name they like to be called.
            who.ask_again();
        });
    };
    view! {
        <form class="details-form" on:submit=submit novalidate=true>
            {name_view(draft, fetched)}
            {talk_view(draft)}
            {about_view(draft, fetched)}
            <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, Some(words::kept()))))}</div>
            <p>
                <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>{words::save()}</button>
            </p>
            <p class="details-said" role="status">{move || said.get()}</p>
        </form>
    }
    .into_any()
}

fn name_view(draft: DetailsDraft, fetched: Fetched<Details>) -> AnyView {
    let name = Memo::new(move |_| fetched.read(|details| details.name.clone()).unwrap_or_default());
    view! {
        {move || name.with(|name| (!name.is_empty()).then(|| view! { <p>{words::full_name(name)}</p> }))}
        <TextField
            id="call_name"
            label=words::call_name()
            hint=words::call_name_hint()
            value=draft.call_name
            on_input=Callback::new(move |typed| draft.call_name.set(typed))
            max_length=60
        />
    }
    .into_any()
}

fn talk_view(draft: DetailsDraft) -> AnyView {
    let needs = draft.access;
    view! {
        <TextField
            id="language"
            label=words::language()
            hint=words::language_hint()
            value=draft.language
            on_input=Callback::new(move |typed| draft.language.set(typed))
            max_length=60
        />
        <Choices
            id="access"
            legend=words::access()
            is_many=true
            choices=NEEDS.map(|need| Choice::new(need.code(), access(need))).into()
            is_chosen=Callback::new(move |value: String| {
                needs.with(|needs| needs.iter().any(|need| need.code() == value))
            })
            on_choose=Callback::new(move |(value, is_on): (String, bool)| {
                if let Some(need) = Access::from_code(&value) {
                    needs.update(|needs| {
                        needs.retain(|held| *held != need);
                        if is_on {
                            needs.push(need);
                        }
                    });
                }
            })
        />
        <TextArea
            id="access_note"
            label=words::access_note()
            hint=words::access_note_hint()
            value=draft.access_note
            on_input=Callback::new(move |typed| draft.access_note.set(typed))
            max_length=1000
            rows=3
        />
    }
    .into_any()
}

fn about_view(draft: DetailsDraft, fetched: Fetched<Details>) -> AnyView {
    let by = Memo::new(move |_| fetched.read(|details| details.about_me_by.clone()).unwrap_or_default());
    view! {
        <TextArea
            id="about_me"
            label=words::about_me()
            hint=words::about_me_hint()
            value=draft.about_me
            on_input=Callback::new(move |typed| draft.about_me.set(typed))
        />
        {move || by.with(|by| (!by.is_empty()).then(|| view! { <p class="small">{words::about_me_by(by)}</p> }))}
    }
    .into_any()
}
