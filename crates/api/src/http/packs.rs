//! What of the directory phones keep: which packs there are for somewhere, and their bytes.

pub mod find;
pub mod list;
