//! Logs: one line an event, never a name, an answer, a postcode or a way to reach somebody.

use std::panic::{self, Location};

use anyhow::{Context, anyhow};
use tracing_subscriber::EnvFilter;

use crate::config::{LogConfig, LogFormat};

/// Starts logging to standard error.
pub(super) fn start(config: &LogConfig) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log).with_context(|| format!("cannot read the filter {:?}", config.log))?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match config.log_format {
        LogFormat::Json => lines.json().try_init(),
        LogFormat::Text => lines.try_init(),
    };
    started.map_err(|error| anyhow!("cannot start logging: {error}"))
}

/// From now on a panic logs where it happened, and never what it said: that may hold what somebody typed.
pub(super) fn hide_what_panics_say() {
    panic::set_hook(Box::new(|info| {
        let at = info.location().map(place);
        tracing::error!(at, "panicked");
    }));
}

fn place(location: &Location<'_>) -> String {
    format!("{}:{}", location.file(), location.line())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_is_a_file_and_a_line() {
        let here = Location::caller();
        assert_eq!(place(here), format!("{}:{}", file!(), here.line()));
    }
}
