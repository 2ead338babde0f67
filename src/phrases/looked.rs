//! Who looked at a record, and at what, in words.

use wire::{Look, Looked, LookerKind, StaffRole};

use crate::words::who_looked as words;

/// The name they go by; somebody whose name is gone is still somebody.
pub fn who(look: &Look) -> String {
    if look.who.is_empty() { words::someone().to_owned() } else { look.who.clone() }
}

/// In which capacity.
pub fn as_what(kind: LookerKind) -> &'static str {
    match kind {
        LookerKind::Helper => words::as_helper(),
        LookerKind::Staff(StaffRole::LinkWorker) => words::as_link_worker(),
        LookerKind::Staff(StaffRole::TeamLead) => words::as_team_lead(),
        LookerKind::Staff(StaffRole::Administrator) => words::as_administrator(),
    }
}

/// What they did.
pub fn what(looked: Looked) -> &'static str {
    match looked {
        Looked::Listed => words::listed(),
        Looked::OpenedReferral => words::opened_referral(),
        Looked::OpenedRecord => words::opened_record(),
        Looked::SawTimeline => words::saw_timeline(),
        Looked::SawMessages => words::saw_messages(),
        Looked::SawPlan => words::saw_plan(),
        Looked::SawCheckIns => words::saw_check_ins(),
        Looked::SawDetails => words::saw_details(),
        Looked::ChangedDetails => words::changed_details(),
        Looked::ChangedStage => words::changed_stage(),
        Looked::RecordedHelper => words::recorded_helper(),
        Looked::EndedHelper => words::ended_helper(),
        Looked::OpenedRecovery => words::opened_recovery(),
        Looked::ApprovedRecovery => words::approved_recovery(),
        Looked::GaveRecoveryWords => words::gave_recovery_words(),
    }
}
