//! The tables of what teams and people write about groups and to them.

table!(welcome, "welcome", {
    #[sea_orm(primary_key, auto_increment = false)]
    group_id: String,
    arriving: String,
    greeting: String,
    watching: String,
    toilets: String,
    quiet: String,
    team: String,
    staff: String,
    written_on: String,
});

table!(host_letter, "host_letter", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    person: String,
    group_id: String,
    group_name: String,
    address: String,
    /// Emptied once it has gone, or is given up.
    words: String,
    at: i64,
    outcome: String,
});
