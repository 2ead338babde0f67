//! The public app, for everybody.

fn main() {
    stile_app::start_app();
}
