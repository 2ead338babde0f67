//! Where somebody who was invited begins: the link, the code, their first passkey.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{ErrorCode, FieldCode, FieldProblem, FinishPasskey, InvitationOpened, OpenInvitation};

use crate::backend::desk::invitation;
use crate::browser::{fragment, passkeys};
use crate::features::desk::confirm::no_passkey;
use crate::features::desk::errand::Errand;
use crate::features::desk::refused::refused_words;
use crate::features::desk::said;
use crate::routes::desk as routes;
use crate::state::address::use_address;
use crate::state::who::use_who;
use crate::ui::page::Page;
use crate::ui::text_field::TextField;
use crate::words::app;
use crate::words::desk::frame;
use crate::words::team::invitation as words;

/// The page of the link. What stands behind its `#` is read once and leaves the address at once.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let token = StoredValue::new(fragment::take().unwrap_or_default());
    let opened = RwSignal::new(None::<InvitationOpened>);
    let inside = move || match opened.get() {
        Some(invitation) => passkey_view(invitation, opened),
        None if token.with_value(String::is_empty) => {
            view! { <p class="lead">{words::no_token()}</p> <p>{words::ask_anew()}</p> }.into_any()
        }
        None => code_view(token, opened),
    };
    view! {
        <Page title=words::title() app_name=app::name() tab=frame::tab()>
            {inside}
        </Page>
    }
    .into_any()
}

fn code_view(token: StoredValue<String>, opened: RwSignal<Option<InvitationOpened>>) -> AnyView {
    let code = RwSignal::new(String::new());
    let errand = Errand::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let sent = OpenInvitation { token: token.get_value(), code: code.get_untracked().trim().to_owned() };
        if sent.code.is_empty() {
            return errand.show(vec![FieldProblem { field: "code".to_owned(), code: FieldCode::Missing }]);
        }
        errand.run(
            move || {
                let sent = sent.clone();
                async move { invitation::open(&sent).await }
            },
            move |answer: InvitationOpened| opened.set(Some(answer)),
        );
    };
    let hint = move || {
        (errand.code() == Some(ErrorCode::NotValid)).then(|| view! { <p class="small">{words::ask_anew()}</p> })
    };
    view! {
        <p class="lead">{words::lead()}</p>
        <form class="desk-form" on:submit=submit novalidate=true>
            <TextField
                id="code"
                label=words::code()
                hint=words::code_hint()
                value=code
                on_input=Callback::new(move |typed| code.set(typed))
                error=errand.error("code")
                max_length=40
                is_short=true
            />
            {errand.trouble_view()}
            {hint}
            <p><button type="submit" class="button" disabled=move || errand.is_busy()>{words::open()}</button></p>
        </form>
    }
    .into_any()
}

/// Whom it is for, and the button that makes the passkey. It is asked for by a tap, because browsers want one.
fn passkey_view(invited: InvitationOpened, opened: RwSignal<Option<InvitationOpened>>) -> AnyView {
    let (who, address) = (use_who(), use_address());
    let is_busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let challenge = StoredValue::new(invited.passkey);
    let make = move |_| {
        is_busy.set(true);
        trouble.set(None);
        let challenge = challenge.get_value();
        spawn_local(async move {
            let said = match passkeys::make(&challenge.options).await {
                Err(why) => no_passkey(why).to_owned(),
                Ok(credential) => {
                    let sent = FinishPasskey { ceremony: challenge.ceremony, credential, label: String::new() };
                    match invitation::finish(&sent).await {
                        Ok(me) => {
                            who.hold(me);
                            // From there everybody is shown to the part that they have.
                            return address.go_instead(routes::WAITING);
                        }
                        Err(why) => refused_words(&why),
                    }
                }
            };
            if is_busy.try_set(false).is_none() {
                trouble.set(Some(said));
            }
        });
    };
    let role = said::role(invited.role);
    let whom = if invited.team_name.is_empty() {
        words::whom_alone(&invited.name, role)
    } else {
        words::whom(&invited.name, role, &invited.team_name)
    };
    view! {
        <p class="lead">{whom}</p>
        <p>{words::passkey()}</p>
        <div role="alert">{move || trouble.get().map(|said| view! { <p class="field-error">{said}</p> })}</div>
        <p>
            <button type="button" class="button" disabled=move || is_busy.get() on:click=make>{words::make()}</button>
        </p>
        <p>
            <button type="button" class="button-quiet" on:click=move |_| opened.set(None)>{words::code_again()}</button>
        </p>
    }
    .into_any()
}
