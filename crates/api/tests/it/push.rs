//! Notices by push, to a push service that listens to us. What it gets is opened by somebody else's code.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::SecretKey;
use p256::elliptic_curve::sec1::ToEncodedPoint as _;
use serde_json::{Value, json};
use stile_api::clock::{Clock, SystemClock};
use stile_api::notices::push::{are_keys, is_allowed};
use stile_api::notices::{NoticesConfig, Outgoing, Push, PushError, PushKey, PushSender, Urgency};
use stile_api::random;
use tokio::net::TcpListener;
use uuid::Uuid;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::judge::ask;

const CONTACT: &str = "mailto:post@example.org";
const NAVIGATE: &str = "https://stile.example.org/me/inbox";
/// The payload, what marks its end, the seal, and before it: salt, length, and our key of the day. Source: RFC 8188.
const FULL: usize = 512 + 1 + 16 + (16 + 4 + 1 + 65);
/// Long enough for an answer of this machine, even of a busy one.
const PATIENCE: Duration = Duration::from_secs(10);

/// A browser with keys of its own.
struct Browser {
    secret: SecretKey,
    auth: [u8; 16],
}

impl Browser {
    fn new() -> Self {
        Self { secret: SecretKey::from_slice(&random::bytes::<32>()).unwrap(), auth: random::bytes() }
    }

    /// A notice for it, by way of a push service.
    fn push(&self, service: &str) -> Push {
        Push {
            id: Uuid::now_v7(),
            endpoint: format!("{service}/push/mary"),
            p256dh: URL_SAFE_NO_PAD.encode(self.secret.public_key().to_encoded_point(false).as_bytes()),
            auth: URL_SAFE_NO_PAD.encode(self.auth),
            title: "Stile".to_owned(),
            body: "You have an update.".to_owned(),
            navigate: NAVIGATE.to_owned(),
        }
    }
}

fn this_machine() -> Vec<String> {
    vec!["127.0.0.1".to_owned()]
}

fn sender(patience: Duration) -> PushSender {
    PushSender::new(&PushKey::fresh().secret(), CONTACT, this_machine(), patience).unwrap()
}

async fn service(response: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(response).mount(&server).await;
    server
}

/// What comes of a notice that this service answers so, and how many requests there were.
async fn answered(response: ResponseTemplate) -> (Result<(), PushError>, usize) {
    let server = service(response).await;
    let sent = sender(PATIENCE).send(&Browser::new().push(&server.uri()), Urgency::Normal).await;
    (sent, server.received_requests().await.unwrap().len())
}

fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    request.headers.get(name).unwrap_or_else(|| panic!("there is no {name}")).to_str().unwrap()
}

#[tokio::test]
async fn notice_arrives_as_the_standards_ask() {
    let server = MockServer::start().await;
    let created = Mock::given(method("POST")).and(path("/push/mary")).respond_with(ResponseTemplate::new(201));
    created.mount(&server).await;
    let push = Browser::new().push(&server.uri());
    assert!(are_keys(&push.p256dh, &push.auth) && is_allowed(&push.endpoint, &this_machine()));
    let sender = sender(PATIENCE);
    sender.send(&push, Urgency::Normal).await.unwrap();
    sender.send(&push, Urgency::VeryLow).await.unwrap();

    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 2);
    let request = &requests[0];
    assert_eq!(header(request, "ttl"), "14400");
    assert_eq!(header(request, "urgency"), "normal");
    assert_eq!(header(&requests[1], "urgency"), "very-low");
    assert_eq!(header(request, "content-encoding"), "aes128gcm");
    assert_eq!(header(request, "content-type"), "application/octet-stream");
    let topic = header(request, "topic");
    assert!((1..=32).contains(&topic.len()) && topic.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{topic}");
    assert_eq!(header(&requests[1], "topic"), topic, "a newer notice takes the place of one that waits");
    let authorization = header(request, "authorization");
    assert!(authorization.starts_with("vapid t=") && authorization.ends_with(&format!("k={}", sender.public_key())));
    assert_eq!(request.body.len(), FULL);
    assert_ne!(request.body, requests[1].body, "each has a key of its own");
}

#[tokio::test]
async fn length_of_a_notice_says_nothing() {
    let server = service(ResponseTemplate::new(201)).await;
    let (sender, browser) = (sender(PATIENCE), Browser::new());
    for body in ["", "You have an update.", "Mae gennych chi ddiweddariad.", "Masz nową wiadomość."] {
        let push = Push { body: body.to_owned(), ..browser.push(&server.uri()) };
        sender.send(&push, Urgency::Normal).await.unwrap();
    }
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.iter().map(|request| request.body.len()).collect::<Vec<_>>(), [FULL; 4]);
}

