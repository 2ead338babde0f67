//! Registers shout. This puts their capitals back to how a name is written on a door.

/// Words that stay small inside a name.
const SMALL: [&str; 15] =
    ["and", "at", "by", "de", "for", "in", "le", "of", "on", "or", "the", "to", "under", "upon", "with"];

/// Words without vowels that are no initials.
const SHORTENED: [&str; 11] = ["st", "dr", "drs", "mr", "mrs", "ms", "rd", "ctr", "ptnrs", "pk", "sq"];

/// Words that are said letter by letter although they have vowels, and Roman numbers.
const LOUD: [&str; 9] = ["nhs", "gp", "gps", "pms", "uk", "ii", "iii", "iv", "vi"];

/// `"THE DENSHAM SURGERY"` as `"The Densham Surgery"`. Text that has small letters already is left alone, but for the
/// space around it and doubled inside it.
pub(super) fn title_case(text: &str) -> String {
    if text.chars().any(char::is_lowercase) {
        return text.split_whitespace().collect::<Vec<&str>>().join(" ");
    }
    let mut titled = String::with_capacity(text.len());
    for word in text.replace(',', ", ").split_whitespace() {
        if !titled.is_empty() {
            titled.push(' ');
        }
        // A name also begins after a comma and after the number of a house.
        let starts = titled.trim_end().ends_with(|before: char| before == ',' || before.is_ascii_digit());
        let word = title_word(word, titled.is_empty() || starts);
        titled.push_str(&word);
    }
    titled
}

/// Parts joined by hyphens, commas, strokes and the like are words of their own.
fn title_word(word: &str, is_first: bool) -> String {
    let mut titled = String::with_capacity(word.len());
    let mut part = String::new();
    let mut starts = is_first;
    for letter in word.chars().chain([' ']) {
        if letter.is_alphanumeric() || letter == '\'' || letter == '\u{2019}' {
            part.push(letter);
            continue;
        }
        titled.push_str(&title_part(&part, starts));
        if !part.is_empty() {
            // After a comma or a bracket a new name begins; after a hyphen the same one goes on.
            starts = letter != '-';
        }
        part.clear();
        if letter != ' ' {
            titled.push(letter);
        }
    }
    titled
}

fn title_part(part: &str, starts: bool) -> String {
    let small = part.to_lowercase();
    let letters = small.chars().filter(|letter| letter.is_alphabetic()).count();
    let begins_with_digit = small.starts_with(|letter: char| letter.is_ascii_digit());
    if letters < part.chars().count() && !part.contains(['\'', '\u{2019}']) {
        // House numbers keep their letter (12A), counted things their ending (1st), roads and postcodes their capitals.
        return if begins_with_digit && letters > 1 { small } else { part.to_owned() };
    }
    if LOUD.contains(&small.as_str()) || is_initials(&small) {
        return part.to_owned();
    }
    if !starts && SMALL.contains(&small.as_str()) {
        return small;
    }
    capitalised(&small)
}

/// Two or three letters of which none is a vowel: `HC`, `KLM`.
fn is_initials(small: &str) -> bool {
    (2..=3).contains(&small.len())
        && !small.contains(['a', 'e', 'i', 'o', 'u', 'y', '\''])
        && !SHORTENED.contains(&small)
}

/// The first letter large; also the one after `O'` and `D'`, but not the one after `St John'`.
fn capitalised(small: &str) -> String {
    let mut capitalised = String::with_capacity(small.len());
    let mut is_next_large = true;
    for (at, letter) in small.chars().enumerate() {
        if is_next_large {
            capitalised.extend(letter.to_uppercase());
        } else {
            capitalised.push(letter);
        }
        is_next_large = at == 1 && matches!(letter, '\'' | '\u{2019}');
    }
    capitalised
}

#[cfg(test)]
mod tests {
    use super::title_case;

    #[test]
    fn names_are_written_as_on_a_door() {
        for (shouted, written) in [
            ("THE DENSHAM SURGERY", "The Densham Surgery"),
            ("STOCKTON-ON-TEES", "Stockton-on-Tees"),
            ("QUEENS PARK MEDICAL CTR", "Queens Park Medical Ctr"),
            ("ST JOHN'S HOUSE", "St John's House"),
            ("DR O'NEILL & PTNRS", "Dr O'Neill & Ptnrs"),
            ("HOUSE AT THE PARK (BRANCH)", "House at the Park (Branch)"),
            ("1ST FLOOR, 12A HIGH ST", "1st Floor, 12A High St"),
            ("7 TRINITY MEWS,N. ORMESBY", "7 Trinity Mews, N. Ormesby"),
            ("MARSH LANE HC", "Marsh Lane HC"),
            ("NHS WALK IN CENTRE", "NHS Walk in Centre"),
            ("UNIT B12 THE MALTINGS", "Unit B12 The Maltings"),
            ("  Already  quiet ", "Already quiet"),
            ("", ""),
        ] {
            assert_eq!(title_case(shouted), written);
        }
    }
}
