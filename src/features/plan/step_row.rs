//! The steps towards a goal: each with its day and what became of it, and what may be done with it.

use domain::plan::{problems, step};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{Goal, NewWords, Step, StepAct, StepActKind, StepDay, StepId, StepStage};

use crate::browser::date_words::plain_date;
use crate::browser::document;
use crate::features::plan::conflict::versions_view;
use crate::features::plan::day::read_day;
use crate::features::plan::goals::Goals;
use crate::features::plan::said::{Place, Said, said_view};
use crate::features::plan::step_adding::step_adding_view;
use crate::features::plan::text::{Editing, Text, form_view};
use crate::features::plan::written::written_words;
use crate::phrases::meeting::{day, today};
use crate::state::plan_seat::Seat;
use crate::ui::text_field::TextField;
use crate::words::{plan, plan_goals as words};

const DAY: &str = "step-day";

/// What is being changed in a step. Only one is open at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    Words,
    Day,
}

/// A step on the page, and what all of them share.
#[derive(Clone, Copy)]
struct Row {
    goals: Goals,
    goal: Memo<Goal>,
    step: Memo<Step>,
    open: RwSignal<Option<(StepId, Opened)>>,
    editing: Editing,
    said: Said,
}

/// The list, and below it the form for another.
pub fn steps_view(goals: Goals, goal: Memo<Goal>, said: Said) -> AnyView {
    let (open, editing) = (RwSignal::new(None), Editing::new());
    let ids = move || goal.with(|goal| goal.steps.iter().map(|step| step.id).collect::<Vec<_>>());
    let is_empty = Memo::new(move |_| goal.with(|goal| goal.steps.is_empty()));
    view! {
        <section class="plan-text" aria-labelledby="steps">
            <h2 id="steps">{words::steps()}</h2>
            {move || is_empty.get().then(|| view! { <p class="small">{words::steps_empty()}</p> })}
            <ul class="plan-steps">
                <For each=ids key=|id| *id children=move |id| item_view(goals, goal, id, (open, editing, said)) />
            </ul>
            {said_view(said, Place::Steps)}
            {step_adding_view(goals, goal, said)}
        </section>
    }
    .into_any()
}

/// What the rows share.
type Shared = (RwSignal<Option<(StepId, Opened)>>, Editing, Said);

fn item_view(goals: Goals, goal: Memo<Goal>, id: StepId, (open, editing, said): Shared) -> AnyView {
    let find = move || goal.with(|goal| goal.steps.iter().find(|step| step.id == id).cloned());
    let Some(first) = untrack(find) else { return ().into_any() };
    // A row that is on its way out still has what it last said.
    let step = Memo::new(move |held: Option<&Step>| find().or_else(|| held.cloned()).unwrap_or_else(|| first.clone()));
    row_view(Row { goals, goal, step, open, editing, said })
}

impl Row {
    fn id(self) -> StepId {
        self.step.with_untracked(|step| step.id)
    }

    /// The id of the row on the page; it takes the focus from what is gone.
    fn element(self) -> String {
        format!("step-{}", self.id())
    }

    fn act(self, act: StepAct, said: &'static str) {
        let goal = self.goal.with_untracked(|goal| goal.id);
        self.goals.act_step(goal, self.id(), act);
        self.said.set(Some((Place::Steps, said)));
        self.rest();
    }

    /// Puts what is open away, and the focus on the row.
    fn rest(self) {
        let id = self.id();
        // Words that are being changed in another row stay.
        if self.open.with_untracked(|open| open.is_some_and(|(open, _)| open == id)) {
            self.open.set(None);
        }
        let element = self.element();
        request_animation_frame(move || document::focus(&element));
    }

    /// Its words, to be changed.
    fn text(self) -> Text {
        let (goals, step, id) = (self.goals, self.step, self.id());
        let goal = self.goal.with_untracked(|goal| goal.id);
        let kept = Memo::new(move |_| step.with(|step| step.words.clone()));
        let of = move |goal: &Goal| goal.steps.iter().find(|step| step.id == id).map(|step| step.words.revision);
        Text {
            id: "step-words",
            label: words::step_label(),
            hint: words::step_hint(),
            change: words::step_change(),
            empty: words::step_missing(),
            most: 2000,
            rows: 2,
            is_needed: true,
            is_elsewhere: false,
            kept: kept.into(),
            revision: Signal::derive(move || goals.revision(goal, of)),
            on_write: Callback::new(move |words| goals.write_step(goal, id, words)),
        }
    }
}

fn row_view(row: Row) -> AnyView {
    let (seat, id, element) = (row.goals.seat, row.id(), row.element());
    let text = row.text();
    let opened = Memo::new(move |_| row.open.get().filter(|(open, _)| *open == id).map(|(_, opened)| opened));
    let keep = Callback::new(move |words| {
        text.on_write.run(NewWords { words, base: text.revision.get_untracked() });
        // The list is gone with the button that was pressed.
        let element = row.element();
        request_animation_frame(move || document::focus(&element));
    });
    let begins = element.clone();
    let shown = move || row.step.with(|step| shown_view(seat, &begins, step, keep));
    let below = move || match opened.get() {
        Some(Opened::Words) => form_view(seat, text, row.editing, Callback::new(move |()| row.rest())),
        Some(Opened::Day) => day_view(row),
        None if seat.can_write => ways_view(row, text),
        None => ().into_any(),
    };
    view! { <li class="plan-step" id=element tabindex="-1">{shown} {below}</li> }.into_any()
}

