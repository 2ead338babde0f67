//! The three sorts of people on the page of helpers: those who ask, those who help, those who were asked.

use leptos::prelude::*;
use wire::{HelperInvitationView, HelperView, Helpers, PersonId, WaitingHelper};

use crate::backend::helpers;
use crate::browser::date_words::plain_date;
use crate::features::helpers::sure::Sure;
use crate::phrases::{moment, scope};
use crate::routes::me as routes;
use crate::state::doing::Doing;
use crate::state::fetched::Fetched;
use crate::words::helpers as words;

/// A name, with who they are where that is known.
pub fn named(name: &str, relation: &str) -> String {
    if relation.is_empty() { name.to_owned() } else { words::named(name, relation) }
}

/// Somebody who asked for the person and waits for a yes or no.
pub fn waiting_view(person: PersonId, waiting: &WaitingHelper, fetched: Fetched<Helpers>) -> AnyView {
    let WaitingHelper { referral, name, relation, asked_at } = waiting.clone();
    let date = moment::day(asked_at);
    let ask =
        if relation.is_empty() { words::waiting_plain(&name, &date) } else { words::waiting(&name, &relation, &date) };
    let doing = RwSignal::new(Doing::Idle);
    let refuse = Callback::new(move |()| {
        Doing::run(doing, helpers::refuse(person, referral), move |all| fetched.put(all));
    });
    view! {
        <li class="helper helper-waiting">
            <p>{ask}</p>
            <div class="helper-ways">
                <a class="button" href=routes::helper(&referral.to_string())>{words::waiting_yes()}</a>
                <Sure
                    label=words::waiting_no()
                    ask=words::refuse_ask(&name)
                    yes=words::refuse_yes(&name)
                    on_yes=refuse
                    doing=doing
                />
            </div>
        </li>
    }
    .into_any()
}

/// Somebody who helps.
pub fn helper_view(helper: &HelperView) -> AnyView {
    view! {
        <li class="helper">
            <h3 class="helper-name">{named(&helper.name, &helper.relation)}</h3>
            {facts_view(helper)}
            <p>
                <a class="tap" href=routes::helper(&helper.id.to_string())>
                    {words::change()}
                    <span class="visually-hidden">" " {helper.name.clone()}</span>
                </a>
            </p>
        </li>
    }
    .into_any()
}

/// What somebody who helps may do, until when, and whether they are here.
pub fn facts_view(helper: &HelperView) -> AnyView {
    let is_here = if helper.is_here { words::is_here() } else { words::not_here() };
    let recorded = helper.recorded_by.as_deref().map(words::recorded);
    view! {
        <p>{words::may()}</p>
        {scope::list_view(&helper.scopes, scope::scope)}
        <p>{words::until(&plain_date(helper.ends_on))}</p>
        <p class="small">{is_here}</p>
        {recorded.map(|recorded| view! { <p class="small">{recorded}</p> })}
    }
    .into_any()
}

/// A code that nobody has taken up.
pub fn invitation_view(person: PersonId, invitation: &HelperInvitationView, fetched: Fetched<Helpers>) -> AnyView {
    let HelperInvitationView { id, name, scopes, expires_at } = invitation.clone();
    let doing = RwSignal::new(Doing::Idle);
    let withdraw = Callback::new(move |()| {
        Doing::run(doing, helpers::withdraw(person, id), move |all| fetched.put(all));
    });
    let until = words::moment(&moment::clock(expires_at), &moment::day(expires_at));
    view! {
        <li class="helper">
            <p>{words::invited(&name, &until)}</p>
            <p>{words::may()}</p>
            {scope::list_view(&scopes, scope::scope)}
            <Sure
                label=words::withdraw()
                ask=words::withdraw_ask(&name)
                yes=words::withdraw_yes()
                on_yes=withdraw
                doing=doing
            />
        </li>
    }
    .into_any()
}
