//! Suggesting up to three dates from the desk. Times are London's, whatever the clock of the machine says.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use domain::hours::Hours;
use domain::london;
use domain::thread::{clean, problems};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{ContactHow, FieldCode, Instant, NewBody, NewDates};

use crate::browser::{clock, document};
use crate::features::messages::card::how_words;
use crate::features::messages::composer::name_of;
use crate::features::messages::composer::writing::Writing;
use crate::state::thread::LiveThread;
use crate::ui::select_field::{SelectField, SelectOption};
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;
use crate::words::{messages, messages_desk as words};

const FIELDS: [&str; 3] = ["date-1", "date-2", "date-3"];
/// How long somebody may want to talk, in minutes.
const LENGTHS: [u16; 6] = [15, 20, 30, 45, 60, 90];
const USUAL_LENGTH: u16 = 30;
/// How people meet at a time that they have agreed on.
const WAYS: [(&str, ContactHow); 2] = [("call", ContactHow::Call), ("in_person", ContactHow::InPerson)];

/// What was typed.
#[derive(Clone, Copy)]
pub struct Suggesting {
    dates: [RwSignal<String>; 3],
    minutes: RwSignal<String>,
    how: RwSignal<String>,
    note: RwSignal<String>,
    /// At which date something is wrong, and how to put it right.
    error: RwSignal<Option<(usize, &'static str)>>,
}

impl Suggesting {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            dates: FIELDS.map(|_| RwSignal::new(String::new())),
            minutes: RwSignal::new(USUAL_LENGTH.to_string()),
            how: RwSignal::new(WAYS[0].0.to_owned()),
            note: RwSignal::new(String::new()),
            error: RwSignal::new(None),
        }
    }

    /// Whether a date is given and not sent; followed as it changes.
    pub fn is_begun(self) -> bool {
        self.dates.iter().any(|date| date.with(|typed| !typed.is_empty()))
    }

    /// The message, or what has to be put right and at which of the dates.
    fn body(self) -> Result<NewBody, (usize, &'static str)> {
        let mut filled = Vec::new();
        for (at, date) in self.dates.into_iter().enumerate() {
            let typed = date.get_untracked();
            if !typed.trim().is_empty() {
                let starts = read(&typed).ok_or_else(|| (at, words::date_unreadable()))?;
                filled.push((at, Instant(london::instant(starts))));
            }
        }
        let how = self.how.get_untracked();
        let body = NewBody::Dates(NewDates {
            starts_at: filled.iter().map(|(_, starts)| *starts).collect(),
            minutes: self.minutes.get_untracked().parse().unwrap_or(USUAL_LENGTH),
            how: WAYS.into_iter().find(|(code, _)| *code == how).map_or(ContactHow::Call, |(_, how)| how),
            words: clean(&self.note.get_untracked()),
        });
        match problems(&body, clock::now()).first() {
            Some(problem) => Err((place(&problem.field, &filled), wrong_words(problem.code))),
            None => Ok(body),
        }
    }

    fn empty(self) {
        for date in self.dates {
            date.set(String::new());
        }
        self.note.set(String::new());
    }
}

/// At which of the fields a problem is. The message holds only the dates that were given; of none, it is the first.
fn place(field: &str, filled: &[(usize, Instant)]) -> usize {
    let number = field.strip_prefix("body.dates.").and_then(|number| number.parse::<usize>().ok());
    number.and_then(|number| filled.get(number)).map_or(0, |(at, _)| *at)
}

fn wrong_words(code: FieldCode) -> &'static str {
    match code {
        FieldCode::Missing => words::date_missing(),
        FieldCode::InPast => words::date_past(),
        FieldCode::TooFar => words::date_far(),
        FieldCode::NotOffered => words::date_twice(),
        _ => words::date_unreadable(),
    }
}

/// A day and time as the browser's field gives them: `2026-12-01T10:00`.
fn read(typed: &str) -> Option<NaiveDateTime> {
    let (day, time) = typed.trim().split_once('T')?;
    let mut day = day.splitn(3, '-');
    let date =
        NaiveDate::from_ymd_opt(day.next()?.parse().ok()?, day.next()?.parse().ok()?, day.next()?.parse().ok()?)?;
    let mut time = time.split(':');
    let time = NaiveTime::from_hms_opt(time.next()?.parse().ok()?, time.next()?.parse().ok()?, 0)?;
    Some(date.and_time(time))
}

