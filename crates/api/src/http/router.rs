//! The one table of routes, and the layers around them.
//!
//! The order of the layers matters and is tested: headers are put on whatever comes from within, panics and refusals
//! too; a write from another site is refused before anything reads it.

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state, map_request};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::access::Action;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use utoipa::OpenApi;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;

use crate::http::authorize::guard;
use crate::http::error::{Error, complete};
use crate::http::openapi::{self, Api};
use crate::http::state::AppState;
use crate::http::{
    account, calendar, check_ins, cover, desk, groups, headers, health, leave, limits, near, packs, pages, people,
    plan, referrals, release, reports, sign_in, staff, surgeries, thread, trace,
};

/// The largest body that is read, in bytes.
const LARGEST_BODY: usize = 64 * 1024;
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// What fits into one packet is not worth compressing.
const WORTH_COMPRESSING: u64 = 1_024;
/// Brotli at this level costs less than sending the bytes it saves; the highest would cost half a second a page.
const BROTLI: CompressionLevel = CompressionLevel::Precise(4);

/// The routes of the API, parted by the layers they need.
struct Table {
    /// The directory, the same for everybody.
    directory: OpenApiRouter<AppState>,
    /// What phones keep of it.
    packs: OpenApiRouter<AppState>,
    /// What is somebody's own, or says where they live.
    personal: OpenApiRouter<AppState>,
    /// What is sent to be kept.
    writes: OpenApiRouter<AppState>,
    /// Signing in and out: everybody's.
    entrance: OpenApiRouter<AppState>,
    /// What is always answered.
    always: OpenApiRouter<AppState>,
}

/// A route that is not everybody's, and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guarded {
    pub method: String,
    /// As in the description: `/api/people/{person}/details`.
    pub path: String,
    pub action: Action,
}

type Route = UtoipaMethodRouter<AppState>;

