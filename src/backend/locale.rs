//! The texts of another language.

use crate::backend::client::get;
use crate::backend::failure::Failure;

/// The texts of a language in the order of the keys. The build makes this list from the language's locale file.
pub async fn find(language: &str) -> Result<Vec<String>, Failure> {
    get(&format!("/locales/{language}.json")).await
}
