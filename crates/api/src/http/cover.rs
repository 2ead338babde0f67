//! Which team takes a referral, and by when it is in touch. Both the question beforehand and the referral itself ask
//! here, so that what was promised before is what is promised after.

pub mod find;

use chrono::{DateTime, NaiveDate, Utc};
use domain::postcode::Postcode;
use domain::promise;
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

/// The day by which the team is in touch about something sent at that instant.
pub async fn promised_by(store: &Store, team: &Team, sent: DateTime<Utc>) -> Result<NaiveDate, Error> {
    let holidays = store.holidays(team.nation).await?;
    Ok(promise::due(sent, &team.hours, &holidays, team.promise_days))
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
