//! Whether there is a team for a surgery or postcode.

use wire::Cover;

use crate::backend::client::get;
use crate::backend::failure::Failure;
use crate::routes::encode;

/// Asks which team would take a referral.
pub async fn find(surgery: Option<&str>, postcode: &str) -> Result<Cover, Failure> {
    let mut address = "/api/cover?postcode=".to_owned();
    encode(postcode, &mut address);
    if let Some(surgery) = surgery {
        address.push_str("&surgery=");
        encode(surgery, &mut address);
    }
    get(&address).await
}
