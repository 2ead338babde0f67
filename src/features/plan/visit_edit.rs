//! Saying more about a visit: what became of it, how it was, a line for oneself, who may read that, and whether to go
//! again. Every tap counts at once; the line goes with "Done".

use domain::plan::problems::FACES;
use domain::thread::clean;
use leptos::prelude::*;
use wire::{GroupStage, NewWords, PlanGroupAct, Visit, VisitAct, VisitOutcome, VisitedMeeting};

use crate::features::plan::groups::Groups;
use crate::features::plan::visit_words::{OUTCOMES, face_words, outcome_words, when_words};
use crate::features::plan::visits::Visits;
use crate::features::plan::visits_page::lines_of;
use crate::phrases::danger_card::DangerCard;
use crate::ui::face::face_view;
use crate::ui::text_area::TextArea;
use crate::words::plan_visits as words;

/// What is edited, at the top: the focus goes there.
pub const EDITED: &str = "visit-edited";
const LINE: &str = "visit-line";

/// The form, of one visit at a time.
pub fn edit_view(visits: Visits, meeting: VisitedMeeting) -> AnyView {
    let held = visits.one(meeting);
    let base = visits.revision(meeting);
    // Where two devices wrote, both stand in the field: what is written over has been seen.
    let words_of = |visit: &Visit| visit.line.as_ref().map(|line| lines_of(line).join("\n")).unwrap_or_default();
    let before = held.with_untracked(|held| held.as_ref().map(words_of)).unwrap_or_default();
    let line = RwSignal::new(before.clone());
    let before = StoredValue::new(before);
    let title = Memo::new(move |_| held.with(|held| held.as_ref().map(title_words)).unwrap_or_default());
    let is_went = Memo::new(move |_| outcome_of(held) == Some(VisitOutcome::Went));
    let is_not = Memo::new(move |_| outcome_of(held) == Some(VisitOutcome::DidNot));
    let keep = move || {
        let Some(words) = line.try_get_untracked().map(|line| clean(&line)) else { return };
        let id = held.try_with_untracked(|held| held.as_ref().map(|held| held.id)).flatten();
        if let Some(id) = id.filter(|_| before.try_get_value().is_some_and(|before| before != words)) {
            before.set_value(words.clone());
            visits.write_line(id, NewWords { words, base });
        }
    };
    // Whoever opens another visit or goes elsewhere on these pages has not thrown it away.
    on_cleanup(keep);
    let done = move |_| {
        keep();
        visits.open.set(None);
    };
    view! {
        <div class="visit-edit" role="group" aria-labelledby=EDITED>
            <p class="visit-edited" id=EDITED tabindex="-1" dir="auto">{move || title.get()}</p>
            <p role="status">{move || if is_not.get() { words::did_not_kind() } else { words::kept() }}</p>
            {outcomes_view(visits, held)}
            {move || is_went.get().then(|| faces_view(visits, held))}
            <TextArea
                id=LINE
                label=words::line()
                hint=words::line_hint()
                value=line
                on_input=Callback::new(move |typed| line.set(typed))
                rows=3
            />
            <DangerCard text=line field=LINE />
            {private_view(visits, held)}
            {move || {
                let groups = visits.groups.filter(|_| is_went.get());
                groups.and_then(|groups| again_view(groups, meeting))
            }}
            <p><button type="button" class="button" on:click=done>{words::done()}</button></p>
        </div>
    }
    .into_any()
}

fn title_words(visit: &Visit) -> String {
    let when = when_words(visit.meeting.starts_at);
    if visit.name.is_empty() { when } else { words::meeting_of(&visit.name, &when) }
}

fn outcome_of(held: Memo<Option<Visit>>) -> Option<VisitOutcome> {
    held.with(|held| held.as_ref().map(|held| held.outcome))
}

fn act(visits: Visits, held: Memo<Option<Visit>>, act: VisitAct) {
    if let Some(id) = held.with_untracked(|held| held.as_ref().map(|held| held.id)) {
        visits.act(id, act);
    }
}

/// `aria-pressed`.
const fn pressed(is_pressed: bool) -> &'static str {
    if is_pressed { "true" } else { "false" }
}

