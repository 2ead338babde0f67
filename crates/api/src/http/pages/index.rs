//! The pages of the apps, and what any address that is not the API and not a file answers.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::http::error::Error;
use crate::http::pages::assets::Asset;
use crate::http::pages::routes;
use crate::http::state::AppState;

/// Where in the page the results are drawn in.
const MARKER: &str = "<!--results-->";
/// What the results take the place of: the start page.
const START: &str = "start";

/// The public app's page, parted where results go.
pub struct Shell {
    before: String,
    after: String,
}

impl Shell {
    /// Parts the page at its marker. A page without one takes no results.
    ///
    /// # Errors
    /// When it is not UTF-8.
    pub fn new(index: &Asset) -> anyhow::Result<Self> {
        let page = std::str::from_utf8(index.bytes())?;
        let (before, rest) = page.split_once(MARKER).unwrap_or((page, ""));
        Ok(Self { before: before.to_owned(), after: without(rest, START) })
    }

    /// The page with these results in it. `results` is HTML, every text in it escaped.
    pub fn with_results(&self, results: &str) -> Bytes {
        Bytes::from([self.before.as_str(), results, self.after.as_str()].concat())
    }
}

/// What stands before, between and after the marks `<!--name-->` and `<!--/name-->`.
pub(super) fn parted<'page>(page: &'page str, name: &str) -> Option<(&'page str, &'page str, &'page str)> {
    let (before, rest) = page.split_once(&format!("<!--{name}-->"))?;
    let (inside, after) = rest.split_once(&format!("<!--/{name}-->"))?;
    Some((before, inside, after))
}

/// The page without what stands between the marks. One that is not as expected is left alone.
pub(super) fn without(page: &str, name: &str) -> String {
    parted(page, name).map_or_else(|| page.to_owned(), |(before, _, after)| [before, after].concat())
}

/// Everything that has no route of its own: files of the app, its pages, and nothing.
pub async fn show_page(State(state): State<AppState>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    let is_below =
        |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if is_below("/api") || is_below("/packs") {
        return Error::NotFound.into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return ([(header::ALLOW, "GET,HEAD")], Error::MethodNotAllowed).into_response();
    }
    if let Some(asset) = state.site.asset(path) {
        return asset.answer(StatusCode::OK, &headers);
    }
    if routes::is_file(path) {
        return match state.old_files.asset(path, state.clock.now()).await {
            Some(asset) => asset.answer(StatusCode::OK, &headers),
            None => Error::NotFound.into_response(),
        };
    }
    let status = if routes::is_page(path) { StatusCode::OK } else { StatusCode::NOT_FOUND };
    plain_page(&state, path, status, &headers)
}

/// The page of the app that this path belongs to, with nothing drawn in.
pub fn plain_page(state: &AppState, path: &str, status: StatusCode, headers: &HeaderMap) -> Response {
    match state.site.asset(routes::app_page(path)) {
        Some(page) => page.answer(status, headers),
        None => Error::NotFound.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_marks_can_be_left_out() {
        assert_eq!(without(" a<!--start--><form></form><!--/start-->b", START), " ab");
        assert_eq!(without("a<!--start-->b", START), "a<!--start-->b", "a page that is not as expected is left alone");
        assert_eq!(without("", START), "");
        assert_eq!(parted("a<!--who-->b<!--/who-->c", "who"), Some(("a", "b", "c")));
        assert_eq!(parted("a<!--whom-->b<!--/whom-->c", "who"), None);
    }
}
