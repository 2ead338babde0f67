//! Who it is for, what they would like to be different, and what it is about.

use domain::journey::change;
use leptos::prelude::*;
use wire::{ForWhom, Need};

use crate::features::refer::asking::Asking;
use crate::features::refer::question::Question;
use crate::phrases;
use crate::phrases::danger_card::DangerCard;
use crate::ui::choices::{Choice, Choices};
use crate::ui::text_area::TextArea;
use crate::words::refer as words;

/// "Who is this for?"
#[component]
pub fn WhoStep(asking: Asking) -> impl IntoView {
    let draft = asking.draft;
    let about = draft.peek(|answers| answers.about_group_name.clone());
    view! {
        <Question asking=asking title=words::who_title() why=words::who_why()>
            {(!about.is_empty()).then(|| view! { <p class="notice">{words::about_group(&about)}</p> })}
            <Choices
                id="for_whom"
                legend=words::who_title()
                is_legend_hidden=true
                choices=vec![Choice::new("me", words::who_me()), Choice::new("someone", words::who_someone())]
                is_chosen=Callback::new(move |value: String| {
                    draft.read(|answers| match answers.for_whom {
                        Some(ForWhom::Me) => value == "me",
                        Some(ForWhom::Someone) => value == "someone",
                        None => false,
                    })
                })
                on_choose=Callback::new(move |(value, _): (String, bool)| {
                    let whom = if value == "me" { ForWhom::Me } else { ForWhom::Someone };
                    draft.change(|answers| change::for_whom(answers, whom));
                })
                error=asking.error("for_whom")
            />
        </Question>
    }
    .into_any()
}

/// "What would you like to be different?", in own words.
#[component]
pub fn WordsStep(asking: Asking) -> impl IntoView {
    let is_helper = is_helper(asking);
    let title = if is_helper { words::words_title_them() } else { words::words_title() };
    view! {
        <Question asking=asking title=title why=words::words_why()>
            <TextArea
                id="words"
                label=title
                is_label_hidden=true
                hint=words::words_hint()
                value=asking.value(|answers| &answers.words)
                on_input=asking.input(|answers| &mut answers.words)
                error=asking.error("words")
            />
            <DangerCard text=asking.value(|answers| &answers.words) field="words" />
        </Question>
    }
    .into_any()
}

/// What it is about, from the fixed list.
#[component]
pub fn NeedsStep(asking: Asking) -> impl IntoView {
    let draft = asking.draft;
    let title = if is_helper(asking) { words::needs_title_them() } else { words::needs_title() };
    view! {
        <Question asking=asking title=title why=words::needs_why()>
            <Choices
                id="needs"
                legend=title
                is_legend_hidden=true
                is_many=true
                choices=Need::ALL.map(|need| Choice::new(need.code(), phrases::need::need(need))).into()
                is_chosen=Callback::new(move |value: String| {
                    draft.read(|answers| answers.needs.iter().any(|need| need.code() == value))
                })
                on_choose=Callback::new(move |(value, is_on): (String, bool)| {
                    if let Some(need) = Need::from_code(&value) {
                        draft.change(|answers| {
                            answers.needs.retain(|held| *held != need);
                            if is_on {
                                answers.needs.push(need);
                            }
                        });
                    }
                })
                error=asking.error("needs")
            />
        </Question>
    }
    .into_any()
}

/// Whether somebody is asking for another person.
pub fn is_helper(asking: Asking) -> bool {
    asking.draft.peek(|answers| answers.for_whom == Some(ForWhom::Someone))
}
