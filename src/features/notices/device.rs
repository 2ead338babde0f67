//! This device as one on which notices appear: turned on, told to the server again at each start, and turned off. It must
//! not know how any of it looks.
//!
//! A device is one account's, and only a device of somebody's own. When somebody signs out or leaves, in whichever app, the
//! service worker sees that request pass by and turns notices off; what is here catches the rest.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{Channel, Life};

use crate::backend::failure::Failure;
use crate::backend::notices;
use crate::browser::push::{self, NoDevice};
use crate::state::who::{Standing, Who};

/// How often it was seen to that notices are on here.
#[derive(Clone, Copy)]
struct Kept(RwSignal<u32>);

/// Keeps notices on for whoever wants them on this device of theirs, and off for everybody else. Call it when the app
/// starts.
pub fn keep(who: Who) {
    let kept = Kept(RwSignal::new(0));
    provide_context(kept);
    // Nothing while it is not known who is here.
    let here = Memo::new(move |_| match who.standing() {
        Standing::Asking | Standing::Failed(_) => None,
        standing => Some((standing, who.life() == Some(Life::Mine))),
    });
    Effect::new(move |_| match here.get() {
        Some((_, true)) if push::may_show() => spawn_local(tell_again(kept)),
        Some((_, false)) => spawn_local(turn_off_here()),
        Some((_, true)) | None => {}
    });
}

/// A number that changes whenever it is worth looking again how far notices have come here.
pub fn rounds() -> RwSignal<u32> {
    expect_context::<Kept>().0
}

/// Turns notices on, from a tap. `key` is the server's public key. The inner result says whether the browser would.
pub fn turn_on(key: &str) -> impl Future<Output = Result<Result<(), NoDevice>, Failure>> + use<> {
    let asked = push::turn_on(key);
    async move {
        let device = match asked.await {
            Ok(device) => device,
            Err(why) => return Ok(Err(why)),
        };
        match notices::keep_device(device).await {
            Ok(()) => Ok(Ok(())),
            Err(why) => {
                // What the server does not know of is not on.
                turn_off_here().await;
                match why {
                    // It sends to no server of this browser's maker.
                    Failure::Rejected(_) => Ok(Err(NoDevice::Failed)),
                    why => Err(why),
                }
            }
        }
    }
}

/// Turns notices off on this device.
pub async fn turn_off() {
    if let Some(endpoint) = push::turn_off().await {
        // When the server does not hear of it, it finds out from whoever carries its notices.
        let _ = notices::end_device(endpoint).await;
    }
}

async fn turn_off_here() {
    push::turn_off().await;
}

/// Browsers change the address of a device now and then, and the server may have taken it for gone.
async fn tell_again(kept: Kept) {
    let Ok(inbox) = notices::inbox().await else { return };
    if inbox.push_key.is_empty() || !inbox.choice.channels.contains(&Channel::Push) {
        return;
    }
    let Some(device) = push::device(&inbox.push_key).await else { return };
    if let Err(Failure::Rejected(_) | Failure::Absent) = notices::keep_device(device).await {
        // Their sign-in has ended meanwhile.
        turn_off_here().await;
    }
    kept.0.update(|rounds| *rounds = rounds.wrapping_add(1));
}
