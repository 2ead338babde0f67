//! A list to work through by keyboard: up and down, or j and k, move; Enter opens, for each row is a link. The letters work
//! wherever on the page nothing is being typed, the arrows in the list alone: elsewhere they are the page's.
//!
//! When the list changes, what stays under its heading keeps its place on the page and with it the focus.

use leptos::html;
use leptos::prelude::*;

use crate::ui::shortcut::plain_key;

/// One thing in the list.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Row {
    pub id: String,
    pub href: String,
    pub title: String,
    /// Short, beside the title.
    pub aside: String,
    /// What leads: by when.
    pub lead: String,
    /// The lead is a matter of concern; its words say so too.
    pub is_late: bool,
    pub lines: Vec<String>,
    /// What sets it apart, the most pressing first.
    pub marks: Vec<Mark>,
}

/// A short word on a row.
#[derive(Clone, PartialEq, Eq)]
pub struct Mark {
    pub words: String,
    /// To be seen before anything else.
    pub is_pressing: bool,
}

impl Mark {
    /// A word like any other.
    pub const fn plain(words: String) -> Self {
        Self { words, is_pressing: false }
    }
}

/// Rows under one heading.
#[derive(Clone, PartialEq, Eq)]
pub struct RowGroup {
    /// Tells it from the others, whatever its heading.
    pub key: &'static str,
    /// Empty where there is but one group.
    pub heading: String,
    pub rows: Vec<Row>,
}

/// The id of a row's link.
pub fn row_id(id: &str) -> String {
    format!("row-{id}")
}

/// The list.
#[component]
pub fn RowList(
    #[prop(into)] groups: Signal<Vec<RowGroup>>,
    /// The id of the row that is open.
    #[prop(optional_no_strip)]
    chosen: Option<String>,
    /// Whether letters work too. Not everybody can have that.
    #[prop(into)]
    has_letters: Signal<bool>,
    /// Puts the focus on the element with this id.
    on_go: Callback<String>,
) -> impl IntoView {
    let order = Memo::new(move |_| {
        groups.with(|groups| {
            groups.iter().flat_map(|group| &group.rows).map(|row| row_id(&row.id)).collect::<Vec<String>>()
        })
    });
    let open_row = StoredValue::new(chosen.as_deref().map(row_id));
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        let Some(key) = plain_key(&event) else { return };
        let active = document().active_element().map(|active| active.id());
        let next = order.with_untracked(|order| {
            let place = |row: Option<&String>| order.iter().position(|id| Some(id) == row);
            let at = place(active.as_ref()).or_else(|| open_row.with_value(|open| place(open.as_ref())));
            step(&key, has_letters.get_untracked(), at, order.len()).and_then(|next| order.get(next).cloned())
        });
        if let Some(next) = next {
            event.prevent_default();
            event.stop_propagation();
            on_go.run(next);
        }
    };
    let letters = window_event_listener(leptos::ev::keydown, move |event| {
        if matches!(event.key().as_str(), "j" | "k") {
            pressed(event);
        }
    });
    on_cleanup(move || letters.remove());
    let chosen = StoredValue::new(chosen);
    let list = NodeRef::<html::Div>::new();
    let open = NodeRef::<html::Li>::new();
    // The open row may be far down the list.
    Effect::new(move |_| {
        if let (Some(list), Some(open)) = (list.get(), open.get()) {
            list.set_scroll_top(open.offset_top() - list.client_height() / 3);
        }
    });
    view! {
        <div class="rows" on:keydown=pressed node_ref=list>
            <For
                each=move || groups.with(|groups| groups.iter().map(|group| group.key).collect::<Vec<_>>())
                key=|key| *key
                children=move |key| group_view(key, groups, chosen, open)
            />
        </div>
    }
    .into_any()
}

/// Where a key leads from there; nowhere when it is none of ours.
fn step(key: &str, has_letters: bool, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "j" if !has_letters => None,
        "k" if !has_letters => None,
        "ArrowDown" | "j" => Some(at.map_or(0, |at| (at + 1).min(last))),
        "ArrowUp" | "k" => Some(at.map_or(0, |at| at.saturating_sub(1))),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

fn group_view(
    key: &'static str,
    groups: Signal<Vec<RowGroup>>,
    chosen: StoredValue<Option<String>>,
    open: NodeRef<html::Li>,
) -> AnyView {
    let group = Memo::new(move |_| groups.with(|groups| groups.iter().find(|group| group.key == key).cloned()));
    let rows =
        Signal::derive(move || group.with(|group| group.as_ref().map(|group| group.rows.clone()).unwrap_or_default()));
    let heading = move || {
        let heading = group.with(|group| group.as_ref().map(|group| group.heading.clone()).unwrap_or_default());
        (!heading.is_empty()).then(|| view! { <h2 class="rows-heading">{heading}</h2> })
    };
    view! {
        <div>
            {heading}
            <ol class="rows-list">
                <For
                    each=move || rows.with(|rows| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>())
                    key=Clone::clone
                    children=move |id| row_view(id, rows, chosen, open)
                />
            </ol>
        </div>
    }
    .into_any()
}

fn row_view(
    id: String,
    rows: Signal<Vec<Row>>,
    chosen: StoredValue<Option<String>>,
    open: NodeRef<html::Li>,
) -> AnyView {
    let is_open = chosen.with_value(|chosen| chosen.as_ref() == Some(&id));
    let link = row_id(&id);
    // A row that is on its way out still has what it last said.
    let row = Memo::new(move |held: Option<&Row>| {
        rows.with(|rows| rows.iter().find(|row| row.id == id).cloned()).or_else(|| held.cloned()).unwrap_or_default()
    });
    let facts = format!("{link}-facts");
    let inside = view! {
        <a
            class="row-link"
            dir="auto"
            id=link
            href=move || row.with(|row| row.href.clone())
            aria-current=is_open.then_some("true")
            aria-describedby=facts.clone()
        >
            {move || row.with(|row| row.title.clone())}
        </a>
        <div class="row-facts" id=facts>{move || row.with(facts_view)}</div>
    };
    if is_open {
        view! { <li class="row row-open" node_ref=open>{inside}</li> }.into_any()
    } else {
        view! { <li class="row">{inside}</li> }.into_any()
    }
}

fn facts_view(row: &Row) -> AnyView {
    let lead = (!row.lead.is_empty()).then(|| {
        view! { <span class="row-lead" class:row-late=row.is_late>{row.lead.clone()}</span> }
    });
    let lines: Vec<_> =
        row.lines.iter().map(|line| view! { <span class="row-line" dir="auto">{line.clone()}</span> }).collect();
    let marks: Vec<_> = row
        .marks
        .iter()
        .map(|mark| view! { <li class="chip" class:row-pressing=mark.is_pressing>{mark.words.clone()}</li> })
        .collect();
    view! {
        <span class="row-aside">{row.aside.clone()}</span>
        {lead}
        {lines}
        {(!marks.is_empty()).then(|| view! { <ul class="chips row-marks">{marks}</ul> })}
    }
    .into_any()
}
