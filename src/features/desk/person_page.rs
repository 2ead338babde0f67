//! One person's record, beside the list of people. Opening it is written down, and they can read that; so it is fetched
//! anew only after something was changed here.

use leptos::prelude::*;
use wire::DeskPerson;

use crate::backend::desk::people;
use crate::features::desk::fetched::fetched_view;
use crate::features::desk::frame::desk_frame;
use crate::features::desk::me::Me;
use crate::features::desk::people::caseload::caseload_view;
use crate::features::desk::person::cases::cases_view;
use crate::features::desk::person::details::{about_me_view, details_view};
use crate::features::desk::person::helpers::helpers_view;
use crate::features::desk::person::recovery_form::RecoveryForm;
use crate::features::desk::quiet::Quiet;
use crate::features::desk::reach::ways_view;
use crate::features::desk::tab::Tab;
use crate::routes::{desk as routes, plan};
use crate::state::load::Load;
use crate::ui::page::Page;
use crate::ui::split_view::SplitView;
use crate::words::app;
use crate::words::desk::{frame, people as list_words, person as words, reach};

/// The person in the address.
#[component]
pub fn DeskPersonPage(#[prop(into)] id: String) -> impl IntoView {
    desk_frame(Tab::People, move |me| split_view(me, id.clone()))
}

fn split_view(me: Me, id: String) -> AnyView {
    let chosen = id.clone();
    let id = StoredValue::new(id);
    let found = RwSignal::new(Load::<DeskPerson>::Loading);
    let quiet = Quiet::new(found);
    let fetch = move || {
        let id = id.get_value();
        quiet.fetch(async move { people::find(&id).await });
    };
    fetch();
    let retry = Callback::new(move |()| {
        quiet.begin_anew();
        fetch();
    });
    let fetched = fetched_view(found, retry, move |person| person_view(person, Callback::new(move |()| fetch())));
    let list = view! {
        <h2 class="split-title">{list_words::title()}</h2>
        {caseload_view(me, Some(chosen))}
    };
    let detail = view! {
        <p class="back-row split-back"><a class="back" href=routes::PEOPLE>{words::back()}</a></p>
        {fetched}
    };
    view! {
        <SplitView
            list=list.into_any()
            list_label=list_words::title()
            detail=detail.into_any()
            is_chosen=true
            on_key=Callback::new(|_| false)
        />
    }
    .into_any()
}

fn person_view(person: Signal<DeskPerson>, on_changed: Callback<()>) -> AnyView {
    let title = Signal::derive(move || person.with(|person| person.details.name.clone()));
    let id = person.with_untracked(|person| person.id);
    view! {
        <Page title=title app_name=app::name() tab=frame::tab()>
            <p><a class="tap" href=plan::at_desk(&id.to_string())>{words::plan()}</a></p>
            <section aria-labelledby="reach">
                <h2 id="reach">{reach::title()}</h2>
                {move || person.with(|person| ways_view(&person.reach))}
            </section>
            {details_view(person)}
            {about_me_view(person)}
            {cases_view(person)}
            {helpers_view(person, on_changed)}
            <RecoveryForm person=id has_account=Signal::derive(move || person.with(|person| person.has_account)) />
        </Page>
    }
    .into_any()
}
