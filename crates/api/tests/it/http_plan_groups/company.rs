//! Somebody to come along: asked for, found, and told of.

use serde_json::{Value, json};
use wire::{Company, ErrorCode, GroupOnPlan, Inbox, NoticeKind, Scope};

use super::super::http_plan::cast;
use super::super::people_world::helper;
use super::super::steps::{Browser, roomy};
use super::super::support::stores;
use super::super::test_app::KNITTING;
use super::{act, add, done, list, new_group};

fn ask(company: &str) -> Value {
    json!({ "ask_company": { "company": company } })
}

fn comes(name: &str) -> Value {
    json!({ "arrange_company": { "name": name } })
}

/// Who comes, and whose word that is.
fn found(group: &GroupOnPlan) -> Option<(&str, &str)> {
    group.arranged.as_ref().map(|arranged| (arranged.name.as_str(), arranged.by.name.as_str()))
}

/// How often somebody was told of company.
async fn told(browser: &Browser<'_>) -> usize {
    let inbox: Inbox = serde_json::from_value(browser.json("/api/notices").await).unwrap();
    inbox.notices.iter().filter(|notice| notice.kind == NoticeKind::Company).count()
}

#[tokio::test]
async fn a_helper_who_is_wanted_hears_of_it_and_the_person_of_who_comes() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let both = helper(&app, of.person, "both@example.org", &[Scope::SeePlan, Scope::WriteAsHelper]).await.0;
        let writes = helper(&app, of.person, "writes@example.org", &[Scope::WriteAsHelper]).await.0;
        let (both, writes) = (Browser::of(&app, &both), Browser::of(&app, &writes));
        let group = add(&of.amina, of.person, &new_group(KNITTING, "")).await;

        let nobody_asked = act(&of.wen.1, of.person, group.id, comes("Wen")).await;
        assert_eq!(nobody_asked.problem(422).code, ErrorCode::NotNow);
        done(&of.amina, of.person, group.id, ask("helper")).await;
        done(&of.amina, of.person, group.id, ask("helper")).await;
        assert_eq!((told(&both).await, told(&writes).await, told(&of.amina).await), (1, 0, 0));

        let by_herself = act(&of.amina, of.person, group.id, comes("Sara")).await;
        assert_eq!(by_herself.problem(422).code, ErrorCode::NotNow);
        let arranged = done(&both, of.person, group.id, comes(" Sara ")).await;
        assert_eq!(found(&arranged), Some(("Sara", "Sara Ahmed")));
        assert_eq!(done(&both, of.person, group.id, comes("Sara")).await, arranged);
        assert_eq!((told(&of.amina).await, told(&both).await), (1, 1), "told once, and not whoever said it");
        for browser in [&of.amina, &both] {
            assert_eq!(found(&list(browser, of.person).await[0]), Some(("Sara", "Sara Ahmed")));
        }
        let other = helper(&app, of.person, "other@example.org", &[Scope::SeePlan]).await.0;
        let other = Browser::of(&app, &other);
        assert_eq!(found(&list(&other, of.person).await[0]), None, "who else helps is hers to tell");

        // Somebody else is wanted: nobody is found yet, and it is not for the helper to say.
        let buddy = done(&of.amina, of.person, group.id, ask("buddy")).await;
        assert_eq!((buddy.company, found(&buddy)), (Company::Buddy, None));
        assert_eq!(act(&both, of.person, group.id, comes("Sara")).await.problem(422).code, ErrorCode::NotNow);
        let arranged = done(&of.wen.1, of.person, group.id, comes("Bo from the team")).await;
        assert_eq!(found(&arranged), Some(("Bo from the team", "Wen")));
        assert_eq!(found(&list(&other, of.person).await[0]), Some(("Bo from the team", "Wen")));
        assert_eq!((told(&of.amina).await, told(&both).await), (2, 1));
        let alone = done(&of.amina, of.person, group.id, ask("nobody")).await;
        assert_eq!((alone.company, found(&alone)), (Company::Nobody, None));
    }
}
