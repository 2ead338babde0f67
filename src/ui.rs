//! Components that know nothing of Stile: words and values arrive as props. Their looks are in `style/ui/`.

pub mod bare_page;
pub mod choices;
pub mod code_field;
pub mod date_field;
pub mod error_summary;
pub mod face;
pub mod failed;
pub mod field;
pub mod loading;
pub mod ornament;
pub mod page;
pub mod panel;
pub mod pin_field;
pub mod qr;
pub mod row_list;
pub mod select_field;
pub mod shortcut;
pub mod split_view;
pub mod text_area;
pub mod text_field;
pub mod time_field;
