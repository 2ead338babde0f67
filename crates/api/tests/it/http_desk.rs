//! The desk, over HTTP: what waits, what is done with a referral and what its person reads of it, who is away and who
//! covers, what the lead changes, and how somebody who lost every way in comes back.

mod acts;
mod command_line;
mod members;
mod merging;
mod recovery;
mod team;
mod waiting;
