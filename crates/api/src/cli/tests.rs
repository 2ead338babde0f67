//! The command line is understood, explains itself, and refuses slips.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::ffi::OsStr;

use clap::{CommandFactory, Parser};

use super::Cli;
use crate::config::refuse_unknown_variables;

fn refused(names: &[&str]) -> Option<String> {
    let names = names.iter().map(|name| OsStr::new(*name));
    refuse_unknown_variables(&Cli::command(), names).err().map(|error| error.to_string())
}

#[test]
fn the_command_line_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn every_command_has_help() {
    fn look(command: &clap::Command) {
        assert!(command.get_about().is_some(), "{} has no help", command.get_name());
        command.get_subcommands().for_each(look);
    }
    look(&Cli::command());
}

#[test]
fn a_slip_in_a_variable_is_refused() {
    let error = refused(&["STILE_LISTENS", "PATH"]).unwrap();
    assert!(error.contains("STILE_LISTENS") && error.contains("STILE_LISTEN,"), "{error}");
    assert!(!error.contains("PATH"));
}

#[test]
fn known_and_foreign_variables_are_fine() {
    assert_eq!(refused(&["STILE_LISTEN", "STILE_NEED_TABLE", "STILE_LOG_FORMAT", "HOME", "DATABASE_URL"]), None);
}

#[test]
fn the_commands_of_the_guide_are_understood() {
    for line in [
        "stile serve --listen 127.0.0.1:0 --demo-if-empty",
        "stile serve --reads-per-second 200 --writes-per-minute 600",
        "stile serve --worker off --old-files-dir /var/lib/stile/old-files",
        "stile directory import feed.json.gz --name County",
        "stile directory refresh",
        "stile directory feeds --json",
        "stile postcodes import postcodes.csv.gz",
        "stile team add Stileham --nation northern-ireland --phone 01632960100 --promise-days 3",
        "stile team add Stileham --nation wales --email team@example.org",
        "stile team cover Stileham --district QQ1,QQ2 --surgery QQ00001",
        "stile staff email 01939a5c-0000-7000-8000-000000000000 lead@example.org",
        "stile referrals list --full",
        "stile --database-url sqlite://x.db reports list",
        "stile reports list --database-url sqlite://x.db",
        "stile demo load",
    ] {
        Cli::try_parse_from(line.split(' ')).unwrap_or_else(|error| panic!("{line}: {error}"));
    }
}

#[test]
fn what_cannot_be_meant_is_refused() {
    for line in [
        "stile team add Stileham --nation narnia --phone 01632960100",
        // People have to be able to reach the team.
        "stile team add Stileham --nation wales",
        "stile team add Stileham --nation wales --phone=",
        "stile serve --reads-per-second 0",
        "stile serve --writes-per-minute many",
        "stile serve --worker perhaps",
    ] {
        assert!(Cli::try_parse_from(line.split(' ')).is_err(), "{line}");
    }
}
