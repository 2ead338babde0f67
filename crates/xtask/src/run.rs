//! The one command from a fresh checkout to a running Stile on this machine, and the one to work on the app.

use std::env;
use std::fs;
use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::build::{self, Profile};
use crate::project::Project;
use crate::suite::server::answers_ready;
use crate::{apps, shell, tools};

const ADDRESS: &str = "127.0.0.1:8080";
const PATIENCE: Duration = Duration::from_secs(60);

/// Builds everything and stays until the server ends. Answers whether it ended well.
pub fn run(project: &Project, arguments: &[String]) -> Result<bool> {
    build::app(project)?;
    build::server(project, Profile::Release)?;
    fs::create_dir_all(project.root.join("var")).context("the folder var/ could not be made")?;

    let listen = listen_address(arguments, env::var("STILE_LISTEN").ok());
    let mut command = project.server_command(project.stile(Profile::Release.folder()));
    let mut server = command
        .args(["serve", "--demo-if-empty"])
        .args(arguments)
        .spawn()
        .context("the server could not be started")?;
    if let Ok(address) = listen.parse::<SocketAddr>() {
        let started = Instant::now();
        while started.elapsed() < PATIENCE && server.try_wait()?.is_none() {
            if answers_ready(address.port()) {
                println!("\nStile is at http://{} (Ctrl+C ends it)\n", shown(address));
                break;
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
    Ok(server.wait().context("the server was lost")?.success())
}

/// Builds one of the apps anew whenever a file changes, and reloads it in the browser, until it is ended. Every address
/// is answered with that app, as far as the build goes; links to another app end at a page that is not there.
pub fn serve_app(project: &Project, name: &str) -> Result<()> {
    tools::for_the_app(project)?;
    let mut command = build::trunk(project, &["serve"]);
    if let Some(page) = apps::OTHERS.into_iter().find(|page| apps::name(page) == name) {
        command.arg("--dist").arg(project.target.join("serve-app").join(name)).arg(page);
    }
    shell::run(&mut command)
}

/// Where the server will listen, by the same rules as its own: argument, environment, default.
fn listen_address(arguments: &[String], environment: Option<String>) -> String {
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--listen" {
            return rest.next().cloned().unwrap_or_default();
        }
        if let Some(address) = argument.strip_prefix("--listen=") {
            return address.to_owned();
        }
    }
    environment.unwrap_or_else(|| ADDRESS.to_owned())
}

fn shown(address: SocketAddr) -> String {
    if address.ip().is_loopback() { format!("localhost:{}", address.port()) } else { address.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_wins_over_the_environment_and_that_over_the_default() {
        let arguments = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let environment = Some("0.0.0.0:80".to_owned());
        assert_eq!(listen_address(&arguments(&["--listen", "127.0.0.1:9"]), environment.clone()), "127.0.0.1:9");
        assert_eq!(listen_address(&arguments(&["--listen=127.0.0.1:9"]), environment.clone()), "127.0.0.1:9");
        assert_eq!(listen_address(&[], environment), "0.0.0.0:80");
        assert_eq!(listen_address(&[], None), ADDRESS);
    }
}
