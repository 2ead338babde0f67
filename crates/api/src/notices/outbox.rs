//! Letters and texts as files in a folder, for trying things out: whoever can read the folder can sign in as anybody.

use std::io::{Error, Write};
use std::path::PathBuf;

use anyhow::Context;
use serde_json::{Value, json};
use tempfile::NamedTempFile;
use uuid::Uuid;

use super::{Letter, SendError, Text};
use crate::clock::{Clock, SystemClock};

/// A folder of messages, one JSON file each, named by time and id.
#[derive(Clone)]
pub(super) struct Outbox {
    folder: PathBuf,
}

impl Outbox {
    /// # Errors
    /// When the folder cannot be made.
    pub(super) fn new(folder: PathBuf) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        Ok(Self { folder })
    }

    pub(super) async fn send_letter(&self, letter: &Letter) -> Result<(), SendError> {
        let content = json!({"id": letter.id, "to": letter.to, "subject": letter.subject, "text": letter.text});
        self.put(letter.id, content).await
    }

    pub(super) async fn send_text(&self, text: &Text) -> Result<(), SendError> {
        self.put(text.id, json!({"id": text.id, "to": text.to, "text": text.body})).await
    }

    async fn put(&self, id: Uuid, content: Value) -> Result<(), SendError> {
        let name = format!("{}-{id}.json", SystemClock.now().format("%Y%m%dT%H%M%S%3fZ"));
        let folder = self.folder.clone();
        let written = tokio::task::spawn_blocking(move || -> Result<(), Error> {
            // Whoever watches the folder never reads half a message, and nobody else on the machine reads any.
            let mut file = NamedTempFile::new_in(&folder)?;
            writeln!(file, "{content:#}")?;
            file.persist(folder.join(name))?;
            Ok(())
        });
        match written.await.map_err(Error::other).flatten() {
            Ok(()) => Ok(()),
            Err(error) => {
                tracing::warn!(%error, "a message cannot be written into the outbox");
                Err(SendError::PASSING)
            }
        }
    }
}
