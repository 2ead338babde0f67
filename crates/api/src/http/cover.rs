//! Which team takes a referral. Both the question beforehand and the referral itself ask here, and work out the promised
//! day in `promises`, so that what was promised before is what is promised after.

pub mod find;

use domain::postcode::Postcode;
use wire::TeamSummary;

use crate::http::error::Error;
use crate::store::{Store, Team};

/// The team that covers the surgery (by its code), else the postcode's district.
pub async fn team_covering(
    store: &Store,
    surgery: Option<&str>,
    postcode: Option<&Postcode>,
) -> Result<Option<Team>, Error> {
    Ok(store.team_covering(surgery, postcode.map(Postcode::district)).await?)
}

/// The team, as much as anybody may know.
pub fn summary(team: &Team) -> TeamSummary {
    TeamSummary {
        id: team.id,
        name: team.name.clone(),
        phone: team.phone.clone(),
        email: team.email.clone(),
        hours: team.hours.to_string(),
    }
}
