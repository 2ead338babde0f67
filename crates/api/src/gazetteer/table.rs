//! A table of comma-separated values whose columns are found by name, however they are spelled.

use std::{borrow::Cow, io::Read};

use anyhow::{Context, bail};
use csv::{ByteRecord, Reader, ReaderBuilder};
use indicatif::ProgressBar;

use super::Source;
use crate::store::Micro;

/// An open table.
pub(super) struct Table {
    reader: Reader<Box<dyn Read + Send>>,
    /// The first line, as names.
    columns: Vec<String>,
    row: ByteRecord,
    /// The first line again, when it turns out to be a row.
    is_first_a_row: bool,
    name: String,
}

impl Table {
    /// Opens a table and reads its first line.
    pub(super) fn open(source: &Source, bar: &ProgressBar) -> anyhow::Result<Self> {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(64 * 1024)
            .from_reader(source.open(bar)?);
        let name = source.to_string();
        let mut row = ByteRecord::new();
        if !reader.read_byte_record(&mut row).with_context(|| format!("cannot read {name}"))? {
            bail!("{name} is empty");
        }
        let columns = row.iter().map(|field| spelled(&String::from_utf8_lossy(field))).collect();
        Ok(Self { reader, columns, row, is_first_a_row: false, name })
    }

    /// How many columns the first line has.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// The column with one of these names, the first name that fits.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.columns.iter().position(|column| column == name))
    }

    /// The column with one of these names, or an error that tells what was looked for.
    pub(super) fn need(&self, what: &str, names: &[&str]) -> anyhow::Result<usize> {
        self.find(names).with_context(|| {
            format!(
                "{} has no column for {what}: expected one of {}; it has {}",
                self.name,
                names.join(", "),
                self.columns.join(", ")
            )
        })
    }

    /// Says that there is no line of names: the first line is given as a row.
    pub(super) fn has_no_names(&mut self) {
        self.is_first_a_row = true;
    }

    /// The first line as a row, before any other is read.
    pub(super) fn first(&self) -> Row<'_> {
        Row(&self.row)
    }

    /// The next row.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<Row<'_>>> {
        if self.is_first_a_row {
            self.is_first_a_row = false;
            return Ok(Some(Row(&self.row)));
        }
        let is_there =
            self.reader.read_byte_record(&mut self.row).with_context(|| format!("cannot read {}", self.name))?;
        Ok(is_there.then_some(Row(&self.row)))
    }
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a>(&'a ByteRecord);

impl<'a> Row<'a> {
    /// A field without the space around it; empty where the row is too short.
    pub(super) fn text(self, column: usize) -> Cow<'a, str> {
        String::from_utf8_lossy(self.0.get(column).unwrap_or_default().trim_ascii())
    }

    /// The row's line in the table.
    pub(super) fn line(self) -> Option<u64> {
        self.0.position().map(csv::Position::line)
    }

    /// The position in these two columns. Some tables write nought for both, or a latitude beyond the pole, where
    /// there is none.
    pub(super) fn position(self, lat: usize, lon: usize) -> Option<Micro> {
        let degrees = |column: usize| self.text(column).parse::<f64>().ok();
        Micro::from_degrees(degrees(lat)?, degrees(lon)?).filter(|at| (at.lat, at.lon) != (0, 0))
    }
}

/// `" Positional-Quality "` and `"positional quality"` are one name.
fn spelled(name: &str) -> String {
    name.trim_start_matches('\u{FEFF}')
        .trim()
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter.to_ascii_lowercase() } else { '_' })
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use indicatif::ProgressBar;

    use super::Table;
    use crate::gazetteer::Source;

    #[test]
    fn columns_are_found_however_spelled() {
        let bytes = "\u{FEFF}\"Post Code\",LAT\n\"AB1, 2\",57.5\nshort\n".as_bytes();
        let mut table = Table::open(&Source::Bytes(bytes), &ProgressBar::hidden()).unwrap();
        let (code, lat) =
            (table.need("the postcode", &["postcode", "post_code"]).unwrap(), table.find(&["lat"]).unwrap());
        assert_eq!(table.next().unwrap().unwrap().text(code), "AB1, 2");
        let row = table.next().unwrap().unwrap();
        assert_eq!((&*row.text(lat), row.line()), ("", Some(3)));
        assert!(table.next().unwrap().is_none());
    }

    #[test]
    fn a_missing_column_says_what_was_expected() {
        let table = Table::open(&Source::Bytes(b"easting,northing\n1,2\n"), &ProgressBar::hidden()).unwrap();
        let error = table.need("the latitude", &["lat", "latitude"]).unwrap_err().to_string();
        assert!(error.contains("lat, latitude") && error.contains("easting, northing"), "{error}");
    }

    #[test]
    fn an_impossible_latitude_is_no_position() {
        let bytes = b"lat,lon\n99.999999,0.000000\n0,0\n,\n52.5,-1.5\n";
        let mut table = Table::open(&Source::Bytes(bytes), &ProgressBar::hidden()).unwrap();
        let mut positions = Vec::new();
        while let Some(row) = table.next().unwrap() {
            positions.push(row.position(0, 1).map(|at| (at.lat, at.lon)));
        }
        assert_eq!(positions, [None, None, None, Some((52_500_000, -1_500_000))]);
    }
}
