//! The app of what is new for somebody, and of saying that something was not right.

fn main() {
    stile_app::start_inbox();
}
