//! A mail server that was not written by us (aiosmtpd), on a free port, with the letters that it took.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde::Deserialize;
use stile_api::notices::NoticesConfig;
use tempfile::TempDir;

use super::judge::skipped;

/// A running mail server. It is closed when this is dropped.
pub struct PostOffice {
    process: Child,
    port: u16,
    mails: PathBuf,
    _folder: TempDir,
}

/// A letter as it arrived.
#[derive(Debug, Deserialize)]
pub struct Arrived {
    pub from: String,
    pub to: Vec<String>,
    /// What the client called itself.
    pub hello: String,
    pub headers: Vec<(String, String)>,
    pub subject: String,
    pub text: String,
}

impl PostOffice {
    /// Opens one; nothing, loudly, where there is no Python or no aiosmtpd.
    pub fn open(options: &[&str]) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mails = folder.path().join("mails.jsonl");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/e2e/smtp/server.py");
        let started = Command::new("python3")
            .arg(script)
            .arg("--mails")
            .arg(&mails)
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut process) = started else {
            skipped("there is no python3");
            return None;
        };
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Ok(port) = line.trim().parse() else {
            assert_eq!(process.wait().unwrap().code(), Some(3), "the mail server did not start");
            skipped("there is no aiosmtpd");
            return None;
        };
        Some(Self { process, port, mails, _folder: folder })
    }

    /// Settings that send letters to it, under a host and with a `name:password@` or without.
    pub fn settings(&self, login: &str, host: &str) -> NoticesConfig {
        NoticesConfig {
            smtp_url: Some(format!("smtp://{login}{host}:{}", self.port).into()),
            mail_from: Some("post@example.org".to_owned()),
            ..NoticesConfig::default()
        }
    }

    /// What it took so far.
    pub fn arrived(&self) -> Vec<Arrived> {
        let Ok(text) = std::fs::read_to_string(&self.mails) else { return Vec::new() };
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Arrived {
    /// The only header of this name.
    pub fn header(&self, name: &str) -> &str {
        let mut values = self.headers.iter().filter(|(its, _)| its.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        let value = values.next().unwrap_or_else(|| panic!("there is no {name}: {:?}", self.headers));
        assert!(values.next().is_none(), "{name} is there twice");
        value
    }
}
