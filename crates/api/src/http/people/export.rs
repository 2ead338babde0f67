//! `POST /api/people/{person}/export`: everything that is kept of somebody, in one archive: a page to read and the rows
//! as JSON. Made as it is sent; nothing of it is kept.

use std::io::{self, Write};

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use wire::PersonId;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::http::authorize::Caller;
use crate::http::error::Error;
use crate::http::openapi::OwnWriteProblems;
use crate::http::people::export_page::page;
use crate::http::people::looks::looks;
use crate::http::state::AppState;

/// The size of the pieces it is sent in, in bytes.
const PIECE: usize = 32 * 1024;
/// How many looks are told: all of them.
const ALL: u64 = 1_000_000;

/// Take my data along
#[utoipa::path(
    post,
    path = "/api/people/{person}/export",
    tag = "people",
    params(("person" = PersonId, Path, description = "Whose data")),
    responses(
        (status = 200, description = "`index.html` and `data.json`", body = Vec<u8>, content_type = "application/zip"),
        OwnWriteProblems
    )
)]
pub async fn export(State(state): State<AppState>, caller: Caller) -> Result<Response, Error> {
    let person = caller.person()?;
    let kept = state.store.kept_of(person).await?;
    let looks = looks(&state.store, person, ALL).await?;
    let page = page(&state.words, &kept, &looks, state.clock.now());
    let rows: serde_json::Map<String, serde_json::Value> =
        kept.tables.into_iter().map(|(table, rows)| (table.to_owned(), rows.into())).collect();
    let (out, pieces) = mpsc::channel::<io::Result<Bytes>>(4);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = write(Pieces { out: &out, held: Vec::with_capacity(PIECE) }, &page, &rows) {
            // Whoever asked for it may have gone.
            let _ = out.blocking_send(Err(error));
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        // A name that says nothing to whoever sees the list of files.
        (header::CONTENT_DISPOSITION, "attachment; filename=\"stile.zip\""),
    ];
    Ok((headers, Body::from_stream(ReceiverStream::new(pieces))).into_response())
}

fn write(pieces: Pieces<'_>, page: &str, rows: &serde_json::Map<String, serde_json::Value>) -> io::Result<()> {
    let mut archive = ZipWriter::new_stream(pieces);
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file("index.html", options)?;
    archive.write_all(page.as_bytes())?;
    archive.start_file("data.json", options)?;
    serde_json::to_writer_pretty(&mut archive, rows)?;
    let mut pieces = archive.finish()?.into_inner();
    pieces.flush()
}

/// Hands on what is written, piece by piece, and waits when the line is slow.
struct Pieces<'a> {
    out: &'a mpsc::Sender<io::Result<Bytes>>,
    held: Vec<u8>,
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::take(&mut self.held));
        self.out.blocking_send(Ok(piece)).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}
