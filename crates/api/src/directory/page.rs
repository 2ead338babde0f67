//! One page of a feed: its envelope, and its rows one by one, so that a large page never stands in memory whole.
//!
//! Knows the paging words of the standard and of the older feeds, and nothing of what is in a row. A row that is
//! written wrongly is handed on as unreadable; only a page that is no JSON at all, or no page, is an error.

use std::fmt;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// What a page holds, as it is read.
#[derive(Debug)]
pub(super) enum Piece {
    /// How many rows the feed says it has, over all its pages.
    Total(u64),
    /// A row; `None` where it cannot be read.
    Row(Option<Value>),
}

/// What a page says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    pub total_items: Option<u64>,
    pub total_pages: Option<u64>,
    /// The page's own number, as the feed counts.
    pub number: Option<u64>,
    pub is_last: Option<bool>,
    /// A link to the next page.
    pub next: Option<String>,
    /// How many rows there were.
    pub rows: u64,
}

/// Why a page could not be read.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    #[error("the page is not JSON that can be read: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the page cannot be unpacked: {0}")]
    Bytes(#[from] std::io::Error),
    #[error("the page holds no list of services (no `contents` or `content`)")]
    NoRows,
    #[error("reading was given up")]
    Stopped,
}

/// Reads a page, handing over each piece as it comes. `take` may stop the reading.
pub(super) fn read(source: impl Read, take: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> Result<Envelope, PageError> {
    let source = BufReader::with_capacity(64 * 1024, source);
    let mut deserializer = serde_json::Deserializer::from_reader(source);
    let mut pass = Pass { take, envelope: Envelope::default(), has_rows: false, is_stopped: false };
    let read = deserializer.deserialize_any(PageVisitor(&mut pass)).and_then(|()| deserializer.end());
    if pass.is_stopped {
        return Err(PageError::Stopped);
    }
    read?;
    if !pass.has_rows {
        return Err(PageError::NoRows);
    }
    Ok(pass.envelope)
}

/// One pass over a page.
struct Pass<'a> {
    take: &'a mut dyn FnMut(Piece) -> ControlFlow<()>,
    envelope: Envelope,
    has_rows: bool,
    is_stopped: bool,
}

impl Pass<'_> {
    fn hand_over<E: de::Error>(&mut self, piece: Piece) -> Result<(), E> {
        if (self.take)(piece).is_break() {
            self.is_stopped = true;
            return Err(de::Error::custom("stopped"));
        }
        Ok(())
    }

    /// Takes in a word of the envelope. What makes no sense is as good as missing.
    fn note(&mut self, key: &str, value: &Value) {
        match key {
            "total_items" | "totalItems" | "totalElements" | "total_elements" => {
                self.envelope.total_items = whole(value)
            }
            "total_pages" | "totalPages" => self.envelope.total_pages = whole(value),
            "page_number" | "pageNumber" | "number" | "current_page" => self.envelope.number = whole(value),
            // A flag to most, the number of the last page to some.
            "last_page" | "last" | "lastPage" => match flag(value) {
                Some(is_last) => self.envelope.is_last = Some(is_last),
                None => self.envelope.total_pages = self.envelope.total_pages.or_else(|| whole(value)),
            },
            "next" | "next_page_url" => self.envelope.next = address(value),
            "links" | "_links" => {
                if let Some(next) = value.get("next").and_then(address) {
                    self.envelope.next = Some(next);
                }
            }
            _ => {}
        }
    }
}

/// The words that `Pass::note` knows.
const NOTED: [&str; 17] = [
    "total_items",
    "totalItems",
    "totalElements",
    "total_elements",
    "total_pages",
    "totalPages",
    "page_number",
    "pageNumber",
    "number",
    "current_page",
    "last_page",
    "last",
    "lastPage",
    "next",
    "next_page_url",
    "links",
    "_links",
];

fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn flag(value: &Value) -> Option<bool> {
    value.as_bool().or_else(|| match value.as_str()?.trim() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    })
}

fn address(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value.get("href").and_then(Value::as_str))?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The page: an object with a list in it, or just the list.
struct PageVisitor<'p, 'a>(&'p mut Pass<'a>);

impl<'de> Visitor<'de> for PageVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a page of services")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "contents" || key == "content" {
                map.next_value_seed(Rows(&mut *self.0))?;
            } else if NOTED.contains(&key.as_str()) {
                let value = map.next_value::<Value>()?;
                self.0.note(&key, &value);
                if let Some(total) = self.0.envelope.total_items {
                    self.0.hand_over::<A::Error>(Piece::Total(total))?;
                }
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        Rows(self.0).visit_seq(seq)
    }
}

/// The list of rows.
struct Rows<'p, 'a>(&'p mut Pass<'a>);

impl<'de> DeserializeSeed<'de> for Rows<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of services")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if self.0.has_rows {
            return Err(de::Error::custom("two lists of services"));
        }
        self.0.has_rows = true;
        while let Some(row) = seq.next_element::<Box<RawValue>>()? {
            self.0.envelope.rows += 1;
            // Read apart from its page, so that a broken escape or endless nesting costs this row alone.
            let row = serde_json::from_str(row.get()).ok();
            self.0.hand_over::<A::Error>(Piece::Row(row))?;
        }
        Ok(())
    }

    /// `null` is how some systems write an empty list.
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.0.has_rows = true;
        Ok(())
    }
}
