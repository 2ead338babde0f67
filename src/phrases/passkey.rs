//! Why there is no passkey, in words.

use crate::browser::passkeys::NoPasskey;
use crate::words::sign_in::passkey as words;

/// Why none was made.
pub fn not_made(why: NoPasskey) -> &'static str {
    match why {
        NoPasskey::Refused => words::not_made(),
        NoPasskey::Already => words::already(),
        NoPasskey::Impossible => words::impossible(),
    }
}

/// Why none was used.
pub fn not_used(why: NoPasskey) -> &'static str {
    match why {
        NoPasskey::Refused | NoPasskey::Already => words::not_used(),
        NoPasskey::Impossible => words::impossible(),
    }
}
