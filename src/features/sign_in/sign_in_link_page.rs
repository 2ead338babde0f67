//! Where the link of a letter leads. Nothing happens before the button is pressed: programs that open every link of a
//! letter sign nobody in. What signs in stands behind the `#`, is read once, and leaves the address at once.

use leptos::prelude::*;
use wire::ErrorCode;

use crate::backend::sign_in;
use crate::browser::fragment;
use crate::phrases::code::spending;
use crate::phrases::trouble::trouble_view;
use crate::routes::me as routes;
use crate::state::address::use_address;
use crate::state::doing::Doing;
use crate::ui::page::Page;
use crate::words::{app, sign_in as words};

/// The page.
#[component]
pub fn SignInLinkPage() -> impl IntoView {
    let address = use_address();
    let token = RwSignal::new(fragment::take());
    // Another link may be opened while this page stands: that changes the address and loads nothing.
    Effect::new(move |_| {
        address.pairs();
        if let Some(newer) = fragment::take() {
            token.set(Some(newer));
        }
    });
    view! {
        <div class="sign-in">
            <Page title=words::link_title() app_name=app::name() tab=words::title()>
                {move || match token.get() {
                    Some(token) => button_view(token),
                    None => over_view(words::link_broken().to_owned()),
                }}
            </Page>
        </div>
    }
    .into_any()
}

fn button_view(token: String) -> AnyView {
    let address = use_address();
    let token = StoredValue::new(token);
    let doing = RwSignal::new(Doing::Idle);
    let over = RwSignal::new(None::<String>);
    let enter = move |_| {
        let token = token.get_value();
        let request = async move {
            match sign_in::spend_link(&token).await {
                Err(why) => match why.code() {
                    Some(ErrorCode::NotValid | ErrorCode::CodeOver) => Ok(Some(words::link_over().to_owned())),
                    Some(ErrorCode::CodesRest) => Ok(Some(spending(&why))),
                    _ => Err(why),
                },
                Ok(()) => Ok(None),
            }
        };
        Doing::run(doing, request, move |refused| match refused {
            // In: the page of signing in asks what is left to ask, and leads on.
            None => address.go_instead(routes::SIGN_IN),
            Some(why) => over.set(Some(why)),
        });
    };
    (move || match over.get() {
        Some(why) => over_view(why),
        None => view! {
            <p class="lead">{words::link_lead()}</p>
            <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
            <p>
                <button type="button" class="button" disabled=move || doing.with(Doing::is_busy) on:click=enter>
                    {words::link_go()}
                </button>
            </p>
            <p class="small">{words::link_not_you()}</p>
        }
        .into_any(),
    })
    .into_any()
}

fn over_view(why: String) -> AnyView {
    view! {
        <p class="lead" role="alert">{why}</p>
        <p><a class="button" href=routes::SIGN_IN>{words::link_again()}</a></p>
    }
    .into_any()
}
