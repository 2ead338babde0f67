//! Doctors' surgeries.

use wire::Surgery;

use crate::backend::client::get;
use crate::backend::failure::Failure;
use crate::routes::encode;

/// Surgeries whose name or address fits the words, nearest to the postcode first.
pub async fn list(words: &str, near: &str) -> Result<Vec<Surgery>, Failure> {
    let mut address = "/api/surgeries?q=".to_owned();
    encode(words, &mut address);
    if !near.is_empty() {
        address.push_str("&near=");
        encode(near, &mut address);
    }
    get(&address).await
}
