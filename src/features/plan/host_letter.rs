//! Telling whoever runs a group that somebody is coming: words that the person composes and changes, and that are all that
//! goes. The server adds nothing about them.

use domain::thread::clean;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{
    ErrorCode, FieldCode, Group, GroupOnPlan, GroupStage, HostTold, PlanActId, PlanGroupAct, PlanGroupId, TellHost,
};

use crate::backend::failure::Failure;
use crate::backend::plan;
use crate::browser::{document, ids};
use crate::features::plan::groups::Groups;
use crate::features::plan::letter_draft::{FIRST, LetterDraft, STEP_FREE, WATCH, WITH};
use crate::phrases::trouble::trouble_view;
use crate::state::doing::Doing;
use crate::ui::choices::{Choice, Choices};
use crate::ui::select_field::SelectField;
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;
use crate::words::plan_host as words;

/// To this part an address may lead.
pub const LETTER: &str = "letter";
/// As what an address asks for a letter that says that they cannot come.
pub const CANNOT: &str = "cannot";
const WORDS: &str = "letter-words";
/// What came of sending: it takes the focus, which the button loses meanwhile.
const OUTCOME: &str = "letter-outcome";
/// The most letters that a host is sent.
const MOST: u32 = 1000;

/// What is sent, and what came of it.
#[derive(Clone, Copy)]
struct Sending {
    groups: Groups,
    id: PlanGroupId,
    held: Memo<Option<GroupOnPlan>>,
    draft: LetterDraft,
    doing: RwSignal<Doing>,
    error: RwSignal<Option<&'static str>>,
    sent: RwSignal<Option<HostTold>>,
    /// What was last tried, so that the same words are the same letter.
    tried: StoredValue<Option<TellHost>>,
    is_cannot: bool,
}

/// The part of the page, folded away until the address asks for it as `part`.
pub fn letter_view(groups: Groups, id: PlanGroupId, group: &Group, part: &str) -> AnyView {
    let is_cannot = part == CANNOT;
    let is_open = is_cannot || part == LETTER;
    if is_open {
        request_animation_frame(|| document::focus(LETTER));
    }
    let mail = group.contacts.iter().find_map(|contact| contact.email.clone());
    let inside = match mail {
        Some(mail) => form_view(groups, id, group, mail, is_cannot),
        None => view! { <p>{words::no_mail(words::call_title())}</p> }.into_any(),
    };
    view! {
        <details class="first-time" open=is_open>
            <summary id=LETTER>{if is_cannot { words::title_cannot() } else { words::title() }}</summary>
            <div class="first-time-inside">{inside}</div>
        </details>
    }
    .into_any()
}

fn form_view(groups: Groups, id: PlanGroupId, group: &Group, mail: String, is_cannot: bool) -> AnyView {
    let sending = Sending {
        groups,
        id,
        held: groups.one(id),
        draft: LetterDraft::new(group, is_cannot),
        doing: RwSignal::new(Doing::Idle),
        error: RwSignal::new(None),
        sent: RwSignal::new(None),
        tried: StoredValue::new(None),
        is_cannot,
    };
    let Sending { draft, doing, error, sent, .. } = sending;
    let label = words::words(&group.name);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(sending);
    };
    let said = move || sent.with(|sent| sent.as_ref().map(|told| words::sent(&told.to)));
    let trouble = move || {
        let why = doing.with(|doing| doing.failure().filter(|why| wrong_words(why).is_none()).cloned());
        why.map(|why| trouble_view(&why, None))
    };
    view! {
        <form class="plan-form" on:submit=submit novalidate=true>
            <p>{words::lead(&group.name)}</p>
            {choices_view(draft, is_cannot)}
            <TextArea
                id=WORDS
                label=label
                hint=words::words_hint()
                value=draft.words
                on_input=Callback::new(move |typed| draft.write(typed))
                error=Signal::derive(move || error.get().map(str::to_owned))
                max_length=MOST
                rows=8
            />
            {move || draft.is_own().then(|| view! {
                <p>
                    <button type="button" class="button-quiet" on:click=move |_| draft.compose_anew()>
                        {words::anew()}
                    </button>
                </p>
            })}
            <p>{words::goes_to()} " " <bdi dir="ltr">{mail}</bdi></p>
            <p>
                <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>{words::send()}</button>
            </p>
            <div id=OUTCOME tabindex="-1">
                <p role="status">{said}</p>
                <div>{trouble}</div>
            </div>
        </form>
    }
    .into_any()
}

