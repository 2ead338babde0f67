//! Taking a copy of everything, and taking everything away.

pub mod erase_page;
pub mod erased_parts;
pub mod export_page;
