//! Erasing everything: what goes, what stays and why, who to talk to first, and one button that asks to be sure.

use leptos::prelude::*;
use wire::{Erased, PersonId};

use crate::backend::export;
use crate::backend::failure::Failure;
use crate::browser::document;
use crate::features::export::erased_parts::{GONE, KEPT, gone_view, kept_view};
use crate::phrases::confirm::ConfirmPanel;
use crate::phrases::own::own_view;
use crate::phrases::trouble::trouble_view;
use crate::routes::{self, inbox, me};
use crate::state::doing::Doing;
use crate::state::who::{Farewell, Standing, Who, use_who};
use crate::ui::choices::{Choice, Choices};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, export as words, messages};

/// The way to the end, and what is said there. It outlives the sign-in, which ends with it.
#[component]
pub fn ErasePage() -> impl IntoView {
    let who = use_who();
    let erased = RwSignal::new(None::<Erased>);
    let doing = RwSignal::new(Doing::Idle);
    Effect::new(move |_| {
        // The sign-in ends with what is erased, and that is often heard before the answer has come.
        let is_asked = doing.with(|doing| matches!(doing, Doing::Busy | Doing::Failed(_)));
        if who.standing() == Standing::Nobody && !is_asked && erased.with(Option::is_none) {
            who.turn_away(me::SIGN_IN);
        }
    });
    (move || match erased.get() {
        Some(erased) => erased_view(&erased),
        None => before_view(erased, doing),
    })
    .into_any()
}

fn before_view(erased: RwSignal<Option<Erased>>, doing: RwSignal<Doing>) -> AnyView {
    let who = use_who();
    // Whoever has asked is still the one who asked when their sign-in is over.
    let asked = StoredValue::new(None::<PersonId>);
    let person = move || {
        let person = who.person().or_else(|| asked.get_value());
        asked.set_value(person);
        person
    };
    view! {
        <div class="erase">
            <p class="back-row"><a class="back" href=inbox::EXPORT>{words::back()}</a></p>
            <Page title=words::erase_title() app_name=app::name() tab=messages::home()>
                <p class="lead">{words::erase_lead()}</p>
                <section>
                    <h2>{words::gone_title()}</h2>
                    {gone_view(&GONE)}
                </section>
                <section>
                    <h2>{words::kept_title()}</h2>
                    {kept_view(&KEPT)}
                </section>
                <p class="notice notice-warm">{words::unreachable()}</p>
                <section>
                    <h2>{words::talk_title()}</h2>
                    <p>{words::talk()}</p>
                    <p class="erase-ways">
                        <a class="tap" href=me::HOME>{words::talk_go()}</a>
                        <a class="tap" href=inbox::EXPORT>{words::copy_go()}</a>
                    </p>
                </section>
                <section>
                    <h2>{words::sure_title()}</h2>
                    {own_view(person, move |person| sure_view(who, person, erased, doing))}
                </section>
            </Page>
        </div>
    }
    .into_any()
}

fn sure_view(who: Who, person: PersonId, erased: RwSignal<Option<Erased>>, doing: RwSignal<Doing>) -> AnyView {
    let is_understood = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let erase = Callback::new(move |()| {
        if !is_understood.get_untracked() {
            error.set(Some(words::understand_missing().to_owned()));
            document::focus("understand");
            return;
        }
        error.set(None);
        Doing::run(doing, export::erase(person), move |told| {
            erased.set(Some(told));
            who.sign_out(Farewell::SignedOut);
        });
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        erase.run(());
    };
    view! {
        <form class="erase-form" on:submit=submit novalidate=true>
            <Choices
                id="understand"
                legend=words::sure_title()
                is_legend_hidden=true
                is_many=true
                choices=vec![Choice::new("yes", words::understand())]
                is_chosen=Callback::new(move |_| is_understood.get())
                on_choose=Callback::new(move |(_, is_on): (String, bool)| is_understood.set(is_on))
                error=error
            />
            <p>
                <button type="submit" class="button erase-button" disabled=move || doing.with(Doing::is_busy)>
                    {words::erase()}
                </button>
            </p>
        </form>
        {move || match doing.get() {
            Doing::Idle => ().into_any(),
            Doing::Busy => view! { <Loading words=words::erasing() /> }.into_any(),
            Doing::Confirming => {
                let close = Callback::new(move |()| doing.set(Doing::Idle));
                view! { <ConfirmPanel on_done=erase on_close=close /> }.into_any()
            }
            Doing::Failed(why) => {
                // Where no answer could be read it may have been done all the same.
                let is_unsure = matches!(why, Failure::Offline | Failure::Unreadable);
                trouble_view(&why, is_unsure.then(words::not_sure))
            }
        }}
    }
    .into_any()
}

fn erased_view(erased: &Erased) -> AnyView {
    let (gone, kept) = (gone_view(&erased.erased), kept_view(&erased.kept));
    view! {
        <Page title=words::erased_title() app_name=app::name() tab=messages::home()>
            <p class="lead">{words::erased_lead()}</p>
            <section>
                <h2>{words::erased_gone()}</h2>
                {gone}
            </section>
            <section>
                <h2>{words::erased_kept()}</h2>
                {kept}
            </section>
            <p>{words::erased_again()}</p>
            <p><a class="button" href=routes::START>{words::erased_home()}</a></p>
        </Page>
    }
    .into_any()
}
