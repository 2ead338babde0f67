//! What is around every page: the two ways out at the top, and the foot.

pub mod footer;
pub mod header;
pub mod update_notice;
