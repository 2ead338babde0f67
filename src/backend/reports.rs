//! Reports that something in the directory is wrong.

use serde::{Deserialize, Deserializer};
use wire::{CreateReport, ReportKept};

use crate::backend::client::post;
use crate::backend::failure::Failure;

/// Sends a report. Safe to repeat: the id decides. Whether whoever sent it will find what came of it under what is new.
pub async fn create(report: &CreateReport) -> Result<bool, Failure> {
    let Kept(is_answered) = post("/api/reports", report).await?;
    Ok(is_answered)
}

/// That it is kept. A server that says no more than that answers nobody.
struct Kept(bool);

impl<'de> Deserialize<'de> for Kept {
    fn deserialize<D: Deserializer<'de>>(body: D) -> Result<Self, D::Error> {
        Ok(Self(ReportKept::deserialize(body).is_ok_and(|kept| kept.is_answered)))
    }
}
