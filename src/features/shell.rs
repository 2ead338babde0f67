//! What is around every page: the two ways out at the top, and the foot.

pub mod as_of;
pub mod desk_bar;
pub mod footer;
pub mod gate;
pub mod header;
pub mod idle_notice;
pub mod install_hint;
mod person_strip;
mod plan_ended;
pub mod plan_frame;
mod plan_header;
pub mod plan_leaving;
mod plan_waiting;
pub mod unsent_notice;
pub mod update_notice;
