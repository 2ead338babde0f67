//! What happens next with a request: what was done and by whom, who has it now and by when, and what is to come. A promise
//! that was missed speaks first.

use domain::london;
use domain::taps::{Piece, dial, pieces};
use leptos::prelude::*;
use wire::{Closing, EventKind, Stage, TeamSummary, Timeline, TimelineEvent};

use crate::phrases::event::event;
use crate::phrases::meeting::{full_day, today};
use crate::phrases::need::need;
use crate::routes;
use crate::words::me::timeline as words;

/// The whole of it, for the person's own eyes.
pub fn own_timeline_view(timeline: &Timeline) -> AnyView {
    whole_view(timeline, true)
}

/// The whole of it, as a helper reads it.
pub fn timeline_view(timeline: &Timeline) -> AnyView {
    whole_view(timeline, false)
}

fn whole_view(timeline: &Timeline, is_own: bool) -> AnyView {
    let is_late = is_waiting(timeline) && timeline.promised_by < today();
    let late = is_late.then(|| {
        let (team, by) = (&timeline.team, full_day(timeline.promised_by));
        let said = match timeline.promised_anew {
            Some(anew) => words::late_anew(&by, &team.name, &full_day(anew)),
            None => words::late(&by),
        };
        view! {
            <div class="notice notice-warm">
                <p><strong>{words::late_title()}</strong></p>
                <p>{said}</p>
                {phone_view(team, words::phone())}
                {email_view(team, words::email())}
            </div>
        }
    });
    let done: Vec<_> = timeline.events.iter().map(|one| done_view(one, timeline, is_own)).collect();
    view! {
        <section class="timeline">
            <h3 class="timeline-name">{name(timeline)}</h3>
            <p class="small">{words::reference(&timeline.reference)} " · " {timeline.team.name.clone()}</p>
            {late}
            {asked_view(timeline)}
            <ol class="path">
                {done}
                {now_view(timeline)}
                {to_come_view(timeline.stage)}
            </ol>
            {end_view(timeline, is_own)}
            {(!is_late).then(|| {
                view! { {phone_view(&timeline.team, words::phone())} {email_view(&timeline.team, words::email())} }
            })}
        </section>
    }
    .into_any()
}

/// Where it stands in one line, for whoever hears the page and does not see it change.
pub fn standing(timeline: &Timeline) -> String {
    match timeline.paused_until {
        Some(until) => words::now_paused(&full_day(until)),
        None => now(timeline).map_or_else(|| words::over().to_owned(), |now| now.name),
    }
}

/// The team is to get in touch, and has not yet.
fn is_waiting(timeline: &Timeline) -> bool {
    let is_before = matches!(timeline.stage, Stage::Sent | Stage::Seen | Stage::Accepted);
    is_before && timeline.paused_until.is_none()
}

fn name(timeline: &Timeline) -> String {
    match timeline.needs.first() {
        Some(first) => need(*first).to_owned(),
        None => words::request().to_owned(),
    }
}

/// What they wrote when they asked.
fn asked_view(timeline: &Timeline) -> Option<AnyView> {
    (!timeline.words.is_empty()).then(|| {
        view! {
            <details class="timeline-asked">
                <summary>{words::asked()}</summary>
                <p class="own-words">{timeline.words.clone()}</p>
            </details>
        }
        .into_any()
    })
}

fn done_view(one: &TimelineEvent, timeline: &Timeline, is_own: bool) -> AnyView {
    let said = (!one.words.is_empty()).then(|| said_view(&one.words));
    let elsewhere = (!one.elsewhere.is_empty()).then(|| {
        view! { <span class="timeline-elsewhere">{words::elsewhere()}</span> {said_view(&one.elsewhere)} }
    });
    view! {
        <li class="path-step path-done">
            <span class="path-name">{event(one, timeline, is_own)}</span>
            <span class="path-who">{full_day(london::today(one.at))}</span>
            {said}
            {elsewhere}
        </li>
    }
    .into_any()
}

/// The step that is on now.
struct Now {
    name: String,
    when: Option<String>,
    who: Option<String>,
}

fn now(timeline: &Timeline) -> Option<Now> {
    let worker = timeline.worker.clone();
    let has_it = || worker.clone().unwrap_or_else(|| timeline.team.name.clone());
    let since = || Some(words::since(&full_day(london::today(timeline.since))));
    if let Some(until) = timeline.paused_until {
        let when = Some(words::until(&full_day(until)));
        return Some(Now { name: words::paused().to_owned(), when, who: Some(has_it()) });
    }
    match timeline.stage {
        Stage::Sent | Stage::Seen | Stage::Accepted => {
            let name = match &worker {
                Some(worker) => words::contact_by(worker),
                None => words::contact().to_owned(),
            };
            let day = timeline.promised_anew.unwrap_or(timeline.promised_by);
            Some(Now { name, when: Some(words::by(&full_day(day))), who: Some(has_it()) })
        }
        Stage::FirstContact => Some(Now { name: words::plan().to_owned(), when: since(), who: Some(has_it()) }),
        Stage::WorkingTogether => Some(Now { name: words::together().to_owned(), when: since(), who: Some(has_it()) }),
        Stage::Declined | Stage::Ended => None,
    }
}

