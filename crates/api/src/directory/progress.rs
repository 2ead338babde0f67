//! How far an import has come, as something to be told. It knows nothing of what is imported.

use indicatif::{ProgressBar, ProgressStyle};

/// Is told how far a long piece of work has come.
pub trait Progress: Send + Sync {
    /// How many rows there will be, as soon as that is known. It may be told again, and may turn out to be wrong.
    fn expect(&self, rows: u64);
    /// So many more rows are done.
    fn advance(&self, rows: u64);
    /// Nothing more will come, whether it went well or not.
    fn finish(&self);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn expect(&self, _rows: u64) {}
    fn advance(&self, _rows: u64) {}
    fn finish(&self) {}
}

/// A bar on the terminal's error stream; nothing at all where that is not a terminal.
#[derive(Debug)]
pub struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// A bar with this word in front of it.
    pub fn new(label: &str) -> Self {
        let bar = ProgressBar::new_spinner().with_prefix(label.to_owned());
        bar.set_style(style("{prefix} {spinner} {pos} rows"));
        Self { bar }
    }
}

impl Progress for Bar {
    fn expect(&self, rows: u64) {
        self.bar.set_length(rows);
        self.bar.set_style(style("{prefix} {bar:40} {pos}/{len} rows, {eta} left"));
    }

    fn advance(&self, rows: u64) {
        self.bar.inc(rows);
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// A template that cannot be read costs the look, not the import.
fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
