//! What is printed, and how. The only place that writes to the terminal.

use std::{
    fmt::Display,
    io::{Write, stderr, stdout},
};

use serde::Serialize;

/// Prints a line. A reader that has gone away, as `head` does, is no failure.
pub(super) fn line(text: impl Display) {
    let _ = writeln!(stdout().lock(), "{text}");
}

/// Prints an error with its causes.
pub(super) fn error(error: &anyhow::Error) {
    let _ = writeln!(stderr().lock(), "stile: {error:#}");
}

/// Prints a value as JSON.
pub(super) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    line(serde_json::to_string_pretty(value)?);
    Ok(())
}

/// Prints rows under headings, each column as wide as it must be.
pub(super) fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) {
    let mut widths = headings.map(|heading| heading.chars().count());
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(plain(cell).chars().count());
        }
    }
    let print = |cells: [String; N]| {
        let padded: Vec<String> =
            cells.iter().zip(widths).map(|(cell, width)| format!("{:width$}", plain(cell))).collect();
        line(padded.join("  ").trim_end());
    };
    print(headings.map(str::to_owned));
    for row in rows {
        print(row.clone());
    }
}

/// Text on one line that cannot steer the terminal: what people typed may hold anything.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
