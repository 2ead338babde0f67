//! The offer of a passkey, once, on a device of one's own. "Not now" is as good an answer.

use leptos::prelude::*;

use crate::backend::account;
use crate::phrases::confirm::ConfirmPanel;
use crate::phrases::passkey::not_made;
use crate::phrases::trouble::trouble_view;
use crate::state::doing::Doing;
use crate::state::who::use_who;
use crate::ui::page::Page;
use crate::words::sign_in::passkey as words;
use crate::words::{app, sign_in as sign_in_words};

/// The offer. Either answer leads on.
#[component]
pub fn OfferStep(is_offering: RwSignal<bool>) -> impl IntoView {
    let who = use_who();
    let refused = RwSignal::new(None::<&'static str>);
    let doing = RwSignal::new(Doing::Idle);
    let add = Callback::new(move |()| {
        refused.set(None);
        Doing::run(doing, account::add_passkey(""), move |made| match made {
            Ok(_) => {
                who.ask_again();
                is_offering.set(false);
            }
            Err(why) => refused.set(Some(not_made(why))),
        });
    });
    view! {
        <div class="sign-in">
            <Page title=words::offer_title() app_name=app::name() tab=sign_in_words::title()>
                <p class="lead">{words::offer()}</p>
                <p>{words::offer_safe()}</p>
                <p class="field-error" role="alert">{move || refused.get()}</p>
                <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
                {move || (doing.get() == Doing::Confirming).then(|| {
                    let close = Callback::new(move |()| doing.set(Doing::Idle));
                    view! { <ConfirmPanel on_done=add on_close=close /> }
                })}
                <p class="sign-in-answers">
                    <button
                        type="button"
                        class="button"
                        disabled=move || doing.with(Doing::is_busy)
                        on:click=move |_| add.run(())
                    >
                        {words::add()}
                    </button>
                    <button type="button" class="button button-second" on:click=move |_| is_offering.set(false)>
                        {words::not_now()}
                    </button>
                </p>
            </Page>
        </div>
    }
    .into_any()
}
