//! The app of what matters to somebody.

fn main() {
    stile_app::start_plan();
}
