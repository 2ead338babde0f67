//! Another address to sign in by: a code goes there, and whoever types it has proved that it is theirs.

use domain::contact_point;
use leptos::prelude::*;
use wire::CodeAsked;

use crate::backend::failure::Failure;
use crate::browser::document;
use crate::phrases::code::asking;
use crate::phrases::code_entry::{CodeEntry, CodeFor};
use crate::phrases::confirm::ConfirmPanel;
use crate::phrases::trouble::trouble_view;
use crate::state::doing::Doing;
use crate::ui::text_field::TextField;
use crate::words::details::contacts as words;
use crate::words::sign_in::code as code_words;

const FIELD: &str = "new-contact";

/// The address, then the code.
#[component]
pub fn ContactAdding(on_added: Callback<()>) -> impl IntoView {
    let to = RwSignal::new(String::new());
    let asked = RwSignal::new(None::<CodeAsked>);
    let code = RwSignal::new(String::new());
    let is_asked = Memo::new(move |_| asked.with(Option::is_some));
    let done = Callback::new(move |()| {
        asked.set(None);
        code.set(String::new());
        to.set(String::new());
        on_added.run(());
    });
    (move || {
        if !is_asked.get() {
            return address_view(to, asked);
        }
        let address = to.get_untracked();
        view! {
            <CodeEntry
                code_for=CodeFor::NewContact
                to=address.clone()
                shown=address.trim().to_owned()
                asked=asked
                code=code
                on_done=done
                on_other=Callback::new(move |()| asked.set(None))
            />
        }
        .into_any()
    })
    .into_any()
}

fn address_view(to: RwSignal<String>, asked: RwSignal<Option<CodeAsked>>) -> AnyView {
    let wrong = RwSignal::new(None::<String>);
    let doing = RwSignal::new(Doing::Idle);
    let ask = Callback::new(move |()| {
        wrong.set(None);
        let typed = to.get_untracked();
        let Some(point) = contact_point::parse(&typed) else {
            wrong.set(Some(code_words::unreadable().to_owned()));
            document::focus(FIELD);
            return;
        };
        let request = async move {
            match CodeFor::NewContact.ask(&typed).await {
                Ok(new) => Ok(Ok(new)),
                // The server says something about this address; anything else is about the way there.
                Err(why) if is_about_address(&why) => Ok(Err(asking(&why, point.kind))),
                Err(why) => Err(why),
            }
        };
        Doing::run(doing, request, move |answer| match answer {
            Ok(new) => asked.set(Some(new)),
            Err(said) => {
                wrong.set(Some(said));
                document::focus(FIELD);
            }
        });
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        ask.run(());
    };
    view! {
        <form class="contact-adding" on:submit=submit novalidate=true>
            <TextField
                id=FIELD
                label=words::new()
                hint=words::new_hint()
                value=to
                on_input=Callback::new(move |typed| to.set(typed))
                error=wrong
                max_length=254
            />
            <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
            <p>
                <button type="submit" class="button button-second" disabled=move || doing.with(Doing::is_busy)>
                    {words::send()}
                </button>
            </p>
        </form>
        {move || (doing.get() == Doing::Confirming).then(|| {
            let close = Callback::new(move |()| doing.set(Doing::Idle));
            view! { <ConfirmPanel on_done=ask on_close=close /> }
        })}
    }
    .into_any()
}

fn is_about_address(why: &Failure) -> bool {
    use wire::ErrorCode::{CodesRest, Invalid};
    matches!(why, Failure::Busy(_)) || matches!(why.code(), Some(Invalid | CodesRest))
}
