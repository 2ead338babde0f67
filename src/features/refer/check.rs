//! Check your answers, agree, send. What was typed stays until the server has said that it is kept.

use domain::journey::Step;
use domain::referral::CONSENT_VERSION;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{Cover, ErrorCode, Problem};

use crate::backend::failure::Failure;
use crate::backend::referrals;
use crate::features::refer::about_wish::is_helper;
use crate::features::refer::asking::Asking;
use crate::features::refer::check_rows::rows_view;
use crate::features::refer::question::Question;
use crate::phrases::failure::failure;
use crate::phrases::meeting::full_day;
use crate::routes;
use crate::ui::choices::{Choice, Choices};
use crate::words::{failure as failure_words, refer as words};

/// The last page before sending.
#[component]
pub fn CheckStep(asking: Asking) -> impl IntoView {
    let draft = asking.draft;
    let is_sending = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Failure>);
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
                Err(Failure::Rejected(problem)) => rejected(asking, problem, trouble),
                Err(why) => trouble.set(Some(why)),
            }
            is_sending.set(false);
        });
    });
    let is_helper = is_helper(asking);
    let consent = if is_helper { words::consent_them() } else { words::consent() };
    let button = if is_helper { words::send_them() } else { words::send() };
    view! {
        <Question
            asking=asking
            title=words::check_title()
            why=words::check_why()
            on_send=send
            is_busy=is_sending
            button=button
        >
            {rows_view(asking)}
            {move || draft.cover().and_then(promise_view)}
            <section class="consent">
                <h2>{words::consent_title()}</h2>
                <ul>
                    <li>{words::consent_who()}</li>
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
            <div role="alert">{move || trouble.get().map(|why| trouble_view(&why))}</div>
        </Question>
    }
    .into_any()
}

/// What the server would not take leads to where it can be put right.
fn rejected(asking: Asking, problem: Problem, trouble: RwSignal<Option<Failure>>) {
    match problem.code {
        ErrorCode::NoTeam => {
            asking.draft.set_cover(Cover::None);
            asking.go_to(Step::NoTeam);
        }
        ErrorCode::TooYoung => asking.go_to(Step::TooYoung),
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

fn promise_view(cover: Cover) -> Option<AnyView> {
    match cover {
        Cover::Covered { team, promised_by } => {
            Some(view! { <p class="notice">{words::promise_before(&team.name, &full_day(promised_by))}</p> }.into_any())
        }
        Cover::None => None,
    }
}

fn trouble_view(why: &Failure) -> AnyView {
    view! {
        <div class="failed">
            <h2>{words::not_sent_title()}</h2>
            <p>{failure(why)}</p>
            <p>{words::not_sent_kept()}</p>
            <p><a href=routes::HELP_NOW rel="external">{failure_words::help()}</a></p>
        </div>
    }
    .into_any()
}
