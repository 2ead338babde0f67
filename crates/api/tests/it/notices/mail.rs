//! Letters over real SMTP.

use std::collections::BTreeSet;

use stile_api::notices::{Letter, SendError, code_letter};
use stile_api::words::Words;
use tokio::net::TcpListener;

use super::outgoing;
use super::post_office::PostOffice;

const TEMPORARY: SendError = SendError::Temporary { after: None };

#[tokio::test]
async fn letter_arrives_as_it_was_written_and_tells_nothing_more() {
    let Some(office) = PostOffice::open(&[]) else { return };
    let text = "Guten Tag — £5, ŵ, 日本.\n\n.\nFrom here on it is long: ".to_owned() + &"word ".repeat(400);
    let letter = Letter::new("mary@example.org", "Your code — ŵ", text);
    outgoing(&office.settings("", "127.0.0.1")).send_letter(&letter).await.unwrap();

    let arrived = office.arrived();
    assert_eq!(arrived.len(), 1);
    let arrived = &arrived[0];
    assert_eq!(
        (arrived.from.as_str(), arrived.to.as_slice()),
        ("post@example.org", &["mary@example.org".to_owned()][..])
    );
    assert_eq!((arrived.subject.as_str(), arrived.text.trim_end()), (letter.subject.as_str(), letter.text.trim_end()));

    assert_eq!(arrived.header("From"), "post@example.org", "a name would show on a locked phone");
    assert_eq!(arrived.header("Auto-Submitted"), "auto-generated");
    assert_eq!(arrived.header("Message-ID"), format!("<{}@example.org>", letter.id));
    assert!(arrived.header("Content-Type").to_lowercase().starts_with("text/plain; charset=\"utf-8\""));
    assert_eq!(arrived.hello, "example.org", "the name of this machine is nobody's business");
    let expected = [
        "auto-submitted",
        "content-transfer-encoding",
        "content-type",
        "date",
        "from",
        "message-id",
        "mime-version",
        "subject",
        "to",
    ];
    let headers: BTreeSet<String> = arrived.headers.iter().map(|(name, _)| name.to_lowercase()).collect();
    assert!(headers.iter().eq(expected), "{headers:?}");
}

#[tokio::test]
async fn letter_with_a_code_is_read_as_meant() {
    let Some(office) = PostOffice::open(&[]) else { return };
    let link = "https://example.org/sign-in/link#0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    let letter = code_letter(&Words::english().unwrap(), "mary@example.org", "012345", Some(link));
    outgoing(&office.settings("", "localhost")).send_letter(&letter).await.unwrap();
    let text = &office.arrived()[0].text;
    assert!(text.contains("012 345") && text.lines().any(|line| line == link), "{text}");
}

#[tokio::test]
async fn letter_that_is_tried_again_keeps_its_id() {
    let Some(office) = PostOffice::open(&[]) else { return };
    let outgoing = outgoing(&office.settings("", "127.0.0.1"));
    let letter = Letter::new("mary@example.org", "Your code", "123 456");
    outgoing.send_letter(&letter).await.unwrap();
    outgoing.send_letter(&letter).await.unwrap();
    outgoing.send_letter(&Letter::new("mary@example.org", "Your code", "123 456")).await.unwrap();
    let ids: Vec<String> = office.arrived().iter().map(|arrived| arrived.header("Message-ID").to_owned()).collect();
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0], ids[2]);
}

