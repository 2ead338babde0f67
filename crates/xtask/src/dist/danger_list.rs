//! The phrases that sound like danger as the apps fetch them: the lines of the list, which the apps read as the server does.
//! They weigh more than a screen, and are needed once there is a field for own words.

use std::path::Path;

use anyhow::{Context, Result};

use super::{read, write};

/// The list, from the project's folder.
const FILE: &str = "data/danger-phrases.txt";
/// What it is called beside the apps.
const SERVED: &str = "danger-phrases.json";

/// Writes the list into a build.
pub fn write_into(staging: &Path, project: &Path) -> Result<()> {
    let list = read(&project.join(FILE))?;
    let lines = serde_json::to_string(&list.lines().collect::<Vec<_>>()).context("the list of phrases is no JSON")?;
    write(&staging.join(SERVED), lines)
}
