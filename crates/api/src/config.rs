//! What an operator decides, by option or by the environment. It only reads; nothing is opened here.

use std::{collections::BTreeSet, ffi::OsStr, net::SocketAddr, num::NonZeroU32, path::PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Command, ValueEnum, builder::FalseyValueParser};
use domain::need::NeedMap;

use crate::http::{READS_PER_SECOND, WRITES_PER_MINUTE};
use crate::notices::NoticesConfig;

/// How every environment variable of ours begins.
const PREFIX: &str = "STILE_";

/// Which database to use.
#[derive(Debug, Clone, Args)]
pub struct DatabaseConfig {
    /// The database: `sqlite://PATH` (made when missing) or `postgres://USER:PASSWORD@HOST/NAME`
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite://var/stile.db", global = true, hide_env_values = true)]
    database_url: String,

    /// A file that holds the database's address, for an address with a password in it
    #[arg(long, env = "DATABASE_URL_FILE", value_name = "FILE", global = true)]
    database_url_file: Option<PathBuf>,
}

impl DatabaseConfig {
    /// The database's address.
    ///
    /// # Errors
    /// When the file that holds it cannot be read.
    pub fn url(&self) -> anyhow::Result<String> {
        match &self.database_url_file {
            Some(file) => {
                let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
                Ok(text.trim().to_owned())
            }
            None => Ok(self.database_url.clone()),
        }
    }
}

/// How to log. Logs go to standard error.
#[derive(Debug, Clone, Args)]
pub struct LogConfig {
    /// How log lines are written
    #[arg(long, env = "STILE_LOG_FORMAT", value_enum, default_value_t = LogFormat::Json, global = true)]
    pub log_format: LogFormat,

    /// What is logged, such as `info` or `warn,stile_api=debug`
    #[arg(
        long,
        env = "STILE_LOG",
        value_name = "FILTER",
        default_value = "info,sqlx=warn,sea_orm_migration=warn",
        global = true
    )]
    pub log: String,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// One JSON object a line, for machines
    Json,
    /// For people
    Text,
}

/// Whether phones are to have the app's service worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WorkerSwitch {
    /// The one of the build
    On,
    /// One in its place that ends it, and itself
    Off,
}

/// How the words of feeds are taken for needs.
#[derive(Debug, Clone, Args)]
pub struct NeedConfig {
    /// A table of further words, `need<TAB>word or phrase` a line
    #[arg(long, env = "STILE_NEED_TABLE", value_name = "FILE")]
    need_table: Option<PathBuf>,
}

impl NeedConfig {
    /// The built-in words and those of the table.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn needs(&self) -> anyhow::Result<NeedMap> {
        let mut needs = NeedMap::built_in();
        if let Some(file) = &self.need_table {
            let cannot_read = || format!("cannot read {}", file.display());
            let table = std::fs::read_to_string(file).with_context(cannot_read)?;
            needs.extend_from_text(&table).with_context(cannot_read)?;
        }
        Ok(needs)
    }
}

/// Where the server's own secret is.
#[derive(Debug, Clone, Args)]
pub struct SecretConfig {
    /// The file of the server's own secret, which codes are worked out from; made when it is missing. Every server of one
    /// database needs the same
    #[arg(long, env = "STILE_SECRET_FILE", default_value = "var/secret", value_name = "FILE")]
    pub secret_file: PathBuf,
}

/// How to serve.
#[derive(Debug, Clone, Args)]
pub struct ServeConfig {
    /// Where to listen; port 0 takes any free one
    #[arg(long, env = "STILE_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub listen: SocketAddr,

    /// The folder of the built app; without an index.html in it, only the API is served
    #[arg(long, env = "STILE_APP_DIR", default_value = "dist", value_name = "FOLDER")]
    pub app_dir: PathBuf,

    /// A folder of its own for the app's files of earlier releases, which stay served for 30 days; made when it is missing. It
    /// must outlive releases
    #[arg(long, env = "STILE_OLD_FILES_DIR", default_value = "var/old-files", value_name = "FOLDER")]
    pub old_files_dir: PathBuf,

    /// The app's service worker. `off` ends it on every phone that comes back, should a release be stuck there
    #[arg(long, env = "STILE_WORKER", value_enum, default_value_t = WorkerSwitch::On)]
    pub worker: WorkerSwitch,

    /// Proxies whose X-Forwarded headers are believed, parted by commas: addresses or networks such as 10.0.0.0/8
    #[arg(long, env = "STILE_TRUSTED_PROXIES", default_value = "", value_name = "LIST", hide_default_value = true)]
    pub trusted_proxies: String,

    /// Everybody comes over HTTPS, although no trusted proxy says so
    #[arg(long, env = "STILE_HTTPS", value_parser = FalseyValueParser::new())]
    pub https: bool,

    /// Where people find the app, such as https://stile.example.org; links in letters lead there and passkeys belong to its
    /// name. Without it, http://localhost at the port that is listened on
    #[arg(long, env = "STILE_ORIGIN", value_name = "ADDRESS")]
    pub origin: Option<String>,

    #[command(flatten)]
    pub secret: SecretConfig,

    #[command(flatten)]
    pub notices: NoticesConfig,

    /// How often one address may look things up; five seconds' worth may come at once
    #[arg(long, env = "STILE_READS_PER_SECOND", default_value_t = READS_PER_SECOND, value_name = "NUMBER")]
    pub reads_per_second: NonZeroU32,

    /// How often one address may send a referral or a report; two minutes' worth may come at once
    #[arg(long, env = "STILE_WRITES_PER_MINUTE", default_value_t = WRITES_PER_MINUTE, value_name = "NUMBER")]
    pub writes_per_minute: NonZeroU32,

    /// Load the invented demo area when the database is empty
    #[arg(long, env = "STILE_DEMO_IF_EMPTY", value_parser = FalseyValueParser::new())]
    pub demo_if_empty: bool,
}

/// Refuses variables that look like ours and are not: a slip in a name must not pass for a setting.
///
/// # Errors
/// When there is such a variable.
pub fn refuse_unknown_variables<'a>(
    command: &Command,
    variables: impl IntoIterator<Item = &'a OsStr>,
) -> anyhow::Result<()> {
    let known = known_variables(command);
    let unknown: BTreeSet<String> = variables
        .into_iter()
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.starts_with(PREFIX) && !known.contains(name))
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let ours: Vec<String> = known.into_iter().filter(|name| name.starts_with(PREFIX)).collect();
    let unknown: Vec<String> = unknown.into_iter().collect();
    bail!("unknown environment variables: {}; those that are known: {}", unknown.join(", "), ours.join(", "))
}

/// The variables of every option of every command.
fn known_variables(command: &Command) -> BTreeSet<String> {
    let own = command.get_arguments().filter_map(|argument| argument.get_env());
    own.map(|name| name.to_string_lossy().into_owned())
        .chain(command.get_subcommands().flat_map(known_variables))
        .collect()
}
