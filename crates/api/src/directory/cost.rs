//! What a group costs, from the price options of a feed: pounds become pence.

use chrono::NaiveDate;
use wire::{Cost, CostKind, CostOption};

use super::clean;
use super::fields::Fields;
use super::report::{Notes, Reason};

/// No group costs more than this many pounds; a larger figure is a slip.
const MOST_POUNDS: f64 = 100_000.0;

/// The words on fees that a row may hold beside its options.
const FEES: [&str; 2] = ["fees_description", "fees"];

/// What says, as a whole, that there is nothing to pay.
const FREE: [&str; 22] = [
    "free",
    "free of charge",
    "free of cost",
    "free to all",
    "free to attend",
    "free to join",
    "free to use",
    "free for all",
    "free for everyone",
    "free admission",
    "free entry",
    "free event",
    "free service",
    "it is free",
    "it's free",
    "no charge",
    "no charges",
    "no cost",
    "no fee",
    "no fees",
    "none",
    "£0",
];

/// Reads `cost_options`, the free words on fees, and the older plain `free`. Prices that have run out are left out.
pub(super) fn read(row: Fields<'_>, today: NaiveDate, notes: &mut Notes<'_>) -> Cost {
    let mut options = Vec::new();
    let (mut has_free, mut has_paid) = (false, false);
    for fields in row.objects("cost_options") {
        let ends = fields.text("valid_to").and_then(|text| clean::date(&text));
        if ends.is_some_and(|ends| ends < today) {
            continue;
        }
        let option = option(fields, notes);
        let is_called_free = option.label.as_deref().is_some_and(says_free);
        match option.pence {
            Some(0) => has_free |= !is_partly_free(option.label.as_deref().unwrap_or_default()),
            Some(_) => has_paid = true,
            // "Carers: free" is not about everybody, so that the note counts only where it stands alone.
            None => {
                has_free |= is_called_free || (option.label.is_none() && option.note.as_deref().is_some_and(says_free));
            }
        }
        let says_more = option.note.is_some() || option.pence.is_some_and(|pence| pence > 0) || !is_called_free;
        let says_something =
            option.label.is_some() || option.note.is_some() || option.pence.is_some_and(|pence| pence > 0);
        if says_more && says_something && !options.contains(&option) {
            options.push(option);
        }
    }
    let note = row.first_text(&FEES).and_then(|text| clean::paragraph(&text, clean::NOTE));
    if !has_free && !has_paid {
        let (note_free, note_paid) = note.as_deref().map_or((false, false), |note| (says_free(note), says_price(note)));
        has_paid = note_paid || row.flag("free") == Some(false);
        has_free = note_free || row.flag("free") == Some(true);
    }
    // "Free for under 18s, £5 for others" is not free.
    let kind = match (has_paid, has_free) {
        (true, _) => CostKind::Paid,
        (false, true) => CostKind::Free,
        (false, false) => CostKind::Unknown,
    };
    Cost { kind, options, note }
}

fn option(fields: Fields<'_>, notes: &mut Notes<'_>) -> CostOption {
    let label = fields.text("option").and_then(|text| clean::line(&text, clean::NAME));
    let note = fields.first_text(&["amount_description", "cost_type"]).and_then(|text| clean::line(&text, clean::NOTE));
    let currency = fields.text("currency").map(|text| text.trim().to_ascii_uppercase());
    match currency {
        // An amount in another currency is kept in words, since pence would be wrong.
        Some(currency) if currency != "GBP" => {
            let amount =
                fields.text("amount").and_then(|amount| clean::line(&format!("{amount} {currency}"), clean::NAME));
            let words: Vec<String> = amount.into_iter().chain(note).collect();
            CostOption { label, pence: None, note: Some(words.join(", ")).filter(|words| !words.is_empty()) }
        }
        _ => CostOption { label, pence: notes.keep("cost_options.amount", pence(fields)), note },
    }
}

/// An amount in pounds as pence. It may be written "£3.50".
fn pence(fields: Fields<'_>) -> Result<Option<u32>, Reason> {
    let pounds = match fields.number("amount") {
        Ok(None) => return Ok(None),
        Ok(Some(pounds)) => pounds,
        Err(reason) => {
            let text = fields.text("amount").unwrap_or_default();
            let text = text.trim().trim_start_matches('£').replace(',', "");
            text.trim().parse().ok().filter(|pounds: &f64| pounds.is_finite()).ok_or(reason)?
        }
    };
    if !(0.0..=MOST_POUNDS).contains(&pounds) {
        return Err(Reason::OutOfRange);
    }
    Ok(Some((pounds * 100.0).round() as u32))
}

