//! Turns `locales/en.json` into Rust functions, one a word, so that a missing or misspelt key does not compile and an
//! unused one is reported. English is compiled in; the texts of other languages are fetched when somebody picks one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

/// Sections that only the static pages and the server use; they stay out of the download.
const NOT_FOR_THE_APP: [&str; 4] = ["document", "help_now", "noscript", "results"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=locales");
    let texts: BTreeMap<String, Value> = serde_json::from_str(&fs::read_to_string("locales/en.json")?)?;
    let mut words = Words::default();
    for (section, content) in &texts {
        if !NOT_FOR_THE_APP.contains(&section.as_str()) {
            words.section(section, content, section)?;
        }
    }
    let mut out = String::new();
    writeln!(out, "pub const ENGLISH: [&str; {}] = {:?};", words.texts.len(), words.texts)?;
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
    texts: Vec<String>,
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
        let index = self.keep(text);
        let names = placeholders(text);
        writeln!(self.code, "/// {}", text.replace('\n', " "))?;
        if names.is_empty() {
            return writeln!(self.code, "pub fn {key}() -> &'static str {{ crate::words::say({index}) }}");
        }
        let parameters: Vec<String> = names.iter().map(|name| format!("{name}: &str")).collect();
        let pairs: Vec<String> = names.iter().map(|name| format!("({name:?}, {name})")).collect();
        writeln!(
            self.code,
            "pub fn {key}({}) -> String {{ crate::words::fill(crate::words::say({index}), &[{}]) }}",
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
        let index = self.keep(&text);
        let names: Vec<String> = placeholders(&text).into_iter().filter(|name| name != "count").collect();
        let parameters: String = names.iter().map(|name| format!(", {name}: &str")).collect();
        let pairs: Vec<String> = names.iter().map(|name| format!("({name:?}, {name})")).collect();
        writeln!(
            self.code,
            "pub fn {key}(count: u32{parameters}) -> String {{ crate::words::count({index}, count, &[{}]) }}",
            pairs.join(", ")
        )?;
        Ok(())
    }

    fn keep(&mut self, text: &str) -> usize {
        self.texts.push(text.to_owned());
        self.texts.len() - 1
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
