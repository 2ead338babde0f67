//! What somebody writes into a plan, one thing at a time, told apart more finely than elsewhere: what may have arrived must
//! be sent again, and what never will be taken must not.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::{
    ActOnGoal, ActOnPlanGroup, ActOnStep, ActOnVisit, AddPlanGroup, CreateGoal, ErrorCode, GoalId, KeepCheckIn,
    PersonId, PlanGroupId, Problem, RecordVisit, SayMeetingWord, StepId, VisitId,
};

use crate::backend::client::read;
use crate::backend::failure::Failure;
use crate::browser::fetch::{self, Answer};

/// One thing that is written. Each has an id of its own or says the same when it is said again, so that it is safe to
/// repeat.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    Goal(CreateGoal),
    ActGoal(GoalId, ActOnGoal),
    ActStep(GoalId, StepId, ActOnStep),
    Group(AddPlanGroup),
    ActGroup(PlanGroupId, ActOnPlanGroup),
    Visit(RecordVisit),
    ActVisit(VisitId, ActOnVisit),
    /// What somebody says beforehand about a meeting.
    Word(SayMeetingWord),
    CheckIn(KeepCheckIn),
    /// Something of a page of another app, which is sent as it is.
    Unread(Letter),
}

/// What is written, as it travels and as it is kept. It is read again only by an app that shows it: reading every kind
/// would weigh more than any of the pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    kind: String,
    /// The ids in its address.
    ids: Vec<Uuid>,
    json: String,
}

impl Letter {
    /// What is sent, as JSON.
    pub fn json(&self) -> &str {
        &self.json
    }
}

/// Reads what an app shows; nothing where it is of another kind.
pub type Read = fn(&Letter) -> Option<Write>;

/// Why something has not arrived for certain.
#[derive(Debug, Clone, PartialEq)]
pub enum Unsent {
    /// No answer, or none just now. The same is sent again; after so many seconds, where the server said so.
    Later(Option<u32>),
    /// It will not be taken as it is.
    Refused(Failure),
}

/// Sends it, and gives back the JSON of the answer: what it is about, as it is now.
pub async fn send(person: PersonId, letter: &Letter) -> Result<String, Unsent> {
    let (method, address) = target(person, letter);
    let Ok(answer) = fetch::send(method, &address, &letter.json).await else { return Err(Unsent::Later(None)) };
    let (status, body) = (answer.status, answer.body.clone());
    // Read like every answer, so that it is heard when a sign-in has ended.
    let there: Result<IgnoredAny, Failure> = read(Ok::<Answer, ()>(answer));
    match there {
        Ok(_) => Ok(body),
        Err(why) => Err(unsent(status, &body, why)),
    }
}

/// By which method and where it is sent.
pub fn target(person: PersonId, letter: &Letter) -> (&'static str, String) {
    let base = format!("/api/people/{person}");
    let (method, end) = match (letter.kind.as_str(), letter.ids.as_slice()) {
        (ACT_GOAL, [goal, ..]) => ("POST", format!("/plan/goals/{goal}/acts")),
        (ACT_STEP, [goal, step, ..]) => ("POST", format!("/plan/goals/{goal}/steps/{step}/acts")),
        (GROUP, _) => ("POST", "/plan/groups".to_owned()),
        (ACT_GROUP, [group, ..]) => ("POST", format!("/plan/groups/{group}/acts")),
        (VISIT, _) => ("POST", "/plan/visits".to_owned()),
        (ACT_VISIT, [visit, ..]) => ("POST", format!("/plan/visits/{visit}/acts")),
        (WORD, _) => ("PUT", "/plan/meeting-words".to_owned()),
        (CHECK_IN, _) => ("POST", "/check-ins".to_owned()),
        _ => ("POST", "/plan/goals".to_owned()),
    };
    (method, base + &end)
}

const GOAL: &str = "goal";
const ACT_GOAL: &str = "act_goal";
const ACT_STEP: &str = "act_step";
const GROUP: &str = "group";
const ACT_GROUP: &str = "act_group";
const VISIT: &str = "visit";
const ACT_VISIT: &str = "act_visit";
const WORD: &str = "word";
const CHECK_IN: &str = "check_in";

