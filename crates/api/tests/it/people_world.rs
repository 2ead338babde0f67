//! A small world of people around the test server: two teams with staff, a person of each with their own sign-in, helpers
//! who may do everything, little or nothing, and whatever routes name.

#![expect(clippy::unwrap_used, reason = "tests")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{NaiveDate, Utc};
use sha2::{Digest, Sha256};
use stile_api::store::{
    CodeLimits, Deed, GoalKept, Hand, Holder, NewCode, NewGoal, NewGrant, NewHelperInvitation, NewInvitation,
    NewMessage, NewPerson, NewPlanGroup, NewReferral, NewSignIn, NewVisit, PlanGroupKept, SignIn, Store, StoredPasskey,
    StoredRecovery, Team, ThreadKey, VisitKept,
};
use uuid::Uuid;
use wire::{
    AccountId, AddPlanGroup, Answers, Author, Channel, CodeId, ContactHow, ContactId, ContactKind, CreateGoal,
    CreateReport, ForWhom, GoalId, GrantId, GrantTerms, HelperInvitationId, Instant, Life, Looked, MessageId, Nation,
    Need, NewDates, NewStep, PasskeyId, PersonId, PlanGroupId, RecordVisit, RecoveryId, ReferralId, ReportId,
    ReportKind, Scope, SignInId, StaffId, StaffRole, StepId, TeamId, VisitId, VisitOutcome, VisitedMeeting,
};

use super::test_app::{KNITTING, TestApp, monday, team};

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Known {
    pub cookie: String,
    pub sign_in: SignInId,
    pub holder: Holder,
}

/// One side of the world: a team, its people, and one of everything that a route can name.
#[derive(Debug, Clone)]
pub struct Side {
    pub team: TeamId,
    pub person: PersonId,
    pub referral: ReferralId,
    pub own: Known,
    pub helper_all: Known,
    pub helper_plan: Known,
    pub worker: Known,
    pub lead: Known,
    pub grant: GrantId,
    pub invitation: HelperInvitationId,
    pub recovery: RecoveryId,
    pub member: StaffId,
    /// A message of the team with dates, of which one was taken.
    pub dates: MessageId,
    /// A goal on the person's plan, and its one step.
    pub goal: GoalId,
    pub step: StepId,
    /// A group on the plan, and a visit to it.
    pub plan_group: PlanGroupId,
    pub visit: VisitId,
}

/// Both sides, and who belongs to neither.
#[derive(Debug, Clone)]
pub struct World {
    pub here: Side,
    pub there: Side,
    pub stranger: Known,
    pub administrator: Known,
    pub report: ReportId,
}

/// Furnishes the world of a fresh test app.
pub async fn furnish(app: &TestApp) -> World {
    let other = TeamId(Uuid::from_u128(502));
    let hours = domain::hours::Hours::parse("Mon-Fri 09:00-17:00").unwrap();
    app.store
        .add_team(&Team {
            id: other,
            name: "Overbrook Link Workers".to_owned(),
            nation: Nation::Scotland,
            phone: Some("01632 960200".to_owned()),
            email: None,
            hours,
            promise_days: 3,
            safeguarding_lead: None,
        })
        .await
        .unwrap();
    let report = ReportId(Uuid::now_v7());
    let told = CreateReport { id: report, group: KNITTING, kind: ReportKind::Ended, words: String::new() };
    app.store.create_report(&told, None, monday()).await.unwrap();
    World {
        here: side(app, team(), "here").await,
        there: side(app, other, "there").await,
        stranger: account(app, "stranger@example.org").await,
        administrator: staff(app, None, "Ada", StaffRole::Administrator).await.1,
        report,
    }
}

