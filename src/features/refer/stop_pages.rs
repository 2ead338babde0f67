//! Two kind ends of the road: no team yet, and under sixteen. Both lead on to something.

use domain::postcode;
use leptos::prelude::*;

use crate::features::refer::about_wish::is_helper;
use crate::features::refer::asking::Asking;
use crate::routes::{self, refer};
use crate::ui::ornament::Ornament;
use crate::ui::page::Page;
use crate::words::{app, refer as words};

/// No team covers the surgery or postcode.
#[component]
pub fn NoTeamPage(asking: Asking) -> impl IntoView {
    let groups = groups_around(asking);
    view! {
        <div class="question">
            <p class="back-row"><a class="back" href=refer::question("where")>{words::back()}</a></p>
            <Page title=words::no_team_title() app_name=app::name() tab=words::tab()>
                <p class="lead">{words::no_team_lead()}</p>
                <ul class="ways">
                    <li>
                        <a class="button" href=groups>{words::no_team_groups()}</a>
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

/// The person is under sixteen. Childline is named; its number is on the page of all help lines and nowhere else.
#[component]
pub fn TooYoungPage(asking: Asking) -> impl IntoView {
    let groups = groups_around(asking);
    let (lead, childline, school, surgery, near) = if is_helper(asking) {
        (
            words::young_lead_them(),
            words::young_childline_them(),
            words::young_school_them(),
            words::young_surgery_them(),
            words::young_groups_them(),
        )
    } else {
        (
            words::young_lead(),
            words::young_childline(),
            words::young_school(),
            words::young_surgery(),
            words::young_groups(),
        )
    };
    view! {
        <div class="question">
            <p class="back-row"><a class="back" href=refer::question("birth")>{words::back()}</a></p>
            <Page title=words::young_title() app_name=app::name() tab=words::tab()>
                <p class="lead">{lead}</p>
                <ul class="ways">
                    <li>
                        <a class="button" href=routes::HELP_NOW rel="external">{words::young_help()}</a>
                        <p class="small">{childline}</p>
                    </li>
                    <li>{school}</li>
                    <li>{surgery}</li>
                    <li><a href=groups>{near}</a></li>
                </ul>
                <Ornament />
            </Page>
        </div>
    }
    .into_any()
}

/// What is on around the postcode that was given. The address stays in the browser's history, so it says the district
/// and no more.
fn groups_around(asking: Asking) -> String {
    let district =
        asking.draft.peek(|answers| postcode::parse(&answers.postcode).map(|found| found.district().to_owned()));
    let pairs: Vec<_> = district.map(|district| ("near", district)).into_iter().collect();
    routes::groups(&pairs)
}
