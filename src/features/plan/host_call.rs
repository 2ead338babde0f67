//! What to say to whoever runs a group, to read out on the phone.

use domain::taps::dial;
use leptos::prelude::*;
use wire::Group;

use crate::words::plan_host as words;

/// The part of the page, folded away until it is asked for.
pub fn call_view(group: &Group) -> AnyView {
    let phones: Vec<_> = group
        .contacts
        .iter()
        .filter_map(|contact| Some((contact.phone.clone()?, contact.name.clone())))
        .map(|(phone, name)| {
            view! {
                <li>
                    {name.map(|name| view! { <span dir="auto">{name}</span> " " })}
                    <a class="tap" rel="external" href=format!("tel:{}", dial(&phone))>{phone.clone()}</a>
                </li>
            }
        })
        .collect();
    let lines = [
        words::call_hello(&group.name),
        words::call_when().to_owned(),
        words::call_where().to_owned(),
        words::call_watch().to_owned(),
        words::call_bring().to_owned(),
    ];
    let lines = lines.map(|line| view! { <li class="to-say" dir="auto">{line}</li> });
    let has_phone = !phones.is_empty();
    view! {
        <details class="first-time">
            <summary>{words::call_title()}</summary>
            <div class="first-time-inside">
                <p>{words::call_lead()}</p>
                <ol class="script">{lines.into_iter().collect::<Vec<_>>()}</ol>
                {has_phone.then(|| view! { <ul class="phones">{phones}</ul> })}
                {(!has_phone).then(|| view! { <p>{words::call_none()}</p> })}
            </div>
        </details>
    }
    .into_any()
}