async fn side(app: &TestApp, team: TeamId, name: &str) -> Side {
    let store = &app.store;
    let (person, referral) =
        refer(store, team, &format!("amina@{name}.example.org"), &format!("sara@{name}.example.org")).await;
    let own = account(app, &format!("amina@{name}.example.org")).await;
    let (worker_id, worker) = staff(app, Some(team), "Wen", StaffRole::LinkWorker).await;
    let (_, lead) = staff(app, Some(team), "Lea", StaffRole::TeamLead).await;
    let (member, _) = staff(app, Some(team), "Mo", StaffRole::LinkWorker).await;
    let (helper_all, grant) = helper(app, person, &format!("all@{name}.example.org"), &Scope::ALL).await;
    let (helper_plan, _) = helper(app, person, &format!("plan@{name}.example.org"), &[Scope::SeePlan]).await;
    let invitation = HelperInvitationId(Uuid::now_v7());
    let new = NewHelperInvitation {
        id: invitation,
        grant: grant_of(person, &[Scope::SeePlan]),
        code_mac: Sha256::digest(invitation.to_string()).into(),
        expires_at: monday() + chrono::TimeDelta::hours(24),
    };
    store.invite_helper(&new, None, monday()).await.unwrap();
    let recovery = StoredRecovery {
        id: RecoveryId(Uuid::now_v7()),
        person,
        opened_by: member,
        is_face_to_face: true,
        how: "She showed her bus pass.".to_owned(),
        opened_at: monday(),
        approved_by: None,
        ready_at: monday(),
        is_given: false,
    };
    let deed = Deed { actor: stile_api::store::Actor::Staff(worker_id), person, what: Looked::OpenedRecovery };
    store.open_recovery(&recovery, team, deed).await.unwrap();
    let dates = suggest_dates(store, ThreadKey { person, team }, worker_id, own.holder).await;
    let (goal, step) = begin_goal(store, person, worker_id).await;
    let (plan_group, visit) = go_to_group(store, person, worker_id, own.holder).await;
    Side {
        team,
        person,
        referral,
        own,
        helper_all,
        helper_plan,
        worker,
        lead,
        grant,
        invitation,
        recovery: recovery.id,
        member,
        dates,
        goal,
        step,
        plan_group,
        visit,
    }
}

/// The team writes a goal with a step on the person's plan.
async fn begin_goal(store: &Store, person: PersonId, worker: StaffId) -> (GoalId, StepId) {
    let (goal, step) = (GoalId(Uuid::now_v7()), StepId(Uuid::now_v7()));
    let new = NewGoal {
        person,
        sent: CreateGoal {
            id: goal,
            title: "Get out more".to_owned(),
            why: String::new(),
            how_known: String::new(),
            score_now: None,
            steps: vec![NewStep { id: step, words: "Look what is on.".to_owned(), on: None }],
        },
        by: Author {
            side: wire::Side::Staff,
            name: worker.to_string(),
            relation: String::new(),
            covers_for: String::new(),
        },
        payload_digest: [6; 32],
    };
    let kept = store.create_goal(&new, monday()).await.unwrap();
    assert!(matches!(kept, GoalKept::Done(_)));
    (goal, step)
}

/// The team suggests a group, and the person records that they did not go to one of its meetings.
async fn go_to_group(store: &Store, person: PersonId, worker: StaffId, own: Holder) -> (PlanGroupId, VisitId) {
    let (plan_group, visit) = (PlanGroupId(Uuid::now_v7()), VisitId(Uuid::now_v7()));
    let Holder::Account(account) = own else { panic!("an account") };
    let by = |side: wire::Side, name: String| Author { side, name, relation: String::new(), covers_for: String::new() };
    let new = NewPlanGroup {
        person,
        sent: AddPlanGroup { id: plan_group, group: KNITTING, reason: String::new() },
        name: "Knit and natter".to_owned(),
        by: by(wire::Side::Staff, worker.to_string()),
        payload_digest: [8; 32],
    };
    assert!(matches!(store.add_plan_group(&new, monday()).await.unwrap(), PlanGroupKept::Done(_)));
    let starts_at = monday() - chrono::TimeDelta::days(14);
    let new = NewVisit {
        person,
        sent: RecordVisit {
            id: visit,
            meeting: VisitedMeeting { group: KNITTING, place: None, starts_at },
            outcome: VisitOutcome::DidNot,
            face: None,
            line: String::new(),
            is_private: true,
        },
        name: "Knit and natter".to_owned(),
        by: by(wire::Side::Person, account.to_string()),
        payload_digest: [8; 32],
    };
    assert!(matches!(store.record_visit(&new, monday()).await.unwrap(), VisitKept::Done(_)));
    (plan_group, visit)
}

