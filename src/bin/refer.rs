//! The app of asking for a link worker, and of how far that is.

fn main() {
    stile_app::start_refer();
}
