//! What each step of the checks runs. Knows the runners' options; how they are counted and shown is for others.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::counts::Counts;
use super::postgres::Postgres;
use super::server::Server;
use crate::build::{self, Profile};
use crate::project::Project;
use crate::scratch::Scratch;
use crate::tools::{cargo_tools, node_tools, python, system};
use crate::{shell, sizes as weights, tidy as rules};

const WASM: &str = "wasm32-unknown-unknown";
/// The tests that look at a clock, as nextest names them.
const TIMED: &str = "test(/(http_changes|push|store_personal::erasure)::/)";
const ONE_BY_ONE: &str = "--test-concurrency=1";
/// The journeys that hang on how a database tells of a change, and on what it keeps when the server dies.
const TOLD_BY_THE_ENGINE: &str = "--test-name-pattern=other side at once|is killed|another server|cut off";
/// What the server promises in its own description.
const OPENAPI_CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                              response_headers_conformance,response_schema_conformance,unsupported_method";

/// The layout of the code.
pub fn format(project: &Project) -> Result<Counts> {
    one(shell::run(project.command("cargo").args(["fmt", "--all", "--check"])))
}

/// The rules of the house.
pub fn tidy(project: &Project) -> Result<Counts> {
    rules::run(project).map(Counts::one)
}

/// The lints of everything that runs on a server.
pub fn clippy(project: &Project) -> Result<Counts> {
    let mut command = project.command("cargo");
    command.args(["clippy", "--workspace", "--all-targets", "--exclude", "stile-app", "--", "-D", "warnings"]);
    one(shell::run(&mut command))
}

/// The lints of the app, as the browser will run it.
pub fn clippy_app(project: &Project) -> Result<Counts> {
    cargo_tools::wasm_target(project)?;
    let mut command = project.command("cargo");
    command.args(["clippy", "--package", "stile-app", "--target", WASM, "--all-targets", "--", "-D", "warnings"]);
    one(shell::run(&mut command))
}

/// What the dependencies are and where they come from. On a person's machine that cannot install the judge this is
/// skipped, loudly; in CI it fails.
pub fn deny(project: &Project) -> Result<Counts> {
    match cargo_tools::cargo_deny(project) {
        Ok(program) => {
            let mut command = project.command(program);
            one(shell::run(command.args(["--workspace", "check", "bans", "licenses", "sources"])))
        }
        Err(error) if is_ci() => Err(error),
        Err(error) => {
            println!("SKIPPED: cargo-deny could not be installed, so nobody looked at the dependencies: {error:#}");
            Ok(Counts::default())
        }
    }
}

/// What the service worker keeps and sends, without a browser.
pub fn worker(project: &Project) -> Result<Counts> {
    node_tools::node_is_new_enough(project)?;
    let folder = project.root.join("tests/worker");
    let files = test_files(&folder)?;
    ensure!(!files.is_empty(), "there is no test in {}", folder.display());
    let mut command = project.command("node");
    command.args(["--test", "--test-reporter=spec"]).args(files).env("NO_COLOR", "1");
    let heard = shell::heard(&mut command)?;
    Ok(Counts::of_node(&heard.text).settled(heard.is_good))
}

/// Every test that runs without a browser, the store's on SQLite and on a PostgreSQL of our own; but those of `timed`.
pub fn native(project: &Project) -> Result<Counts> {
    if !cargo_tools::has_nextest(project) {
        return tests(project, &["test", "--lib", "--bins", "--tests"]);
    }
    tests(project, &["nextest", "run", "--test-threads", "3", "-E", &format!("not ({TIMED})")])
}

/// The tests of these that say how soon something has to be done: nothing else is done beside them.
pub fn timed(project: &Project) -> Result<Counts> {
    if !cargo_tools::has_nextest(project) {
        // They were among the others.
        return Ok(Counts::default());
    }
    tests(project, &["nextest", "run", "--test-threads", "2", "-E", TIMED])
}

fn tests(project: &Project, how: &[&str]) -> Result<Counts> {
    let programs = python::ready(project)?;
    let postgres = Postgres::start()?;
    let mut command = project.server_command("cargo");
    command.args(how);
    if how.contains(&"nextest") {
        command.args(["--status-level", "slow", "--final-status-level", "fail"]);
    }
    command.args(["--workspace", "--exclude", "stile-app", "--no-fail-fast"]);
    // The tests that ask an independent judge call `python3`: it must be the one that has dateutil.
    command.env("TEST_POSTGRES_URL", postgres.url()).env("PATH", project.path(Some(&programs))?);
    let heard = shell::heard(&mut command)?;
    Ok(Counts::of_rust(&heard.text).settled(heard.is_good))
}

