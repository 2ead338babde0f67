//! Every route, by everybody, on their own and on somebody else's. The list of routes is the router's own; who may is
//! written down here once more, by hand, and not taken from `domain::access`.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use stile_api::http::{Guarded, guarded_routes, openapi};
use stile_api::store::Store;
use uuid::Uuid;

use super::people_world::{Known, Side, World, code_to_add, contact, furnish, passkey};
use super::support::stores;
use super::test_app::{KNITTING, TestApp, request};

/// What anybody may ask for.
const EVERYBODYS: [&str; 26] = [
    "GET /api/groups",
    "GET /api/groups/{id}",
    "GET /api/groups/{id}/calendar.ics",
    "GET /api/groups/{id}/welcome",
    "GET /api/near",
    "GET /api/packs",
    "GET /packs/{file}",
    "GET /api/measures",
    "GET /api/openapi.json",
    "POST /api/cover",
    "POST /api/surgeries",
    "GET /api/referrals/mine",
    "POST /api/referrals",
    "POST /api/reports",
    "POST /api/leave",
    "GET /healthz",
    "GET /readyz",
    "GET /api/me",
    "POST /api/sign-in/codes",
    "POST /api/sign-in/codes/{code}/spend",
    "POST /api/sign-in/links/spend",
    "POST /api/sign-in/recovery",
    "POST /api/sign-in/passkeys/begin",
    "POST /api/sign-in/passkeys/finish",
    "POST /api/sign-out",
    "POST /api/staff/invitation/open",
];
/// And one more, which would make the line too long.
const EVERYBODYS_TOO: &str = "POST /api/staff/invitation/finish";

/// Everybody who asks: people of here, of there, and of nowhere.
const ACTORS: [&str; 13] = [
    "nobody",
    "own",
    "helper_all",
    "helper_plan",
    "stranger",
    "worker",
    "lead",
    "administrator",
    "their_own",
    "their_helper",
    "their_worker",
    "their_lead",
    "expired",
];

const ACCOUNTS: &str = "own helper_all helper_plan stranger their_own their_helper";
const STAFF: &str = "worker lead administrator their_worker their_lead";

