//! Tells figures to whoever gathers them: each a line of JSON in the file that `BENCH_JSON` names, as the programs of
//! `tests/bench` do.

use std::env;
use std::fs::OpenOptions;
use std::io::{Result, Write};

use serde_json::json;

/// Tells one figure. Its unit is `µs`, `MB`, `×` for a ratio, or nothing for a number of things.
pub fn tell(name: &str, value: f64, unit: &str) -> Result<()> {
    let Some(path) = env::var_os("BENCH_JSON") else { return Ok(()) };
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    writeln!(file, "{}", json!({ "name": name, "value": value, "unit": unit }))
}
