//! A PostgreSQL of our own for the length of the tests: a private port, a temporary folder, no durability, gone at the
//! end however they end. Knows nothing of what is stored in it.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::scratch::Scratch;
use crate::shell;
use crate::tools::system;

const PATIENCE: Duration = Duration::from_secs(60);
/// It refuses to run as root; Debian's package makes this user.
const USER: &str = "postgres";

/// A running server, stopped when dropped.
pub struct Postgres {
    programs: PathBuf,
    folder: Scratch,
    child: Child,
    port: u16,
    as_user: bool,
}

impl Postgres {
    /// Makes a cluster and starts it.
    pub fn start() -> Result<Self> {
        let programs = system::postgres()?;
        let as_user = system::is_root();
        // Its user must be able to walk there, which root's own temporary folder may not allow.
        let folder = Scratch::inside(Path::new("/tmp"), "postgres")?;
        if as_user {
            shell::quiet(Command::new("chown").arg(USER).arg(folder.path()))?;
        }
        let data = folder.path().join("data");
        // Another order of letters than SQLite's, so that nothing leans on the order of bytes by accident.
        let options = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--locale-provider=icu"];
        shell::quiet(
            program(&programs, "initdb", as_user)
                .args(options)
                .args(["--icu-locale=en-GB", "--no-sync", "-D"])
                .arg(&data),
        )
        .context("PostgreSQL could not make its folder")?;

        let port = free_port()?;
        let log = File::create(folder.path().join("log")).context("no log for PostgreSQL")?;
        let mut command = program(&programs, "postgres", as_user);
        command.arg("-D").arg(&data).arg("-p").arg(port.to_string()).arg("-k").arg(folder.path());
        for setting in [
            "listen_addresses=127.0.0.1",
            "max_connections=300",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
        ] {
            command.args(["-c", setting]);
        }
        let child = command
            .stdin(Stdio::null())
            .stdout(log.try_clone().context("no log for PostgreSQL")?)
            .stderr(log)
            .spawn()
            .context("PostgreSQL could not be started")?;
        let mut postgres = Self { programs, folder, child, port, as_user };
        postgres.wait()?;
        Ok(postgres)
    }

    /// Where it listens, as a URL for the tests.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&mut self) -> Result<()> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let port = self.port.to_string();
            let mut question = Command::new(self.programs.join("pg_isready"));
            if shell::quiet(question.args(["-q", "-h", "127.0.0.1", "-U", USER, "-p", &port])).is_ok() {
                return Ok(());
            }
            if self.child.try_wait()?.is_some() {
                break;
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!("PostgreSQL did not start:\n{}", fs::read_to_string(self.folder.path().join("log")).unwrap_or_default())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.path().join("data");
        let mut stop = program(&self.programs, "pg_ctl", self.as_user);
        if shell::quiet(stop.args(["stop", "--mode=immediate", "-w", "-D"]).arg(data)).is_err() {
            // It never came up; what was started is still ours to end.
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// One of PostgreSQL's programs, run by the user that it insists on.
fn program(programs: &Path, name: &str, as_user: bool) -> Command {
    let path = programs.join(name);
    let mut command = if as_user {
        let mut command = Command::new("runuser");
        command.args(["-u", USER, "--"]).arg(path);
        command
    } else {
        Command::new(path)
    };
    command.current_dir("/");
    command
}

/// A port that nobody listens on.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no port is free")?;
    Ok(listener.local_addr().context("the free port is unknown")?.port())
}
