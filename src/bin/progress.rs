//! The app of the desk's pages about how people get on.

fn main() {
    stile_app::start_progress();
}