impl From<&Write> for Letter {
    fn from(write: &Write) -> Self {
        match write {
            Write::Goal(new) => letter(GOAL, &[], new),
            Write::ActGoal(goal, act) => letter(ACT_GOAL, &[goal.0], act),
            Write::ActStep(goal, step, act) => letter(ACT_STEP, &[goal.0, step.0], act),
            Write::Group(new) => letter(GROUP, &[], new),
            Write::ActGroup(group, act) => letter(ACT_GROUP, &[group.0], act),
            Write::Visit(new) => letter(VISIT, &[], new),
            Write::ActVisit(visit, act) => letter(ACT_VISIT, &[visit.0], act),
            Write::Word(word) => letter(WORD, &[], word),
            Write::CheckIn(new) => letter(CHECK_IN, &[], new),
            Write::Unread(letter) => letter.clone(),
        }
    }
}

/// None of these has a part that cannot be written as JSON.
fn letter(kind: &str, ids: &[Uuid], what: &impl Serialize) -> Letter {
    Letter { kind: kind.to_owned(), ids: ids.to_vec(), json: serde_json::to_string(what).unwrap_or_default() }
}

fn body<T: DeserializeOwned>(letter: &Letter) -> Option<T> {
    serde_json::from_str(&letter.json).ok()
}

/// Reads what was done with goals and steps.
pub fn read_goal(letter: &Letter) -> Option<Write> {
    match (letter.kind.as_str(), letter.ids.as_slice()) {
        (GOAL, _) => body(letter).map(Write::Goal),
        (ACT_GOAL, [goal]) => body(letter).map(|act| Write::ActGoal(GoalId(*goal), act)),
        _ => read_step(letter),
    }
}

/// Reads what was done with steps alone.
pub fn read_step(letter: &Letter) -> Option<Write> {
    match (letter.kind.as_str(), letter.ids.as_slice()) {
        (ACT_STEP, [goal, step]) => body(letter).map(|act| Write::ActStep(GoalId(*goal), StepId(*step), act)),
        _ => None,
    }
}

/// Reads what was done with groups.
pub fn read_group(letter: &Letter) -> Option<Write> {
    match (letter.kind.as_str(), letter.ids.as_slice()) {
        (GROUP, _) => body(letter).map(Write::Group),
        (ACT_GROUP, [group]) => body(letter).map(|act| Write::ActGroup(PlanGroupId(*group), act)),
        _ => None,
    }
}

/// Reads what was recorded of meetings.
pub fn read_visit(letter: &Letter) -> Option<Write> {
    match (letter.kind.as_str(), letter.ids.as_slice()) {
        (VISIT, _) => body(letter).map(Write::Visit),
        (ACT_VISIT, [visit]) => body(letter).map(|act| Write::ActVisit(VisitId(*visit), act)),
        _ => None,
    }
}

/// Reads what was said of meetings beforehand.
pub fn read_word(letter: &Letter) -> Option<Write> {
    if letter.kind == WORD { body(letter).map(Write::Word) } else { None }
}

/// Reads answers to measures.
pub fn read_check_in(letter: &Letter) -> Option<Write> {
    if letter.kind == CHECK_IN { body(letter).map(Write::CheckIn) } else { None }
}

fn unsent(status: u16, body: &str, why: Failure) -> Unsent {
    let problem = serde_json::from_str::<Problem>(body).ok();
    let is_outdated = problem.as_ref().is_some_and(|problem| problem.code == ErrorCode::Outdated);
    match status {
        400 | 402..=407 | 409..=424 | 426..=428 | 430..=499 if !is_outdated => Unsent::Refused(why),
        // An answer that cannot be read may have been a yes. Whoever has to sign in again, or to load the page again,
        // sends it then.
        _ => Unsent::Later(problem.and_then(|problem| problem.retry_after_seconds)),
    }
}
