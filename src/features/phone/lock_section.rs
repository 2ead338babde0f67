//! A lock for this phone: what it does and what it does not, what opens it, and the ways to set it, to change it and to
//! take it away. It is nothing without a phone that is somebody's own.

use leptos::prelude::*;

use crate::browser::lock::Lock;
use crate::browser::passkeys;
use crate::features::phone::kept::Kept;
use crate::features::phone::lock::{Locking, Looked, Step};
use crate::features::phone::lock_act::{Act, Place, asks_pin};
use crate::routes::{self, me};
use crate::ui::failed::Failed;
use crate::ui::loading::Loading;
use crate::ui::pin_field::PinField;
use crate::words::{failure, phone, phone_lock as words};

/// The section. It looks for itself what there is.
#[component]
pub fn LockSection(kept: Kept) -> impl IntoView {
    let locking = Locking::open(kept);
    view! {
        <section class="lock">
            <h2>{words::title()}</h2>
            <ul>
                <li>{words::asks()}</li>
                <li>{words::protects()}</li>
                <li>{words::waits()}</li>
                <li>{words::tries()}</li>
            </ul>
            {move || match locking.looked() {
                Looked::Looking => view! { <Loading words=phone::looking() /> }.into_any(),
                Looked::Failed => failed_view(locking),
                Looked::There(lock) => there_view(locking, lock),
            }}
        </section>
    }
    .into_any()
}

fn failed_view(locking: Locking) -> AnyView {
    view! {
        <Failed
            title=failure::title()
            words=phone::failed()
            again=failure::again()
            on_again=Callback::new(move |()| locking.look())
            help=failure::help()
            help_href=routes::HELP_NOW
        />
    }
    .into_any()
}

fn there_view(locking: Locking, lock: Lock) -> AnyView {
    let state = match (lock.pin, lock.passkey.is_some()) {
        (false, false) => words::none(),
        (true, false) => words::has_pin(),
        (false, true) => words::has_passkey(),
        (true, true) => words::has_both(),
    };
    let lock = StoredValue::new(lock);
    view! {
        <p class="lock-state">{state}</p>
        {trouble_view(locking)}
        {move || match locking.step() {
            Step::Ways => lock.with_value(|lock| ways_view(locking, lock)),
            step => lock.with_value(|lock| form_view(locking, step, lock)),
        }}
        <p class="small" role="status">{move || locking.is_busy().then(words::working)}</p>
    }
    .into_any()
}

/// What is wrong with no field of its own.
fn trouble_view(locking: Locking) -> AnyView {
    let whole = move || locking.problem(Place::Whole).map(|said| view! { <p class="field-error">{said}</p> });
    let passkey = move || {
        locking.problem(Place::Passkey).map(|said| {
            view! {
                <p class="field-error">{said}</p>
                <p><a class="tap" href=me::PASSKEYS>{words::passkeys()}</a></p>
            }
        })
    };
    view! { <div role="alert">{whole} {passkey}</div> }.into_any()
}

fn ways_view(locking: Locking, lock: &Lock) -> AnyView {
    let (has_pin, has_passkey) = (lock.pin, lock.passkey.is_some());
    let is_set = has_pin || has_passkey;
    let shut = is_set.then(|| way_view(locking, Step::Ways.button(), words::shut(), move || locking.shut()));
    let first = if asks_pin(Act::SetPin, lock) { Place::Old } else { Place::New };
    let pin = way_view(locking, Step::Pin.button(), pin_words(lock), move || locking.go_to(Step::Pin, first));
    let passkey = (!has_passkey && passkeys::is_possible()).then(|| {
        let press = move || {
            if has_pin {
                locking.go_to(Step::Passkey, Place::Old);
            } else {
                locking.act(Act::AddPasskey);
            }
        };
        let label = if has_pin { words::add_passkey() } else { words::use_passkey() };
        way_view(locking, Step::Passkey.button(), label, press)
    });
    let removal = is_set.then(|| {
        let press = move || {
            if has_pin {
                locking.go_to(Step::Removal, Place::Old);
            } else {
                locking.act(Act::RemoveByPasskey);
            }
        };
        way_view(locking, Step::Removal.button(), words::remove(), press)
    });
    view! { <p class="lock-ways">{shut} {pin} {passkey} {removal}</p> }.into_any()
}

fn pin_words(lock: &Lock) -> &'static str {
    match (lock.pin, lock.passkey.is_some()) {
        (true, _) => words::change_pin(),
        (false, true) => words::set_pin_too(),
        (false, false) => words::set_pin(),
    }
}

fn way_view(locking: Locking, id: &'static str, label: &'static str, press: impl Fn() + 'static) -> AnyView {
    view! {
        <button
            type="button"
            class="button button-second"
            id=id
            aria-disabled=move || locking.is_busy().then_some("true")
            on:click=move |_| press()
        >
            {label}
        </button>
    }
    .into_any()
}

fn form_view(locking: Locking, step: Step, lock: &Lock) -> AnyView {
    let (act, title) = match step {
        Step::Pin => (Act::SetPin, pin_words(lock)),
        Step::Passkey => (Act::AddPasskey, words::add_passkey()),
        Step::Ways | Step::Removal => (Act::Remove, words::remove()),
    };
    let is_pin = act == Act::SetPin;
    let has_passkey = lock.passkey.is_some();
    let by_passkey = (act == Act::Remove && has_passkey)
        .then(|| way_view(locking, "lock-by-passkey", words::by_passkey(), move || locking.act(Act::RemoveByPasskey)));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        locking.act(act);
    };
    view! {
        <form class="lock-form" on:submit=send novalidate=true>
            <h3>{title}</h3>
            {asks_pin(act, lock).then(|| old_view(locking))}
            {is_pin.then(|| new_view(locking))}
            {(is_pin && has_passkey).then(|| view! { <p>{words::passkey_too()}</p> })}
            <p class="lock-ways">
                <button type="submit" class="button" aria-disabled=move || locking.is_busy().then_some("true")>
                    {if is_pin { words::save_pin() } else { title }}
                </button>
                {by_passkey}
                <button type="button" class="button-quiet" on:click=move |_| locking.go_back()>{words::close()}</button>
            </p>
        </form>
    }
    .into_any()
}

/// The PIN that opens it now.
fn old_view(locking: Locking) -> AnyView {
    let place = Place::Old;
    view! {
        <PinField
            id=place.field().unwrap_or_default()
            label=words::old()
            hint=words::forgotten()
            value=locking.typed(place)
            on_input=Callback::new(move |typed| locking.typed(place).set(typed))
            error=Signal::derive(move || locking.problem(place))
        />
    }
    .into_any()
}

/// The PIN that is to open it, twice: nobody sees what they type.
fn new_view(locking: Locking) -> AnyView {
    let (new, again) = (Place::New, Place::Again);
    view! {
        <PinField
            id=new.field().unwrap_or_default()
            label=words::new()
            hint=words::new_hint()
            value=locking.typed(new)
            on_input=Callback::new(move |typed| locking.typed(new).set(typed))
            error=Signal::derive(move || locking.problem(new))
        />
        <PinField
            id=again.field().unwrap_or_default()
            label=words::again()
            value=locking.typed(again)
            on_input=Callback::new(move |typed| locking.typed(again).set(typed))
            error=Signal::derive(move || locking.problem(again))
        />
    }
    .into_any()
}
