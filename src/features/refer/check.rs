//! Check your answers, agree, send. What was typed stays until the server has said that it is kept.

use domain::journey::{CoverKnown, Step};
use domain::referral::CONSENT_VERSION;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{Covering, ErrorCode, Problem};

use crate::backend::failure::Failure;
use crate::backend::{cover, referrals};
use crate::features::refer::about_wish::is_helper;
use crate::features::refer::asking::Asking;
use crate::features::refer::check_rows::rows_view;
use crate::features::refer::question::Question;
use crate::phrases::failure::{failed_view, failure};
use crate::phrases::meeting::full_day;
use crate::routes;
use crate::ui::choices::{Choice, Choices};
use crate::ui::loading::Loading;
use crate::words::{failure as failure_words, refer as words};

/// The last page before sending.
#[component]
pub fn CheckStep(asking: Asking) -> impl IntoView {
    let draft = asking.draft;
    let is_sending = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Failure>);
    let unasked = RwSignal::new(None::<Failure>);
    if draft.cover_known() != CoverKnown::Covered {
        ask_for_team(asking, unasked);
    }
    let team = Memo::new(move |_| draft.covering());
    let send = Callback::new(move |()| {
        if is_sending.get_untracked() {
            return;
        }
        is_sending.set(true);
        trouble.set(None);
        let request = draft.request();
        spawn_local(async move {
            match referrals::create(&request).await {
                Ok(receipt) => {
                    draft.sent(receipt);
                    asking.go_to_address(routes::SENT);
                }
                // Whoever has left the page meanwhile finds every answer, and this button, when they come back.
                Err(_) if is_sending.try_set(false).is_some() => {}
                Err(Failure::Rejected(problem)) => rejected(asking, problem, trouble),
                Err(why) => trouble.set(Some(why)),
            }
        });
    });
    let is_busy = Signal::derive(move || is_sending.get() || team.with(Option::is_none));
    let is_helper = is_helper(asking);
    let button = if is_helper { words::send_them() } else { words::send() };
    view! {
        <Question
            asking=asking
            title=words::check_title()
            why=words::check_why()
            on_send=send
            is_busy=is_busy
            button=button
        >
            {rows_view(asking)}
            {move || match team.get() {
                Some(covering) => consent_view(asking, &covering),
                None => unasked_view(asking, unasked),
            }}
            <div role="alert">{move || trouble.get().map(|why| trouble_view(&why))}</div>
        </Question>
    }
    .into_any()
}

/// Asks which team would take it: nobody agrees to a team that has not been named.
fn ask_for_team(asking: Asking, unasked: RwSignal<Option<Failure>>) {
    let draft = asking.draft;
    let asked = draft.place();
    unasked.set(None);
    spawn_local(async move {
        let answer = cover::find(&asked).await;
        if unasked.is_disposed() || draft.place() != asked {
            return;
        }
        match answer {
            Ok(cover) => {
                draft.set_cover(cover);
                // With the team comes the day, and either may end the way earlier.
                let (may_stay, open) = asking.journey(|journey| (journey.can_visit(asking.step), journey.first_open()));
                if !may_stay {
                    asking.go_to(open);
                }
            }
            Err(why) => unasked.set(Some(why)),
        }
    });
}

fn unasked_view(asking: Asking, unasked: RwSignal<Option<Failure>>) -> AnyView {
    (move || match unasked.get() {
        None => view! { <Loading words=words::team_loading() /> }.into_any(),
        Some(why) => failed_view(&why, Callback::new(move |()| ask_for_team(asking, unasked))),
    })
    .into_any()
}

/// Who gets it, by when they are in touch, and the box to tick.
fn consent_view(asking: Asking, covering: &Covering) -> AnyView {
    let draft = asking.draft;
    let team = &covering.team.name;
    let consent = if is_helper(asking) { words::consent_them() } else { words::consent() };
    view! {
        <p class="notice">{words::promise_before(team, &full_day(covering.promised_by))}</p>
        <section class="consent">
            <h2>{words::consent_title()}</h2>
            <ul>
                <li>{words::consent_who(team)}</li>
                <li>{words::consent_why()}</li>
                <li>{words::consent_change()}</li>
            </ul>
            <Choices
                id="consent_version"
                legend=words::consent_title()
                is_legend_hidden=true
                is_many=true
                choices=vec![Choice::new("yes", consent)]
                is_chosen=Callback::new(move |_| draft.read(|answers| answers.consent_version == CONSENT_VERSION))
                on_choose=Callback::new(move |(_, is_on): (String, bool)| {
                    let version = if is_on { CONSENT_VERSION } else { "" };
                    draft.change(|answers| version.clone_into(&mut answers.consent_version));
                })
                error=asking.error("consent_version")
            />
        </section>
    }
    .into_any()
}

/// What the server would not take leads to where it can be put right.
fn rejected(asking: Asking, problem: Problem, trouble: RwSignal<Option<Failure>>) {
    match problem.code {
        ErrorCode::NoTeam => {
            asking.draft.set_no_team();
            asking.go_to(Step::NoTeam);
        }
        ErrorCode::TooYoung if asking.journey(|journey| journey.can_visit(Step::TooYoung)) => {
            asking.go_to(Step::TooYoung);
        }
        ErrorCode::Invalid => {
            let fields = problem
                .fields
                .into_iter()
                .map(|mut one| {
                    if let Some(bare) = one.field.strip_prefix("answers.") {
                        one.field = bare.to_owned();
                    }
                    one
                })
                .collect();
            asking.show(fields);
        }
        _ => trouble.set(Some(Failure::Rejected(problem))),
    }
}

fn trouble_view(why: &Failure) -> AnyView {
    // Where no answer could be read it may have arrived all the same; sent again, it is still one.
    let (title, kept) = match why {
        Failure::Offline | Failure::Unreadable => (words::not_sure_title(), Some(words::not_sent_kept())),
        // Its own words say already that nothing is lost.
        Failure::Ours => (words::not_sent_title(), None),
        _ => (words::not_sent_title(), Some(words::not_sent_here())),
    };
    view! {
        <div class="failed">
            <h2>{title}</h2>
            <p>{failure(why)}</p>
            {kept.map(|kept| view! { <p>{kept}</p> })}
            <p><a href=routes::HELP_NOW rel="external">{failure_words::help()}</a></p>
        </div>
    }
    .into_any()
}
