//! What waits to be sent, as the pocket keeps it: the same for messages and for plans. On a phone that is somebody's own the
//! worker keeps each thing before it is sent, so that it outlives the page; what the worker would not keep, the visit keeps.
//!
//! What the worker is told is told one after the other, so that nothing is dropped before it was kept. It must not know
//! what the things are.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use wire::Life;

use crate::browser::pocket::{self, AllKept, Dropping, Item, Keeping, Kept};
use crate::state::pocket_waiting;
use crate::state::who::Who;

/// Where something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The worker was asked, and has not answered yet.
    Asked,
    Pocket,
    /// The worker would not.
    Visit,
    /// There was no room in the pocket.
    NoRoom,
}

/// What the worker is to be told.
enum Order {
    /// Keep it; then say that it is known where it is kept.
    Keep(Item, fn()),
    Drop(Uuid),
    /// Drop it unless it may be on its way; then say whether it is gone.
    TakeBack(Uuid, Answered),
    /// Say what is kept of a sort and a writer; then call the first with it, or the second where no worker answers.
    TakeUp(&'static str, Uuid, Taken, fn()),
}

/// Called with the writer and with what the pocket has kept of theirs, in the order in which it was written.
pub type Taken = fn(Uuid, Vec<Kept>);

/// Called with whether something is gone; with nothing where no worker answers.
pub type Answered = Box<dyn FnOnce(Option<bool>)>;

struct Held {
    places: RefCell<Vec<(Uuid, Place)>>,
    orders: RefCell<VecDeque<Order>>,
    is_telling: Cell<bool>,
    /// Whether the worker has still to say what it has.
    is_taking_up: Cell<bool>,
    /// Another whenever the browser threw everything away that the pocket had.
    made: Cell<Option<Uuid>>,
    has_no_room: ArcRwSignal<bool>,
}

thread_local! {
    static HELD: Held = Held {
        places: RefCell::new(Vec::new()),
        orders: RefCell::new(VecDeque::new()),
        is_telling: Cell::new(false),
        is_taking_up: Cell::new(false),
        made: Cell::new(None),
        has_no_room: ArcRwSignal::new(false),
    };
}

/// Whether what is written here is the pocket's to keep.
pub fn is_own(who: Who) -> bool {
    who.life_now() == Some(Life::Mine)
}

/// Asks the worker to keep something, new or changed. `settled` is called once it is known where it is kept; what is new
/// is not to be sent before.
pub fn keep(item: Item, settled: fn()) {
    put(item.key, Place::Asked);
    order(Order::Keep(item, settled));
}

/// Asks the worker to keep what the visit has kept so far.
pub fn move_in(item: Item, settled: fn()) {
    put(item.key, Place::Visit);
    order(Order::Keep(item, settled));
}

/// It is kept no longer: it has arrived, or was taken back.
pub fn drop(key: Uuid) {
    let was_known = HELD.with(|held| {
        let mut places = held.places.borrow_mut();
        let before = places.len();
        places.retain(|(known, _)| *known != key);
        places.len() < before
    });
    if was_known {
        look_for_room();
        // Also when it was said to be elsewhere: an answer that came late may have been a yes.
        order(Order::Drop(key));
    }
}

/// Somebody wants back what was refused, or what this page has not tried to send. That the worker may have tried: it is
/// asked, and until it answers the page does not send it either.
pub fn take_back(key: Uuid, is_refused: bool, answered: Answered) {
    // What the visit has kept may be in the pocket as well, as long as that has still to say what it has.
    let is_known = HELD.with(|held| !held.is_taking_up.get());
    if is_refused || (is_known && is_for_the_visit(key)) {
        drop(key);
        answered(Some(true));
    } else {
        order(Order::TakeBack(key, answered));
    }
}

/// Asks what is kept of a sort and a writer. Where no worker answers, `settled` is called in the place of `taken`. Until
/// then nothing that the pocket has is to be sent: another page may have taken it back.
pub fn take_up(kind: &'static str, writer: Uuid, taken: Taken, settled: fn()) {
    if !is_to_be_taken_up() {
        HELD.with(|held| held.is_taking_up.set(true));
        order(Order::TakeUp(kind, writer, taken, settled));
    }
}

fn is_to_be_taken_up() -> bool {
    HELD.with(|held| held.orders.borrow().iter().any(|order| matches!(order, Order::TakeUp(..))))
}

/// Somebody else is here: nothing is known any more.
pub fn forget() {
    HELD.with(|held| {
        held.places.borrow_mut().clear();
        held.orders.borrow_mut().clear();
        held.is_taking_up.set(false);
    });
    look_for_room();
}

/// Whether the worker has still to say whether it keeps something: what is new, what it may have no longer, and what is to
/// be taken back.
pub fn is_asked(key: Uuid) -> bool {
    let is_to_go = |order: &Order| matches!(order, Order::TakeBack(known, _) if *known == key);
    match place(key) {
        _ if HELD.with(|held| held.orders.borrow().iter().any(is_to_go)) => true,
        Some(Place::Asked) => true,
        Some(Place::Pocket) => HELD.with(|held| held.is_taking_up.get()),
        Some(Place::Visit | Place::NoRoom) | None => false,
    }
}

/// Whether the pocket has it: then it outlives the page.
pub fn is_kept(key: Uuid) -> bool {
    place(key) == Some(Place::Pocket)
}

/// Whether the visit is to keep it.
pub fn is_for_the_visit(key: Uuid) -> bool {
    !matches!(place(key), Some(Place::Asked | Place::Pocket))
}

/// Whether there was no room for something that still waits; reactive.
pub fn has_no_room() -> RwSignal<bool> {
    HELD.with(|held| held.has_no_room.clone()).into()
}

/// The visit would not keep either what the worker would not.
pub fn say_no_room() {
    HELD.with(|held| {
        for (_, place) in held.places.borrow_mut().iter_mut().filter(|(_, place)| *place == Place::Visit) {
            *place = Place::NoRoom;
        }
    });
    look_for_room();
}

fn place(key: Uuid) -> Option<Place> {
    HELD.with(|held| held.places.borrow().iter().find(|(known, _)| *known == key).map(|(_, place)| *place))
}

/// Puts something new there; what is known stays where it is.
fn put(key: Uuid, place: Place) {
    HELD.with(|held| {
        let mut places = held.places.borrow_mut();
        if places.iter().all(|(known, _)| *known != key) {
            places.push((key, place));
        }
    });
}

fn order(order: Order) {
    let is_telling = HELD.with(|held| {
        held.orders.borrow_mut().push_back(order);
        held.is_telling.replace(true)
    });
    if !is_telling {
        spawn_local(tell());
    }
}

async fn tell() {
    while let Some(order) = HELD.with(|held| held.orders.borrow_mut().pop_front()) {
        match order {
            Order::Keep(item, settled) => {
                let keeping = pocket::keep(&item).await;
                settle(item.key, keeping);
                settled();
            }
            Order::Drop(key) => {
                pocket::drop(key, Dropping::Done).await;
            }
            // The worker would not keep it after all.
            Order::TakeBack(key, answered) if is_for_the_visit(key) => take_back(key, true, answered),
            Order::TakeBack(key, answered) => {
                set(key, Some(Place::Asked));
                let gone = pocket::drop(key, Dropping::Untried).await;
                // Where it said nothing it may have dropped it.
                set(key, gone.map_or(Some(Place::Visit), |gone| (!gone).then_some(Place::Pocket)));
                answered(gone);
            }
            Order::TakeUp(kind, writer, taken, settled) => {
                let kept = pocket::kept(kind, writer).await;
                let is_to_be = is_to_be_taken_up();
                HELD.with(|held| held.is_taking_up.set(is_to_be));
                match kept {
                    Some(kept) => taken(writer, there(kept)),
                    None => settled(),
                }
            }
        }
    }
    HELD.with(|held| held.is_telling.set(false));
    pocket_waiting::look();
}

/// The worker has said whether it keeps something. What was taken back meanwhile has no place any more.
fn settle(key: Uuid, keeping: Keeping) {
    HELD.with(|held| {
        if let Some((_, place)) = held.places.borrow_mut().iter_mut().find(|(known, _)| *known == key) {
            *place = match (*place, keeping) {
                // As it was before the change it is there still.
                (_, Keeping::Kept) | (Place::Pocket, Keeping::Full | Keeping::Unable) => Place::Pocket,
                (_, Keeping::Full) => Place::NoRoom,
                (_, Keeping::NotOwn | Keeping::Unable) => Place::Visit,
            };
        }
    });
    look_for_room();
}

fn set(key: Uuid, now: Option<Place>) {
    HELD.with(|held| {
        let mut places = held.places.borrow_mut();
        places.retain(|(known, _)| *known != key);
        places.extend(now.map(|now| (key, now)));
    });
}

/// What the pocket has, without what is about to be dropped. A browser may throw everything away that it keeps: then
/// nothing of it has been sent, and what is here still is the visit's to keep.
fn there(AllKept { items: mut kept, made }: AllKept) -> Vec<Kept> {
    HELD.with(|held| {
        let (orders, mut places) = (held.orders.borrow(), held.places.borrow_mut());
        if held.made.replace(made) != made || made.is_none() {
            for (_, place) in places.iter_mut().filter(|(_, place)| *place == Place::Pocket) {
                *place = Place::Visit;
            }
        }
        kept.retain(|one| !orders.iter().any(|order| matches!(order, Order::Drop(key) if *key == one.key)));
        for Kept { key, .. } in &kept {
            places.retain(|(known, _)| known != key);
            places.push((*key, Place::Pocket));
        }
    });
    kept
}

fn look_for_room() {
    HELD.with(|held| {
        let has_no_room = held.places.borrow().iter().any(|(_, place)| *place == Place::NoRoom);
        if held.has_no_room.get_untracked() != has_no_room {
            held.has_no_room.set(has_no_room);
        }
    });
}

#[cfg(test)]
mod tests;
