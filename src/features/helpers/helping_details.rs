//! What a helper may put right about somebody, under the helper's own name.

use leptos::prelude::*;
use wire::{Access, Details, PersonId};

use crate::backend::failure::Failure;
use crate::backend::people;
use crate::features::helpers::helping_draft::Draft;
use crate::features::helpers::helping_page::ask_when_gone;
use crate::phrases::access::access;
use crate::phrases::failure::failed_view;
use crate::phrases::trouble::trouble_view;
use crate::state::changes::{About, follow};
use crate::state::doing::Doing;
use crate::state::fetched::{Fetched, Shown};
use crate::state::who::use_who;
use crate::ui::choices::{Choice, Choices};
use crate::ui::loading::Loading;
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;
use crate::words::{app, helpers as words};

/// What somebody may need in order to meet; parking and buses are a group's to offer.
const NEEDS: [Access; 6] = [
    Access::StepFree,
    Access::AccessibleToilet,
    Access::HearingLoop,
    Access::SignLanguage,
    Access::Interpreter,
    Access::QuietSpace,
];

/// The form.
#[component]
pub fn HelpingDetails(person: PersonId, name: Memo<String>) -> impl IntoView {
    let who = use_who();
    let draft = Draft::new();
    let fetched = Fetched::new(&[About::Details], move || people::details(person));
    follow(&[About::Access], move || fetched.again());
    ask_when_gone(who, fetched);
    Effect::new(move |_| {
        if let Some(details) = fetched.read(Clone::clone) {
            draft.renew(&details);
        }
    });
    (move || {
        let inside = match fetched.shown() {
            Shown::Failed(Failure::Absent) => return ().into_any(),
            Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
            Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
            Shown::There => form_view(person, draft, fetched, name),
        };
        view! {
            <section>
                <h2>{move || words::about_title(&name.get())}</h2>
                {inside}
            </section>
        }
        .into_any()
    })
    .into_any()
}

fn form_view(person: PersonId, draft: Draft, fetched: Fetched<Details>, name: Memo<String>) -> AnyView {
    let doing = RwSignal::new(Doing::Idle);
    let outcome = RwSignal::new(None::<&'static str>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        outcome.set(None);
        let Some(change) = draft.change() else {
            outcome.set(Some(words::about_unchanged()));
            return;
        };
        let sent = change.clone();
        let request = async move { people::change_details(person, &change).await };
        Doing::run(doing, request, move |said| {
            draft.settle(&sent, &said);
            fetched.put(said);
            outcome.set(Some(words::about_saved()));
        });
    };
    // Their access may have ended while they wrote: the server says so again, and then nothing of it stays.
    Effect::new(move |_| {
        if doing.with(|doing| doing.failure() == Some(&Failure::Absent)) {
            fetched.again();
        }
    });
    let by = move || fetched.read(|details| details.about_me_by.clone()).filter(|by| !by.is_empty());
    let Draft { about_me, language, access: needs, access_note, .. } = draft;
    view! {
        <form class="helping-form" on:submit=submit novalidate=true>
            <p class="notice">{words::about_under_name()}</p>
            <TextArea
                id="about_me"
                label=words::about_me(&name.get_untracked())
                value=about_me
                on_input=Callback::new(move |typed| about_me.set(typed))
            />
            {move || by().map(|by| view! { <p class="small">{words::about_me_by(&by)}</p> })}
            <TextField
                id="language"
                label=words::language()
                hint=words::language_hint()
                value=language
                on_input=Callback::new(move |typed| language.set(typed))
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
                value=access_note
                on_input=Callback::new(move |typed| access_note.set(typed))
                max_length=1_000
                rows=3
            />
            <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, Some(words::kept()))))}</div>
            <p>
                <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>
                    {words::about_send()}
                </button>
            </p>
            <div role="status">
                {move || outcome.get().map(|said| view! { <p class="notice">{said}</p> })}
            </div>
        </form>
    }
    .into_any()
}
