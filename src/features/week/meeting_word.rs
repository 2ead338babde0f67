//! Before a meeting: that somebody goes, is nervous, or cannot. Whatever they say is theirs alone, and each is met with
//! what helps next.

use leptos::prelude::*;
use wire::{MeetingWord, VisitedMeeting, WeekMeeting};

use crate::features::week::expect::expect_view;
use crate::features::week::live::LiveWeek;
use crate::features::week::visited::key;
use crate::routes::plan::PlanPage;
use crate::words::plan_week as words;

/// The three buttons, and what helps after each.
pub fn before_view(live: LiveWeek, meeting: &WeekMeeting) -> AnyView {
    let which = meeting.meeting;
    let heading = format!("word-{}", key(which));
    let word = live.word(which);
    let page = StoredValue::new(live.seat.at(&PlanPage::Group(meeting.plan_group.to_string())));
    // Who comes along stands above already.
    let is_settled = meeting.arranged.is_some();
    let button = move |said: MeetingWord, label: &'static str| {
        let is_said = move || word.get() == Some(said);
        // A second tap takes it back.
        let say = move |_| live.say(which, (!untrack(is_said)).then_some(said));
        view! {
            <button
                type="button"
                class="button-second"
                aria-pressed=move || is_said().to_string()
                on:click=say
            >
                {label}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="week-ask" role="group" aria-labelledby=heading.clone()>
            <p class="week-asked" id=heading.clone()>{words::feeling()}</p>
            <p class="week-buttons">
                {button(MeetingWord::Going, words::going())}
                {button(MeetingWord::Nervous, words::nervous())}
                {button(MeetingWord::CannotGo, words::cannot())}
            </p>
            <p class="small">{words::only_you()}</p>
            <p class="week-met" role="status">{move || word.get().map(met_words)}</p>
            {move || match word.get() {
                Some(MeetingWord::Nervous) => nervous_view(which, &page.get_value(), is_settled),
                Some(MeetingWord::CannotGo) => cannot_view(&page.get_value()),
                Some(MeetingWord::Going) | None => ().into_any(),
            }}
        </div>
    }
    .into_any()
}

fn met_words(word: MeetingWord) -> &'static str {
    match word {
        MeetingWord::Going => words::met_going(),
        MeetingWord::Nervous => words::met_nervous(),
        MeetingWord::CannotGo => words::met_cannot(),
    }
}

/// Company, for which the page of the group has a part, and what it will be like. The list for getting ready opens
/// below by itself.
fn nervous_view(which: VisitedMeeting, page: &str, is_settled: bool) -> AnyView {
    let company = format!("{page}?part=company");
    view! {
        {(!is_settled).then(|| view! { <p><a class="tap" href=company>{words::company_go()}</a></p> })}
        {expect_view(which.group)}
        <p><a class="tap" href=page.to_owned()>{words::group_go()}</a></p>
    }
    .into_any()
}

fn cannot_view(page: &str) -> AnyView {
    let letter = format!("{page}?part=cannot");
    view! {
        <p>{words::cannot_more()}</p>
        <p><a class="tap" href=letter>{words::tell_go()}</a></p>
    }
    .into_any()
}
