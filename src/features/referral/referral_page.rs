//! The stages of the referrals sent from this browser: no name, no answer, only how far, who has it, and by when.

use leptos::prelude::*;
use wire::{ErrorCode, ReferralView, Stage, TeamSummary};

use crate::backend::referrals;
use crate::phrases::failure::failed_view;
use crate::phrases::meeting::{full_day, today};
use crate::phrases::stage::stage;
use crate::routes::{me, refer};
use crate::state::load::Load;
use crate::ui::loading::Loading;
use crate::ui::ornament::Ornament;
use crate::ui::page::Page;
use crate::words::{app, referral as words};

/// The list of referrals of this browser.
#[component]
pub fn ReferralPage() -> impl IntoView {
    let found = RwSignal::new(Load::Loading);
    let fetch = move || {
        found.set(Load::Loading);
        Load::run(found, referrals::mine(), || true);
    };
    fetch();
    view! {
        <Page title=words::title() app_name=app::name()>
            {move || match found.get() {
                Load::Loading => view! { <Loading words=words::loading() /> }.into_any(),
                Load::Failed(why) => match why.code() {
                    // What the service worker says while the phone is locked is no code of the server's.
                    Some(ErrorCode::Unknown) => locked_view(),
                    // The worker has still to tell the server that somebody signed out.
                    Some(ErrorCode::SignedOut) => empty_view(),
                    _ => failed_view(&why, Callback::new(move |()| fetch())),
                },
                Load::Ready(list) | Load::Stale(list, _) if list.is_empty() => empty_view(),
                Load::Ready(list) | Load::Stale(list, _) => {
                    list.iter().map(one_view).collect::<Vec<AnyView>>().into_any()
                }
            }}
        </Page>
    }
    .into_any()
}

fn locked_view() -> AnyView {
    view! {
        <p class="lead">{words::locked()}</p>
        <p><a class="button" href=me::HOME>{words::locked_open()}</a></p>
    }
    .into_any()
}

fn empty_view() -> AnyView {
    view! {
        <p class="lead">{words::empty_lead()}</p>
        <p><a class="button button-second" href=me::HOME>{words::sign_in()}</a></p>
        <p><a class="button" href=refer::FIRST>{words::empty_ask()}</a></p>
        <Ornament />
    }
    .into_any()
}

fn one_view(referral: &ReferralView) -> AnyView {
    use domain::london;
    let team = &referral.team;
    let since = full_day(london::local(referral.since).date());
    let by = full_day(referral.promised_by);
    let is_waiting = matches!(referral.stage, Stage::Sent | Stage::Seen | Stage::Accepted);
    let is_late = is_waiting && referral.promised_by < today();
    // A broken promise is said first, with the way to the team; a kept one needs it only at the end.
    let (late, ways) = if is_late {
        let ways = (phone_view(team, words::late_call()), email_view(team, words::late_write()));
        (Some(view! { <div class="notice notice-warm"><p>{words::late(&by)}</p>{ways}</div> }), None)
    } else {
        (None, Some((phone_view(team, words::phone()), email_view(team, words::email()))))
    };
    view! {
        <section class="referral">
            <h2>{words::reference(&referral.reference)}</h2>
            {late}
            <ol class="path">
                <li class="path-step path-done">
                    <span class="path-name">{stage(referral.stage)}</span>
                    <span class="path-who">{words::since(&team.name, &since)}</span>
                </li>
                {is_waiting.then(|| view! {
                    <li class="path-step path-now">
                        <span class="path-name">{words::next()}</span>
                        <span class="path-when">{words::by(&by)}</span>
                        <span class="path-who">{team.name.clone()}</span>
                    </li>
                })}
            </ol>
            {ways}
        </section>
    }
    .into_any()
}

fn phone_view(team: &TeamSummary, lead: &'static str) -> Option<AnyView> {
    team.phone.clone().map(|phone| {
        let href = format!("tel:{}", domain::taps::dial(&phone));
        view! { <p>{lead} " " <a class="tap" rel="external" href=href>{phone}</a></p> }.into_any()
    })
}

fn email_view(team: &TeamSummary, lead: &'static str) -> Option<AnyView> {
    team.email.clone().map(|email| {
        let href = format!("mailto:{email}");
        view! { <p>{lead} " " <a class="tap" rel="external" href=href>{email}</a></p> }.into_any()
    })
}
