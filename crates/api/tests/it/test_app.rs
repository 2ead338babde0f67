//! The whole server around a store, driven without a socket, in a small invented world.
//!
//! The district QQ1 with one whole postcode, a surgery and a team that covers both; three Ashfords; a few groups; an app
//! that was "built" with one page, one script and one module.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, TimeZone, Utc, Weekday};
use domain::directory::{GroupRecord, PlaceRecord};
use domain::hours::Hours;
use domain::recurrence::{ByDay, Freq, Schedule};
use serde::Serialize;
use serde::de::DeserializeOwned;
use stile_api::auth::Pepper;
use stile_api::catalogue::Catalogue;
use stile_api::changes::Changes;
use stile_api::clock::{Clock as _, FixedClock};
use stile_api::http::{AppState, Settings, router};
use stile_api::store::{
    AreaRow, Feed, GroupRow, HolidayRow, Micro, PlaceKind, PlaceRow, PostcodeRow, Store, SurgeryRow, Team,
};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;
use wire::{GroupId, Nation, PlaceId, Problem, TeamId};

/// The page of the built app: an inline script, the place for results, and the start that they take the place of.
pub const INDEX: &str = "<!doctype html><title>Stile</title><script type=\"module\">start()</script>\
    <div id=\"before\"><!--results--><!--start--><p>start</p><!--/start--></div>";

/// The page of the app in which somebody asks: the line that asks to wait, and the questions that may stand in its place.
pub const REFER: &str = "<!doctype html><title>Stile</title><script type=\"module\">startRefer()</script>\
    <div id=\"before\"><!--fetching--><p>wait</p><!--/fetching--><!--questions-->\
    <template><!--who--><p>whom?</p><!--/who--></template><template><!--me--><p>what?</p><!--/me--></template>\
    <template><!--someone--><p>what for them?</p><!--/someone--></template><!--/questions--></div>";

/// The pages of the other apps, each with a script of its own.
pub const ME: &str = "<!doctype html><title>Stile</title><script type=\"module\">startMe()</script>";
pub const TEAM: &str = "<!doctype html><title>Stile</title><script type=\"module\">startTeam()</script>";
pub const PLAN: &str = "<!doctype html><title>Stile</title><script type=\"module\">startPlan()</script>";
pub const OUTINGS: &str = "<!doctype html><title>Stile</title><script type=\"module\">startOutings()</script>";
pub const WEEK: &str = "<!doctype html><title>Stile</title><script type=\"module\">startWeek()</script>";
pub const VISITS: &str = "<!doctype html><title>Stile</title><script type=\"module\">startVisits()</script>";
pub const HOW: &str = "<!doctype html><title>Stile</title><script type=\"module\">startHow()</script>";
pub const PROGRESS: &str = "<!doctype html><title>Stile</title><script type=\"module\">startProgress()</script>";
pub const NEWS: &str = "<!doctype html><title>Stile</title><script type=\"module\">startInbox()</script>";
pub const MESSAGES: &str = "<!doctype html><title>Stile</title><script type=\"module\">startMessages()</script>";
pub const DESK: &str = "<!doctype html><title>Stile</title><script type=\"module\">startDesk()</script>";

/// A group that meets in Stileham on Wednesdays at 2pm.
pub const KNITTING: GroupId = GroupId(Uuid::from_u128(1));
/// A group that wishes harm with its name; it meets in Overbrook, further away.
pub const HOSTILE: GroupId = GroupId(Uuid::from_u128(2));
/// A group that has left its feed.
pub const GONE: GroupId = GroupId(Uuid::from_u128(3));
/// The only place where the knitters meet.
pub const HALL: PlaceId = PlaceId(Uuid::from_u128(101));

/// What the hostile group is called.
pub const HOSTILE_NAME: &str = "<script>alert('x')</script>";

/// A server to ask.
pub struct TestApp {
    router: Router,
    pub store: Store,
    pub catalogue: Catalogue,
    pub clock: Arc<FixedClock>,
    /// The hub of hints, which nobody feeds until a test does.
    pub changes: Changes,
    /// The server's own secret, from which codes are worked out.
    pub pepper: Pepper,
    _app_dir: TempDir,
}

/// What it answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// The body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{} {:?}: {error}", self.status, String::from_utf8_lossy(&self.body)))
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The problem it tells, with this status.
    pub fn problem(&self, status: u16) -> Problem {
        let problem: Problem = self.json();
        assert_eq!(self.status.as_u16(), status, "{problem:?}");
        assert_eq!(self.header("content-type"), "application/json");
        problem
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The cookie it sets, as the browser would send it back.
    pub fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap().to_owned()
    }
}

