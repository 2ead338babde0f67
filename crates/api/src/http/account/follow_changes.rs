//! `GET /api/changes`: a stream of hints that something one may see has changed. Hints say about what, never what; the
//! screen asks again, and that request is judged anew. A stream ends when its sign-in does.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::london;
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;
use wire::{PersonId, Scope, TeamId};

use crate::http::authorize::{Caller, live};
use crate::http::error::Error;
use crate::http::openapi::OwnProblems;
use crate::http::state::AppState;
use crate::store::{About, Grant, Hint, Holder, Whom};

/// Something goes over the line this often, so that neither end takes the other for gone.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How often a stream is judged anew, whatever happens.
const JUDGED_EVERY: Duration = Duration::from_secs(60);
/// How many events a slow line may be behind.
const ROOM: usize = 16;

/// Follow changes
#[utoipa::path(
    get,
    path = "/api/changes",
    tag = "account",
    responses(
        (
            status = 200,
            description = "`event: change` with `{\"about\": …}`, and `event: ended` at the end of the sign-in",
            body = String,
            content_type = "text/event-stream"
        ),
        OwnProblems
    )
)]
pub async fn follow_changes(State(state): State<AppState>, caller: Caller) -> Result<Response, Error> {
    let (out, events) = mpsc::channel(ROOM);
    let hints = state.changes.follow();
    let closing = state.changes.closing();
    let follower = Follower::of(state, &caller).await?;
    tokio::spawn(follower.run(hints, closing, out));
    let stream = Sse::new(ReceiverStream::new(events)).keep_alive(KeepAlive::new().interval(HEARTBEAT));
    // Proxies that gather answers would hold events back.
    Ok(([(header::HeaderName::from_static("x-accel-buffering"), "no")], stream).into_response())
}

struct Follower {
    state: AppState,
    token: [u8; 32],
    holder: Holder,
    own: Option<PersonId>,
    helped: Vec<Grant>,
    team: Option<TeamId>,
}

impl Follower {
    async fn of(state: AppState, caller: &Caller) -> Result<Self, Error> {
        let mut follower = Self {
            token: caller.token,
            holder: caller.sign_in.holder,
            own: caller.own.as_ref().map(|own| own.id),
            helped: Vec::new(),
            team: caller.staff.as_ref().and_then(|staff| staff.team),
            state,
        };
        follower.look_again().await?;
        Ok(follower)
    }

    /// Looks again at whose records they may see.
    async fn look_again(&mut self) -> Result<(), Error> {
        if let Holder::Account(account) = self.holder {
            let store = &self.state.store;
            self.helped = store.grants_to(account, london::today(self.state.clock.now())).await?;
            self.own = store.person_of_account(account).await?.map(|own| own.id);
        }
        Ok(())
    }

    fn concerns(&self, hint: &Hint) -> bool {
        match hint.whom {
            // Who helps whom is the person's alone to know.
            Whom::Person(person) if hint.about == About::Helpers => self.own == Some(person) || self.team.is_some(),
            Whom::Person(person) => self.own == Some(person) || self.may_hear(person, hint.about),
            Whom::Account(account) => self.holder == Holder::Account(account),
            Whom::Staff(staff) => self.holder == Holder::Staff(staff),
            Whom::Team(team) => self.team == Some(team),
        }
    }

    /// Whether they help this person today, and may see what it is about.
    fn may_hear(&self, person: PersonId, about: About) -> bool {
        let today = london::today(self.state.clock.now());
        let asks_for = match about {
            About::Referral => Some(Scope::SeePlan),
            About::Details => Some(Scope::WriteAsHelper),
            About::Helpers | About::Access | About::Desk => None,
        };
        self.helped
            .iter()
            .filter(|grant| grant.person == person && today <= grant.ends_on)
            .any(|grant| asks_for.is_none_or(|scope| grant.scopes.contains(&scope)))
    }

    async fn is_signed_in(&self) -> bool {
        let now = self.state.clock.now();
        let is_live = matches!(live(&self.state, &self.token, now).await, Ok(Some(_)));
        match self.holder {
            Holder::Staff(id) if is_live => {
                matches!(self.state.store.find_staff(id).await, Ok(Some(staff)) if !staff.has_ended)
            }
            _ => is_live,
        }
    }

    async fn run(
        mut self,
        mut hints: broadcast::Receiver<Hint>,
        mut closing: watch::Receiver<bool>,
        out: mpsc::Sender<Result<Event, Infallible>>,
    ) {
        let mut judged = tokio::time::interval(JUDGED_EVERY);
        judged.tick().await;
        loop {
            let hint = tokio::select! {
                hint = hints.recv() => hint,
                _ = judged.tick() => {
                    if !self.is_signed_in().await {
                        break;
                    }
                    continue;
                }
                () = out.closed() => return,
                changed = closing.changed() => {
                    if changed.is_err() || *closing.borrow() {
                        return;
                    }
                    continue;
                }
            };
            let about = match hint {
                Ok(hint) if self.concerns(&hint) => hint.about,
                Ok(_) => continue,
                // Too many at once: whatever is shown may be old.
                Err(RecvError::Lagged(_)) => About::Access,
                Err(RecvError::Closed) => return,
            };
            if about == About::Access && (!self.is_signed_in().await || self.look_again().await.is_err()) {
                break;
            }
            let event = Event::default().event("change").data(json!({ "about": about.code() }).to_string());
            if out.send(Ok(event)).await.is_err() {
                return;
            }
        }
        // Whoever is gone already needs no last word.
        let _ = out.send(Ok(Event::default().event("ended").data("{}"))).await;
    }
}
