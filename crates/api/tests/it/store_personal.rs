//! Which rows are somebody's: that every table is mapped, that all of it can be taken along, and that nothing of it can be
//! read from the database's files once it is erased.

mod erasure;
mod export;
mod mapping;
mod planted;