#[tokio::test]
async fn browser_opens_what_nobody_else_can() {
    let server = service(ResponseTemplate::new(201)).await;
    let browser = Browser::new();
    let push = browser.push(&server.uri());
    sender(PATIENCE).send(&push, Urgency::Normal).await.unwrap();
    let requests = server.received_requests().await.unwrap();
    let asked = json!({
        "private": URL_SAFE_NO_PAD.encode(browser.secret.to_bytes()),
        "auth": push.auth,
        "body": URL_SAFE_NO_PAD.encode(&requests[0].body),
        "authorization": header(&requests[0], "authorization"),
    });
    let Some(opened) = ask("push_open.py", &asked) else { return };
    let text = opened["text"].as_str().unwrap();
    assert_eq!(text.as_bytes(), push.payload());
    let expected = json!({
        "web_push": 8030,
        "notification": {
            "title": "Stile",
            "body": "You have an update.",
            "navigate": NAVIGATE,
            "silent": false,
            "tag": "update",
        },
    });
    assert_eq!(serde_json::from_str::<Value>(text).unwrap(), expected);

    assert_eq!((&opened["is_signed"], &opened["header"]), (&json!(true), &json!({"typ": "JWT", "alg": "ES256"})));
    assert_eq!((&opened["claims"]["aud"], &opened["claims"]["sub"]), (&json!(server.uri()), &json!(CONTACT)));
    let hours = (opened["claims"]["exp"].as_i64().unwrap() - SystemClock.now().timestamp()) / 60 / 60;
    assert!((1..=12).contains(&hours), "{hours}");

    // The judge would notice.
    let other = Browser::new();
    let mut changed = requests[0].body.clone();
    *changed.last_mut().unwrap() ^= 1;
    for (what, another) in [
        ("private", URL_SAFE_NO_PAD.encode(other.secret.to_bytes())),
        ("auth", URL_SAFE_NO_PAD.encode(other.auth)),
        ("body", URL_SAFE_NO_PAD.encode(changed)),
    ] {
        let mut asked = asked.clone();
        asked[what] = another.into();
        assert_eq!(ask("push_open.py", &asked).unwrap()["text"], Value::Null, "{what}");
    }
    let mut asked = asked;
    let forged = header(&requests[0], "authorization").rsplit_once("k=").unwrap().0.to_owned();
    asked["authorization"] = format!("{forged}k={}", PushKey::fresh().public()).into();
    assert_eq!(ask("push_open.py", &asked).unwrap()["is_signed"], false);
}

#[tokio::test]
async fn answers_say_what_to_do_next() {
    let later = |seconds: Option<u64>| Err(PushError::Later { after: seconds.map(Duration::from_secs) });
    let busy = |after: &str| ResponseTemplate::new(429).insert_header("Retry-After", after);
    for (response, expected) in [
        (ResponseTemplate::new(200), Ok(())),
        (ResponseTemplate::new(201), Ok(())),
        (ResponseTemplate::new(202), Ok(())),
        (ResponseTemplate::new(404), Err(PushError::Gone)),
        (ResponseTemplate::new(410), Err(PushError::Gone)),
        (ResponseTemplate::new(400), Err(PushError::Refused)),
        (ResponseTemplate::new(401), Err(PushError::Refused)),
        (ResponseTemplate::new(403), Err(PushError::Refused)),
        (ResponseTemplate::new(429), later(None)),
        (busy("90"), later(Some(90))),
        (busy("86400"), later(Some(3600))),
        (busy("Fri, 01 Jan 2100 00:00:00 GMT"), later(Some(3600))),
        (ResponseTemplate::new(500), later(None)),
        (ResponseTemplate::new(503).insert_header("Retry-After", "7"), later(Some(7))),
    ] {
        let (sent, requests) = answered(response.set_body_string("no push/mary")).await;
        assert_eq!((sent, requests), (expected, 1));
        assert!(!format!("{sent:?}").contains("mary"));
    }
}

#[tokio::test]
async fn notice_that_is_too_large_is_tried_once_more_without_its_padding() {
    let server = MockServer::start().await;
    let narrow = |request: &Request| {
        let status: u16 = if request.body.len() == FULL { 413 } else { 201 };
        ResponseTemplate::new(status)
    };
    Mock::given(method("POST")).respond_with(narrow).mount(&server).await;
    sender(PATIENCE).send(&Browser::new().push(&server.uri()), Urgency::Normal).await.unwrap();
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 2);
    assert!(requests[1].body.len() < FULL);
    assert_eq!(header(&requests[0], "topic"), header(&requests[1], "topic"));
}

#[tokio::test]
async fn notice_that_is_too_large_at_its_smallest_is_given_up() {
    assert_eq!(answered(ResponseTemplate::new(413)).await, (Err(PushError::TooLarge), 2));
}

#[tokio::test]
async fn service_that_says_nothing_is_not_waited_for() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let push = Browser::new().push(&format!("http://{}", silent.local_addr().unwrap()));
    let sender = sender(Duration::from_millis(200));
    let since = Instant::now();
    assert_eq!(sender.send(&push, Urgency::Normal).await, Err(PushError::Later { after: None }));
    assert!(since.elapsed() < Duration::from_secs(5));
    // Nor is one that is not there.
    drop(silent);
    assert_eq!(sender.send(&push, Urgency::Normal).await, Err(PushError::Later { after: None }));
}

