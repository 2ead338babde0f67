//! Which channels there are by the settings, and which settings are refused.

use std::path::Path;

use serde_json::{Value, json};
use stile_api::notices::{Letter, NoticesConfig, Outgoing, SendError, Text};

use super::outgoing;

fn into(folder: &Path) -> NoticesConfig {
    NoticesConfig { outbox_dir: Some(folder.to_owned()), ..NoticesConfig::default() }
}

fn by_mail() -> NoticesConfig {
    NoticesConfig {
        smtp_url: Some("smtps://me:word@mail.example.org".into()),
        mail_from: Some("post@example.org".to_owned()),
        ..NoticesConfig::default()
    }
}

/// The channels there are: letters, texts.
fn channels(outgoing: &Outgoing) -> (bool, bool) {
    (outgoing.has_mail(), outgoing.has_texts())
}

#[tokio::test]
async fn outbox_holds_what_would_have_left() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("var/outbox");
    let outgoing = outgoing(&into(&inside));
    assert_eq!(channels(&outgoing), (true, true));
    let (letter, text) =
        (Letter::new("mary@example.org", "Your code", "123 456"), Text::new("+447700900123", "654 321"));
    outgoing.send_letter(&letter).await.unwrap();
    outgoing.send_text(&text).await.unwrap();

    let mut files: Vec<_> = std::fs::read_dir(&inside).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 2, "{files:?}");
    for (id, expected) in [
        (letter.id, json!({"id": letter.id, "to": "mary@example.org", "subject": "Your code", "text": "123 456"})),
        (text.id, json!({"id": text.id, "to": "+447700900123", "text": "654 321"})),
    ] {
        let file = files.iter().find(|file| file.to_str().unwrap().ends_with(&format!("Z-{id}.json"))).unwrap();
        let held: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        assert_eq!(held, expected);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_on_the_machine_reads_the_outbox() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    outgoing(&into(folder.path())).send_letter(&Letter::new("mary@example.org", "", "")).await.unwrap();
    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0);
}

#[test]
fn outbox_is_refused_where_others_can_reach_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("outbox");
    let error = Outgoing::new(&into(&inside), true).unwrap_err().to_string();
    assert!(error.contains("STILE_OUTBOX_DIR") && error.contains("STILE_SMTP_URL"), "{error}");
    // A mail server beside it does not make it right: texts would still be written.
    let beside = NoticesConfig { outbox_dir: Some(inside.clone()), ..by_mail() };
    assert!(Outgoing::new(&beside, true).is_err());
    assert!(!inside.exists());
}

#[tokio::test]
async fn without_settings_a_server_for_others_sends_nothing() {
    let off = Outgoing::new(&NoticesConfig::default(), true).unwrap();
    assert_eq!(channels(&off), (false, false));
    let later = SendError::Temporary { after: None };
    assert_eq!(off.send_letter(&Letter::new("mary@example.org", "", "")).await, Err(later));
    assert_eq!(off.send_text(&Text::new("+447700900123", "")).await, Err(later));
}

#[test]
fn a_channel_that_is_set_takes_the_place_of_the_outbox() {
    for is_production in [false, true] {
        let outgoing = Outgoing::new(&by_mail(), is_production).unwrap();
        assert_eq!(channels(&outgoing), (true, false), "texts are off, and not quietly written");
    }
    let folder = tempfile::tempdir().unwrap();
    let both = NoticesConfig { outbox_dir: Some(folder.path().to_owned()), ..by_mail() };
    let shown = format!("{:?}", outgoing(&both));
    assert!(shown.contains("smtp") && shown.contains("outbox") && !shown.contains("example.org"), "{shown}");
}

#[test]
fn half_a_setting_is_refused() {
    let nothing = NoticesConfig::default();
    let secret = "an invented secret of our own, long enough";
    let key = "key-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";
    let template = Some("f33517ff-2a88-4f6e-b855-c550268ce08a".to_owned());
    let webhook = NoticesConfig {
        sms_webhook_url: Some("https://texts.example.org/".into()),
        sms_webhook_secret: Some(secret.into()),
        ..nothing.clone()
    };
    let notify =
        NoticesConfig { notify_key: Some(key.into()), notify_sms_template: template.clone(), ..nothing.clone() };
    for whole in [by_mail(), webhook.clone(), notify.clone()] {
        assert!(Outgoing::new(&whole, true).is_ok(), "{whole:?}");
    }
    for half in [
        NoticesConfig { mail_from: None, ..by_mail() },
        NoticesConfig { smtp_url: None, ..by_mail() },
        NoticesConfig { mail_from: Some("Stile <post@example.org>".to_owned()), ..by_mail() },
        NoticesConfig { sms_webhook_secret: None, ..webhook.clone() },
        NoticesConfig { sms_webhook_url: None, ..webhook.clone() },
        NoticesConfig { sms_webhook_url: Some("http://texts.example.org/".into()), ..webhook.clone() },
        NoticesConfig { notify_sms_template: None, ..notify.clone() },
        NoticesConfig { notify_key: None, ..notify.clone() },
        NoticesConfig { notify_url: Some("https://notify.example.org".to_owned()), ..nothing },
        NoticesConfig { notify_key: Some(key.into()), notify_sms_template: template, ..webhook },
    ] {
        for is_production in [false, true] {
            assert!(Outgoing::new(&half, is_production).is_err(), "{half:?}");
        }
    }
}
