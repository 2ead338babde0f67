//! Twelve words on paper that let somebody in who has lost everything else. They are shown once, and are in memory for as
//! long as the page stands.

use leptos::prelude::*;

use crate::backend::account;
use crate::browser::document::print;
use crate::phrases::confirm::ConfirmPanel;
use crate::phrases::trouble::trouble_view;
use crate::routes::me as routes;
use crate::state::address::use_address;
use crate::state::doing::Doing;
use crate::state::who::use_who;
use crate::ui::page::Page;
use crate::words::devices::recovery as words;
use crate::words::{app, devices};

/// The page.
#[component]
pub fn RecoveryWordsPage() -> impl IntoView {
    let made = RwSignal::new(None::<Vec<String>>);
    (move || match made.get() {
        Some(made) => made_view(made),
        None => before_view(made),
    })
    .into_any()
}

fn before_view(made: RwSignal<Option<Vec<String>>>) -> AnyView {
    let who = use_who();
    let has_words = Memo::new(move |_| who.somebody().is_some_and(|somebody| somebody.has_recovery_words));
    let doing = RwSignal::new(Doing::Idle);
    let make = Callback::new(move |()| {
        Doing::run(doing, account::make_recovery_words(), move |new| made.set(Some(new.words)));
    });
    view! {
        <div class="devices">
            <p class="back-row"><a class="back" href=routes::DEVICES>{devices::back_to_devices()}</a></p>
            <Page title=devices::recovery_title() app_name=app::name() tab=devices::tab()>
                <p class="lead">{words::lead()}</p>
                <ul>
                    <li>{words::once()}</li>
                    <li>{words::keep()}</li>
                    <li>{words::spent()}</li>
                </ul>
                {move || has_words.get().then(|| view! { <p class="notice notice-warm">{words::have()}</p> })}
                <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
                {move || (doing.get() == Doing::Confirming).then(|| {
                    let close = Callback::new(move |()| doing.set(Doing::Idle));
                    view! { <ConfirmPanel on_done=make on_close=close /> }
                })}
                <p>
                    <button
                        type="button"
                        class="button"
                        disabled=move || doing.with(Doing::is_busy)
                        on:click=move |_| make.run(())
                    >
                        {words::make()}
                    </button>
                </p>
            </Page>
        </div>
    }
    .into_any()
}

fn made_view(made: Vec<String>) -> AnyView {
    let (who, address) = (use_who(), use_address());
    let done = move |_| {
        who.ask_again();
        address.go_instead(routes::DEVICES);
    };
    let rows: Vec<_> = made.into_iter().map(|word| view! { <li translate="no">{word}</li> }).collect();
    view! {
        <div class="devices">
            <Page title=words::made_title() app_name=app::name() tab=devices::tab()>
                <p class="lead recovery-lead">{words::made_lead()}</p>
                <ol class="recovery-words">{rows}</ol>
                <p class="recovery-ways">
                    <button type="button" class="button button-second" on:click=|_| print()>{words::print()}</button>
                    <button type="button" class="button" on:click=done>{words::done()}</button>
                </p>
                <p class="small recovery-lead">{words::made_old()}</p>
            </Page>
        </div>
    }
    .into_any()
}
