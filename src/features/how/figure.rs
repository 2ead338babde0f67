//! The answers to one item over time: a picture, what its ends mean, and a table that says all of it in words. There is
//! no trend, no total and no colour that judges; one answer is a dot, and where nothing was said there is neither.

use std::fmt::Write as _;

use domain::measure::picture::{Frame, Picture, picture};
use domain::measure::{Item, Scale};
use leptos::prelude::*;
use wire::CheckInAnswer;

use crate::browser::date_words::plain_date;
use crate::features::how::asked::{Asked, entries, said_on};
use crate::words::plan_how as words;

/// As wide as the narrowest phone leaves room for, so that numbers are as large there as they are meant.
const WIDTH: u32 = 288;
/// The room for the numbers of a scale, beside the picture.
const NUMBERS_WIDTH: u32 = 32;
const NUMBERS_HEIGHT: u32 = 176;
/// An option has its words above its line.
const OPTION_HEIGHT: u32 = 40;
const OPTIONS_MARGIN: u32 = 28;
const NUMBERS_MARGIN: u32 = 12;
/// Half of a dot's width. It is less than any margin.
const DOT: u32 = 7;

/// The whole of it.
pub fn figure_view(item: &Item, asked: &[Asked]) -> AnyView {
    let drawn = picture(&entries(item, asked), item.ends(), frame(&item.answers));
    let has_value = drawn.rows.iter().any(|row| row.value.is_some());
    let note = match drawn.points.len() {
        _ if !has_value => Some(words::none()),
        1 => Some(words::one_so_far()),
        _ => None,
    };
    let drawing = (!drawn.points.is_empty()).then(|| drawing_view(item, asked, &drawn));
    let table = has_value.then(|| table_view(item, asked, &drawn));
    view! {
        <figure class="how-figure">
            <figcaption><h3 class="own-words" dir="auto">{item.words.clone()}</h3></figcaption>
            {drawing}
            {note.map(|note| view! { <p class="small">{note}</p> })}
            {table}
        </figure>
    }
    .into_any()
}

fn frame(scale: &Scale) -> Frame {
    let (width, height, margin) = match scale {
        Scale::Numbers { .. } => (WIDTH - NUMBERS_WIDTH, NUMBERS_HEIGHT, NUMBERS_MARGIN),
        Scale::Options(options) => {
            let steps = u32::try_from(options.len().saturating_sub(1)).unwrap_or_default();
            (WIDTH, 2 * OPTIONS_MARGIN + steps.saturating_mul(OPTION_HEIGHT), OPTIONS_MARGIN)
        }
    };
    // The first and the last day are named, below the picture, and no other: the table has them all.
    Frame { width, height, margin, label_width: width }
}

fn drawing_view(item: &Item, asked: &[Asked], drawn: &Picture) -> AnyView {
    let height = frame(&item.answers).height;
    let (start, top, bottom) = match &item.answers {
        Scale::Numbers { from, to, from_words, to_words } => {
            let end = |number: &u8, words: &str| end_view(words::end(&number.to_string(), words));
            (NUMBERS_WIDTH, Some(end(to, to_words)), Some(end(from, from_words)))
        }
        Scale::Options(_) => (0, None, None),
    };
    let marks: Vec<AnyView> = drawn.values.iter().map(|tick| mark_view(&item.answers, tick.y, tick.value)).collect();
    let days: Vec<AnyView> = drawn
        .days
        .iter()
        .map(|tick| view! { <time datetime=tick.day.to_string()>{plain_date(tick.day)}</time> }.into_any())
        .collect();
    view! {
        <div class="how-drawing">
            {top}
            <svg
                class="how-picture"
                viewBox=format!("0 0 {WIDTH} {height}")
                role="img"
                aria-label=words::picture(&told(item, asked, drawn))
                focusable="false"
            >
                <path class="how-guides" d=guides(drawn, start) />
                <path class="how-lines" transform=format!("translate({start} 0)") d=lines(drawn) />
                {marks}
                <path class="how-dots" transform=format!("translate({start} 0)") d=dots(drawn) />
            </svg>
            {bottom}
            <p class="how-days">{days}</p>
        </div>
    }
    .into_any()
}