/// What became of it, to put right.
fn outcomes_view(visits: Visits, held: Memo<Option<Visit>>) -> AnyView {
    let buttons: Vec<_> = OUTCOMES
        .into_iter()
        .map(|outcome| {
            let is_this = Memo::new(move |_| outcome_of(held) == Some(outcome));
            let press = move |_| {
                if !is_this.get_untracked() {
                    act(visits, held, VisitAct::SetOutcome { outcome });
                }
            };
            view! {
                <button
                    type="button"
                    class="button button-second"
                    aria-pressed=move || pressed(is_this.get())
                    on:click=press
                >
                    {outcome_words(visits.seat, outcome)}
                </button>
            }
        })
        .collect();
    view! { <div class="plan-ways" role="group" aria-label=words::record_title()>{buttons}</div> }.into_any()
}

/// How it was. The face that was chosen is put back with another tap.
fn faces_view(visits: Visits, held: Memo<Option<Visit>>) -> AnyView {
    let faces: Vec<_> = FACES
        .map(|face| {
            let is_this = Memo::new(move |_| held.with(|held| held.as_ref().and_then(|held| held.face)) == Some(face));
            let press = move |_| {
                let face = Some(face).filter(|_| !is_this.get_untracked());
                act(visits, held, VisitAct::Rate { face });
            };
            view! {
                <button
                    type="button"
                    class="face-choice"
                    aria-pressed=move || pressed(is_this.get())
                    on:click=press
                >
                    {face_view(face)}
                    <span>{face_words(face)}</span>
                </button>
            }
        })
        .collect();
    view! {
        <div role="group" aria-labelledby="visit-how">
            <p class="field-label" id="visit-how">{words::how()}</p>
            <div class="faces">{faces}</div>
        </div>
    }
    .into_any()
}

/// Who may read it. It is ticked until they say otherwise.
fn private_view(visits: Visits, held: Memo<Option<Visit>>) -> AnyView {
    let is_private = Memo::new(move |_| held.with(|held| held.as_ref().is_none_or(|held| held.is_private)));
    let change = move |event| act(visits, held, VisitAct::SetPrivate { is_private: event_target_checked(&event) });
    view! {
        <label class="choice" for="visit-private">
            <input
                id="visit-private"
                type="checkbox"
                autocomplete="off"
                prop:checked=move || is_private.get()
                on:change=change
            />
            <span class="choice-words">
                <span class="choice-label">{words::only_i()}</span>
                <span class="choice-hint">{words::only_i_hint()}</span>
            </span>
        </label>
    }
    .into_any()
}

/// Whether they want to go again, where the group is on the plan. Nobody has to know yet.
fn again_view(groups: Groups, meeting: VisitedMeeting) -> Option<AnyView> {
    let id = untrack(|| groups.listed(meeting.group))?.id;
    let held = groups.one(id);
    let stage = move || held.with_untracked(|held| held.as_ref().map(|held| held.stage));
    let said = RwSignal::new(None::<&'static str>);
    let yes = move |_| {
        if stage() == Some(GroupStage::NotForMe) {
            groups.act(id, PlanGroupAct::TakeInterest);
        }
        if stage() != Some(GroupStage::Going) {
            groups.act(id, PlanGroupAct::PlanToGo);
        }
        said.set(Some(words::again_yes_said()));
    };
    let later = move |_| said.set(Some(words::again_later_said()));
    let no = move |_| {
        if stage() != Some(GroupStage::NotForMe) {
            groups.act(id, PlanGroupAct::NotForMe);
        }
        said.set(Some(words::again_no_said()));
    };
    let view = view! {
        <div role="group" aria-labelledby="visit-again">
            <p class="field-label" id="visit-again">{words::again()}</p>
            <p class="plan-ways">
                <button type="button" class="button button-second" on:click=yes>{words::again_yes()}</button>
                <button type="button" class="button button-second" on:click=later>{words::again_later()}</button>
                <button type="button" class="button-quiet" on:click=no>{words::again_no()}</button>
            </p>
            <p role="status">{move || said.get()}</p>
        </div>
    };
    Some(view.into_any())
}
