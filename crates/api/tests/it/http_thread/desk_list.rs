//! All threads of a team: what nobody has seen first, and words that are looked for among one's own people.

use serde_json::{Value, json};

use super::super::steps::{Browser, accept, for_me, roomy, send};
use super::super::support::stores;
use super::super::test_app::team;
use super::{cast, see, write};

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|thread| thread["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn unseen_threads_come_first_and_danger_before_them() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let mut others = Vec::new();
        for (name, email) in [("Bela Bartos", "bela@example.org"), ("Cora Cole", "cora@example.org")] {
            let receipt = send(&Browser::new(&app), for_me(name, email)).await;
            let browser = Browser::prove(&app, email).await;
            let person = browser.me().await.person.unwrap().id;
            of.kim.1.open(receipt.id).await;
            of.kim.1.done(receipt.id, "seen", accept(of.kim.0, "Hello.")).await;
            others.push((browser, person));
        }
        write(&of.amina, of.person, "What about the choir on Fridays?").await;
        app.clock.advance(chrono::TimeDelta::minutes(1));
        write(&others[0].0, others[0].1, "Thank you.").await;
        app.clock.advance(chrono::TimeDelta::minutes(1));
        write(&others[1].0, others[1].1, "He hits me").await;
        let list = format!("/api/desk/teams/{}/threads", team());
        let threads = of.wen.1.json(&list).await;
        assert_eq!(names(&threads), ["Cora Cole", "Amina Ahmed", "Bela Bartos"]);
        assert_eq!((threads[0]["danger"].clone(), threads[1]["is_mine"].clone()), (json!("abuse"), json!(true)));
        assert_eq!(threads[1]["words"], "What about the choir on Fridays?");
        see(&of.wen.1, of.person, 1).await;
        assert_eq!(names(&of.wen.1.json(&list).await), ["Cora Cole", "Bela Bartos", "Amina Ahmed"]);
        // Searched are one's own people alone.
        assert_eq!(names(&of.wen.1.json(&format!("{list}?q=choir")).await), ["Amina Ahmed"]);
        assert_eq!(names(&of.wen.1.json(&format!("{list}?q=ahmed")).await), ["Amina Ahmed"]);
        assert!(names(&of.wen.1.json(&format!("{list}?q=thank")).await).is_empty());
        assert_eq!(names(&of.kim.1.json(&format!("{list}?q=THANK+you")).await), ["Bela Bartos"]);
    }
}
