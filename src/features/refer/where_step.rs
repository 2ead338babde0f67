//! Where somebody lives and which surgery they go to: that decides the team.

use domain::postcode::{self, Postcode};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::backend::cover;
use crate::features::refer::about_wish::is_helper;
use crate::features::refer::asking::Asking;
use crate::features::refer::question::Question;
use crate::features::refer::surgery_picker::SurgeryPicker;
use crate::state::draft::carried;
use crate::ui::text_field::TextField;
use crate::words::refer as words;

/// "Where do you live?"
#[component]
pub fn WhereStep(asking: Asking) -> impl IntoView {
    let draft = asking.draft;
    let is_busy = RwSignal::new(false);
    let (title, postcode_label) = if is_helper(asking) {
        (words::where_title_them(), words::postcode_them())
    } else {
        (words::where_title(), words::postcode())
    };
    // Whoever has searched from a whole postcode is not asked for it again; it can still be changed.
    if !is_helper(asking)
        && draft.peek(|answers| answers.postcode.is_empty())
        && let Some(Postcode::Full(postcode)) = carried::origin().as_deref().and_then(postcode::parse)
    {
        draft.change(|answers| answers.postcode = postcode);
    }
    let send = Callback::new(move |()| {
        let asked = draft.place();
        is_busy.set(true);
        spawn_local(async move {
            let answer = cover::find(&asked).await;
            // Meanwhile the page may have been left, or another place typed: then this answer leads nowhere.
            if is_busy.try_set(false).is_some() || draft.place() != asked {
                return;
            }
            // Without a signal the question is left open; the page of all answers asks it again.
            if let Ok(cover) = answer {
                draft.set_cover(cover);
            }
            asking.go_on();
        });
    });
    view! {
        <Question asking=asking title=title why=words::where_why() on_send=send is_busy=is_busy>
            <TextField
                id="postcode"
                label=postcode_label
                value=asking.value(|answers| &answers.postcode)
                on_input=asking.input(|answers| &mut answers.postcode)
                error=asking.error("postcode")
                autocomplete="postal-code"
                max_length=10
                is_short=true
            />
            <SurgeryPicker asking=asking />
        </Question>
    }
    .into_any()
}
