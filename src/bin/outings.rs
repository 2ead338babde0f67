//! The app of a group on a plan.

fn main() {
    stile_app::start_outings();
}
