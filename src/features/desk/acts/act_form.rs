//! The form of one act: what it needs, whom the words reach, one button.

use leptos::prelude::*;
use wire::{ActKind, DeskReferral};

use crate::features::desk::acts::acting::{Acting, FORM};
use crate::features::desk::acts::codes;
use crate::features::desk::acts::typed::Typed;
use crate::features::desk::said;
use crate::ui::choices::{Choice, Choices};
use crate::ui::field::error_view;
use crate::ui::select_field::{SelectField, SelectOption};
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;
use crate::words::desk::act as words;

/// The form.
#[component]
pub fn ActForm(acting: Acting, kind: ActKind) -> impl IntoView {
    let errand = acting.errand;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        acting.send(kind);
    };
    let is_stopped = move || errand.is_busy() || !acting.may(kind);
    view! {
        <form class="act-form" id=FORM tabindex="-1" aria-label=said::act(kind) on:submit=submit novalidate=true>
            <h3>{said::act(kind)}</h3>
            {moved_view(acting, kind)}
            {fields_view(acting, kind)}
            {errand.trouble_view()}
            <p class="acts-buttons">
                <button type="submit" class="button" disabled=is_stopped>{button(kind)}</button>
                <button type="button" class="button button-second" on:click=move |_| acting.close()>
                    {words::close()}
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// What the button says: the thing itself, not "OK".
fn button(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Accept => words::accept_button(),
        ActKind::Decline => words::decline_button(),
        ActKind::RecordContact => words::record_contact_button(),
        ActKind::StartWork => words::start_work_button(),
        ActKind::PassOn => words::pass_on_button(),
        ActKind::Pause => words::pause_button(),
        ActKind::Resume => words::resume_button(),
        ActKind::Merge => words::merge_button(),
        ActKind::End => words::end_button(),
        ActKind::Reopen => words::reopen_button(),
    }
}

/// That somebody else was quicker. What is typed stays, also where it can no longer be sent.
fn moved_view(acting: Acting, kind: ActKind) -> AnyView {
    let notice = move || {
        acting.moved_to().map(|stage| {
            let by = acting.referral.with(|referral| referral.events.last().map(|last| last.event.by.clone()));
            let what = match by.filter(|by| !by.is_empty()) {
                Some(by) => words::moved_by(&by, said::stage(stage)),
                None => words::moved(said::stage(stage)),
            };
            let how = if acting.may(kind) { words::moved_on() } else { words::moved_off() };
            view! {
                <div class="notice notice-warm">
                    <p>{what}</p>
                    <p>{how}</p>
                </div>
            }
        })
    };
    view! { <div role="alert">{notice}</div> }.into_any()
}

fn fields_view(acting: Acting, kind: ActKind) -> AnyView {
    let parts = match kind {
        ActKind::Accept => vec![worker_view(acting, kind), words_view(acting, kind)],
        ActKind::Decline => vec![
            reason_view(acting, kind, codes::decline_choices()),
            words_view(acting, kind),
            elsewhere_view(acting, kind),
        ],
        ActKind::RecordContact => vec![
            choices_view(acting, kind, ("act-how", "act.how"), words::how_label(), codes::how_choices(), |typed| {
                &mut typed.how
            }),
            day_view(acting, kind, ("act-on", "act.on"), words::on_label(), words::on_hint()),
            choices_view(
                acting,
                kind,
                ("act-outcome", "act.outcome"),
                words::outcome_label(),
                codes::outcome_choices(),
                |typed| &mut typed.outcome,
            ),
            words_view(acting, kind),
            note_view(acting, kind),
        ],
        ActKind::PassOn => vec![worker_view(acting, kind), words_view(acting, kind), note_view(acting, kind)],
        ActKind::Pause => vec![
            day_view(acting, kind, ("act-until", "act.until"), words::until_label(), words::until_hint()),
            words_view(acting, kind),
        ],
        ActKind::End => vec![reason_view(acting, kind, codes::end_choices()), words_view(acting, kind)],
        ActKind::Merge => vec![merge_view(acting)],
        ActKind::StartWork | ActKind::Resume | ActKind::Reopen => vec![words_view(acting, kind)],
    };
    parts.into_any()
}

