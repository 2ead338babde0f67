//! Access features in words.

use wire::Access;

use crate::words::access as words;

/// An access feature as somebody would say it.
pub fn access(access: Access) -> &'static str {
    match access {
        Access::StepFree => words::step_free(),
        Access::AccessibleToilet => words::accessible_toilet(),
        Access::AccessibleParking => words::accessible_parking(),
        Access::HearingLoop => words::hearing_loop(),
        Access::SignLanguage => words::sign_language(),
        Access::PublicTransport => words::public_transport(),
        Access::Interpreter => words::interpreter(),
        Access::QuietSpace => words::quiet_space(),
    }
}
