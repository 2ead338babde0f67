//! In whose plan somebody is, as whom, and what they may do there.

use leptos::prelude::*;
use wire::PersonId;

use crate::routes::plan::{self, PlanPage};

/// As whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Own,
    Helper,
    Desk,
}

/// A seat at somebody's plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    pub person: PersonId,
    pub side: Side,
    /// They may write goals, steps and groups.
    pub can_write: bool,
}

impl Seat {
    /// The address of a page of this plan, for whoever sits here.
    pub fn at(self, page: &PlanPage) -> String {
        let id = self.person.to_string();
        let base = match self.side {
            Side::Own => plan::PLAN.to_owned(),
            Side::Helper => plan::of_person(&id),
            Side::Desk => plan::at_desk(&id),
        };
        format!("{base}{}", page.end())
    }

    /// Whether it is their own.
    pub fn is_own(self) -> bool {
        self.side == Side::Own
    }
}

/// Makes the seat known to everything below.
pub fn provide_seat(seat: Seat) {
    provide_context(seat);
}

/// The seat at the plan that is on the screen.
pub fn use_seat() -> Seat {
    expect_context::<Seat>()
}
