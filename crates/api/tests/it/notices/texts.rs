//! Texts by a signed webhook and by GOV.UK Notify. What they are signed with is read by somebody else's code.

use std::time::Duration;

use serde_json::{Value, json};
use stile_api::clock::{Clock, SystemClock};
use stile_api::notices::{NoticesConfig, SendError, Text, code_text};
use stile_api::words::Words;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::{judge, outgoing};

const NUMBER: &str = "+447700900123";
const SECRET: &str = "an invented secret of our own, long enough";
const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
const NOTIFY_SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";
const TEMPLATE: &str = "f33517ff-2a88-4f6e-b855-c550268ce08a";

/// Says whether a webhook's signature is right, as a receiver would find out.
const SIGNATURE_JUDGE: &str = "
import hashlib, hmac, json, sys
asked = json.load(sys.stdin)
signed = asked['timestamp'].encode() + b'.' + asked['body'].encode()
right = 'v1=' + hmac.new(asked['secret'].encode(), signed, hashlib.sha256).hexdigest()
print(json.dumps(hmac.compare_digest(right, asked['signature'])))
";

/// Says what a JSON Web Token holds, and whether its signature is right.
const TOKEN_JUDGE: &str = "
import base64, hashlib, hmac, json, sys
asked = json.load(sys.stdin)
read = lambda part: base64.urlsafe_b64decode(part + '=' * (-len(part) % 4))
header, claims, signature = asked['token'].split('.')
right = hmac.new(asked['secret'].encode(), (header + '.' + claims).encode(), hashlib.sha256).digest()
print(json.dumps({'header': json.loads(read(header)), 'claims': json.loads(read(claims)),
                  'is_right': hmac.compare_digest(right, read(signature))}))
";

fn by_webhook(server: &MockServer) -> NoticesConfig {
    NoticesConfig {
        sms_webhook_url: Some(format!("{}/texts?key=1", server.uri()).into()),
        sms_webhook_secret: Some(SECRET.into()),
        ..NoticesConfig::default()
    }
}

fn by_notify(server: &MockServer) -> NoticesConfig {
    NoticesConfig {
        notify_key: Some(format!("my-test-key-{SERVICE}-{NOTIFY_SECRET}").into()),
        notify_sms_template: Some(TEMPLATE.to_owned()),
        notify_url: Some(format!("{}/", server.uri())),
        ..NoticesConfig::default()
    }
}

async fn carrier(response: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(response).mount(&server).await;
    server
}

fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    request.headers.get(name).unwrap_or_else(|| panic!("there is no {name}")).to_str().unwrap()
}

fn is_now(timestamp: i64) -> bool {
    (SystemClock.now().timestamp() - timestamp).abs() <= 20
}

#[tokio::test]
async fn webhook_gets_a_text_that_it_can_trust() {
    let server = carrier(ResponseTemplate::new(202)).await;
    let text = code_text(&Words::english().unwrap(), NUMBER, "012345");
    let outgoing = outgoing(&by_webhook(&server));
    outgoing.send_text(&text).await.unwrap();
    outgoing.send_text(&text).await.unwrap();

    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 2);
    let request = &requests[0];
    assert_eq!((request.url.path(), request.url.query()), ("/texts", Some("key=1")));
    assert_eq!(header(request, "content-type"), "application/json");
    let body: Value = request.body_json().unwrap();
    let expected = json!({"id": text.id, "to": NUMBER, "body": "Your code is 012 345. It lasts 10 minutes."});
    assert_eq!(body, expected);
    assert_eq!(requests[1].body_json::<Value>().unwrap(), expected, "a second try has the same id");

    let timestamp = header(request, "stile-timestamp");
    assert!(is_now(timestamp.parse().unwrap()), "{timestamp}");
    let asked = json!({
        "secret": SECRET,
        "timestamp": timestamp,
        "signature": header(request, "stile-signature"),
        "body": String::from_utf8(request.body.clone()).unwrap(),
    });
    let Some(is_right) = judge::ask(SIGNATURE_JUDGE, &asked) else { return };
    assert_eq!(is_right, true);
    for (what, other) in [("secret", "another"), ("timestamp", "1"), ("body", "{}")] {
        let mut changed = asked.clone();
        changed[what] = other.into();
        assert_eq!(judge::ask(SIGNATURE_JUDGE, &changed).unwrap(), false, "another {what} has another signature");
    }
}

