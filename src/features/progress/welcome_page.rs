//! Writing what to expect at a group, for everybody who thinks of going there for the first time. It is about the group
//! and its place, and never about anybody who goes.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{GroupId, TeamId, Welcome, WriteWelcome};

use crate::backend::failure::Failure;
use crate::backend::plan as backend;
use crate::browser::document;
use crate::features::progress::team::team_view;
use crate::features::progress::welcome_draft::{Draft, saved_just_now};
use crate::phrases::failure::failed_view;
use crate::phrases::meeting::full_day;
use crate::phrases::trouble::trouble_view;
use crate::routes;
use crate::state::doing::Doing;
use crate::state::fetched::{Fetched, Shown};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::ui::text_area::TextArea;
use crate::words::{app, progress as desk_words, progress_welcome as words};

/// What came of saving: it takes the focus, which the button loses meanwhile.
const OUTCOME: &str = "welcome-outcome";
/// The id of the first field.
const FIRST: &str = "arriving";
/// The longest text, in characters.
const LONGEST: u32 = 500;

/// The group's name, and what is written about it.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    name: String,
    welcome: Welcome,
}

/// The page.
#[component]
pub fn WelcomePage(
    /// The group's id.
    #[prop(into)]
    group: String,
) -> impl IntoView {
    let inside = match group.parse::<GroupId>() {
        Ok(group) => team_view(|_, team| known_view(team, group)),
        Err(_) => absent_view(),
    };
    view! {
        <div class="progress-welcome">
            <Page title=words::title() app_name=app::name() tab=desk_words::title()>
                {inside}
            </Page>
        </div>
    }
    .into_any()
}

fn absent_view() -> AnyView {
    view! { <p>{words::absent()}</p> }.into_any()
}

fn known_view(team: TeamId, group: GroupId) -> AnyView {
    let fetched = Fetched::new(&[], move || ask(group));
    (move || match fetched.shown() {
        Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
        Shown::Failed(Failure::Absent) => absent_view(),
        Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
        Shown::There => there_view(team, group, fetched),
    })
    .into_any()
}

async fn ask(group: GroupId) -> Result<Told, Failure> {
    let name = backend::group(group).await?.name;
    let welcome = match saved_just_now(group) {
        Some(welcome) => welcome,
        None => backend::welcome(group).await?,
    };
    Ok(Told { name, welcome })
}

fn there_view(team: TeamId, group: GroupId, fetched: Fetched<Told>) -> AnyView {
    let Some(told) = untrack(|| fetched.read(Clone::clone)) else { return ().into_any() };
    let draft = Draft::open(group, &told.welcome);
    let href = routes::group(&group.to_string(), "");
    view! {
        <p class="lead" dir="auto">{told.name.clone()}</p>
        <div class="notice-warm">
            <p><strong>{words::public()}</strong></p>
            <p>{words::no_person()}</p>
        </div>
        <p dir="auto">{move || fetched.read(|told| by_words(&told.welcome))}</p>
        {found_view(draft)}
        {form_view(team, group, fetched, draft)}
        <p><a class="tap" href=href>{words::see_group()}</a></p>
    }
    .into_any()
}

/// Who wrote what is there now.
fn by_words(welcome: &Welcome) -> String {
    if welcome.by.is_empty() {
        return words::by_nobody().to_owned();
    }
    match welcome.written_on {
        Some(day) => words::by(&welcome.by, &full_day(day)),
        None => words::by_plain(&welcome.by),
    }
}

/// That the fields hold what was begun before.
fn found_view(draft: Draft) -> AnyView {
    let put_back = move |_| {
        draft.put_back();
        // The button goes with what it was about.
        document::focus(FIRST);
    };
    let note = move || {
        view! {
            <div class="notice">
                <p>{words::found()}</p>
                <p>
                    <button type="button" class="button-second" on:click=put_back>{words::put_back()}</button>
                </p>
            </div>
        }
    };
    view! { <div>{move || draft.is_found().then(note)}</div> }.into_any()
}

fn form_view(team: TeamId, group: GroupId, fetched: Fetched<Told>, draft: Draft) -> AnyView {
    let doing = RwSignal::new(Doing::Idle);
    let said = RwSignal::new(None::<&'static str>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        said.set(None);
        let typed = draft.typed();
        let sent = typed.clone();
        let request = async move {
            let saved = backend::write_welcome(team, group, &typed).await;
            request_animation_frame(|| document::focus_outcome(OUTCOME));
            saved
        };
        Doing::run(doing, request, move |welcome: Welcome| {
            draft.take(&sent, &welcome);
            said.set(Some(if welcome.by.is_empty() { words::saved_empty() } else { words::saved() }));
            if let Some(told) = untrack(|| fetched.read(Clone::clone)) {
                fetched.put(Told { welcome, ..told });
            }
        });
    };
    view! {
        <form class="progress-form" on:submit=submit novalidate=true>
            <p class="small">{words::length()}</p>
            {fields_view(draft)}
            <p>
                <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>
                    {words::save()}
                </button>
            </p>
            <div id=OUTCOME tabindex="-1">
                <p class="progress-said" role="status">{move || said.get()}</p>
                <div>
                    {move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, Some(words::kept()))))}
                </div>
            </div>
        </form>
    }
    .into_any()
}

/// A field: its id, its words, what it holds and what changes it.
struct Field {
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    read: fn(&WriteWelcome) -> &String,
    change: fn(&mut WriteWelcome, String),
}

fn fields_view(draft: Draft) -> Vec<AnyView> {
    let fields = [
        Field {
            id: FIRST,
            label: words::arriving(),
            hint: words::arriving_hint(),
            read: |typed| &typed.arriving,
            change: |typed, words| typed.arriving = words,
        },
        Field {
            id: "greeting",
            label: words::greeting(),
            hint: words::greeting_hint(),
            read: |typed| &typed.greeting,
            change: |typed, words| typed.greeting = words,
        },
        Field {
            id: "watching",
            label: words::watching(),
            hint: words::watching_hint(),
            read: |typed| &typed.watching,
            change: |typed, words| typed.watching = words,
        },
        Field {
            id: "toilets",
            label: words::toilets(),
            hint: words::toilets_hint(),
            read: |typed| &typed.toilets,
            change: |typed, words| typed.toilets = words,
        },
        Field {
            id: "quiet",
            label: words::quiet(),
            hint: words::quiet_hint(),
            read: |typed| &typed.quiet,
            change: |typed, words| typed.quiet = words,
        },
    ];
    fields.into_iter().map(|field| field_view(draft, field)).collect()
}

fn field_view(draft: Draft, field: Field) -> AnyView {
    let Field { id, label, hint, read, change } = field;
    view! {
        <TextArea
            id=id
            label=label
            hint=hint
            value=draft.value(read)
            on_input=draft.input(change)
            max_length=LONGEST
            rows=3
        />
    }
    .into_any()
}
