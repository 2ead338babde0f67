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
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::error::{Error, complete};
use crate::http::openapi::{self, Api};
use crate::http::state::AppState;
use crate::http::{cover, groups, headers, health, leave, limits, near, pages, referrals, reports, surgeries, trace};

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
    /// What is somebody's own, or says where they live.
    personal: OpenApiRouter<AppState>,
    /// What is sent to be kept.
    writes: OpenApiRouter<AppState>,
    /// What is always answered.
    always: OpenApiRouter<AppState>,
}

fn table() -> Table {
    Table {
        directory: OpenApiRouter::default()
            .routes(routes!(groups::list::list_groups))
            .routes(routes!(groups::find::find_group))
            .routes(routes!(groups::calendar::show_calendar))
            .routes(routes!(near::find::find_near))
            .routes(routes!(openapi::show_openapi)),
        personal: OpenApiRouter::default()
            .routes(routes!(cover::find::find_cover))
            .routes(routes!(surgeries::find::find_surgeries))
            .routes(routes!(referrals::mine::list_mine)),
        writes: OpenApiRouter::default()
            .routes(routes!(referrals::create::create_referral))
            .routes(routes!(reports::create::create_report)),
        always: OpenApiRouter::default()
            .routes(routes!(leave::leave))
            .routes(routes!(health::show_health))
            .routes(routes!(health::show_readiness)),
    }
}

/// The description of every route.
pub fn description() -> utoipa::openapi::OpenApi {
    let Table { directory, personal, writes, always } = table();
    OpenApiRouter::with_openapi(Api::openapi())
        .merge(directory)
        .merge(personal)
        .merge(writes)
        .merge(always)
        .into_openapi()
}

/// Everything that is served: the API, and the app around it.
pub fn router(state: AppState) -> Router {
    let Table { directory, personal, writes, always } = table();
    let reads = from_fn_with_state(state.clone(), limits::limit_reads);
    let writing = from_fn_with_state(state.clone(), limits::limit_writes);
    let compression = CompressionLayer::new().quality(BROTLI).compress_when(SizeAbove::new(WORTH_COMPRESSING));

    // Personal answers are not compressed: what somebody sent and what somebody else put in must never share a length.
    let api = directory
        .layer(reads.clone())
        .layer(compression.clone())
        .merge(personal.layer(reads))
        .merge(writes.layer(writing))
        .merge(always);
    let drawn = Router::new().route("/groups", get(pages::results::show_results)).layer(compression);

    Router::from(api)
        .merge(drawn)
        .fallback(pages::index::show_page)
        // From the inside out: the last one is the first to see a request.
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
