//! Who writes and who reads: the person, helpers by what they may, the link worker, and a colleague who stands in.

use chrono::NaiveDate;
use domain::thread::{Delivered, delivered};
use serde_json::json;
use stile_api::clock::Clock as _;
use stile_api::store::StoredAbsence;
use wire::{DangerKind, Look, Looked, Scope, Side};

use super::super::people_world::helper;
use super::super::steps::{A_SECOND, Browser, Stream, feed, roomy};
use super::super::support::stores;
use super::{cast, read, see, thread_of, told, words, write};

#[tokio::test]
async fn both_sides_write_and_each_knows_how_far_the_other_has_read() {
    for store in stores().await {
        let app = roomy(store).await;
        feed(&app);
        let of = cast(&app).await;
        let mut hers = Stream::open(&of.amina).await;
        let mut desks = Stream::open(&of.wen.1).await;
        let first = write(&of.amina, of.person, "  Can I just watch?\r\nI am shy. ").await;
        assert!(desks.waits_for("messages", A_SECOND).await);
        assert_eq!((first.seq, first.is_mine, first.author.side), (1, true, Side::Person));
        let thread = read(&of.amina, of.person).await;
        assert_eq!(told(&thread), words(&[("Amina", "Can I just watch?\nI am shy.")]));
        assert_eq!(delivered(&thread.messages[0], &thread.messages, &thread.readers), Delivered::Received);

        // Fetching is not seeing.
        read(&of.wen.1, of.person).await;
        let thread = read(&of.amina, of.person).await;
        assert_eq!(delivered(&thread.messages[0], &thread.messages, &thread.readers), Delivered::Received);
        see(&of.wen.1, of.person, 1).await;
        assert!(hers.waits_for("messages", A_SECOND).await);
        let thread = read(&of.amina, of.person).await;
        let state = delivered(&thread.messages[0], &thread.messages, &thread.readers);
        assert!(matches!(state, Delivered::Seen { ref name, .. } if name == "Wen"), "{state:?}");

        let answer = write(&of.wen.1, of.person, "Yes, you can.").await;
        assert!(hers.waits_for("messages", A_SECOND).await);
        assert_eq!((answer.seq, answer.author.name.as_str()), (2, "Wen"));
        let thread = read(&of.amina, of.person).await;
        assert_eq!(delivered(&thread.messages[0], &thread.messages, &thread.readers), Delivered::Replied);
        let desk = read(&of.wen.1, of.person).await;
        assert_eq!(delivered(&desk.messages[1], &desk.messages, &desk.readers), Delivered::Received);
        // Nobody has seen what is not there yet.
        see(&of.amina, of.person, 99).await;
        let desk = read(&of.wen.1, of.person).await;
        let state = delivered(&desk.messages[1], &desk.messages, &desk.readers);
        assert!(matches!(state, Delivered::Seen { ref name, .. } if name == "Amina"), "{state:?}");
        assert!(desk.readers.iter().all(|reader| reader.seq <= 2));
        // Whoever comes back asks for what is new alone.
        let new = of.amina.json(&format!("{}?after=1", thread_of(of.person))).await;
        assert_eq!(new["messages"].as_array().unwrap().len(), 1);
        let earlier = of.amina.json(&format!("{}?before=2", thread_of(of.person))).await;
        assert_eq!((earlier["messages"][0]["seq"].clone(), earlier["has_earlier"].clone()), (json!(1), json!(false)));
    }
}

