//! Somebody's own list for getting ready, and how they want to hear of a meeting beforehand. It is for them alone, and
//! nothing in it is ever counted.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::Routine;

use crate::backend::plan;
use crate::browser::document;
use crate::features::week::getting_ready::ABOUT;
use crate::features::week::ready_lines::lines_view;
use crate::features::week::routine_draft::RoutineDraft;
use crate::phrases::failure::failed_view;
use crate::phrases::trouble::trouble_view;
use crate::routes::inbox;
use crate::routes::plan::PlanPage;
use crate::state::doing::Doing;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_seat::{Seat, use_seat};
use crate::ui::choices::{Choice, Choices};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, plan_ready as words};

/// What came of saving: it takes the focus, which the button loses meanwhile.
const OUTCOME: &str = "ready-outcome";
const TOLD: &str = "ready-told";
/// No reminder at all.
const NEVER: &str = "never";
/// How long before a meeting one can be reminded, in minutes, as the choices are called.
const REMINDERS: [&str; 4] = ["30", "60", "120", "180"];

/// The page.
#[component]
pub fn ReadyPage() -> impl IntoView {
    let seat = use_seat();
    let fetched = Fetched::new(ABOUT, move || plan::routine(seat.person));
    view! {
        <div class="week">
            <p class="back-row"><a class="back" href=seat.at(&PlanPage::Week)>{words::back()}</a></p>
            <Page title=words::title() app_name=app::name()>
                <p class="lead">{words::lead()}</p>
                <div role="status">
                    {move || fetched.is_stale().then(|| view! { <p class="small">{words::stale()}</p> })}
                </div>
                {move || match fetched.shown() {
                    Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                    Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
                    Shown::There => form_view(seat, fetched),
                }}
            </Page>
        </div>
    }
    .into_any()
}

fn form_view(seat: Seat, fetched: Fetched<Routine>) -> AnyView {
    let Some(draft) = untrack(|| fetched.read(RoutineDraft::new)) else { return ().into_any() };
    Effect::new(move |_| {
        fetched.read(|routine| draft.renew(routine));
    });
    let doing = RwSignal::new(Doing::Idle);
    let said = RwSignal::new(None::<&'static str>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        said.set(None);
        let sent = untrack(|| draft.change());
        let change = sent.clone();
        let request = async move {
            let saved = plan::change_routine(seat.person, &change).await;
            request_animation_frame(|| document::focus_outcome(OUTCOME));
            saved
        };
        Doing::run(doing, request, move |routine: Routine| {
            draft.saved(&sent, &routine);
            fetched.put(routine);
            said.set(Some(words::saved()));
        });
    };
    view! {
        <form class="ready-form" on:submit=submit novalidate=true>
            {lines_view(draft)}
            {remind_view(draft)}
            {told_view(draft)}
            <p class="small">{words::told_how()} " " <a class="tap" href=inbox::INBOX>{words::told_go()}</a></p>
            <p>
                <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>
                    {words::save()}
                </button>
            </p>
            <div id=OUTCOME tabindex="-1">
                <p class="ready-said" role="status">{move || said.get()}</p>
                <div>
                    {move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, Some(words::kept()))))}
                </div>
            </div>
        </form>
    }
    .into_any()
}

/// How long before a meeting they are reminded.
fn remind_view(draft: RoutineDraft) -> AnyView {
    let labels = [words::remind_30(), words::remind_60(), words::remind_120(), words::remind_180()];
    let never = Choice::new(NEVER, words::remind_never());
    let later = REMINDERS.into_iter().zip(labels).map(|(minutes, label)| Choice::new(minutes, label));
    let is_chosen = Callback::new(move |value: String| draft.remind.get() == value.parse().ok());
    let on_choose = Callback::new(move |(value, is_taken): (String, bool)| {
        if is_taken {
            draft.remind.set(value.parse().ok());
        }
    });
    view! {
        <Choices
            id="ready-remind"
            legend=words::remind()
            hint=words::remind_hint()
            choices=std::iter::once(never).chain(later).collect()
            is_chosen=is_chosen
            on_choose=on_choose
        />
    }
    .into_any()
}

/// Whether they hear of a meeting on the evening before.
fn told_view(draft: RoutineDraft) -> AnyView {
    view! {
        <label class="choice" for=TOLD>
            <input
                id=TOLD
                type="checkbox"
                // Else browsers keep what was ticked, to open the tabs of last time with.
                autocomplete="off"
                prop:checked=move || draft.is_told.get()
                on:change=move |event| draft.is_told.set(event_target_checked(&event))
            />
            <span class="choice-words">
                <span class="choice-label">{words::told()}</span>
                <span class="choice-hint">{words::told_hint()}</span>
            </span>
        </label>
    }
    .into_any()
}
