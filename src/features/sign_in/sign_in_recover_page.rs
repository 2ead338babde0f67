//! Signing in with the twelve words on paper. They are spent by it.

use leptos::prelude::*;
use wire::ErrorCode;

use crate::backend::sign_in;
use crate::browser::document;
use crate::phrases::trouble::trouble_view;
use crate::routes::me as routes;
use crate::state::address::use_address;
use crate::state::doing::Doing;
use crate::ui::page::Page;
use crate::ui::text_area::TextArea;
use crate::words::sign_in::recover as words;
use crate::words::{app, sign_in as sign_in_words};

/// How many words a paper has.
const WORDS: usize = 12;
const FIELD: &str = "words";

/// The page.
#[component]
pub fn SignInRecoverPage() -> impl IntoView {
    let address = use_address();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let doing = RwSignal::new(Doing::Idle);
    let point_out = move |said: String| {
        wrong.set(Some(said));
        document::focus(FIELD);
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        wrong.set(None);
        let text = typed.get_untracked();
        let count = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).count();
        if count != WORDS {
            return point_out(words::count(u32::try_from(count).unwrap_or(u32::MAX)));
        }
        let request = async move {
            match sign_in::spend_recovery(&text).await {
                Err(why) if why.code() == Some(ErrorCode::NotValid) => Ok(false),
                answer => answer.map(|()| true),
            }
        };
        Doing::run(doing, request, move |is_in| {
            if is_in {
                typed.set(String::new());
                address.go_instead(routes::SIGN_IN);
            } else {
                point_out(words::not_valid().to_owned());
            }
        });
    };
    view! {
        <div class="sign-in">
            <p class="back-row"><a class="back" href=routes::SIGN_IN>{sign_in_words::back()}</a></p>
            <Page title=sign_in_words::recover_title() app_name=app::name() tab=sign_in_words::title()>
                <p class="lead">{words::lead()}</p>
                <form class="sign-in-form" on:submit=submit novalidate=true>
                    <TextArea
                        id=FIELD
                        label=words::label()
                        hint=words::hint()
                        value=typed
                        on_input=Callback::new(move |text| typed.set(text))
                        error=wrong
                        max_length=500
                        rows=5
                        is_secret=true
                    />
                    <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
                    <p>
                        <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>
                            {words::go()}
                        </button>
                    </p>
                </form>
                <p>{words::lost()}</p>
            </Page>
        </div>
    }
    .into_any()
}
