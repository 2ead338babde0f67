//! Suggesting up to three dates from the desk. Times are London's, whatever the clock of the machine says.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
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
struct Suggesting {
    dates: [RwSignal<String>; 3],
    minutes: RwSignal<String>,
    how: RwSignal<String>,
    note: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

impl Suggesting {
    fn new() -> Self {
        Self {
            dates: FIELDS.map(|_| RwSignal::new(String::new())),
            minutes: RwSignal::new(USUAL_LENGTH.to_string()),
            how: RwSignal::new(WAYS[0].0.to_owned()),
            note: RwSignal::new(String::new()),
            error: RwSignal::new(None),
        }
    }

    /// The message, or what has to be put right.
    fn body(self) -> Result<NewBody, &'static str> {
        let typed = self.dates.map(|date| date.get_untracked());
        let filled = typed.iter().filter(|typed| !typed.trim().is_empty());
        let starts_at: Option<Vec<Instant>> = filled.map(|typed| read(typed).map(Instant)).collect();
        let how = self.how.get_untracked();
        let body = NewBody::Dates(NewDates {
            starts_at: starts_at.ok_or_else(words::date_unreadable)?,
            minutes: self.minutes.get_untracked().parse().unwrap_or(USUAL_LENGTH),
            how: WAYS.into_iter().find(|(code, _)| *code == how).map_or(ContactHow::Call, |(_, how)| how),
            words: clean(&self.note.get_untracked()),
        });
        match problems(&body, clock::now()).first() {
            Some(problem) => Err(wrong_words(problem.code)),
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
fn read(typed: &str) -> Option<DateTime<Utc>> {
    let (day, time) = typed.trim().split_once('T')?;
    let mut day = day.splitn(3, '-');
    let date =
        NaiveDate::from_ymd_opt(day.next()?.parse().ok()?, day.next()?.parse().ok()?, day.next()?.parse().ok()?)?;
    let mut time = time.split(':');
    let time = NaiveTime::from_hms_opt(time.next()?.parse().ok()?, time.next()?.parse().ok()?, 0)?;
    Some(london::instant(date.and_time(time)))
}

/// The form, folded away until it is asked for.
pub fn dates_form_view(thread: LiveThread, writing: Writing) -> AnyView {
    let suggesting = Suggesting::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match suggesting.body() {
            Ok(body) => {
                suggesting.error.set(None);
                writing.send(body);
                suggesting.empty();
            }
            Err(wrong) => {
                suggesting.error.set(Some(wrong.to_owned()));
                document::focus(FIELDS[0]);
            }
        }
    };
    view! {
        <details class="to-send">
            <summary>{words::dates_open()}</summary>
            <form class="to-send-form" on:submit=submit novalidate=true>
                <p>{words::dates_lead()}</p>
                {fields_view(suggesting)}
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
                    <button type="submit" class="button">{move || words::send_to(&name_of(thread))}</button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

fn fields_view(suggesting: Suggesting) -> AnyView {
    let fields: Vec<AnyView> = FIELDS
        .into_iter()
        .zip(suggesting.dates)
        .zip(1_u8..)
        .map(|((id, date), number)| {
            // What is wrong stands at the first; the others say only that they are meant too.
            let error = Signal::derive(move || suggesting.error.get().filter(|_| number == 1));
            view! {
                <TextField
                    id=id
                    label=words::date_number(&number.to_string())
                    kind="datetime-local"
                    value=date
                    on_input=Callback::new(move |typed| date.set(typed))
                    error=error
                />
            }
            .into_any()
        })
        .collect();
    fields.into_any()
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
