//! Changing the team: one form, one button. What is saved is shown as the server understood it.

use leptos::prelude::*;
use wire::{ChangeTeam, DeskTeam};

use crate::backend::desk::team as backend;
use crate::features::desk::errand::Errand;
use crate::features::desk::team::draft::Draft;
use crate::features::desk::team::lists::{closures_view, holidays_view};
use crate::features::desk::team::messages::{messages_view, safeguarding_view};
use crate::features::desk::team::surgeries::Surgeries;
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;
use crate::words::team::details as words;

/// The form.
#[component]
pub fn TeamForm(
    /// As it is now.
    team: Signal<DeskTeam>,
    on_saved: Callback<DeskTeam>,
) -> impl IntoView {
    let draft = team.with_untracked(Draft::of);
    let errand = Errand::new();
    let said = RwSignal::new(None::<&'static str>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        said.set(None);
        let change = match team.with_untracked(|team| draft.change(team)) {
            Ok(change) => change,
            Err(problems) => return errand.show(problems),
        };
        if change == ChangeTeam::default() {
            errand.clear();
            return said.set(Some(words::nothing_changed()));
        }
        let id = team.with_untracked(|team| team.id);
        errand.run(
            move || {
                let change = change.clone();
                async move { backend::change(id, &change).await }
            },
            move |saved: DeskTeam| {
                draft.fill(&saved);
                on_saved.run(saved);
                said.set(Some(words::saved()));
            },
        );
    };
    view! {
        <form class="desk-form" on:submit=submit novalidate=true>
            <p><strong>{move || team.with(|team| team.name.clone())}</strong></p>
            {messages_view(team)}
            {safeguarding_view(team, draft.safeguarding_lead, errand)}
            {reach_view(draft, errand)}
            <Surgeries held=draft.surgeries error=errand.error("surgeries") />
            <TextArea
                id="districts"
                label=words::districts()
                hint=words::districts_hint()
                value=draft.districts
                on_input=Callback::new(move |typed| draft.districts.set(typed))
                error=errand.error("districts")
                max_length=20000
                rows=3
            />
            {closures_view(draft.closures, errand.error("closures"))}
            {holidays_view(team)}
            {errand.trouble_view()}
            <p role="status">{move || said.get()}</p>
            <p><button type="submit" class="button" disabled=move || errand.is_busy()>{words::save()}</button></p>
        </form>
    }
    .into_any()
}

/// How and when people reach the team, and what it promises them.
fn reach_view(draft: Draft, errand: Errand) -> AnyView {
    view! {
        <TextField
            id="phone"
            label=words::phone()
            kind="tel"
            value=draft.phone
            on_input=Callback::new(move |typed| draft.phone.set(typed))
            error=errand.error("phone")
            max_length=40
        />
        <TextField
            id="email"
            label=words::email()
            kind="email"
            value=draft.email
            on_input=Callback::new(move |typed| draft.email.set(typed))
            error=errand.error("email")
            max_length=254
        />
        <TextField
            id="hours"
            label=words::hours()
            hint=words::hours_hint()
            value=draft.hours
            on_input=Callback::new(move |typed| draft.hours.set(typed))
            error=errand.error("hours")
        />
        <TextField
            id="promise-days"
            label=words::promise()
            hint=words::promise_hint()
            value=draft.promise_days
            on_input=Callback::new(move |typed| draft.promise_days.set(typed))
            error=errand.error("promise_days")
            max_length=2
            is_short=true
        />
    }
    .into_any()
}
