//! The app of somebody's week.

fn main() {
    stile_app::start_week();
}