/// Whether the team is not there at such a time, by its week. Nothing is said of hours that cannot be read.
fn is_outside(at: NaiveDateTime, hours: &str) -> bool {
    let is_in = |(opens, closes): &(NaiveTime, NaiveTime)| (*opens..*closes).contains(&at.time());
    Hours::parse(hours).is_ok_and(|hours| !hours.openings(at.weekday()).iter().any(is_in))
}

/// The form, folded away until it is asked for.
pub fn dates_form_view(thread: LiveThread, writing: Writing, suggesting: Suggesting) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match suggesting.body() {
            Ok(body) => {
                suggesting.error.set(None);
                writing.send(body);
                suggesting.empty();
            }
            Err(wrong) => {
                suggesting.error.set(Some(wrong));
                document::focus(FIELDS.get(wrong.0).copied().unwrap_or_default());
            }
        }
    };
    view! {
        <details class="to-send">
            <summary>{words::dates_open()}</summary>
            <form class="to-send-form" on:submit=submit novalidate=true>
                <p>{words::dates_lead()}</p>
                {fields_view(thread, suggesting)}
                {length_view(suggesting)}
                {ways_view(suggesting)}
                <TextArea
                    id="dates-note"
                    label=words::words_with_it()
                    value=suggesting.note
                    on_input=Callback::new(move |typed| suggesting.note.set(typed))
                    rows=2
                />
                <p>
                    <button type="submit" class="button">{move || words::send_dates_to(&name_of(thread))}</button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

fn fields_view(thread: LiveThread, suggesting: Suggesting) -> AnyView {
    let fields: Vec<AnyView> = FIELDS
        .into_iter()
        .zip(suggesting.dates)
        .enumerate()
        .map(|(at, (id, date))| {
            let wrong = move || suggesting.error.get().filter(|(wrong, _)| *wrong == at);
            let error = Signal::derive(move || wrong().map(|(_, words)| words.to_owned()));
            view! {
                <div>
                    <TextField
                        id=id
                        label=words::date_number(&(at + 1).to_string())
                        kind="datetime-local"
                        value=date
                        on_input=Callback::new(move |typed| date.set(typed))
                        error=error
                    />
                    {outside_view(thread, date)}
                </div>
            }
            .into_any()
        })
        .collect();
    fields.into_any()
}

/// That the team is not there then: a kind word and no error, for they may well know it.
fn outside_view(thread: LiveThread, date: RwSignal<String>) -> AnyView {
    let is_outside = Memo::new(move |_| {
        let at = date.with(|typed| read(typed));
        at.is_some_and(|at| thread.read(|thread| is_outside(at, &thread.reading.hours)).unwrap_or_default())
    });
    view! { <p class="small" role="status">{move || is_outside.get().then(words::date_outside)}</p> }.into_any()
}

fn length_view(suggesting: Suggesting) -> AnyView {
    let options: Vec<SelectOption> = LENGTHS
        .into_iter()
        .map(|minutes| SelectOption { value: minutes.to_string(), label: messages::minutes(u32::from(minutes)) })
        .collect();
    view! {
        <SelectField
            id="dates-length"
            label=words::dates_length()
            options=Signal::stored(options)
            value=suggesting.minutes
            on_choose=Callback::new(move |chosen| suggesting.minutes.set(chosen))
        />
    }
    .into_any()
}

fn ways_view(suggesting: Suggesting) -> AnyView {
    let options: Vec<SelectOption> = WAYS
        .into_iter()
        .map(|(code, how)| SelectOption { value: code.to_owned(), label: how_words(how).to_owned() })
        .collect();
    view! {
        <SelectField
            id="dates-how"
            label=words::dates_how()
            options=Signal::stored(options)
            value=suggesting.how
            on_choose=Callback::new(move |chosen| suggesting.how.set(chosen))
        />
    }
    .into_any()
}
