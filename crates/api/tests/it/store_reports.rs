//! Reports are kept once, however often they are sent.

#![expect(clippy::unwrap_used, reason = "tests")]

use stile_api::store::KeptReport;
use uuid::Uuid;
use wire::{CreateReport, GroupId, ReportId, ReportKind};

use super::support::{at, stores};

fn report(number: u128, words: &str) -> CreateReport {
    CreateReport {
        id: ReportId(Uuid::from_u128(number)),
        group: GroupId(Uuid::from_u128(99)),
        kind: ReportKind::WrongTime,
        words: words.into(),
    }
}

#[tokio::test]
async fn a_report_is_kept_once_and_never_exchanged() {
    for store in stores().await {
        let first = report(1, "It is at two now.");
        let moment = at("2026-11-23T10:00:00Z");
        let keep = async |report: &CreateReport, at| store.create_report(report, None, at).await.unwrap();
        assert_eq!(keep(&first, moment).await, KeptReport::New { is_awaited: false });
        assert_eq!(keep(&first, at("2026-12-01T10:00:00Z")).await, KeptReport::Same { is_awaited: false });
        assert_eq!(keep(&report(1, "Something else."), moment).await, KeptReport::Different);
        assert_eq!(keep(&report(2, ""), at("2026-11-22T10:00:00Z")).await, KeptReport::New { is_awaited: false });

        let kept = store.list_reports().await.unwrap();
        assert_eq!(kept.iter().map(|kept| kept.report.id.0.as_u128()).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(kept[1].report, first);
        assert_eq!(kept[1].reported_at, moment);
    }
}