/// Every route that is not everybody's, each with what it does. There is no other way to add one: a handler that takes the
/// caller fails without a guard.
fn own() -> Vec<(Action, Route)> {
    vec![
        (Action::KeepSignIns, routes!(sign_in::choose_life::choose_life)),
        (Action::KeepSignIns, routes!(account::follow_changes::follow_changes)),
        (Action::KeepSignIns, routes!(account::list_sign_ins::list_sign_ins)),
        (Action::KeepSignIns, routes!(account::end_sign_ins::end_sign_in)),
        (Action::KeepSignIns, routes!(account::end_sign_ins::end_other_sign_ins)),
        (Action::SeePasskeys, routes!(account::list_passkeys::list_passkeys)),
        (Action::ChangePasskeys, routes!(account::add_passkey::begin_adding)),
        (Action::ChangePasskeys, routes!(account::add_passkey::finish_adding)),
        (Action::ChangePasskeys, routes!(account::remove_passkey::remove_passkey)),
        (Action::MakeRecoveryWords, routes!(account::make_recovery_words::make_recovery_words)),
        (Action::SeeContacts, routes!(account::list_contacts::list_contacts)),
        (Action::ChangeContacts, routes!(account::add_contact::add_contact)),
        (Action::ProveContact, routes!(account::add_contact::prove_contact)),
        (Action::ChangeContacts, routes!(account::remove_contact::remove_contact)),
        (Action::KeepNotices, routes!(account::notices::see_notices)),
        (Action::KeepNotices, routes!(account::notices::open_notices)),
        (Action::KeepNotices, routes!(account::notices::choose_notices)),
        (Action::KeepNotices, routes!(account::notices::keep_device)),
        (Action::KeepNotices, routes!(account::notices::end_device)),
        (Action::KeepNotices, routes!(account::notices::test_notices)),
        (Action::Help, routes!(account::help::take_invitation)),
        (Action::Help, routes!(account::help::leave_helping)),
        (Action::SeeTimeline, routes!(people::see_timeline::see_timeline)),
        (Action::ComeBack, routes!(people::come_back::come_back)),
        (Action::SeeMessages, routes!(thread::see_thread::see_thread)),
        (Action::SeeMessages, routes!(thread::mark_seen::mark_seen)),
        (Action::SeeMessages, routes!(thread::date_file::show_date)),
        (Action::WriteMessages, routes!(thread::send_message::send_message)),
        (Action::WriteMessages, routes!(thread::take_date::take_date)),
        (Action::SeePlan, routes!(plan::list_goals::list_goals)),
        (Action::WritePlan, routes!(plan::create_goal::create_goal)),
        (Action::WritePlan, routes!(plan::act_on_goal::act_on_goal)),
        (Action::WritePlan, routes!(plan::act_on_step::act_on_step)),
        (Action::KeepWeek, routes!(plan::tell_host::tell_host)),
        (Action::SeePlan, routes!(plan::groups::list_groups::list_plan_groups)),
        (Action::WritePlan, routes!(plan::groups::add_group::add_plan_group)),
        (Action::WritePlan, routes!(plan::groups::act_on_group::act_on_plan_group)),
        (Action::SeePlan, routes!(plan::visits::list_visits::list_visits)),
        (Action::KeepWeek, routes!(plan::visits::record_visit::record_visit)),
        (Action::KeepWeek, routes!(plan::visits::act_on_visit::act_on_visit)),
        (Action::SeePlan, routes!(plan::week::see_week::see_week)),
        (Action::KeepWeek, routes!(plan::week::say_meeting_word::say_meeting_word)),
        (Action::KeepWeek, routes!(plan::week::routine::see_routine)),
        (Action::KeepWeek, routes!(plan::week::routine::change_routine)),
        (Action::KeepWeek, routes!(plan::week::calendar_feed::see_calendar_feed)),
        (Action::KeepWeek, routes!(plan::week::calendar_feed::make_calendar_feed)),
        (Action::KeepWeek, routes!(plan::week::calendar_feed::end_calendar_feed)),
        (Action::SeeCheckIns, routes!(check_ins::list_check_ins::list_check_ins)),
        (Action::KeepCheckIn, routes!(check_ins::keep_check_in::keep_check_in)),
        (Action::SeeDetails, routes!(people::see_details::see_details)),
        (Action::ChangeDetails, routes!(people::change_details::change_details)),
        (Action::SeeSafeContact, routes!(people::safe_contact::see_safe_contact)),
        (Action::ChangeSafeContact, routes!(people::safe_contact::say_safe_contact)),
        (Action::SeeHelpers, routes!(people::list_helpers::list_helpers)),
        (Action::GrantHelp, routes!(people::invite_helper::invite_helper)),
        (Action::GrantHelp, routes!(people::grant_help::accept_helper)),
        (Action::RefuseHelp, routes!(people::grant_help::refuse_helper)),
        (Action::ChangeHelp, routes!(people::grant_help::change_helper)),
        (Action::EndHelp, routes!(people::end_helper::end_helper)),
        (Action::RefuseHelp, routes!(people::grant_help::withdraw_invitation)),
        (Action::SeeLooks, routes!(people::looks::see_looks)),
        (Action::Export, routes!(people::export::export)),
        (Action::Erase, routes!(people::erase::erase)),
        (Action::Complain, routes!(people::complain::list_complaints)),
        (Action::Complain, routes!(people::complain::complain)),
        (Action::SeeWaiting, routes!(desk::list_waiting::list_waiting)),
        (Action::SeePeople, routes!(desk::list_people::list_people)),
        (Action::SeePeople, routes!(desk::list_threads::list_threads)),
        (Action::SeePeople, routes!(desk::list_undelivered::list_undelivered)),
        (Action::SeePeople, routes!(desk::members::list_colleagues)),
        (Action::SeeReferral, routes!(desk::see_referral::see_referral)),
        (Action::ActOnReferral, routes!(desk::act::act_on_referral)),
        (Action::SeePerson, routes!(desk::see_person::see_person)),
        (Action::RecordHelper, routes!(desk::record_helper::record_helper)),
        (Action::SeeRecoveries, routes!(desk::recoveries::list_recoveries)),
        (Action::OpenRecovery, routes!(desk::recoveries::open_recovery)),
        (Action::ApproveRecovery, routes!(desk::recoveries::approve_recovery)),
        (Action::GiveRecoveryWords, routes!(desk::recoveries::give_words)),
        (Action::SetAbsence, routes!(desk::members::set_absence)),
        (Action::ListTeams, routes!(desk::team::list_teams)),
        (Action::SeeTeam, routes!(desk::team::see_team)),
        (Action::ChangeTeam, routes!(desk::team::change_team)),
        (Action::WriteWelcome, routes!(desk::write_welcome::write_welcome)),
        (Action::SeeReport, routes!(desk::report::see_report)),
        (Action::SeeReport, routes!(desk::report::file::take_report)),
        (Action::SeeStaff, routes!(desk::members::list_staff)),
        (Action::InviteStaff, routes!(desk::members::invite_staff)),
        (Action::EndStaff, routes!(desk::members::end_staff)),
        (Action::SeeListings, routes!(desk::listings::list_reports)),
        (Action::SettleListing, routes!(desk::listings::settle_report)),
        (Action::SeeFeeds, routes!(desk::feeds::list_feeds)),
        (Action::RefreshFeed, routes!(desk::feeds::refresh_feed)),
    ]
}

/// Every route that is not everybody's: method, path, what it does.
pub fn guarded_routes() -> Vec<Guarded> {
    let mut guarded = Vec::new();
    for (action, route) in own() {
        for (path, item) in OpenApiRouter::<AppState>::default().routes(route).into_openapi().paths.paths {
            let methods = [("GET", item.get), ("PUT", item.put), ("POST", item.post), ("DELETE", item.delete)];
            for (method, _) in methods.into_iter().filter(|(_, operation)| operation.is_some()) {
                guarded.push(Guarded { method: method.to_owned(), path: path.clone(), action });
            }
        }
    }
    guarded
}

