//! Typing the code. The way back keeps the address as it was typed.

use leptos::prelude::*;

use crate::features::sign_in::passkey_way::PasskeyWay;
use crate::phrases::code_entry::{CodeEntry, CodeFor};
use crate::routes::me as routes;
use crate::state::address::use_address;
use crate::state::signing_in::use_signing_in;
use crate::ui::page::Page;
use crate::words::{app, sign_in as words};

/// "Type the code".
#[component]
pub fn CodeStep() -> impl IntoView {
    let (address, signing_in) = (use_address(), use_signing_in());
    let to = signing_in.to.get_untracked();
    view! {
        <div class="sign-in">
            <p class="back-row"><a class="back" href=routes::SIGN_IN>{words::back()}</a></p>
            <Page title=words::code_title() app_name=app::name() tab=words::title()>
                <CodeEntry
                    code_for=CodeFor::SigningIn
                    to=to.clone()
                    shown=to.trim().to_owned()
                    asked=signing_in.asked
                    code=signing_in.code
                    // In: whoever knows who is signed in has heard of it already, and another step stands here.
                    on_done=Callback::new(|()| ())
                    on_other=Callback::new(move |()| address.go(routes::SIGN_IN))
                />
                <section class="sign-in-ways">
                    <h2>{words::other_ways()}</h2>
                    <PasskeyWay />
                    <p><a class="tap" href=routes::SIGN_IN_RECOVER>{words::have_words()}</a></p>
                </section>
            </Page>
        </div>
    }
    .into_any()
}
