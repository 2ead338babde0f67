//! Helpers, over HTTP: a daughter who asked for her mother, somebody who was told a code, somebody whose mother has no
//! device. What they see, what they never see, and how it ends.

mod invitations;
mod mother_and_daughter;
mod without_device;
