//! Words that sound like danger, so that the phone can show where to find help at once.
//!
//! This is a word list with holes, not a judgement: it does not understand negation or quotation, on purpose, and
//! nothing that it says may block, delay, hide or alter what somebody wrote. It must not know who wrote, or why.

mod phrases;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use phrases::Phrase;
pub use phrases::Phrases;

/// What a text sounds like, the most urgent first. The help card differs by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Danger {
    /// A life may be at stake now.
    Emergency,
    /// Somebody may want to die, or hurt themselves (or, in the same distress, somebody else).
    Suicide,
    /// Somebody is hurt or threatened by a person, or is not safe at home.
    Abuse,
}

/// The words that a gap in a phrase may stand for, at most.
const GAP: usize = 2;

/// Words that no gap bridges: after them somebody speaks of a loss ("he died, it hit me"), not of a person's deed.
const GAP_ENDS: &[&str] = &["it", "its", "that", "died", "dies", "dying", "death", "loss"];

/// Words that begin a new thought where people leave out the full stop.
const CONNECTORS: &[&str] =
    &["and", "but", "because", "cos", "coz", "cuz", "so", "i", "im", "ive", "please", "its", "sorry", "help"];

/// The list that the program was built with. An app that does not call this carries no list: it reads one that is
/// served beside it.
static BUILT_IN: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(phrases::FILE));

/// What a text sounds like by the list that the program was built with, the most urgent first; `None` for an ordinary
/// text.
pub fn sounds_dangerous(text: &str) -> Option<Danger> {
    BUILT_IN.heard_in(text)
}

impl Phrases {
    /// What a text sounds like, the most urgent first; `None` for an ordinary text.
    ///
    /// The work is the number of words times the number of phrases (some thirteen hundred): for a pause in typing, not
    /// for every letter of a long text.
    pub fn heard_in(&self, text: &str) -> Option<Danger> {
        let mut words = fold(text);
        self.blank_harmless(&mut words);
        [(Danger::Emergency, &self.emergency), (Danger::Suicide, &self.suicide), (Danger::Abuse, &self.abuse)]
            .into_iter()
            .find(|(_, phrases)| phrases.iter().any(|phrase| !self.spans(phrase, &words).is_empty()))
            .map(|(danger, _)| danger)
    }

    /// Takes everyday turns of phrase out of the text ("cut myself off"), so that the rest is still read.
    fn blank_harmless(&self, words: &mut [Word]) {
        let harmless: Vec<_> = self.harmless.iter().flat_map(|phrase| self.spans(phrase, words)).collect();
        for (start, end) in harmless {
            for word in words.iter_mut().take(end).skip(start) {
                word.text.clear();
            }
        }
    }

    /// Where a phrase occurs: the first word and the word after the last.
    fn spans(&self, phrase: &Phrase, words: &[Word]) -> Vec<(usize, usize)> {
        // Nearly every position is ruled out by the first word alone.
        words
            .iter()
            .enumerate()
            .filter(|(_, word)| phrase.starts.iter().any(|start| is_spelt(start, word)))
            .filter_map(|(at, _)| self.end_of(phrase.text, words, at).map(|end| (at, end)))
            .collect()
    }

    /// The word after the phrase when it begins exactly at `at`.
    fn end_of(&self, phrase: &'static str, words: &[Word], at: usize) -> Option<usize> {
        let (token, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
        match token {
            "" => Some(at),
            ".." => (0..=GAP)
                .take_while(|gap| can_bridge(words, at, *gap))
                .find_map(|gap| self.end_of(rest, words, at + gap)),
            _ => {
                let (choices, is_optional) = token.strip_suffix('?').map_or((token, false), |choices| (choices, true));
                choices
                    .split('/')
                    .flat_map(|choice| self.members(choice))
                    .filter_map(|member| end_of_member(member, words, at))
                    .find_map(|next| self.end_of(rest, words, next))
                    .or_else(|| is_optional.then(|| self.end_of(rest, words, at)).flatten())
            }
        }
    }
}

/// A word of the text, folded.
struct Word {
    /// Lower case, without apostrophes; empty when it belongs to a harmless phrase.
    text: String,
    pause: Pause,
}

/// The punctuation after a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pause {
    None,
    /// A comma, dash or bracket: a thought may end here.
    Short,
    /// The end of a sentence or line.
    Long,
}

