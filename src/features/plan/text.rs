//! A text of a plan: what it says, who wrote it and when, and changing it in its place. What is being typed stays as it is
//! when somebody else's words arrive; a line says so.

use domain::thread::clean;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{Kept, NewWords};

use crate::browser::document;
use crate::features::plan::conflict::versions_view;
use crate::features::plan::written::{author_words, written_words};
use crate::phrases::danger_card::DangerCard;
use crate::state::plan_seat::{Seat, Side};
use crate::ui::text_area::TextArea;
use crate::words::plan as words;

/// A text.
#[derive(Clone, Copy)]
pub struct Text {
    /// The id of its field; no other text on the page has it.
    pub id: &'static str,
    /// What the text is, above it and above its field.
    pub label: &'static str,
    pub hint: &'static str,
    /// What the button says that opens the field.
    pub change: &'static str,
    /// What stands there while nobody has written anything.
    pub empty: &'static str,
    /// The most letters that it may have.
    pub most: u32,
    /// How high the field is, in lines.
    pub rows: u32,
    /// It may not be empty.
    pub is_needed: bool,
    /// Its words stand elsewhere on the page: only who wrote them stands here.
    pub is_elsewhere: bool,
    /// What it says.
    pub kept: Signal<Kept>,
    /// Which revision of it the server has.
    pub revision: Signal<u32>,
    pub on_write: Callback<NewWords>,
}

/// What is being typed.
#[derive(Clone, Copy)]
pub struct Editing {
    typed: RwSignal<String>,
    /// The revision that was on the screen when it was begun.
    base: RwSignal<u32>,
    error: RwSignal<Option<String>>,
}

impl Editing {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { typed: RwSignal::new(String::new()), base: RwSignal::new(0), error: RwSignal::new(None) }
    }

    /// Begins with what a text says now.
    pub fn begin(self, text: Text) {
        self.typed.set(text.kept.with_untracked(|kept| kept.words.clone()));
        self.base.set(text.revision.get_untracked());
        self.error.set(None);
        request_animation_frame(move || document::focus(text.id));
    }
}

/// The text below its heading, and its field once it is asked for.
pub fn kept_view(seat: Seat, text: Text) -> AnyView {
    let (editing, is_open) = (Editing::new(), RwSignal::new(false));
    let (heading, button) = (format!("{}-heading", text.id), format!("{}-change", text.id));
    let goal = button.clone();
    let on_close = Callback::new(move |()| {
        is_open.set(false);
        let goal = goal.clone();
        request_animation_frame(move || document::focus(&goal));
    });
    let open = move |_| {
        is_open.set(true);
        editing.begin(text);
    };
    let button = move || {
        let id = button.clone();
        seat.can_write.then(|| {
            view! { <p><button type="button" class="button-quiet" id=id on:click=open>{text.change}</button></p> }
        })
    };
    view! {
        <section class="plan-text" aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{text.label}</h2>
            {move || text.kept.with(|kept| words_view(seat, text, kept))}
            {move || if is_open.get() { form_view(seat, text, editing, on_close) } else { button().into_any() }}
        </section>
    }
    .into_any()
}

/// What a text says and who wrote it; all of it where several wrote.
pub fn words_view(seat: Seat, text: Text, kept: &Kept) -> AnyView {
    if !kept.others.is_empty() {
        let keep = move |words| {
            text.on_write.run(NewWords { words, base: text.revision.get_untracked() });
            // The list is gone with the button that was pressed.
            request_animation_frame(move || document::focus(&format!("{}-change", text.id)));
        };
        return versions_view(seat, text.id, kept, Callback::new(keep));
    }
    if kept.words.is_empty() {
        return view! { <p class="small">{text.empty}</p> }.into_any();
    }
    let words = (!text.is_elsewhere).then(|| view! { <p class="own-words" dir="auto">{kept.words.clone()}</p> });
    view! {
        {words}
        <p class="small" dir="auto">{written_words(&kept.by, kept.at, seat)}</p>
    }
    .into_any()
}

/// The field. `on_close` puts it away.
pub fn form_view(seat: Seat, text: Text, editing: Editing, on_close: Callback<()>) -> AnyView {
    let Editing { typed, base, error } = editing;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let new = clean(&typed.get_untracked());
        let wrong = if text.is_needed && new.is_empty() {
            Some(words::text_missing())
        } else if new.chars().count() > usize::try_from(text.most).unwrap_or(usize::MAX) {
            Some(words::text_long())
        } else {
            None
        };
        error.set(wrong.map(str::to_owned));
        if wrong.is_some() {
            return document::focus(text.id);
        }
        let is_same = text.kept.with_untracked(|kept| kept.words == new && kept.others.is_empty());
        if !is_same {
            text.on_write.run(NewWords { words: new, base: base.get_untracked() });
        }
        on_close.run(());
    };
    // One's own words that have arrived meanwhile are no news.
    let newer = move || {
        let is_news = text.revision.get() > base.get();
        let kept = is_news.then(|| text.kept.get())?;
        let is_mine = seat.is_own() && kept.by.side == wire::Side::Person;
        (!is_mine).then(|| words::text_newer(&author_words(&kept.by, seat)))
    };
    view! {
        <form class="plan-form" on:submit=submit novalidate=true>
            <div role="status">
                {move || newer().map(|words| view! { <p class="notice notice-warm" dir="auto">{words}</p> })}
            </div>
            <TextArea
                id=text.id
                label=text.label
                hint=text.hint
                value=typed
                on_input=Callback::new(move |words| typed.set(words))
                error=error
                max_length=text.most
                rows=text.rows
            />
            {(seat.side != Side::Desk).then(|| view! { <DangerCard text=typed field=text.id /> })}
            <p class="plan-ways">
                <button type="submit" class="button">{words::keep()}</button>
                <button type="button" class="button-quiet" on:click=move |_| on_close.run(())>{words::leave_it()}</button>
            </p>
        </form>
    }
    .into_any()
}
