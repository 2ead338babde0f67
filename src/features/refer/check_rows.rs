//! The answers as a list, each with the way to change it. The way back is `?change=1`.

use domain::age::birth_date;
use domain::journey::Step;
use leptos::prelude::*;
use wire::{Answers, ContactFirst, ForWhom, SurgeryChoice};

use crate::browser::date_words::plain_date;
use crate::features::refer::asking::Asking;
use crate::phrases;
use crate::phrases::meeting::today;
use crate::routes;
use crate::words::refer as words;

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
                            <a href=routes::refer_change(step.code())>
                                {words::change()} <span class="visually-hidden">" " {label}</span>
                            </a>
                        </dd>
                    </div>
                }
                .into_any(),
            )
        })
        .collect();
    view! { <dl class="summary">{rows}</dl> }.into_any()
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
        Step::Birth => vec![birth_date(&answers.birth, today()).map_or_else(|_| String::new(), plain_date)],
        Step::Reach => reach_lines(answers),
        Step::Talk => talk_lines(answers),
        Step::HelperYou => {
            [&answers.helper_name, &answers.helper_relation, &answers.helper_phone, &answers.helper_email]
                .map(Clone::clone)
                .into()
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

fn reach_lines(answers: &Answers) -> Vec<String> {
    let mut lines = Vec::new();
    if !answers.phone.trim().is_empty() {
        let mut safe = Vec::new();
        if answers.call_safe == Some(true) {
            safe.push(words::row_call_ok());
        }
        if answers.text_safe == Some(true) {
            safe.push(words::row_text_ok());
        }
        lines.push(with_safety(&answers.phone, &safe));
    }
    if !answers.email.trim().is_empty() {
        let safe = if answers.email_safe == Some(true) { vec![words::row_email_ok()] } else { Vec::new() };
        lines.push(with_safety(&answers.email, &safe));
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
