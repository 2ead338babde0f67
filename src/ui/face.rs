//! The five faces, to say with how something was. Only the drawing: the words beside it arrive from elsewhere.

use leptos::prelude::*;

/// Head and eyes, in a square of 24.
const HEAD: &str = "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20M8.5 9v1M15.5 9v1";

/// A face by its number: 1 is the worst and 5 the best. It says nothing that the words beside it do not say.
pub fn face_view(face: u8) -> AnyView {
    let mouth = match face {
        1 => "M7.5 17q4.5-5 9 0",
        2 => "M8 16.5q4-2.5 8 0",
        3 => "M8 15.5h8",
        4 => "M8 15q4 2.5 8 0",
        _ => "M7.5 14q4.5 6 9 0",
    };
    view! {
        <svg class="face" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=format!("{HEAD}{mouth}") />
        </svg>
    }
    .into_any()
}
