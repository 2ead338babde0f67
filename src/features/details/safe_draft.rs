//! The answers about safe contact while they are being given. An answer that is too old counts as none, so that it is
//! given anew; what is not touched is not sent, so that nothing counts as asked that was not.

use domain::safe_contact;
use leptos::prelude::*;
use wire::{Channel, FieldProblem, SafeContact, SafeContacts};

/// The answer about one way of being reached.
#[derive(Clone, Copy)]
pub struct ChannelDraft {
    pub channel: Channel,
    pub is_safe: RwSignal<Option<bool>>,
    pub from: RwSignal<String>,
    pub until: RwSignal<String>,
    pub is_touched: RwSignal<bool>,
    /// As the server last said.
    pub held: RwSignal<SafeContact>,
}

impl ChannelDraft {
    fn new(said: SafeContact) -> Self {
        Self {
            channel: said.channel,
            is_safe: RwSignal::new(answer(&said)),
            from: RwSignal::new(said.from.clone()),
            until: RwSignal::new(said.until.clone()),
            is_touched: RwSignal::new(false),
            held: RwSignal::new(said),
        }
    }

    fn renew(&self, said: SafeContact) {
        if !self.is_touched.get_untracked() {
            self.is_safe.set(answer(&said));
            self.from.set(said.from.clone());
            self.until.set(said.until.clone());
        }
        self.held.set(said);
    }

    /// The answer to send, where one was given.
    fn given(&self) -> Option<SafeContact> {
        let is_safe = self.is_safe.get_untracked().filter(|_| self.is_touched.get_untracked())?;
        // Times of what is not used at all would only be in the way the next time.
        let time = |field: RwSignal<String>| if is_safe { field.get_untracked() } else { String::new() };
        Some(SafeContact {
            channel: self.channel,
            is_safe: Some(is_safe),
            from: time(self.from),
            until: time(self.until),
            asked_at: None,
            is_stale: false,
        })
    }
}

/// An answer that still holds.
fn answer(said: &SafeContact) -> Option<bool> {
    said.is_safe.filter(|_| !said.is_stale)
}

/// All of them.
#[derive(Clone, Copy)]
pub struct SafeDraft {
    channels: StoredValue<Vec<ChannelDraft>>,
}

impl SafeDraft {
    /// With everything as the server says.
    pub fn new(said: SafeContacts) -> Self {
        Self { channels: StoredValue::new(said.channels.into_iter().map(ChannelDraft::new).collect()) }
    }

    /// The ways, in their order.
    pub fn channels(&self) -> Vec<ChannelDraft> {
        self.channels.get_value()
    }

    /// Takes in what the server says now, but for what is being answered.
    pub fn renew(&self, said: SafeContacts) {
        for contact in said.channels {
            if let Some(draft) = self.channels().into_iter().find(|draft| draft.channel == contact.channel) {
                draft.renew(contact);
            }
        }
    }

    /// What was answered on this page.
    pub fn given(&self) -> SafeContacts {
        let channels = self.channels().iter().filter_map(ChannelDraft::given).collect();
        SafeContacts { channels, ..SafeContacts::default() }
    }

    /// What was answered has been taken.
    pub fn settle(&self, said: SafeContacts) {
        for draft in self.channels() {
            draft.is_touched.set(false);
        }
        self.renew(said);
    }
}

/// What has to be put right, each with its way and field.
pub fn problems(given: &SafeContacts) -> Vec<(Channel, FieldProblem)> {
    safe_contact::problems(&given.channels)
        .into_iter()
        .filter_map(|mut problem| {
            let (place, field) = problem.field.strip_prefix("channels.")?.split_once('.')?;
            let (place, field) = (place.parse::<usize>().ok()?, field.to_owned());
            problem.field = field;
            Some((given.channels.get(place)?.channel, problem))
        })
        .collect()
}
