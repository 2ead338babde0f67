//! Reads a measure from its file, such as `data/measures/ons4.json`, and refuses what is wrong with it, saying where.
//! It must not know which measures there are.

use serde::Deserialize;
use thiserror::Error;

/// A measure: some items that are asked together, in exactly these words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Small letters, digits, `-` and `_`.
    pub id: String,
    /// Counts from 1, and grows when any of its words changes.
    pub version: u16,
    /// Where the words come from. A measure in a file always says so; one's own goals come from oneself.
    pub source: Option<Source>,
    /// What is read before the first item.
    pub intro: String,
    /// In the order in which they are asked.
    pub items: Vec<Item>,
}

/// Where the words of a measure come from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: String,
    /// The page that has them.
    pub address: String,
    /// The name of the licence under which they may be used.
    pub licence: String,
    /// The text of the licence.
    pub licence_address: String,
    /// What the licence asks to be shown with every copy.
    pub notice: String,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Small letters, digits, `-` and `_`.
    pub id: String,
    pub words: String,
    pub answers: Scale,
    /// "Rather not say" is offered, and it may be passed over.
    pub may_skip: bool,
}

/// How an item is answered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Scale {
    /// A whole number, both ends included.
    Numbers {
        from: u8,
        to: u8,
        /// What the lowest number means.
        from_words: String,
        /// What the highest number means.
        to_words: String,
    },
    /// One of these, in the order in which they are offered.
    Options(Vec<Choice>),
}

/// An option.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is kept of it. Small letters, digits, `-` and `_`.
    pub code: String,
    pub words: String,
    /// How high it stands in a picture, from 1 to the number of options: more of what is asked about stands higher,
    /// whichever way round the options are offered. It is no score.
    pub place: u8,
}

/// Why a file is no measure.
#[derive(Debug, Error)]
pub enum Wrong {
    /// It is not JSON, or not of this shape. The message says in which line and column.
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// It is of this shape, and makes no sense.
    #[error("{at}: {fault}")]
    At {
        /// The path, such as `items[2].answers.options[0].code`.
        at: String,
        fault: Fault,
    },
}

/// What is wrong at a place of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Fault {
    #[error("nothing stands here")]
    Empty,
    #[error("small letters, digits, - and _ are all that may stand here")]
    NotAnId,
    #[error("it was there before")]
    Twice,
    #[error("it is not an address that begins with https://")]
    NotAnAddress,
    #[error("versions count from 1")]
    NoVersion,
    #[error("the scale is upside down: it must end higher than it begins")]
    UpsideDown,
    #[error("there is nothing to choose between")]
    TooFew,
    #[error("places go from 1 to the number of options")]
    NotAPlace,
}

/// Reads a measure.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read(text: &str) -> Result<Measure, Wrong> {
    let measure: Measure = serde_json::from_str(text)?;
    match fault_of(&measure) {
        Some((at, fault)) => Err(Wrong::At { at, fault }),
        None => Ok(measure),
    }
}

type Found = Option<(String, Fault)>;

fn fault_of(measure: &Measure) -> Found {
    let version = (measure.version == 0).then(|| ("version".to_owned(), Fault::NoVersion));
    let items = measure.items.is_empty().then(|| ("items".to_owned(), Fault::Empty));
    name("id".to_owned(), &measure.id)
        .or(version)
        .or_else(|| source_fault(measure.source.as_ref()))
        .or_else(|| words("intro".to_owned(), &measure.intro))
        .or(items)
        .or_else(|| measure.items.iter().enumerate().find_map(|(at, item)| item_fault(at, item)))
        .or_else(|| twice(measure.items.iter().map(|item| item.id.as_str()), |at| format!("items[{at}].id")))
}

fn source_fault(source: Option<&Source>) -> Found {
    let Some(source) = source else { return Some(("source".to_owned(), Fault::Empty)) };
    words("source.title".to_owned(), &source.title)
        .or_else(|| address("source.address", &source.address))
        .or_else(|| words("source.licence".to_owned(), &source.licence))
        .or_else(|| address("source.licence_address", &source.licence_address))
        .or_else(|| words("source.notice".to_owned(), &source.notice))
}

fn item_fault(at: usize, item: &Item) -> Found {
    let at = format!("items[{at}]");
    name(format!("{at}.id"), &item.id)
        .or_else(|| words(format!("{at}.words"), &item.words))
        .or_else(|| scale_fault(&format!("{at}.answers"), &item.answers))
}

fn scale_fault(at: &str, scale: &Scale) -> Found {
    match scale {
        Scale::Numbers { from, to, from_words, to_words } => {
            let upside_down = (from >= to).then(|| (format!("{at}.numbers"), Fault::UpsideDown));
            upside_down
                .or_else(|| words(format!("{at}.numbers.from_words"), from_words))
                .or_else(|| words(format!("{at}.numbers.to_words"), to_words))
        }
        Scale::Options(options) => options_fault(&format!("{at}.options"), options),
    }
}

fn options_fault(at: &str, options: &[Choice]) -> Found {
    if options.len() < 2 {
        return Some((at.to_owned(), Fault::TooFew));
    }
    let of_one = |(index, option): (usize, &Choice)| {
        let at = format!("{at}[{index}]");
        let has_place = (1..=options.len()).contains(&usize::from(option.place));
        name(format!("{at}.code"), &option.code)
            .or_else(|| words(format!("{at}.words"), &option.words))
            .or_else(|| (!has_place).then(|| (format!("{at}.place"), Fault::NotAPlace)))
    };
    options
        .iter()
        .enumerate()
        .find_map(of_one)
        .or_else(|| twice(options.iter().map(|option| option.code.as_str()), |index| format!("{at}[{index}].code")))
        .or_else(|| twice(options.iter().map(|option| option.place), |index| format!("{at}[{index}].place")))
}

fn words(at: String, text: &str) -> Found {
    text.trim().is_empty().then_some((at, Fault::Empty))
}

fn name(at: String, text: &str) -> Found {
    if text.is_empty() {
        return Some((at, Fault::Empty));
    }
    let is_fit = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
    (!text.bytes().all(is_fit)).then_some((at, Fault::NotAnId))
}

fn address(at: &str, text: &str) -> Found {
    let is_address = text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty());
    (!is_address).then(|| (at.to_owned(), Fault::NotAnAddress))
}

/// The first of some values that was there before.
fn twice<T: PartialEq>(values: impl Iterator<Item = T>, at: impl Fn(usize) -> String) -> Found {
    let mut seen: Vec<T> = Vec::new();
    for (index, value) in values.enumerate() {
        if seen.contains(&value) {
            return Some((at(index), Fault::Twice));
        }
        seen.push(value);
    }
    None
}
