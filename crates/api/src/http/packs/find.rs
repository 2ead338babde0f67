//! `GET /packs/{file}`: the bytes of a pack. Its name says its version, so that it may be kept by anybody for ever.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use wire::Problem;

use crate::catalogue::Form;
use crate::http::error::Error;
use crate::http::extract::Named;
use crate::http::pages::assets::accepts_brotli;
use crate::http::state::AppState;

/// Fetch a pack
///
/// `EH1-VERSION.pack` holds the groups of a district, `districts-VERSION.pack` the middles of all districts. Other
/// versions than the present one are not there any more: ask for the list again.
#[utoipa::path(
    get,
    path = "/packs/{file}",
    tag = "directory",
    params(("file" = String, Path, description = "District and version, such as `EH1-0123456789abcdef.pack`")),
    responses(
        (status = 200, description = "The pack", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, description = "There is no such pack, or it has another version now", body = Problem),
        (status = 429, description = "Too many requests; Retry-After says when to come back", body = Problem),
        (status = 500, description = "A fault of the server", body = Problem),
        (status = 503, description = "Not available at present; Retry-After says when to come back", body = Problem)
    )
)]
pub async fn find_pack(
    State(state): State<AppState>,
    Named(file): Named<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (name, version) = parts(&file).ok_or(Error::NotFound)?;
    let form = if accepts_brotli(&headers) { Form::Brotli } else { Form::Plain };
    let packs = state.catalogue.packs(&state.store).await?;
    let bytes = packs.file(name, version, form).await.map_err(Error::Internal)?.ok_or(Error::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    let mut response = (headers, Bytes::from_owner(bytes)).into_response();
    if form == Form::Brotli {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Ok(response)
}

/// District and version of a file.
fn parts(file: &str) -> Option<(&str, &str)> {
    file.strip_suffix(".pack")?.rsplit_once('-')
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn name_of_a_file_says_district_and_version() {
        assert_eq!(parts("EH1-0123.pack"), Some(("EH1", "0123")));
        assert_eq!(parts("districts-0123.pack"), Some(("districts", "0123")));
        for other in ["", "EH1.pack", "EH1-0123", "EH1-0123.pack.br", ".pack"] {
            assert_eq!(parts(other), None, "{other}");
        }
    }
}
