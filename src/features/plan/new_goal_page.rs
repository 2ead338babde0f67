//! Adding something that matters: in own words, and as much more as somebody likes to say now.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::browser::document;
use crate::features::plan::new_goal_draft::Draft;
use crate::features::plan::overview_page::read_only_view;
use crate::features::plan::said::keep_added;
use crate::features::plan::score::score_field;
use crate::phrases::danger_card::DangerCard;
use crate::routes::plan::PlanPage;
use crate::state::address::use_address;
use crate::state::plan_queue::{self, Write};
use crate::state::plan_seat::{Side, use_seat};
use crate::state::who::use_who;
use crate::ui::error_summary::ErrorSummary;
use crate::ui::page::Page;
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;
use crate::words::{app, plan, plan_goals as words};

/// The page.
#[component]
pub fn NewGoalPage() -> impl IntoView {
    let seat = use_seat();
    let title = if seat.is_own() { words::add() } else { words::add_other() };
    view! {
        <div class="plan">
            <p class="back-row"><a class="back" href=seat.at(&PlanPage::Overview)>{plan::back()}</a></p>
            <Page title=title app_name=app::name() tab=plan::title()>
                {if seat.can_write { form_view() } else { read_only_view(seat) }}
            </Page>
        </div>
    }
    .into_any()
}

fn form_view() -> AnyView {
    let (seat, address) = (use_seat(), use_address());
    let draft = Draft::open(use_who(), seat);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(new) = draft.finish() {
            let there = seat.at(&PlanPage::Goal(new.id.to_string()));
            plan_queue::send(seat.person, Write::Goal(new));
            draft.forget();
            keep_added(seat.person);
            address.go(&there);
        }
    };
    view! {
        <p class="lead">{if seat.is_own() { words::new_lead() } else { words::new_lead_other() }}</p>
        <form class="plan-form" on:submit=submit novalidate=true>
            <ErrorSummary
                title=plan::errors_title()
                lines=draft.lines()
                attempt=draft.attempt()
                on_go=Callback::new(document::focus)
            />
            {texts_view(draft)}
            {(seat.side != Side::Desk).then(|| danger_view(draft))}
            {(seat.side != Side::Helper).then(|| score_field("score", words::score_ask(), draft.score))}
            {step_view(draft)}
            <p><button type="submit" class="button">{words::new_keep()}</button></p>
        </form>
    }
    .into_any()
}

fn texts_view(draft: Draft) -> AnyView {
    view! {
        <TextArea
            id="title"
            label=words::what()
            hint=words::what_hint()
            value=draft.value(|typed| &typed.title)
            on_input=draft.input(|typed, words| typed.title = words)
            error=draft.error("title")
            max_length=200
            rows=2
        />
        <TextArea
            id="why"
            label=words::why()
            hint=words::why_hint()
            value=draft.value(|typed| &typed.why)
            on_input=draft.input(|typed, words| typed.why = words)
            error=draft.error("why")
            rows=3
        />
        <TextArea
            id="how_known"
            label=words::how_known()
            hint=words::how_known_hint()
            value=draft.value(|typed| &typed.how_known)
            on_input=draft.input(|typed, words| typed.how_known = words)
            error=draft.error("how_known")
            rows=3
        />
    }
    .into_any()
}

/// One card for all that is written here: a thought may begin in one field and end in another.
fn danger_view(draft: Draft) -> AnyView {
    let text = Signal::derive(move || {
        draft.typed.with(|typed| [typed.title.as_str(), &typed.why, &typed.how_known, &typed.step].join("\n"))
    });
    view! { <DangerCard text=text field="why" /> }.into_any()
}

fn step_view(draft: Draft) -> AnyView {
    view! {
        <fieldset class="plan-first-step">
            <legend class="field-label">{words::first_step()}</legend>
            <p class="field-hint">{words::first_step_hint()}</p>
            <TextField
                id="step"
                label=words::step_label()
                hint=words::step_hint()
                value=draft.value(|typed| &typed.step)
                on_input=draft.input(|typed, words| typed.step = words)
                error=draft.error("step")
            />
            <TextField
                id="step_day"
                label=words::step_day()
                hint=words::step_day_hint()
                kind="date"
                value=draft.value(|typed| &typed.day)
                on_input=draft.input(|typed, words| typed.day = words)
                error=draft.error("step_day")
                is_short=true
            />
        </fieldset>
    }
    .into_any()
}
