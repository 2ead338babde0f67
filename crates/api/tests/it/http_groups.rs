//! `/api/groups` and `/api/reports`: looking for groups, and saying that something about one is wrong.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::HashSet;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use uuid::Uuid;
use wire::{
    CreateReport, ErrorCode, FieldCode, FieldProblem, Group, GroupId, GroupPage, Near, PlaceId, ReportId, ReportKept,
    ReportKind, Standing,
};

use super::support::stores;
use super::test_app::{GONE, HALL, HOSTILE, KNITTING, TestApp, group, import, request};

fn ids(page: &GroupPage) -> Vec<GroupId> {
    page.groups.iter().map(|group| group.id).collect()
}

#[tokio::test]
async fn nearest_group_comes_first() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let answer = app.get("/api/groups?near=QQ1%201AA").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("cache-control"), "private, max-age=60");
        let page: GroupPage = answer.json();
        assert_eq!(ids(&page), [KNITTING, HOSTILE], "and the gone one not at all");
        assert_eq!((page.total, page.next), (2, None));
        let Near::Found { origin } = page.near else { panic!("the postcode is known") };
        assert_eq!(origin.label, "QQ1 1AA");
        let metres = page.groups[0].distance_metres.unwrap();
        assert!((90..=130).contains(&metres), "{metres}");
    }
}

#[tokio::test]
async fn place_that_is_not_one_place_lists_nothing() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let unknown: GroupPage = app.get("/api/groups?near=Nowhere").await.json();
        assert!(matches!(unknown.near, Near::Unknown { offer: None }) && unknown.groups.is_empty());
        let several: GroupPage = app.get("/api/groups?near=Ashford").await.json();
        assert!(matches!(several.near, Near::Choose { .. }) && several.groups.is_empty());
    }
}

#[tokio::test]
async fn filters_that_cannot_be_read_are_named() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let problem = app.get("/api/groups?day=we,xx&age=200&free=").await.problem(400);
        let fields: HashSet<String> = problem.fields.into_iter().map(|problem| problem.field).collect();
        assert_eq!(fields, HashSet::from(["day".to_owned(), "age".to_owned()]));
        assert_eq!(app.get("/api/groups?cursor=nonsense").await.problem(400).fields[0].field, "cursor");
        assert_eq!(app.get("/api/groups?q=a&q=b").await.problem(400).code, ErrorCode::BadRequest);
        assert_eq!(app.get("/api/groups?q=%00").await.problem(400).code, ErrorCode::BadRequest);
    }
}

#[tokio::test]
async fn day_without_meetings_finds_nothing_and_says_what_to_loosen() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let page: GroupPage = app.get("/api/groups?near=QQ1&day=we").await.json();
        assert_eq!(page.total, 2);
        let page: GroupPage = app.get("/api/groups?near=QQ1&day=sa").await.json();
        assert_eq!(page.total, 0);
        assert!(page.loosen.iter().any(|loosen| loosen.filter == "day" && loosen.total == 2), "{:?}", page.loosen);
    }
}

#[tokio::test]
async fn every_group_is_on_exactly_one_page() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let many: Vec<_> = (1000..1045)
            .map(|number: u128| {
                let record = group(&format!("Group {number}"), PlaceId(Uuid::from_u128(number)), 53.1, -1.8);
                (GroupId(Uuid::from_u128(number)), record)
            })
            .collect();
        import(&app.store, &many, &[]).await;
        assert!(app.catalogue.refresh(&app.store).await.unwrap(), "the directory has changed");
        assert!(!app.catalogue.refresh(&app.store).await.unwrap(), "and not since");
        let (mut seen, mut address) = (Vec::new(), "/api/groups?near=QQ1".to_owned());
        loop {
            let page: GroupPage = app.get(&address).await.json();
            assert_eq!(page.total, 47);
            seen.extend(ids(&page));
            let Some(next) = page.next else { break };
            let cursor: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
            address = format!("/api/groups?near=QQ1&cursor={cursor}");
        }
        assert_eq!(seen.len(), 47);
        assert_eq!(seen.iter().collect::<HashSet<_>>().len(), 47);
    }
}

#[tokio::test]
async fn group_is_shown_whole() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let found: Group = app.get(&format!("/api/groups/{KNITTING}?near=QQ1%201AA")).await.json();
        assert_eq!((found.name.as_str(), found.source.feed.as_str()), ("Knit and natter", "Invented"));
        assert!(found.places[0].distance_metres.is_some());
        assert_eq!(found.meetings[0].date.to_string(), "2026-11-25");
        let from_nowhere: Group = app.get(&format!("/api/groups/{KNITTING}?near=Ashford")).await.json();
        assert_eq!(from_nowhere.places[0].distance_metres, None);
    }
}

