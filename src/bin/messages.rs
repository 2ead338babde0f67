//! The app of the messages, of both sides.

fn main() {
    stile_app::start_messages();
}
