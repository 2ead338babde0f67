//! "Is this phone just yours?" Nothing is chosen beforehand, and who is not sure gets the careful answer.

use leptos::prelude::*;
use wire::{ErrorCode, Life, WhoAmI};

use crate::backend::sign_in;
use crate::browser::{document, passkeys};
use crate::phrases::trouble::trouble_view;
use crate::state::doing::Doing;
use crate::state::who::use_who;
use crate::ui::choices::{Choice, Choices};
use crate::ui::page::Page;
use crate::words::sign_in::life as words;
use crate::words::{app, sign_in as sign_in_words};

const FIELD: &str = "life";
const MINE: &str = "mine";
const SHARED: &str = "shared";
const NOT_SURE: &str = "not_sure";

/// The question. `is_offering` is set when a passkey is to be offered next.
#[component]
pub fn LifeStep(is_offering: RwSignal<bool>) -> impl IntoView {
    let who = use_who();
    let chosen = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<String>);
    let doing = RwSignal::new(Doing::Idle);
    let choose = move |life| {
        let request = async move {
            match sign_in::choose_life(life).await {
                // It was answered in another tab.
                Err(why) if why.code() == Some(ErrorCode::NotNow) => Ok(None),
                answer => answer.map(Some),
            }
        };
        Doing::run(doing, request, move |me| {
            let Some(me) = me else { return who.ask_again() };
            if let WhoAmI::Somebody(somebody) = &me {
                let is_theirs = somebody.life == Life::Mine;
                is_offering.set(is_theirs && somebody.passkeys == 0 && passkeys::is_possible());
            }
            who.hold(me);
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match chosen.get_untracked().as_deref() {
            Some(MINE) => choose(Life::Mine),
            Some(_) => choose(Life::Shared),
            None => {
                error.set(Some(words::missing().to_owned()));
                document::focus(FIELD);
            }
        }
    };
    let choice = |value, label: &'static str, hint: &'static str| Choice {
        hint: Some(hint.to_owned()),
        ..Choice::new(value, label)
    };
    view! {
        <div class="sign-in">
            <Page title=words::title() app_name=app::name() tab=sign_in_words::title()>
                <p class="lead">{words::why()}</p>
                <form class="sign-in-form" on:submit=submit novalidate=true>
                    <Choices
                        id=FIELD
                        legend=words::title()
                        is_legend_hidden=true
                        choices=vec![
                            choice(MINE, words::mine(), words::mine_hint()),
                            choice(SHARED, words::shared(), words::shared_hint()),
                            choice(NOT_SURE, words::not_sure(), words::not_sure_hint()),
                        ]
                        is_chosen=Callback::new(move |value: String| chosen.with(|chosen| chosen.as_ref() == Some(&value)))
                        on_choose=Callback::new(move |(value, _): (String, bool)| {
                            error.set(None);
                            chosen.set(Some(value));
                        })
                        error=error
                    />
                    <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
                    <p>
                        <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>
                            {words::go_on()}
                        </button>
                    </p>
                </form>
            </Page>
        </div>
    }
    .into_any()
}
