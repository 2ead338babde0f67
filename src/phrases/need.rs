//! Needs in words.

use wire::Need;

use crate::words::need as words;

/// A need as somebody would say it.
pub fn need(need: Need) -> &'static str {
    match need {
        Need::Loneliness => words::loneliness(),
        Need::Money => words::money(),
        Need::Housing => words::housing(),
        Need::WorkAndLearning => words::work_and_learning(),
        Need::Caring => words::caring(),
        Need::LongTermCondition => words::long_term_condition(),
        Need::Mood => words::mood(),
        Need::Bereavement => words::bereavement(),
        Need::BeingActive => words::being_active(),
        Need::SupportGroup => words::support_group(),
        Need::Food => words::food(),
        Need::GettingOut => words::getting_out(),
    }
}
