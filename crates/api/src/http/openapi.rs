//! What the API is, in OpenAPI: made from the handlers, served at `/api/openapi.json`, and pinned by a test.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::response::{Response as Described, ResponseBuilder, ResponsesBuilder};
use utoipa::openapi::{OpenApi as Document, Ref, RefOr};
use utoipa::{IntoResponses, OpenApi};

use crate::http::router;

/// What stands above all operations.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Stile",
        version = "1",
        description = "Find what is on near somebody, and ask for a link worker.\n\nThe app says its release in \
            `x-stile-release`, a whole number. One more than two releases older than the server is answered 409 \
            `outdated`, whatever it asks but to sign out or to leave. Whoever sends no such header is always answered.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(wire::Problem))
)]
pub struct Api;

/// The whole description.
pub fn openapi() -> Document {
    router::description()
}

static AS_JSON: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(openapi().to_json().unwrap_or_default()));

/// This description
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "operations",
    responses((status = 200, description = "The description", body = Object), ReadProblems)
)]
pub async fn show_openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")], AS_JSON.clone()).into_response()
}

/// How looking something up can fail.
pub struct ReadProblems;

impl IntoResponses for ReadProblems {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        problems(&[BAD_REQUEST, OUTDATED, TOO_MANY, INTERNAL, UNAVAILABLE])
    }
}

/// How looking something up can fail that is asked for in a body.
pub struct AskProblems;

impl IntoResponses for AskProblems {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        problems(&[BAD_REQUEST, FORBIDDEN, OUTDATED, TOO_LARGE, UNSUPPORTED, INVALID, TOO_MANY, INTERNAL, UNAVAILABLE])
    }
}

/// How sending something can fail.
pub struct WriteProblems;

impl IntoResponses for WriteProblems {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        problems(&[
            BAD_REQUEST,
            FORBIDDEN,
            CONFLICT,
            TOO_LARGE,
            UNSUPPORTED,
            INVALID,
            TOO_MANY,
            INTERNAL,
            UNAVAILABLE,
            FULL,
        ])
    }
}

/// How something can fail that is somebody's own: looking.
pub struct OwnProblems;

impl IntoResponses for OwnProblems {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        problems(&[BAD_REQUEST, SIGNED_OUT, CONFIRM_FIRST, NOT_THEIRS, OUTDATED, TOO_MANY, INTERNAL, UNAVAILABLE, FULL])
    }
}

/// How something can fail that is somebody's own: changing.
pub struct OwnWriteProblems;

impl IntoResponses for OwnWriteProblems {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        problems(&[
            BAD_REQUEST,
            SIGNED_OUT,
            CONFIRM_FIRST,
            NOT_THEIRS,
            CONFLICT,
            TOO_LARGE,
            UNSUPPORTED,
            INVALID,
            TOO_MANY,
            INTERNAL,
            UNAVAILABLE,
            FULL,
        ])
    }
}

const SIGNED_OUT: (&str, &str) = ("401", "Nobody is signed in here");
const CONFIRM_FIRST: (&str, &str) = ("403", "It asks for a fresh sign-in, or the request came from another site");
const NOT_THEIRS: (&str, &str) = ("404", "Not there, or not theirs");
const BAD_REQUEST: (&str, &str) = ("400", "The request cannot be read");
const FORBIDDEN: (&str, &str) = ("403", "The request came from another site");
const CONFLICT: (&str, &str) = ("409", "The id was used before for something else, or the app is too old");
const OUTDATED: (&str, &str) = ("409", "The app is too old for this server: it has to be loaded again");
const TOO_LARGE: (&str, &str) = ("413", "The body is larger than 64 KB");
const UNSUPPORTED: (&str, &str) = ("415", "The body is not sent as application/json");
const INVALID: (&str, &str) = ("422", "Some fields need putting right");
const TOO_MANY: (&str, &str) = ("429", "Too many requests; Retry-After says when to come back");
const INTERNAL: (&str, &str) = ("500", "A fault of the server");
const UNAVAILABLE: (&str, &str) = ("503", "Not available at present; Retry-After says when to come back");
const FULL: (&str, &str) = ("507", "The disk is full; nothing was saved");

fn problems(kinds: &[(&str, &str)]) -> BTreeMap<String, RefOr<Described>> {
    let described = kinds.iter().fold(ResponsesBuilder::new(), |all, (status, description)| {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let one = ResponseBuilder::new().description(*description).content("application/json", content);
        all.response(*status, one)
    });
    described.build().into()
}
