//! The addresses of a person's own pages, and of signing in. The app `me` answers them; what is kept of a person, and what
//! is new for them, has the app `inbox`.

/// Signing in.
pub const SIGN_IN: &str = "/sign-in";
/// The same, where the code is typed.
pub const SIGN_IN_CODE: &str = "/sign-in?step=code";
/// Where the link of an e-mail or text leads.
pub const SIGN_IN_LINK: &str = "/sign-in/link";
/// Signing in with recovery words.
pub const SIGN_IN_RECOVER: &str = "/sign-in/recover";
/// The person's own first page.
pub const HOME: &str = "/me";
/// Name, birth, surgery, and the like.
pub const DETAILS: &str = "/me/details";
/// How to be reached safely.
pub const SAFE_CONTACT: &str = "/me/safe-contact";
/// Where the person is signed in.
pub const DEVICES: &str = "/me/devices";
/// Passkeys of the person.
pub const PASSKEYS: &str = "/me/passkeys";
/// The words that let somebody in who has lost everything else.
pub const RECOVERY_WORDS: &str = "/me/recovery-words";
/// Who helps the person.
pub const HELPERS: &str = "/me/helpers";
/// Asking somebody to help.
pub const INVITE_HELPER: &str = "/me/helpers/invite";
/// Where somebody who was asked says yes.
pub const BECOME_HELPER: &str = "/me/become-helper";

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeRoute {
    SignIn,
    SignInLink,
    SignInRecover,
    Home,
    Details,
    SafeContact,
    Devices,
    Passkeys,
    RecoveryWords,
    Helpers,
    InviteHelper,
    /// One of the person's helpers, by its id.
    Helper(String),
    BecomeHelper,
    /// Somebody whom this person helps, by their id.
    Helping(String),
    /// Nowhere.
    Unknown,
}

impl MeRoute {
    /// The route of a path, without its query.
    pub fn of(path: &str) -> Self {
        match path.trim_end_matches('/') {
            SIGN_IN => Self::SignIn,
            SIGN_IN_LINK => Self::SignInLink,
            SIGN_IN_RECOVER => Self::SignInRecover,
            HOME => Self::Home,
            DETAILS => Self::Details,
            SAFE_CONTACT => Self::SafeContact,
            DEVICES => Self::Devices,
            PASSKEYS => Self::Passkeys,
            RECOVERY_WORDS => Self::RecoveryWords,
            HELPERS => Self::Helpers,
            INVITE_HELPER => Self::InviteHelper,
            BECOME_HELPER => Self::BecomeHelper,
            path => match (path.strip_prefix("/me/helpers/"), path.strip_prefix("/me/helping/")) {
                (Some(id), _) if !id.contains('/') => Self::Helper(id.to_owned()),
                (_, Some(id)) if !id.contains('/') => Self::Helping(id.to_owned()),
                _ => Self::Unknown,
            },
        }
    }
}

/// One of the person's helpers.
pub fn helper(id: &str) -> String {
    format!("{HELPERS}/{id}")
}

/// Somebody whom this person helps.
pub fn helping(id: &str) -> String {
    format!("/me/helping/{id}")
}