impl TestApp {
    /// A server with the usual settings, on a Monday morning in November.
    pub async fn new(store: Store) -> Self {
        Self::with(store, Settings::default()).await
    }

    /// A server with other settings; where the app lies is added.
    pub async fn with(store: Store, settings: Settings) -> Self {
        let clock = Arc::new(FixedClock::new(monday()));
        furnish(&store).await;
        let app_dir = tempfile::tempdir().unwrap();
        build(&app_dir);
        let catalogue = Catalogue::load(&store).await.unwrap();
        let settings = Settings { app_dir: app_dir.path().to_owned(), ..settings };
        let pepper = settings.pepper.clone();
        let state = AppState::new(store.clone(), catalogue.clone(), clock.clone(), settings).unwrap();
        let changes = state.changes();
        state.old_files().tend(clock.now());
        Self { router: router(state), store, catalogue, clock, changes, pepper, _app_dir: app_dir }
    }

    /// Answers a request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer { status: parts.status, headers: parts.headers, body: to_bytes(body, 10_000_000).await.unwrap() }
    }

    /// Answers a request and tells its status alone: a stream would never end.
    pub async fn status(&self, request: Request<Body>) -> StatusCode {
        self.router.clone().oneshot(request).await.unwrap().status()
    }

    /// Answers a request with a body that may never end.
    pub async fn open(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Fetches an address.
    pub async fn get(&self, address: &str) -> Answer {
        self.send(request(Method::GET, address, &[], Body::empty())).await
    }

    /// Fetches an address with headers.
    pub async fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(request(Method::GET, address, headers, Body::empty())).await
    }

    /// Sends JSON.
    pub async fn post(&self, address: &str, body: &impl Serialize) -> Answer {
        self.post_with(address, body, &[]).await
    }

    /// Sends JSON with headers.
    pub async fn post_with(&self, address: &str, body: &impl Serialize, headers: &[(&str, &str)]) -> Answer {
        self.write_with(Method::POST, address, body, headers).await
    }

    /// Puts JSON with headers.
    pub async fn put_with(&self, address: &str, body: &impl Serialize, headers: &[(&str, &str)]) -> Answer {
        self.write_with(Method::PUT, address, body, headers).await
    }

    async fn write_with(
        &self,
        method: Method,
        address: &str,
        body: &impl Serialize,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut all = vec![(header::CONTENT_TYPE.as_str(), "application/json")];
        all.extend_from_slice(headers);
        self.send(request(method, address, &all, Body::from(serde_json::to_vec(body).unwrap()))).await
    }
}

/// A request with these headers.
pub fn request(method: Method, address: &str, headers: &[(&str, &str)], body: Body) -> Request<Body> {
    let built = Request::builder().method(method).uri(address).header("host", "stile.test");
    headers.iter().fold(built, |built, (name, value)| built.header(*name, *value)).body(body).unwrap()
}

/// Monday 23 November 2026, ten in the morning in London.
pub fn monday() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 10, 0, 0).unwrap()
}

/// The team that covers the district QQ1.
pub fn team() -> TeamId {
    TeamId(Uuid::from_u128(501))
}

fn build(app_dir: &TempDir) {
    let files = [
        ("index.html", INDEX),
        ("refer.html", REFER),
        ("me.html", ME),
        ("desk.html", DESK),
        ("team.html", TEAM),
        ("messages.html", MESSAGES),
        ("inbox.html", NEWS),
        ("plan.html", PLAN),
        ("outings.html", OUTINGS),
        ("week.html", WEEK),
        ("visits.html", VISITS),
        ("how.html", HOW),
        ("progress.html", PROGRESS),
        ("help-now.html", "<!doctype html><title>Stile</title><style>a{color:red}</style>"),
        ("stile-app-0123456789abcdef_bg.wasm", "module"),
        ("stile-app-0123456789abcdef_bg.wasm.br", "packed"),
        ("manifest.webmanifest", "{}"),
        ("sw.js", "self"),
        ("sw-end.js", "end"),
    ];
    for (name, content) in files {
        std::fs::write(app_dir.path().join(name), content).unwrap();
    }
}

