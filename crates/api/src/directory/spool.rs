//! Keeps the rows that changed in a temporary file, a JSON line each, until the whole feed has been read: memory stays
//! flat, and the store's one transaction stays short. The file has no name, so a killed import leaves nothing behind.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Lines, Seek, Write};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use wire::GroupId;

use crate::store::GroupRow;

/// The digest by which two documents are told apart.
pub(super) fn digest(document: &str) -> [u8; 32] {
    Sha256::digest(document.as_bytes()).into()
}

/// Rows on their way into the file.
pub(super) struct Spool {
    file: BufWriter<File>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    id: GroupId,
    source_id: String,
    document: String,
}

impl Spool {
    pub(super) fn new() -> anyhow::Result<Self> {
        let file = tempfile::tempfile().context("no temporary file can be made")?;
        Ok(Self { file: BufWriter::new(file) })
    }

    pub(super) fn push(&mut self, id: GroupId, source_id: String, document: String) -> anyhow::Result<()> {
        serde_json::to_writer(&mut self.file, &Line { id, source_id, document })?;
        self.file.write_all(b"\n").context("the temporary file cannot be written")
    }

    /// The rows again, in the order in which they came.
    pub(super) fn into_rows(self) -> anyhow::Result<SpooledRows> {
        let mut file = self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(SpooledRows { lines: BufReader::new(file).lines() })
    }
}

/// Rows on their way out of the file.
pub(super) struct SpooledRows {
    lines: Lines<BufReader<File>>,
}

impl Iterator for SpooledRows {
    type Item = anyhow::Result<GroupRow>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.lines.next()?;
        Some(line.map_err(anyhow::Error::from).and_then(|line| {
            let Line { id, source_id, document } = serde_json::from_str(&line)?;
            let digest = digest(&document);
            Ok(GroupRow { id, source_id, document, digest })
        }))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use uuid::Uuid;

    use super::*;

    #[test]
    fn rows_come_back_in_order_and_whole() {
        let mut spool = Spool::new().unwrap();
        for number in 0..3_u128 {
            spool.push(GroupId(Uuid::from_u128(number)), format!("row\n{number}"), "{\"é\":\n1}".to_owned()).unwrap();
        }
        let rows: Vec<GroupRow> = spool.into_rows().unwrap().collect::<anyhow::Result<_>>().unwrap();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[2].source_id, "row\n2");
        assert_eq!(rows[2].id, GroupId(Uuid::from_u128(2)));
        assert_eq!(rows[2].digest, digest(&rows[2].document));
    }
}