/// The words of a text as the phrases are written: lower case, no apostrophes, no stretched letters, no digits inside.
fn fold(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut letters = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            // Apostrophes, the star of "k*ll" and characters that cannot be seen are dropped without parting a word.
            '\'' | '’' | '‘' | '`' | '´' | '*' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            _ if letter.is_alphanumeric() => letters.push(letter),
            _ => {
                finish_word(&mut letters, &mut words);
                let pause = match letter {
                    '.' | '!' | '?' | ';' | ':' | '…' | '\n' => Pause::Long,
                    ',' | '(' | ')' | '–' | '—' | '"' | '”' => Pause::Short,
                    _ => Pause::None,
                };
                if let Some(last) = words.last_mut()
                    && last.pause != Pause::Long
                    && pause != Pause::None
                {
                    last.pause = pause;
                }
            }
        }
    }
    finish_word(&mut letters, &mut words);
    words
}

/// Moves the letters gathered so far into the list of words.
fn finish_word(letters: &mut String, words: &mut Vec<Word>) {
    if !letters.is_empty() {
        words.push(Word { text: plain(letters), pause: Pause::None });
        letters.clear();
    }
}

/// "dieeee" is "die" and "k1ll" is "kill": three or more of a letter become one, digits among letters become letters.
fn plain(word: &str) -> String {
    let has_letters = word.chars().any(char::is_alphabetic);
    let mut runs: Vec<(char, usize)> = Vec::new();
    for letter in word.chars() {
        let letter = match letter {
            '0' if has_letters => 'o',
            '1' if has_letters => 'i',
            '3' if has_letters => 'e',
            '4' if has_letters => 'a',
            '5' if has_letters => 's',
            _ => letter,
        };
        match runs.last_mut() {
            Some((last, length)) if *last == letter && has_letters => *length += 1,
            _ => runs.push((letter, 1)),
        }
    }
    runs.into_iter()
        .flat_map(|(letter, length)| std::iter::repeat_n(letter, if length > 2 { 1 } else { length }))
        .collect()
}

/// Whether a word is the one a phrase asks for; "killin" is "killing".
fn is_spelt(asked: &str, word: &Word) -> bool {
    let text = word.text.as_str();
    if let Some(stem) = asked.strip_suffix('*') {
        return text.starts_with(stem);
    }
    if asked == "#" {
        return text.len() > 1 && text.bytes().all(|digit| digit.is_ascii_digit());
    }
    text == asked || (asked.ends_with("ing") && asked.strip_suffix('g') == Some(text))
}

/// The word after one member of a class: a word, several words, or `$` for the end of a thought.
fn end_of_member(member: &str, words: &[Word], at: usize) -> Option<usize> {
    if member == "$" {
        let is_paused =
            at.checked_sub(1).and_then(|last| words.get(last)).is_some_and(|word| word.pause != Pause::None);
        let goes_on = words.get(at).is_some_and(|word| !CONNECTORS.contains(&word.text.as_str()));
        return (is_paused || !goes_on).then_some(at);
    }
    member.split(' ').try_fold(at, |at, asked| words.get(at).filter(|word| is_spelt(asked, word)).map(|_| at + 1))
}

/// Whether a gap of that many words may begin at `at`: it stays inside its sentence and holds no word that ends it.
fn can_bridge(words: &[Word], at: usize, gap: usize) -> bool {
    let before = words.get(at.saturating_sub(1)..at + gap).unwrap_or_default();
    let bridged = words.get(at..at + gap);
    let is_plain = |bridged: &[Word]| bridged.iter().all(|word| !GAP_ENDS.contains(&word.text.as_str()));
    gap == 0 || (bridged.is_some_and(is_plain) && before.iter().all(|word| word.pause != Pause::Long))
}