#[tokio::test]
async fn notify_gets_a_text_by_its_template() {
    let server = MockServer::start().await;
    let sms = Mock::given(method("POST")).and(path("/v2/notifications/sms"));
    sms.respond_with(ResponseTemplate::new(201).set_body_json(json!({"id": SERVICE}))).mount(&server).await;
    let text = code_text(&Words::english().unwrap(), NUMBER, "012345");
    outgoing(&by_notify(&server)).send_text(&text).await.unwrap();

    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    let body: Value = requests[0].body_json().unwrap();
    let expected = json!({
        "phone_number": NUMBER,
        "template_id": TEMPLATE,
        "personalisation": {"body": "Your code is 012 345. It lasts 10 minutes."},
        "reference": text.id,
    });
    assert_eq!(body, expected);

    let token = header(&requests[0], "authorization").strip_prefix("Bearer ").unwrap();
    let ask = |secret: &str| judge::ask(TOKEN_JUDGE, &json!({"token": token, "secret": secret}));
    let Some(read) = ask(NOTIFY_SECRET) else { return };
    assert_eq!((&read["is_right"], &read["header"]), (&json!(true), &json!({"typ": "JWT", "alg": "HS256"})));
    assert_eq!(read["claims"]["iss"], SERVICE);
    assert!(is_now(read["claims"]["iat"].as_i64().unwrap()), "{read}");
    assert_eq!(ask(SERVICE).unwrap()["is_right"], false, "another secret has another signature");
}

#[tokio::test]
async fn answers_say_whether_to_try_again() {
    let temporary = |seconds: Option<u64>| SendError::Temporary { after: seconds.map(Duration::from_secs) };
    for (response, expected) in [
        (ResponseTemplate::new(400), SendError::Permanent),
        (ResponseTemplate::new(404), SendError::Permanent),
        (ResponseTemplate::new(408), temporary(None)),
        (ResponseTemplate::new(429), temporary(None)),
        (ResponseTemplate::new(429).insert_header("Retry-After", "90"), temporary(Some(90))),
        (ResponseTemplate::new(500), temporary(None)),
        (ResponseTemplate::new(503).insert_header("Retry-After", "7"), temporary(Some(7))),
    ] {
        let server = carrier(response.set_body_string(format!("no {NUMBER}"))).await;
        for config in [by_webhook(&server), by_notify(&server)] {
            let error = outgoing(&config).send_text(&Text::new(NUMBER, "123 456")).await.unwrap_err();
            assert_eq!(error, expected);
            assert!(!format!("{error} {error:?}").contains("7700"));
        }
    }
}

#[tokio::test]
async fn signed_text_is_never_handed_on_to_another_address() {
    let elsewhere = carrier(ResponseTemplate::new(200)).await;
    let server = carrier(ResponseTemplate::new(307).insert_header("Location", elsewhere.uri())).await;
    assert!(outgoing(&by_webhook(&server)).send_text(&Text::new(NUMBER, "123 456")).await.is_err());
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn carrier_that_is_away_may_come_back() {
    let server = carrier(ResponseTemplate::new(200)).await;
    let config = by_webhook(&server);
    drop(server);
    let config = NoticesConfig { sms_webhook_url: Some("http://127.0.0.1:1/texts".into()), ..config };
    let error = outgoing(&config).send_text(&Text::new(NUMBER, "123 456")).await.unwrap_err();
    assert_eq!(error, SendError::Temporary { after: None });
}

#[tokio::test]
async fn text_to_no_number_goes_nowhere() {
    let server = carrier(ResponseTemplate::new(200)).await;
    for to in ["07700 900123", "mary@example.org", "+44 7700 900123", ""] {
        let error = outgoing(&by_webhook(&server)).send_text(&Text::new(to, "123 456")).await.unwrap_err();
        assert_eq!(error, SendError::Permanent, "{to:?}");
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}
