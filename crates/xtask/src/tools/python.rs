//! A Python of our own with five packages: schemathesis, which reads the OpenAPI document and tries to break the
//! server, dateutil, which works out dates independently of us, aiosmtpd, a real mail server for the tests, http_ece,
//! which opens what is sealed for a browser, and icalendar, which reads calendars as another program would.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{announce, system};
use crate::project::Project;
use crate::shell;

const PACKAGES: [(&str, &str); 5] = [
    ("schemathesis", "4.32.5"),
    ("python-dateutil", "4.0.0"),
    ("aiosmtpd", "1.4.6"),
    ("http-ece", "1.2.1"),
    ("icalendar", "6.3.2"),
];

/// Sees to it that all are there. Answers the folder of their programs, `python` among them.
pub fn ready(project: &Project) -> Result<PathBuf> {
    let home = project.cache.join("python");
    let programs = home.join("bin");
    if !programs.join("pip").is_file() {
        announce("a Python environment", "the independent judges of the server are written in Python");
        if make(project).is_err() {
            system::install(
                &["python3", "python3-venv"],
                "the independent judges of the server are written in Python",
            )?;
            make(project)?;
        }
    }
    let list = shell::quiet(project.command(programs.join("pip")).args(["list", "--format=freeze"]))?;
    if PACKAGES.iter().any(|(name, version)| !holds(&list, name, version)) {
        announce(
            "schemathesis, python-dateutil, aiosmtpd, http_ece and icalendar from PyPI",
            "they judge the API, the dates, the mail, the pushes and the calendars independently",
        );
        let mut command = project.command(programs.join("pip"));
        command.args(["install", "--quiet", "--disable-pip-version-check"]);
        command.args(PACKAGES.map(|(name, version)| format!("{name}=={version}")));
        shell::quiet(&mut command).context("pip could not install what is needed")?;
    }
    Ok(programs)
}

fn make(project: &Project) -> Result<()> {
    shell::quiet(project.command("python3").args(["-m", "venv"]).arg(project.cache.join("python"))).map(drop)
}

fn holds(list: &str, name: &str, version: &str) -> bool {
    list.lines().any(|line| {
        line.split_once("==")
            .is_some_and(|(held, its)| held.replace('_', "-").eq_ignore_ascii_case(name) && its == version)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_that_version_of_that_package_counts() {
        let list = "attrs==1.0\npython_dateutil==4.0.0\nschemathesis==4.1.0\n";
        assert!(holds(list, "python-dateutil", "4.0.0"));
        assert!(!holds(list, "schemathesis", "4.32.5"));
        assert!(!holds(list, "dateutil", "4.0.0"));
    }
}