#[tokio::test]
async fn helpers_read_and_write_by_what_they_may() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        write(&of.amina, of.person, "Only for Wen.").await;
        let all = helper(&app, of.person, "all@example.org", &Scope::ALL).await.0;
        let reads = helper(&app, of.person, "reads@example.org", &[Scope::SeeMessages]).await.0;
        let writes = helper(&app, of.person, "writes@example.org", &[Scope::WriteAsHelper]).await.0;
        let plan = helper(&app, of.person, "plan@example.org", &[Scope::SeePlan]).await.0;
        let (all, reads) = (Browser::of(&app, &all), Browser::of(&app, &reads));
        let (writes, plan) = (Browser::of(&app, &writes), Browser::of(&app, &plan));

        write(&all, of.person, "I am her daughter.").await;
        write(&writes, of.person, "I bring her.").await;
        let body = json!({ "id": uuid::Uuid::now_v7(), "body": { "text": "Hello" } });
        let messages = format!("{}/messages", thread_of(of.person));
        reads.post(&messages, &body).await.problem(404);
        plan.get(&thread_of(of.person)).await.problem(404);

        let everything =
            words(&[("Amina", "Only for Wen."), ("Sara Ahmed", "I am her daughter."), ("Sara Ahmed", "I bring her.")]);
        assert_eq!(told(&read(&reads, of.person).await), everything);
        let desk = read(&of.wen.1, of.person).await;
        assert_eq!(told(&desk), everything);
        assert_eq!(
            (desk.messages[1].author.side, desk.messages[1].author.relation.as_str()),
            (Side::Helper, "daughter")
        );
        let strip = desk.strip.unwrap();
        assert_eq!((strip.name.as_str(), strip.helpers.len()), ("Amina Ahmed", 2), "two of them can read this");
        // Who may only write sees what they wrote, and no gap where the rest is.
        let own = read(&writes, of.person).await;
        assert_eq!(told(&own), words(&[("Sara Ahmed", "I bring her.")]));
        assert!(own.strip.is_none() && own.messages[0].is_mine && !own.has_earlier);
        // Who reads is the person's to know, and not her helpers'.
        see(&reads, of.person, 3).await;
        see(&of.amina, of.person, 3).await;
        assert!(read(&all, of.person).await.readers.iter().all(|reader| reader.is_me || reader.side == Side::Staff));
        let looks: Vec<Look> = of.amina.get(&format!("/api/people/{}/looks", of.person)).await.json();
        assert!(looks.iter().any(|look| look.what == Looked::SawMessages && look.who == "Wen"));
    }
}

#[tokio::test]
async fn the_person_is_told_which_helpers_read_along_and_no_helper_is() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        assert!(read(&of.amina, of.person).await.helpers.is_empty());
        let reads = helper(&app, of.person, "reads@example.org", &[Scope::SeeMessages]).await.0;
        let writes = helper(&app, of.person, "writes@example.org", &[Scope::WriteAsHelper]).await.0;
        // One of the two can read.
        assert_eq!(read(&of.amina, of.person).await.helpers, ["Sara Ahmed"]);
        for known in [&reads, &writes] {
            assert!(read(&Browser::of(&app, known), of.person).await.helpers.is_empty());
        }
        let desk = read(&of.wen.1, of.person).await;
        assert_eq!((desk.helpers.len(), desk.strip.unwrap().helpers.len()), (0, 1));
    }
}

#[tokio::test]
async fn a_colleague_who_stands_in_is_named_as_such() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        write(&of.kim.1, of.person, "I am on the other desk.").await;
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let away = StoredAbsence { from: day(20), until: day(30), cover: of.kim.0 };
        app.store.set_absence(of.wen.0, Some(away), app.clock.now()).await.unwrap();
        write(&of.kim.1, of.person, "Wen is away; I read for her.").await;
        let thread = read(&of.amina, of.person).await;
        let covers: Vec<&str> = thread.messages.iter().map(|message| message.author.covers_for.as_str()).collect();
        assert_eq!(covers, ["", "Wen"]);
    }
}

#[tokio::test]
async fn words_that_sound_dangerous_are_sent_unchanged_and_marked_for_the_desk_alone() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        let sent = write(&of.amina, of.person, "I want to kill myself").await;
        assert_eq!(sent.danger, None, "she is not told that she was measured");
        assert_eq!(told(&read(&of.amina, of.person).await)[0].1, "I want to kill myself");
        let desk = read(&of.wen.1, of.person).await;
        assert_eq!(desk.messages[0].danger, Some(DangerKind::Suicide));
        // The team's own words are nobody's danger.
        let answer = write(&of.wen.1, of.person, "Do you want to kill yourself?").await;
        assert_eq!(answer.danger, None);
    }
}
