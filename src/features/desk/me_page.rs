//! One's own passkeys and sign-ins, and whether letters are keys.

use leptos::prelude::*;
use wire::{PasskeyView, SignInView};

use crate::backend::account;
use crate::features::desk::errand::Errand;
use crate::features::desk::fetched::fetched_view;
use crate::features::desk::frame::desk_frame;
use crate::features::desk::kept;
use crate::features::desk::me::Me;
use crate::features::desk::passkeys::Passkeys;
use crate::features::desk::tab::Tab;
use crate::phrases::moment::{clock, day};
use crate::state::changes::{About, follow};
use crate::state::load::Load;
use crate::ui::choices::{Choice, Choices};
use crate::ui::page::Page;
use crate::words::app;
use crate::words::desk::{frame, me as words};

/// The page.
#[component]
pub fn DeskMePage() -> impl IntoView {
    desk_frame(Tab::Me, page_view)
}

fn page_view(_: Me) -> AnyView {
    let found = RwSignal::new(Load::<Vec<PasskeyView>>::Loading);
    let fetch = move || Load::run(found, async { account::passkeys().await }, || true);
    fetch();
    let retry = Callback::new(move |()| {
        found.set(Load::Loading);
        fetch();
    });
    let passkeys = fetched_view(found, retry, move |passkeys| {
        let on_changed = Callback::new(move |()| fetch());
        view! { <Passkeys passkeys=passkeys on_changed=on_changed /> }.into_any()
    });
    view! {
        <Page title=words::title() app_name=app::name() tab=frame::tab()>
            <section aria-labelledby="passkeys">
                <h2 id="passkeys">{words::passkeys()}</h2>
                <p>{words::passkeys_lead()}</p>
                {passkeys}
            </section>
            {sign_ins_view()}
            {letters_view()}
        </Page>
    }
    .into_any()
}

fn sign_ins_view() -> AnyView {
    let found = RwSignal::new(Load::<Vec<SignInView>>::Loading);
    let fetch = move || Load::run(found, async { account::sign_ins().await }, || true);
    fetch();
    follow(&[About::Access], fetch);
    let retry = Callback::new(move |()| {
        found.set(Load::Loading);
        fetch();
    });
    let on_ended = Callback::new(move |()| fetch());
    let list = fetched_view(found, retry, move |list| {
        view! {
            <ul class="people-cards">
                <For each=move || list.get() key=|one| one.id children=move |one| sign_in_view(one, on_ended) />
            </ul>
        }
        .into_any()
    });
    view! {
        <section aria-labelledby="sign-ins">
            <h2 id="sign-ins">{words::sign_ins()}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn sign_in_view(one: SignInView, on_ended: Callback<()>) -> AnyView {
    let errand = Errand::new();
    let id = one.id;
    let end = move |_| errand.run(move || async move { account::end_sign_in(id).await }, move |()| on_ended.run(()));
    let device = if one.device.is_empty() { words::device_unknown().to_owned() } else { one.device };
    let end = (!one.is_this).then(|| {
        view! {
            <p>
                <button type="button" class="button button-second" disabled=move || errand.is_busy() on:click=end>
                    {words::end_sign_in()} <span class="visually-hidden">" " {device.clone()}</span>
                </button>
            </p>
        }
    });
    view! {
        <li class="people-card">
            <p>
                <strong>{device.clone()}</strong>
                {one.is_this.then(|| view! { <span class="row-line">{words::this_one()}</span> })}
                <span class="row-line">{words::since(&day(one.since), &clock(one.since))}</span>
                <span class="row-line">{words::last_seen(&day(one.last_seen), &clock(one.last_seen))}</span>
            </p>
            {errand.trouble_view()}
            {end}
        </li>
    }
    .into_any()
}

/// Single letters get into the way of people who talk to their computer, so they can be switched off.
fn letters_view() -> AnyView {
    let letters = kept::letters();
    view! {
        <section aria-labelledby="letters">
            <h2 id="letters">{words::letters()}</h2>
            <p>{words::letters_lead()}</p>
            <Choices
                id="letters-on"
                legend=words::letters()
                is_legend_hidden=true
                is_many=true
                choices=vec![Choice::new("on", words::letters_on())]
                is_chosen=Callback::new(move |_| letters.get())
                on_choose=Callback::new(move |(_, is_on): (String, bool)| kept::set_letters(is_on))
            />
        </section>
    }
    .into_any()
}
