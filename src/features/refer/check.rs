//! Check your answers, agree, send. What was typed stays until the server has said that it is kept; without a signal it
//! goes by itself later (`state::draft::sending`), unless somebody takes it back here.

use std::time::Duration;

use domain::journey::{CoverKnown, Step};
use domain::referral::CONSENT_VERSION;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{Covering, ErrorCode, Problem};

use crate::backend::cover;
use crate::backend::failure::Failure;
use crate::browser::document;
use crate::features::refer::about_wish::is_helper;
use crate::features::refer::asking::Asking;
use crate::features::refer::check_rows::rows_view;
use crate::features::refer::question::Question;
use crate::phrases::failure::{failed_view, failure};
use crate::phrases::meeting::full_day;
use crate::routes;
use crate::state::draft::sending::{Sending, Waiting};
use crate::ui::choices::{Choice, Choices};
use crate::ui::loading::Loading;
use crate::words::{failure as failure_words, refer as words};

/// The id of the line that says that it was taken back.
const TAKEN_BACK: &str = "taken-back";

/// How long after there was no signal the team is looked up again.
const LOOK_AGAIN: Duration = Duration::from_secs(3);

/// The last page before sending.
#[component]
pub fn CheckStep(asking: Asking) -> impl IntoView {
    let draft = asking.draft;
    let trouble = RwSignal::new(None::<Failure>);
    let taken_back = RwSignal::new(None::<Waiting>);
    let unasked = RwSignal::new(None::<Failure>);
    if draft.cover_known() != CoverKnown::Covered {
        ask_for_team(asking, unasked);
    }
    let team = Memo::new(move |_| draft.covering());
    let send = Callback::new(move |()| {
        trouble.set(None);
        taken_back.set(None);
        draft.send();
    });
    Effect::new(move |_| {
        let Sending::Refused(why) = draft.sending() else { return };
        draft.heard();
        match why {
            Failure::Rejected(problem) => rejected(asking, problem, trouble),
            why => trouble.set(Some(why)),
        }
    });
    let is_busy = Signal::derive(move || draft.sending() == Sending::Now || team.with(Option::is_none));
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
            <div role="alert">
                {move || match draft.sending() {
                    Sending::Waiting(waiting) => Some(waiting_view(asking, waiting, taken_back)),
                    _ => trouble.get().map(|why| trouble_view(&why)),
                }}
            </div>
            <p role="status" id=TAKEN_BACK tabindex="-1">{move || taken_back.get().map(taken_back_words)}</p>
        </Question>
    }
    .into_any()
}

/// Asks which team would take it: nobody agrees to a team that has not been named.
fn ask_for_team(asking: Asking, unasked: RwSignal<Option<Failure>>) {
    let draft = asking.draft;
    let asked = draft.place();
    spawn_local(async move {
        let answer = cover::find(&asked).await;
        if unasked.is_disposed() || draft.place() != asked {
            return;
        }
        match answer {
            Ok(cover) => {
                unasked.set(None);
                draft.set_cover(cover);
                // With the team comes the day, and either may end the way earlier.
                let (may_stay, open) = asking.journey(|journey| (journey.can_visit(asking.step), journey.first_open()));
                if !may_stay {
                    asking.go_to(open);
                }
            }
            Err(why) => {
                let is_line = why == Failure::Offline;
                unasked.set(Some(why));
                // A browser may say that there is a signal where there is none, and then it does not tell of one.
                if is_line {
                    let again = move || {
                        if !unasked.is_disposed() {
                            ask_for_team(asking, unasked);
                        }
                    };
                    set_timeout(again, LOOK_AGAIN);
                }
            }
        }
    });
}

fn unasked_view(asking: Asking, unasked: RwSignal<Option<Failure>>) -> AnyView {
    // Looked up in vain once more, it says the same, and says it once.
    let why = Memo::new(move |_| unasked.get());
    (move || match why.get() {
        None => view! { <Loading words=words::team_loading() /> }.into_any(),
        // Nothing is wrong with what was typed, and it is asked for again as soon as there is a signal.
        Some(Failure::Offline) => view! {
            <div class="notice notice-warm" role="status">
                <h2>{words::team_offline_title()}</h2>
                <p>{words::team_offline()}</p>
            </div>
        }
        .into_any(),
        Some(why) => {
            let again = move |()| {
                unasked.set(None);
                ask_for_team(asking, unasked);
            };
            failed_view(&why, Callback::new(again))
        }
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

/// That no answer came: what happens now, and the way out of it.
fn waiting_view(asking: Asking, waiting: Waiting, taken_back: RwSignal<Option<Waiting>>) -> AnyView {
    // Where it was on its way it may have arrived; sent again, it is still one.
    let (title, kept) = if waiting.may_have_arrived {
        (words::not_sure_title(), words::not_sent_kept())
    } else {
        (words::waiting_title(), words::not_sent_here())
    };
    let goes = if waiting.is_in_pocket { words::waiting_pocket() } else { words::waiting() };
    let take_back = move |_| {
        asking.draft.take_back();
        taken_back.set(Some(waiting));
        // The button goes, and the focus would be lost with it.
        document::focus(TAKEN_BACK);
    };
    view! {
        <div class="notice notice-warm">
            <h2>{title}</h2>
            <p>{goes}</p>
            <p>{kept}</p>
            <p class="failed-ways">
                <button type="button" class="button-quiet" on:click=take_back>{words::take_back()}</button>
                <a href=routes::HELP_NOW rel="external">{failure_words::help()}</a>
            </p>
        </div>
    }
    .into_any()
}

fn taken_back_words(waiting: Waiting) -> &'static str {
    if waiting.may_have_arrived { words::taken_back_unsure() } else { words::taken_back() }
}

/// That it was answered and not taken.
fn trouble_view(why: &Failure) -> AnyView {
    // The words for a fault of ours say already that nothing is lost.
    let kept = (*why != Failure::Ours).then(|| words::not_sent_here());
    view! {
        <div class="failed">
            <h2>{words::not_sent_title()}</h2>
            <p>{failure(why)}</p>
            {kept.map(|kept| view! { <p>{kept}</p> })}
            <p><a href=routes::HELP_NOW rel="external">{failure_words::help()}</a></p>
        </div>
    }
    .into_any()
}
