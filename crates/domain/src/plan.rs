//! A person's plan as tables: what may be done with a goal, a step, a group on the plan and a visit, where it leads,
//! and how what several people write comes together.
//!
//! It must not know who may do any of it, what is kept, or the words of any problem.

pub mod goal;
pub mod group;
pub mod merge;
pub mod problems;
#[cfg(test)]
mod samples;
pub mod step;
pub mod visit;
