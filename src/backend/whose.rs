//! Whose this phone is, as much of who is signed in as an app has to know that has no page of anybody's own. Reading the
//! rest of it would weigh more than this.

use serde::Deserialize;
use serde::de::IgnoredAny;
use wire::{AccountId, Life};

use crate::backend::client::get;
use crate::backend::failure::Failure;
use crate::browser::signing_out;

/// Whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Nobody is signed in here, and nobody has said.
    Unknown,
    /// It belongs to whoever is signed in with this account.
    Own(AccountId),
    /// Others use it too, or it is for work.
    Shared,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Said {
    Nobody,
    Somebody { account: AccountId, life: Life },
    Staff(IgnoredAny),
}

/// Asks by the cookie. Whoever signed out without a signal is out, whatever their cookie says.
pub async fn find() -> Result<Whose, Failure> {
    if signing_out::is_owed() {
        return Ok(Whose::Unknown);
    }
    let said: Said = get("/api/me").await?;
    Ok(match said {
        Said::Nobody => Whose::Unknown,
        Said::Somebody { account, life: Life::Mine } => Whose::Own(account),
        Said::Somebody { .. } | Said::Staff(_) => Whose::Shared,
    })
}
