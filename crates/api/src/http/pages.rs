//! What is not the API: the built app's files and its page, also with the first results drawn in.

pub mod asking;
pub mod assets;
pub mod cards;
pub mod drawing;
pub mod index;
pub mod old_files;
pub mod results;
pub mod routes;

pub use assets::Site;
pub use drawing::escaped;
pub use old_files::OldFiles;
