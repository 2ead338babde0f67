//! Choosing how to hear of what is new. Nothing goes out until somebody chooses it here, and it is said beforehand what it
//! will be.

use domain::notice;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{Channel, ErrorCode, FieldProblem, Inbox, NoticeChoice};

use crate::backend::failure::Failure;
use crate::backend::notices;
use crate::browser::{document, fragment};
use crate::features::notices::choice_draft::{ChoiceDraft, WAITS};
use crate::features::notices::device;
use crate::features::notices::trial::trial_view;
use crate::features::notices::way_list::ways_view;
use crate::phrases::trouble::trouble_view;
use crate::state::doing::Doing;
use crate::state::fetched::Fetched;
use crate::state::who::Who;
use crate::ui::select_field::{SelectField, SelectOption};
use crate::ui::time_field::TimeField;
use crate::words::messages_notices as words;

/// The heading, to which a link can lead.
const TELLING: &str = "telling";
/// What came of saving: it takes the focus, which the button loses meanwhile.
const OUTCOME: &str = "telling-outcome";
const QUIET_FROM: &str = "quiet-from";
const QUIET_UNTIL: &str = "quiet-until";
const WAIT: &str = "wait";
/// The fields in which something can be wrong, and what the server calls them.
const FIELDS: [(&str, &str); 2] = [("choice.quiet_from", QUIET_FROM), ("choice.quiet_until", QUIET_UNTIL)];

/// The whole part of the page. Whoever has no record of their own has said of no way that it is safe, and is told over none.
pub fn choice_view(who: Who, fetched: Fetched<Inbox>) -> AnyView {
    if fragment::take().as_deref() == Some(TELLING) {
        request_animation_frame(|| document::focus(TELLING));
    }
    let has_ways = Memo::new(move |_| fetched.read(|inbox| !inbox.ways.is_empty()).unwrap_or_default());
    view! {
        <section class="telling" aria-labelledby=TELLING>
            <h2 id=TELLING tabindex="-1">{words::tell_title()}</h2>
            {move || {
                if has_ways.get() {
                    told_view(who, fetched)
                } else {
                    view! { <p>{words::tell_nobody()}</p> }.into_any()
                }
            }}
        </section>
    }
    .into_any()
}

fn told_view(who: Who, fetched: Fetched<Inbox>) -> AnyView {
    let is_off = Memo::new(move |_| fetched.read(|inbox| inbox.choice.channels.is_empty()).unwrap_or_default());
    let Some(draft) = untrack(|| fetched.read(ChoiceDraft::new)) else { return ().into_any() };
    Effect::new(move |_| {
        fetched.read(|inbox| draft.renew(inbox));
    });
    // What a test came to holds no longer once something else was chosen.
    let tested = RwSignal::new(String::new());
    view! {
        {move || is_off.get().then(|| view! { <p>{words::tell_off()}</p> })}
        <p>{words::tell_words()}</p>
        {form_view(who, fetched, draft, tested)}
        {trial_view(fetched, tested)}
    }
    .into_any()
}

fn form_view(who: Who, fetched: Fetched<Inbox>, draft: ChoiceDraft, tested: RwSignal<String>) -> AnyView {
    let doing = RwSignal::new(Doing::Idle);
    let problems = RwSignal::new(Vec::<FieldProblem>::new());
    let said = RwSignal::new(None::<&'static str>);
    Effect::new(move |_| {
        let found = doing.with(|doing| match doing.failure() {
            Some(Failure::Rejected(problem)) if problem.code == ErrorCode::Invalid => problem.fields.clone(),
            _ => Vec::new(),
        });
        show(problems, found);
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        said.set(None);
        tested.set(String::new());
        let choice = untrack(|| draft.choice());
        if show(problems, notice::problems(&choice)) {
            return;
        }
        let request = async move {
            let saved = save(choice).await;
            request_animation_frame(|| document::focus_outcome(OUTCOME));
            saved
        };
        Doing::run(doing, request, move |inbox: Inbox| {
            draft.settle(&inbox);
            fetched.put(inbox);
            said.set(Some(words::saved()));
        });
    };
    let trouble = move || {
        let is_in_fields = problems.with(|problems| !problems.is_empty());
        let why = doing.with(|doing| doing.failure().filter(|_| !is_in_fields).cloned());
        why.map(|why| trouble_view(&why, Some(words::kept())))
    };
    view! {
        <form class="telling-form" on:submit=submit novalidate=true>
            {ways_view(who, fetched, draft)}
            {quiet_view(draft, problems)}
            {wait_view(draft)}
            <p>
                <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>{words::save()}</button>
            </p>
            <div class="telling-outcome" id=OUTCOME tabindex="-1">
                <p class="telling-said" role="status">{move || said.get()}</p>
                <div>{trouble}</div>
            </div>
        </form>
    }
    .into_any()
}

/// Saves it. Whoever takes the tick away from this phone wants no notices on it either.
async fn save(choice: NoticeChoice) -> Result<Inbox, Failure> {
    let inbox = notices::choose(choice).await?;
    if !inbox.choice.channels.contains(&Channel::Push) {
        device::turn_off().await;
    }
    Ok(inbox)
}

/// Shows what is wrong in the fields, and leads to the first of it. Answers whether there was anything.
fn show(problems: RwSignal<Vec<FieldProblem>>, found: Vec<FieldProblem>) -> bool {
    let id = |problem: &FieldProblem| FIELDS.iter().find(|(name, _)| *name == problem.field).map(|(_, id)| *id);
    let found: Vec<FieldProblem> = found.into_iter().filter(|problem| id(problem).is_some()).collect();
    let first = found.first().and_then(id);
    problems.set(found);
    if let Some(first) = first {
        // The error is drawn first, so that it is read out with its field.
        request_animation_frame(move || document::focus(first));
    }
    first.is_some()
}

fn quiet_view(draft: ChoiceDraft, problems: RwSignal<Vec<FieldProblem>>) -> AnyView {
    let error = move |id: &'static str| {
        Signal::derive(move || {
            let is_wrong = |problem: &FieldProblem| FIELDS.contains(&(problem.field.as_str(), id));
            problems.with(|problems| problems.iter().any(is_wrong)).then(|| words::bad_time().to_owned())
        })
    };
    view! {
        <div class="telling-quiet" role="group" aria-label=words::quiet()>
            <TimeField
                id=QUIET_FROM
                label=words::quiet_from()
                value=draft.quiet_from
                on_input=Callback::new(move |typed| draft.quiet_from.set(typed))
                error=error(QUIET_FROM)
            />
            <TimeField
                id=QUIET_UNTIL
                label=words::quiet_until()
                value=draft.quiet_until
                on_input=Callback::new(move |typed| draft.quiet_until.set(typed))
                error=error(QUIET_UNTIL)
            />
            <p class="small">{words::quiet_hint()}</p>
        </div>
    }
    .into_any()
}

fn wait_view(draft: ChoiceDraft) -> AnyView {
    let labels = [words::wait_hour(), words::wait_hours(), words::wait_day()];
    let option = |(minutes, label): (u32, &str)| SelectOption { value: minutes.to_string(), label: label.to_owned() };
    let options: Vec<SelectOption> = WAITS.into_iter().zip(labels).map(option).collect();
    view! {
        <SelectField
            id=WAIT
            label=words::wait()
            options=Signal::stored(options)
            value=draft.wait
            on_choose=Callback::new(move |chosen| draft.wait.set(chosen))
        />
    }
    .into_any()
}
