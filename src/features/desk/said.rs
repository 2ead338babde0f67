//! Values of the desk in words. Only the desk says these: what the person reads about the same things is in `phrases`.

use wire::{
    ActKind, Channel, ContactHow, ContactOutcome, DeclineReason, Due, EndReason, EventKind, ReportKind, Scope,
    StaffRef, StaffRole, Stage,
};

use crate::words::desk::act as acts;
use crate::words::desk::{
    channel as channels, due as dues, end_reason as ends, event as events, how as hows, mark as marks,
    outcome as outcomes, reason as reasons, report_kind as reports, role as roles, scope as scopes, stage as stages,
};

/// What is due next.
pub fn due(due: Due) -> &'static str {
    match due {
        Due::Answer => dues::answer(),
        Due::FirstContact => dues::first_contact(),
        Due::KeepInTouch => dues::keep_in_touch(),
        Due::Resume => dues::resume(),
        Due::Nothing => dues::nothing(),
    }
}

/// What somebody is.
pub fn role(role: StaffRole) -> &'static str {
    match role {
        StaffRole::LinkWorker => roles::link_worker(),
        StaffRole::TeamLead => roles::team_lead(),
        StaffRole::Administrator => roles::administrator(),
    }
}

/// How far it is, in a word or two.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Sent => stages::sent(),
        Stage::Seen => stages::seen(),
        Stage::Accepted => stages::accepted(),
        Stage::Declined => stages::declined(),
        Stage::FirstContact => stages::first_contact(),
        Stage::WorkingTogether => stages::working_together(),
        Stage::Ended => stages::ended(),
    }
}

/// What happened.
pub fn event(event: EventKind) -> &'static str {
    match event {
        EventKind::Sent => events::sent(),
        EventKind::Seen => events::seen(),
        EventKind::Accepted => events::accepted(),
        EventKind::Declined => events::declined(),
        EventKind::ContactTried => events::contact_tried(),
        EventKind::FirstContact => events::first_contact(),
        EventKind::WorkingTogether => events::working_together(),
        EventKind::PassedOn => events::passed_on(),
        EventKind::Paused => events::paused(),
        EventKind::Resumed => events::resumed(),
        EventKind::Merged => events::merged(),
        EventKind::Ended => events::ended(),
        EventKind::Reopened => events::reopened(),
    }
}

/// What can be done, as a button says it.
pub fn act(act: ActKind) -> &'static str {
    match act {
        ActKind::Accept => acts::accept(),
        ActKind::Decline => acts::decline(),
        ActKind::RecordContact => acts::record_contact(),
        ActKind::StartWork => acts::start_work(),
        ActKind::PassOn => acts::pass_on(),
        ActKind::Pause => acts::pause(),
        ActKind::Resume => acts::resume(),
        ActKind::Merge => acts::merge(),
        ActKind::End => acts::end(),
        ActKind::Reopen => acts::reopen(),
    }
}

/// That it has been done.
pub fn done(act: ActKind) -> &'static str {
    match act {
        ActKind::Accept => acts::accept_done(),
        ActKind::Decline => acts::decline_done(),
        ActKind::RecordContact => acts::record_contact_done(),
        ActKind::StartWork => acts::start_work_done(),
        ActKind::PassOn => acts::pass_on_done(),
        ActKind::Pause => acts::pause_done(),
        ActKind::Resume => acts::resume_done(),
        ActKind::Merge => acts::merge_done(),
        ActKind::End => acts::end_done(),
        ActKind::Reopen => acts::reopen_done(),
    }
}

/// Why it is declined.
pub fn decline_reason(reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::OutOfArea => reasons::out_of_area(),
        DeclineReason::OtherService => reasons::other_service(),
        DeclineReason::NeedsMore => reasons::needs_more(),
        DeclineReason::NotWanted => reasons::not_wanted(),
        DeclineReason::Other => reasons::something_else(),
    }
}

/// Why it ends.
pub fn end_reason(reason: EndReason) -> &'static str {
    match reason {
        EndReason::Done => ends::done(),
        EndReason::TheirWish => ends::their_wish(),
        EndReason::LostTouch => ends::lost_touch(),
        EndReason::MovedAway => ends::moved_away(),
        EndReason::Died => ends::died(),
        EndReason::Other => ends::something_else(),
    }
}

/// How contact was made.
pub fn how(how: ContactHow) -> &'static str {
    match how {
        ContactHow::Call => hows::call(),
        ContactHow::Text => hows::text(),
        ContactHow::Email => hows::email(),
        ContactHow::Post => hows::post(),
        ContactHow::InPerson => hows::in_person(),
    }
}

/// How it went.
pub fn outcome(outcome: ContactOutcome) -> &'static str {
    match outcome {
        ContactOutcome::Talked => outcomes::talked(),
        ContactOutcome::NoAnswer => outcomes::no_answer(),
        ContactOutcome::AskedToCallBack => outcomes::call_back(),
    }
}

/// A way of reaching somebody.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Call => channels::call(),
        Channel::Voicemail => channels::voicemail(),
        Channel::Text => channels::text(),
        Channel::Email => channels::email(),
        Channel::Post => channels::post(),
        Channel::Push => channels::push(),
    }
}

/// What is wrong with a listing.
pub fn report_kind(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Ended => reports::ended(),
        ReportKind::WrongTime => reports::wrong_time(),
        ReportKind::WrongPlace => reports::wrong_place(),
        ReportKind::WrongContact => reports::wrong_contact(),
        ReportKind::Unsafe => reports::worrying(),
        ReportKind::DidNotRun => reports::did_not_run(),
        ReportKind::Other => reports::something_else(),
    }
}

/// What a helper may do.
pub fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::SeePlan => scopes::see_plan(),
        Scope::SeeMessages => scopes::see_messages(),
        Scope::WriteAsHelper => scopes::write_as_helper(),
        Scope::BookVisits => scopes::book_visits(),
    }
}

/// A colleague by name, and that they are away.
pub fn colleague(staff: &StaffRef) -> String {
    if staff.is_away { marks::away(&staff.name) } else { staff.name.clone() }
}
