//! A private calendar address: told once, ended at once, and saying no more than was chosen.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Method;
use chrono::TimeDelta;
use serde_json::json;
use stile_api::http::Settings;
use uuid::Uuid;
use wire::{CalendarFeeds, FeedMade, FeedShows, Scope};

use super::super::judge;
use super::super::people_world::helper;
use super::super::raw_sql::RawSql;
use super::super::steps::{Browser, roomy, roomy_settings};
use super::super::support::{located_stores, stores};
use super::super::test_app::{Answer, KNITTING, TestApp, import, request};
use super::{Cast, agree, cast, goes, meeting, plan_of, record};

const ORIGIN: &str = "https://stile.example.org";

async fn make(of: &Cast<'_>, shows: &str) -> FeedMade {
    let answer = of.amina.post(&plan_of(of.person, "calendar-feed"), &json!({ "shows": shows })).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

async fn kept(of: &Cast<'_>) -> CalendarFeeds {
    of.amina.get(&plan_of(of.person, "calendar-feed")).await.json()
}

async fn end(browser: &Browser<'_>, of: &Cast<'_>) -> Answer {
    let headers = [("cookie", browser.cookie.as_str())];
    browser.app.send(request(Method::DELETE, &plan_of(of.person, "calendar-feed"), &headers, Body::empty())).await
}

/// What a calendar program is answered: it sends no cookie.
async fn fetch(app: &TestApp, address: &str) -> Answer {
    app.get(address.strip_prefix(ORIGIN).unwrap_or(address)).await
}

/// The properties of every event, unfolded, as RFC 5545 has them.
fn events(file: &str) -> Vec<Vec<(String, String)>> {
    assert!(file.ends_with("END:VCALENDAR\r\n") && !file.replace("\r\n", "").contains(['\r', '\n']), "{file}");
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
    let whole = file.replace("\r\n ", "");
    let mut events = Vec::new();
    for line in whole.split("\r\n").filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').unwrap();
        match line {
            "BEGIN:VEVENT" => events.push(Vec::new()),
            "END:VEVENT" | "BEGIN:VCALENDAR" | "END:VCALENDAR" => {}
            _ => {
                if let Some(event) = events.last_mut() {
                    event.push((name.to_owned(), value.to_owned()));
                }
            }
        }
    }
    events
}

fn of_all(file: &str, name: &str) -> Vec<String> {
    events(file).into_iter().flatten().filter(|(found, _)| found == name).map(|(_, value)| value).collect()
}

async fn with_origin(store: stile_api::store::Store) -> TestApp {
    TestApp::with(store, Settings { origin: ORIGIN.to_owned(), ..roomy_settings() }).await
}

#[tokio::test]
async fn a_calendar_that_shows_times_says_nothing_else() {
    for store in stores().await {
        let app = with_origin(store).await;
        let of = cast(&app).await;
        assert_eq!(kept(&of).await.feed, None);
        let going = goes(&of.amina, of.person).await;
        let talk = agree(&of, "2026-11-26T10:00:00.000Z").await;
        let made = make(&of, "times").await;
        assert!(made.address.starts_with("https://stile.example.org/calendar/") && made.address.ends_with(".ics"));
        assert_eq!(kept(&of).await.feed, Some(made.feed.clone()));
        assert_eq!((made.feed.shows, made.feed.asked_at), (FeedShows::Times, None));

        let answer = fetch(&app, &made.address).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-robots-tag"), "noindex");
        let file = answer.text();
        assert!(file.contains("REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n"), "{file}");
        assert!(file.contains("X-WR-CALNAME:My dates\r\n"), "{file}");
        // Eight Wednesdays ahead and a talk; what was before they went is not in it.
        let starts = of_all(file, "DTSTART");
        assert_eq!(starts.len(), 9, "{starts:?}");
        assert!(starts.contains(&"20261125T140000Z".to_owned()) && starts.contains(&"20261126T100000Z".to_owned()));
        assert!(of_all(file, "SUMMARY").iter().all(|summary| summary == "Something on"));
        assert!(of_all(file, "LOCATION").is_empty() && of_all(file, "DESCRIPTION").is_empty());
        let hidden = [KNITTING.to_string(), going.id.to_string(), of.person.to_string()];
        for told in ["Knit", "Village", "Amina", "Wen"].into_iter().chain(hidden.iter().map(String::as_str)) {
            assert!(!file.contains(told), "{told}: {file}");
        }
        let asked = kept(&of).await.feed.unwrap().asked_at;
        assert!(asked.is_some(), "that a calendar asks is told");
        // Whoever knows her and the talk finds neither: the ids are all different, and made with the server's secret.
        let uids: BTreeSet<String> = of_all(file, "UID").into_iter().collect();
        assert_eq!(uids.len(), 9, "{uids:?}");
        let guessed = Uuid::new_v5(&of.person.0, format!("talk {talk}").as_bytes());
        assert!(!uids.contains(&format!("{guessed}@stile")), "{uids:?}");
        // The same events have the same ids when it is asked again, an hour later.
        app.clock.advance(TimeDelta::hours(1));
        assert_eq!(of_all(fetch(&app, &made.address).await.text(), "UID"), of_all(file, "UID"));
    }
}

