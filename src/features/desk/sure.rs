//! A button for what cannot be taken back: it says what will happen, and asks once more.

use leptos::html;
use leptos::prelude::*;

use crate::features::desk::errand::Errand;
use crate::words::desk::sure as words;

/// The button, then the question with yes and a way back. The focus goes along.
#[component]
pub fn Sure(
    #[prop(into)] label: String,
    /// What will happen.
    #[prop(into)]
    ask: String,
    #[prop(into)] yes: String,
    on_yes: Callback<()>,
    errand: Errand,
) -> impl IntoView {
    let is_asking = RwSignal::new(false);
    let has_asked = StoredValue::new(false);
    let (question, button) = (NodeRef::<html::Div>::new(), NodeRef::<html::Button>::new());
    Effect::new(move |_| {
        if let Some(question) = question.get() {
            has_asked.set_value(true);
            let _ = question.focus();
        }
    });
    Effect::new(move |_| {
        if let Some(button) = button.get()
            && has_asked.get_value()
        {
            let _ = button.focus();
        }
    });
    let put_back = move |_| {
        errand.clear();
        is_asking.set(false);
    };
    let (label, ask, yes) = (StoredValue::new(label), StoredValue::new(ask), StoredValue::new(yes));
    (move || {
        if !is_asking.get() {
            return view! {
                <button
                    type="button"
                    class="button button-second"
                    node_ref=button
                    on:click=move |_| is_asking.set(true)
                >
                    {label.get_value()}
                </button>
            }
            .into_any();
        }
        view! {
            <div class="notice notice-warm sure" tabindex="-1" node_ref=question>
                <p>{ask.get_value()}</p>
                {errand.trouble_view()}
                <p class="acts-buttons">
                    <button
                        type="button"
                        class="button"
                        disabled=move || errand.is_busy()
                        on:click=move |_| on_yes.run(())
                    >
                        {yes.get_value()}
                    </button>
                    <button type="button" class="button button-second" on:click=put_back>{words::back()}</button>
                </p>
            </div>
        }
        .into_any()
    })
    .into_any()
}
