//! Turns `locales/en.json` into Rust functions, one a word, so that a missing or misspelt key does not compile and an
//! unused one is reported. English is compiled in, a table for what every app says and one for each app's own words;
//! the texts of other languages are fetched when somebody picks one.

#[path = "build/tables.rs"]
mod tables;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=locales");
    let sections: BTreeMap<String, Value> = serde_json::from_str(&fs::read_to_string("locales/en.json")?)?;
    let mut words = Words::default();
    for (section, content) in &sections {
        if let Some(table) = tables::table_of(section) {
            words.table = table;
            words.section(section, content, section)?;
        }
    }
    let mut out = String::new();
    for table in [tables::COMMON].into_iter().chain(tables::OWN.map(|(table, _)| table)) {
        let texts = words.texts.get(table).map_or(&[][..], Vec::as_slice);
        let name = table.to_uppercase();
        writeln!(out, "pub static {name}: Table = Table::new({table:?}, &{texts:?});")?;
        // One function a table: handing the table over at each word would cost every app a few hundred bytes.
        writeln!(out, "#[inline(never)]\nfn say_{table}(index: usize) -> &'static str {{ {name}.say(index) }}")?;
    }
    writeln!(out, "pub const LANGUAGES: &[&str] = &{:?};", languages()?)?;
    out.push_str(&words.code);
    fs::write(Path::new(&env::var("OUT_DIR")?).join("words.rs"), out)?;
    Ok(())
}

/// The languages that have a file, English first.
fn languages() -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut found = vec!["en".to_owned()];
    for entry in fs::read_dir("locales")? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        if path.extension().is_some_and(|ending| ending == "json") && name != "en" {
            found.push(name);
        }
    }
    found[1..].sort();
    Ok(found)
}

#[derive(Default)]
struct Words {
    /// The table of the section that is being walked.
    table: &'static str,
    texts: BTreeMap<&'static str, Vec<String>>,
    code: String,
}

impl Words {
    fn section(&mut self, name: &str, content: &Value, path: &str) -> Result<(), Box<dyn std::error::Error>> {
        let entries = content.as_object().ok_or(format!("{path} must be a section"))?;
        writeln!(self.code, "pub mod {name} {{")?;
        for (key, value) in entries {
            let path = format!("{path}.{key}");
            match value {
                Value::String(text) => self.word(key, text)?,
                Value::Object(forms) if forms.contains_key("other") => self.plural(key, forms, &path)?,
                _ => self.section(key, value, &path)?,
            }
        }
        self.code.push_str("}\n");
        Ok(())
    }

    fn word(&mut self, key: &str, text: &str) -> Result<(), std::fmt::Error> {
        let said = self.keep(text);
        let names = placeholders(text);
        writeln!(self.code, "/// {}", text.replace('\n', " "))?;
        if names.is_empty() {
            return writeln!(self.code, "pub fn {key}() -> &'static str {{ {said} }}");
        }
        let parameters: Vec<String> = names.iter().map(|name| format!("{name}: &str")).collect();
        let pairs: Vec<String> = names.iter().map(|name| format!("({name:?}, {name})")).collect();
        writeln!(
            self.code,
            "pub fn {key}({}) -> String {{ crate::words::fill({said}, &[{}]) }}",
            parameters.join(", "),
            pairs.join(", ")
        )
    }

    fn plural(
        &mut self,
        key: &str,
        forms: &serde_json::Map<String, Value>,
        path: &str,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let mut text = String::new();
        for (form, value) in forms {
            let value = value.as_str().ok_or(format!("{path}.{form} must be text"))?;
            write!(text, "{form}\u{1}{value}\u{2}")?;
        }
        let said = self.keep(&text);
        let names: Vec<String> = placeholders(&text).into_iter().filter(|name| name != "count").collect();
        let parameters: String = names.iter().map(|name| format!(", {name}: &str")).collect();
        let pairs: Vec<String> = names.iter().map(|name| format!("({name:?}, {name})")).collect();
        writeln!(
            self.code,
            "pub fn {key}(count: u32{parameters}) -> String {{ crate::words::count({said}, count, &[{}]) }}",
            pairs.join(", ")
        )?;
        Ok(())
    }

    /// Puts a text into its table; the answer is the code that says it.
    fn keep(&mut self, text: &str) -> String {
        let texts = self.texts.entry(self.table).or_default();
        texts.push(text.to_owned());
        format!("crate::words::say_{}({})", self.table, texts.len() - 1)
    }
}

/// The names in braces, in order of first appearance.
fn placeholders(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in text.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}
