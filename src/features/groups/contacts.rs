//! How to get in touch with a group, and its links.

use leptos::prelude::*;
use wire::Group;

use crate::features::groups::linked_text::{email_link, line, phone_link};
use crate::words::group as words;

/// People, numbers, addresses and links, each a tap.
pub fn contacts_view(group: &Group) -> AnyView {
    let people: Vec<_> = group
        .contacts
        .iter()
        .map(|contact| {
            let name = match (&contact.name, &contact.role) {
                (Some(name), Some(role)) => Some(format!("{name}, {role}")),
                (name, role) => name.clone().or_else(|| role.clone()),
            };
            view! {
                <li class="contact">
                    {name.map(|name| view! { <span class="contact-name">{name}</span> })}
                    {contact.phone.as_deref().map(phone_link)}
                    {contact.email.as_deref().map(email_link)}
                </li>
            }
        })
        .collect();
    let links: Vec<_> = group
        .links
        .iter()
        .map(|link| {
            let label = link.label.clone().unwrap_or_else(|| short(&link.url));
            view! {
                <li>
                    <a class="tap" href=link.url.clone() rel="external noopener noreferrer nofollow">{label}</a>
                </li>
            }
        })
        .collect();
    let is_empty = people.is_empty() && links.is_empty() && group.how_to_join.is_none();
    view! {
        <section class="group-touch" aria-labelledby="touch">
            <h2 id="touch">{words::touch()}</h2>
            {group.how_to_join.as_deref().map(|how| view! { <p class="own-words">{line(how)}</p> })}
            {(!people.is_empty()).then(|| view! { <ul class="contacts">{people}</ul> })}
            {(!links.is_empty()).then(|| view! {
                <ul class="links">{links}</ul>
                <p class="small">{words::links_leave()}</p>
            })}
            {is_empty.then(|| view! { <p>{words::no_contact()}</p> })}
        </section>
    }
    .into_any()
}

/// An address without what nobody reads.
fn short(url: &str) -> String {
    let bare = url.strip_prefix("https://").unwrap_or(url);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    bare.split(['/', '?', '#']).next().unwrap_or(bare).to_owned()
}
