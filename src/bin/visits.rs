//! The app of where somebody went, and of what else they may go to.

fn main() {
    stile_app::start_visits();
}
