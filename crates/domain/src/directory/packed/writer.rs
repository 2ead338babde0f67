//! Puts values one after the other into bytes. It knows numbers, text, dates and lists, not groups.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

/// Bytes being written.
#[derive(Debug, Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn finish(self) -> Box<[u8]> {
        self.0.into_boxed_slice()
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.0.push(u8::from(flag));
    }

    /// Seven bits a byte, the lowest first; small numbers take one byte.
    pub(super) fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// A number that may be missing.
    pub(super) fn small(&mut self, number: Option<u64>) {
        self.number(number.map_or(0, |number| number + 1));
    }

    /// A number that may be missing or below zero; near zero it takes one byte.
    pub(super) fn signed(&mut self, number: Option<i64>) {
        self.small(number.map(|number| number.unsigned_abs() * 2 + u64::from(number < 0)));
    }

    pub(super) fn float(&mut self, number: Option<f64>) {
        self.flag(number.is_some());
        if let Some(number) = number {
            self.bytes(&number.to_le_bytes());
        }
    }

    /// One of a fixed list, by its position there.
    pub(super) fn code<T: PartialEq>(&mut self, all: &[T], one: &T) {
        self.number(all.iter().position(|known| known == one).unwrap_or(0) as u64);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// A text that may be missing.
    pub(super) fn maybe(&mut self, text: Option<&str>) {
        self.small(text.map(|text| text.len() as u64));
        self.bytes(text.unwrap_or_default().as_bytes());
    }

    pub(super) fn date(&mut self, date: Option<NaiveDate>) {
        self.signed(date.map(|date| i64::from(date.num_days_from_ce())));
    }

    pub(super) fn time(&mut self, time: Option<NaiveTime>) {
        self.small(time.map(|time| u64::from(time.num_seconds_from_midnight())));
    }

    pub(super) fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.number(items.len() as u64);
        for item in items {
            write(self, item);
        }
    }

    /// Bytes with their length before them, so that a reader can step over them.
    pub(super) fn nested(&mut self, write: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        write(&mut inner);
        self.number(inner.0.len() as u64);
        self.bytes(&inner.0);
    }
}
