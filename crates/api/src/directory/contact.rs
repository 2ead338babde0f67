//! Who to get in touch with, and the links out, from the many shapes in which feeds give them.

use wire::{Contact, Link};

use super::clean;
use super::fields::Fields;
use super::report::{Notes, Reason};

/// The most contacts, and the most links, that are kept of a group.
const MOST: usize = 30;

/// Contacts and links as they are gathered, each once.
#[derive(Debug, Default)]
pub(super) struct Ways {
    pub(super) contacts: Vec<Contact>,
    pub(super) links: Vec<Link>,
}

impl Ways {
    /// The contacts of something, and the telephones and e-mail address it has of its own.
    pub(super) fn add_all_of(&mut self, fields: Fields<'_>, notes: &mut Notes<'_>) {
        for contact in fields.objects("contacts") {
            self.add_contact(contact, notes);
        }
        self.add_own(fields, notes);
    }

    /// The telephones and the e-mail address that something has without a name to them.
    pub(super) fn add_own(&mut self, fields: Fields<'_>, notes: &mut Notes<'_>) {
        self.add(None, None, phones(fields, notes), emails(fields, notes));
    }

    fn add_contact(&mut self, fields: Fields<'_>, notes: &mut Notes<'_>) {
        let name = fields.text("name").and_then(|text| clean::line(&text, clean::NAME));
        let role = fields.first_text(&["title", "role", "department"]).and_then(|text| clean::line(&text, clean::NAME));
        self.add(name, role, phones(fields, notes), emails(fields, notes));
    }

    /// The first number and address belong together; further ones follow as contacts of the same name.
    fn add(&mut self, name: Option<String>, role: Option<String>, phones: Vec<String>, emails: Vec<String>) {
        let (mut phones, mut emails) = (phones.into_iter(), emails.into_iter());
        let first = Contact { name: name.clone(), role: role.clone(), phone: phones.next(), email: emails.next() };
        self.push(first);
        for phone in phones {
            self.push(Contact { name: name.clone(), role: role.clone(), phone: Some(phone), email: None });
        }
        for email in emails {
            self.push(Contact { name: name.clone(), role: role.clone(), phone: None, email: Some(email) });
        }
    }

    fn push(&mut self, mut contact: Contact) {
        if contact.name.is_none() {
            // What somebody is known to have already need not be said again without a name.
            contact.phone =
                contact.phone.filter(|phone| !self.contacts.iter().any(|known| known.phone.as_ref() == Some(phone)));
            contact.email =
                contact.email.filter(|email| !self.contacts.iter().any(|known| known.email.as_ref() == Some(email)));
        }
        let says_something = contact.name.is_some() || contact.phone.is_some() || contact.email.is_some();
        if says_something && self.contacts.len() < MOST && !self.contacts.contains(&contact) {
            self.contacts.push(contact);
        }
    }

    /// Whether there is any way yet to get in touch.
    pub(super) fn can_be_reached(&self) -> bool {
        self.contacts.iter().any(|contact| contact.phone.is_some() || contact.email.is_some())
    }

    /// The link in this field, if there is a safe one.
    pub(super) fn add_link(&mut self, fields: Fields<'_>, key: &str, label: Option<String>, notes: &mut Notes<'_>) {
        let Some(raw) = fields.text(key) else { return };
        let Some(url) = notes.keep(key, clean::link(&raw)) else { return };
        if self.links.len() < MOST && !self.links.iter().any(|known| known.url == url) {
            self.links.push(Link { label, url });
        }
    }

    /// The links of a list of `{label, url}`.
    pub(super) fn add_links(&mut self, fields: Fields<'_>, key: &str, notes: &mut Notes<'_>) {
        for link in fields.objects(key) {
            let label = link.first_text(&["label", "name"]).and_then(|text| clean::line(&text, clean::NAME));
            self.add_link(link, "url", label, notes);
        }
    }
}

fn phones(fields: Fields<'_>, notes: &mut Notes<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let listed = fields.objects("phones");
    let numbers = listed.iter().filter_map(|phone| phone.text("number"));
    let own = fields.first_text(&["phone", "telephone"]);
    for raw in numbers.chain(fields.texts("phones")).chain(own) {
        let phones = clean::phones(&raw);
        if phones.is_empty() {
            notes.refuse("phone", Reason::NotAPhone);
        }
        found.extend(phones);
    }
    found
}

fn emails(fields: Fields<'_>, notes: &mut Notes<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for raw in fields.texts("email") {
        let emails = clean::emails(&raw);
        if emails.is_empty() {
            notes.refuse("email", Reason::NotAnEmail);
        }
        found.extend(emails);
    }
    found
}
