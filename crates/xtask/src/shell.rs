//! Running other programs: streams what they say and turns a bad end into an error. Knows none of them.

use std::env;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, Result, bail};

/// What a program said on both its channels, and whether it ended well.
pub struct Heard {
    /// Both channels, line by line, in the order of arrival.
    pub text: String,
    /// It ended with zero.
    pub is_good: bool,
}

/// Runs a program that talks to the person itself.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{} could not be started", describe(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", describe(command));
    }
    Ok(())
}

/// Runs a program whose words matter only when it fails. Answers what it said on standard output.
pub fn quiet(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("{} could not be started", describe(command)))?;
    if !output.status.success() {
        bail!(
            "{} ended with {}\n{}{}",
            describe(command),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program, printing what it says as it says it, and keeps the words to be counted.
pub fn heard(command: &mut Command) -> Result<Heard> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} could not be started", describe(command)))?;
    let (sender, lines) = mpsc::channel();
    if let Some(pipe) = child.stdout.take() {
        listen(pipe, sender.clone());
    }
    if let Some(pipe) = child.stderr.take() {
        listen(pipe, sender.clone());
    }
    drop(sender);
    let mut text = String::new();
    for line in lines {
        println!("{line}");
        text.push_str(&line);
        text.push('\n');
    }
    let status = child.wait().with_context(|| format!("{} was lost", describe(command)))?;
    Ok(Heard { text, is_good: status.success() })
}

fn listen(pipe: impl Read + Send + 'static, sender: mpsc::Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            if sender.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                break;
            }
        }
    });
}

/// Where a program is on the PATH, if it is there.
pub fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// The program and its arguments as one would type them.
pub fn describe(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|argument| argument.to_string_lossy().into_owned()));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn both_channels_and_a_bad_end_are_heard() {
        let heard = heard(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"])).unwrap();
        assert!(!heard.is_good);
        assert!(heard.text.contains("out\n") && heard.text.contains("err\n"), "{}", heard.text);
    }

    #[test]
    fn a_bad_end_says_what_was_run_and_what_it_said() {
        let error = quiet(Command::new("sh").args(["-c", "echo because >&2; exit 1"])).unwrap_err().to_string();
        assert!(error.contains("sh -c") && error.contains("because"), "{error}");
    }

    #[test]
    fn a_program_that_is_not_there_is_not_found() {
        assert!(find("sh").is_some());
        assert!(find("no-such-program-anywhere").is_none());
    }
}