#[tokio::test]
async fn group_that_is_gone_says_so() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let gone: Group = app.get(&format!("/api/groups/{GONE}")).await.json();
        assert_eq!(gone.standing, Standing::Gone);
    }
}

#[tokio::test]
async fn group_that_never_was_is_not_found() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for id in [Uuid::from_u128(77).to_string(), "7".to_owned(), "%00".to_owned()] {
            assert_eq!(app.get(&format!("/api/groups/{id}")).await.problem(404).code, ErrorCode::NotFound, "{id}");
        }
    }
}

#[tokio::test]
async fn dates_can_be_put_into_a_calendar() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let answer = app.get(&format!("/api/groups/{KNITTING}/calendar.ics")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
        assert_eq!(answer.header("content-disposition"), "attachment; filename=\"meeting.ics\"");
        assert!(answer.text().contains("DTSTART:20261125T140000Z\r\n"), "{}", answer.text());
        let here = app.get(&format!("/api/groups/{KNITTING}/calendar.ics?place={HALL}")).await;
        assert_eq!(here.text(), answer.text());
        let elsewhere = app.get(&format!("/api/groups/{KNITTING}/calendar.ics?place={}", Uuid::from_u128(5))).await;
        assert_eq!(elsewhere.problem(404).code, ErrorCode::NotFound);
        assert_eq!(app.get(&format!("/api/groups/{GONE}/calendar.ics")).await.problem(404).code, ErrorCode::NotFound);
        let unreadable = app.get(&format!("/api/groups/{KNITTING}/calendar.ics?place=hall")).await;
        assert_eq!(unreadable.problem(400).code, ErrorCode::BadRequest);
    }
}

fn report() -> CreateReport {
    CreateReport {
        id: ReportId(Uuid::from_u128(1)),
        group: KNITTING,
        kind: ReportKind::WrongTime,
        words: "It is at three now.".to_owned(),
    }
}

#[tokio::test]
async fn report_sent_twice_is_kept_once() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for _ in 0..2 {
            let answer = app.post("/api/reports", &report()).await;
            assert_eq!(answer.status, StatusCode::CREATED);
            assert_eq!(answer.json::<ReportKept>(), ReportKept { is_answered: false });
        }
        let other = CreateReport { kind: ReportKind::Ended, ..report() };
        assert_eq!(app.post("/api/reports", &other).await.problem(409).code, ErrorCode::Conflict);
        let kept = app.store.list_reports().await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].report, report());
    }
}

#[tokio::test]
async fn report_that_cannot_be_kept_says_why() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let nonsense = CreateReport { group: GroupId(Uuid::nil()), words: "é".repeat(1001), ..report() };
        let problem = app.post("/api/reports", &nonsense).await.problem(422);
        let field = |field: &str, code| FieldProblem { field: field.to_owned(), code };
        assert_eq!(problem.fields, [field("words", FieldCode::TooLong), field("group", FieldCode::NotOffered)]);
        let at_the_limit = CreateReport { words: "é".repeat(1000), ..report() };
        assert_eq!(app.post("/api/reports", &at_the_limit).await.status, StatusCode::CREATED);
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_refused() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let send = async |content_type: &str, body: String| {
            let headers = [("content-type", content_type)];
            app.send(request(Method::POST, "/api/reports", &headers, Body::from(body))).await
        };
        assert_eq!(send("text/plain", "{}".to_owned()).await.problem(415).code, ErrorCode::UnsupportedMediaType);
        assert_eq!(send("application/json", "{".to_owned()).await.problem(400).code, ErrorCode::BadRequest);
        assert_eq!(send("application/json", "{}".to_owned()).await.problem(400).code, ErrorCode::BadRequest);
        let large = format!("{{\"words\": \"{}\"}}", "a".repeat(70_000));
        assert_eq!(send("application/json", large).await.problem(413).code, ErrorCode::TooLarge);
        let with_nul = serde_json::to_string(&CreateReport { words: "a\0b".to_owned(), ..report() }).unwrap();
        assert_eq!(send("application/json", with_nul).await.problem(400).code, ErrorCode::BadRequest);
        assert!(app.store.list_reports().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn other_sites_cannot_send_anything() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for foreign in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "https://elsewhere.test")],
            &[("origin", "null")],
        ] {
            let answer = app.post_with("/api/reports", &report(), foreign).await;
            assert_eq!(answer.problem(403).code, ErrorCode::Forbidden, "{foreign:?}");
        }
        assert!(app.store.list_reports().await.unwrap().is_empty());
        for own in [&[("sec-fetch-site", "same-origin")][..], &[("origin", "https://stile.test")]] {
            assert_eq!(app.post_with("/api/reports", &report(), own).await.status, StatusCode::CREATED, "{own:?}");
        }
    }
}
