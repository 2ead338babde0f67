//! A QR code as a drawing. It is black on white in every colour scheme: scanners read it by that contrast.

use leptos::prelude::*;

/// The empty edge that scanners need on every side, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// The code.
#[component]
pub fn Qr(
    /// A row each, `1` dark and `0` light, without the empty edge.
    rows: Vec<String>,
    /// What it is for, for those who do not see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let side = (rows.len() + 2 * QUIET).to_string();
    view! {
        <svg
            class="qr"
            viewBox=format!("0 0 {side} {side}")
            role="img"
            aria-label=label
            focusable="false"
            shape-rendering="crispEdges"
        >
            <rect width=side.clone() height=side.clone() fill="#fff" />
            <path d=dark(&rows) fill="#000" />
        </svg>
    }
    .into_any()
}

/// A path around every dark run of every row.
fn dark(rows: &[String]) -> String {
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        for run in row.as_bytes().chunk_by(|one, next| one == next) {
            if run[0] == b'1' {
                let (left, top, wide) = (x + QUIET, y + QUIET, run.len());
                path.push_str(&format!("M{left} {top}h{wide}v1h-{wide}z"));
            }
            x += run.len();
        }
    }
    path
}
