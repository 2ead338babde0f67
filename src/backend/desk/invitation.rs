//! How an invited member of staff gets in: the token and the code, then the first passkey.

use wire::{FinishPasskey, InvitationOpened, OpenInvitation, WhoAmI};

use crate::backend::client::post;
use crate::backend::failure::Failure;

/// Opens an invitation; the answer says whom it is for.
pub async fn open(invitation: &OpenInvitation) -> Result<InvitationOpened, Failure> {
    post("/api/staff/invitation/open", invitation).await
}

/// Takes it up with the passkey that was made; from then on they are signed in.
pub async fn finish(passkey: &FinishPasskey) -> Result<WhoAmI, Failure> {
    post("/api/staff/invitation/finish", passkey).await
}
