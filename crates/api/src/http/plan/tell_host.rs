//! `POST /api/people/{person}/plan/groups/{id}/host-letters`: tells whoever runs a group that somebody would like to come.
//! These words and nothing else. Answered only once it is durable; sent twice, it is one letter.

use axum::Json;
use axum::extract::State;
use domain::contact_point;
use domain::directory::GroupRecord;
use domain::host_letter;
use wire::{ContactKind, FieldCode, FieldProblem, HostTold, PersonId, PlanGroupId, Standing, TellHost};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::{Named, Sent};
use crate::http::once::digest;
use crate::http::openapi::OwnWriteProblems;
use crate::http::plan::open;
use crate::http::state::AppState;
use crate::store::{HostLetterKept, HostLetterKey, NewHostLetter};

/// Tell whoever runs a group
///
/// The words go by e-mail to the group's own address, exactly as they are written, and nothing else of the person goes with
/// them. The same id with the same words is one letter, for ever. `not_now` answers where the group has no address or is no
/// longer there; `letters` are `too_many` after three to a group or to its address in thirty days, or ten to all groups
/// in a day; `words` with a link in them are `not_offered`.
#[utoipa::path(
    post,
    path = "/api/people/{person}/plan/groups/{id}/host-letters",
    tag = "plan",
    params(
        ("person" = PersonId, Path, description = "Whose plan it is"),
        ("id" = PlanGroupId, Path, description = "The group on the plan")
    ),
    request_body = TellHost,
    responses((status = 200, description = "It goes, now or before", body = HostTold), OwnWriteProblems)
)]
pub async fn tell_host(
    State(state): State<AppState>,
    caller: Caller,
    Named(named): Named<(PersonId, PlanGroupId)>,
    Sent(sent): Sent<TellHost>,
) -> Result<Json<HostTold>, Error> {
    let id = named.1;
    let now = state.clock.now();
    let opened = open(&state, &caller, now).await?;
    let payload_digest = digest(opened.by.name.as_bytes(), &format!("host letter {id}"), &sent.words)?;
    let key = HostLetterKey { id: sent.id, person: opened.person.id, plan_group: id, payload_digest };
    // First of all: what was kept once is received for ever, whatever has become of the group.
    let kept = match state.store.find_host_letter(&key).await? {
        Some(kept) => kept,
        None => state.store.write_to_host(&letter(&state, key, &sent.words).await?, now).await?,
    };
    match kept {
        HostLetterKept::New(told) | HostLetterKept::Same(told) => Ok(Json(told)),
        HostLetterKept::Different => Err(Error::Conflict),
        HostLetterKept::Gone => Err(Error::NotFound),
        HostLetterKept::TooMany => Err(invalid("letters", FieldCode::TooMany)),
    }
}

/// The letter that is to go.
async fn letter(state: &AppState, key: HostLetterKey, words: &str) -> Result<NewHostLetter, Error> {
    let on_plan = state.store.plan_group_of(key.person, key.plan_group).await?.ok_or(Error::NotFound)?;
    if let Some(code) = host_letter::problem(words) {
        return Err(invalid("words", code));
    }
    let entry = state.catalogue.index().get(on_plan.group).ok_or(Error::NotNow)?;
    let address = address(&entry.record).ok_or(Error::NotNow)?;
    Ok(NewHostLetter {
        key: HostLetterKey { plan_group: on_plan.id, ..key },
        group: on_plan.group,
        group_name: entry.record.name,
        address,
        words: words.trim().to_owned(),
    })
}

/// The first of a group's own addresses that is one. Nobody reads the letters of a group that is gone.
fn address(record: &GroupRecord) -> Option<String> {
    if record.standing == Standing::Gone {
        return None;
    }
    let mut points = record.contacts.iter().filter_map(|contact| contact_point::parse(contact.email.as_deref()?));
    points.find(|point| point.kind == ContactKind::Email).map(|point| point.value)
}

fn invalid(field: &str, code: FieldCode) -> Error {
    Error::Invalid(vec![FieldProblem { field: field.to_owned(), code }])
}

#[cfg(test)]
mod tests {
    use wire::Contact;

    use super::*;

    fn record(emails: &[&str]) -> GroupRecord {
        let contacts = emails.iter().map(|email| Contact { email: Some((*email).to_owned()), ..Contact::default() });
        GroupRecord { contacts: contacts.collect(), ..GroupRecord::default() }
    }

    #[test]
    fn the_first_address_that_is_one_is_written_to() {
        let of = |emails: &[&str]| address(&record(emails));
        assert_eq!(of(&["Hall@Example.org", "other@example.org"]).as_deref(), Some("hall@example.org"));
        assert_eq!(
            of(&["", "ask at the door", "07700 900123", "hall@example.org"]).as_deref(),
            Some("hall@example.org")
        );
        assert_eq!(of(&["a@example.org\r\nBcc: b@example.org", "a@b"]), None);
        assert_eq!(of(&[]), None);
        let gone = GroupRecord { standing: Standing::Gone, ..record(&["hall@example.org"]) };
        assert_eq!(address(&gone), None);
    }
}