fn shown_view(seat: Seat, id: &str, step: &Step, keep: Callback<String>) -> AnyView {
    let said = if step.words.others.is_empty() {
        let written = written_words(&step.words.by, step.words.at, seat);
        view! {
            <p class="own-words" dir="auto">{step.words.words.clone()}</p>
            <p class="small" dir="auto">{written}</p>
        }
        .into_any()
    } else {
        versions_view(seat, id, &step.words, keep)
    };
    let fact = fact_words(step).map(|fact| view! { <p><strong>{fact}</strong></p> });
    view! { {said} {fact} }.into_any()
}

/// What became of a step, or its day; nothing where there is none. A day that has passed is no reproach.
pub fn fact_words(step: &Step) -> Option<String> {
    match step.stage {
        StepStage::Open => step.on.map(|on| words::step_when(&day(on))),
        StepStage::Done { on } => Some(words::step_done(&plain_date(on))),
        StepStage::LetGo => Some(words::step_let_go().to_owned()),
    }
}

fn ways_view(row: Row, text: Text) -> AnyView {
    let id = row.id();
    let kinds = Memo::new(move |_| row.goal.with(|goal| step::state(goal, id).map(step::acts)).unwrap_or_default());
    let has = move |kind| kinds.with(|kinds| kinds.contains(&kind));
    let finish = move |_| row.act(StepAct::Finish { on: today() }, words::said_done());
    let take_up = move |_| row.act(StepAct::TakeUp, words::said_taken_up());
    let let_go = move |_| row.act(StepAct::LetGo, words::said_let_go());
    let is_writing = move || matches!(row.open.get_untracked(), Some((_, Opened::Words)));
    let change = move |_| {
        if is_writing() {
            return document::focus("step-words");
        }
        row.open.set(Some((id, Opened::Words)));
        row.editing.begin(text);
    };
    let set_day = move |_| {
        if is_writing() {
            return document::focus("step-words");
        }
        row.open.set(Some((id, Opened::Day)));
        request_animation_frame(|| document::focus(DAY));
    };
    let done = if row.goals.seat.is_own() { words::step_finish() } else { words::step_finish_other() };
    // Several rows have the same ways: what is read aloud says of which step.
    let which = move || row.step.with(|step| step.words.words.clone());
    let quiet = move |label: &'static str, press: Callback<()>| {
        view! { <button type="button" class="button-quiet" on:click=move |_| press.run(())>{label}</button> }
    };
    let more = move || {
        view! {
            {quiet(words::step_change(), Callback::new(change))}
            {has(StepActKind::SetDay).then(|| quiet(words::step_set_day(), Callback::new(set_day)))}
            {has(StepActKind::LetGo).then(|| quiet(words::step_let_it_go(), Callback::new(let_go)))}
        }
    };
    view! {
        <div class="plan-ways">
            {move || has(StepActKind::Finish).then(|| view! {
                <button type="button" class="button-second" on:click=finish>
                    {done} <span class="visually-hidden">" " {which}</span>
                </button>
            })}
            {move || has(StepActKind::TakeUp).then(|| view! {
                <button type="button" class="button-second" on:click=take_up>
                    {words::take_up()} <span class="visually-hidden">" " {which}</span>
                </button>
            })}
            <details class="plan-more">
                <summary>{words::step_more()} <span class="visually-hidden">" " {which}</span></summary>
                <p class="plan-ways">{more}</p>
            </details>
        </div>
    }
    .into_any()
}

/// Another day, or none.
fn day_view(row: Row) -> AnyView {
    let held = row.step.with_untracked(|step| step.on);
    let typed = RwSignal::new(held.map(|on| on.to_string()).unwrap_or_default());
    let error = RwSignal::new(None::<String>);
    let set = move |on| row.act(StepAct::SetDay { day: StepDay { on } }, words::said_day());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let on = read_day(&typed.get_untracked());
        let act = StepAct::SetDay { day: StepDay { on } };
        if on.is_none() || !problems::step_act(&act, today()).is_empty() {
            error.set(Some(plan::day_wrong().to_owned()));
            document::focus(DAY);
        } else {
            set(on);
        }
    };
    view! {
        <form class="plan-form" on:submit=submit novalidate=true>
            <TextField
                id=DAY
                label=words::step_day()
                kind="date"
                value=typed
                on_input=Callback::new(move |words| typed.set(words))
                error=error
                is_short=true
            />
            <p class="plan-ways">
                <button type="submit" class="button">{plan::keep()}</button>
                <button type="button" class="button-quiet" on:click=move |_| set(None)>{words::step_no_day()}</button>
                <button type="button" class="button-quiet" on:click=move |_| row.rest()>{plan::leave_it()}</button>
            </p>
        </form>
    }
    .into_any()
}
