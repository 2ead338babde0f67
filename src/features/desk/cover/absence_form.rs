//! Saying when somebody is away and who looks after their people. Whoever covers has to be there.

use chrono::NaiveDate;
use domain::absence;
use leptos::prelude::*;
use wire::{Absence, FieldCode, FieldProblem, SetAbsence, StaffId, StaffRef, StaffRole, StaffView};

use crate::backend::desk::staff as backend;
use crate::features::desk::days;
use crate::features::desk::errand::Errand;
use crate::features::desk::said;
use crate::phrases::meeting::{full_day, today};
use crate::ui::select_field::{SelectField, SelectOption};
use crate::ui::text_field::TextField;
use crate::words::team::cover as words;

/// Somebody who may cover, or be away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    id: StaffId,
    name: String,
    label: String,
    /// When they are away, as far as that is known here.
    away: Option<(NaiveDate, NaiveDate)>,
}

impl Colleague {
    /// As the lead knows them. Administrators have no people and cover nobody's.
    pub fn of_view(staff: &StaffView) -> Option<Self> {
        let away = staff.absence.as_ref().map(|absence| (absence.from, absence.until));
        let label = match away {
            Some((from, until)) => words::away_then(&staff.name, &full_day(from), &full_day(until)),
            None => staff.name.clone(),
        };
        (staff.role != StaffRole::Administrator).then(|| Self { id: staff.id, name: staff.name.clone(), label, away })
    }

    /// As colleagues know each other.
    pub fn of_ref(staff: &StaffRef) -> Self {
        Self { id: staff.id, name: staff.name.clone(), label: said::colleague(staff), away: None }
    }
}

/// The answers so far.
#[derive(Clone, Copy)]
struct Answers {
    of: RwSignal<String>,
    from: RwSignal<String>,
    until: RwSignal<String>,
    cover: RwSignal<String>,
}

impl Answers {
    /// Who it is about and what is sent, or what has to be put right first.
    fn read(&self, colleagues: &[Colleague]) -> Result<(StaffId, SetAbsence), Vec<FieldProblem>> {
        let missing = |field: &str| FieldProblem { field: field.to_owned(), code: FieldCode::Missing };
        let of = self.of.with_untracked(|of| of.parse::<StaffId>()).map_err(|_| vec![missing("absence.of")])?;
        let from = self.from.with_untracked(|from| days::read(from));
        let until = self.until.with_untracked(|until| days::read(until));
        let cover = self.cover.with_untracked(|cover| cover.parse::<StaffId>()).ok();
        let (Some(from), Some(until), Some(cover)) = (from, until, cover) else {
            let fields = [
                ("absence.from", from.is_none()),
                ("absence.until", until.is_none()),
                ("absence.cover", cover.is_none()),
            ];
            return Err(fields
                .into_iter()
                .filter(|(_, is_missing)| *is_missing)
                .map(|(field, _)| missing(field))
                .collect());
        };
        let absence = Absence { from, until, cover, cover_name: String::new() };
        let away: Vec<_> =
            colleagues.iter().filter_map(|one| one.away.map(|(from, until)| (one.id, from, until))).collect();
        let problems = absence::problems(&absence, of, today(), &away);
        if problems.is_empty() { Ok((of, SetAbsence { absence: Some(absence) })) } else { Err(problems) }
    }
}

/// The form.
#[component]
pub fn AbsenceForm(
    me: StaffId,
    /// For others too.
    can_pick: bool,
    colleagues: Signal<Vec<Colleague>>,
    on_changed: Callback<StaffView>,
) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    // Somebody without people of their own picks first.
    let has_people = colleagues.with_untracked(|all| all.iter().any(|one| one.id == me));
    let of = RwSignal::new(if has_people || !can_pick { me.to_string() } else { String::new() });
    let answers = Answers { of, from: text(), until: text(), cover: text() };
    let errand = Errand::new();
    let said = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        said.set(false);
        let (id, sent) = match colleagues.with_untracked(|all| answers.read(all)) {
            Ok(read) => read,
            Err(problems) => return errand.show(problems),
        };
        errand.run(
            move || {
                let sent = sent.clone();
                async move { backend::set_absence(id, &sent).await }
            },
            move |answer: StaffView| {
                for text in [answers.from, answers.until, answers.cover] {
                    text.set(String::new());
                }
                said.set(true);
                on_changed.run(answer);
            },
        );
    };
    let title = if can_pick { words::form_any() } else { words::form_own() };
    view! {
        <section aria-labelledby="absence">
            <h2 id="absence">{title}</h2>
            <form class="desk-form" on:submit=submit novalidate=true>
                {can_pick.then(|| of_view(answers, errand, colleagues))}
                {days_view(answers, errand)}
                {cover_view(answers, errand, colleagues)}
                {errand.trouble_view()}
                <p role="status">{move || said.get().then(words::saved)}</p>
                <p><button type="submit" class="button" disabled=move || errand.is_busy()>{words::save()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn of_view(answers: Answers, errand: Errand, colleagues: Signal<Vec<Colleague>>) -> AnyView {
    let options = Signal::derive(move || {
        colleagues.with(|all| all.iter().map(|one| option(one.id, &one.name)).collect::<Vec<_>>())
    });
    view! {
        <SelectField
            id="absence-of"
            label=words::of()
            options=options
            value=answers.of
            nothing=words::pick()
            on_choose=Callback::new(move |value| answers.of.set(value))
            error=errand.error("absence.of")
        />
    }
    .into_any()
}

fn days_view(answers: Answers, errand: Errand) -> AnyView {
    view! {
        <TextField
            id="absence-from"
            label=words::from()
            kind="date"
            is_short=true
            value=answers.from
            on_input=Callback::new(move |typed| answers.from.set(typed))
            error=errand.error("absence.from")
        />
        <TextField
            id="absence-until"
            label=words::until()
            hint=words::until_hint()
            kind="date"
            is_short=true
            value=answers.until
            on_input=Callback::new(move |typed| answers.until.set(typed))
            error=errand.error("absence.until")
        />
    }
    .into_any()
}

fn cover_view(answers: Answers, errand: Errand, colleagues: Signal<Vec<Colleague>>) -> AnyView {
    let options = Signal::derive(move || {
        let of = answers.of.get();
        colleagues.with(|all| {
            all.iter().filter(|one| one.id.to_string() != of).map(|one| option(one.id, &one.label)).collect::<Vec<_>>()
        })
    });
    view! {
        <SelectField
            id="absence-cover"
            label=words::cover()
            hint=words::cover_hint()
            options=options
            value=answers.cover
            nothing=words::pick()
            on_choose=Callback::new(move |value| answers.cover.set(value))
            error=errand.error("absence.cover")
        />
    }
    .into_any()
}

fn option(id: StaffId, label: &str) -> SelectOption {
    SelectOption { value: id.to_string(), label: label.to_owned() }
}
