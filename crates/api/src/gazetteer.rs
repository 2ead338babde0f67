//! Where things are and which days are holidays: reads public tables, compares them with what is held and writes only
//! the differences, so that the same file again changes nothing.
//!
//! It knows tables and their quirks; it knows neither SQL (that is `store`) nor how results are shown (that is `cli`).
//!
//! The postcode area `QQ` is not assigned in the United Kingdom and belongs to the invented demo area. A real table
//! leaves what is invented alone, and the demo's tables leave alone what is real.

mod code;
mod diff;
mod holidays;
mod places;
mod postcodes;
mod practices;
mod source;
mod table;
mod title_case;

pub use diff::{Diff, Reason, Refusal, Refusals};
pub use holidays::import_holidays;
pub use places::import_places;
pub use postcodes::import_postcodes;
pub use practices::import_practices;
pub use source::Source;

/// How postcodes and surgery codes of the invented area begin.
const INVENTED_PREFIX: &str = "QQ";

/// The county of the invented area's places.
const INVENTED_COUNTY: &str = "Stilehamshire";

/// Which rows a table speaks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Real,
    Invented,
}

impl Scope {
    /// The scope of a table with these rows: invented when all of them are.
    fn of(are_invented: impl IntoIterator<Item = bool>) -> Self {
        if are_invented.into_iter().all(|is_invented| is_invented) { Self::Invented } else { Self::Real }
    }

    /// Whether a row that is held is one the table would have named if it still were there.
    fn covers(self, is_invented: bool) -> bool {
        is_invented == (self == Self::Invented)
    }
}
