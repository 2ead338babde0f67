//! Programs in Python that judge what we made with code that is not ours.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What a judge of this folder says to what it is asked; nothing, loudly, where there is none. On CI that is a failure.
pub fn ask(script: &str, asked: &Value) -> Option<Value> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), asked.to_string()).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(script);
    let Ok(output) = Command::new("python3").arg(path).arg(file.path()).output() else {
        return skipped(script, "there is no python3");
    };
    let complaint = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(3) {
        return skipped(script, complaint.trim());
    }
    assert!(output.status.success(), "the judge failed: {complaint}");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[expect(clippy::print_stderr, reason = "a test that did not run must be seen")]
fn skipped(script: &str, reason: &str) -> Option<Value> {
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{script} cannot judge: {reason}");
    eprintln!("\n**** SKIPPED: {script} has judged NOTHING: {reason}\n");
    None
}
