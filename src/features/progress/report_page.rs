//! What a team may say of a quarter, to read, to print and to take along. Which quarter stands in the address; without
//! one it is the last that is over.

use domain::team_report::Quarter;
use leptos::prelude::*;
use wire::{TeamId, TeamReport};

use crate::backend::failure::Failure;
use crate::backend::progress as backend;
use crate::browser::document;
use crate::features::progress::report_tables::{quarter_words, report_view};
use crate::features::progress::team::team_view;
use crate::phrases::failure::failed_view;
use crate::routes::progress as routes;
use crate::state::address::{Address, use_address};
use crate::state::fetched::{Fetched, Shown};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::ui::select_field::{SelectField, SelectOption};
use crate::words::{app, progress as desk_words, progress_report as words};

/// The quarter, in the address.
const QUARTER: &str = "quarter";

/// The page.
#[component]
pub fn ReportPage() -> impl IntoView {
    view! {
        <div class="progress-report">
            <Page title=words::title() app_name=app::name()>
                {team_view(|_, team| quarter_view(team))}
            </Page>
        </div>
    }
    .into_any()
}

fn quarter_view(team: TeamId) -> AnyView {
    let address = use_address();
    let asked = Memo::new(move |_| {
        address.pairs().into_iter().rev().find(|(key, _)| key == QUARTER).map(|(_, quarter)| quarter)
    });
    let fetched = Fetched::new(&[], move || fetch(team, asked.get_untracked()));
    Effect::new(move |before: Option<Option<String>>| {
        let now = asked.get();
        if before.is_some_and(|before| before != now) {
            fetched.again();
        }
        now
    });
    view! {
        {picker_view(address, asked, fetched)}
        <div role="status">
            {move || fetched.is_stale().then(|| view! { <p class="small">{desk_words::stale()}</p> })}
        </div>
        {move || match fetched.shown() {
            Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
            Shown::Failed(why) if is_no_report(&why) => unknown_view(),
            Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
            Shown::There => (move || fetched.read(|report| there_view(team, report))).into_any(),
        }}
    }
    .into_any()
}

async fn fetch(team: TeamId, quarter: Option<String>) -> Result<TeamReport, Failure> {
    match quarter.as_deref() {
        // Somebody has changed the address by hand.
        Some(text) if text.parse::<Quarter>().is_err() => Err(Failure::Absent),
        quarter => backend::report(team, quarter).await,
    }
}

/// Whether a report of that quarter is what is missing.
fn is_no_report(why: &Failure) -> bool {
    match why {
        Failure::Absent => true,
        Failure::Rejected(problem) => problem.fields.iter().any(|field| field.field == QUARTER),
        _ => false,
    }
}

fn unknown_view() -> AnyView {
    view! {
        <p>{words::unknown()}</p>
        <p><a class="tap" href=routes::REPORT>{words::newest()}</a></p>
    }
    .into_any()
}

/// Which quarters there are. It stays while another one is fetched.
#[derive(Debug, Clone, Default, PartialEq)]
struct Known {
    /// The newest first; empty while there is none.
    quarters: Vec<String>,
    /// The one that was shown last.
    open: String,
}

fn picker_view(address: Address, asked: Memo<Option<String>>, fetched: Fetched<TeamReport>) -> AnyView {
    let known = Memo::new(move |held: Option<&Known>| {
        let known = |report: &TeamReport| Known { quarters: quarters(report), open: report.quarter.clone() };
        fetched.read(known).or_else(|| held.cloned()).unwrap_or_default()
    });
    let has_any = Memo::new(move |_| known.with(|known| !known.quarters.is_empty()));
    let options = Signal::derive(move || {
        let option = |value: &String| SelectOption { value: value.clone(), label: quarter_words(value) };
        known.with(|known| known.quarters.iter().map(option).collect::<Vec<_>>())
    });
    let value = Signal::derive(move || asked.get().unwrap_or_else(|| known.with(|known| known.open.clone())));
    let choose = move |quarter: String| address.go_instead(&format!("{}?{QUARTER}={quarter}", routes::REPORT));
    let field = move || {
        view! {
            <SelectField
                id="report-quarter"
                label=words::quarter()
                options=options
                value=value
                on_choose=Callback::new(choose)
            />
        }
    };
    view! { <div class="progress-picker">{move || has_any.get().then(field)}</div> }.into_any()
}

/// Those that can be asked for. In the one that is shown nobody may have been referred.
fn quarters(report: &TeamReport) -> Vec<String> {
    let mut quarters = report.quarters.clone();
    if !quarters.is_empty() && !quarters.contains(&report.quarter) {
        quarters.push(report.quarter.clone());
        // As they are written, a later one is greater.
        quarters.sort_unstable_by(|one, other| other.cmp(one));
    }
    quarters
}

fn there_view(team: TeamId, report: &TeamReport) -> AnyView {
    if report.quarters.is_empty() {
        return view! { <p>{words::empty()}</p> }.into_any();
    }
    let file = backend::report_file(team, &report.quarter);
    view! {
        {report_view(report)}
        <p class="progress-acts">
            <a class="button-second" href=file rel="external" download="">{words::file()}</a>
            <button type="button" class="button-second" on:click=|_| document::print()>{words::print()}</button>
        </p>
    }
    .into_any()
}
