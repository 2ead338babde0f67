//! Typing the six digits that were sent: for signing in, to confirm that it is still the same person, or to prove a new
//! address. What was typed stays until it was right.

use domain::codes;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{CodeAsked, CodeId, ErrorCode};

use crate::backend::failure::Failure;
use crate::backend::{account, sign_in};
use crate::browser::document;
use crate::phrases::code;
use crate::phrases::failure::failure;
use crate::routes;
use crate::ui::code_field::CodeField;
use crate::words::failure as failure_words;
use crate::words::sign_in::code as words;

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFor {
    SigningIn,
    Confirming,
    NewContact,
}

impl CodeFor {
    /// The id of the field: there may be more than one on a page.
    const fn field(self) -> &'static str {
        match self {
            Self::SigningIn => "code",
            Self::Confirming => "confirm-code",
            Self::NewContact => "contact-code",
        }
    }

    fn button(self) -> &'static str {
        match self {
            Self::SigningIn => words::sign_in(),
            Self::Confirming => words::confirm(),
            Self::NewContact => words::add(),
        }
    }

    /// Asks for a code to an address.
    pub async fn ask(self, to: &str) -> Result<CodeAsked, Failure> {
        match self {
            Self::SigningIn | Self::Confirming => sign_in::ask_code(to).await,
            Self::NewContact => account::add_contact(to).await,
        }
    }

    async fn spend(self, id: CodeId, code: &str) -> Result<(), Failure> {
        match self {
            Self::SigningIn | Self::Confirming => sign_in::spend_code(id, code).await,
            Self::NewContact => account::prove_contact(id, code).await.map(|_| ()),
        }
    }
}

/// The field, the button, and the ways on when nothing came.
#[component]
pub fn CodeEntry(
    code_for: CodeFor,
    /// Where the code went, as the API takes it.
    to: String,
    /// The same as its owner knows it.
    shown: String,
    /// The code that was asked for last.
    asked: RwSignal<Option<CodeAsked>>,
    /// What is typed.
    code: RwSignal<String>,
    on_done: Callback<()>,
    /// To another address instead.
    on_other: Callback<()>,
) -> impl IntoView {
    let wrong = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(None::<String>);
    let said = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let to = StoredValue::new(to);
    let tried = Tried { wrong, trouble, is_busy };
    let spend = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = code.get_untracked();
        let Some(id) = asked.with_untracked(|asked| asked.as_ref().map(|asked| asked.id)) else { return };
        if is_busy.get_untracked() {
            return;
        }
        said.set(None);
        trouble.set(None);
        wrong.set(None);
        // A slip that can be seen costs no try.
        if codes::normalise(&typed).is_none() {
            tried.point_out(code_for, words::six_digits().to_owned());
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            match code_for.spend(id, &typed).await {
                Ok(()) => {
                    on_done.try_run(());
                    is_busy.try_set(false);
                }
                Err(why) => tried.refused(code_for, &why),
            }
        });
    };
    let again = move |_| {
        let Some(before) = asked.get_untracked() else { return };
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        trouble.set(None);
        let to = to.get_value();
        spawn_local(async move {
            let answer = code_for.ask(&to).await;
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(newer) => {
                    asked.set(Some(newer));
                    code.set(String::new());
                    wrong.set(None);
                    said.set(Some(words::sent_again().to_owned()));
                }
                Err(why) => said.set(Some(code::asking(&why, before.kind))),
            }
        });
    };
    let id = code_for.field();
    view! {
        <form class="code-entry" on:submit=spend novalidate=true>
            <p>{words::sent(&shown)}</p>
            <CodeField
                id=id
                label=words::label()
                hint=words::lasts()
                value=code
                on_input=Callback::new(move |typed| code.set(typed))
                error=wrong
            />
            <div role="alert">{move || trouble.get().map(trouble_view)}</div>
            <p>
                <button type="submit" class="button" disabled=move || is_busy.get()>{code_for.button()}</button>
            </p>
            <p class="small" role="status">{move || said.get()}</p>
            <p class="code-entry-ways">
                <button type="button" class="button-quiet" disabled=move || is_busy.get() on:click=again>
                    {words::again()}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| on_other.run(())>{words::another()}</button>
            </p>
        </form>
    }
    .into_any()
}

/// How a try went.
#[derive(Clone, Copy)]
struct Tried {
    wrong: RwSignal<Option<String>>,
    trouble: RwSignal<Option<String>>,
    is_busy: RwSignal<bool>,
}

impl Tried {
    /// What is wrong with what was typed stands at the field, which takes the focus.
    fn point_out(&self, code_for: CodeFor, words: String) {
        self.wrong.set(Some(words));
        document::focus(code_for.field());
    }

    fn refused(&self, code_for: CodeFor, why: &Failure) {
        // Somebody may have gone elsewhere meanwhile.
        if self.is_busy.try_set(false).is_some() {
            return;
        }
        match why.code() {
            Some(ErrorCode::WrongCode | ErrorCode::CodeOver | ErrorCode::Taken) => {
                self.point_out(code_for, code::spending(why));
            }
            Some(_) => self.trouble.set(Some(code::spending(why))),
            None => self.trouble.set(Some(failure(why))),
        }
    }
}

fn trouble_view(said: String) -> AnyView {
    view! {
        <div class="failed">
            <p>{said}</p>
            <p><a class="tap" href=routes::HELP_NOW rel="external">{failure_words::help()}</a></p>
        </div>
    }
    .into_any()
}
