//! Tells somebody that there is something new: over one channel after the other, each looked at when it is its turn.
//!
//! What goes out is the one neutral sentence. Over which channel and when is `domain::notice`'s to say.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::notice::{self, Choice, Next, Way};
use domain::{contact_point, safe_contact};
use uuid::Uuid;
use wire::{AccountId, Channel, ContactKind, NoticeChoice, NoticeWay, SafeContact};

use super::{Jobs, Then};
use crate::notices::push::{Push, PushError, Urgency};
use crate::notices::{SendError, next_try, update_letter, update_text};
use crate::store::{Job, Outcome, Result, Round, StoredDevice, StoredNotice};

/// Where a notice leads.
const INBOX: &str = "/me/inbox";

/// The channels of somebody, and where each leads.
pub struct Reach {
    pub ways: Vec<Way>,
    email: String,
    mobile: String,
    devices: Vec<StoredDevice>,
}

impl Reach {
    /// What can be said of each channel.
    pub fn states(&self, can: impl Fn(Channel) -> bool, now: DateTime<Utc>) -> Vec<NoticeWay> {
        let of = |channel: &Channel| {
            let way = self.ways.iter().find(|way| way.contact.channel == *channel)?;
            Some(NoticeWay { channel: *channel, state: notice::way_state(way, can(*channel), now) })
        };
        notice::OFFERED.iter().filter_map(of).collect()
    }
}

/// What was chosen, or what holds until something is.
pub fn choice_or_default(chosen: Option<NoticeChoice>) -> NoticeChoice {
    chosen.unwrap_or_else(|| {
        let Choice { quiet_from, quiet_until, wait, .. } = Choice::default();
        NoticeChoice {
            channels: Vec::new(),
            quiet_from: quiet_from.format("%H:%M").to_string(),
            quiet_until: quiet_until.format("%H:%M").to_string(),
            wait_minutes: u32::try_from(wait.num_minutes()).unwrap_or(0),
        }
    })
}

/// How somebody can be reached now. What they said of a channel holds for the address in their record, and only one that
/// they have proved is written to. Somebody without a record of their own has said nothing, and is not written to at all.
///
/// # Errors
/// When the database fails.
pub async fn reach(store: &crate::store::Store, account: AccountId, now: DateTime<Utc>) -> Result<Reach> {
    let devices = store.devices_of(account, now).await?;
    let person = store.person_of_account(account).await?;
    let proved = store.contacts_of(account).await?;
    let proved_of = |given: &str, kind: ContactKind| {
        let given = contact_point::parse(given)?;
        proved.iter().find(|contact| contact.kind == kind && contact.value == given.value).map(|one| one.value.clone())
    };
    let email = person.as_ref().and_then(|person| proved_of(&person.email, ContactKind::Email)).unwrap_or_default();
    let mobile = person.as_ref().and_then(|person| proved_of(&person.phone, ContactKind::Mobile)).unwrap_or_default();
    let said = match &person {
        Some(person) => store.safe_contacts(person.id).await?.channels,
        None => Vec::new(),
    };
    let ways = said
        .into_iter()
        .filter(|contact| notice::OFFERED.contains(&contact.channel))
        .map(|contact: SafeContact| Way {
            is_there: match contact.channel {
                Channel::Email => !email.is_empty(),
                Channel::Text => !mobile.is_empty(),
                _ => !devices.is_empty(),
            },
            asked_at: contact.asked_at,
            contact,
        })
        .collect();
    Ok(Reach { ways, email, mobile, devices })
}

/// What became of one attempt.
enum Attempt {
    Went,
    Refused,
    Later { after: Option<Duration> },
}

impl Jobs {
    /// Whether this server can send over a channel at all.
    pub fn can(&self, channel: Channel) -> bool {
        match channel {
            Channel::Email => self.outgoing.has_mail(),
            Channel::Text => self.outgoing.has_texts(),
            Channel::Push => self.outgoing.has_push(),
            _ => false,
        }
    }

    /// Goes on with a round: as far as it comes now.
    pub(super) async fn tell(&self, job: &Job, now: DateTime<Utc>) -> Result<Then> {
        loop {
            let Some(round) = self.store.round_of(&job.about).await? else { return Ok(Then::Finish) };
            let is_new = |notice: &StoredNotice| notice.is_new;
            if !self.store.notices_of(round.account).await?.iter().any(is_new) {
                self.store.end_if_nothing_is_new(round.account).await?;
                return Ok(Then::Finish);
            }
            let choice = choice_or_default(self.store.notice_choice(round.account).await?);
            let mut choice = notice::read(&choice).unwrap_or_default();
            choice.channels.retain(|channel| self.can(*channel));
            let reach = reach(&self.store, round.account, now).await?;
            match notice::next(&choice, &reach.ways, &round.tried, now) {
                Next::Over => {
                    self.store.end_round(&round, now).await?;
                    return Ok(Then::Finish);
                }
                Next::Wait(until) => return Ok(Then::At(until)),
                Next::Send(channel) => {
                    if let Some(wait) = self.attempt(&round, channel, &reach, now).await? {
                        return Ok(Then::At(now + wait));
                    }
                }
            }
        }
    }

