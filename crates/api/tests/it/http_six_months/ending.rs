//! The work ends with words and an open door; what was done together is counted, and she says how she is now.

use wire::{CheckInMoment, Closing, Due, EventKind, NoticeKind, Stage};

use super::super::steps::end;
use super::super::support::at;
use super::{Story, due, ons4, told, words_of};

pub async fn the_work_ends_well(of: &Story<'_>) {
    of.it_is("2027-02-10T10:00:00Z").await;
    let (amina, sara, wen, lea) = (of.amina().await, of.sara().await, of.wen().await, of.lea().await);
    assert_eq!(told(&amina, NoticeKind::CheckInDue).await, 2);
    wen.done(of.referral, "working_together", end("Our door is open.")).await;
    of.post.work().await;
    assert_eq!(told(&amina, NoticeKind::CheckInDue).await, 3, "with the news that it ends");
    let closing = of.keep(&amina, &ons4("2027-02-10", 8, true)).await;
    assert_eq!(closing.moment, CheckInMoment::End);
    for browser in [&amina, &wen, &lea] {
        let kept = of.check_ins(browser).await;
        assert_eq!((kept.len(), kept.last()), (4, Some(&closing)));
    }

    // Three times she went, to one group; the private visit counts, and nobody learns which it was.
    let together = Closing { goals_done: 1, goals_open: 1, groups: 1, visits: 3 };
    for (browser, words, can_come_back) in [
        (&amina, "Our door is open.", true),
        (&sara, "", false),
        (&wen, "Our door is open.", false),
        (&lea, "Our door is open.", false),
    ] {
        let read = of.timeline(browser).await;
        assert_eq!((read.stage, read.closing), (Stage::Ended, Some(together)));
        assert_eq!((words_of(&read, EventKind::Ended), read.can_come_back), (words, can_come_back));
    }
    assert_eq!(told(&sara, NoticeKind::Stage).await, 1, "a helper hears that it ends");
    for kind in [NoticeKind::CheckInDue, NoticeKind::Company, NoticeKind::MeetingTomorrow] {
        assert_eq!(told(&sara, kind).await, 0, "{kind:?} is not for a helper to know");
    }
    let case = of.case().await;
    assert_eq!((case.stage, due(&case)), (Stage::Ended, (Due::Nothing, None, false)));
    assert_eq!(case.last_heard, at("2027-02-10T10:00:00Z"));
    of.is_hidden_from(&of.otto().await).await;
}

pub async fn the_help_runs_out_by_itself(of: &Story<'_>) {
    // It was given until the end of February.
    of.it_is("2027-02-28T10:00:00Z").await;
    assert_eq!(of.timeline(&of.sara().await).await.stage, Stage::Ended);
    of.it_is("2027-03-01T10:00:00Z").await;
    of.is_hidden_from(&of.sara().await).await;
    let amina = of.amina().await;
    assert!(of.timeline(&amina).await.can_come_back);
    let often = (told(&amina, NoticeKind::CheckInDue).await, told(&amina, NoticeKind::MeetingTomorrow).await);
    assert_eq!(often, (3, 1), "whoever has said goodbye is left in peace");
}