/// The team suggests a date, and the person takes it.
async fn suggest_dates(store: &Store, thread: ThreadKey, worker: StaffId, own: Holder) -> MessageId {
    let starts_at = monday() + chrono::TimeDelta::days(7);
    let id = MessageId(Uuid::now_v7());
    let dates =
        NewDates { starts_at: vec![Instant(starts_at)], minutes: 30, how: ContactHow::Call, words: String::new() };
    let new = NewMessage {
        id,
        thread,
        side: wire::Side::Staff,
        by: Hand::Staff(worker),
        covers_for: None,
        body: serde_json::json!({ "sent": { "dates": dates } }).to_string(),
        danger: String::new(),
        read_to: 0,
        payload_digest: [4; 32],
        closed: None,
        escalates_at: None,
    };
    store.send_message(&new, monday()).await.unwrap();
    let message = store.find_message(thread, id).await.unwrap().unwrap();
    let Holder::Account(account) = own else { panic!("an account") };
    store.take_date(&message, 0, starts_at, Hand::Account(account), monday()).await.unwrap();
    id
}

/// A referral that a daughter sent for her mother: the record it is in, and its id.
pub async fn refer(store: &Store, team: TeamId, email: &str, helper_email: &str) -> (PersonId, ReferralId) {
    let id = ReferralId(Uuid::now_v7());
    let answers = Answers {
        for_whom: Some(ForWhom::Someone),
        words: "Somebody to talk to.".to_owned(),
        needs: vec![Need::Loneliness],
        name: "Amina Ahmed".to_owned(),
        email: email.to_owned(),
        email_safe: Some(true),
        helper_name: "Sara Ahmed".to_owned(),
        helper_relation: "daughter".to_owned(),
        helper_email: helper_email.to_owned(),
        ..Answers::default()
    };
    let new = NewReferral {
        id,
        payload_digest: [7; 32],
        answers: serde_json::to_string(&answers).unwrap(),
        team,
        reference: id.to_string()[24..].to_owned(),
        sent_at: monday(),
        promised_by: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
        likeness: vec![format!("amina|{email}")],
        is_urgent_words: false,
        consent_version: "1".to_owned(),
        person: NewPerson {
            account: None,
            name: "Amina Ahmed".to_owned(),
            likeness: format!("aminaahmed|1950-01-01|{email}"),
            birth: NaiveDate::from_ymd_opt(1950, 1, 1).unwrap(),
            language: String::new(),
            access: Vec::new(),
            access_note: String::new(),
            phone: String::new(),
            email: email.to_owned(),
            postcode: "QQ1 1AA".to_owned(),
            surgery: String::new(),
            safe: vec![(Channel::Email, Some(true))],
        },
        contacts: vec![(email.to_owned(), false), (helper_email.to_owned(), true)],
    };
    store.create_referral(&new, &[9; 32]).await.unwrap();
    let person = store.person_of_referral(id).await.unwrap().unwrap();
    (person, id)
}

/// Somebody signs in by an address that they have proved.
pub async fn account(app: &TestApp, email: &str) -> Known {
    let (cookie, token) = token();
    let new = NewSignIn { id: SignInId(Uuid::now_v7()), device: String::new(), token, before: None };
    let sign_in = app.store.sign_in_by_contact(ContactKind::Email, email, &new, now(app)).await.unwrap();
    Known { cookie, sign_in: sign_in.id, holder: sign_in.holder }
}

/// A member of staff who is signed in.
pub async fn staff(app: &TestApp, team: Option<TeamId>, name: &str, role: StaffRole) -> (StaffId, Known) {
    let id = StaffId(Uuid::now_v7());
    let new = NewInvitation {
        staff: id,
        team,
        name: name.to_owned(),
        role,
        token: Sha256::digest(id.to_string()).into(),
        code_mac: [1; 32],
        expires_at: monday() + chrono::TimeDelta::hours(24),
    };
    app.store.invite_staff(&new, monday()).await.unwrap();
    (id, sign_in_staff(app, id).await)
}