async fn furnish(store: &Store) {
    let at = |lat, lon| Micro::from_degrees(lat, lon).unwrap();
    let area = |code: &str, at| AreaRow { code: code.to_owned(), at, is_derived: true };
    let place = |county: &str, at| PlaceRow {
        name: "Ashford".to_owned(),
        county: county.to_owned(),
        kind: PlaceKind::Town,
        at,
    };
    store.write_postcodes(&[PostcodeRow { code: "QQ11AA".to_owned(), at: at(53.05, -1.85) }], &[]).await.unwrap();
    store.write_areas(&[area("QQ1", at(53.051, -1.851)), area("QQ1 1", at(53.052, -1.852))], &[]).await.unwrap();
    let stileham = PlaceRow { name: "Stileham".to_owned(), ..place("Stilehamshire", at(53.05, -1.85)) };
    let ashfords =
        [place("Kent", at(51.15, 0.87)), place("Kent", at(51.3, 1.0)), place("Surrey", at(51.43, -0.46)), stileham];
    store.write_places(&ashfords, &[]).await.unwrap();
    let surgery = SurgeryRow {
        code: "QQ00001".to_owned(),
        name: "Stileham Health Centre".to_owned(),
        address: "Dale Street, Stileham".to_owned(),
        postcode: "QQ1 2AE".to_owned(),
        at: Some(at(53.048, -1.847)),
    };
    store.write_surgeries(&[surgery], &[]).await.unwrap();
    let christmas = HolidayRow {
        division: "england-and-wales".to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 12, 25).unwrap(),
        title: "Christmas Day".to_owned(),
    };
    store.write_holidays(&[christmas], &[]).await.unwrap();
    let team_of_stileham = Team {
        id: team(),
        name: "Stileham Link Workers".to_owned(),
        nation: Nation::England,
        phone: Some("01632 960100".to_owned()),
        email: None,
        hours: Hours::parse("Mon-Fri 09:00-17:00").unwrap(),
        promise_days: 2,
        safeguarding_lead: None,
    };
    store.add_team(&team_of_stileham).await.unwrap();
    store.cover_district(team(), "QQ1").await.unwrap();
    store.cover_surgery(team(), "QQ00001").await.unwrap();
    let groups = [
        (KNITTING, group("Knit and natter", HALL, 53.051, -1.85)),
        (HOSTILE, group(HOSTILE_NAME, PlaceId(Uuid::from_u128(102)), 53.079, -1.812)),
        (GONE, group("Old times", PlaceId(Uuid::from_u128(103)), 53.05, -1.85)),
    ];
    import(store, &groups, &[]).await;
    import(store, &[], &[GONE]).await;
}

/// Puts groups into the directory, and takes others out.
pub async fn import(store: &Store, groups: &[(GroupId, GroupRecord)], gone: &[GroupId]) {
    let feed =
        Feed { id: Uuid::from_u128(900), name: "Invented".to_owned(), source: "test".to_owned(), imported_at: None };
    let rows: Vec<GroupRow> = groups
        .iter()
        .map(|(id, record)| GroupRow {
            id: *id,
            source_id: id.to_string(),
            document: serde_json::to_string(record).unwrap(),
            digest: [7; 32],
        })
        .collect();
    store.apply_import(&feed, rows.into_iter().map(Ok), gone, monday()).await.unwrap();
}

/// A group that meets at one place on Wednesdays from two to four.
pub fn group(name: &str, place: PlaceId, lat: f64, lon: f64) -> GroupRecord {
    let wednesdays = Schedule {
        freq: Some(Freq::Weekly),
        interval: 1,
        byday: vec![ByDay { ordinal: None, weekday: Weekday::Wed }],
        dtstart: NaiveDate::from_ymd_opt(2026, 1, 7),
        opens: chrono::NaiveTime::from_hms_opt(14, 0, 0),
        closes: chrono::NaiveTime::from_hms_opt(16, 0, 0),
        ..Schedule::default()
    };
    let hall = PlaceRecord {
        id: place,
        name: "Village hall".to_owned(),
        address: vec!["1 High Street".to_owned()],
        town: Some("Stileham".to_owned()),
        postcode: Some("QQ1 1AA".to_owned()),
        lat: Some(lat),
        lon: Some(lon),
        access: Vec::new(),
        access_notes: Vec::new(),
        schedules: vec![wednesdays],
    };
    GroupRecord {
        source_id: name.to_owned(),
        name: name.to_owned(),
        description: "Bring something to make.".to_owned(),
        places: vec![hall],
        ..GroupRecord::default()
    }
}
