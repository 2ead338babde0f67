//! `stile staff` and `stile complaints`, as they are typed: the first administrator comes in by them.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use stile_api::auth::Pepper;
use stile_api::clock::{Clock as _, SystemClock};
use stile_api::http::Settings;
use wire::{ErrorCode, InvitationOpened, StaffRole};

use super::super::people_world::{account, sign_in_staff};
use super::super::steps::{Browser, for_me, roomy, roomy_settings, send};
use super::super::support::located_stores;
use super::super::test_app::TestApp;

/// Runs `stile` on this database, in a folder of its own.
fn stile(url: &str, folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stile"))
        .args(arguments)
        .env("DATABASE_URL", url)
        .env("STILE_LOG", "warn")
        .current_dir(folder)
        .output()
        .unwrap()
}

fn printed(output: &Output) -> String {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

fn after<'t>(text: &'t str, label: &str) -> &'t str {
    text.lines().find_map(|line| line.strip_prefix(label)).unwrap_or_else(|| panic!("no {label} in {text}")).trim()
}

#[tokio::test]
async fn the_first_administrator_is_invited_listed_and_let_go() {
    for located in located_stores().await {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("var/secret");
        let url = located.url;
        let invited = printed(&stile(
            &url,
            folder.path(),
            &["staff", "invite", "Ada Example", "--role", "administrator", "--origin", "https://stile.example.org/"],
        ));
        let (link, code) = (after(&invited, "Link:").to_owned(), after(&invited, "Code:").to_owned());
        let token = link.strip_prefix("https://stile.example.org/desk/invitation#").unwrap().to_owned();
        assert_eq!((token.len(), code.len()), (43, 9), "{invited}");
        assert!(!invited.contains(&secret.display().to_string()));

        // The server of the same database and secret lets her in.
        let pepper = Pepper::load_or_make(&secret).unwrap();
        let app = TestApp::with(located.store, Settings { pepper, ..roomy_settings() }).await;
        app.clock.advance(SystemClock.now() - app.clock.now());
        let open = async |code: &str| {
            Browser::new(&app).post("/api/staff/invitation/open", &json!({ "token": token, "code": code })).await
        };
        assert_eq!(open("0000-0000").await.problem(422).code, ErrorCode::NotValid);
        let opened: InvitationOpened = open(&code.to_lowercase().replace('-', " ")).await.json();
        assert_eq!(
            (opened.name.as_str(), opened.role, opened.team_name.as_str()),
            ("Ada Example", StaffRole::Administrator, "")
        );

        let listed: Vec<Value> =
            serde_json::from_str(&printed(&stile(&url, folder.path(), &["staff", "list", "--json"]))).unwrap();
        assert_eq!(
            (listed.len(), &listed[0]["name"], &listed[0]["role"]),
            (1, &json!("Ada Example"), &json!("administrator"))
        );
        let id = listed[0]["id"].as_str().unwrap();
        let table = printed(&stile(&url, folder.path(), &["staff", "list"]));
        assert!(table.contains("Ada Example") && table.contains(id), "{table}");

        let ada = sign_in_staff(&app, id.parse().unwrap()).await;
        let ada = Browser::of(&app, &ada);
        assert_eq!(ada.get("/api/desk/teams").await.status, 200);
        printed(&stile(&url, folder.path(), &["staff", "end", id]));
        assert_eq!(ada.get("/api/desk/teams").await.problem(401).code, ErrorCode::SignedOut);
        assert_eq!(open(&code).await.problem(422).code, ErrorCode::NotValid);
        let table = printed(&stile(&url, folder.path(), &["staff", "list"]));
        assert!(table.contains("ended"), "{table}");
    }
}

#[tokio::test]
async fn what_cannot_be_is_told_and_nobody_is_invited() {
    for located in located_stores().await {
        let folder = tempfile::tempdir().unwrap();
        let url = &located.url;
        for (arguments, told) in [
            (vec!["staff", "invite", " ", "--role", "administrator"], "empty"),
            (vec!["staff", "invite", "Wen", "--role", "link-worker"], "--team"),
            (vec!["staff", "invite", "Wen", "--role", "link-worker", "--team", "Nobody"], "no team called"),
            (vec!["staff", "invite", "Wen", "--role", "king"], "invalid value"),
            (vec!["staff", "end", "00000000-0000-0000-0000-000000000000"], "nobody has this id"),
        ] {
            let output = stile(url, folder.path(), &arguments);
            let error = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success() && error.contains(told), "{arguments:?}: {error}");
        }
        assert!(located.store.list_staff().await.unwrap().is_empty());
        assert!(printed(&stile(url, folder.path(), &["staff", "list"])).contains("no staff yet"));
    }
}

#[tokio::test]
async fn a_lost_passkey_is_answered_by_inviting_again() {
    for located in located_stores().await {
        let folder = tempfile::tempdir().unwrap();
        let url = &located.url;
        let invite = ["staff", "invite", "Ada", "--role", "administrator"];
        printed(&stile(url, folder.path(), &invite));
        let id = located.store.list_staff().await.unwrap()[0].id.to_string();
        let again = [invite.as_slice(), &["--again", &id]].concat();
        let second = printed(&stile(url, folder.path(), &again));
        assert!(second.contains("Code:"));
        assert_eq!(located.store.list_staff().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_complaint_is_answered_from_the_command_line_and_read_in_the_app() {
    for located in located_stores().await {
        let folder = tempfile::tempdir().unwrap();
        let url = located.url;
        assert!(printed(&stile(&url, folder.path(), &["complaints", "list"])).contains("Nobody has complained"));
        let app = roomy(located.store).await;
        send(&Browser::new(&app), for_me("Amina Ahmed", "a@example.org")).await;
        let amina = Browser::of(&app, &account(&app, "a@example.org").await);
        let complaints = format!("/api/people/{}/complaints", amina.me().await.person.unwrap().id);
        let sent =
            amina.post(&complaints, &json!({ "id": uuid::Uuid::now_v7(), "words": "Nobody\u{1b}[31m rang." })).await;
        let id = sent.json::<wire::Complaint>().id.to_string();
        let listed = printed(&stile(&url, folder.path(), &["complaints", "list"]));
        assert!(listed.contains(&id) && listed.contains("Amina Ahmed") && listed.contains("2026-12-07"), "{listed}");
        assert!(!listed.contains('\u{1b}'), "what people type cannot steer the terminal");
        printed(&stile(&url, folder.path(), &["complaints", "answer", &id, "We are sorry, and ring on Friday."]));
        assert_eq!(amina.json(&complaints).await[0]["answer"], "We are sorry, and ring on Friday.");
        let unknown =
            stile(&url, folder.path(), &["complaints", "answer", "00000000-0000-0000-0000-000000000000", "x"]);
        assert!(!unknown.status.success());
        assert!(!stile(&url, folder.path(), &["complaints", "answer", &id, " "]).status.success());
    }
}