/// Signs a member of staff in.
pub async fn sign_in_staff(app: &TestApp, id: StaffId) -> Known {
    sign_in_as(app, Holder::Staff(id), Life::Staff).await
}

/// Signs somebody in who has no address, as their words on paper would.
pub async fn sign_in_account(app: &TestApp, id: AccountId) -> Known {
    sign_in_as(app, Holder::Account(id), Life::Shared).await
}

async fn sign_in_as(app: &TestApp, holder: Holder, life: Life) -> Known {
    let (cookie, token) = token();
    let now = now(app);
    let sign_in = SignIn {
        id: SignInId(Uuid::now_v7()),
        holder,
        life,
        has_chosen_life: true,
        device: String::new(),
        created_at: now,
        seen_at: now,
        strong_at: now,
    };
    app.store.begin_sign_in(&sign_in, &token, None).await.unwrap();
    Known { cookie, sign_in: sign_in.id, holder: sign_in.holder }
}

/// A helper of a person, signed in.
pub async fn helper(app: &TestApp, person: PersonId, email: &str, scopes: &[Scope]) -> (Known, GrantId) {
    let known = account(app, email).await;
    let Holder::Account(account) = known.holder else { panic!("an account") };
    let code_mac: [u8; 32] = Sha256::digest(email).into();
    let new = NewHelperInvitation {
        id: HelperInvitationId(Uuid::now_v7()),
        grant: grant_of(person, scopes),
        code_mac,
        expires_at: now(app) + chrono::TimeDelta::hours(24),
    };
    app.store.invite_helper(&new, None, now(app)).await.unwrap();
    let grant = app.store.take_helper_invitation(&code_mac, account, None, now(app)).await.unwrap().unwrap();
    (known, grant)
}

fn grant_of(person: PersonId, scopes: &[Scope]) -> NewGrant {
    NewGrant {
        person,
        name: "Sara Ahmed".to_owned(),
        relation: "daughter".to_owned(),
        terms: terms(scopes),
        how: String::new(),
        recorded_by: None,
    }
}

/// What a helper may do until the end of February.
pub fn terms(scopes: &[Scope]) -> GrantTerms {
    GrantTerms { scopes: scopes.to_vec(), ends_on: NaiveDate::from_ymd_opt(2027, 2, 28).unwrap(), is_alone: Some(true) }
}

/// A passkey of somebody, whose public half opens nothing.
pub async fn passkey(app: &TestApp, holder: Holder) -> PasskeyId {
    let id = PasskeyId(Uuid::now_v7());
    let new = StoredPasskey {
        id,
        holder,
        credential: id.to_string(),
        document: "{}".to_owned(),
        label: "Phone".to_owned(),
        is_synced: true,
        created_at: monday(),
    };
    app.store.add_passkey(&new).await.unwrap();
    id
}

/// A code that an account asked for, to add an address.
pub async fn code_to_add(app: &TestApp, account: AccountId) -> CodeId {
    let id = CodeId(Uuid::now_v7());
    let new = NewCode {
        id,
        kind: ContactKind::Email,
        value: format!("{id}@example.org"),
        adds_to: Some(account),
        browser: [3; 32],
        created_at: monday(),
        expires_at: monday() + chrono::TimeDelta::minutes(10),
    };
    let limits =
        CodeLimits { codes_an_hour: 9, messages_an_hour: 9, tries_a_code: 9, guesses_a_day: 9, failures_an_hour: 99 };
    app.store.ask_code(&new, &limits, monday().date_naive()).await.unwrap();
    id
}

/// The first proved address of an account.
pub async fn contact(app: &TestApp, account: AccountId) -> ContactId {
    app.store.contacts_of(account).await.unwrap().first().unwrap().id
}

fn token() -> (String, [u8; 32]) {
    let raw: [u8; 32] = stile_api::random::bytes();
    (format!("__Host-s={}", URL_SAFE_NO_PAD.encode(raw)), Sha256::digest(raw).into())
}

fn now(app: &TestApp) -> chrono::DateTime<Utc> {
    use stile_api::clock::Clock as _;
    app.clock.now()
}
