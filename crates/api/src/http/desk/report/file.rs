//! `GET /api/desk/teams/{team}/report/file`: the same report as a table, for whoever goes on with it in another program.
//!
//! A line each for every step and for every item of a measure. A number that is held back is an empty cell: it is neither
//! nought nor a word that a program could count.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use wire::{Problem, ReportItem, ReportMeasure, ReportStep, ReportStepKind, TeamId, TeamReport};

use super::{ReportQuery, report};
use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Asked;
use crate::http::openapi::OwnProblems;
use crate::http::state::AppState;

/// The columns, named as the fields of the report are.
const COLUMNS: [&str; 14] = [
    "quarter",
    "team",
    "kind",
    "measure",
    "version",
    "item",
    "words",
    "people",
    "median_days",
    "up",
    "same",
    "down",
    "before",
    "after",
];

/// Take a team's report of a quarter along
///
/// A table as RFC 4180 describes it. What is held back is an empty cell.
#[utoipa::path(
    get,
    path = "/api/desk/teams/{team}/report/file",
    tag = "desk",
    params(("team" = TeamId, Path, description = "The team"), ReportQuery),
    responses(
        (status = 200, description = "The quarter", body = String, content_type = "text/csv"),
        (status = 422, description = "There is no report of this quarter", body = Problem),
        OwnProblems
    )
)]
pub async fn take_report(
    State(state): State<AppState>,
    caller: Caller,
    Asked(asked): Asked<ReportQuery>,
) -> Result<Response, Error> {
    let report = report(&state, &caller, &asked).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"report-{}.csv\"", report.quarter)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, table(&report)).into_response())
}

/// The report as a table.
fn table(report: &TeamReport) -> String {
    let mut out = line(&COLUMNS.map(str::to_owned));
    for step in &report.steps {
        out.push_str(&line(&step_cells(report, *step)));
    }
    for measure in &report.measures {
        for item in &measure.items {
            out.push_str(&line(&item_cells(report, measure, item)));
        }
    }
    out
}

fn step_cells(report: &TeamReport, step: ReportStep) -> [String; 14] {
    let kind = match step.kind {
        ReportStepKind::Referred => "referred",
        ReportStepKind::Contacted => "contacted",
        ReportStepKind::ContactedInTime => "contacted_in_time",
        ReportStepKind::FirstVisit => "first_visit",
        ReportStepKind::SecondVisit => "second_visit",
    };
    let mut cells: [String; 14] = Default::default();
    cells[0] = text(&report.quarter);
    cells[1] = text(&report.team_name);
    cells[2] = text(kind);
    cells[7] = number(step.people);
    cells[8] = number(step.median_days);
    cells
}

fn item_cells(report: &TeamReport, measure: &ReportMeasure, item: &ReportItem) -> [String; 14] {
    [
        text(&report.quarter),
        text(&report.team_name),
        text("measure"),
        text(&measure.measure),
        measure.version.to_string(),
        text(&item.item),
        text(&item.words),
        number(item.people),
        String::new(),
        number(item.up),
        number(item.same),
        number(item.down),
        tenths(item.before_tenths),
        tenths(item.after_tenths),
    ]
}

/// A line of cells. Source: RFC 4180.
fn line(cells: &[String; 14]) -> String {
    format!("{}\r\n", cells.join(","))
}

/// Words as a cell. What a program could take for a formula is told to be words; what would end the cell is quoted.
fn text(words: &str) -> String {
    let guarded =
        if words.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{words}") } else { words.to_owned() };
    if guarded.contains([',', '"', '\r', '\n']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

fn number(number: Option<u32>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// A mean of tenths as a decimal number: 72 is `7.2`.
fn tenths(tenths: Option<u32>) -> String {
    tenths.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use csv::ReaderBuilder;

    use super::*;

    fn report(team_name: &str) -> TeamReport {
        let item = ReportItem {
            item: "happy".to_owned(),
            words: "Overall, how \"happy\"?".to_owned(),
            people: Some(33),
            up: Some(23),
            same: None,
            down: None,
            before_tenths: Some(42),
            after_tenths: Some(70),
        };
        let step = |kind, people, median_days| ReportStep { kind, people, median_days };
        TeamReport {
            team: TeamId(uuid::Uuid::nil()),
            team_name: team_name.to_owned(),
            quarter: "2026-q4".to_owned(),
            from: "2026-10-01".parse().unwrap(),
            to: "2026-12-31".parse().unwrap(),
            is_over: true,
            quarters: vec!["2026-q4".to_owned()],
            steps: vec![
                step(ReportStepKind::Referred, Some(40), None),
                step(ReportStepKind::Contacted, None, None),
                step(ReportStepKind::FirstVisit, Some(20), Some(9)),
            ],
            measures: vec![ReportMeasure { measure: "ons4".to_owned(), version: 1, items: vec![item] }],
        }
    }

    #[test]
    fn lines_are_as_described_and_held_back_numbers_are_empty() {
        let table = table(&report("Stileham"));
        let lines: Vec<&str> = table.split_terminator("\r\n").collect();
        assert_eq!(
            lines,
            [
                "quarter,team,kind,measure,version,item,words,people,median_days,up,same,down,before,after",
                "2026-q4,Stileham,referred,,,,,40,,,,,,",
                "2026-q4,Stileham,contacted,,,,,,,,,,,",
                "2026-q4,Stileham,first_visit,,,,,20,9,,,,,",
                "2026-q4,Stileham,measure,ons4,1,happy,\"Overall, how \"\"happy\"\"?\",33,,23,,,4.2,7.0",
            ]
        );
    }

    #[test]
    fn another_program_reads_every_cell_and_no_formula() {
        for (name, told) in [
            ("Team \"A\", North\nand South", "Team \"A\", North\nand South"),
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("a=b", "a=b"),
        ] {
            let table = table(&report(name));
            let mut reader = ReaderBuilder::new().from_reader(table.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), 4);
            assert!(rows.iter().all(|row| row.len() == COLUMNS.len() && &row[1] == told), "{name:?}: {table}");
        }
    }
}
