//! What is new, and how somebody hears of it. Looking at it is what ends telling of it, so that has to be a human's look:
//! the page in sight.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{Inbox, NoticeId};

use crate::backend::notices;
use crate::browser::presence;
use crate::features::notices::choice_form::choice_view;
use crate::features::notices::notice_list::list_view;
use crate::phrases::failure::failed_view;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::outbox;
use crate::state::who::use_who;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, messages_notices as words};

/// What brings something new, or changes over which ways it can be told.
const ABOUT: &[About] = &[About::Notices, About::Access, About::Details];

/// The page.
#[component]
pub fn InboxPage() -> impl IntoView {
    let who = use_who();
    let fetched = Fetched::new(ABOUT, notices::inbox);
    mark_once_looked_at(fetched);
    view! {
        <div class="inbox">
            <Page title=words::title() app_name=app::name()>
                <div role="status">
                    {move || fetched.is_stale().then(|| view! { <p class="small">{words::stale()}</p> })}
                </div>
                {move || match fetched.shown() {
                    Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                    Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
                    Shown::There => view! { {list_view(who, fetched)} {choice_view(who, fetched)} }.into_any(),
                }}
            </Page>
        </div>
    }
    .into_any()
}

/// Tells the server, once, that everything here has been looked at.
fn mark_once_looked_at(fetched: Fetched<Inbox>) {
    let newest = Memo::new(move |_| {
        let newest = |inbox: &Inbox| inbox.notices.iter().find(|notice| notice.is_new).map(|notice| notice.id);
        fetched.read(newest).flatten()
    });
    let told = StoredValue::new(None::<NoticeId>);
    // Whoever comes back to the tab sees by then what came meanwhile.
    let returns = outbox::returns();
    Effect::new(move |_| {
        returns.track();
        let newest = newest.get();
        if newest.is_none() || newest == told.get_value() || !presence::is_in_sight() || !presence::has_focus() {
            return;
        }
        spawn_local(async move {
            if notices::mark_opened().await.is_ok() {
                // The page may have been left meanwhile.
                let _ = told.try_set_value(newest);
            }
        });
    });
}
