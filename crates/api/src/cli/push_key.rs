//! `stile push-key`: makes a key that pushes are signed with. It is printed, and kept nowhere.

use super::print;
use crate::notices::PushKey;

/// Prints a new key and its public part.
pub(super) fn make() {
    let key = PushKey::fresh();
    print::line(format!("The key, for STILE_PUSH_KEY (a secret): {}", key.secret()));
    print::line(format!("Its public part, for browsers:          {}", key.public()));
}
