//! The answers as a list, each with the way to change it. The way back is `?change=1`.

use domain::age::typed_date;
use domain::journey::Step;
use leptos::prelude::*;
use wire::{Answers, ContactFirst, ForWhom, SurgeryChoice};

use crate::browser::date_words::plain_date;
use crate::browser::document;
use crate::features::refer::asking::Asking;
use crate::phrases;
use crate::routes::refer as routes;
use crate::words::refer as words;

const LIST: &str = "answers";

/// The list.
pub fn rows_view(asking: Asking) -> AnyView {
    let steps = asking.journey(|journey| journey.steps());
    let rows: Vec<_> = steps
        .into_iter()
        .filter_map(|step| {
            let (label, lines) = asking.draft.peek(|answers| row(step, answers))?;
            let lines: Vec<_> =
                lines.into_iter().map(|line| view! { <span class="summary-line">{line}</span> }).collect();
            Some(
                view! {
                    <div class="summary-row">
                        <dt>{label}</dt>
                        <dd class="summary-value">{lines}</dd>
                        <dd class="summary-change">
                            <a href=routes::change(step.code())>
                                {words::change()} <span class="visually-hidden">" " {label}</span>
                            </a>
                        </dd>
                    </div>
                }
                .into_any(),
            )
        })
        .collect();
    view! { <dl class="summary" id=LIST tabindex="-1">{rows} {about_view(asking)}</dl> }.into_any()
}

/// The group somebody asked about on its page. It was no answer to a question, so it can only be taken away.
fn about_view(asking: Asking) -> AnyView {
    let draft = asking.draft;
    let about = Memo::new(move |_| draft.read(|answers| answers.about_group.map(|_| answers.about_group_name.clone())));
    let remove = move |_| {
        draft.change(|answers| {
            answers.about_group = None;
            answers.about_group_name.clear();
        });
        // The button goes, and the focus would be lost with it.
        document::focus(LIST);
    };
    (move || {
        about.get().map(|name| {
            view! {
                <div class="summary-row">
                    <dt>{words::row_group()}</dt>
                    <dd class="summary-value"><span class="summary-line">{name}</span></dd>
                    <dd class="summary-change">
                        <button type="button" class="button-quiet" on:click=remove>
                            {words::remove()} <span class="visually-hidden">" " {words::row_group()}</span>
                        </button>
                    </dd>
                </div>
            }
        })
    })
    .into_any()
}

fn row(step: Step, answers: &Answers) -> Option<(&'static str, Vec<String>)> {
    let is_helper = answers.for_whom == Some(ForWhom::Someone);
    let lines = match step {
        Step::ForWhom => vec![if is_helper { words::who_someone() } else { words::who_me() }.to_owned()],
        Step::Words => vec![answers.words.clone()],
        Step::Needs => answers.needs.iter().map(|need| phrases::need::need(*need).to_owned()).collect(),
        Step::Where => vec![
            answers.postcode.clone(),
            match &answers.surgery {
                Some(SurgeryChoice::Known { name, .. }) => name.clone(),
                _ => words::surgery_not_sure().to_owned(),
            },
        ],
        Step::Name => vec![answers.name.clone()],
        Step::Birth => vec![typed_date(&answers.birth).map_or_else(|_| String::new(), plain_date)],
        Step::Reach => {
            way_lines((&answers.phone, answers.call_safe, answers.text_safe), (&answers.email, answers.email_safe))
        }
        Step::Talk => talk_lines(answers),
        Step::HelperYou => {
            let mut lines = vec![answers.helper_name.clone(), answers.helper_relation.clone()];
            lines.extend(way_lines(
                (&answers.helper_phone, answers.helper_call_safe, answers.helper_text_safe),
                (&answers.helper_email, answers.helper_email_safe),
            ));
            lines
        }
        Step::Agreed if answers.agreed == Some(true) => vec![words::agreed_yes().to_owned()],
        Step::Agreed => vec![words::agreed_no().to_owned(), answers.not_asked_reason.clone()],
        Step::ContactFirst => vec![
            match answers.contact_first {
                Some(ContactFirst::Helper) => words::first_helper(),
                _ => words::first_person(),
            }
            .to_owned(),
        ],
        Step::NoTeam | Step::TooYoung | Step::Check => return None,
    };
    let mut lines: Vec<String> = lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
    if lines.is_empty() {
        lines.push(words::nothing_given().to_owned());
    }
    Some((label(step, is_helper), lines))
}

fn label(step: Step, is_helper: bool) -> &'static str {
    match step {
        Step::ForWhom => words::who_title(),
        Step::Words if is_helper => words::words_title_them(),
        Step::Words => words::words_title(),
        Step::Needs => words::row_needs(),
        Step::Where => words::row_where(),
        Step::Name if is_helper => words::row_name_them(),
        Step::Name => words::row_name(),
        Step::Birth => words::row_birth(),
        Step::Reach => words::row_reach(),
        Step::Talk => words::row_talk(),
        Step::HelperYou => words::row_you(),
        Step::Agreed => words::row_agreed(),
        Step::ContactFirst => words::row_first(),
        Step::NoTeam | Step::TooYoung | Step::Check => words::check_title(),
    }
}

/// A number with whether calls and texts are safe, and an address with whether writing is.
fn way_lines(phone: (&str, Option<bool>, Option<bool>), email: (&str, Option<bool>)) -> Vec<String> {
    let mut lines = Vec::new();
    let (number, call_safe, text_safe) = phone;
    if !number.trim().is_empty() {
        let mut safe = Vec::new();
        if call_safe == Some(true) {
            safe.push(words::row_call_ok());
        }
        if text_safe == Some(true) {
            safe.push(words::row_text_ok());
        }
        lines.push(with_safety(number, &safe));
    }
    let (address, email_safe) = email;
    if !address.trim().is_empty() {
        let safe = if email_safe == Some(true) { vec![words::row_email_ok()] } else { Vec::new() };
        lines.push(with_safety(address, &safe));
    }
    lines
}

fn with_safety(way: &str, safe: &[&str]) -> String {
    let safe = if safe.is_empty() { words::row_do_not_use().to_owned() } else { safe.join(", ") };
    format!("{way}: {safe}")
}

fn talk_lines(answers: &Answers) -> Vec<String> {
    let mut lines = vec![answers.language.clone()];
    lines.extend(answers.access.iter().map(|access| phrases::access::access(*access).to_owned()));
    lines.push(answers.access_note.clone());
    lines
}
