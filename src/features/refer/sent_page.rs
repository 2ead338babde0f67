//! After sending: the reference, who has it, what happens next, and by when.

use leptos::prelude::*;
use wire::Receipt;

use crate::phrases::meeting::full_day;
use crate::routes::{self, me, refer};
use crate::state::draft::use_draft;
use crate::ui::ornament::Ornament;
use crate::ui::page::Page;
use crate::words::{app, refer as refer_words, sent as words};

/// What happens next. Opened without a referral of this visit, it leads to where stages are shown.
#[component]
pub fn SentPage() -> impl IntoView {
    let draft = use_draft();
    move || match draft.receipt() {
        Some(receipt) => receipt_view(&receipt),
        None => view! {
            <Page title=words::none_title() app_name=app::name() tab=refer_words::tab()>
                <p class="lead">{words::none_lead()}</p>
                <p><a class="button" href=refer::REFERRAL>{words::see_stage()}</a></p>
            </Page>
        }
        .into_any(),
    }
}

fn receipt_view(receipt: &Receipt) -> AnyView {
    let team = receipt.team.name.clone();
    let by = full_day(receipt.promised_by);
    let reference = receipt.reference.clone();
    let hours = receipt.team.hours.clone();
    let phone = receipt.team.phone.clone().map(|phone| {
        let href = format!("tel:{}", domain::taps::dial(&phone));
        view! { <p>{words::phone(&hours)} " " <a class="tap" rel="external" href=href>{phone}</a></p> }
    });
    let email = receipt.team.email.clone().map(|email| {
        let href = format!("mailto:{email}");
        view! { <p>{words::email()} " " <a class="tap" rel="external" href=href>{email}</a></p> }
    });
    view! {
        <Page title=words::title() app_name=app::name() tab=refer_words::tab()>
            <p class="lead">{words::lead(&team, &by)}</p>
            <p class="reference">{words::reference()} " " <strong>{reference}</strong></p>
            <p class="small">{words::keep()}</p>
            <h2>{words::next_title()}</h2>
            <ol class="path">
                <li class="path-step path-done">
                    <span class="path-name">{words::path_sent()}</span>
                    <span class="path-who">{words::path_sent_who(&team)}</span>
                </li>
                <li class="path-step path-now">
                    <span class="path-name">{words::path_contact()}</span>
                    <span class="path-when">{words::path_contact_by(&by)}</span>
                    <span class="path-who">{team.clone()}</span>
                </li>
                <li class="path-step path-to-come">
                    <span class="path-name">{words::path_talk()}</span>
                    <span class="path-who">{words::path_talk_who()}</span>
                </li>
                <li class="path-step path-to-come"><span class="path-name">{words::path_plan()}</span></li>
            </ol>
            {phone}
            {email}
            <p class="notice">{words::not_emergency()} " " <a href=routes::HELP_NOW rel="external">{words::help()}</a></p>
            <p class="sent-ways">
                <a class="button button-second" href=routes::GROUPS>{words::meanwhile()}</a>
                <a href=refer::REFERRAL>{words::see_stage()}</a>
                <a href=me::HOME>{words::sign_in()}</a>
            </p>
            <Ornament />
        </Page>
    }
    .into_any()
}
