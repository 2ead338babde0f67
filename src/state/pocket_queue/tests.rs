//! What is known of where something is kept.

use super::*;

const KEY: Uuid = Uuid::from_u128(1);

/// Where something is after the worker has answered, and whether there is said to be no room.
fn after(place: Place, keeping: Keeping) -> (Option<Place>, bool) {
    forget();
    put(KEY, place);
    settle(KEY, keeping);
    (self::place(KEY), HELD.with(|held| held.has_no_room.get_untracked()))
}

#[test]
fn what_the_worker_would_not_keep_is_the_visits() {
    assert_eq!(after(Place::Asked, Keeping::Kept), (Some(Place::Pocket), false));
    assert_eq!(after(Place::Asked, Keeping::Full), (Some(Place::NoRoom), true));
    assert_eq!(after(Place::Asked, Keeping::NotOwn), (Some(Place::Visit), false));
    assert_eq!(after(Place::Asked, Keeping::Unable), (Some(Place::Visit), false));
    assert!(is_for_the_visit(KEY) && !is_kept(KEY) && !is_asked(KEY));
}

#[test]
fn what_is_in_the_pocket_stays_there_when_a_change_finds_no_room() {
    assert_eq!(after(Place::Pocket, Keeping::Full), (Some(Place::Pocket), false));
    assert_eq!(after(Place::Pocket, Keeping::Unable), (Some(Place::Pocket), false));
    assert_eq!(after(Place::Pocket, Keeping::NotOwn), (Some(Place::Visit), false));
    assert_eq!(after(Place::NoRoom, Keeping::Kept), (Some(Place::Pocket), false));
}

fn kept(key: Uuid) -> Kept {
    Kept { key, entry: String::new() }
}

fn all(keys: &[Uuid], made: Option<Uuid>) -> AllKept {
    AllKept { items: keys.iter().copied().map(kept).collect(), made }
}

#[test]
fn what_was_taken_back_meanwhile_is_nowhere() {
    forget();
    settle(KEY, Keeping::Kept);
    assert_eq!(place(KEY), None);
}

#[test]
fn what_is_about_to_be_dropped_is_not_taken_up_again() {
    forget();
    let other = Uuid::from_u128(2);
    HELD.with(|held| held.orders.borrow_mut().push_back(Order::Drop(KEY)));
    assert_eq!(there(all(&[KEY, other], Some(KEY))), [kept(other)]);
    assert!(is_kept(other) && !is_kept(KEY));
}

#[test]
fn what_the_pocket_may_have_no_longer_is_not_sent_before_that_is_known() {
    forget();
    put(KEY, Place::Pocket);
    assert!(!is_asked(KEY));
    HELD.with(|held| held.is_taking_up.set(true));
    assert!(is_asked(KEY));
    forget();
    put(KEY, Place::Pocket);
    assert!(!is_asked(KEY));
}

#[test]
fn where_everything_was_thrown_away_the_visit_keeps_what_is_here() {
    let made = [Some(Uuid::from_u128(7)), Some(Uuid::from_u128(8)), None, None];
    for after in 1..made.len() {
        forget();
        there(all(&[KEY], made[after - 1]));
        assert!(is_kept(KEY));
        there(all(&[], made[after - 1]));
        assert_eq!(is_kept(KEY), made[after - 1].is_some(), "it has been sent, or was taken back");
        there(all(&[KEY], made[after - 1]));
        there(all(&[], made[after]));
        assert!(is_for_the_visit(KEY));
    }
    say_no_room();
    assert_eq!(place(KEY), Some(Place::NoRoom));
}

#[test]
fn what_the_pocket_does_not_have_is_given_back_at_once() {
    forget();
    let given = std::rc::Rc::new(Cell::new(None));
    let told = given.clone();
    take_back(KEY, false, Box::new(move |gone| told.set(gone)));
    assert_eq!(given.get(), Some(true));
}

#[test]
fn what_the_pocket_may_have_too_is_not_given_back_before_that_is_known() {
    forget();
    HELD.with(|held| {
        held.is_taking_up.set(true);
        // There is no worker here to be told.
        held.is_telling.set(true);
    });
    let given = std::rc::Rc::new(Cell::new(None));
    let told = given.clone();
    take_back(KEY, false, Box::new(move |gone| told.set(gone)));
    assert_eq!(given.get(), None);
    assert!(is_asked(KEY));
    HELD.with(|held| held.is_telling.set(false));
    forget();
}

#[test]
fn what_is_to_be_taken_back_is_not_sent_before_the_worker_has_said_whether_it_may_be() {
    forget();
    there(all(&[KEY], Some(KEY)));
    assert!(!is_asked(KEY));
    HELD.with(|held| held.orders.borrow_mut().push_back(Order::TakeBack(KEY, Box::new(|_| ()))));
    assert!(is_asked(KEY) && !is_asked(Uuid::from_u128(2)));
    forget();
    set(KEY, Some(Place::Asked));
    assert!(is_asked(KEY) && !is_kept(KEY));
    set(KEY, None);
    assert!(!is_asked(KEY) && is_for_the_visit(KEY));
}
