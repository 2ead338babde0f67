//! One helper: somebody who asked and is let in here, or somebody who helps and whose terms change or end.

use leptos::prelude::*;
use wire::{AcceptHelper, GrantTerms, HelperView, Helpers, PersonId, WaitingHelper};

use crate::backend::failure::Failure;
use crate::backend::helpers;
use crate::features::helpers::helper_cards::{facts_view, named};
use crate::features::helpers::sure::Sure;
use crate::features::helpers::terms::Terms;
use crate::features::helpers::terms_form::TermsForm;
use crate::phrases::confirm::ConfirmPanel;
use crate::phrases::failure::failed_view;
use crate::phrases::own::own_view;
use crate::routes::me as routes;
use crate::state::address::use_address;
use crate::state::doing::Doing;
use crate::state::fetched::{Fetched, Shown};
use crate::state::who::use_who;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, helpers as words, me};

/// Whom the address means.
#[derive(Debug, Clone, PartialEq)]
enum Whom {
    Helper(HelperView),
    Waiting(WaitingHelper),
    /// Neither, or not any more.
    Absent,
}

/// The page of somebody who helps, by their id, or who asked, by that of their referral.
#[component]
pub fn HelperPage(#[prop(into)] id: String) -> impl IntoView {
    let who = use_who();
    own_view(move || who.person(), move |person| page_view(person, id.clone()))
}

fn page_view(person: PersonId, id: String) -> AnyView {
    // It follows no changes: a form that is being filled in stays as it is.
    let fetched = Fetched::new(&[], move || helpers::list(person));
    let is_saved = RwSignal::new(false);
    let whom = Memo::new(move |_| fetched.read(|all| pick(all, &id)));
    let title = Signal::derive(move || {
        let is_waiting = whom.with(|whom| matches!(whom, Some(Whom::Waiting(_))));
        if is_waiting { words::accept_title() } else { words::helper_title() }.to_owned()
    });
    view! {
        <div class="helpers">
            <p class="back-row"><a class="back" href=routes::HELPERS>{words::back()}</a></p>
            <Page title=title app_name=app::name() tab=me::title()>
                <div role="status">
                    {move || is_saved.get().then(|| view! { <p class="notice">{words::change_saved()}</p> })}
                </div>
                {move || match (fetched.shown(), whom.get()) {
                    (Shown::Failed(why), _) => failed_view(&why, Callback::new(move |()| fetched.again())),
                    (Shown::Loading, _) | (Shown::There, None) => view! { <Loading words=app::loading() /> }.into_any(),
                    (Shown::There, Some(Whom::Helper(helper))) => helper_view(person, helper, fetched, is_saved),
                    (Shown::There, Some(Whom::Waiting(waiting))) => waiting_view(person, &waiting),
                    (Shown::There, Some(Whom::Absent)) => absent_view(),
                }}
            </Page>
        </div>
    }
    .into_any()
}

fn pick(all: &Helpers, id: &str) -> Whom {
    if let Some(helper) = all.helpers.iter().find(|helper| helper.id.to_string() == id) {
        return Whom::Helper(helper.clone());
    }
    match all.waiting.iter().find(|waiting| waiting.referral.to_string() == id) {
        Some(waiting) => Whom::Waiting(waiting.clone()),
        None => Whom::Absent,
    }
}

fn absent_view() -> AnyView {
    view! {
        <p>{words::helper_absent()}</p>
        <p><a class="button" href=routes::HELPERS>{words::helper_absent_go()}</a></p>
    }
    .into_any()
}

fn helper_view(person: PersonId, helper: HelperView, fetched: Fetched<Helpers>, is_saved: RwSignal<bool>) -> AnyView {
    let grant = helper.id;
    let terms = Terms::held(helper.scopes.clone(), helper.ends_on);
    let (changing, ending) = (RwSignal::new(Doing::Idle), RwSignal::new(Doing::Idle));
    let save = Callback::new(move |()| {
        is_saved.set(false);
        send(
            terms,
            changing,
            move |terms| async move { helpers::change(person, grant, &terms).await },
            move |all| {
                is_saved.set(true);
                fetched.put(all);
            },
        );
    });
    let address = use_address();
    let end = Callback::new(move |()| {
        Doing::run(ending, helpers::end(person, grant), move |_| address.go(routes::HELPERS));
    });
    view! {
        <p class="lead">{named(&helper.name, &helper.relation)}</p>
        {facts_view(&helper)}
        <section>
            <h2>{words::end_title()}</h2>
            <Sure
                label=words::end()
                ask=words::end_ask(&helper.name)
                yes=words::end_yes()
                on_yes=end
                doing=ending
            />
        </section>
        <section>
            <h2>{words::change_title()}</h2>
            <TermsForm terms=terms button=words::change_send() on_send=save doing=changing />
            {confirm_view(changing, save)}
        </section>
    }
    .into_any()
}

fn waiting_view(person: PersonId, waiting: &WaitingHelper) -> AnyView {
    let referral = waiting.referral;
    let (terms, doing, address) = (Terms::new(), RwSignal::new(Doing::Idle), use_address());
    let accept = Callback::new(move |()| {
        let request = move |terms| async move { helpers::accept(person, &AcceptHelper { referral, terms }).await };
        send(terms, doing, request, move |_| address.go(routes::HELPERS));
    });
    view! {
        <p class="lead">{named(&waiting.name, &waiting.relation)}</p>
        <p>{words::lead()} " " {words::lead_stop()}</p>
        <TermsForm terms=terms button=words::accept_send() on_send=accept doing=doing />
        {confirm_view(doing, accept)}
    }
    .into_any()
}

/// Asks once more who they are, where what was sent asks for that; then it is sent again.
pub fn confirm_view(doing: RwSignal<Doing>, again: Callback<()>) -> AnyView {
    let is_confirming = Memo::new(move |_| doing.get() == Doing::Confirming);
    (move || {
        is_confirming.get().then(|| {
            let close = Callback::new(move |()| doing.set(Doing::Idle));
            view! { <ConfirmPanel on_done=again on_close=close /> }
        })
    })
    .into_any()
}

/// Sends the terms; what the server finds wrong in them is shown at their fields.
fn send<F, D>(terms: Terms, doing: RwSignal<Doing>, request: impl FnOnce(GrantTerms) -> F, done: D)
where
    F: Future<Output = Result<Helpers, Failure>> + 'static,
    D: FnOnce(Helpers) + 'static,
{
    let Some(allowed) = terms.check(Vec::new()) else { return };
    let sent = request(allowed);
    let judged = async move { terms.judge(sent.await) };
    Doing::run(doing, judged, move |all| {
        if let Some(all) = all {
            done(all);
        }
    });
}
