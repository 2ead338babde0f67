//! Where the code should go, and the other ways in. Nothing here says whether anybody is known by an address.

use domain::contact_point;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::document;
use crate::features::sign_in::passkey_way::PasskeyWay;
use crate::phrases::code::asking;
use crate::phrases::code_entry::CodeFor;
use crate::routes::{self, desk, me};
use crate::state::address::use_address;
use crate::state::signing_in::use_signing_in;
use crate::state::who::{Farewell, use_who};
use crate::ui::page::Page;
use crate::ui::text_field::TextField;
use crate::words::sign_in::code as code_words;
use crate::words::{app, failure as failure_words, sign_in as words};

/// "E-mail address or mobile number".
#[component]
pub fn AddressStep() -> impl IntoView {
    let (address, signing_in) = (use_address(), use_signing_in());
    let to = signing_in.to;
    let wrong = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        trouble.set(None);
        wrong.set(None);
        let typed = to.get_untracked();
        let Some(point) = contact_point::parse(&typed) else {
            wrong.set(Some(code_words::unreadable().to_owned()));
            document::focus("to");
            return;
        };
        is_busy.set(true);
        spawn_local(async move {
            let answer = CodeFor::SigningIn.ask(&typed).await;
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(asked) => {
                    signing_in.code.set(String::new());
                    signing_in.asked.set(Some(asked));
                    address.go(me::SIGN_IN_CODE);
                }
                Err(why) => trouble.set(Some(asking(&why, point.kind))),
            }
        });
    };
    view! {
        <div class="sign-in">
            <Page title=words::title() app_name=app::name()>
                {farewell_view()}
                <form class="sign-in-form" on:submit=submit novalidate=true>
                    // The browser is not to remember it: on a shared phone it would offer it to whoever comes next.
                    <TextField
                        id="to"
                        label=words::to()
                        hint=words::to_why()
                        value=to
                        on_input=Callback::new(move |typed| to.set(typed))
                        error=wrong
                        max_length=254
                    />
                    <div role="alert">{move || trouble.get().map(trouble_view)}</div>
                    <p>
                        <button type="submit" class="button" disabled=move || is_busy.get()>{words::send()}</button>
                    </p>
                </form>
                <section class="sign-in-ways">
                    <h2>{words::other_ways()}</h2>
                    <PasskeyWay />
                    <p><a class="tap" href=me::SIGN_IN_RECOVER>{words::have_words()}</a></p>
                    <p class="small"><a class="tap" href=desk::SIGN_IN rel="external">{words::staff()}</a></p>
                </section>
            </Page>
        </div>
    }
    .into_any()
}

/// How the last sign-in ended, where one has.
fn farewell_view() -> AnyView {
    let who = use_who();
    view! {
        <div role="status">
            {move || who.farewell().map(|farewell| {
                let said = match farewell {
                    Farewell::SignedOut => words::signed_out(),
                    Farewell::Over => words::was_signed_out(),
                    Farewell::Idle => words::was_idle(),
                };
                view! { <p class="notice">{said}</p> }
            })}
        </div>
    }
    .into_any()
}

fn trouble_view(said: String) -> AnyView {
    view! {
        <div class="failed">
            <p>{said}</p>
            <p><a class="tap" href=routes::HELP_NOW rel="external">{failure_words::help()}</a></p>
        </div>
    }
    .into_any()
}
