//! What is around every page: the two ways out at the top, and the foot.

pub mod desk_bar;
pub mod footer;
pub mod gate;
pub mod header;
pub mod idle_notice;
mod person_strip;
mod plan_ended;
pub mod plan_frame;
mod plan_header;
pub mod plan_leaving;
pub mod update_notice;
