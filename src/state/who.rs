//! Who this browser is signed in as, and forgetting it again. Everything personal on the screen hangs on it: when a sign-in
//! ends, here, on another device, or by itself, what is shown is gone at once, with a signal or without.
//!
//! It must not know any page. An app has its own way to show somebody out: see `features::me::gate`.

mod standing;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{HelpingWhom, Life, OwnPerson, PersonId, Somebody, StaffMe, WhoAmI};

use crate::backend::failure::Failure;
use crate::backend::{client, me, sign_in};
use crate::browser::{history, presence, session, signing_out};
use crate::state::address::use_address;
use crate::state::load::Load;
use crate::state::unsaved;

pub use self::standing::{Farewell, Standing};

/// By this note the script of "Leave this page" knows that somebody is signed in.
const SIGNED_IN: &str = "signed-in";

/// Who is here.
#[derive(Clone, Copy)]
pub struct Who {
    held: RwSignal<Load<WhoAmI>>,
    standing: Memo<Standing>,
    somebody: Memo<Option<Somebody>>,
    staff: Memo<Option<StaffMe>>,
    farewell: RwSignal<Option<Farewell>>,
    is_veiled: RwSignal<bool>,
    /// How often somebody has signed in or been found again since this page was loaded.
    entries: RwSignal<u32>,
    /// Answers of earlier rounds are dropped.
    round: StoredValue<u32>,
    wanted: StoredValue<Option<String>>,
}

/// Asks who is here, and keeps asking whenever that may have changed.
pub fn provide_who() -> Who {
    let held = RwSignal::new(Load::Loading);
    let who = Who {
        held,
        standing: Memo::new(move |_| held.with(Standing::of)),
        somebody: Memo::new(move |_| held.with(|held| read(held, |me| somebody(me).cloned()))),
        staff: Memo::new(move |_| held.with(|held| read(held, |me| staff(me).cloned()))),
        farewell: RwSignal::new(None),
        is_veiled: RwSignal::new(false),
        entries: RwSignal::new(0),
        round: StoredValue::new(0),
        wanted: StoredValue::new(None),
    };
    provide_context(who);
    sign_in::on_signed_in(move |me| who.hold(me));
    client::on_signed_out(move || who.suspect());
    // A page that the browser had put aside shows what it showed then.
    presence::on_return(move |was_aside| if was_aside { who.suspect() } else { who.ask_again() });
    presence::on_line(move || who.ask_again());
    who.ask_again();
    who
}

/// Who is here.
pub fn use_who() -> Who {
    expect_context::<Who>()
}

impl Who {
    /// How far it is known who is here; followed as it changes.
    pub fn standing(&self) -> Standing {
        self.standing.get()
    }

    /// The same without following it.
    pub fn standing_now(&self) -> Standing {
        self.standing.get_untracked()
    }

    /// The person or helper who is signed in; followed as it changes.
    pub fn somebody(&self) -> Option<Somebody> {
        self.somebody.get()
    }

    /// Their own record, where they have one; followed as it changes.
    pub fn own(&self) -> Option<OwnPerson> {
        self.somebody.with(|somebody| somebody.as_ref().and_then(|somebody| somebody.person.clone()))
    }

    /// The id of their own record; followed as it changes. In a memo it changes with the person alone.
    pub fn person(&self) -> Option<PersonId> {
        self.somebody.with(|somebody| somebody.as_ref().and_then(|somebody| somebody.person.as_ref()).map(|own| own.id))
    }

    /// Whom they help now; followed as it changes.
    pub fn helping(&self) -> Vec<HelpingWhom> {
        self.somebody.with(|somebody| somebody.as_ref().map(|somebody| somebody.helping.clone()).unwrap_or_default())
    }

    /// The member of staff who is signed in; followed as it changes.
    pub fn staff(&self) -> Option<StaffMe> {
        self.staff.get()
    }

    /// How long this sign-in lives; followed as it changes.
    pub fn life(&self) -> Option<Life> {
        let life = self.somebody.with(|somebody| somebody.as_ref().map(|somebody| somebody.life));
        life.or_else(|| self.staff.with(|staff| staff.as_ref().map(|_| Life::Staff)))
    }

    /// The same without following it.
    pub fn life_now(&self) -> Option<Life> {
        untrack(|| self.life())
    }

    /// How the last sign-in ended; followed as it changes.
    pub fn farewell(&self) -> Option<Farewell> {
        self.farewell.get()
    }

    /// Whether nothing may be seen for a moment, because the sign-in may have ended; followed as it changes.
    pub fn is_veiled(&self) -> bool {
        self.is_veiled.get()
    }

    /// A number that changes whenever a sign-in is new or was found again: what hangs on the cookie begins anew.
    pub fn entries(&self) -> u32 {
        self.entries.get()
    }