fn now_view(timeline: &Timeline) -> Option<AnyView> {
    now(timeline).map(|now| {
        view! {
            <li class="path-step path-now" aria-current="step">
                <span class="path-name">{now.name}</span>
                {now.when.map(|when| view! { <span class="path-when">{when}</span> })}
                {now.who.map(|who| view! { <span class="path-who">{who}</span> })}
            </li>
        }
        .into_any()
    })
}

fn to_come_view(stage: Stage) -> Vec<AnyView> {
    let steps: &[fn() -> &'static str] = match stage {
        Stage::Sent | Stage::Seen | Stage::Accepted => &[words::talk, words::plan],
        Stage::FirstContact => &[words::together],
        Stage::WorkingTogether | Stage::Declined | Stage::Ended => &[],
    };
    steps
        .iter()
        .map(|step| {
            view! { <li class="path-step path-to-come"><span class="path-name">{step()}</span></li> }.into_any()
        })
        .collect()
}

/// No end without a way on.
fn end_view(timeline: &Timeline, is_own: bool) -> Option<AnyView> {
    let (lead, is_declined) = match timeline.stage {
        Stage::Declined => (words::declined(), true),
        Stage::Ended if is_merged(timeline) => return None,
        Stage::Ended => (words::ended(), false),
        _ => return None,
    };
    let is_own_end = is_own && !is_declined;
    Some(
        view! {
            <div class="notice">
                {timeline.closing.as_ref().and_then(together).map(|done| view! { <p>{done}</p> })}
                {is_own_end.then(|| view! { <p>{words::yours()}</p> })}
                <p>{lead}</p>
                <p class="timeline-ways">
                    {is_own_end.then(|| again_view(timeline))}
                    <a class="tap" href=routes::GROUPS>{words::groups()}</a>
                </p>
            </div>
        }
        .into_any(),
    )
}

/// The way back to the team where the door is open; else asking again.
fn again_view(timeline: &Timeline) -> AnyView {
    let (href, label) = if timeline.can_come_back {
        let name = timeline.worker.as_deref().unwrap_or(&timeline.team.name);
        (routes::plan::come_back(&timeline.referral.to_string()), words::back_to(name))
    } else {
        (routes::refer::for_whom("me"), words::ask_again().to_owned())
    };
    view! { <a class="button" href=href>{label}</a> }.into_any()
}

/// A word that says how many.
type Counted = fn(u32) -> String;

/// What was done together, in one sentence; nothing where there was nothing to count.
fn together(closing: &Closing) -> Option<String> {
    let parts: [(u32, Counted); 3] = [
        (closing.goals_done, words::closing_done),
        (closing.groups, words::closing_groups),
        (closing.visits, words::closing_visits),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, say)| say(count)).collect();
    (!parts.is_empty()).then(|| words::closing(&parts.join(", ")))
}

fn is_merged(timeline: &Timeline) -> bool {
    timeline.events.last().is_some_and(|last| last.kind == EventKind::Merged)
}

/// What somebody of the team wrote: their numbers and addresses are taps.
fn said_view(text: &str) -> AnyView {
    let out: Vec<_> = pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned().into_any(),
            Piece::Phone(phone) => link_view(format!("tel:{}", dial(phone)), phone),
            Piece::Email(email) => link_view(format!("mailto:{email}"), email),
        })
        .collect();
    view! { <p class="timeline-said own-words">{out}</p> }.into_any()
}

fn phone_view(team: &TeamSummary, lead: &'static str) -> Option<AnyView> {
    let phone = team.phone.as_deref()?;
    let link = link_view(format!("tel:{}", dial(phone)), phone);
    Some(view! { <p>{lead} " " {link}</p> }.into_any())
}

fn email_view(team: &TeamSummary, lead: &'static str) -> Option<AnyView> {
    let email = team.email.as_deref()?;
    let link = link_view(format!("mailto:{email}"), email);
    Some(view! { <p>{lead} " " {link}</p> }.into_any())
}

fn link_view(href: String, text: &str) -> AnyView {
    view! { <a class="tap" rel="external" href=href>{text.to_owned()}</a> }.into_any()
}
