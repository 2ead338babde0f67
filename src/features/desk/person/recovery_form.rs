//! "Lost every way to sign in": opens a recovery, which a colleague then has to approve.

use leptos::prelude::*;
use wire::{FieldCode, FieldProblem, OpenRecovery, PersonId, Recovery, RecoveryId};

use crate::backend::desk::recoveries;
use crate::browser::{document, ids};
use crate::features::desk::errand::Errand;
use crate::phrases::moment::{clock, day};
use crate::routes::team;
use crate::ui::choices::{Choice, Choices};
use crate::ui::text_area::TextArea;
use crate::words::desk::recovery as words;

const FORM: &str = "recovery-form";
const OPEN: &str = "recovery-open";
const OPENED: &str = "recovery-opened";

/// The button, the form it opens, and what came of it.
#[component]
pub fn RecoveryForm(
    person: PersonId,
    /// Whether they sign in by themselves at all.
    has_account: Signal<bool>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let opened = RwSignal::new(None::<Recovery>);
    let open = move |_| {
        is_open.set(true);
        request_animation_frame(|| document::focus(FORM));
    };
    let on_opened = Callback::new(move |recovery| {
        is_open.set(false);
        opened.set(Some(recovery));
        request_animation_frame(|| document::focus(OPENED));
    });
    let lead = move || if has_account.get() { words::lead() } else { words::lead_first() };
    let form = move || {
        if is_open.get() {
            form_view(person, on_opened, is_open)
        } else {
            view! {
                <p>
                    <button type="button" class="button button-second" id=OPEN on:click=open>{words::open()}</button>
                </p>
            }
            .into_any()
        }
    };
    view! {
        <section aria-labelledby="recovery">
            <h2 id="recovery">{words::lost()}</h2>
            <p>{lead}</p>
            {move || opened.get().map(|recovery| opened_view(&recovery))}
            {form}
        </section>
    }
    .into_any()
}

fn opened_view(recovery: &Recovery) -> AnyView {
    let from = words::ready_from(&day(recovery.ready_at), &clock(recovery.ready_at));
    view! {
        <div class="notice" id=OPENED tabindex="-1">
            <p>{words::opened()}</p>
            {(!recovery.is_face_to_face).then(|| view! { <p>{from}</p> })}
            <p><a class="tap" href=team::RECOVERIES>{words::see_all()}</a></p>
        </div>
    }
    .into_any()
}

fn form_view(person: PersonId, on_opened: Callback<Recovery>, is_open: RwSignal<bool>) -> AnyView {
    let is_face_to_face = RwSignal::new(None::<bool>);
    let how = RwSignal::new(String::new());
    let errand = Errand::at("recovery-");
    let id = StoredValue::new(RecoveryId(ids::new_id()));
    let close = move |_| {
        is_open.set(false);
        request_animation_frame(|| document::focus(OPEN));
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let missing = |field: &str| FieldProblem { field: field.to_owned(), code: FieldCode::Missing };
        let (face, how) = (is_face_to_face.get_untracked(), how.get_untracked());
        let mut problems = Vec::new();
        if face.is_none() {
            problems.push(missing("is_face_to_face"));
        }
        if how.trim().is_empty() {
            problems.push(missing("how"));
        }
        let (Some(is_face_to_face), true) = (face, problems.is_empty()) else { return errand.show(problems) };
        let sent = OpenRecovery { id: id.get_value(), person, is_face_to_face, how };
        errand.run(
            move || {
                let sent = sent.clone();
                async move { recoveries::open(&sent).await }
            },
            move |recovery: Recovery| on_opened.run(recovery),
        );
    };
    view! {
        <form class="act-form" id=FORM tabindex="-1" aria-label=words::lost() on:submit=submit novalidate=true>
            <Choices
                id="recovery-is-face-to-face"
                legend=words::face()
                choices=vec![Choice::new("yes", words::face_yes()), Choice::new("no", words::face_no())]
                is_chosen=Callback::new(move |value: String| is_face_to_face.get() == Some(value == "yes"))
                on_choose=Callback::new(move |(value, _): (String, bool)| is_face_to_face.set(Some(value == "yes")))
                error=errand.error("is_face_to_face")
            />
            <TextArea
                id="recovery-how"
                label=words::how()
                hint=words::how_hint()
                value=how
                on_input=Callback::new(move |typed| how.set(typed))
                error=errand.error("how")
                max_length=1000
                rows=3
            />
            {errand.trouble_view()}
            <p class="acts-buttons">
                <button type="submit" class="button" disabled=move || errand.is_busy()>{words::button()}</button>
                <button type="button" class="button button-second" on:click=close>
                    {words::close()}
                </button>
            </p>
        </form>
    }
    .into_any()
}
