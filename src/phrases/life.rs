//! How long a sign-in lives, in words.

use wire::Life;

use crate::words::devices as words;

/// What kind of sign-in it is.
pub fn life(life: Life) -> &'static str {
    match life {
        Life::Shared => words::life_shared(),
        Life::Mine => words::life_mine(),
        Life::Staff => words::life_staff(),
    }
}