/// Who may, on what is here. Written by hand, from the issue and the safety rules.
fn allowed(route: &str) -> String {
    let (own, team, leads) = ("own", "worker lead", "lead administrator");
    match route {
        // One's own account.
        "POST /api/sign-in/life" => format!("{ACCOUNTS} {STAFF}"),
        "GET /api/changes"
        | "GET /api/sign-ins"
        | "POST /api/sign-ins/{sign_in}/end"
        | "POST /api/sign-ins/end-others"
        | "GET /api/passkeys"
        | "POST /api/passkeys/begin"
        | "POST /api/passkeys/finish"
        | "POST /api/passkeys/{passkey}/remove" => format!("{ACCOUNTS} {STAFF}"),
        "POST /api/recovery-words"
        | "GET /api/contacts"
        | "POST /api/contacts"
        | "POST /api/contacts/{code}/prove"
        | "POST /api/contacts/{contact}/remove"
        | "GET /api/notices"
        | "POST /api/notices/opened"
        | "PUT /api/notices/choice"
        | "POST /api/notices/devices"
        | "POST /api/notices/devices/end"
        | "POST /api/notices/test"
        | "POST /api/helping/take" => ACCOUNTS.to_owned(),
        // Only a grant that is one's own can be left.
        "POST /api/helping/{grant}/leave" => "helper_all".to_owned(),
        // A person's record.
        "GET /api/people/{person}/timeline" => "own helper_all helper_plan worker lead".to_owned(),
        "POST /api/people/{person}/referrals/{referral}/come-back" => own.to_owned(),
        // The thread: the person, helpers who may read or write, and the team.
        "GET /api/people/{person}/thread"
        | "POST /api/people/{person}/thread/seen"
        | "GET /api/people/{person}/thread/dates/{message}"
        | "POST /api/people/{person}/thread/messages"
        | "POST /api/people/{person}/thread/dates"
        | "GET /api/people/{person}/details" => "own helper_all worker lead".to_owned(),
        // The plan: a helper reads it with one scope, and writes it with two.
        "GET /api/people/{person}/plan/goals" => "own helper_all helper_plan worker lead".to_owned(),
        "POST /api/people/{person}/plan/goals"
        | "POST /api/people/{person}/plan/goals/{goal}/acts"
        | "POST /api/people/{person}/plan/goals/{goal}/steps/{step}/acts" => "own helper_all worker lead".to_owned(),
        "GET /api/people/{person}/plan/groups" | "GET /api/people/{person}/plan/visits" => {
            "own helper_all helper_plan worker lead".to_owned()
        }
        "POST /api/people/{person}/plan/groups" | "POST /api/people/{person}/plan/groups/{id}/acts" => {
            "own helper_all worker lead".to_owned()
        }
        // Where they went is theirs alone to say.
        "POST /api/people/{person}/plan/visits" | "POST /api/people/{person}/plan/visits/{id}/acts" => own.to_owned(),
        // What is said to whoever runs a group is theirs alone.
        "POST /api/people/{person}/plan/groups/{id}/host-letters" => own.to_owned(),
        // The week is seen by whoever sees the plan; what stands beside it is theirs alone.
        "GET /api/people/{person}/plan/week" => "own helper_all helper_plan worker lead".to_owned(),
        "PUT /api/people/{person}/plan/meeting-words"
        | "GET /api/people/{person}/plan/routine"
        | "PUT /api/people/{person}/plan/routine"
        | "GET /api/people/{person}/plan/calendar-feed"
        | "POST /api/people/{person}/plan/calendar-feed"
        | "DELETE /api/people/{person}/plan/calendar-feed" => own.to_owned(),
        "PUT /api/people/{person}/details" => "own helper_all".to_owned(),
        // How somebody feels: they say it themselves, and no helper ever hears of it.
        "GET /api/people/{person}/check-ins" => "own worker lead".to_owned(),
        "POST /api/people/{person}/check-ins" => own.to_owned(),
        "GET /api/people/{person}/safe-contact"
        | "PUT /api/people/{person}/safe-contact"
        | "GET /api/people/{person}/helpers"
        | "POST /api/people/{person}/helpers/invite"
        | "POST /api/people/{person}/helpers/accept"
        | "POST /api/people/{person}/helpers/refuse"
        | "PUT /api/people/{person}/helpers/{grant}"
        | "POST /api/people/{person}/invitations/{invitation}/withdraw"
        | "GET /api/people/{person}/looks"
        | "POST /api/people/{person}/export"
        | "POST /api/people/{person}/erase"
        | "GET /api/people/{person}/complaints"
        | "POST /api/people/{person}/complaints" => own.to_owned(),
        "POST /api/people/{person}/helpers/{grant}/end" => "own worker lead".to_owned(),
        // The desk.
        "GET /api/desk/teams/{team}/waiting"
        | "GET /api/desk/teams/{team}/people"
        | "GET /api/desk/teams/{team}/threads"
        | "GET /api/desk/teams/{team}/undelivered"
        | "GET /api/desk/teams/{team}/colleagues"
        | "PUT /api/desk/teams/{team}/groups/{group}/welcome"
        | "GET /api/desk/teams/{team}/report"
        | "GET /api/desk/teams/{team}/report/file"
        | "GET /api/desk/referrals/{referral}"
        | "POST /api/desk/referrals/{referral}/acts"
        | "GET /api/desk/people/{person}"
        | "POST /api/desk/people/{person}/helpers"
        | "GET /api/desk/teams/{team}/recoveries"
        | "POST /api/desk/people/{person}/recoveries"
        | "POST /api/desk/recoveries/{recovery}/approve"
        | "POST /api/desk/recoveries/{recovery}/words" => team.to_owned(),
        "PUT /api/desk/staff/{staff}/absence"
        | "PUT /api/desk/teams/{team}"
        | "GET /api/desk/teams/{team}/staff"
        | "POST /api/desk/teams/{team}/staff"
        | "POST /api/desk/staff/{staff}/end" => leads.to_owned(),
        "GET /api/desk/teams/{team}" => "worker lead administrator".to_owned(),
        "GET /api/desk/teams" | "POST /api/desk/feeds/{feed}/refresh" => "administrator".to_owned(),
        "GET /api/desk/reports" | "POST /api/desk/reports/{report}/settle" | "GET /api/desk/feeds" => {
            "lead administrator their_lead".to_owned()
        }
        other => panic!("{other} is not in the matrix: say who may"),
    }
}

