//! `GET /api/changes`: a stream of hints that something one may see has changed. Hints say about what, never what; the
//! screen asks again, and that request is judged anew. A stream ends when its sign-in does.
//!
//! Each hint has a number. Whoever comes back with the last one they heard (`Last-Event-ID`, or `after` in the address,
//! for a browser that opens a new stream) is told what they missed from the table, and nothing twice. Where that is no
//! longer there, `reset` says that everything may be old.

use std::convert::Infallible;
use std::pin::Pin;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::london;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;
use wire::{PersonId, Scope, TeamId};

use crate::http::authorize::{Caller, live};
use crate::http::error::Error;
use crate::http::extract::Asked;
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
    params(
        ("after" = Option<i64>, Query, description = "The number of the last hint that was heard"),
        ("Last-Event-ID" = Option<i64>, Header, description = "The same; it goes before")
    ),
    responses(
        (
            status = 200,
            description = "`event: start` with the number from which on it tells, `event: change` with `{\"about\": …}` and its number as `id`, `event: reset` where what was \
                           missed is not there any more, and `event: ended` at the end of the sign-in",
            body = String,
            content_type = "text/event-stream"
        ),
        OwnProblems
    )
)]
pub async fn follow_changes(
    State(state): State<AppState>,
    caller: Caller,
    Asked(from): Asked<FollowFrom>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (out, events) = mpsc::channel(ROOM);
    // First of all: from here on nothing is missed.
    let hints = state.changes.follow();
    let closing = state.changes.closing();
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse().ok());
    let follower = Follower::of(state, &caller, last.or(from.after)).await?;
    tokio::spawn(follower.run(hints, closing, out));
    let stream = Sse::new(ReceiverStream::new(events)).keep_alive(KeepAlive::new().interval(HEARTBEAT));
    // Proxies that gather answers would hold events back.
    Ok(([(header::HeaderName::from_static("x-accel-buffering"), "no")], stream).into_response())
}

/// From where on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FollowFrom {
    after: Option<i64>,
}

/// Why a stream comes to its end.
enum End {
    /// The sign-in has ended.
    SignIn,
    /// Nobody is there any more, or the server stops.
    Line,
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
type Out = mpsc::Sender<Result<Event, Infallible>>;

struct Follower {
    state: AppState,
    /// The number up to which everything has been told.
    seen: i64,
    /// What was missed before that is not there any more.
    has_missed: bool,
    token: [u8; 32],
    holder: Holder,
    own: Option<PersonId>,
    helped: Vec<Grant>,
    team: Option<TeamId>,
}

impl Follower {
    async fn of(state: AppState, caller: &Caller, last: Option<i64>) -> Result<Self, Error> {
        let now = state.store.last_hint().await?;
        let reaches = match last {
            Some(last) => state.store.reaches_back_to(last).await?,
            None => true,
        };
        let mut follower = Self {
            seen: last.filter(|_| reaches).unwrap_or(now),
            has_missed: !reaches,
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
    fn look_again(&mut self) -> Boxed<'_, Result<(), Error>> {
        Box::pin(self.ask_grants())
    }

    async fn ask_grants(&mut self) -> Result<(), Error> {
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
        let asks_for: &[Scope] = match about {
            About::Referral | About::Plan => &[Scope::SeePlan],
            About::Details => &[Scope::WriteAsHelper],
            About::Messages => &[Scope::SeeMessages, Scope::WriteAsHelper],
            About::Helpers | About::Access | About::Desk | About::Notices => &[],
        };
        self.helped
            .iter()
            .filter(|grant| grant.person == person && today <= grant.ends_on)
            .any(|grant| asks_for.is_empty() || asks_for.iter().any(|scope| grant.scopes.contains(scope)))
    }

    /// Whether their sign-in still stands. Boxed like the other questions to the database: a stream waits nearly
    /// always, and would hold the room for an answer all the while.
    fn is_signed_in(&self) -> Boxed<'_, bool> {
        Box::pin(self.ask_sign_in())
    }

    async fn ask_sign_in(&self) -> bool {
        let now = self.state.clock.now();
        let is_live = matches!(live(&self.state, &self.token, now).await, Ok(Some(_)));
        match self.holder {
            Holder::Staff(id) if is_live => {
                matches!(self.state.store.find_staff(id).await, Ok(Some(staff)) if !staff.has_ended)
            }
            _ => is_live,
        }
    }

    async fn run(mut self, hints: broadcast::Receiver<Hint>, closing: watch::Receiver<bool>, out: Out) {
        if let End::SignIn = self.follow(hints, closing, &out).await {
            // Whoever is gone already needs no last word.
            let _ = out.send(Ok(Event::default().event("ended").data("{}"))).await;
        }
    }

    async fn follow(
        &mut self,
        mut hints: broadcast::Receiver<Hint>,
        mut closing: watch::Receiver<bool>,
        out: &Out,
    ) -> End {
        // From which number on it tells, so that whoever comes back before anything has changed can say where they were.
        let start = if self.has_missed { "reset" } else { "start" };
        if out.send(Ok(Event::default().event(start).id(self.seen.to_string()).data("{}"))).await.is_err() {
            return End::Line;
        }
        // What came between the last that was heard and now.
        if let Err(end) = self.catch_up(out).await {
            return end;
        }
        let mut judged = tokio::time::interval(JUDGED_EVERY);
        judged.tick().await;
        loop {
            let hint = tokio::select! {
                hint = hints.recv() => hint,
                _ = judged.tick() => {
                    if !self.is_signed_in().await {
                        return End::SignIn;
                    }
                    continue;
                }
                () = out.closed() => return End::Line,
                changed = closing.changed() => {
                    if changed.is_err() || *closing.borrow() {
                        return End::Line;
                    }
                    continue;
                }
            };
            let told = match hint {
                Ok(hint) if hint.seq <= self.seen => Ok(()),
                Ok(hint) if hint.seq == self.seen + 1 => self.tell(hint, out).await,
                // Some were dropped on the way here: the table has them.
                Ok(_) | Err(RecvError::Lagged(_)) => self.catch_up(out).await,
                Err(RecvError::Closed) => return End::Line,
            };
            if let Err(end) = told {
                return end;
            }
        }
    }

    /// Tells what the table has after the last that was told.
    fn catch_up<'a>(&'a mut self, out: &'a Out) -> Boxed<'a, Result<(), End>> {
        Box::pin(self.tell_rest(out))
    }

    async fn tell_rest(&mut self, out: &Out) -> Result<(), End> {
        // A stream that says nothing while the database is away would be taken for one that has nothing to say.
        for hint in self.state.store.hints_after(self.seen).await.map_err(|_| End::Line)? {
            self.tell(hint, out).await?;
        }
        Ok(())
    }

    async fn tell(&mut self, hint: Hint, out: &Out) -> Result<(), End> {
        self.seen = hint.seq;
        if !self.concerns(&hint) {
            return Ok(());
        }
        if hint.about == About::Access && (!self.is_signed_in().await || self.look_again().await.is_err()) {
            return Err(End::SignIn);
        }
        let data = json!({ "about": hint.about.code() }).to_string();
        let event = Event::default().event("change").id(hint.seq.to_string()).data(data);
        out.send(Ok(event)).await.map_err(|_| End::Line)
    }
}
