//! The JSON API of Stile as serde types, shared by the server and the phone.
//!
//! Only shapes live here: no validation, no rules, no words a person reads.
//! Enums with content are tagged from outside (`{"found": {…}}`): tags inside an object make the reader buffer it, which
//! costs the phone a second reader for every type within.
//! Dates are calendar dates in Europe/London, instants are UTC, distances are whole metres and money is whole pence.

mod answers;
pub mod dates;
mod group;
mod ids;
mod near;
mod need;
mod problem;
mod referral;
mod report;
mod surgery;
mod team;

pub use answers::{Answers, Birth, ContactFirst, ForWhom, SurgeryChoice};
pub use group::{
    Access, Ages, Contact, Cost, CostKind, CostOption, Group, GroupPage, GroupSummary, Link, Loosen, Meeting, Place,
    PlaceSummary, Source, Standing, Travel,
};
pub use ids::{GroupId, PlaceId, ReferralId, ReportId, TeamId};
pub use near::{Near, Origin, OriginKind};
pub use need::Need;
pub use problem::{ErrorCode, FieldCode, FieldProblem, Problem};
pub use referral::{CreateReferral, Receipt, ReferralView, Stage};
pub use report::{CreateReport, ReportKind};
pub use surgery::{FindSurgeries, Surgery};
pub use team::{AskCover, Cover, Covering, Nation, TeamSummary};
