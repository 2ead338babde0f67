//! How to reach the person, and whether each way is safe. Unset means no.

use domain::journey::change;
use leptos::prelude::*;
use wire::Answers;

use crate::features::refer::about_wish::is_helper;
use crate::features::refer::asking::Asking;
use crate::features::refer::question::Question;
use crate::ui::choices::{Choice, Choices};
use crate::ui::text_field::TextField;
use crate::words::refer as words;

/// "How can we reach you?"
#[component]
pub fn ReachStep(asking: Asking) -> impl IntoView {
    let is_helper = is_helper(asking);
    let (title, why) = if is_helper {
        (words::reach_title_them(), words::reach_why_them())
    } else {
        (words::reach_title(), words::reach_why())
    };
    let draft = asking.draft;
    let has_phone = Memo::new(move |_| draft.read(|answers| !answers.phone.trim().is_empty()));
    let has_email = Memo::new(move |_| draft.read(|answers| !answers.email.trim().is_empty()));
    view! {
        <Question asking=asking title=title why=why>
            <TextField
                id="phone"
                label=words::phone()
                value=asking.value(|answers| &answers.phone)
                on_input=asking.change(change::phone)
                error=asking.error("phone")
                kind="tel"
                autocomplete=if is_helper { "off" } else { "tel" }
                max_length=40
            />
            {move || has_phone.get().then(|| view! {
                {safe_view(asking, "call_safe", words::call_safe(), |answers| &mut answers.call_safe, |a| a.call_safe)}
                {safe_view(asking, "text_safe", words::text_safe(), |answers| &mut answers.text_safe, |a| a.text_safe)}
            })}
            <TextField
                id="email"
                label=words::email()
                value=asking.value(|answers| &answers.email)
                on_input=asking.change(change::email)
                error=asking.error("email")
                kind="email"
                autocomplete=if is_helper { "off" } else { "email" }
                max_length=254
            />
            {move || has_email.get().then(|| {
                safe_view(asking, "email_safe", words::email_safe(), |answers| &mut answers.email_safe, |a| a.email_safe)
            })}
            <p class="small">{words::safe_meaning()}</p>
        </Question>
    }
    .into_any()
}

/// Whether a way is safe.
pub fn safe_view(
    asking: Asking,
    id: &'static str,
    legend: &'static str,
    write: fn(&mut Answers) -> &mut Option<bool>,
    read: fn(&Answers) -> Option<bool>,
) -> AnyView {
    yes_no_view(asking, id, legend, [words::safe_yes(), words::safe_no()], false, write, read)
}

/// A question with yes and no. The legend is hidden where the page's heading asks the same.
pub fn yes_no_view(
    asking: Asking,
    id: &'static str,
    legend: &'static str,
    [yes, no]: [&'static str; 2],
    is_legend_hidden: bool,
    write: fn(&mut Answers) -> &mut Option<bool>,
    read: fn(&Answers) -> Option<bool>,
) -> AnyView {
    let draft = asking.draft;
    view! {
        <Choices
            id=id
            legend=legend
            is_legend_hidden=is_legend_hidden
            choices=vec![Choice::new("yes", yes), Choice::new("no", no)]
            is_chosen=Callback::new(move |value: String| {
                draft.read(|answers| read(answers).is_some_and(|is_yes| is_yes == (value == "yes")))
            })
            on_choose=Callback::new(move |(value, _): (String, bool)| {
                draft.change(|answers| *write(answers) = Some(value == "yes"));
            })
            error=asking.error(id)
        />
    }
    .into_any()
}
