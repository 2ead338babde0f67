//! Notices on the very device that somebody holds: how far they have come, and turning them on. The browser is asked only
//! when somebody taps for it, and only on a device that is just theirs.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{Channel, Inbox, Life};

use crate::browser::document;
use crate::browser::push::{self, Here, NoDevice};
use crate::features::notices::choice_draft::ChoiceDraft;
use crate::features::notices::device;
use crate::features::notices::way_list::Ids;
use crate::phrases::trouble::trouble_view;
use crate::state::doing::Doing;
use crate::state::fetched::Fetched;
use crate::state::outbox;
use crate::state::who::Who;
use crate::words::messages_notices as words;

/// What there is to say and to do; nothing where the server sends no notices to devices, which the way says itself.
pub fn this_phone_view(who: Who, fetched: Fetched<Inbox>, draft: ChoiceDraft) -> AnyView {
    let is_theirs = Memo::new(move |_| who.life() == Some(Life::Mine));
    let key = Memo::new(move |_| fetched.read(|inbox| inbox.push_key.clone()).unwrap_or_default());
    (move || match (key.with(String::is_empty), is_theirs.get()) {
        (true, _) => ().into_any(),
        (false, false) => view! { <p class="small">{words::push_not_theirs()}</p> }.into_any(),
        (false, true) => theirs_view(fetched, draft, key),
    })
    .into_any()
}

fn theirs_view(fetched: Fetched<Inbox>, draft: ChoiceDraft, key: Memo<String>) -> AnyView {
    let here = RwSignal::new(None::<Here>);
    let look = move || {
        spawn_local(async move {
            let found = push::look().await;
            // The page may have been left meanwhile.
            let _ = here.try_set(Some(found));
        });
    };
    // Whoever comes back may have been in the browser's settings, and saving without this way turns it off.
    let (returns, rounds) = (outbox::returns(), device::rounds());
    let is_chosen = Memo::new(move |_| fetched.read(|inbox| inbox.choice.channels.contains(&Channel::Push)));
    Effect::new(move |_| {
        returns.track();
        rounds.track();
        is_chosen.track();
        look();
    });
    let doing = RwSignal::new(Doing::Idle);
    let said = RwSignal::new(None::<&'static str>);
    let turn_on = Callback::new(move |()| {
        said.set(None);
        let request = device::turn_on(&key.get_untracked());
        Doing::run(doing, request, move |turned| {
            said.set(match turned {
                Ok(()) => {
                    draft.choose(Channel::Push, true);
                    fetched.fetch_quietly();
                    // The button goes, and the focus with it.
                    document::focus(Ids::of(Channel::Push).choice);
                    untrack(|| draft.is_touched()).then(words::push_save)
                }
                Err(NoDevice::Refused) => Some(words::push_no_yes()),
                Err(NoDevice::Failed) => Some(words::push_failed()),
            });
            look();
        });
    });
    let shown = Memo::new(move |_| here.get());
    view! {
        <div class="way-here">
            {move || shown.get().map(|here| here_view(here, doing, turn_on))}
            <p role="status">{move || said.get()}</p>
            <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
        </div>
    }
    .into_any()
}

fn here_view(here: Here, doing: RwSignal<Doing>, turn_on: Callback<()>) -> AnyView {
    match here {
        Here::Impossible => view! { <p class="small">{words::push_impossible()}</p> }.into_any(),
        Here::NotInstalled => view! {
            <p>{words::push_install()}</p>
            <ol>
                <li>{words::push_install_share()}</li>
                <li>{words::push_install_add()}</li>
                <li>{words::push_install_open()}</li>
            </ol>
        }
        .into_any(),
        Here::Refused => view! { <p>{words::push_refused()}</p> }.into_any(),
        Here::On => view! { <p>{words::push_on()}</p> }.into_any(),
        Here::Off => view! {
            <p>
                <button
                    type="button"
                    class="button button-second"
                    disabled=move || doing.with(Doing::is_busy)
                    on:click=move |_| turn_on.run(())
                >
                    {words::push_turn_on()}
                </button>
            </p>
        }
        .into_any(),
    }
}