/// Whether the whole of the words says that there is nothing to pay. "Free parking" and "free for members" do not.
fn says_free(text: &str) -> bool {
    FREE.contains(&plain(text).as_str())
}

/// Whether the words say of a part of the offer, or to some people, that it is free.
fn is_partly_free(text: &str) -> bool {
    let plain = plain(text);
    plain.starts_with("free ") && !FREE.contains(&plain.as_str())
}

/// Lower case, single spaces, and nothing but letters and figures at either end.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase().trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '£').to_owned()
}

/// Whether words on fees name a price above nought.
fn says_price(text: &str) -> bool {
    text.split('£').skip(1).any(|after| {
        let figure: String =
            after.trim_start().chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
        figure.parse().is_ok_and(|pounds: f64| pounds > 0.0)
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use serde_json::{Value, json};

    use super::*;

    fn cost(row: &Value) -> Cost {
        let today = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        read(Fields::of(row).unwrap(), today, &mut Notes::new("test", String::new()))
    }

    #[test]
    fn pounds_become_pence() {
        for (amount, pence) in [(json!(3.5), 350), (json!("3.50"), 350), (json!("£1,200"), 120_000), (json!(0.29), 29)]
        {
            let cost = cost(&json!({ "cost_options": [{ "option": "Adult", "amount": amount }] }));
            assert_eq!(cost.kind, CostKind::Paid);
            assert_eq!(cost.options[0].pence, Some(pence));
        }
    }

    #[test]
    fn nought_or_the_word_is_free() {
        assert_eq!(cost(&json!({ "cost_options": [{ "option": "Free", "amount": 0 }] })).kind, CostKind::Free);
        assert_eq!(cost(&json!({ "cost_options": [{ "option": "free" }] })).kind, CostKind::Free);
        assert_eq!(cost(&json!({ "cost_options": [{ "amount": "0.00" }] })).kind, CostKind::Free);
        assert_eq!(cost(&json!({ "fees": "Free of charge" })).kind, CostKind::Free);
        assert_eq!(cost(&json!({ "free": true })).kind, CostKind::Free);
    }

    #[test]
    fn only_what_is_free_as_a_whole_is_free() {
        for words in ["Free", " FREE! ", "Free of charge.", "No charge", "Free entry", "Free to attend", "£0"] {
            assert_eq!(cost(&json!({ "fees": words })).kind, CostKind::Free, "{words}");
            assert_eq!(cost(&json!({ "cost_options": [{ "option": words }] })).kind, CostKind::Free, "{words}");
        }
        for words in ["Free parking", "Free for members", "Free, bring £2", "No charge for carers", "Not free", ""] {
            assert_ne!(cost(&json!({ "fees": words })).kind, CostKind::Free, "{words}");
            assert_ne!(cost(&json!({ "cost_options": [{ "option": words }] })).kind, CostKind::Free, "{words}");
        }
        let parking = json!({ "cost_options": [{ "option": "Free parking", "amount": 0 }] });
        assert_eq!(cost(&parking).kind, CostKind::Unknown);
        assert_eq!(cost(&json!({ "cost_options": [{ "option": "Soup", "amount": 0 }] })).kind, CostKind::Free);
        assert_eq!(cost(&json!({ "cost_options": [{ "amount_description": "free" }] })).kind, CostKind::Free);
        let carers = json!({ "cost_options": [{ "option": "Carers", "amount_description": "free" }] });
        assert_eq!(cost(&carers).kind, CostKind::Unknown);
    }

    #[test]
    fn any_price_is_paid() {
        let (carers, others) =
            (json!({ "option": "Free for carers", "amount": 0 }), json!({ "option": "Others", "amount": 5 }));
        let both = json!({ "cost_options": [carers, others] });
        assert_eq!(cost(&both).kind, CostKind::Paid);
        assert_eq!(cost(&json!({ "fees": "Free tea, £2.50 a session" })).kind, CostKind::Paid);
        assert_eq!(cost(&json!({ "free": false })).kind, CostKind::Paid);
    }

    #[test]
    fn silence_and_prices_that_ran_out_are_unknown() {
        assert_eq!(cost(&json!({})), Cost::default());
        let old = json!({ "cost_options": [{ "option": "Adult", "amount": 4, "valid_to": "2022-12-31" }] });
        assert_eq!(cost(&old), Cost::default());
        assert_eq!(cost(&json!({ "fees": "Freephone for prices" })).kind, CostKind::Unknown);
    }

    #[test]
    fn other_currency_stays_in_words() {
        let cost = cost(&json!({ "cost_options": [{ "amount": 4, "currency": "EUR" }] }));
        assert_eq!(cost.options[0].pence, None);
        assert_eq!(cost.options[0].note.as_deref(), Some("4 EUR"));
    }
}
