//! The people of a team.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Map;
use wire::{
    CaseSummary, DeskPerson, GrantId, Helpers, PersonId, RecordHelper, RecordedHelper, StaffRef, Stage, TeamId,
};

use crate::backend::client::{get, post};
use crate::backend::failure::Failure;
use crate::routes::encode;

/// Everybody's caseload, what is due soonest first.
pub async fn list(team: TeamId) -> Result<Vec<CaseSummary>, Failure> {
    get(&format!("/api/desk/teams/{team}/people")).await
}

/// One person's record. The person can read that it was opened.
pub async fn find(person: &str) -> Result<DeskPerson, Failure> {
    let mut address = "/api/desk/people/".to_owned();
    encode(person, &mut address);
    get(&address).await
}

/// Writes down that the person said yes to a helper, face to face.
pub async fn record_helper(person: PersonId, helper: &RecordHelper) -> Result<RecordedHelper, Failure> {
    post(&format!("/api/desk/people/{person}/helpers"), helper).await
}

/// Ends what a helper may see.
pub async fn end_helper(person: PersonId, grant: GrantId) -> Result<Helpers, Failure> {
    post(&format!("/api/people/{person}/helpers/{grant}/end"), &Map::new()).await
}

/// As much of a person's record as tells them from others. Reading the rest of it would weigh more than this.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Brief {
    pub details: BriefDetails,
    #[serde(with = "wire::dates::date")]
    pub birth: NaiveDate,
    pub cases: Vec<BriefCase>,
}

/// What they are called.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct BriefDetails {
    pub name: String,
}

/// One of their referrals.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct BriefCase {
    pub reference: String,
    pub stage: Stage,
    #[serde(default)]
    pub worker: Option<StaffRef>,
}

/// The head of one person's record. The person can read that it was opened.
pub async fn brief(person: PersonId) -> Result<Brief, Failure> {
    get(&format!("/api/desk/people/{person}")).await
}
