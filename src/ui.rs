//! Components that know nothing of Stile: words and values arrive as props. Their looks are in `style/ui/`.

pub mod choices;
pub mod date_field;
pub mod error_summary;
pub mod failed;
pub mod field;
pub mod loading;
pub mod ornament;
pub mod page;
pub mod text_area;
pub mod text_field;
