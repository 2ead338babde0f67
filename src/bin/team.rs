//! The app of the team's own pages at the desk.

fn main() {
    stile_app::start_team();
}
