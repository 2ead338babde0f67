//! What makes talking and meeting easier: language and access.

use leptos::prelude::*;
use wire::Access;

use crate::features::refer::about_wish::is_helper;
use crate::features::refer::asking::Asking;
use crate::features::refer::question::Question;
use crate::phrases;
use crate::phrases::danger_card::DangerCard;
use crate::ui::choices::{Choice, Choices};
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;
use crate::words::refer as words;

/// "What would make it easier to talk and meet?"
#[component]
pub fn TalkStep(asking: Asking) -> impl IntoView {
    let draft = asking.draft;
    let title = if is_helper(asking) { words::talk_title_them() } else { words::talk_title() };
    // What somebody may need in order to meet; parking and buses are a group's to offer, not a need to ask about here.
    let features = [
        Access::StepFree,
        Access::AccessibleToilet,
        Access::HearingLoop,
        Access::SignLanguage,
        Access::Interpreter,
        Access::QuietSpace,
    ];
    view! {
        <Question asking=asking title=title why=words::talk_why()>
            <TextField
                id="language"
                label=words::language()
                hint=words::language_hint()
                value=asking.value(|answers| &answers.language)
                on_input=asking.input(|answers| &mut answers.language)
                error=asking.error("language")
                max_length=60
            />
            <Choices
                id="access"
                legend=words::access()
                is_many=true
                choices=features.map(|access| Choice::new(access.code(), phrases::access::access(access))).into()
                is_chosen=Callback::new(move |value: String| {
                    draft.read(|answers| answers.access.iter().any(|access| access.code() == value))
                })
                on_choose=Callback::new(move |(value, is_on): (String, bool)| {
                    if let Some(access) = Access::from_code(&value) {
                        draft.change(|answers| {
                            answers.access.retain(|held| *held != access);
                            if is_on {
                                answers.access.push(access);
                            }
                        });
                    }
                })
                error=asking.error("access")
            />
            <TextArea
                id="access_note"
                label=words::access_note()
                hint=words::access_note_hint()
                value=asking.value(|answers| &answers.access_note)
                on_input=asking.input(|answers| &mut answers.access_note)
                error=asking.error("access_note")
                max_length=500
                rows=3
            />
            <DangerCard text=asking.value(|answers| &answers.access_note) field="access_note" />
        </Question>
    }
    .into_any()
}
