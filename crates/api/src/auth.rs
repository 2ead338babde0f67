//! How somebody proves who they are: codes, passkeys, words on paper, invitations. It puts the domain's rules, the
//! server's secret and the libraries together; it knows no HTTP and keeps nothing itself.

mod one_time_code;
mod passkeys;
mod pepper;

pub use one_time_code::{LIMITS, digits, is_right, link_token, read_link_token};
pub use passkeys::{Made, PasskeyError, Passkeys, Used};
pub use pepper::Pepper;