#[tokio::test]
async fn a_calendar_that_shows_names_still_names_no_talk() {
    for store in stores().await {
        let app = with_origin(store).await;
        let of = cast(&app).await;
        goes(&of.amina, of.person).await;
        agree(&of, "2026-11-26T10:00:00.000Z").await;
        let made = make(&of, "names").await;
        let file = fetch(&app, &made.address).await;
        let summaries = of_all(file.text(), "SUMMARY");
        assert_eq!(summaries.iter().filter(|one| *one == "Knit and natter").count(), 8, "{summaries:?}");
        assert_eq!(summaries.iter().filter(|one| *one == "Something on").count(), 1, "{summaries:?}");
        let places = of_all(file.text(), "LOCATION");
        assert!(
            places.iter().all(|place| place == "Village hall\\, 1 High Street\\, Stileham\\, QQ1 1AA"),
            "{places:?}"
        );
        assert!(!file.text().contains("Wen") && !file.text().contains("Amina"));
    }
}

#[tokio::test]
async fn what_they_cannot_go_to_and_what_rests_is_not_in_it() {
    for store in stores().await {
        let app = with_origin(store).await;
        let of = cast(&app).await;
        goes(&of.amina, of.person).await;
        let made = make(&of, "times").await;
        let said = json!({ "meeting": meeting("2026-11-25"), "word": "cannot_go" });
        assert_eq!(of.amina.put(&plan_of(of.person, "meeting-words"), &said).await.status, 200);
        let starts = of_all(fetch(&app, &made.address).await.text(), "DTSTART");
        assert_eq!((starts.len(), starts.contains(&"20261125T140000Z".to_owned())), (7, false), "{starts:?}");
        import(&app.store, &[], &[KNITTING]).await;
        app.catalogue.refresh(&app.store).await.unwrap();
        assert!(events(fetch(&app, &made.address).await.text()).is_empty());
    }
}

#[tokio::test]
async fn the_last_weeks_stay_in_it() {
    for store in stores().await {
        let app = with_origin(store).await;
        let of = cast(&app).await;
        goes(&of.amina, of.person).await;
        record(&of.amina, of.person, meeting("2026-11-18"), "went").await;
        let made = make(&of, "times").await;
        app.clock.advance(TimeDelta::days(21));
        let starts = of_all(fetch(&app, &made.address).await.text(), "DTSTART");
        assert!(starts.contains(&"20261125T140000Z".to_owned()), "{starts:?}");
        app.clock.advance(TimeDelta::days(14));
        let starts = of_all(fetch(&app, &made.address).await.text(), "DTSTART");
        assert!(!starts.contains(&"20261125T140000Z".to_owned()), "{starts:?}");
    }
}

#[tokio::test]
async fn a_new_address_ends_the_old_and_ending_it_is_at_once() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = with_origin(located.store).await;
        let of = cast(&app).await;
        let first = make(&of, "times").await;
        let second = make(&of, "names").await;
        fetch(&app, &first.address).await.problem(404);
        assert_eq!(fetch(&app, &second.address).await.status, 200);
        // Whoever reads the tables reads no address.
        let token = second.address.rsplit('/').next().unwrap().trim_end_matches(".ics").to_owned();
        let kept = raw.texts("SELECT token FROM calendar_feed").await;
        assert_eq!(kept.len(), 1);
        assert!(kept[0] != token && kept[0].len() == 64);

        assert_eq!(end(&of.amina, &of).await.status, 204);
        fetch(&app, &second.address).await.problem(404);
        assert_eq!(kept_feed(&of).await, None);
        assert_eq!(end(&of.amina, &of).await.status, 204, "there is none, and nothing is done");
        for file in ["", "x", "x.ics", ".ics", "AAAA.ics", "%00.ics"] {
            let status = app.get(&format!("/calendar/{file}")).await.status;
            assert_eq!(status, 404, "{file}");
        }
        fetch(&app, second.address.trim_end_matches(".ics")).await.problem(404);
    }
}

async fn kept_feed(of: &Cast<'_>) -> Option<wire::CalendarFeed> {
    kept(of).await.feed
}

#[tokio::test]
async fn nobody_else_makes_sees_or_ends_it() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let made = make(&of, "times").await;
        let all = Browser::of(&app, &helper(&app, of.person, "all@example.org", &Scope::ALL).await.0);
        for browser in [&all, &of.wen.1] {
            browser.get(&plan_of(of.person, "calendar-feed")).await.problem(404);
            browser.post(&plan_of(of.person, "calendar-feed"), &json!({ "shows": "names" })).await.problem(404);
            end(browser, &of).await.problem(404);
        }
        assert_eq!(kept_feed(&of).await, Some(made.feed));
        of.amina.post(&plan_of(of.person, "calendar-feed"), &json!({ "shows": "all" })).await.problem(400);
    }
}

#[tokio::test]
async fn another_program_reads_the_same_calendar() {
    for store in stores().await {
        let app = with_origin(store).await;
        let of = cast(&app).await;
        goes(&of.amina, of.person).await;
        agree(&of, "2026-11-26T10:00:00.000Z").await;
        let mut files = Vec::new();
        for shows in ["times", "names"] {
            let made = make(&of, shows).await;
            files.push(fetch(&app, &made.address).await.text().to_owned());
        }
        let Some(read) = judge::ask("calendar_read.py", &json!({ "files": files })) else { return };
        for (file, (read, summary)) in
            files.iter().zip(read.as_array().unwrap().iter().zip(["Something on", "Knit and natter"]))
        {
            assert_eq!(read["version"], "2.0");
            let found = read["events"].as_array().unwrap();
            assert_eq!(found.len(), 9, "{file}");
            let meeting = found.iter().find(|event| event["DTSTART"] == "2026-11-25T14:00:00Z").unwrap();
            assert_eq!(meeting["SUMMARY"], summary);
            assert_eq!(meeting.get("LOCATION").is_some(), summary != "Something on", "{meeting}");
            assert!(found.iter().any(|event| event["DTSTART"] == "2026-11-26T10:00:00Z"), "{file}");
        }
    }
}
