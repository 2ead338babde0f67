//! One spelling for names, so that finding does not depend on capitals, accents, hyphens or apostrophes.

/// Lower case, without accents or apostrophes, every other mark a single space: `"Ynys Môn"` and `"ynys mon"` are one,
/// as are `"King's Lynn"` and `"kings lynn"`. Only letters `a` to `z`, digits and single spaces come out; letters of
/// other alphabets are dropped.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => folded.push(letter),
            '\'' | '\u{2019}' | '\u{2018}' | '.' => {}
            _ => match plain(letter) {
                Some(plain) => folded.push_str(plain),
                None if folded.ends_with(' ') || folded.is_empty() => {}
                None => folded.push(' '),
            },
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The plain letters for an accented one, as far as the languages of these islands and their neighbours need.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
        'ł' => "l",
        'ñ' | 'ń' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => "o",
        'œ' => "oe",
        'ß' => "ss",
        'š' | 'ś' => "s",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' => "u",
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => "w",
        'ŷ' | 'ỳ' | 'ý' | 'ÿ' => "y",
        'ž' | 'ź' | 'ż' => "z",
        // A lower-cased dotted capital I leaves a combining dot behind.
        '\u{0300}'..='\u{036F}' => "",
        _ => return None,
    })
}

/// The first text after every text that begins with this folded one, in byte order.
pub(super) fn end_of_prefix(folded: &str) -> String {
    format!("{folded}~")
}

#[cfg(test)]
mod tests {
    use super::{end_of_prefix, fold};

    #[test]
    fn marks_and_accents_make_no_difference() {
        assert_eq!(fold("Ynys Môn"), "ynys mon");
        assert_eq!(fold("  King's  Lynn "), "kings lynn");
        assert_eq!(fold("Stockton-on-Tees"), "stockton on tees");
        assert_eq!(fold("St. Ives (Cornwall)"), "st ives cornwall");
        assert_eq!(fold("Tŷ-croes"), "ty croes");
        assert_eq!(fold("***"), "");
    }

    #[test]
    fn the_end_of_a_prefix_is_past_every_text_with_it() {
        let end = end_of_prefix("ash");
        assert!("ash" < end.as_str() && "ashzzz" < end.as_str() && "ash z" < end.as_str());
        assert!("asi" > end.as_str());
    }
}
