//! `POST /api/referrals`: somebody asks for a link worker. Answered only once it is durable; sent twice, it is one.
//!
//! Nothing of the answers is logged, nor the id, which leads to them.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{age, london, reference, referral};
use serde_json::Value;
use sha2::{Digest, Sha256};
use wire::{AccountId, Answers, CreateReferral, FieldProblem, Receipt};

use crate::http::authorize::sender;
use crate::http::cookie::{Cookie, Token};
use crate::http::cover::{summary, team_covering};
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::WriteProblems;
use crate::http::state::AppState;
use crate::promises::promised_by;
use crate::random;
use crate::referred::person_of;
use crate::store::{self, Kept, NewReferral, Store, StoredReferral};

/// How often a reference is drawn again when somebody has it already. With a million referrals one draw in seven
/// hundred meets one, so that eight in a row means something else is wrong.
const DRAWS: usize = 8;

/// Ask for a link worker
///
/// The id is made by the sender. The same id with the same answers gives the same receipt for ever; with other answers
/// it is a conflict. The cookie lets this browser, and nobody else, see the stages again until it is closed.
#[utoipa::path(
    post,
    path = "/api/referrals",
    tag = "referrals",
    request_body = CreateReferral,
    responses(
        (
            status = 201,
            description = "Kept, now or before",
            body = Receipt,
            headers(("Set-Cookie" = String, description = "`__Host-r`, gone with the browser"))
        ),
        WriteProblems
    )
)]
pub async fn create_referral(
    State(state): State<AppState>,
    headers: HeaderMap,
    Sent(sent): Sent<CreateReferral>,
) -> Result<Response, Error> {
    let now = state.clock.now();
    let digest = digest(&sent.answers).map_err(|error| Error::Internal(error.into()))?;
    // A browser that has sent something before goes on collecting under the same cookie.
    let token = Cookie::Viewer.of(&headers).unwrap_or_else(Token::fresh);
    let viewer = token.digest();
    // First of all: what was kept once is received for ever, whatever has become of the team's cover, the words of the
    // consent or the clock since.
    let stored = match state.store.find_sent_referral(sent.id, &digest, &viewer, now).await? {
        Some(Kept::New(stored) | Kept::Same(stored)) => stored,
        Some(Kept::Different) => return Err(Error::Conflict),
        None => {
            let account = sender(&state, &headers, now).await?;
            keep(&state.store, accept(&state, &sent, digest, account, now).await?, &viewer).await?
        }
    };
    let receipt = receipt(&state.store, stored).await?;
    let cookie = Cookie::Viewer.set(&token, None).map_err(Error::Internal)?;
    Ok((StatusCode::CREATED, [(header::SET_COOKIE, cookie)], Json(receipt)).into_response())
}

