//! Six-digit codes: their figures and how they are written and read. It must not know how a code is drawn, kept,
//! compared or sent.
//!
//! The figures are those of NIST SP 800-63B-4 (out-of-band secrets: at least six digits, at most ten minutes, used
//! once, a limit on guesses), tightened. One guess opens one account with a chance of one in a million, so ten a day
//! leave an account one in a hundred thousand, and a thousand in an hour leave everybody together one in a thousand.

use chrono::TimeDelta;

/// How many digits a code has.
pub const DIGITS: usize = 6;

/// How long a code may be spent.
pub const LIFE: TimeDelta = TimeDelta::minutes(10);

/// How often one code may be tried, the right try included.
pub const TRIES_A_CODE: u32 = 5;

/// How many codes that nobody spends one address gets in an hour.
pub const CODES_AN_HOUR: u32 = 3;

/// How many messages with a code one address gets in an hour, however many of them are spent: texts cost money.
pub const MESSAGES_AN_HOUR: u32 = 10;

/// How many wrong guesses one account takes in a day, over all its codes.
pub const GUESSES_A_DAY: u32 = 10;

/// From so many wrong guesses in an hour, over all accounts, codes rest for everybody; passkeys go on.
pub const FAILURES_AN_HOUR_STOP: u32 = 1_000;

/// From so many wrong guesses in an hour, over all accounts, somebody is told.
pub const FAILURES_AN_HOUR_ALARM: u32 = 100;

/// How many codes there are.
const CODES: u32 = 1_000_000;

/// The range of `u32` that shares out evenly among all codes.
const EVEN: u32 = u32::MAX - u32::MAX % CODES;

/// The noughts of digits that keyboards of people here type: ASCII, full width, Arabic, Persian and Urdu, Hindi, Bengali.
const NOUGHTS: [char; 6] = ['0', '０', '٠', '۰', '०', '০'];

/// The code that these bits draw, `042137`. `None` for the few bits that would make some codes likelier than others:
/// draw again.
pub fn six_digits(random: u32) -> Option<String> {
    (random < EVEN).then(|| format!("{:06}", random % CODES))
}

/// A typed code as six ASCII digits; `None` when it is not six digits.
///
/// Whatever is no letter and no digit is passed over: spaces, dashes, and marks that nobody sees and that come along
/// with copied text.
pub fn normalise(typed: &str) -> Option<String> {
    let mut digits = String::with_capacity(DIGITS);
    for letter in typed.chars().filter(|letter| letter.is_alphanumeric()) {
        if digits.len() == DIGITS {
            return None;
        }
        digits.push(ascii_digit(letter)?);
    }
    (digits.len() == DIGITS).then_some(digits)
}

fn ascii_digit(letter: char) -> Option<char> {
    let value = NOUGHTS
        .iter()
        .find_map(|nought| u32::from(letter).checked_sub(u32::from(*nought)).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests;
