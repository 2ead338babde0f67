//! Whether people can write to the team, what is still missing for that, and who looks after safeguarding.

use leptos::prelude::*;
use wire::{DeskTeam, MessagesLack};

use crate::features::desk::errand::Errand;
use crate::ui::select_field::{SelectField, SelectOption};
use crate::words::team::details as words;

/// In words, and what is missing as a list.
pub fn messages_view(team: Signal<DeskTeam>) -> AnyView {
    let lacks = Memo::new(move |_| team.with(|team| team.messages_lack.clone()));
    view! {
        <section aria-labelledby="messages">
            <h2 id="messages">{words::messages()}</h2>
            {move || lacks.with(|lacks| state_view(lacks))}
        </section>
    }
    .into_any()
}

fn state_view(lacks: &[MessagesLack]) -> AnyView {
    if lacks.is_empty() {
        return view! { <p>{words::messages_on()}</p> }.into_any();
    }
    let rows: Vec<_> = lacks.iter().map(|lack| view! { <li>{lack_words(*lack)}</li> }).collect();
    view! {
        <p>{words::messages_off()}</p>
        <ul>{rows}</ul>
    }
    .into_any()
}

fn lack_words(lack: MessagesLack) -> &'static str {
    match lack {
        MessagesLack::Staff => words::lacks_staff(),
        MessagesLack::Hours => words::lacks_hours(),
        MessagesLack::Cover => words::lacks_cover(),
        MessagesLack::SafeguardingLead => words::lacks_safeguarding_lead(),
    }
}

/// Who looks after safeguarding, to be picked.
pub fn safeguarding_view(team: Signal<DeskTeam>, chosen: RwSignal<String>, errand: Errand) -> AnyView {
    let options = Signal::derive(move || {
        let option = |one: &wire::StaffRef| SelectOption { value: one.id.to_string(), label: one.name.clone() };
        team.with(|team| team.colleagues.iter().map(option).collect::<Vec<_>>())
    });
    view! {
        <SelectField
            id="safeguarding-lead"
            label=words::safeguarding_lead()
            options=options
            value=chosen
            nothing=words::safeguarding_pick()
            on_choose=Callback::new(move |value| chosen.set(value))
            error=errand.error("safeguarding_lead")
        />
    }
    .into_any()
}
