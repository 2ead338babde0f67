//! How long an answer may be, in characters (Unicode scalar values) and never in bytes, so that no script is given less
//! room than another. Counted after blanks at the ends and control characters are taken away.

/// A person's or helper's name.
pub const NAME: usize = 100;

/// "What would you like to be different?": about a page.
pub const WORDS: usize = 2_000;

/// "Anything that would make talking or meeting easier?"
pub const NOTE: usize = 500;

/// Why the person could not be asked.
pub const REASON: usize = 500;

/// Who the helper is to the person.
pub const RELATION: usize = 60;

/// The language the person would rather speak.
pub const LANGUAGE: usize = 60;

/// A telephone number as typed. The longest number has 15 digits; the rest is room for spaces and brackets.
pub const PHONE: usize = 40;

/// An e-mail address (RFC 5321, section 4.5.3.1.3, less the two angle brackets).
pub const EMAIL: usize = 254;

/// The name of a group or a surgery. Nobody types it, so a longer one is cut and not refused.
pub const LISTED_NAME: usize = 200;

/// The code of a surgery.
pub const SURGERY_CODE: usize = 20;
