//! Coming back to a team through the open door, when the work with it has ended: one field that may stay empty. It is
//! the person's own to do, so it stands among their own pages and nobody else's.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{ActId, ComeBack, ErrorCode, PersonId, ReferralId, Timeline};

use crate::backend::failure::Failure;
use crate::backend::people;
use crate::browser::{document, ids};
use crate::phrases::failure::failed_view;
use crate::phrases::meeting::full_day;
use crate::phrases::trouble::trouble_view;
use crate::routes::me;
use crate::state::doing::Doing;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_seat::use_seat;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::ui::text_area::TextArea;
use crate::words::{app, plan, plan_back as words};

/// The one field.
const FIELD: &str = "come-back";
/// What came of sending: it takes the focus, which the button loses.
const OUTCOME: &str = "come-back-outcome";

/// What is being written, and to which referral somebody comes back with it.
#[derive(Clone, Copy)]
struct ComingBack {
    person: PersonId,
    referral: ReferralId,
    typed: RwSignal<String>,
    doing: RwSignal<Doing>,
    /// What is said once they have come back.
    done: RwSignal<Option<String>>,
    /// The same however often it is sent, so that it is one coming back; another once the words are others.
    id: StoredValue<ActId>,
}

/// The page, for the referral in the address.
#[component]
pub fn ComeBackPage(#[prop(into)] id: String) -> impl IntoView {
    let person = use_seat().person;
    // Once the form is there, news takes nothing of it: whether it can still be done says the server when it is sent.
    let fetched = Fetched::new(&[], move || people::timeline(person));
    let coming = id.parse::<ReferralId>().ok().map(|referral| ComingBack::new(person, referral));
    let inside = move || match fetched.shown() {
        Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
        Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
        Shown::There => there_view(fetched, coming),
    };
    view! {
        <div class="week">
            <Page title=words::title() app_name=app::name() tab=plan::title()>{inside}</Page>
        </div>
    }
    .into_any()
}

fn there_view(fetched: Fetched<Vec<Timeline>>, coming: Option<ComingBack>) -> AnyView {
    let found = coming.and_then(|coming| {
        let name = untrack(|| fetched.read(|list| open_door(list, coming.referral)));
        name.flatten().map(|name| coming.view(name))
    });
    found.unwrap_or_else(closed_view)
}

/// To whom somebody comes back with a referral, where they can.
fn open_door(list: &[Timeline], referral: ReferralId) -> Option<String> {
    list.iter().find(|timeline| timeline.referral == referral && timeline.can_come_back).map(name)
}

fn name(timeline: &Timeline) -> String {
    timeline.worker.clone().unwrap_or_else(|| timeline.team.name.clone())
}

/// There is nothing to come back to, or they have done so already.
fn closed_view() -> AnyView {
    view! {
        <p class="lead">{words::closed()}</p>
        {home_view()}
    }
    .into_any()
}

fn home_view() -> AnyView {
    view! { <p><a class="button" href=me::HOME>{plan::home_go()}</a></p> }.into_any()
}

/// What went wrong. Where it went on meanwhile, trying again helps nobody.
fn failure_view(why: &Failure) -> AnyView {
    if why.code() == Some(ErrorCode::NotNow) { closed_view() } else { trouble_view(why, Some(words::kept())) }
}

impl ComingBack {
    /// Nothing yet.
    fn new(person: PersonId, referral: ReferralId) -> Self {
        Self {
            person,
            referral,
            typed: RwSignal::new(String::new()),
            doing: RwSignal::new(Doing::Idle),
            done: RwSignal::new(None),
            id: StoredValue::new(ActId(ids::new_id())),
        }
    }

    /// The form, and then what came of it.
    fn view(self, name: String) -> AnyView {
        let Self { doing, done, .. } = self;
        let form = move || done.with(Option::is_none).then(|| self.form_view(&name));
        view! {
            {form}
            <div id=OUTCOME tabindex="-1">
                <p class="lead" role="status">{move || done.get()}</p>
                <div>{move || doing.with(|doing| doing.failure().map(failure_view))}</div>
                {move || done.with(Option::is_some).then(home_view)}
            </div>
        }
        .into_any()
    }

    fn form_view(self, name: &str) -> AnyView {
        let doing = self.doing;
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        view! {
            <p class="lead">{words::to(name)}</p>
            <form class="come-back" on:submit=submit novalidate=true>
                <TextArea
                    id=FIELD
                    label=words::label()
                    hint=words::hint()
                    value=self.typed
                    on_input=Callback::new(move |typed| self.write(typed))
                    max_length=1_000
                    rows=3
                />
                <p>
                    <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>
                        {words::send()}
                    </button>
                </p>
            </form>
        }
        .into_any()
    }

    fn write(self, typed: String) {
        self.typed.set(typed);
        self.id.set_value(ActId(ids::new_id()));
    }

    fn send(self) {
        let Self { person, referral, done, .. } = self;
        let sent = ComeBack { id: self.id.get_value(), words: self.typed.get_untracked() };
        let request = async move {
            let answer = people::come_back(person, referral, &sent).await;
            request_animation_frame(|| document::focus_outcome(OUTCOME));
            answer
        };
        Doing::run(self.doing, request, move |timeline: Timeline| {
            let day = full_day(timeline.promised_anew.unwrap_or(timeline.promised_by));
            done.set(Some(words::done(&name(&timeline), &day)));
        });
    }
}
