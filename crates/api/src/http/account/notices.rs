//! One's own inbox, how one is told of what is new, and the devices on which it appears.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::notice;
use wire::{AccountId, ChangeNotices, EndDevice, FieldCode, FieldProblem, Inbox, Notice, PushDevice, TestNotice};

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::extract::Sent;
use crate::http::openapi::{OwnProblems, OwnWriteProblems};
use crate::http::state::AppState;
use crate::jobs::telling::{choice_or_default, reach};
use crate::notices::push::{are_keys, is_allowed};

/// See what is new
#[utoipa::path(
    get,
    path = "/api/notices",
    tag = "account",
    responses((status = 200, description = "The latest hundred, newest first", body = Inbox), OwnProblems)
)]
pub async fn see_notices(State(state): State<AppState>, caller: Caller) -> Result<Json<Inbox>, Error> {
    Ok(Json(inbox(&state, caller.account()?).await?))
}

async fn inbox(state: &AppState, account: AccountId) -> Result<Inbox, Error> {
    let now = state.clock.now();
    let notices = state.store.notices_of(account).await?;
    let reach = reach(&state.store, account, now).await?;
    Ok(Inbox {
        notices: notices
            .into_iter()
            .map(|stored| Notice {
                id: stored.id,
                kind: stored.kind,
                person: stored.person,
                at: stored.at,
                is_new: stored.is_new,
            })
            .collect(),
        choice: choice_or_default(state.store.notice_choice(account).await?),
        ways: reach.states(|channel| state.jobs.can(channel), now),
        push_key: state.jobs.outgoing.push_key().unwrap_or_default(),
    })
}

/// Say that everything was looked at
///
/// Nobody goes on telling of it.
#[utoipa::path(
    post,
    path = "/api/notices/opened",
    tag = "account",
    responses((status = 204, description = "Kept"), OwnWriteProblems)
)]
pub async fn open_notices(State(state): State<AppState>, caller: Caller) -> Result<StatusCode, Error> {
    state.store.open_notices(caller.account()?, state.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Choose how to be told
#[utoipa::path(
    put,
    path = "/api/notices/choice",
    tag = "account",
    request_body = ChangeNotices,
    responses((status = 200, description = "As it is now", body = Inbox), OwnWriteProblems)
)]
pub async fn choose_notices(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<ChangeNotices>,
) -> Result<Json<Inbox>, Error> {
    let account = caller.account()?;
    let wrong = notice::problems(&sent.choice);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    state.store.set_notice_choice(account, &sent.choice).await?;
    Ok(Json(inbox(&state, account).await?))
}

/// Tell of a device
///
/// From now on notices can appear on it, and it is nobody else's. Told again at each start.
#[utoipa::path(
    post,
    path = "/api/notices/devices",
    tag = "account",
    request_body = PushDevice,
    responses((status = 204, description = "Kept"), OwnWriteProblems)
)]
pub async fn keep_device(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<PushDevice>,
) -> Result<StatusCode, Error> {
    let account = caller.account()?;
    let mut wrong = Vec::new();
    let mut say = |field: &str, code| wrong.push(FieldProblem { field: field.to_owned(), code });
    if !is_allowed(&sent.endpoint, state.jobs.outgoing.push_hosts()) {
        say("endpoint", FieldCode::NotOffered);
    }
    if !are_keys(&sent.p256dh, &sent.auth) {
        say("p256dh", FieldCode::Unreadable);
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    state.store.keep_device(account, caller.sign_in.id, &sent, state.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End notices on a device
#[utoipa::path(
    post,
    path = "/api/notices/devices/end",
    tag = "account",
    request_body = EndDevice,
    responses((status = 204, description = "Forgotten, or never known"), OwnWriteProblems)
)]
pub async fn end_device(
    State(state): State<AppState>,
    caller: Caller,
    Sent(sent): Sent<EndDevice>,
) -> Result<StatusCode, Error> {
    state.store.end_device(caller.account()?, &sent.endpoint).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Send me a test
///
/// At once and at any hour, over every channel of the choice that is safe now.
#[utoipa::path(
    post,
    path = "/api/notices/test",
    tag = "account",
    responses((status = 200, description = "Over which it went", body = TestNotice), OwnWriteProblems)
)]
pub async fn test_notices(State(state): State<AppState>, caller: Caller) -> Result<Json<TestNotice>, Error> {
    let (account, now) = (caller.account()?, state.clock.now());
    let has_chosen = state.store.notice_choice(account).await?.is_some_and(|choice| !choice.channels.is_empty());
    if has_chosen && !state.store.count_test(account, now).await? {
        return Err(Error::TooManyRequests { retry_after_seconds: 60 });
    }
    let over = state.jobs.tell_as_a_test(account, now).await?;
    Ok(Json(TestNotice { over }))
}