/// What is to be kept of answers that came for the first time.
async fn accept(
    state: &AppState,
    sent: &CreateReferral,
    payload_digest: [u8; 32],
    account: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<NewReferral, Error> {
    let today = london::today(now);
    let answers = &sent.answers;
    if is_too_young(answers, today) {
        return Err(Error::TooYoung);
    }
    let parsed = referral::parse(answers, today).map_err(|problems| Error::Invalid(in_answers(problems)))?;
    let home = &parsed.home;
    let surgery = home.surgery.as_ref().map(|surgery| surgery.code.as_str());
    let team = team_covering(&state.store, surgery, home.postcode.as_ref()).await?.ok_or(Error::NoTeam)?;
    let (person, contacts) = person_of(&parsed, account);
    Ok(NewReferral {
        person,
        contacts,
        id: sent.id,
        payload_digest,
        // What these answers did not ask for, left over from another way through the questions, is not kept.
        answers: serde_json::to_string(&parsed.to_answers()).map_err(|error| Error::Internal(error.into()))?,
        team: team.id,
        reference: String::new(),
        sent_at: now,
        promised_by: promised_by(&state.store, &team, now).await?,
        likeness: referral::likeness(&parsed),
        is_urgent_words: parsed.danger().is_some(),
        consent_version: parsed.consent_version,
    })
}

/// Told before anything else that is wrong: there is another place for them.
fn is_too_young(answers: &Answers, today: NaiveDate) -> bool {
    age::birth_date(&answers.birth, today).is_ok_and(|birth| age::on(birth, today) < age::YOUNGEST)
}

fn in_answers(problems: Vec<FieldProblem>) -> Vec<FieldProblem> {
    problems
        .into_iter()
        .map(|problem| FieldProblem { field: format!("answers.{}", problem.field), code: problem.code })
        .collect()
}

/// Keeps the referral under a reference that nobody else has.
async fn keep(store: &Store, mut new: NewReferral, viewer: &[u8; 32]) -> Result<StoredReferral, Error> {
    for _ in 0..DRAWS {
        new.reference = reference::from_bits(u32::from_le_bytes(random::bytes()));
        match store.create_referral(&new, viewer).await {
            Ok(Kept::New(stored) | Kept::Same(stored)) => return Ok(stored),
            Ok(Kept::Different) => return Err(Error::Conflict),
            Err(store::Error::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::Internal(anyhow::anyhow!("{DRAWS} references in a row were taken")))
}

/// What was promised when it was first kept, also when the team's hours have changed since.
async fn receipt(store: &Store, stored: StoredReferral) -> Result<Receipt, Error> {
    let team = store.find_team(stored.team).await?;
    let team = team.ok_or_else(|| Error::Internal(anyhow::anyhow!("a referral's team is not there")))?;
    Ok(Receipt {
        id: stored.id,
        reference: stored.reference,
        team: summary(&team),
        sent_at: stored.sent_at,
        promised_by: stored.promised_by,
    })
}

/// The SHA-256 of the answers in their canonical form: fields by name, empty ones left out. A field that a later
/// version adds is empty in what was sent before, so that sending it again is still the same.
fn digest(answers: &Answers) -> serde_json::Result<[u8; 32]> {
    let canonical = canonical(serde_json::to_value(answers)?);
    Ok(Sha256::digest(serde_json::to_vec(&canonical)?).into())
}

fn canonical(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let by_name: BTreeMap<String, Value> = fields
                .into_iter()
                .map(|(name, value)| (name, canonical(value)))
                .filter(|(_, value)| !is_empty(value))
                .collect();
            Value::Object(by_name.into_iter().collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(canonical).collect()),
        other => other,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use wire::{Birth, Need};

    use super::*;

    fn answers() -> Answers {
        Answers { words: "to get out more".to_owned(), needs: vec![Need::GettingOut], ..Answers::default() }
    }

    #[test]
    fn canonical_form_leaves_out_what_is_empty() {
        let value = canonical(serde_json::to_value(answers()).unwrap());
        assert_eq!(value.to_string(), r#"{"needs":["getting_out"],"words":"to get out more"}"#);
    }

    #[test]
    fn every_answer_counts() {
        let before = digest(&answers()).unwrap();
        assert_eq!(digest(&answers()).unwrap(), before);
        let changes: [fn(&mut Answers); 4] = [
            |answers| answers.words.push(' '),
            |answers| answers.call_safe = Some(false),
            |answers| answers.birth.day.push('1'),
            |answers| answers.needs.push(Need::Food),
        ];
        for change in changes {
            let mut changed = answers();
            change(&mut changed);
            assert_ne!(digest(&changed).unwrap(), before);
        }
    }

    #[test]
    fn age_is_told_first() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let born = |year: &str| Answers {
            birth: Birth { day: "24".to_owned(), month: "11".to_owned(), year: year.to_owned() },
            ..Answers::default()
        };
        assert!(is_too_young(&born("2010"), today), "sixteen tomorrow");
        assert!(!is_too_young(&born("2009"), today));
        assert!(!is_too_young(&born("soon"), today), "what cannot be read is told as such");
    }
}
