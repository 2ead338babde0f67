//! The app's files and its page, with the first results drawn in.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::body::Body;
use axum::http::{Method, StatusCode};
use uuid::Uuid;
use wire::{GroupId, PlaceId};

use super::support::stores;
use super::test_app::{
    DESK, HOSTILE, HOSTILE_NAME, HOW, INDEX, KNITTING, ME, MESSAGES, NEWS, OUTINGS, PLAN, PROGRESS, REFER, TEAM,
    TestApp, VISITS, WEEK, group, import, request,
};

#[tokio::test]
async fn every_page_of_the_public_app_is_the_same_page() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let group = format!("/groups/{}", Uuid::from_u128(77));
        for address in ["/", "/about", group.as_str(), "/index.html"] {
            let answer = app.get(address).await;
            assert_eq!((answer.status, answer.text()), (StatusCode::OK, INDEX), "{address}");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
            assert_eq!(answer.header("cache-control"), "no-cache");
        }
    }
}

#[tokio::test]
async fn each_of_the_other_apps_has_its_page() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let helper = format!("/me/helpers/{}", Uuid::from_u128(77));
        let referral = format!("/desk/referrals/{}", Uuid::from_u128(77));
        let (helped, thread) =
            (format!("/me/messages/{}", Uuid::from_u128(77)), format!("/desk/messages/{}", Uuid::from_u128(77)));
        for (address, page) in [
            ("/refer/words", REFER),
            ("/refer/sent", REFER),
            ("/referral", REFER),
            ("/refer.html", REFER),
            ("/sign-in", ME),
            ("/sign-in/link?code=1", ME),
            ("/me", ME),
            ("/me/safe-contact", ME),
            (helper.as_str(), ME),
            ("/desk", DESK),
            ("/desk/sign-in", DESK),
            ("/desk/staff", TEAM),
            (referral.as_str(), DESK),
            ("/me/messages", MESSAGES),
            ("/me/inbox", NEWS),
            ("/me/plan", PLAN),
            ("/me/plan/groups/01890a5d-ac96-774b-bcce-b302099a8057", OUTINGS),
            ("/me/plan/week", WEEK),
            ("/me/plan/visits", VISITS),
            ("/me/plan/how", HOW),
            ("/desk/quiet", PROGRESS),
            ("/me/complaints", NEWS),
            ("/desk/messages", MESSAGES),
            (helped.as_str(), MESSAGES),
            (thread.as_str(), MESSAGES),
        ] {
            let answer = app.get(address).await;
            assert_eq!((answer.status, answer.text()), (StatusCode::OK, page), "{address}");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
            assert_eq!(answer.header("cache-control"), "no-cache");
        }
    }
}

#[tokio::test]
async fn dead_links_open_their_app_with_404() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for (address, page) in [
            ("/wp-admin", INDEX),
            ("/groups/7", INDEX),
            ("/refer", REFER),
            ("/refer/", REFER),
            ("/referral/7", REFER),
            ("/groups/", INDEX),
            ("/me/nothing", ME),
            ("/sign-in/nothing", ME),
            ("/desk/people/7", DESK),
            ("/me/messages/7", MESSAGES),
            ("/desk/messages/nobody/here", MESSAGES),
        ] {
            let answer = app.get(address).await;
            assert_eq!((answer.status, answer.text()), (StatusCode::NOT_FOUND, page), "{address}");
        }
    }
}

#[tokio::test]
async fn files_that_are_not_there_are_not_found() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        for address in [
            "/missing.js",
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "/.env",
            "/stile-app-0123456789abcdef_bg.wasm.br",
            "//etc/passwd.txt",
        ] {
            assert_eq!(app.get(address).await.problem(404).message, "there is nothing at this address", "{address}");
        }
    }
}

#[tokio::test]
async fn named_by_content_is_kept_for_ever_and_the_rest_is_asked_for_again() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let module = app.get("/stile-app-0123456789abcdef_bg.wasm").await;
        assert_eq!(module.header("content-type"), "application/wasm");
        assert_eq!(module.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!((module.text(), module.header("content-encoding")), ("module", ""));
        let packed = app.get_with("/stile-app-0123456789abcdef_bg.wasm", &[("accept-encoding", "gzip, br")]).await;
        assert_eq!((packed.text(), packed.header("content-encoding")), ("packed", "br"));
        assert_eq!(packed.header("content-type"), "application/wasm");
        for (address, content_type) in [
            ("/sw.js", "text/javascript; charset=utf-8"),
            ("/manifest.webmanifest", "application/manifest+json"),
            ("/help-now.html", "text/html; charset=utf-8"),
        ] {
            let answer = app.get(address).await;
            assert_eq!(answer.header("cache-control"), "no-cache", "{address}");
            assert_eq!(answer.header("content-type"), content_type, "{address}");
            let again = app.get_with(address, &[("if-none-match", answer.header("etag"))]).await;
            assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{address}");
            assert_eq!(again.header("etag"), answer.header("etag"), "{address}");
        }
    }
}

