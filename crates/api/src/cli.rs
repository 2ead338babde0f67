//! The command line. It reads what is asked for, asks the other modules, and prints; it decides nothing.
//!
//! Answers go to standard output, logs and errors to standard error.

mod audit;
mod complaints;
mod demo;
mod directory;
mod gazetteer;
mod healthcheck;
mod logging;
mod print;
mod push_key;
mod referrals;
mod reports;
mod serve;
mod staff;
mod team;

use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, Parser, Subcommand};

use crate::{
    config::{self, DatabaseConfig, LogConfig, ServeConfig},
    http,
    store::Store,
};

/// Stile's server, its imports and its tools for staff
#[derive(Debug, Parser)]
#[command(name = "stile", version)]
pub struct Cli {
    #[command(flatten)]
    database: DatabaseConfig,

    #[command(flatten)]
    log: LogConfig,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the app and its API
    Serve(Box<ServeConfig>),

    /// Import and refresh the directory of groups
    #[command(subcommand)]
    Directory(directory::DirectoryCommand),

    /// Where postcodes are
    #[command(subcommand)]
    Postcodes(gazetteer::PostcodesCommand),

    /// Villages, towns and suburbs by name
    #[command(subcommand)]
    Places(gazetteer::PlacesCommand),

    /// Bank holidays of the nations
    #[command(subcommand)]
    Holidays(gazetteer::HolidaysCommand),

    /// Doctors' surgeries
    #[command(subcommand)]
    Practices(gazetteer::PracticesCommand),

    /// Teams of link workers and what they cover
    #[command(subcommand)]
    Team(team::TeamCommand),

    /// Referrals that came in; personal data is shown
    #[command(subcommand)]
    Referrals(referrals::ReferralsCommand),

    /// Reports that something in the directory is wrong
    #[command(subcommand)]
    Reports(reports::ReportsCommand),

    /// Link workers, team leads and administrators
    #[command(subcommand)]
    Staff(staff::StaffCommand),

    /// Complaints; personal data is shown
    #[command(subcommand)]
    Complaints(complaints::ComplaintsCommand),

    /// Who looked at whose record, and whether that list is whole
    #[command(subcommand)]
    Audit(audit::AuditCommand),

    /// The invented demo area
    #[command(subcommand)]
    Demo(demo::DemoCommand),

    /// Make a key for pushes, and print it with its public part
    PushKey,

    /// Print the description of the API (OpenAPI 3.1, JSON)
    Openapi,

    /// Ask a running server whether it is ready, and fail when it is not
    Healthcheck(healthcheck::HealthcheckArgs),
}

/// Does what the command line asks for.
pub async fn run() -> ExitCode {
    let variables: Vec<std::ffi::OsString> = std::env::vars_os().map(|(name, _)| name).collect();
    let names = variables.iter().map(std::ffi::OsString::as_os_str);
    if let Err(error) = config::refuse_unknown_variables(&Cli::command(), names) {
        print::error(&error);
        return ExitCode::from(2);
    }
    match Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            print::error(&error);
            ExitCode::FAILURE
        }
    }
}

impl Cli {
    async fn run(self) -> anyhow::Result<()> {
        logging::start(&self.log)?;
        match self.command {
            Command::Serve(config) => serve::serve(&self.database, *config).await,
            Command::Directory(command) => command.run(&open(&self.database).await?).await,
            Command::Postcodes(command) => command.run(&open(&self.database).await?).await,
            Command::Places(command) => command.run(&open(&self.database).await?).await,
            Command::Holidays(command) => command.run(&open(&self.database).await?).await,
            Command::Practices(command) => command.run(&open(&self.database).await?).await,
            Command::Team(command) => command.run(&open(&self.database).await?).await,
            Command::Referrals(command) => command.run(&open(&self.database).await?).await,
            Command::Reports(command) => command.run(&open(&self.database).await?).await,
            Command::Staff(command) => command.run(&open(&self.database).await?).await,
            Command::Complaints(command) => command.run(&open(&self.database).await?).await,
            Command::Audit(command) => command.run(&open(&self.database).await?).await,
            Command::Demo(command) => command.run(&open(&self.database).await?).await,
            Command::PushKey => {
                push_key::make();
                Ok(())
            }
            Command::Openapi => {
                print::line(http::openapi().to_pretty_json()?);
                Ok(())
            }
            Command::Healthcheck(args) => healthcheck::check(&args).await,
        }
    }
}

async fn open(database: &DatabaseConfig) -> anyhow::Result<Store> {
    Store::open(&database.url()?).await.context("cannot open the database")
}

#[cfg(test)]
mod tests;