#[tokio::test]
async fn service_that_never_finishes_its_answer_is_not_waited_for() {
    let server = service(ResponseTemplate::new(201).set_delay(Duration::from_secs(20))).await;
    let since = Instant::now();
    let sent = sender(Duration::from_millis(200)).send(&Browser::new().push(&server.uri()), Urgency::Normal).await;
    assert_eq!(sent, Err(PushError::Later { after: None }));
    assert!(since.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn notice_is_never_handed_on_to_another_address() {
    let elsewhere = service(ResponseTemplate::new(201)).await;
    for status in [301_u16, 302, 303, 307, 308] {
        let (sent, requests) =
            answered(ResponseTemplate::new(status).insert_header("Location", elsewhere.uri().as_str())).await;
        assert_eq!((sent, requests), (Err(PushError::Later { after: None }), 1), "{status}");
    }
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn address_that_is_no_push_service_is_never_called() {
    let server = service(ResponseTemplate::new(201)).await;
    let push = Browser::new().push(&server.uri());
    let services = [Vec::new(), vec!["localhost".to_owned()], vec!["push.example.org".to_owned()]];
    for hosts in services {
        let sender = PushSender::new(&PushKey::fresh().secret(), CONTACT, hosts, PATIENCE).unwrap();
        assert_eq!(sender.send(&push, Urgency::Normal).await, Err(PushError::Refused));
    }
    let port = server.address().port();
    for endpoint in [format!("https://127.0.0.1:{port}/push/mary"), format!("http://me@127.0.0.1:{port}/push/mary")] {
        let push = Push { endpoint, ..push.clone() };
        assert_eq!(sender(PATIENCE).send(&push, Urgency::Normal).await, Err(PushError::Refused));
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn notice_without_keys_is_not_sent_open() {
    let server = service(ResponseTemplate::new(201)).await;
    let push = Browser::new().push(&server.uri());
    for bad in [
        Push { p256dh: String::new(), ..push.clone() },
        Push { p256dh: URL_SAFE_NO_PAD.encode([4; 65]), ..push.clone() },
        Push { auth: String::new(), ..push.clone() },
    ] {
        assert_eq!(sender(PATIENCE).send(&bad, Urgency::Normal).await, Err(PushError::Refused));
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn pushes_go_out_by_the_settings() {
    let server = service(ResponseTemplate::new(201)).await;
    let key = PushKey::fresh();
    let config = NoticesConfig {
        push_key: Some(key.secret().into()),
        push_contact: Some(CONTACT.to_owned()),
        push_hosts: Some("127.0.0.1, push.example.org".to_owned()),
        ..NoticesConfig::default()
    };
    let outgoing = Outgoing::new(&config, true).unwrap();
    assert!(outgoing.has_push());
    assert_eq!(outgoing.push_key(), Some(key.public()));
    assert_eq!(outgoing.push_hosts(), ["127.0.0.1", "push.example.org"]);
    outgoing.send_push(&Browser::new().push(&server.uri()), Urgency::Normal).await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
    assert!(!format!("{outgoing:?} {config:?}").contains(&key.secret()));
}

#[tokio::test]
async fn key_may_be_in_a_file() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let key = PushKey::fresh();
    std::fs::write(file.path(), format!("{}\n", key.secret())).unwrap();
    let config = NoticesConfig {
        push_key: Some(PushKey::fresh().secret().into()),
        push_key_file: Some(file.path().to_owned()),
        push_contact: Some(CONTACT.to_owned()),
        ..NoticesConfig::default()
    };
    assert_eq!(Outgoing::new(&config, true).unwrap().push_key(), Some(key.public()), "the file wins");
}

#[tokio::test]
async fn without_a_key_nothing_goes_by_push() {
    let server = service(ResponseTemplate::new(201)).await;
    let outgoing = Outgoing::new(&NoticesConfig::default(), true).unwrap();
    assert!(!outgoing.has_push());
    assert_eq!(outgoing.push_key(), None);
    assert!(outgoing.push_hosts().is_empty());
    let sent = outgoing.send_push(&Browser::new().push(&server.uri()), Urgency::Normal).await;
    assert_eq!(sent, Err(PushError::Later { after: None }));
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[test]
fn half_a_setting_is_refused() {
    let nothing = NoticesConfig::default();
    let whole = NoticesConfig {
        push_key: Some(PushKey::fresh().secret().into()),
        push_contact: Some(CONTACT.to_owned()),
        ..nothing.clone()
    };
    assert!(Outgoing::new(&whole, true).is_ok());
    for half in [
        NoticesConfig { push_contact: None, ..whole.clone() },
        NoticesConfig { push_key: None, ..whole.clone() },
        NoticesConfig { push_key: Some("an invented key".into()), ..whole.clone() },
        NoticesConfig { push_contact: Some("post@example.org".to_owned()), ..whole.clone() },
        NoticesConfig { push_hosts: Some("https://push.example.org".to_owned()), ..whole.clone() },
        NoticesConfig { push_hosts: Some("push.example.org".to_owned()), ..nothing },
    ] {
        let error = format!("{:#}", Outgoing::new(&half, true).unwrap_err());
        assert!(error.contains("STILE_PUSH_") && !error.contains("invented"), "{error}");
    }
}
