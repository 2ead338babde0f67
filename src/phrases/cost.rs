//! Costs and ages in words.

use wire::{Ages, CostKind, CostOption};

use crate::words::groups as words;

/// A short word for a chip; none where the feed does not say.
pub fn kind(kind: CostKind) -> Option<&'static str> {
    match kind {
        CostKind::Free => Some(words::free()),
        CostKind::Paid => Some(words::paid()),
        CostKind::Unknown => None,
    }
}

/// One price: "Adults: £3.50 (bring a friend free)".
pub fn option(option: &CostOption) -> String {
    let price = option.pence.map(|pence| match pence {
        0 => words::free().to_owned(),
        _ if pence % 100 == 0 => format!("£{}", pence / 100),
        _ => format!("£{}.{:02}", pence / 100, pence % 100),
    });
    let mut out = match (&option.label, price) {
        (Some(label), Some(price)) if !label.eq_ignore_ascii_case(&price) => format!("{label}: {price}"),
        (_, Some(price)) => price,
        (Some(label), None) => label.clone(),
        (None, None) => String::new(),
    };
    if let Some(note) = &option.note {
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(note);
    }
    out
}

/// "Ages 18 to 25"; none where a group is for everybody.
pub fn ages(ages: Ages) -> Option<String> {
    match (ages.from, ages.to) {
        (None | Some(0), None) => None,
        (Some(from), None) => Some(words::ages_from(&from.to_string())),
        (None, Some(to)) => Some(words::ages_to(&to.to_string())),
        (Some(from), Some(to)) => Some(words::ages_between(&from.to_string(), &to.to_string())),
    }
}
