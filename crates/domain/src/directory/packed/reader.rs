//! Takes values out of bytes in the order in which they were put in. Past the end it reads nothing and never fails.

use chrono::{NaiveDate, NaiveTime};

/// Bytes still to be read.
#[derive(Debug, Clone)]
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    fn bytes(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.bytes(1).first().copied().unwrap_or_default()
    }

    pub(super) fn array<const N: usize>(&mut self) -> [u8; N] {
        self.bytes(N).try_into().unwrap_or([0; N])
    }

    pub(super) fn flag(&mut self) -> bool {
        self.byte() != 0
    }

    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    pub(super) fn number_as<T: TryFrom<u64> + Default>(&mut self) -> T {
        T::try_from(self.number()).unwrap_or_default()
    }

    fn small(&mut self) -> Option<u64> {
        self.number().checked_sub(1)
    }

    pub(super) fn small_as<T: TryFrom<u64>>(&mut self) -> Option<T> {
        self.small().and_then(|number| T::try_from(number).ok())
    }

    pub(super) fn signed_as<T: TryFrom<i64>>(&mut self) -> Option<T> {
        let coded = self.small()?;
        let size = i64::try_from(coded / 2).ok()?;
        T::try_from(if coded % 2 == 1 { -size } else { size }).ok()
    }

    pub(super) fn float(&mut self) -> Option<f64> {
        self.flag().then(|| f64::from_le_bytes(self.array()))
    }

    pub(super) fn code<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.number_as::<usize>()).copied()
    }

    pub(super) fn text(&mut self) -> &'a str {
        let length = self.number_as();
        std::str::from_utf8(self.bytes(length)).unwrap_or_default()
    }

    pub(super) fn maybe(&mut self) -> Option<&'a str> {
        let length = self.small_as()?;
        std::str::from_utf8(self.bytes(length)).ok()
    }

    pub(super) fn owned(&mut self) -> Option<String> {
        self.maybe().map(str::to_owned)
    }

    pub(super) fn date(&mut self) -> Option<NaiveDate> {
        self.signed_as().and_then(NaiveDate::from_num_days_from_ce_opt)
    }

    pub(super) fn time(&mut self) -> Option<NaiveTime> {
        self.small_as().and_then(|seconds| NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0))
    }

    /// How many items a list has; never more than there are bytes left.
    pub(super) fn count(&mut self) -> usize {
        self.number_as::<usize>().min(self.0.len())
    }

    pub(super) fn list<T>(&mut self, read: impl Fn(&mut Self) -> T) -> Vec<T> {
        let count = self.count();
        (0..count).map(|_| read(self)).collect()
    }

    /// Bytes that were put in with their length.
    pub(super) fn nested(&mut self) -> Self {
        let length = self.number_as();
        Self(self.bytes(length))
    }
}
