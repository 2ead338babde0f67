//! What outlives a page, as typed contexts. Knows no screen.

pub mod address;
pub mod changes;
pub mod doing;
pub mod draft;
pub mod fetched;
pub mod found;
pub mod idle;
pub mod invited;
pub mod load;
pub mod message_drafts;
pub mod outbox;
pub mod plan_queue;
pub mod plan_seat;
pub mod pocket_queue;
pub mod pocket_waiting;
pub mod resting;
pub mod signing_in;
pub mod thread;
pub mod unsaved;
pub mod who;
