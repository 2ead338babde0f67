//! The app of how somebody is doing, and of their plan on paper.

fn main() {
    stile_app::start_how();
}
