//! Where a six-digit code can be sent: an e-mail address or a mobile number, in the one form by which an account is
//! found. It must not know whose it is, whether it is safe, or how anything is sent.
//!
//! Stricter than [`crate::referral::contact`], on which it stands: there a team reads what somebody gave, here a
//! machine has to reach it, and two ways of typing the same address must be one account.

use wire::ContactKind;

use crate::referral::contact;

/// How long the part before the `@` may be (RFC 5321, section 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// How long one label of a domain may be (RFC 1035, section 2.3.4).
const LONGEST_LABEL: usize = 63;

/// What may stand before the `@` besides letters and digits (RFC 5322, section 3.2.3, `atext`), and the dot.
const LOCAL_SIGNS: &str = ".!#$%&'*+-/=?^_`{|}~";

/// An address that a code can be sent to. Equal addresses are the same account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContactPoint {
    pub kind: ContactKind,
    /// `mary@example.org`, all in lower case, or `+447700900123` (ITU-T E.164).
    pub value: String,
}

/// Reads what somebody typed; `None` when it is neither an e-mail address nor a UK mobile number.
///
/// The whole address is put in lower case: hardly any mailbox tells them apart, and phones begin with a capital.
/// Mobile numbers may begin with `07`, `+447`, `00447` or `447`; spaces, dashes and brackets do not matter. Jersey,
/// Guernsey and the Isle of Man are within; personal numbers (070) and pagers (076) are not.
pub fn parse(typed: &str) -> Option<ContactPoint> {
    if typed.contains('@') {
        return email(typed).map(|value| ContactPoint { kind: ContactKind::Email, value });
    }
    contact::phone(typed)
        .filter(|number| is_mobile(number))
        .map(|value| ContactPoint { kind: ContactKind::Mobile, value })
}

impl ContactPoint {
    /// The address so that its owner knows it and somebody looking over their shoulder does not: `m•••@example.org`,
    /// `•••• 123`. The same length for every address.
    pub fn shown(&self) -> String {
        match self.kind {
            ContactKind::Email => {
                let (local, domain) = self.value.split_once('@').unwrap_or_default();
                let first: String = local.chars().take(1).collect();
                format!("{first}•••@{domain}")
            }
            ContactKind::Mobile => {
                let last = self.value.char_indices().rev().nth(2).map_or("", |(at, _)| &self.value[at..]);
                format!("•••• {last}")
            }
        }
    }
}

/// Plain ASCII only: letters of two scripts can look the same, and then two addresses would.
fn email(typed: &str) -> Option<String> {
    let address = contact::email(typed)?.to_ascii_lowercase();
    let (local, domain) = address.split_once('@')?;
    let is_address = local.len() <= LONGEST_LOCAL && local.split('.').all(is_atom) && is_domain(domain);
    is_address.then_some(address)
}

fn is_atom(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || LOCAL_SIGNS.contains(letter))
}

/// Whether it is a name with a dot, such as `example.org`. The last label is never a number: that would be an address
/// of the internet protocol.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && label.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let has_named_end =
        domain.rsplit_once('.').is_some_and(|(_, last)| last.bytes().any(|letter| letter.is_ascii_alphabetic()));
    has_named_end && domain.split('.').all(is_label)
}

/// Whether a number in international form is a mobile one (Ofcom, National Telephone Numbering Plan: 071 to 075 and 077
/// to 079, and 07624 on the Isle of Man).
fn is_mobile(number: &str) -> bool {
    let Some(national) = number.strip_prefix("+447") else { return false };
    match national.as_bytes().first() {
        Some(b'1'..=b'5' | b'7'..=b'9') => true,
        Some(b'6') => national.starts_with("624"),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