#[tokio::test]
async fn refusals_are_told_apart_and_repeat_no_address() {
    let Some(office) = PostOffice::open(&["--answer", "later@example.org=451", "--answer", "never@example.org=550"])
    else {
        return;
    };
    let outgoing = outgoing(&office.settings("", "127.0.0.1"));
    for (to, expected) in [
        ("later@example.org", TEMPORARY),
        ("never@example.org", SendError::Permanent),
        ("no address", SendError::Permanent),
        // This server has not said that it knows such letters.
        ("ŵyn@example.org", SendError::Permanent),
    ] {
        let error = outgoing.send_letter(&Letter::new(to, "Your code", "123 456")).await.unwrap_err();
        assert_eq!(error, expected, "{to}");
        assert!(!format!("{error} {error:?}").contains("example.org"));
    }
    // A refusal is no reason to refuse the next.
    outgoing.send_letter(&Letter::new("mary@example.org", "Your code", "123 456")).await.unwrap();
    assert_eq!(office.arrived().len(), 1);
}

#[tokio::test]
async fn address_in_other_letters_arrives_where_the_server_knows_them() {
    let Some(office) = PostOffice::open(&["--utf8"]) else { return };
    let letter = Letter::new("ŵyn@example.org", "Your code", "123 456");
    outgoing(&office.settings("", "127.0.0.1")).send_letter(&letter).await.unwrap();
    assert_eq!(office.arrived()[0].to, ["ŵyn@example.org"]);
}

#[tokio::test]
async fn server_that_asks_for_a_password_gets_it() {
    let Some(office) = PostOffice::open(&["--login", "me@example.org:a/b%c é:+&"]) else { return };
    let letter = Letter::new("mary@example.org", "Your code", "123 456");
    for login in ["", "me%40example.org:wrong@"] {
        let refused = outgoing(&office.settings(login, "127.0.0.1")).send_letter(&letter).await;
        assert!(refused.is_err(), "{login:?}");
    }
    assert!(office.arrived().is_empty());
    let login = "me%40example.org:a%2Fb%25c%20%C3%A9:+&@";
    outgoing(&office.settings(login, "127.0.0.1")).send_letter(&letter).await.unwrap();
    assert_eq!(office.arrived().len(), 1);
}

#[tokio::test]
async fn nothing_is_said_to_a_server_elsewhere_that_cannot_do_tls() {
    let Some(office) = PostOffice::open(&[]) else { return };
    let letter = Letter::new("mary@example.org", "Your code", "123 456");
    // The address of no machine leads to this one, and is still not one that we may trust.
    let elsewhere = outgoing(&office.settings("me:word@", "0.0.0.0"));
    assert_eq!(elsewhere.send_letter(&letter).await, Err(TEMPORARY));
    assert!(office.arrived().is_empty());
    // The same server, called by its right name, takes the letter.
    outgoing(&office.settings("", "127.0.0.1")).send_letter(&letter).await.unwrap();
    assert_eq!(office.arrived().len(), 1);
}

#[tokio::test]
async fn server_that_is_away_may_come_back() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let config = stile_api::notices::NoticesConfig {
        smtp_url: Some(format!("smtp://{}", listener.local_addr().unwrap()).into()),
        mail_from: Some("post@example.org".to_owned()),
        ..Default::default()
    };
    drop(listener);
    let letter = Letter::new("mary@example.org", "Your code", "123 456");
    assert_eq!(outgoing(&config).send_letter(&letter).await, Err(TEMPORARY));
}

#[tokio::test]
async fn many_letters_at_once_all_arrive() {
    let Some(office) = PostOffice::open(&[]) else { return };
    let outgoing = outgoing(&office.settings("", "127.0.0.1"));
    let sending: Vec<_> = (0..40)
        .map(|number| {
            let outgoing = outgoing.clone();
            let letter = Letter::new(format!("p{number}@example.org"), "Your code", number.to_string());
            tokio::spawn(async move { outgoing.send_letter(&letter).await })
        })
        .collect();
    for sent in sending {
        sent.await.unwrap().unwrap();
    }
    let arrived = office.arrived();
    assert!(arrived.iter().all(|one| one.to == [format!("p{}@example.org", one.text.trim())]), "one got another's");
    let people: BTreeSet<&String> = arrived.iter().flat_map(|one| &one.to).collect();
    assert_eq!((arrived.len(), people.len()), (40, 40));
}
