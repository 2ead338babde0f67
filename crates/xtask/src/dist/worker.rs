//! Puts the service worker together. It is one file, as browsers compare it to know of a new version, and written in parts:
//! each stands where the worker asks for it. So does the script of the pocket, whose module lies beside the apps.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::names::short_hash;
use super::precache::WORKER;
use super::{files, read, write};
use crate::apps;

/// The folder of the parts. It is not served.
const PARTS: &str = "worker";
/// The line that is changed for the pocket's script.
const SCRIPT: &str = "/*POCKET GLUE*/";
/// The text that becomes the address of the pocket's module: nothing where there is none.
const ADDRESS: &str = "\"/*POCKET*/\"";

/// Puts each part where the worker asks for it, with `/*PART name*/` on a line of its own.
pub fn join_parts(staging: &Path) -> Result<()> {
    let path = staging.join(WORKER);
    let folder = staging.join(PARTS);
    let mut asked = BTreeSet::new();
    let worker = with_lines(&read(&path)?, |line| {
        let Some(name) = line.strip_prefix("/*PART ").and_then(|rest| rest.strip_suffix("*/")) else { return Ok(None) };
        let file = format!("{}.js", name.trim());
        let part = read(&folder.join(&file)).with_context(|| format!("{WORKER} asks for the part {name}"))?;
        ensure!(asked.insert(file), "{WORKER} asks twice for the part {name}");
        Ok(Some(part))
    })?;
    if folder.is_dir() {
        for file in files(&folder)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            ensure!(asked.contains(&*name), "{WORKER} does not ask for the part in {PARTS}/{name}");
        }
        fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    write(&path, worker)
}

/// Gives the worker the pocket from the folder where it was built: its module comes into the build under the name of its
/// contents, and its script into the worker. Without a folder the worker does without.
pub fn give_pocket(staging: &Path, built: Option<&Path>) -> Result<()> {
    let (script, address) = match built {
        Some(folder) => {
            let module = folder.join(apps::POCKET_MODULE);
            let module = fs::read(&module)
                .with_context(|| format!("{} cannot be read: type `cargo xtask run`", module.display()))?;
            let name = format!("{}-{}.wasm", apps::POCKET, short_hash(&module));
            write(&staging.join(&name), &module)?;
            (read(&folder.join(apps::POCKET_SCRIPT))?, format!("/{name}"))
        }
        None => (String::new(), String::new()),
    };
    let path = staging.join(WORKER);
    write(&path, with_pocket(&read(&path)?, &script, &address)?)
}

fn with_pocket(worker: &str, script: &str, address: &str) -> Result<String> {
    let mut places = 0;
    let worker = with_lines(worker, |line| {
        if line != SCRIPT {
            return Ok(None);
        }
        places += 1;
        Ok(Some(script.to_owned()))
    })?;
    for (placeholder, found) in [(SCRIPT, places), (ADDRESS, worker.matches(ADDRESS).count())] {
        ensure!(found == 1, "{WORKER} must hold {placeholder} once for the build to fill in");
    }
    Ok(worker.replace(ADDRESS, &format!("\"{address}\"")))
}

/// The text with those lines changed for which something is given.
fn with_lines(text: &str, mut given: impl FnMut(&str) -> Result<Option<String>>) -> Result<String> {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        match given(line.trim())? {
            Some(part) => out.push_str(part.trim_end()),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const SOURCE: &str = "\"use strict\";\n  /*PART store*/\nconst a = 1; // as in /*PART store*/\n/*POCKET GLUE*/\n\
                          const POCKET = \"/*POCKET*/\";\n";

    fn build(files: &[(&str, &str)]) -> tempfile::TempDir {
        let staging = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = staging.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            write(&path, content).unwrap();
        }
        staging
    }

    fn worker(staging: &tempfile::TempDir) -> String {
        read(&staging.path().join(WORKER)).unwrap()
    }

    #[test]
    fn parts_stand_where_they_are_asked_for_and_are_not_served() {
        let staging = build(&[("sw.js", SOURCE), ("worker/store.js", "let b = \"$&\";\nlet c;\n\n")]);
        join_parts(staging.path()).unwrap();
        assert_eq!(
            worker(&staging),
            "\"use strict\";\nlet b = \"$&\";\nlet c;\nconst a = 1; // as in /*PART store*/\n/*POCKET GLUE*/\n\
             const POCKET = \"/*POCKET*/\";\n"
        );
        assert!(!staging.path().join("worker").exists());
    }

    #[test]
    fn part_that_is_not_there_or_not_asked_for_stops_the_build() {
        let missing = join_parts(build(&[("sw.js", SOURCE)]).path()).unwrap_err();
        assert!(missing.to_string().contains("store"), "{missing}");
        let parts = [("sw.js", SOURCE), ("worker/store.js", ""), ("worker/things.js", "")];
        let unused = join_parts(build(&parts).path()).unwrap_err();
        assert!(unused.to_string().contains("things"), "{unused}");
        let twice = SOURCE.repeat(2);
        assert!(join_parts(build(&[("sw.js", twice.as_str()), ("worker/store.js", "")]).path()).is_err());
    }

    #[test]
    fn worker_without_parts_stays_as_it_is() {
        let staging = build(&[("sw.js", "const a = 1;\n")]);
        join_parts(staging.path()).unwrap();
        assert_eq!(worker(&staging), "const a = 1;\n");
    }

    #[test]
    fn pocket_comes_with_its_script_and_the_address_of_its_module() {
        let staging = build(&[("sw.js", SOURCE)]);
        let built = build(&[(apps::POCKET_SCRIPT, "let wasm_bindgen = 1;\n"), (apps::POCKET_MODULE, "module")]);
        give_pocket(staging.path(), Some(built.path())).unwrap();
        let name = format!("pocket-{}.wasm", short_hash(b"module"));
        assert!(apps::is_pocket(&name));
        assert_eq!(read(&staging.path().join(&name)).unwrap(), "module");
        let worker = worker(&staging);
        assert!(worker.contains("\nlet wasm_bindgen = 1;\nconst POCKET = "), "{worker}");
        assert!(worker.ends_with(&format!("const POCKET = \"/{name}\";\n")), "{worker}");
    }

    #[test]
    fn without_a_pocket_the_worker_is_still_one() {
        let staging = build(&[("sw.js", SOURCE)]);
        give_pocket(staging.path(), None).unwrap();
        assert!(worker(&staging).ends_with("\n\nconst POCKET = \"\";\n"));
        assert_eq!(files(staging.path()).unwrap().len(), 1);
    }

    #[test]
    fn worker_without_a_place_for_the_pocket_stops_the_build() {
        for placeholder in [SCRIPT, ADDRESS] {
            assert!(with_pocket(&SOURCE.replace(placeholder, "0"), "", "").is_err(), "{placeholder}");
        }
        assert!(with_pocket(&SOURCE.repeat(2), "", "").is_err());
        let empty = build(&[]);
        assert!(give_pocket(build(&[("sw.js", SOURCE)]).path(), Some(empty.path())).is_err(), "not built");
    }
}