fn end_view(words: String) -> AnyView {
    view! { <p class="how-end" dir="auto">{words}</p> }.into_any()
}

/// A mark of the scale: a number beside its line, or an option's words above it.
fn mark_view(scale: &Scale, y: u32, value: u8) -> AnyView {
    let (class, x, y, words) = match scale {
        Scale::Numbers { .. } => ("how-number-mark", NUMBERS_WIDTH - 10, y + 5, value.to_string()),
        Scale::Options(options) => {
            let option = options.iter().find(|option| option.place == value);
            let words = option.map(|option| option.words.clone()).unwrap_or_default();
            ("how-option-mark", 0, y.saturating_sub(9), words)
        }
    };
    view! { <text class=class x=x.to_string() y=y.to_string()>{words}</text> }.into_any()
}

fn guides(drawn: &Picture, start: u32) -> String {
    let mut path = String::new();
    for tick in &drawn.values {
        // Writing into a text cannot fail.
        let _ = write!(path, "M{start} {}H{WIDTH}", tick.y);
    }
    path
}

fn lines(drawn: &Picture) -> String {
    let mut path = String::new();
    for line in &drawn.lines {
        for (at, (x, y)) in line.iter().enumerate() {
            let _ = write!(path, "{}{x} {y}", if at == 0 { 'M' } else { 'L' });
        }
    }
    path
}

/// A circle of two arcs around every answer.
fn dots(drawn: &Picture) -> String {
    let mut path = String::new();
    let wide = 2 * DOT;
    for point in &drawn.points {
        let left = point.x.saturating_sub(DOT);
        let _ = write!(path, "M{left} {}a{DOT} {DOT} 0 1 0 {wide} 0a{DOT} {DOT} 0 1 0 -{wide} 0z", point.y);
    }
    path
}

/// What the picture shows, in words.
fn told(item: &Item, asked: &[Asked], drawn: &Picture) -> String {
    let one = |day| words::answer_on(&plain_date(day), &answer_words(item, said_on(asked, day)));
    drawn.points.iter().map(|point| one(point.day)).collect::<Vec<_>>().join("; ")
}

fn table_view(item: &Item, asked: &[Asked], drawn: &Picture) -> AnyView {
    let rows: Vec<AnyView> = drawn
        .rows
        .iter()
        .map(|row| {
            let answer = answer_words(item, said_on(asked, row.day));
            view! {
                <tr>
                    <th scope="row">{plain_date(row.day)}</th>
                    <td dir="auto">{answer}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <details class="how-table">
            <summary>{words::as_table()}</summary>
            <table>
                <caption dir="auto">{item.words.clone()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::day()}</th>
                        <th scope="col">{words::answer()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

/// An answer as it was picked; the ends of a scale with what they mean.
fn answer_words(item: &Item, answer: Option<&CheckInAnswer>) -> String {
    match (answer, &item.answers) {
        (None, _) => words::left_out().to_owned(),
        (Some(CheckInAnswer::RatherNotSay), _) => words::rather_not_say().to_owned(),
        (Some(CheckInAnswer::Number(number)), Scale::Numbers { from, from_words, .. }) if number == from => {
            words::end(&number.to_string(), from_words)
        }
        (Some(CheckInAnswer::Number(number)), Scale::Numbers { to, to_words, .. }) if number == to => {
            words::end(&number.to_string(), to_words)
        }
        (Some(CheckInAnswer::Number(number)), _) => number.to_string(),
        (Some(CheckInAnswer::Option(code)), Scale::Options(options)) => {
            let option = options.iter().find(|option| option.code == *code);
            option.map_or_else(|| code.clone(), |option| option.words.clone())
        }
        (Some(CheckInAnswer::Option(code)), Scale::Numbers { .. }) => code.clone(),
    }
}