/// Who takes it. Whoever is away says so, and can still be picked: their cover looks after it meanwhile.
fn worker_view(acting: Acting, kind: ActKind) -> AnyView {
    let value = acting.value(kind, |typed| &typed.worker);
    let options = move || {
        acting.referral.with(|referral: &DeskReferral| {
            let is_theirs = |id| kind == ActKind::PassOn && referral.worker.as_ref().is_some_and(|one| one.id == id);
            referral
                .colleagues
                .iter()
                .filter(|one| !is_theirs(one.id))
                .map(|one| SelectOption { value: one.id.to_string(), label: said::colleague(one) })
                .collect::<Vec<_>>()
        })
    };
    let is_away = move || {
        let picked = value.get();
        acting.referral.with(|referral| {
            referral
                .colleagues
                .iter()
                .find(|one| one.is_away && one.id.to_string() == picked)
                .map(|one| one.name.clone())
        })
    };
    let field = if kind == ActKind::PassOn { "act.to" } else { "act.worker" };
    view! {
        <SelectField
            id="act-worker"
            label=if kind == ActKind::PassOn { words::to_label() } else { words::worker_label() }
            options=Signal::derive(options)
            value=value
            on_choose=acting.input(kind, |typed| &mut typed.worker)
            nothing=words::worker_nothing()
            error=acting.errand.error(field)
        />
        <div role="status">
            {move || is_away().map(|name| view! { <p class="notice notice-warm">{words::worker_away(&name)}</p> })}
        </div>
    }
    .into_any()
}

fn reason_view(acting: Acting, kind: ActKind, choices: Vec<Choice>) -> AnyView {
    choices_view(acting, kind, ("act-reason", "act.reason"), words::reason_label(), choices, |typed| &mut typed.reason)
}

fn choices_view(
    acting: Acting,
    kind: ActKind,
    (id, field): (&'static str, &'static str),
    legend: &'static str,
    choices: Vec<Choice>,
    place: fn(&mut Typed) -> &mut String,
) -> AnyView {
    let read = move || acting.typed_of(kind, place);
    let input = acting.input(kind, place);
    view! {
        <Choices
            id=id
            legend=legend
            choices=choices
            is_chosen=Callback::new(move |value: String| read() == value)
            on_choose=Callback::new(move |(value, _): (String, bool)| input.run(value))
            error=acting.errand.error(field)
        />
    }
    .into_any()
}

fn day_view(
    acting: Acting,
    kind: ActKind,
    (id, field): (&'static str, &'static str),
    label: &'static str,
    hint: &'static str,
) -> AnyView {
    view! {
        <TextField
            id=id
            label=label
            hint=hint
            kind="date"
            is_short=true
            value=acting.value(kind, |typed| &typed.day)
            on_input=acting.input(kind, |typed| &mut typed.day)
            error=acting.errand.error(field)
        />
    }
    .into_any()
}

/// Words that reach the person. Who reads them is said above the field, every time.
fn words_view(acting: Acting, kind: ActKind) -> AnyView {
    let reason = acting.value(kind, |typed| &typed.reason);
    let hint = if matches!(kind, ActKind::Accept | ActKind::Decline | ActKind::End) {
        words::words_hint()
    } else {
        words::words_hint_free()
    };
    let has_died = move || kind == ActKind::End && reason.get() == "died";
    view! {
        <div>
            <p class="reader reader-person">
                {move || if has_died() { words::read_by_others() } else { words::read_by_person() }}
            </p>
            <TextArea
                id="act-words"
                label=words::words_label()
                hint=hint
                value=acting.value(kind, |typed| &typed.words)
                on_input=acting.input_words(kind)
                error=acting.errand.error("act.words")
                rows=4
            />
        </div>
    }
    .into_any()
}

fn elsewhere_view(acting: Acting, kind: ActKind) -> AnyView {
    view! {
        <TextArea
            id="act-elsewhere"
            label=words::elsewhere_label()
            hint=words::elsewhere_hint()
            value=acting.value(kind, |typed| &typed.elsewhere)
            on_input=acting.input(kind, |typed| &mut typed.elsewhere)
            error=acting.errand.error("act.elsewhere")
            rows=3
        />
    }
    .into_any()
}

fn note_view(acting: Acting, kind: ActKind) -> AnyView {
    view! {
        <div>
            <p class="reader reader-team">{words::read_by_team()}</p>
            <TextArea
                id="act-note"
                label=words::note_label()
                value=acting.value(kind, |typed| &typed.note)
                on_input=acting.input(kind, |typed| &mut typed.note)
                error=acting.errand.error("act.note")
                rows=3
            />
        </div>
    }
    .into_any()
}

/// Into which one, and what becomes of both.
fn merge_view(acting: Acting) -> AnyView {
    let into = acting.value(ActKind::Merge, |typed| &typed.into);
    let ask = move || {
        let into = into.get();
        acting.referral.with(|referral| {
            let other = referral.alike.iter().find(|other| other.id.to_string() == into);
            other.map(|other| words::merge_ask(&referral.reference, &other.reference))
        })
    };
    view! {
        <div class="field" id="act-into" tabindex="-1">
            {error_view("act-into", acting.errand.error("act.into"))}
            <p>{ask}</p>
        </div>
    }
    .into_any()
}