/// Routes whose target belongs to no side.
fn is_sideless(path: &str) -> bool {
    !["{person}", "{referral}", "{team}", "{staff}", "{recovery}"].iter().any(|name| path.contains(name))
}

#[test]
fn every_route_is_everybodys_or_in_the_matrix() {
    let document = serde_json::to_value(openapi()).unwrap();
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            described.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let guarded: BTreeSet<String> = guarded_routes().iter().map(name).collect();
    let open: BTreeSet<String> = EVERYBODYS.into_iter().chain([EVERYBODYS_TOO]).map(str::to_owned).collect();
    assert_eq!(guarded.intersection(&open).count(), 0);
    let known: BTreeSet<String> = guarded.union(&open).cloned().collect();
    let missing: Vec<&String> = described.symmetric_difference(&known).collect();
    assert!(missing.is_empty(), "described or listed, and not both: {missing:?}");
    for route in guarded_routes() {
        // Panics for a route that nobody has thought about.
        assert!(!allowed(&name(&route)).is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_gets_what_is_theirs_and_nothing_else() {
    let routes = guarded_routes();
    let (mut cells, mut holes) = (0, Vec::new());
    for route in &routes {
        for store in stores().await {
            let (tested, found) = walk(store, route).await;
            cells += tested;
            holes.extend(found);
        }
    }
    assert!(holes.is_empty(), "{} holes in {cells} cells:\n{}", holes.len(), holes.join("\n"));
    // Thirteen actors, here and where a route has a side there too.
    assert!(cells >= routes.len() * ACTORS.len(), "only {cells} cells were looked at");
}

/// Tests one route by everybody, on both sides. Who is refused changes nothing, so that they share a world; whoever is let
/// through comes last, each in a request of their own, in the order from least to most.
async fn walk(store: Store, route: &Guarded) -> (usize, Vec<String>) {
    let app = TestApp::new(store).await;
    let world = furnish(&app).await;
    let may: BTreeSet<String> = allowed(&name(route)).split(' ').map(str::to_owned).collect();
    let (mut cells, mut holes) = (0, Vec::new());
    let sides: Vec<(&str, &Side)> = if is_sideless(&route.path) {
        vec![("here", &world.here)]
    } else {
        vec![("here", &world.here), ("there", &world.there)]
    };
    let mut tries: Vec<(bool, &str, &str, &Side)> = Vec::new();
    for (side_name, side) in sides {
        for actor in ACTORS {
            let stands = if side_name == "here" { actor.to_owned() } else { mirrored(actor) };
            tries.push((may.contains(&stands), actor, side_name, side));
        }
    }
    // Refused ones first.
    tries.sort_by_key(|(is_allowed, ..)| *is_allowed);
    let mut has_let_through = false;
    for (is_allowed, actor, side_name, side) in tries {
        if is_allowed && has_let_through && changes_the_world(route) {
            // What the first one did may be undone for nobody: the rule is shown by one on each side and by the domain.
            continue;
        }
        cells += 1;
        let status = ask(&app, &world, side, route, actor).await;
        let was_refused = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::NOT_FOUND | StatusCode::FORBIDDEN);
        if status.is_server_error() || is_allowed == was_refused {
            holes.push(format!("{} by {actor} on what is {side_name}: {status}", name(route)));
        }
        has_let_through |= is_allowed;
    }
    (cells, holes)
}

/// How somebody of here stands to what is there.
fn mirrored(actor: &str) -> String {
    match actor {
        "own" => "their_own",
        "helper_all" => "their_helper",
        "helper_plan" => "stranger",
        "worker" => "their_worker",
        "lead" => "their_lead",
        "their_own" => "own",
        "their_helper" => "helper_all",
        "their_worker" => "worker",
        "their_lead" => "lead",
        other => other,
    }
    .to_owned()
}

/// After one of these has been done, the next cannot do it as well.
fn changes_the_world(route: &Guarded) -> bool {
    ["/end", "/erase", "/leave", "/withdraw", "/approve", "/words", "/settle", "/refuse", "/accept"]
        .iter()
        .any(|end| route.path.ends_with(end))
}

async fn ask(app: &TestApp, world: &World, side: &Side, route: &Guarded, actor: &str) -> StatusCode {
    let known = known(world, actor);
    let cookie = match (actor, known) {
        ("expired", _) => format!("__Host-s={}", "A".repeat(43)),
        (_, Some(known)) => known.cookie.clone(),
        (_, None) => String::new(),
    };
    let address = address(app, world, side, route, known).await;
    let method: Method = route.method.parse().unwrap();
    let mut headers = vec![("cookie", cookie.as_str())];
    let body = if method == Method::GET {
        Body::empty()
    } else {
        headers.push(("content-type", "application/json"));
        Body::from(body(side, route).to_string())
    };
    app.status(request(method, &address, &headers, body)).await
}

fn known<'w>(world: &'w World, actor: &str) -> Option<&'w Known> {
    match actor {
        "own" => Some(&world.here.own),
        "helper_all" => Some(&world.here.helper_all),
        "helper_plan" => Some(&world.here.helper_plan),
        "stranger" => Some(&world.stranger),
        "worker" => Some(&world.here.worker),
        "lead" => Some(&world.here.lead),
        "administrator" => Some(&world.administrator),
        "their_own" => Some(&world.there.own),
        "their_helper" => Some(&world.there.helper_all),
        "their_worker" => Some(&world.there.worker),
        "their_lead" => Some(&world.there.lead),
        _ => None,
    }
}

