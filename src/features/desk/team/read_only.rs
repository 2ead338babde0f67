//! The team as its members read it.

use leptos::prelude::*;
use wire::DeskTeam;

use crate::features::desk::referral::answers::row_view;
use crate::features::desk::team::lists::holidays_view;
use crate::features::desk::team::messages::messages_view;
use crate::phrases::meeting::full_day;
use crate::words::team::details as words;

/// Everything, as facts.
pub fn read_only_view(team: Signal<DeskTeam>) -> AnyView {
    let rows = move || team.with(|team| rows(team).into_iter().map(row_view).collect::<Vec<_>>());
    view! {
        <p class="small">{words::read_only()}</p>
        <dl class="facts">{rows}</dl>
        {messages_view(team)}
        {holidays_view(team)}
    }
    .into_any()
}

fn rows(team: &DeskTeam) -> Vec<(&'static str, String)> {
    let lines = |lines: Vec<String>| lines.join("\n");
    let lead = team.colleagues.iter().find(|one| Some(one.id) == team.safeguarding_lead);
    vec![
        (words::name(), team.name.clone()),
        (words::phone(), team.phone.clone()),
        (words::email(), team.email.clone()),
        (words::hours(), team.hours.clone()),
        (words::safeguarding_lead(), lead.map(|one| one.name.clone()).unwrap_or_default()),
        (words::promise(), words::promise_days(u32::from(team.promise_days))),
        (words::surgeries(), lines(team.surgeries.iter().map(|one| words::surgery(&one.name, &one.code)).collect())),
        (words::districts(), team.districts.join(", ")),
        (
            words::closures(),
            lines(team.closures.iter().map(|one| words::dated(&full_day(one.date), &one.title)).collect()),
        ),
    ]
}