    /// Tries one channel; how long to wait where it is to be tried again.
    async fn attempt(
        &self,
        round: &Round,
        channel: Channel,
        reach: &Reach,
        now: DateTime<Utc>,
    ) -> Result<Option<TimeDelta>> {
        // The same at every try, so that whoever carries it can tell a second copy from a second notice.
        let name = format!("{} {} {channel:?}", round.account, round.started_at.timestamp_millis());
        let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes());
        let outcome = match self.send_update(channel, id, reach).await? {
            Attempt::Went => Outcome::HandedOver,
            Attempt::Refused => {
                tracing::warn!("a notice was refused for good");
                Outcome::Refused
            }
            Attempt::Later { after } => {
                let wait =
                    next_try(round.failures + 1).map(|planned| after.map_or(planned, |after| planned.max(after)));
                match wait.and_then(|wait| TimeDelta::from_std(wait).ok()) {
                    Some(wait) => {
                        self.store.note_failure(round).await?;
                        return Ok(Some(wait));
                    }
                    None => {
                        tracing::error!("a notice could not be sent in four hours");
                        Outcome::GivenUp
                    }
                }
            }
        };
        self.store.note_tried(round, channel, outcome, now).await?;
        Ok(None)
    }

    /// Sends the one sentence over a channel that has been found safe.
    async fn send_update(&self, channel: Channel, id: Uuid, reach: &Reach) -> Result<Attempt> {
        let sent = match channel {
            Channel::Email => {
                let letter = update_letter(&self.words, reach.email.as_str(), &self.origin).with_id(id);
                self.outgoing.send_letter(&letter).await
            }
            Channel::Text => {
                self.outgoing.send_text(&update_text(&self.words, reach.mobile.as_str()).with_id(id)).await
            }
            _ => return self.push(id, reach).await,
        };
        Ok(match sent {
            Ok(()) => Attempt::Went,
            Err(SendError::Permanent) => Attempt::Refused,
            Err(SendError::Temporary { after }) => Attempt::Later { after },
        })
    }

    /// Pushes to every device; one that takes it is enough. A device that is gone is forgotten at once.
    async fn push(&self, id: Uuid, reach: &Reach) -> Result<Attempt> {
        let (mut went, mut later) = (false, None);
        for stored in &reach.devices {
            let push = Push {
                id,
                endpoint: stored.device.endpoint.clone(),
                p256dh: stored.device.p256dh.clone(),
                auth: stored.device.auth.clone(),
                title: self.words.text("app.name").to_owned(),
                body: self.words.text("letters.update").to_owned(),
                navigate: format!("{}{INBOX}", self.origin),
            };
            match self.outgoing.send_push(&push, Urgency::Normal).await {
                Ok(()) => went = true,
                Err(PushError::Gone) => self.store.forget_device(stored.id).await?,
                Err(PushError::Later { after }) => later = Some(after),
                Err(PushError::TooLarge | PushError::Refused) => {}
            }
        }
        Ok(match (went, later) {
            (true, _) => Attempt::Went,
            (false, Some(after)) => Attempt::Later { after },
            (false, None) => Attempt::Refused,
        })
    }

    /// Somebody wants to see what it looks like: at once, at any hour, over every channel of their choice that is safe.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tell_as_a_test(&self, account: AccountId, now: DateTime<Utc>) -> Result<Vec<Channel>> {
        let choice = choice_or_default(self.store.notice_choice(account).await?);
        let reach = reach(&self.store, account, now).await?;
        let mut over = Vec::new();
        for channel in choice.channels.into_iter().filter(|channel| self.can(*channel)) {
            let way = reach.ways.iter().find(|way| way.contact.channel == channel && way.is_there);
            let is_safe = way.is_some_and(|way| safe_contact::may_use(&way.contact, way.asked_at, now));
            if is_safe && matches!(self.send_update(channel, Uuid::now_v7(), &reach).await?, Attempt::Went) {
                over.push(channel);
            }
        }
        Ok(over)
    }
}