/// The address with ids that are there: the side's, or the asker's own where the route is about themselves.
async fn address(app: &TestApp, world: &World, side: &Side, route: &Guarded, known: Option<&Known>) -> String {
    use stile_api::store::Holder;

    let account = known.and_then(|known| match known.holder {
        Holder::Account(id) => Some(id),
        Holder::Staff(_) => None,
    });
    let nowhere = || Uuid::now_v7().to_string();
    let mut address = route.path.clone();
    let ids = [
        ("{person}", side.person.to_string()),
        ("{referral}", side.referral.to_string()),
        ("{team}", side.team.to_string()),
        ("{staff}", side.member.to_string()),
        ("{recovery}", side.recovery.to_string()),
        ("{invitation}", side.invitation.to_string()),
        ("{grant}", side.grant.to_string()),
        ("{message}", side.dates.to_string()),
        ("{goal}", side.goal.to_string()),
        ("{step}", side.step.to_string()),
        ("/plan/groups/{id}", format!("/plan/groups/{}", side.plan_group)),
        ("/plan/visits/{id}", format!("/plan/visits/{}", side.visit)),
        ("{report}", world.report.to_string()),
        ("{group}", KNITTING.to_string()),
        ("{feed}", "Invented".to_owned()),
    ];
    for (name, id) in ids {
        address = address.replace(name, &id);
    }
    if address.contains("{sign_in}") {
        address = address.replace("{sign_in}", &known.map_or_else(nowhere, |known| known.sign_in.to_string()));
    }
    if address.contains("{passkey}") {
        let id = match known {
            // Two, so that nobody's last one goes.
            Some(known) => {
                passkey(app, known.holder).await;
                passkey(app, known.holder).await.to_string()
            }
            None => nowhere(),
        };
        address = address.replace("{passkey}", &id);
    }
    if address.contains("{contact}") {
        let id = match account {
            Some(account) => contact(app, account).await.to_string(),
            None => nowhere(),
        };
        address = address.replace("{contact}", &id);
    }
    if address.contains("{code}") {
        let id = match account {
            Some(account) => code_to_add(app, account).await.to_string(),
            None => nowhere(),
        };
        address = address.replace("{code}", &id);
    }
    address
}

