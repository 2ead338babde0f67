//! The real server binary with a fresh database and the invented demo area, for the length of a step.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::postgres::free_port;
use crate::build::Profile;
use crate::project::Project;
use crate::scratch::Scratch;

const PATIENCE: Duration = Duration::from_secs(30);

/// A running server, ended when dropped.
pub struct Server {
    child: Child,
    folder: Scratch,
    port: u16,
}

impl Server {
    /// Starts the built server on a free port, with more arguments if need be, and waits until it is ready.
    pub fn start(project: &Project, profile: Profile, more: &[&str]) -> Result<Self> {
        let folder = Scratch::new("server")?;
        let port = free_port()?;
        let log = File::create(folder.path().join("log")).context("no log for the server")?;
        let mut command = project.server_command(project.stile(profile.folder()));
        command
            // Its secret and its outbox lie where it runs.
            .current_dir(folder.path())
            .args(["serve", "--demo-if-empty", "--listen", &format!("127.0.0.1:{port}")])
            .args(["--database-url", &format!("sqlite://{}", folder.path().join("stile.db").display())])
            .arg("--app-dir")
            .arg(project.dist())
            .args(more);
        // The person's own settings must not leak into the tests.
        for name in ["DATABASE_URL", "STILE_LISTEN", "STILE_APP_DIR"] {
            command.env_remove(name);
        }
        let child = command
            .stdin(Stdio::null())
            .stdout(log.try_clone().context("no log for the server")?)
            .stderr(log)
            .spawn()
            .context("the server could not be started")?;
        let mut server = Self { child, folder, port };
        server.wait()?;
        Ok(server)
    }

    /// Where it is, without a slash at the end.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The last that it said.
    pub fn last_words(&self) -> String {
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }

    fn wait(&mut self) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE && self.child.try_wait()?.is_none() {
            if answers_ready(self.port) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("the server did not become ready:\n{}", self.last_words())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its database goes with it, so there is nothing to end gently.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether the server on this port of this machine says that it is ready.
pub fn answers_ready(port: u16) -> bool {
    ask(port).is_some_and(|answer| answer.starts_with(b"HTTP/1.1 200"))
}

fn ask(port: u16) -> Option<Vec<u8>> {
    let wait = Duration::from_secs(2);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, wait).ok()?;
    stream.set_read_timeout(Some(wait)).ok()?;
    let question = format!("GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(question.as_bytes()).ok()?;
    let mut answer = vec![0; 12];
    stream.read_exact(&mut answer).ok()?;
    Some(answer)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::net::TcpListener;

    use super::*;

    fn ready(answer: &'static str) -> bool {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut question = [0; 256];
            let length = stream.read(&mut question).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
            question[..length].starts_with(b"GET /readyz ")
        });
        let is_ready = answers_ready(port);
        assert!(server.join().unwrap());
        is_ready
    }

    #[test]
    fn only_a_good_answer_is_ready() {
        assert!(ready("HTTP/1.1 200 OK\r\n\r\n"));
        assert!(!ready("HTTP/1.1 503 Service Unavailable\r\n\r\n"));
        assert!(!ready(""));
    }

    #[test]
    fn nobody_there_is_not_ready() {
        assert!(!answers_ready(free_port().unwrap()));
    }
}
