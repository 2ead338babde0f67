//! What a person tells about themselves once, and the addresses they sign in by.

use leptos::prelude::*;
use wire::PersonId;

use crate::backend::people;
use crate::features::details::contacts::Contacts;
use crate::features::details::details_form::DetailsForm;
use crate::phrases::failure::failed_view;
use crate::routes::me as routes;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::who::use_who;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, details as words};

/// The page. Somebody who only helps has addresses and nothing else.
#[component]
pub fn DetailsPage() -> impl IntoView {
    let who = use_who();
    let person = Memo::new(move |_| who.person());
    view! {
        <div class="details">
            <p class="back-row"><a class="back" href=routes::HOME>{words::back()}</a></p>
            <Page title=words::title() app_name=app::name() tab=words::tab()>
                {move || person.get().map(own_view)}
                <Contacts />
            </Page>
        </div>
    }
    .into_any()
}

fn own_view(person: PersonId) -> AnyView {
    let fetched = Fetched::new(&[About::Details], move || people::details(person));
    view! {
        <p class="lead">{words::lead()}</p>
        {move || match fetched.shown() {
            Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
            Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
            Shown::There => view! { <DetailsForm person=person fetched=fetched /> }.into_any(),
        }}
        <p><a class="tap" href=routes::SAFE_CONTACT>{words::safe_go()}</a></p>
    }
    .into_any()
}
