//! The app of the desk.

fn main() {
    stile_app::start_desk();
}