    /// Asks again who is here. What is shown stays, unless somebody else is here now.
    pub fn ask_again(&self) {
        let (this, round) = (*self, self.next_round());
        spawn_local(async move {
            let answer = who_am_i().await;
            if this.round.get_value() == round {
                this.take(answer);
            }
        });
    }

    /// Asks again after a failure, with a line that says so.
    pub fn ask_anew(&self) {
        self.held.set(Load::Loading);
        self.ask_again();
    }

    /// The sign-in may have ended: nothing is to be seen until that is known. Whoever is still signed in has lost nothing
    /// that was typed.
    pub fn suspect(&self) {
        self.is_veiled.set(true);
        self.ask_again();
    }

    /// Somebody has signed in, or said something about their sign-in.
    pub fn hold(&self, me: WhoAmI) {
        self.next_round();
        signing_out::settle();
        signing_out::announce_sign_in();
        self.farewell.set(None);
        self.show(me);
        self.entries.update(|entries| *entries += 1);
    }

    /// Signs out. Everything of theirs is gone at once, in every tab; the server is told as soon as it can be.
    pub fn sign_out(&self, farewell: Farewell) {
        signing_out::announce();
        self.clear(farewell);
        spawn_local(async {
            if sign_in::sign_out().await.is_ok() {
                signing_out::settle();
            }
        });
    }

    /// Shows somebody who is not signed in to where they can be, and keeps in mind where they wanted to go. After a
    /// sign-in has ended that is not kept: the next person may be another.
    pub fn turn_away(&self, sign_in_page: &str) {
        if self.farewell.get_untracked().is_none() {
            let (path, query) = history::here();
            let wanted = if query.is_empty() { path } else { format!("{path}?{query}") };
            self.wanted.set_value(Some(wanted));
        }
        use_address().go_instead(sign_in_page);
    }

    /// Where they wanted to go before they had to sign in; told once.
    pub fn take_wanted(&self) -> Option<String> {
        self.wanted.try_update_value(Option::take).flatten()
    }

    fn take(&self, answer: Result<WhoAmI, Failure>) {
        let before = self.standing.get_untracked();
        match answer {
            Ok(WhoAmI::Nobody) if before.is_here() => self.clear(Farewell::Over),
            Ok(me) => {
                let was_veiled = self.is_veiled.get_untracked();
                self.show(me);
                let is_another = before.is_here() && self.standing.get_untracked() != before;
                if was_veiled || is_another {
                    self.entries.update(|entries| *entries += 1);
                }
            }
            // Without an answer nobody knows whether it has ended, so it counts as ended.
            Err(why) if self.is_veiled.get_untracked() => {
                self.held.set(Load::Failed(why));
                self.is_veiled.set(false);
            }
            Err(why) if matches!(before, Standing::Asking | Standing::Failed(_)) => self.held.set(Load::Failed(why)),
            // What is shown was theirs to see a moment ago; each page says of its own data how old it is.
            Err(_) => {}
        }
    }

    fn show(&self, me: WhoAmI) {
        if me != WhoAmI::Nobody {
            session::write(SIGNED_IN, "");
        }
        let is_news = self.held.with_untracked(|held| !matches!(held, Load::Ready(known) if *known == me));
        if is_news {
            self.held.set(Load::Ready(me));
        }
        self.is_veiled.set(false);
    }

    fn clear(&self, farewell: Farewell) {
        self.next_round();
        signing_out::forget_visit();
        unsaved::forget();
        self.wanted.set_value(None);
        self.farewell.set(Some(farewell));
        self.held.set(Load::Ready(WhoAmI::Nobody));
        self.is_veiled.set(false);
    }

    fn next_round(&self) -> u32 {
        let round = self.round.get_value().wrapping_add(1);
        self.round.set_value(round);
        round
    }
}

/// Asks the server. Whoever signed out without a signal is out, whatever their cookie says; first the server hears of it.
async fn who_am_i() -> Result<WhoAmI, Failure> {
    if !signing_out::is_owed() {
        return me::find().await;
    }
    if sign_in::sign_out().await.is_ok() {
        signing_out::settle();
    }
    Ok(WhoAmI::Nobody)
}

fn read<T>(held: &Load<WhoAmI>, read: impl Fn(&WhoAmI) -> Option<T>) -> Option<T> {
    match held {
        Load::Ready(me) | Load::Stale(me, _) => read(me),
        Load::Loading | Load::Failed(_) => None,
    }
}

fn somebody(me: &WhoAmI) -> Option<&Somebody> {
    if let WhoAmI::Somebody(somebody) = me { Some(somebody) } else { None }
}

fn staff(me: &WhoAmI) -> Option<&StaffMe> {
    if let WhoAmI::Staff(staff) = me { Some(staff) } else { None }
}