#[tokio::test]
async fn head_tells_the_length_without_the_file() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let head = app.send(request(Method::HEAD, "/stile-app-0123456789abcdef_bg.wasm", &[], Body::empty())).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
        assert_eq!(head.header("content-length"), "module".len().to_string());
    }
}

#[tokio::test]
async fn results_are_in_the_page_before_the_app_is() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let answer = app.get("/groups?near=QQ1+1AA&q=&free=perhaps").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "private, no-cache");
        let link = "</api/groups?near=QQ1+1AA>; rel=preload; as=fetch; crossorigin";
        assert_eq!(answer.header("link"), link, "the app's first request comes with the app");
        let (before, _) = INDEX.split_once("<!--results-->").unwrap();
        let drawn = answer.text().strip_prefix(before).unwrap().strip_suffix("</div>").unwrap();
        assert!(!drawn.contains("<p>start</p>"), "in the place of the start: {drawn}");
        assert!(drawn.contains("What’s on near QQ1 1AA</h1>"), "{drawn}");
        assert!(drawn.contains("<p class=\"results-count\">2 groups</p>"), "{drawn}");
        assert!(drawn.contains(&format!("<a href=\"/groups/{KNITTING}?near=QQ1+1AA\">Knit and natter</a>")), "{drawn}");
        assert!(drawn.contains("<p class=\"card-when\">Wednesday, 2pm</p>"), "{drawn}");
        assert!(drawn.find(&KNITTING.to_string()) < drawn.find(&HOSTILE.to_string()), "the nearest first");
    }
}

#[tokio::test]
async fn first_question_is_in_the_page_before_the_app_is() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let (before, _) = REFER.split_once("<!--fetching-->").unwrap();
        for (address, question) in [
            ("/refer/who", "<p>whom?</p>"),
            ("/refer/who?for=me", "<p>what?</p>"),
            ("/refer/who?for=someone", "<p>what for them?</p>"),
        ] {
            let answer = app.get(address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            assert_eq!(answer.text(), format!("{before}{question}</div>"), "in the place of the line: {address}");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
            assert_eq!(answer.header("cache-control"), "no-cache");
            assert_eq!(answer.header("content-security-policy"), app.get("/").await.header("content-security-policy"));
        }
        let head = app.send(request(Method::HEAD, "/refer/who", &[], Body::empty())).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
        let post = app.send(request(Method::POST, "/refer/who", &[], Body::empty())).await;
        assert_eq!((post.status, post.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD"));
    }
}

#[tokio::test]
async fn what_is_shared_is_left_to_the_app() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let link = format!("/groups?shared=http%3A%2F%2Fstile.test%2Fgroups%2F{KNITTING}");
        for address in [link, "/groups?shared=".to_owned()] {
            let answer = app.get(&address).await;
            assert_eq!((answer.status, answer.text()), (StatusCode::OK, INDEX), "nothing is drawn, nobody is sent on");
            assert_eq!(answer.header("link"), "");
        }
    }
}

#[tokio::test]
async fn hostile_text_in_a_page_stays_text() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let hostile: String = url::form_urlencoded::byte_serialize(HOSTILE_NAME.as_bytes()).collect();
        for address in ["/groups".to_owned(), format!("/groups?near={hostile}"), format!("/groups?q={hostile}")] {
            let page = app.get(&address).await;
            assert_eq!(page.text().matches("<script").count(), 1, "only our own: {}", page.text());
        }
        let list = app.get("/groups").await;
        assert!(list.text().contains("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"), "{}", list.text());
    }
}

#[tokio::test]
async fn several_places_can_be_chosen_from_without_the_app() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let page = app.get("/groups?near=ashford&day=we").await;
        assert_eq!(page.text().matches("<li><a class=\"button button-second\" href=\"/groups?near=Ashford").count(), 3);
        assert_eq!(page.text().matches("&amp;day=we\"").count(), 3, "the filters stay: {}", page.text());
    }
}

#[tokio::test]
async fn page_of_results_is_compressed_on_the_way() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let more = (10..20).map(|number| {
            let record = group("Another group", PlaceId(Uuid::from_u128(number)), 53.06, -1.85);
            (GroupId(Uuid::from_u128(number)), record)
        });
        import(&app.store, &more.collect::<Vec<_>>(), &[]).await;
        app.catalogue.refresh(&app.store).await.unwrap();
        let page = app.get_with("/groups?near=QQ1", &[("accept-encoding", "br")]).await;
        assert_eq!(page.header("content-encoding"), "br");
        let plain = app.get("/groups?near=QQ1").await;
        assert!(page.body.len() * 2 < plain.body.len());
        assert_eq!(plain.text().matches("<li class=\"card\">").count(), 10, "the first ten of twelve");
    }
}