fn body(side: &Side, route: &Guarded) -> Value {
    let terms = json!({ "scopes": ["see_plan"], "ends_on": "2027-02-28", "is_alone": true });
    let id = Uuid::now_v7();
    match route.path.as_str() {
        "/api/sign-in/life" => json!({ "life": "mine" }),
        "/api/passkeys/finish" => json!({ "ceremony": id, "credential": "{}" }),
        "/api/contacts" => json!({ "to": format!("{id}@example.org") }),
        "/api/contacts/{code}/prove" => json!({ "code": "123456" }),
        "/api/notices/choice" => json!({ "choice": {
            "channels": [], "quiet_from": "22:00", "quiet_until": "07:00", "wait_minutes": 60,
        } }),
        "/api/notices/devices" => json!({ "endpoint": "https://example.org/", "p256dh": "", "auth": "" }),
        "/api/notices/devices/end" => json!({ "endpoint": "https://example.org/" }),
        "/api/helping/take" => json!({ "code": "K7MQ-2DXP" }),
        "/api/people/{person}/details" => json!({ "about_me": "I like tea." }),
        "/api/people/{person}/safe-contact" => json!({ "channels": [{ "channel": "call", "is_safe": true }] }),
        "/api/people/{person}/helpers/invite" => {
            json!({ "id": id, "name": "Sara", "relation": "daughter", "terms": terms })
        }
        "/api/people/{person}/helpers/accept" => json!({ "referral": side.referral, "terms": terms }),
        "/api/people/{person}/helpers/refuse" => json!({ "referral": side.referral }),
        "/api/people/{person}/helpers/{grant}" => terms,
        "/api/people/{person}/complaints" => json!({ "id": id, "words": "Nobody rang." }),
        "/api/people/{person}/referrals/{referral}/come-back" => json!({ "id": id, "words": "" }),
        "/api/people/{person}/check-ins" => json!({
            "id": id, "measure": "ons4", "version": 1, "day": "2026-11-23", "answers": { "happy": { "number": 7 } },
        }),
        "/api/people/{person}/thread/messages" => json!({ "id": id, "body": { "text": "Hello." } }),
        "/api/people/{person}/thread/seen" => json!({ "seq": 1 }),
        "/api/people/{person}/thread/dates" => json!({ "message": side.dates, "option": 0 }),
        "/api/people/{person}/plan/goals" => json!({ "id": id, "title": "Get out more" }),
        "/api/people/{person}/plan/goals/{goal}/acts" => {
            json!({ "id": id, "act": { "score": { "when": "now", "score": { "score": 3, "on": "2026-11-23" } } } })
        }
        "/api/people/{person}/plan/goals/{goal}/steps/{step}/acts" => {
            json!({ "id": id, "act": { "set_day": { "day": { "on": "2026-12-01" } } } })
        }
        "/api/people/{person}/plan/groups" => json!({ "id": id, "group": KNITTING }),
        "/api/people/{person}/plan/groups/{id}/acts" => {
            json!({ "id": id, "act": { "ask_company": { "company": "buddy" } } })
        }
        "/api/people/{person}/plan/visits" => json!({
            "id": id, "meeting": { "group": KNITTING, "starts_at": "2026-11-18T14:00:00.000Z" }, "outcome": "went",
        }),
        "/api/people/{person}/plan/visits/{id}/acts" => {
            json!({ "id": id, "act": { "set_private": { "is_private": false } } })
        }
        "/api/people/{person}/plan/meeting-words" => {
            json!({ "meeting": { "group": KNITTING, "starts_at": "2026-11-25T14:00:00.000Z" } })
        }
        "/api/people/{person}/plan/routine" => {
            json!({ "lines": ["Keys"], "remind_minutes": 60, "is_told_evening_before": true, "base": 0 })
        }
        "/api/people/{person}/plan/calendar-feed" => json!({ "shows": "times" }),
        "/api/desk/referrals/{referral}/acts" => {
            json!({ "id": id, "seen_stage": "ended", "act": { "resume": { "words": "" } } })
        }
        "/api/desk/people/{person}/helpers" => json!({
            "referral": null, "name": "Sara", "relation": "daughter", "terms": terms, "how": "She said so at home.",
        }),
        "/api/desk/people/{person}/recoveries" => {
            json!({ "id": id, "person": side.person, "is_face_to_face": true, "how": "I know her." })
        }
        "/api/desk/staff/{staff}/absence" => json!({ "absence": null }),
        "/api/people/{person}/plan/groups/{id}/host-letters" => json!({ "id": id, "words": "Hello." }),
        "/api/desk/teams/{team}/groups/{group}/welcome" => json!({ "arriving": "By the side door." }),
        "/api/desk/teams/{team}" => json!({ "promise_days": 3 }),
        "/api/desk/teams/{team}/staff" => json!({ "id": id, "name": "New", "role": "link_worker" }),
        _ => json!({}),
    }
}

fn name(route: &Guarded) -> String {
    format!("{} {}", route.method, route.path)
}
