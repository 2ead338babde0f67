//! Shortens the names by which a module asks for functions of its script. wasm-bindgen ends each in sixteen digits of a
//! hash, which compress to nothing and travel twice: 3 KB of brotli for the public app.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use super::{files_ending, read, write};

/// A module starts with these: its mark and its version.
const HEAD: &[u8] = b"\0asm\x01\0\0\0";
const IMPORTS: u8 = 2;
/// The only kind that wasm-bindgen imports.
const FUNCTION: u8 = 0;
const HASH_DIGITS: usize = 16;

/// Shortens the names in every module and in the script beside it.
pub fn shorten(staging: &Path) -> Result<()> {
    for path in files_ending(staging, &["wasm"])? {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let script = path.with_file_name(stem.trim_end_matches("_bg")).with_extension("js");
        let module = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let (module, names) = shortened(&module).with_context(|| format!("{} cannot be understood", path.display()))?;
        let mut text = read(&script)?;
        for (long, short) in &names {
            ensure!(text.contains(long), "{} does not give {long}", script.display());
            text = text.replace(long, short);
        }
        write(&path, module)?;
        write(&script, text)?;
    }
    Ok(())
}

/// The module with short names, and which name has become which.
fn shortened(module: &[u8]) -> Result<(Vec<u8>, BTreeMap<String, String>)> {
    let mut names = BTreeMap::new();
    let mut rest = module.strip_prefix(HEAD).context("it is no module")?;
    let mut out = HEAD.to_vec();
    while let Some((section, after)) = rest.split_first() {
        rest = after;
        let content = take(&mut rest)?;
        out.push(*section);
        if *section == IMPORTS {
            put(&mut out, &imports(content, &mut names)?);
        } else {
            put(&mut out, content);
        }
    }
    Ok((out, names))
}

/// The section of imports (WebAssembly core specification, 5.5.5) with short names.
fn imports(mut content: &[u8], names: &mut BTreeMap<String, String>) -> Result<Vec<u8>> {
    let count = number(&mut content)?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for _ in 0..count {
        let from = take(&mut content)?;
        let name = std::str::from_utf8(take(&mut content)?).context("a name is no text")?;
        let short = match without_hash(name) {
            Some(plain) => {
                let others = names.values().filter(|its: &&String| is_numbered(its, plain)).count();
                let short = if others == 0 { plain.to_owned() } else { format!("{plain}${others}") };
                names.insert(name.to_owned(), short.clone());
                short
            }
            None => name.to_owned(),
        };
        put(&mut out, from);
        put(&mut out, short.as_bytes());
        let (kind, after) = content.split_first().context("it ends too soon")?;
        ensure!(*kind == FUNCTION, "{name} is no function");
        content = after;
        out.push(FUNCTION);
        let signature = number(&mut content)?;
        put_number(&mut out, signature);
    }
    Ok(out)
}

/// `call` for `__wbg_call_40b008ba32f73991`.
fn without_hash(name: &str) -> Option<&str> {
    let (plain, hash) = name.strip_prefix("__wbg_")?.rsplit_once('_')?;
    (hash.len() == HASH_DIGITS && hash.bytes().all(|digit| digit.is_ascii_hexdigit())).then_some(plain)
}

/// `call` and `call$1` are both called `call`. No name of a function that a script is asked for holds the sign.
fn is_numbered(name: &str, plain: &str) -> bool {
    name.strip_prefix(plain).is_some_and(|rest| rest.is_empty() || rest.starts_with('$'))
}

/// As many bytes as the number before them says.
fn take<'bytes>(bytes: &mut &'bytes [u8]) -> Result<&'bytes [u8]> {
    let length = number(bytes)? as usize;
    let (taken, rest) = bytes.split_at_checked(length).context("it ends too soon")?;
    *bytes = rest;
    Ok(taken)
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, u32::try_from(bytes.len()).unwrap_or(u32::MAX));
    out.extend_from_slice(bytes);
}

/// A number in LEB128, seven bits a byte, the lowest first.
fn number(bytes: &mut &[u8]) -> Result<u32> {
    let mut value = 0_u32;
    for shift in (0..32).step_by(7) {
        let (byte, rest) = bytes.split_first().context("it ends too soon")?;
        *bytes = rest;
        value |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    bail!("a number is too long")
}

fn put_number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// A module that asks for these functions, with a section before and one after.
    fn module(names: &[&str]) -> Vec<u8> {
        let mut imports = Vec::new();
        put_number(&mut imports, u32::try_from(names.len()).unwrap());
        for name in names {
            put(&mut imports, b"./app_bg.js");
            put(&mut imports, name.as_bytes());
            imports.extend([FUNCTION, 3]);
        }
        let mut out = HEAD.to_vec();
        for (section, content) in [(1, &[0; 200][..]), (IMPORTS, &imports), (10, &[7])] {
            out.push(section);
            put(&mut out, content);
        }
        out
    }

    #[test]
    fn names_lose_their_hash_and_stay_apart() {
        let long = [
            "__wbg_call_40b008ba32f73991",
            "__wbg_call_a410eb4b59ed5965",
            "__wbindgen_throw",
            "__wbg_a_b_40b008ba32f73991",
        ];
        let (short, names) = shortened(&module(&long)).unwrap();
        assert_eq!(short, module(&["call", "call$1", "__wbindgen_throw", "a_b"]));
        assert_eq!(names.len(), 3);
    }

    #[test]
    fn script_and_module_are_changed_alike() {
        let staging = tempfile::tempdir().unwrap();
        let path = |name: &str| staging.path().join(name);
        write(&path("app-1f_bg.wasm"), module(&["__wbg_call_40b008ba32f73991"])).unwrap();
        write(&path("app-1f.js"), "{__wbg_call_40b008ba32f73991: function() {}}").unwrap();
        shorten(staging.path()).unwrap();
        assert_eq!(read(&path("app-1f.js")).unwrap(), "{call: function() {}}");
        assert_eq!(fs::read(path("app-1f_bg.wasm")).unwrap(), module(&["call"]));
        write(&path("app-1f_bg.wasm"), module(&["__wbg_then_40b008ba32f73991"])).unwrap();
        assert!(shorten(staging.path()).is_err(), "a script that does not give what is asked for");
    }

    #[test]
    fn what_is_no_module_stops_the_build() {
        let whole = module(&["__wbg_call_40b008ba32f73991"]);
        for broken in
            [&b"<html>"[..], &whole[..whole.len() - 1], &[HEAD, &[IMPORTS, 0xff, 0xff, 0xff, 0xff, 0xff, 1]].concat()]
        {
            assert!(shortened(broken).is_err());
        }
        let mut of_memory = whole;
        let kind = of_memory.len() - 5;
        assert_eq!(of_memory[kind], FUNCTION);
        of_memory[kind] = 2;
        assert!(shortened(&of_memory).is_err());
    }
}
