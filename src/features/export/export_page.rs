//! A copy of everything: what is in it, where it lands, and one button.

use leptos::prelude::*;
use wire::PersonId;

use crate::backend::export;
use crate::phrases::confirm::ConfirmPanel;
use crate::phrases::own::own_view;
use crate::phrases::trouble::trouble_view;
use crate::routes::inbox as routes;
use crate::state::doing::Doing;
use crate::state::who::use_who;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, export as words, messages};

/// What the file is called: a name that says nothing to whoever sees the list of downloads.
const FILE: &str = "stile.zip";
/// The page inside that is for reading.
const INSIDE: &str = "index.html";

/// What came of keeping the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// It is with the downloads.
    Here,
    /// The browser would not.
    Refused,
}

/// A copy of everything.
#[component]
pub fn ExportPage() -> impl IntoView {
    let who = use_who();
    view! {
        <Page title=words::title() app_name=app::name() tab=messages::home()>
            <p class="lead">{words::lead()}</p>
            <section>
                <h2>{words::in_title()}</h2>
                <ul>
                    <li>{words::in_details()}</li>
                    <li>{words::in_requests()}</li>
                    <li>{words::in_helpers()}</li>
                    <li>{words::in_sign_ins()}</li>
                    <li>{words::in_complaints()}</li>
                </ul>
                <p>{words::file(FILE, INSIDE)}</p>
            </section>
            <p class="notice notice-warm">{words::shared()}</p>
            {own_view(move || who.person(), make_view)}
            <p>
                {words::erase_offer()}
                " "
                <a class="tap" href=routes::ERASE>{words::erase_go()}</a>
            </p>
        </Page>
    }
    .into_any()
}

fn make_view(person: PersonId) -> AnyView {
    let doing = RwSignal::new(Doing::Idle);
    let kept = RwSignal::new(None::<Kept>);
    let make = Callback::new(move |()| {
        kept.set(None);
        Doing::run(doing, export::take(person), move |file| {
            kept.set(Some(if file.save(FILE) { Kept::Here } else { Kept::Refused }));
        });
    });
    view! {
        <div class="export-way">
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
            <div role="status">
                {move || kept.get().map(|kept| match kept {
                    Kept::Here => view! { <p class="notice">{words::made(FILE)}</p> },
                    Kept::Refused => view! { <p class="notice notice-error">{words::not_kept()}</p> },
                })}
            </div>
            {move || match doing.get() {
                Doing::Idle => ().into_any(),
                Doing::Busy => view! { <Loading words=words::making() /> }.into_any(),
                Doing::Confirming => {
                    let close = Callback::new(move |()| doing.set(Doing::Idle));
                    view! { <ConfirmPanel on_done=make on_close=close /> }.into_any()
                }
                Doing::Failed(why) => trouble_view(&why, None),
            }}
        </div>
    }
    .into_any()
}
