//! A report in tables, with what its numbers say and what they do not. A number that is held back is said in words and
//! never as nought. It must not know where the report comes from.

use chrono::Datelike as _;
use domain::team_report::Quarter;
use leptos::prelude::*;
use wire::{ReportItem, ReportMeasure, ReportStep, ReportStepKind, TeamReport};

use crate::browser::date_words::plain_date;
use crate::words::{plan_how, progress_report as words};

/// What stands where nothing can be counted.
const NOTHING: &str = "–";

/// "July to September 2026".
pub fn quarter_words(text: &str) -> String {
    let Ok(quarter) = text.parse::<Quarter>() else { return text.to_owned() };
    let first = quarter.first_day();
    let year = first.year().to_string();
    match first.month() {
        1 => words::quarter_1(&year),
        4 => words::quarter_2(&year),
        7 => words::quarter_3(&year),
        _ => words::quarter_4(&year),
    }
}

/// The whole report.
pub fn report_view(report: &TeamReport) -> AnyView {
    let of = words::of(&report.team_name, &plain_date(report.from), &plain_date(report.to));
    let measures: Vec<AnyView> = report.measures.iter().map(measure_view).collect();
    view! {
        <p class="lead" dir="auto">{of}</p>
        <section aria-labelledby="report-steps">
            <h2 id="report-steps">{words::steps()}</h2>
            <p>{words::steps_lead()}</p>
            {steps_view(&report.steps)}
        </section>
        <section aria-labelledby="report-measures">
            <h2 id="report-measures">{words::measures()}</h2>
            <p>{words::measures_lead()}</p>
            {measures}
            <p class="small">{words::source()}</p>
        </section>
        {meaning_view()}
    }
    .into_any()
}

fn steps_view(steps: &[ReportStep]) -> AnyView {
    let rows = steps.iter().copied().map(step_view).collect();
    table_view(words::steps_caption().to_owned(), &[words::step(), words::people(), words::median()], rows)
}

fn step_view(step: ReportStep) -> AnyView {
    let is_first = step.kind == ReportStepKind::Referred;
    let median = match step.median_days {
        Some(0) => words::same_day().to_owned(),
        Some(days) => words::days(days),
        None if is_first => NOTHING.to_owned(),
        None => words::held_back().to_owned(),
    };
    // Of the first step nothing but being under ten holds a number back.
    let held = if is_first { words::under_ten() } else { words::held_back() };
    view! {
        <tr>
            <th scope="row">{step_words(step.kind)}</th>
            <td>{number(step.people, held)}</td>
            <td>{median}</td>
        </tr>
    }
    .into_any()
}

fn step_words(kind: ReportStepKind) -> &'static str {
    match kind {
        ReportStepKind::Referred => words::referred(),
        ReportStepKind::Contacted => words::contacted(),
        ReportStepKind::ContactedInTime => words::contacted_in_time(),
        ReportStepKind::FirstVisit => words::first_visit(),
        ReportStepKind::SecondVisit => words::second_visit(),
    }
}

fn measure_view(measure: &ReportMeasure) -> AnyView {
    let title = match measure.measure.as_str() {
        "ons4" => plan_how::title_ons4(),
        "loneliness" => plan_how::title_loneliness(),
        _ => plan_how::title_other(),
    };
    let has_any = measure.items.iter().any(|item| item.people.is_some());
    let inside =
        if has_any { items_view(title, &measure.items) } else { view! { <p>{words::measure_none()}</p> }.into_any() };
    view! { <h3>{title}</h3> {inside} }.into_any()
}

fn items_view(title: &str, items: &[ReportItem]) -> AnyView {
    // Of options there are no means.
    let has_means = items.iter().any(|item| item.before_tenths.is_some() || item.after_tenths.is_some());
    let mut heads = vec![words::question(), words::people(), words::higher(), words::same(), words::lower()];
    if has_means {
        heads.extend([words::before(), words::after()]);
    }
    let rows = items.iter().map(|item| item_view(item, has_means)).collect();
    table_view(words::measure_caption(title), &heads, rows)
}

fn item_view(item: &ReportItem, has_means: bool) -> AnyView {
    let mut cells = vec![number(item.people, words::under_ten())];
    cells.extend([item.up, item.same, item.down].map(|count| number(count, words::held_back())));
    if has_means {
        cells.extend([item.before_tenths, item.after_tenths].map(mean));
    }
    let cells: Vec<AnyView> = cells.into_iter().map(|cell| view! { <td>{cell}</td> }.into_any()).collect();
    view! { <tr><th scope="row">{item.words.clone()}</th>{cells}</tr> }.into_any()
}

/// A table. Where it is wider than the screen, it moves by itself and the page does not.
fn table_view(caption: String, heads: &[&'static str], rows: Vec<AnyView>) -> AnyView {
    let heads: Vec<AnyView> = heads.iter().map(|head| view! { <th scope="col">{*head}</th> }.into_any()).collect();
    view! {
        <div class="progress-table" role="region" aria-label=caption.clone() tabindex="0">
            <table>
                <caption>{caption.clone()}</caption>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn number(number: Option<u32>, held: &'static str) -> String {
    number.map_or_else(|| held.to_owned(), |number| number.to_string())
}

/// A mean of tenths: 72 is 7.2.
fn mean(tenths: Option<u32>) -> String {
    tenths.map_or_else(|| words::held_back().to_owned(), |tenths| format!("{}.{}", tenths / 10, tenths % 10))
}

/// Numbers of people are easily read for more than they say.
fn meaning_view() -> AnyView {
    let rows: Vec<AnyView> = [
        words::means_held(),
        words::means_median(),
        words::means_two(),
        words::means_answered(),
        words::means_higher(),
        words::means_cause(),
        words::means_later(),
    ]
    .into_iter()
    .map(|said| view! { <li>{said}</li> }.into_any())
    .collect();
    view! {
        <section aria-labelledby="report-means">
            <h2 id="report-means">{words::means()}</h2>
            <ul>{rows}</ul>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{mean, quarter_words};

    #[test]
    fn a_quarter_is_called_by_its_months() {
        assert_eq!(quarter_words("2026-q1"), "January to March 2026");
        assert_eq!(quarter_words("2026-q4"), "October to December 2026");
        assert_eq!(quarter_words("2026"), "2026");
    }

    #[test]
    fn a_mean_has_one_place_after_the_point() {
        assert_eq!(mean(Some(72)), "7.2");
        assert_eq!(mean(Some(100)), "10.0");
        assert_ne!(mean(None), "0.0");
    }
}
