//! How a message to the person begins: kindly, and to be changed by whoever sends it. It promises nothing that has not
//! been decided.

use wire::{ActKind, DeclineReason, DeskReferral, EndReason};

use crate::features::desk::acts::codes;
use crate::features::desk::acts::typed::Typed;
use crate::words::desk::opening as words;

/// The opening for an act as its form stands; empty where somebody begins by themselves.
pub fn opening(kind: ActKind, typed: &Typed, referral: &DeskReferral) -> String {
    let (name, team) = (referral.answers.name.trim(), referral.team.name.as_str());
    match kind {
        ActKind::Accept => {
            let worker = referral.colleagues.iter().find(|one| one.id.to_string() == typed.worker);
            worker.map(|worker| words::accept(name, &worker.name, team)).unwrap_or_default()
        }
        ActKind::Decline => codes::of(&codes::DECLINE, &typed.reason)
            .map(|reason| match reason {
                DeclineReason::OutOfArea => words::out_of_area(name),
                DeclineReason::OtherService => words::other_service(name),
                DeclineReason::NeedsMore => words::needs_more(name),
                DeclineReason::NotWanted => words::not_wanted(name),
                DeclineReason::Other => words::cannot(name),
            })
            .unwrap_or_default(),
        ActKind::End => codes::of(&codes::END, &typed.reason)
            .map(|reason| match reason {
                EndReason::Done => words::end_done(name, team),
                EndReason::TheirWish => words::end_wish(name, team),
                EndReason::LostTouch => words::end_lost(name, team),
                EndReason::MovedAway => words::end_moved(name),
                EndReason::Died => words::end_died(team),
                EndReason::Other => words::end_other(name, team),
            })
            .unwrap_or_default(),
        _ => String::new(),
    }
}