/// What they may want to tell. Nothing is ticked for them.
fn choices_view(draft: LetterDraft, is_cannot: bool) -> AnyView {
    let tells = (!is_cannot).then(|| tells_view(draft));
    view! {
        {tells}
        {(!is_cannot && draft.has_days()).then(|| view! {
            <SelectField
                id="letter-day"
                label=words::day()
                options=draft.days()
                value=draft.day
                on_choose=Callback::new(move |day| draft.fill(draft.day, day))
                nothing=words::day_none()
            />
        })}
        {reach_view(draft)}
    }
    .into_any()
}

fn tells_view(draft: LetterDraft) -> AnyView {
    view! {
        <Choices
            id="letter-tell"
            legend=words::tell()
            is_many=true
            choices=vec![
                Choice::new(FIRST, words::tell_first()),
                Choice::new(WATCH, words::tell_watch()),
                Choice::new(WITH, words::tell_company()),
                Choice::new(STEP_FREE, words::tell_step_free()),
            ]
            is_chosen=Callback::new(move |value: String| draft.is_told(&value))
            on_choose=Callback::new(move |(value, is_on): (String, bool)| draft.tell(value, is_on))
        />
    }
    .into_any()
}

/// By what they may be called, in both senses.
fn reach_view(draft: LetterDraft) -> AnyView {
    view! {
        <TextField
            id="letter-name"
            label=words::name()
            hint=words::name_hint()
            value=draft.name
            on_input=Callback::new(move |name| draft.fill(draft.name, name))
            max_length=60
        />
        <TextField
            id="letter-phone"
            label=words::phone()
            hint=words::phone_hint()
            kind="tel"
            value=draft.phone
            on_input=Callback::new(move |phone| draft.fill(draft.phone, phone))
            max_length=40
        />
    }
    .into_any()
}

fn send(sending: Sending) {
    let Sending { groups, id, held, draft, doing, error, sent, tried, is_cannot } = sending;
    let text = clean(&draft.words.get_untracked());
    let wrong = if text.is_empty() {
        Some(words::missing())
    } else if text.chars().count() > usize::try_from(MOST).unwrap_or(usize::MAX) {
        Some(words::too_long())
    } else {
        None
    };
    error.set(wrong);
    sent.set(None);
    if wrong.is_some() {
        return document::focus(WORDS);
    }
    let is_same = |letter: &TellHost| letter.words == text;
    let again = tried.with_value(|tried| tried.clone().filter(is_same));
    let letter = again.unwrap_or_else(|| TellHost { id: PlanActId(ids::new_id()), words: text });
    tried.set_value(Some(letter.clone()));
    let person = groups.seat.person;
    let request = async move {
        let told = plan::tell_host(person, id, &letter).await;
        if let Err(why) = &told {
            let _ = error.try_set(wrong_words(why));
        }
        request_animation_frame(|| document::focus_outcome(OUTCOME));
        told
    };
    Doing::run(doing, request, move |told: HostTold| {
        sent.set(Some(told));
        let stage = held.with_untracked(|held| held.as_ref().map(|held| held.stage));
        if !is_cannot && matches!(stage, Some(GroupStage::Suggested | GroupStage::Interested)) {
            groups.act(id, PlanGroupAct::Ask);
        }
    });
}

/// What has to be put right in the words, where that is why they did not go.
fn wrong_words(why: &Failure) -> Option<&'static str> {
    let Failure::Rejected(problem) = why else { return None };
    match (problem.code, problem.fields.first().map(|field| field.code)) {
        (ErrorCode::NotNow, _) => Some(words::not_now()),
        (_, Some(FieldCode::TooMany)) => Some(words::too_many()),
        (_, Some(FieldCode::TooLong)) => Some(words::too_long()),
        (_, Some(FieldCode::Missing)) => Some(words::missing()),
        (_, Some(_)) => Some(words::not_allowed()),
        (_, None) => None,
    }
}
