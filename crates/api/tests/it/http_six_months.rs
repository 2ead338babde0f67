//! Six months of one person, played through with a moved clock: a promise that was missed, a plan, a group, check-ins,
//! an end with an open door, and the way back through it. At each point it is looked at what everybody sees.

#![expect(clippy::unwrap_used, reason = "tests")]

mod beginning;
mod ending;
mod going;
mod helping;
mod planning;
mod returning;

use chrono::NaiveDate;
use domain::directory::GroupRecord;
use domain::hours::Hours;
use serde_json::{Value, json};
use stile_api::clock::Clock as _;
use stile_api::store::Team;
use uuid::Uuid;
use wire::{
    CaseSummary, CheckIn, Contact, Due, ErrorCode, EventKind, GroupId, Inbox, Nation, NoticeKind, PersonId, PlaceId,
    ReferralId, StaffId, StaffRole, TeamId, Timeline,
};

use super::http_thread::Post;
use super::people_world::{account, sign_in_staff, staff};
use super::steps::{Browser, for_me, roomy, send, worker};
use super::support::{at, stores};
use super::test_app::{TestApp, group, import, team};

pub const HERS: &str = "amina@example.org";
pub const SARAS: &str = "sara@example.org";
pub const LEAD: &str = "lea@work.example.org";
/// Where whoever runs the singing is written to.
pub const HOST: &str = "host@singing.example.org";

/// A group that meets on Wednesdays at two, and has an address.
pub const SINGING: GroupId = GroupId(Uuid::from_u128(2_000));
pub const CHAPEL: PlaceId = PlaceId(Uuid::from_u128(2_100));

/// Who is in it: Amina, her link worker Wen, Wen's lead Lea, and Otto of another team.
pub struct Story<'a> {
    pub app: &'a TestApp,
    pub post: Post,
    pub person: PersonId,
    pub referral: ReferralId,
    pub wen: StaffId,
    pub lea: StaffId,
    pub otto: StaffId,
}

impl<'a> Story<'a> {
    /// It is this instant, and everything is done that was due by then.
    pub async fn it_is(&self, instant: &str) {
        self.app.clock.advance(at(instant) - self.app.clock.now());
        self.post.work().await;
    }