/// The app's own tests, in a real browser.
pub fn wasm(project: &Project) -> Result<Counts> {
    cargo_tools::wasm_target(project)?;
    cargo_tools::wasm_bindgen(project)?;
    system::chromium()?;
    let driver = system::chromedriver()?;
    let mut command = project.command("cargo");
    command
        .args(["test", "--package", "stile-app", "--target", WASM, "--test", "web"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", project.tool("wasm-bindgen-test-runner"))
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    let heard = shell::heard(&mut command)?;
    Ok(Counts::of_rust(&heard.text).settled(heard.is_good))
}

/// The app as the phone gets it, weighed.
pub fn sizes(project: &Project) -> Result<Counts> {
    build::app(project)?;
    weigh(project)
}

/// The same of what is built already.
pub fn weigh(project: &Project) -> Result<Counts> {
    weights::report(&project.dist()).map(Counts::one)
}

/// The journeys of people through the app, in a real browser against the real server.
pub fn journeys(project: &Project) -> Result<Counts> {
    if !project.dist().join("index.html").is_file() {
        build::app(project)?;
    }
    build::server(project, Profile::Debug)?;
    walk(project, &[])
}

/// Walks the journeys of these files, or of all. App and server must be built.
pub fn walk(project: &Project, files: &[String]) -> Result<Counts> {
    let folder = project.root.join("tests/e2e");
    node_tools::node_is_new_enough(project)?;
    node_tools::journey_packages(project)?;
    let chromium = system::chromium()?;
    let files = if files.is_empty() { test_files(&folder)? } else { files.iter().map(OsString::from).collect() };
    ensure!(!files.is_empty(), "there is no test in {}", folder.display());

    // Some journeys have a server of their own, with a real mail server beside it, which is written in Python.
    let programs = python::ready(project)?;
    let server = Server::start(project, Profile::Debug, &[])?;
    let walking = |how: &[&str], files: &[OsString]| {
        let mut command = project.server_command("node");
        command
            .args(["--test", "--test-reporter=spec"])
            .args(how)
            .args(files)
            .env("STILE_BINARY", project.stile(Profile::Debug.folder()))
            .env("APP_DIR", project.dist())
            .env("PYTHON", programs.join("python3"))
            .env("BASE_URL", server.address())
            .env("CHROMIUM", &chromium)
            .env("NO_COLOR", "1");
        command
    };
    let (alone, others): (Vec<_>, Vec<_>) = files.into_iter().partition(is_for_itself);
    let mut counts = Counts::default();
    // A journey waits more than it works: two of them at a time.
    for (at_once, files) in [("--test-concurrency=2", &others), (ONE_BY_ONE, &alone)] {
        if !files.is_empty() {
            let heard = shell::heard(&mut walking(&[at_once], files))?;
            counts += Counts::of_node(&heard.text).settled(heard.is_good);
        }
    }
    // What hangs on how the engine tells of a change is walked on the other one too.
    let own: Vec<OsString> = alone.into_iter().filter(is_of_both_engines).collect();
    if !own.is_empty() {
        let postgres = Postgres::start()?;
        let mut command = walking(&[ONE_BY_ONE, TOLD_BY_THE_ENGINE], &own);
        command.env("JOURNEY_POSTGRES", postgres.url());
        let heard = shell::heard(&mut command)?;
        counts += Counts::of_node(&heard.text).settled(heard.is_good);
    }
    if counts.failed > 0 {
        println!("the last that the server said:\n{}", server.last_words());
    }
    Ok(counts)
}

/// What the others ask of the database is asked by the server's own tests, on both engines; the checks have to end in time.
fn is_of_both_engines(file: &OsString) -> bool {
    is_among(&["messages"], file)
}

/// These say how soon something has to be seen, or take lines and browsers away, so nothing else is done beside them.
fn is_for_itself(file: &OsString) -> bool {
    is_among(&["helping", "locking", "messages", "offline", "plan", "updating"], file)
}

fn is_among(names: &[&str], file: &OsStr) -> bool {
    let name = Path::new(file).file_name();
    names.iter().any(|known| name == Some(OsStr::new(&format!("{known}.test.mjs"))))
}

/// The server against its own description, by a judge that was not written by us.
pub fn openapi(project: &Project) -> Result<Counts> {
    let programs = python::ready(project)?;
    build::server(project, Profile::Debug)?;
    // The hooks give each request an address of its own, as a proxy would; otherwise most would meet a limit.
    let server = Server::start(project, Profile::Debug, &["--trusted-proxies", "127.0.0.1"])?;
    let scratch = Scratch::new("openapi")?;
    let mut command = project.command(programs.join("st"));
    command
        .current_dir(scratch.path())
        .env("SCHEMATHESIS_HOOKS", project.root.join("crates/xtask/src/suite/openapi_hooks.py"))
        .arg("run")
        .arg(format!("{}/api/openapi.json", server.address()))
        .args(["--checks", OPENAPI_CHECKS, "--phases", "examples,coverage,fuzzing", "--max-examples", "15"])
        .args(["--generation-deterministic", "--request-timeout", "10", "--no-color"]);
    let result = shell::run(&mut command);
    if result.is_err() {
        println!("the last that the server said:\n{}", server.last_words());
    }
    one(result)
}

/// A check that counts as one: what it had to say is already on the screen.
fn one(result: Result<()>) -> Result<Counts> {
    result.map(|()| Counts::one(true))
}

fn is_ci() -> bool {
    env::var("CI").is_ok_and(|ci| ci == "true" || ci == "1")
}

fn test_files(folder: &Path) -> Result<Vec<OsString>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.to_str().is_some_and(|path| path.ends_with(".test.mjs")) {
            files.push(path.into_os_string());
        }
    }
    files.sort();
    Ok(files)
}
