//! The link of a letter: programs that look at letters open it a thousand times and spend nothing; a press of a button
//! spends it, in whichever browser, once.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use chrono::TimeDelta;
use serde_json::{Value, json};
use stile_api::http::openapi;
use uuid::Uuid;
use wire::{ErrorCode, SpendLink, WhoAmI};

use super::super::support::stores;
use super::super::test_app::request;
use super::{Browser, Door, somebody};

const MARY: &str = "mary@example.org";
const SPEND: &str = "/api/sign-in/links/spend";

async fn press(browser: &mut Browser<'_>, token: &str) -> super::super::test_app::Answer {
    browser.post(SPEND, &SpendLink { token: token.to_owned() }).await
}

#[tokio::test]
async fn link_opens_any_browser_once() {
    for store in stores().await {
        let door = Door::new(store).await;
        let asked = door.browser().ask(MARY).await;
        let letter = door.last_to(MARY).await;
        let (page, _) = letter.link().unwrap().split_once('#').unwrap();
        assert_eq!(page, "http://localhost:8080/sign-in/link", "the token stands where no server sees it");
        let mut mail_app = door.browser();
        let me = somebody(&press(&mut mail_app, &letter.token()).await);
        assert_eq!(mail_app.me_somebody().await.account, me.account);
        let mut other = door.browser();
        assert_eq!(press(&mut other, &letter.token()).await.problem(422).code, ErrorCode::CodeOver);
        assert_eq!(press(&mut mail_app, &letter.token()).await.problem(422).code, ErrorCode::CodeOver);
        assert_eq!(mail_app.spend(&asked, &letter.code()).await.problem(422).code, ErrorCode::CodeOver);
        assert_eq!(other.me().await, WhoAmI::Nobody);
    }
}

#[tokio::test]
async fn link_that_was_made_up_or_is_old_opens_nothing() {
    for store in stores().await {
        let door = Door::new(store).await;
        let asked = door.browser().ask(MARY).await;
        let token = door.last_to(MARY).await.token();
        let mut browser = door.browser();
        let other_server = stile_api::auth::link_token(&stile_api::auth::Pepper::fresh(), asked.id);
        let flipped = format!("{}{}", &token[..token.len() - 2], if token.ends_with("AA") { "BB" } else { "AA" });
        for wrong in ["", "AAAA", &token[1..], &other_server, &flipped, &asked.id.to_string()] {
            assert_eq!(press(&mut browser, wrong).await.problem(422).code, ErrorCode::NotValid, "{wrong}");
        }
        let never_asked = stile_api::auth::link_token(&door.pepper, wire::CodeId(Uuid::now_v7()));
        assert_eq!(press(&mut browser, &never_asked).await.problem(422).code, ErrorCode::CodeOver);
        door.pass(TimeDelta::minutes(10));
        assert_eq!(press(&mut browser, &token).await.problem(422).code, ErrorCode::CodeOver);
        assert_eq!(browser.me().await, WhoAmI::Nobody);
    }
}

#[tokio::test]
async fn newer_letter_and_wrong_tries_end_a_link() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.ask(MARY).await;
        let older = door.last_to(MARY).await.token();
        let asked = phone.ask(MARY).await;
        assert_eq!(press(&mut door.browser(), &older).await.problem(422).code, ErrorCode::CodeOver);
        let newer = door.last_to(MARY).await.token();
        for _ in 0..5 {
            phone.spend_wrong(&asked).await;
        }
        assert_eq!(press(&mut door.browser(), &newer).await.problem(422).code, ErrorCode::CodeOver);
    }
}

/// A thousand fetches by what looks into letters, then every route that is not meant to be fetched at all, with the
/// cookies of the browser that asked.
#[tokio::test]
async fn scanners_spend_nothing() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let asked = phone.ask(MARY).await;
        let letter = door.last_to(MARY).await;
        let (token, code) = (letter.token(), letter.code());
        let pages = [
            "/sign-in/link".to_owned(),
            format!("/sign-in/link?token={token}"),
            format!("{SPEND}?token={token}"),
            format!("/api/sign-in/codes/{}/spend?code={code}", asked.id),
        ];
        let mut fetched = 0;
        while fetched < 1_000 {
            for page in &pages {
                for method in [Method::GET, Method::HEAD] {
                    let answer = phone.send(method, page, &()).await;
                    let is_page = page.starts_with("/sign-in/link");
                    let expected = if is_page { StatusCode::OK } else { StatusCode::METHOD_NOT_ALLOWED };
                    assert_eq!(answer.status, expected, "{page}");
                    assert_eq!(answer.header("set-cookie"), "", "{page}");
                    fetched += 1;
                }
            }
        }
        let body = json!({ "token": token, "code": code }).to_string();
        let mut tried = 0;
        for (path, operations) in serde_json::to_value(openapi()).unwrap()["paths"].as_object().unwrap() {
            if operations.get("post").is_none() || operations.get("get").is_some() {
                continue;
            }
            let address = filled(path, &asked.id.to_string());
            for method in [Method::GET, Method::HEAD] {
                let cookie = format!("__Host-c={}", phone.cookie("__Host-c").unwrap());
                let headers = [(header::COOKIE.as_str(), cookie.as_str()), ("content-type", "application/json")];
                let answer = door.app.send(request(method.clone(), &address, &headers, Body::from(body.clone()))).await;
                // Where a pattern with another method catches it, the guard refuses or nothing is found.
                let is_refused = matches!(answer.status.as_u16(), 401 | 404 | 405);
                assert!(is_refused, "{method} {path}: {}", answer.status);
                tried += 1;
            }
        }
        assert!(tried >= 50, "{tried} is not every route");
        assert_eq!(door.app.store.failures_this_hour(door.now()).await.unwrap(), 0);
        let me = somebody(&press(&mut door.browser(), &token).await);
        assert_eq!(press(&mut door.browser(), &token).await.problem(422).code, ErrorCode::CodeOver);
        assert!(me.is_fresh);
    }
}

#[tokio::test]
async fn page_behind_a_link_is_the_same_for_every_token() {
    for store in stores().await {
        let door = Door::new(store).await;
        door.browser().ask(MARY).await;
        let token = door.last_to(MARY).await.token();
        let page = door.app.get("/sign-in/link").await;
        let with = door.app.get(&format!("/sign-in/link?token={token}")).await;
        assert_eq!((page.status, page.body), (with.status, with.body));
        assert_eq!(page.headers.get("referrer-policy").unwrap(), "no-referrer");
    }
}

#[tokio::test]
async fn another_site_cannot_press_the_button() {
    for store in stores().await {
        let door = Door::new(store).await;
        door.browser().ask(MARY).await;
        let token = door.last_to(MARY).await.token();
        let body: Value = json!({ "token": token });
        for site in ["cross-site", "same-site"] {
            let answer = door.app.post_with(SPEND, &body, &[("sec-fetch-site", site)]).await;
            assert_eq!(answer.problem(403).code, ErrorCode::Forbidden);
        }
        somebody(&press(&mut door.browser(), &token).await);
    }
}

fn filled(path: &str, code: &str) -> String {
    path.split('/')
        .map(|part| match part {
            "{code}" => code.to_owned(),
            part if part.starts_with('{') => Uuid::now_v7().to_string(),
            part => part.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("/")
}
