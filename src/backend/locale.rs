//! The texts of another language.

use crate::backend::client::read;
use crate::backend::failure::Failure;
use crate::browser::fetch;

/// The texts of a language, a list for each of these tables, in the order of the keys. The build makes the lists from the
/// language's locale file. All are asked for before the first is waited for.
pub async fn find(language: &str, tables: impl Iterator<Item = &'static str>) -> Result<Vec<Vec<String>>, Failure> {
    let begun: Vec<_> = tables.map(|table| fetch::get(&format!("/locales/{language}/{table}.json"))).collect();
    let mut lists = Vec::new();
    for answer in begun {
        lists.push(read(answer.await)?);
    }
    Ok(lists)
}
