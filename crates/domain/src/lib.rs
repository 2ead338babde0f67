//! Stile's rules as pure functions: no clock, no randomness, no I/O. What is needed of those comes in as arguments.
//!
//! The same rules run on the server and on the phone, so that both give the same answer with or without a signal.

pub mod absence;
pub mod access;
pub mod age;
pub mod case;
pub mod codes;
pub mod contact_point;
pub mod danger;
pub mod details;
pub mod device;
pub mod directory;
pub mod distance;
pub mod grant;
pub mod host_letter;
pub mod hours;
pub mod journey;
pub mod london;
pub mod measure;
pub mod messaging;
pub mod need;
pub mod notice;
pub mod opening;
pub mod pack;
pub mod plan;
pub mod postcode;
pub mod promise;
pub mod recovery_words;
pub mod recurrence;
pub mod reference;
pub mod referral;
pub mod safe_contact;
pub mod search;
pub mod sign_in_life;
pub mod spoken_code;
pub mod taps;
pub mod team_report;
pub mod thread;
pub mod week;
pub mod working_days;
