//! Two kind ends of the road: no team yet, and under sixteen. Both lead on to something.

use leptos::prelude::*;

use crate::features::refer::asking::Asking;
use crate::routes;
use crate::ui::ornament::Ornament;
use crate::ui::page::Page;
use crate::words::{app, refer as words};

/// No team covers the surgery or postcode.
#[component]
pub fn NoTeamPage(asking: Asking) -> impl IntoView {
    let near = asking.draft.peek(|answers| answers.postcode.clone());
    view! {
        <div class="question">
            <p class="back-row"><a class="back" href=routes::refer("where")>{words::back()}</a></p>
            <Page title=words::no_team_title() app_name=app::name()>
                <p class="lead">{words::no_team_lead()}</p>
                <ul class="ways">
                    <li>
                        <a class="button" href=routes::groups(&[("near", near)])>{words::no_team_groups()}</a>
                    </li>
                    <li>{words::no_team_surgery()}</li>
                    <li><a href=routes::HELP_NOW rel="external">{words::no_team_lines()}</a></li>
                </ul>
                <Ornament />
            </Page>
        </div>
    }
    .into_any()
}

/// The person is under sixteen.
#[component]
pub fn TooYoungPage(asking: Asking) -> impl IntoView {
    let near = asking.draft.peek(|answers| answers.postcode.clone());
    view! {
        <div class="question">
            <p class="back-row"><a class="back" href=routes::refer("birth")>{words::back()}</a></p>
            <Page title=words::young_title() app_name=app::name()>
                <p class="lead">{words::young_lead()}</p>
                <ul class="ways">
                    <li>
                        <a class="button" href="tel:08001111" rel="external">{words::young_childline()}</a>
                        <p class="small">{words::young_childline_hint()}</p>
                    </li>
                    <li>{words::young_school()}</li>
                    <li>{words::young_surgery()}</li>
                    <li><a href=routes::groups(&[("near", near)])>{words::young_groups()}</a></li>
                </ul>
                <Ornament />
            </Page>
        </div>
    }
    .into_any()
}
