//! The app of signing in and of a person's own pages.

fn main() {
    stile_app::start_me();
}
