//! How somebody says they are doing: the measures, which are everybody's to read, and a person's check-ins, which they
//! alone give, and which they and their team alone see.

pub mod keep_check_in;
pub mod list_check_ins;
pub mod list_measures;
