//! The code for somebody who is asked to help: to be said, shown or printed. It is kept nowhere.

use leptos::prelude::*;
use wire::HelperInvitation;

use crate::browser::document;
use crate::phrases::moment;
use crate::routes::me as routes;
use crate::ui::page::Page;
use crate::ui::qr::Qr;
use crate::words::{app, helpers as words, me};

/// The code in large letters and as a picture, and what to tell whoever gets it.
#[component]
pub fn CodePage(#[prop(into)] name: String, invitation: HelperInvitation) -> impl IntoView {
    let HelperInvitation { code, expires_at, qr, .. } = invitation;
    let until = words::moment(&moment::clock(expires_at), &moment::day(expires_at));
    // An address that is too long for a picture has none.
    let picture = (!qr.is_empty()).then(|| view! { <Qr rows=qr label=words::code_picture() /> });
    view! {
        <div class="helpers">
            <Page title=words::code_title() app_name=app::name() tab=me::title()>
                <p class="lead">{words::code_lead(&name)}</p>
                <p class="helper-code">{code}</p>
                {picture}
                <p>{words::code_until(&until)}</p>
                <section>
                    <h2>{words::code_how_title()}</h2>
                    <ol>
                        <li>{words::code_how_open(&document::address_of(routes::SIGN_IN))}</li>
                        <li>{words::code_how_sign_in()}</li>
                        <li>{words::code_how_have(me::become_helper())}</li>
                    </ol>
                </section>
                <p class="notice">{words::code_once()}</p>
                <p class="helper-ways">
                    <a class="button" href=routes::HELPERS>{words::done()}</a>
                    <button type="button" class="button button-second" on:click=move |_| document::print()>
                        {words::print()}
                    </button>
                </p>
            </Page>
        </div>
    }
    .into_any()
}
