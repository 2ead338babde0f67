//! What goes and what stays when a record is erased, in words: before it happens, and after.

use leptos::prelude::*;
use wire::{ErasedPart, KeptPart};

use crate::words::export as words;

/// Everything that is told before anything is erased. Afterwards the server says what it was.
pub const GONE: [ErasedPart; 8] = [
    ErasedPart::Details,
    ErasedPart::Referrals,
    ErasedPart::SafeContact,
    ErasedPart::Helpers,
    ErasedPart::SignIns,
    ErasedPart::Complaints,
    ErasedPart::Messages,
    ErasedPart::Plan,
];
/// What is told to stay.
pub const KEPT: [KeptPart; 2] = [KeptPart::Audit, KeptPart::WrittenAsHelper];

/// The list of what goes.
pub fn gone_view(parts: &[ErasedPart]) -> AnyView {
    let rows: Vec<_> = parts.iter().map(|part| view! { <li>{gone(*part)}</li> }).collect();
    view! { <ul>{rows}</ul> }.into_any()
}

/// The list of what stays, why, and for how long. Safety copies are no part of the record, and run out by themselves.
pub fn kept_view(parts: &[KeptPart]) -> AnyView {
    let rows: Vec<_> = parts.iter().map(|part| view! { <li>{kept(*part)}</li> }).collect();
    view! {
        <ul>
            {rows}
            <li>{words::kept_copies()}</li>
        </ul>
    }
    .into_any()
}

fn gone(part: ErasedPart) -> &'static str {
    match part {
        ErasedPart::Details => words::gone_details(),
        ErasedPart::Referrals => words::gone_referrals(),
        ErasedPart::SafeContact => words::gone_safe_contact(),
        ErasedPart::Helpers => words::gone_helpers(),
        ErasedPart::SignIns => words::gone_sign_ins(),
        ErasedPart::Complaints => words::gone_complaints(),
        ErasedPart::Messages => words::gone_messages(),
        ErasedPart::Plan => words::gone_plan(),
    }
}

fn kept(part: KeptPart) -> &'static str {
    match part {
        KeptPart::Audit => words::kept_audit(),
        KeptPart::WrittenAsHelper => words::kept_as_helper(),
    }
}
