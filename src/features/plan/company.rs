//! Somebody to come along to a group: whom the person asked for, and who comes once that is settled.

use domain::plan::group::acts;
use domain::plan::problems::group_act;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{Company, GroupOnPlan, PlanGroupAct, PlanGroupActKind, PlanGroupId};

use crate::browser::document;
use crate::features::plan::groups::Groups;
use crate::state::plan_seat::{Seat, Side};
use crate::ui::text_field::TextField;
use crate::words::plan_groups as words;

/// To this part an address may lead.
pub const COMPANY: &str = "company";
/// The line that says how it stands: the focus goes there when a button has gone.
const NOW: &str = "company-now";
const NAME: &str = "company-name";

/// What is known of it.
#[derive(Clone, PartialEq)]
struct Known {
    company: Company,
    /// The name of whoever comes.
    comes: Option<String>,
}

/// The part of the page, folded away until it is asked for, or `is_open`. It is not there where the group is not for them.
pub fn company_view(groups: Groups, id: PlanGroupId, is_open: bool) -> AnyView {
    let seat = groups.seat;
    let held = groups.one(id);
    let known = Memo::new(move |_| held.with(|held| held.as_ref().and_then(known)));
    let is_there = Memo::new(move |_| known.with(Option::is_some));
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let title = if seat.is_own() { words::company_title() } else { words::company_title_other() };
    let said = move || known.with(|known| known.as_ref().map(|known| said_words(seat, known)));
    let ways = move || known.get().map(|known| ways_view(groups, id, &known));
    let may_arrange = Memo::new(move |_| known.with(|known| known.as_ref().is_some_and(|it| may_arrange(seat, it))));
    let form = move || may_arrange.get().then(|| form_view(groups, id, typed, error));
    (move || {
        is_there.get().then(|| {
            view! {
                <details class="first-time" open=is_open>
                    <summary id=COMPANY>{title}</summary>
                    <div class="first-time-inside">
                        <p id=NOW tabindex="-1" role="status" dir="auto">{said}</p>
                        {form}
                        {seat.can_write.then(|| view! { <p class="plan-ways">{ways}</p> })}
                    </div>
                </details>
            }
        })
    })
    .into_any()
}

fn known(held: &GroupOnPlan) -> Option<Known> {
    let comes = held.arranged.as_ref().map(|arranged| arranged.name.clone());
    acts(held.stage).contains(&PlanGroupActKind::AskCompany).then_some(Known { company: held.company, comes })
}

/// Whether whoever sits here may say who comes along: the team, and a helper where one was asked for.
fn may_arrange(seat: Seat, known: &Known) -> bool {
    match seat.side {
        Side::Own => false,
        Side::Helper => seat.can_write && known.company == Company::Helper,
        Side::Desk => known.company != Company::Nobody,
    }
}

fn said_words(seat: Seat, known: &Known) -> String {
    let is_own = seat.is_own();
    match (&known.comes, whom_words(seat, known.company)) {
        (Some(name), _) if is_own => words::company_arranged(name),
        (Some(name), _) => words::company_arranged_other(name),
        (None, Some(whom)) if is_own => words::company_asked(whom),
        (None, Some(whom)) => words::company_asked_other(whom),
        (None, None) if is_own => words::company_lead().to_owned(),
        (None, None) => words::company_lead_other().to_owned(),
    }
}

/// Who is meant; nothing for nobody.
fn whom_words(seat: Seat, company: Company) -> Option<&'static str> {
    let is_own = seat.is_own();
    match company {
        Company::Nobody => None,
        Company::LinkWorker if is_own => Some(words::company_link_worker()),
        Company::LinkWorker => Some(words::company_link_worker_other()),
        Company::Helper if is_own => Some(words::company_helper()),
        Company::Helper => Some(words::company_helper_other()),
        Company::Buddy => Some(words::company_buddy()),
    }
}

/// Whom they can ask, or, where somebody is asked, that they need nobody.
fn ways_view(groups: Groups, id: PlanGroupId, known: &Known) -> AnyView {
    let seat = groups.seat;
    let ask = |company: Company, label: &'static str, class: &'static str| {
        let press = move |_| {
            groups.act(id, PlanGroupAct::AskCompany { company });
            request_animation_frame(|| document::focus_outcome(NOW));
        };
        view! { <button type="button" class=class on:click=press>{label}</button> }.into_any()
    };
    if known.company != Company::Nobody {
        let label = if seat.is_own() { words::company_stop() } else { words::company_stop_other() };
        return ask(Company::Nobody, label, "button-quiet");
    }
    let whom = [Company::LinkWorker, Company::Helper, Company::Buddy];
    let buttons: Vec<AnyView> = whom
        .into_iter()
        .filter_map(|company| Some(ask(company, whom_words(seat, company)?, "button button-second")))
        .collect();
    buttons.into_any()
}

/// Says who comes along.
fn form_view(groups: Groups, id: PlanGroupId, typed: RwSignal<String>, error: RwSignal<Option<String>>) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let act = PlanGroupAct::ArrangeCompany { name: typed.get_untracked() };
        if !group_act(&act).is_empty() {
            error.set(Some(words::company_who_missing().to_owned()));
            return document::focus(NAME);
        }
        error.set(None);
        groups.act(id, act);
        typed.set(String::new());
        request_animation_frame(|| document::focus_outcome(NOW));
    };
    view! {
        <form class="plan-form" on:submit=submit novalidate=true>
            <TextField
                id=NAME
                label=words::company_who()
                hint=words::company_who_hint()
                value=typed
                on_input=Callback::new(move |name| typed.set(name))
                error=error
            />
            <p><button type="submit" class="button">{words::company_who_save()}</button></p>
        </form>
    }
    .into_any()
}
