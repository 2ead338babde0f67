//! Text cut into the small words that are looked for: lower case, without accents and apostrophes.
//!
//! It knows letters, not groups. The same cutting is done to what is written in the directory and to what is typed, so
//! that the two meet.

/// The most bytes of one word that count; what follows cannot be told apart.
const LONGEST_WORD: usize = 64;

/// Words that stand in nearly every sentence. In a search they would only shut groups out.
const COMMON: [&str; 19] = [
    "a", "am", "an", "and", "at", "by", "for", "from", "i", "in", "is", "me", "my", "near", "of", "on", "the", "to",
    "with",
];

/// Hands every word of a text to `take`, in order. `word` is the room it is written in, so that cutting a hundred
/// thousand texts does not ask for memory each time.
pub(crate) fn each_word(text: &str, word: &mut String, mut take: impl FnMut(&str)) {
    word.clear();
    for letter in text.chars() {
        if is_silent(letter) {
            continue;
        }
        if letter.is_alphanumeric() {
            if word.len() < LONGEST_WORD {
                fold_into(letter, word);
            }
        } else if !word.is_empty() {
            take(word.as_str());
            word.clear();
        }
    }
    if !word.is_empty() {
        take(word.as_str());
        word.clear();
    }
}

/// Every word of a text, in order.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    each_word(text, &mut String::new(), |word| found.push(word.to_owned()));
    found
}

/// The words to look for in what somebody typed: each once, without the common ones unless there are no others.
pub(crate) fn sought(text: &str) -> Vec<String> {
    let mut all = words(text);
    let mut known = Vec::new();
    all.retain(|word| {
        let is_new = !known.contains(word);
        if is_new {
            known.push(word.clone());
        }
        is_new
    });
    let telling: Vec<String> = all.iter().filter(|word| !COMMON.contains(&word.as_str())).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// A text as it is sorted by: folded words with single spaces, so that "The Étude" and "the etude" stand together.
pub fn fold(text: &str) -> String {
    words(text).join(" ")
}

/// Marks inside a word that neither part it nor count: apostrophes and accents written on their own.
fn is_silent(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '`' | '\u{0300}'..='\u{036f}')
}

/// Writes a letter in lower case and without its accent. Letters of other scripts stay as they are.
fn fold_into(letter: char, out: &mut String) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
        return;
    }
    for lower in letter.to_lowercase() {
        match lower {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẽ' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ĥ' | 'ħ' => out.push('h'),
            'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => out.push('i'),
            'ĵ' => out.push('j'),
            'ķ' => out.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => out.push('o'),
            'ŕ' | 'ŗ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ţ' | 'ť' | 'ŧ' | 'ț' => out.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => out.push('w'),
            'ý' | 'ÿ' | 'ŷ' | 'ỳ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'þ' => out.push_str("th"),
            mark if is_silent(mark) => {}
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, sought, words};

    #[test]
    fn words_of_a_text_lose_case_accents_and_apostrophes() {
        assert_eq!(words("Men's Shed: Tŷ Gwyn, CAFÉ & co-op"), ["mens", "shed", "ty", "gwyn", "cafe", "co", "op"]);
        assert_eq!(words("Women\u{2019}s group e\u{301}tude"), ["womens", "group", "etude"]);
        assert_eq!(words("Straße 60+"), ["strasse", "60"]);
        assert!(words(" –!? ").is_empty());
    }

    #[test]
    fn other_scripts_stay_whole() {
        assert_eq!(words("Подруги вместе"), ["подруги", "вместе"]);
    }

    #[test]
    fn common_words_are_not_sought_unless_alone() {
        assert_eq!(sought("help with the Money, help"), ["help", "money"]);
        assert_eq!(sought("on the"), ["on", "the"]);
    }

    #[test]
    fn folding_makes_names_comparable() {
        assert_eq!(fold("  Knit  &  Natter! "), fold("knit natter"));
    }
}
