//! Who this browser is signed in as, and the stream that says when something of theirs has changed.

use wire::WhoAmI;

use crate::backend::client::get;
use crate::backend::failure::Failure;

/// Where the stream of changes is followed.
pub const CHANGES: &str = "/api/changes";

/// Who somebody is by their cookie. Nobody is an answer too.
pub async fn find() -> Result<WhoAmI, Failure> {
    get("/api/me").await
}
