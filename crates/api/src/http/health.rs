//! `GET /healthz` and `GET /readyz`: for whoever runs the server. Never limited.

use axum::extract::State;
use axum::response::IntoResponse;
use wire::Problem;

use crate::http::error::Error;
use crate::http::state::AppState;

const PLAIN: [(&str, &str); 1] = [("content-type", "text/plain; charset=utf-8")];

/// Whether the process is alive
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "operations",
    responses((status = 200, description = "It is", body = String, content_type = "text/plain"))
)]
pub async fn show_health() -> impl IntoResponse {
    (PLAIN, "alive\n")
}

/// Whether requests can be answered: the database is there and the directory has been read
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "operations",
    responses(
        (status = 200, description = "They can", body = String, content_type = "text/plain"),
        (status = 503, description = "Not yet, or not at present", body = Problem),
        (status = 500, description = "A fault of the server", body = Problem),
        (status = 507, description = "The disk is full", body = Problem)
    )
)]
pub async fn show_readiness(State(state): State<AppState>) -> Result<impl IntoResponse, Error> {
    if !state.catalogue.is_ready() {
        return Err(Error::Unavailable(anyhow::anyhow!("the directory has not been read yet")));
    }
    state.store.ping().await?;
    Ok((PLAIN, "ready\n"))
}