    /// Amina, signed in now.
    pub async fn amina(&self) -> Browser<'a> {
        Browser::of(self.app, &account(self.app, HERS).await)
    }

    /// Her daughter, who helps her for a while.
    pub async fn sara(&self) -> Browser<'a> {
        Browser::of(self.app, &account(self.app, SARAS).await)
    }

    pub async fn wen(&self) -> Browser<'a> {
        self.at_work(self.wen).await
    }

    pub async fn lea(&self) -> Browser<'a> {
        self.at_work(self.lea).await
    }

    pub async fn otto(&self) -> Browser<'a> {
        self.at_work(self.otto).await
    }

    async fn at_work(&self, who: StaffId) -> Browser<'a> {
        Browser::of(self.app, &sign_in_staff(self.app, who).await)
    }

    /// An address beneath hers.
    pub fn hers(&self, what: &str) -> String {
        format!("/api/people/{}/{what}", self.person)
    }

    /// What happens next, as somebody reads it.
    pub async fn timeline(&self, browser: &Browser<'_>) -> Timeline {
        let mut timelines: Vec<Timeline> = browser.get(&self.hers("timeline")).await.json();
        assert_eq!(timelines.len(), 1);
        timelines.remove(0)
    }

    /// The one case of the team, as the desk lists it.
    pub async fn case(&self) -> CaseSummary {
        let wen = self.wen().await;
        let mut cases: Vec<CaseSummary> = wen.get(&format!("/api/desk/teams/{}/people", team())).await.json();
        assert_eq!(cases.len(), 1);
        cases.remove(0)
    }

    /// How many letters an address has had that say that there is something new.
    pub async fn letters_to(&self, address: &str) -> usize {
        let letters = self.post.sent_to(address).await;
        letters.iter().filter(|letter| letter.contains("You have an update.")).count()
    }

    /// Gives a check-in, which has to be kept.
    pub async fn keep(&self, browser: &Browser<'_>, sent: &Value) -> CheckIn {
        let answer = browser.post(&self.hers("check-ins"), sent).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// Every check-in, as somebody reads it.
    pub async fn check_ins(&self, browser: &Browser<'_>) -> Vec<CheckIn> {
        let answer = browser.get(&self.hers("check-ins")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// Nothing of all this is there for somebody.
    pub async fn is_hidden_from(&self, browser: &Browser<'_>) {
        let beneath = [
            "timeline",
            "thread",
            "details",
            "helpers",
            "looks",
            "check-ins",
            "plan/goals",
            "plan/groups",
            "plan/visits",
            "plan/week",
            "plan/routine",
            "plan/calendar-feed",
        ];
        let mut addresses: Vec<String> = beneath.iter().map(|what| self.hers(what)).collect();
        addresses.push(format!("/api/desk/people/{}", self.person));
        addresses.push(format!("/api/desk/referrals/{}", self.referral));
        addresses.push(format!("/api/desk/teams/{}/people", team()));
        for address in &addresses {
            let answer = browser.get(address).await;
            assert_eq!(answer.problem(404).code, ErrorCode::NotFound, "{address}");
        }
    }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What is due, by when, and whether it is late.
pub fn due(case: &CaseSummary) -> (Due, Option<NaiveDate>, bool) {
    (case.due, case.due_on, case.is_late)
}

/// What was written to her when something of a kind last happened.
pub fn words_of(timeline: &Timeline, kind: EventKind) -> &str {
    let event = timeline.events.iter().rfind(|event| event.kind == kind).unwrap();
    event.words.as_str()
}

/// How many notices of a kind somebody has had.
pub async fn told(browser: &Browser<'_>, kind: NoticeKind) -> usize {
    let inbox: Inbox = browser.get("/api/notices").await.json();
    inbox.notices.iter().filter(|notice| notice.kind == kind).count()
}

/// The singing on a Wednesday of winter.
pub fn meeting(day: &str) -> Value {
    json!({ "group": SINGING, "place": CHAPEL, "starts_at": format!("{day}T14:00:00.000Z") })
}

/// Answers to three of the four questions of ONS4.
pub fn ons4(day: &str, happy: u8, is_closing: bool) -> Value {
    json!({
        "id": Uuid::now_v7(), "measure": "ons4", "version": 1, "day": day, "is_closing": is_closing,
        "answers": { "satisfied": { "number": 5 }, "happy": { "number": happy }, "anxious": "rather_not_say" },
    })
}

/// Amina asks for herself, and signs in.
async fn sent(app: &TestApp) -> Story<'_> {
    open_singing(app).await;
    let other = open_other_team(app).await;
    let receipt = send(&Browser::new(app), for_me("Amina Ahmed", HERS)).await;
    assert_eq!(receipt.promised_by, day("2026-11-25"));
    let amina = Browser::prove(app, HERS).await;
    let person = amina.me().await.person.unwrap().id;
    let (wen, _) = worker(app, "Wen").await;
    let (lea, _) = staff(app, Some(team()), "Lea", StaffRole::TeamLead).await;
    assert!(app.store.set_staff_email(lea, Some(LEAD)).await.unwrap());
    let (otto, _) = staff(app, Some(other), "Otto", StaffRole::LinkWorker).await;
    Story { app, post: Post::of(app), person, referral: receipt.id, wen, lea, otto }
}

async fn open_singing(app: &TestApp) {
    let contact = Contact { email: Some(HOST.to_owned()), ..Contact::default() };
    let record = GroupRecord { contacts: vec![contact], ..group("Singing together", CHAPEL, 53.05, -1.85) };
    import(&app.store, &[(SINGING, record)], &[]).await;
    assert!(app.catalogue.refresh(&app.store).await.unwrap());
}

async fn open_other_team(app: &TestApp) -> TeamId {
    let id = TeamId(Uuid::from_u128(502));
    let other = Team {
        id,
        name: "Overbrook Link Workers".to_owned(),
        nation: Nation::Scotland,
        phone: Some("01632 960200".to_owned()),
        email: None,
        hours: Hours::parse("Mon-Fri 09:00-17:00").unwrap(),
        promise_days: 3,
        safeguarding_lead: None,
    };
    app.store.add_team(&other).await.unwrap();
    id
}

#[tokio::test]
async fn somebody_goes_the_whole_way_and_comes_back_months_later() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = sent(&app).await;
        beginning::the_promise_is_missed(&of).await;
        beginning::the_work_begins(&of).await;
        beginning::the_first_check_ins_are_given(&of).await;
        let goal = planning::both_write_goals(&of).await;
        let singing = going::a_group_is_suggested_and_its_host_told(&of).await;
        going::company_is_found(&of, singing).await;
        going::the_evening_before_is_told_and_is_nervous(&of, goal).await;
        going::a_calendar_shows_the_times_alone(&of).await;
        going::the_first_visit_stays_private(&of, singing).await;
        going::three_more_meetings_pass(&of).await;
        planning::six_weeks_later_a_check_in_is_asked_for(&of).await;
        planning::the_goal_is_done(&of, goal).await;
        helping::a_helper_sees_the_plan_and_no_more(&of).await;
        ending::the_work_ends_well(&of).await;
        ending::the_help_runs_out_by_itself(&of).await;
        returning::she_comes_back_to_wen(&of).await;
        returning::the_work_begins_again_with_everything_there(&of).await;
        returning::her_copy_has_it_all(&of).await;
    }
}