fn table() -> Table {
    Table {
        directory: OpenApiRouter::default()
            .routes(routes!(groups::list::list_groups))
            .routes(routes!(groups::find::find_group))
            .routes(routes!(groups::calendar::show_calendar))
            .routes(routes!(groups::welcome::show_welcome))
            .routes(routes!(near::find::find_near))
            .routes(routes!(packs::list::list_packs))
            .routes(routes!(check_ins::list_measures::list_measures))
            .routes(routes!(openapi::show_openapi)),
        packs: OpenApiRouter::default().routes(routes!(packs::find::find_pack)),
        personal: OpenApiRouter::default()
            .routes(routes!(cover::find::find_cover))
            .routes(routes!(surgeries::find::find_surgeries))
            .routes(routes!(referrals::mine::list_mine)),
        writes: OpenApiRouter::default()
            .routes(routes!(referrals::create::create_referral))
            .routes(routes!(reports::create::create_report)),
        entrance: OpenApiRouter::default()
            .routes(routes!(sign_in::show_me::show_me))
            .routes(routes!(sign_in::ask_code::ask_code))
            .routes(routes!(sign_in::spend_code::spend_code))
            .routes(routes!(sign_in::spend_link::spend_link))
            .routes(routes!(sign_in::spend_recovery::spend_recovery))
            .routes(routes!(sign_in::begin_passkey::begin_passkey))
            .routes(routes!(sign_in::finish_passkey::finish_passkey))
            .routes(routes!(staff::invitation::open_invitation))
            .routes(routes!(staff::invitation::finish_invitation)),
        always: OpenApiRouter::default()
            .routes(routes!(leave::leave))
            .routes(routes!(sign_in::sign_out::sign_out))
            .routes(routes!(health::show_health))
            .routes(routes!(health::show_readiness)),
    }
}

/// The description of every route.
pub fn description() -> utoipa::openapi::OpenApi {
    let Table { directory, packs, personal, writes, entrance, always } = table();
    let all = OpenApiRouter::with_openapi(Api::openapi())
        .merge(directory)
        .merge(packs)
        .merge(personal)
        .merge(writes)
        .merge(entrance)
        .merge(always);
    own().into_iter().fold(all, |all, (_, route)| all.routes(route)).into_openapi()
}

/// Everything that is served: the API, and the app around it.
pub fn router(state: AppState) -> Router {
    let Table { directory, packs, personal, writes, entrance, always } = table();
    let guarded = own().into_iter().fold(OpenApiRouter::default(), |all, (action, route)| {
        // Around the handlers alone: a method that is not there is told so to everybody.
        let guard = from_fn_with_state((state.clone(), action), guard);
        all.routes(route.map(|methods| methods.route_layer(guard)))
    });
    let signed = from_fn_with_state(state.clone(), limits::limit_signed);
    let reads = from_fn_with_state(state.clone(), limits::limit_reads);
    let calendar_reads = reads.clone();
    let fetching = from_fn_with_state(state.clone(), limits::limit_packs);
    let writing = from_fn_with_state(state.clone(), limits::limit_writes);
    let compression = CompressionLayer::new().quality(BROTLI).compress_when(SizeAbove::new(WORTH_COMPRESSING));

    // Personal answers are not compressed: what somebody sent and what somebody else put in must never share a length.
    let api = directory
        .layer(reads.clone())
        .layer(compression.clone())
        .merge(packs.layer(fetching))
        .merge(personal.layer(reads))
        .merge(writes.layer(writing))
        .merge(entrance.merge(guarded).layer(signed))
        .merge(always);
    let drawn = Router::new()
        .route("/groups", get(pages::results::show_results))
        .route("/refer/who", get(pages::asking::show_question))
        .layer(compression);
    let calendars = Router::new().route("/calendar/{file}", get(calendar::show_private_calendar)).layer(calendar_reads);

    Router::from(api)
        .merge(drawn)
        .merge(calendars)
        .fallback(pages::index::show_page)
        // From the inside out: the last one is the first to see a request.
        .layer(from_fn_with_state(state.clone(), release::refuse_outdated))
        .layer(CsrfLayer::new().with_rejection_response(refuse_foreign_write))
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(answer_panic))
        .layer(from_fn(complete))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(trace::span)
                .on_request(())
                .on_response(trace::answered)
                .on_body_chunk(())
                .on_eos(())
                .on_failure(()),
        )
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(map_request(trace::forget_foreign_id))
        .with_state(state)
}

fn refuse_foreign_write(_: ProtectionError) -> Response {
    Error::Forbidden.into_response()
}

/// What the panic said stays out of the answer and of our log: it may hold input. The panic hook has printed where.
fn answer_panic(_: Box<dyn Any + Send>) -> Response {
    Error::Internal(anyhow::anyhow!("a handler panicked")).into_response()
}
