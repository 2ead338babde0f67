//! Reports that something in the directory is wrong.

pub mod create;
