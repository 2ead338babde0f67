//! What a helper may see and do for one person, with a banner that says for whom. What is not allowed is not there. When it
//! ends, nothing stays on the screen.

use leptos::prelude::*;
use wire::{GrantId, HelpingWhom, PersonId, Scope, Timeline};

use crate::backend::failure::Failure;
use crate::backend::{helpers, people};
use crate::browser::date_words::plain_date;
use crate::features::helpers::helping_details::HelpingDetails;
use crate::features::helpers::sure::Sure;
use crate::phrases::failure::failed_view;
use crate::phrases::scope;
use crate::phrases::timeline::timeline_view;
use crate::routes::{me as routes, messages, plan};
use crate::state::address::use_address;
use crate::state::changes::{About, follow};
use crate::state::doing::Doing;
use crate::state::fetched::{Fetched, Shown};
use crate::state::who::{Who, use_who};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, helpers as words, me};

/// The page about one person.
#[component]
pub fn HelpingPage(#[prop(into)] id: String) -> impl IntoView {
    let who = use_who();
    let whom = Memo::new(move |_| {
        let helping = who.helping();
        helping.into_iter().find(|helping| helping.person.to_string() == id)
    });
    // Other terms change parts of the page; only another grant, or none, changes all of it.
    let grant = Memo::new(move |_| whom.with(|whom| whom.as_ref().map(|whom| (whom.grant, whom.person))));
    (move || match grant.get() {
        Some((grant, person)) => helped_view(who, whom, grant, person),
        None => ended_view(),
    })
    .into_any()
}

fn ended_view() -> AnyView {
    view! {
        <Page title=words::ended() app_name=app::name() tab=me::title()>
            <p><a class="button" href=routes::HOME>{words::ended_home()}</a></p>
        </Page>
    }
    .into_any()
}

fn helped_view(who: Who, whom: Memo<Option<HelpingWhom>>, grant: GrantId, person: PersonId) -> AnyView {
    let name = Memo::new(move |_| whom.with(|whom| whom.as_ref().map(|whom| whom.name.clone()).unwrap_or_default()));
    let may =
        |scope| Memo::new(move |_| whom.with(|whom| whom.as_ref().is_some_and(|whom| whom.scopes.contains(&scope))));
    let (sees, reads, writes) = (may(Scope::SeePlan), may(Scope::SeeMessages), may(Scope::WriteAsHelper));
    let has_messages = move || reads.get() || writes.get();
    view! {
        <div class="helping">
            <p class="helping-banner">
                <strong>{move || words::helping_banner(&name.get())}</strong>
                " "
                <span>
                    {move || {
                        whom.with(|whom| whom.as_ref().map(|whom| words::helping_until(&plain_date(whom.ends_on))))
                    }}
                </span>
            </p>
            <Page title=words::helping_title() app_name=app::name() tab=me::title()>
                <section>
                    <p>{words::helping_may()}</p>
                    {move || whom.with(|whom| whom.as_ref().map(|whom| scope::list_view(&whom.scopes, scope::may)))}
                </section>
                {move || has_messages().then(|| {
                    let href = messages::for_person(&person.to_string());
                    view! { <p><a class="tap" href=href>{words::helping_messages()}</a></p> }
                })}
                {move || sees.get().then(|| {
                    let href = plan::of_person(&person.to_string());
                    view! { <p><a class="tap" href=href>{move || words::helping_plan(&name.get())}</a></p> }
                })}
                {move || sees.get().then(|| next_view(who, person))}
                {move || writes.get().then(|| view! { <HelpingDetails person=person name=name /> })}
                {move || (!sees.get() && !has_messages()).then(|| view! { <p>{words::helping_empty()}</p> })}
                {stop_view(who, name, grant)}
            </Page>
        </div>
    }
    .into_any()
}

/// What happens next. A hint that their access has changed takes it off the screen until the server has said again that
/// it may be seen.
fn next_view(who: Who, person: PersonId) -> AnyView {
    let fetched = Fetched::new(&[About::Referral], move || people::timeline(person));
    follow(&[About::Access], move || fetched.again());
    ask_when_gone(who, fetched);
    let list = move || fetched.read(|list| list_view(list));
    (move || {
        let inside = match fetched.shown() {
            Shown::Failed(Failure::Absent) => return ().into_any(),
            Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
            Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
            Shown::There => list.into_any(),
        };
        view! {
            <section>
                <h2>{words::next_title()}</h2>
                {move || fetched.is_stale().then(|| view! { <p class="small" role="status">{me::stale()}</p> })}
                {inside}
            </section>
        }
        .into_any()
    })
    .into_any()
}

/// What is there no longer for this helper may be so because nothing is: then the whole page goes.
pub fn ask_when_gone<T: Clone + PartialEq + Send + Sync + 'static>(who: Who, fetched: Fetched<T>) {
    Effect::new(move |_| {
        if fetched.shown() == Shown::Failed(Failure::Absent) {
            who.ask_again();
        }
    });
}

fn list_view(list: &[Timeline]) -> AnyView {
    if list.is_empty() {
        return view! { <p>{words::next_empty()}</p> }.into_any();
    }
    list.iter().map(timeline_view).collect::<Vec<AnyView>>().into_any()
}

fn stop_view(who: Who, name: Memo<String>, grant: GrantId) -> AnyView {
    let doing = RwSignal::new(Doing::Idle);
    let address = use_address();
    let stop = Callback::new(move |()| {
        Doing::run(doing, helpers::leave(grant), move |()| {
            address.go(routes::HOME);
            who.ask_again();
        });
    });
    view! {
        <section>
            <h2>{words::stop_title()}</h2>
            <Sure
                label=words::stop()
                ask=words::stop_ask(&name.get_untracked())
                yes=words::stop_yes()
                on_yes=stop
                doing=doing
            />
        </section>
    }
    .into_any()
}
