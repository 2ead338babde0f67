//! Who is away, until when, who covers, and ending it.

use leptos::prelude::*;
use wire::{Absence, SetAbsence, StaffId, StaffRef, StaffView};

use crate::backend::desk::staff as backend;
use crate::features::desk::errand::Errand;
use crate::phrases::meeting::full_day;
use crate::words::team::cover as words;

/// Everybody who is away or will be.
pub fn away_view(staff: Signal<Vec<StaffView>>, on_changed: Callback<StaffView>) -> AnyView {
    let away = Memo::new(move |_| {
        staff.with(|staff| staff.iter().filter(|one| one.absence.is_some()).cloned().collect::<Vec<_>>())
    });
    let rows = move || {
        let card = |one: StaffView| {
            let name = if one.is_me { words::you(&one.name) } else { one.name.clone() };
            one.absence.map(|absence| card_view(one.id, &name, Some(&absence), on_changed))
        };
        away.get().into_iter().filter_map(card).collect::<Vec<_>>()
    };
    section_view(Signal::derive(move || away.with(Vec::is_empty)), rows)
}

/// Who is away today, and what was said of oneself.
pub fn away_today_view(
    staff: Signal<Vec<StaffRef>>,
    me: StaffId,
    own: RwSignal<Option<StaffView>>,
    on_changed: Callback<StaffView>,
) -> AnyView {
    let away = Memo::new(move |_| {
        staff.with(|staff| staff.iter().filter(|one| one.is_away && one.id != me).cloned().collect::<Vec<_>>())
    });
    // As it was said on this page, else as the list knows it.
    let mine = Memo::new(move |_| {
        let said = own.with(|own| own.as_ref().map(|own| own.absence.clone()));
        let listed = staff.with(|staff| staff.iter().any(|one| one.id == me && one.is_away));
        said.map_or_else(|| listed.then_some(None), |absence| absence.map(Some))
    });
    let rows = move || {
        let mut rows = Vec::new();
        if let Some(absence) = mine.get() {
            rows.push(card_view(me, words::you_alone(), absence.as_ref(), on_changed));
        }
        let others = away.get().into_iter();
        rows.extend(others.map(|one| view! { <li class="people-card"><strong>{one.name}</strong></li> }.into_any()));
        rows
    };
    section_view(Signal::derive(move || away.with(Vec::is_empty) && mine.with(Option::is_none)), rows)
}

fn section_view(is_empty: Signal<bool>, rows: impl Fn() -> Vec<AnyView> + Send + 'static) -> AnyView {
    view! {
        <section aria-labelledby="away">
            <h2 id="away">{words::away()}</h2>
            {move || is_empty.get().then(|| view! { <p>{words::nobody_away()}</p> })}
            <ul class="people-cards">{rows}</ul>
        </section>
    }
    .into_any()
}

fn card_view(id: StaffId, name: &str, absence: Option<&Absence>, on_changed: Callback<StaffView>) -> AnyView {
    let errand = Errand::new();
    let end = move |_| {
        errand.run(
            move || async move { backend::set_absence(id, &SetAbsence { absence: None }).await },
            move |answer: StaffView| on_changed.run(answer),
        );
    };
    let lines = absence.map(|absence| {
        view! {
            <span class="row-line">{words::dates(&full_day(absence.from), &full_day(absence.until))}</span>
            <span class="row-line">{words::covered_by(&absence.cover_name)}</span>
        }
    });
    view! {
        <li class="people-card">
            <p>
                <strong>{name.to_owned()}</strong>
                {lines}
            </p>
            {errand.trouble_view()}
            <p>
                <button type="button" class="button button-second" disabled=move || errand.is_busy() on:click=end>
                    {words::end()} <span class="visually-hidden">" " {name.to_owned()}</span>
                </button>
            </p>
        </li>
    }
    .into_any()
}
