//! The person's helpers: who asks, who helps and what they may do, who was asked, and what no helper ever can.

use leptos::prelude::*;
use wire::{Helpers, PersonId};

use crate::backend::helpers;
use crate::features::helpers::helper_cards::{helper_view, invitation_view, waiting_view};
use crate::phrases::failure::failed_view;
use crate::phrases::own::own_view;
use crate::routes::me as routes;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::who::use_who;
use crate::ui::loading::Loading;
use crate::ui::ornament::Ornament;
use crate::ui::page::Page;
use crate::words::{app, helpers as words, me};

/// The person's helpers.
#[component]
pub fn HelpersPage() -> impl IntoView {
    let who = use_who();
    view! {
        <div class="helpers">
            <Page title=words::title() app_name=app::name() tab=me::title()>
                <p class="lead">{words::lead()} " " {words::lead_stop()}</p>
                {own_view(move || who.person(), found_view)}
                <section>
                    <h2>{words::never_title()}</h2>
                    <ul>
                        <li>{words::never_reach()}</li>
                        <li>{words::never_helpers()}</li>
                        <li>{words::never_looked()}</li>
                        <li>{words::never_data()}</li>
                        <li>{words::never_answer()}</li>
                    </ul>
                </section>
            </Page>
        </div>
    }
    .into_any()
}

fn found_view(person: PersonId) -> AnyView {
    let fetched = Fetched::new(&[About::Helpers], move || helpers::list(person));
    view! {
        {move || fetched.is_stale().then(|| view! { <p class="small" role="status">{me::stale()}</p> })}
        {move || match fetched.shown() {
            Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
            Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
            Shown::There => (move || fetched.read(|all| all_view(person, all, fetched))).into_any(),
        }}
    }
    .into_any()
}

fn all_view(person: PersonId, all: &Helpers, fetched: Fetched<Helpers>) -> AnyView {
    let is_empty = all.helpers.is_empty() && all.waiting.is_empty() && all.invitations.is_empty();
    let waiting = all.waiting.iter().map(|one| waiting_view(person, one, fetched)).collect();
    let helpers = all.helpers.iter().map(helper_view).collect();
    let invited = all.invitations.iter().map(|one| invitation_view(person, one, fetched)).collect();
    view! {
        {section_view(words::waiting_title(), waiting)}
        {section_view(words::now_title(), helpers)}
        {section_view(words::invited_title(), invited)}
        {is_empty.then(|| view! { <p>{words::empty()}</p> })}
        <p><a class="button" href=routes::INVITE_HELPER>{words::invite()}</a></p>
        {is_empty.then(|| view! { <Ornament /> })}
    }
    .into_any()
}

fn section_view(title: &'static str, cards: Vec<AnyView>) -> Option<AnyView> {
    (!cards.is_empty()).then(|| {
        view! {
            <section>
                <h2>{title}</h2>
                <ul class="helper-list">{cards}</ul>
            </section>
        }
        .into_any()
    })
}
