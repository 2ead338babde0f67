//! Who they are once more, before something that matters. Staff have passkeys and nothing else.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::ErrorCode;

use crate::backend::sign_in;
use crate::browser::passkeys::NoPasskey;
use crate::phrases::failure::failure;
use crate::state::who::use_who;
use crate::ui::panel::Panel;
use crate::words::desk::confirm as words;

/// The panel. `on_done` does again what was asked for; `on_close` puts the panel away.
#[component]
pub fn DeskConfirm(on_done: Callback<()>, on_close: Callback<()>) -> impl IntoView {
    let who = use_who();
    let before = untrack(|| who.standing());
    // A colleague's passkey signs the colleague in; what somebody else had begun is not done in their name.
    let press = PasskeyPress::new(Callback::new(move |()| {
        if untrack(|| who.standing()) == before {
            on_done.run(());
        }
    }));
    view! {
        <Panel id="confirm-title" title=words::title()>
            <p>{words::why()}</p>
            {press.trouble_view()}
            <p class="acts-buttons">
                <button type="button" class="button" disabled=move || press.is_busy() on:click=move |_| press.run()>
                    {words::button()}
                </button>
                <button type="button" class="button button-second" on:click=move |_| on_close.run(())>
                    {words::close()}
                </button>
            </p>
        </Panel>
    }
    .into_any()
}

/// Signing in by a passkey, for the first time today or once more.
#[derive(Clone, Copy)]
pub struct PasskeyPress {
    is_busy: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
    on_done: Callback<()>,
}

impl PasskeyPress {
    /// `on_done` is run once the passkey was right.
    pub fn new(on_done: Callback<()>) -> Self {
        Self { is_busy: RwSignal::new(false), trouble: RwSignal::new(None), on_done }
    }

    /// Whether it is on its way.
    pub fn is_busy(&self) -> bool {
        self.is_busy.get()
    }

    /// Asks the browser for a passkey. Call it from a tap.
    pub fn run(self) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let said = match sign_in::by_passkey().await {
                Ok(Ok(())) => {
                    self.is_busy.try_set(false);
                    self.on_done.try_run(());
                    return;
                }
                Ok(Err(why)) => no_passkey(why).to_owned(),
                Err(why) if why.code() == Some(ErrorCode::NotValid) => words::unknown().to_owned(),
                Err(why) => failure(&why),
            };
            if self.is_busy.try_set(false).is_none() {
                self.trouble.set(Some(said));
            }
        });
    }

    /// Why it did not work.
    pub fn trouble_view(self) -> AnyView {
        let said = move || self.trouble.get().map(|said| view! { <p class="field-error">{said}</p> });
        view! { <div role="alert">{said}</div> }.into_any()
    }
}

/// Why there is no passkey.
pub fn no_passkey(why: NoPasskey) -> &'static str {
    match why {
        NoPasskey::Refused => words::refused(),
        NoPasskey::Already => words::already(),
        NoPasskey::Impossible => words::impossible(),
    }
}
