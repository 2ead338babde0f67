//! Does what was left to be done after something was kept: sends codes, tells of what is new, scrubs files. Each job is looked at again when its time has
//! come: whether it still has to be done, and whether the way is safe now, not when it was asked for.

pub mod meetings;
pub mod telling;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::contact_point::ContactPoint;
use uuid::Uuid;
use wire::{Channel, CodeId, ContactKind, MessageId, PersonId, PlanActId, ReferralId, StaffId, TeamId};

use crate::auth::{Pepper, digits, link_token};
use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::notices::{Outgoing, SendError, code_letter, code_text, host_letter, next_try, update_letter};
use crate::promises::promised_anew;
use crate::store::{HostLetterEnd, Job, JobKind, Store, StoredCode};
use crate::words::Words;

/// How often jobs are looked for when there was none.
const EVERY: Duration = Duration::from_millis(250);

/// What it takes to do jobs.
#[derive(Clone)]
pub struct Jobs {
    pub store: Store,
    pub catalogue: Catalogue,
    pub clock: Arc<dyn Clock>,
    pub outgoing: Outgoing,
    pub pepper: Pepper,
    pub words: Arc<Words>,
    /// Where the app is; the link of a letter leads there.
    pub origin: String,
}

/// How soon scrubbing is tried again that could not be done. It is never given up.
const SCRUB_AGAIN: TimeDelta = TimeDelta::minutes(2);

/// Scrubs, which takes its jobs out when it is done.
async fn scrub(store: Store) {
    if let Err(error) = store.scrub().await {
        let cause = format!("{:#}", anyhow::Error::from(error));
        tracing::warn!(cause, "the files of what was erased could not be scrubbed yet");
    }
}

/// What is to become of a job.
enum Then {
    /// It is done, or need not be done any more.
    Finish,
    Again(Option<Duration>),
    /// It goes on at this instant.
    At(DateTime<Utc>),
}

impl Jobs {
    /// Does jobs for as long as the server runs.
    pub async fn run(self) {
        loop {
            match self.do_next().await {
                Ok(true) => {}
                Ok(false) => tokio::time::sleep(EVERY).await,
                Err(error) => {
                    tracing::warn!(cause = format!("{:#}", anyhow::Error::from(error)), "no jobs");
                    tokio::time::sleep(EVERY * 8).await;
                }
            }
        }
    }

    /// Does the next job that is due; false when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn do_next(&self) -> crate::store::Result<bool> {
        let now = self.clock.now();
        let Some(job) = self.store.claim_job(now).await? else { return Ok(false) };
        let then = match job.kind {
            JobKind::SendCode => self.send_code(&job, now).await?,
            JobKind::Scrub => {
                // Codes do not wait for it. It is put back at once, so that it is not done by two, and done again where it
                // fails or this server ends.
                self.store.put_job_back(job.id, Some(now + SCRUB_AGAIN), now).await?;
                tokio::spawn(scrub(self.store.clone()));
                return Ok(true);
            }
            JobKind::Escalate => self.escalate(&job, now).await?,
            JobKind::Tell => self.tell(&job, now).await?,
            JobKind::Promise => self.look_at_promise(&job, now).await?,
            JobKind::WriteToTeam => match job.about.parse::<TeamId>() {
                Ok(team) => self.write_to_team(team, job.id).await?,
                Err(_) => Then::Finish,
            },
            JobKind::WriteToLead => match job.about.parse::<StaffId>() {
                Ok(lead) => self.write_to_lead(lead, job.id).await?,
                Err(_) => Then::Finish,
            },
            JobKind::WriteToHost => match job.about.parse::<PlanActId>() {
                Ok(letter) => self.write_to_host(letter, &job, now).await?,
                Err(_) => Then::Finish,
            },
            JobKind::CheckIn => match job.about.parse::<PersonId>() {
                // Whether one is due, and whom it is told, is looked at now.
                Ok(person) => self.store.look_at_check_in(person, now).await?.map_or(Then::Finish, Then::At),
                Err(_) => Then::Finish,
            },
            JobKind::Meetings => match job.about.parse::<PersonId>() {
                Ok(person) => self.look_at_meetings(person, now).await?,
                Err(_) => Then::Finish,
            },
            JobKind::Remind => {
                if let Ok(id) = job.about.parse::<MessageId>() {
                    self.store.remind(id, now).await?;
                }
                Then::Finish
            }
        };
        match then {
            Then::Finish => self.store.finish_job(job.id).await?,
            Then::At(at) => self.store.put_job_back(job.id, Some(at), now).await?,
            Then::Again(after) => self.put_back(job.id, job.attempts, after, now).await?,
        }
        Ok(true)
    }

    async fn put_back(
        &self,
        id: Uuid,
        attempts: u32,
        after: Option<Duration>,
        now: DateTime<Utc>,
    ) -> crate::store::Result<()> {
        let wait = next_try(attempts).map(|planned| after.map_or(planned, |after| planned.max(after)));
        let at = wait.and_then(|wait| TimeDelta::from_std(wait).ok()).map(|wait| now + wait);
        if at.is_none() {
            tracing::error!("a message could not be sent in four hours");
        }
        self.store.put_job_back(id, at, now).await
    }

    async fn send_code(&self, job: &Job, now: DateTime<Utc>) -> crate::store::Result<Then> {
        let Ok(id) = job.about.parse::<CodeId>() else { return Ok(Then::Finish) };
        let Some(code) = self.store.code_to_send(id, now).await? else { return Ok(Then::Finish) };
        if code.is_over || code.value.is_empty() || self.is_unsafe(&code).await? {
            return Ok(Then::Finish);
        }
        let digits = digits(&self.pepper, id);
        let sent = match code.kind {
            ContactKind::Email => {
                // A link only where the code signs in: proving an address is done where it was begun.
                let link = format!("{}/sign-in/link#{}", self.origin, link_token(&self.pepper, id));
                let link = code.adds_to.is_none().then_some(link);
                let letter = code_letter(&self.words, &code.value, &digits, link.as_deref()).with_id(job.id);
                self.outgoing.send_letter(&letter).await
            }
            ContactKind::Mobile => {
                self.outgoing.send_text(&code_text(&self.words, &code.value, &digits).with_id(job.id)).await
            }
        };
        Ok(match sent {
            Ok(()) => Then::Finish,
            Err(SendError::Permanent) => {
                tracing::warn!("a code was refused for good");
                Then::Finish
            }
            Err(SendError::Temporary { after }) => Then::Again(after),
        })
    }

    /// A message that nobody has seen for a working day: the desk shows it, and the team's own address is written to.
    async fn escalate(&self, job: &Job, now: DateTime<Utc>) -> crate::store::Result<Then> {
        let Ok(id) = job.about.parse::<MessageId>() else { return Ok(Then::Finish) };
        // The letter is a job of its own: what was done here is not done again when it fails.
        if let Some(team) = self.store.escalate(id, now).await? {
            self.store.enqueue_letter(team, now).await?;
        }
        Ok(Then::Finish)
    }

    /// A promise on its day or after it. What follows where nobody has been in touch is the store's to do at once.
    async fn look_at_promise(&self, job: &Job, now: DateTime<Utc>) -> crate::store::Result<Then> {
        let referral = job.about.split(' ').next().and_then(|id| id.parse::<ReferralId>().ok());
        let Some(referral) = referral else { return Ok(Then::Finish) };
        let Some(referral) = self.store.find_referral(referral).await? else { return Ok(Then::Finish) };
        let Some(team) = self.store.find_team(referral.team).await? else { return Ok(Then::Finish) };
        let anew = promised_anew(&self.store, &team, now).await?;
        self.store.look_at_promise(&job.about, anew, now).await?;
        Ok(Then::Finish)
    }

    async fn write_to_team(&self, team: TeamId, id: Uuid) -> crate::store::Result<Then> {
        let team = self.store.find_team(team).await?;
        self.write_at_work(team.and_then(|team| team.email), id).await
    }

    async fn write_to_lead(&self, lead: StaffId, id: Uuid) -> crate::store::Result<Then> {
        self.write_at_work(self.store.lead_email(lead).await?, id).await
    }

    /// A letter to those who work here: it says nothing but that there is something new.
    async fn write_at_work(&self, address: Option<String>, id: Uuid) -> crate::store::Result<Then> {
        let Some(address) = address else { return Ok(Then::Finish) };
        let letter = update_letter(&self.words, address, &self.origin).with_id(id);
        Ok(match self.outgoing.send_letter(&letter).await {
            Ok(()) => Then::Finish,
            Err(SendError::Permanent) => {
                tracing::warn!("an address of a team was refused for good");
                Then::Finish
            }
            Err(SendError::Temporary { after }) => Then::Again(after),
        })
    }

    /// Passes somebody's words on to whoever runs a group. They are kept no longer than it takes.
    async fn write_to_host(&self, id: PlanActId, job: &Job, now: DateTime<Utc>) -> crate::store::Result<Then> {
        let Some(waiting) = self.store.host_letter_to_send(id).await? else { return Ok(Then::Finish) };
        let letter = host_letter(&self.words, waiting.address, &waiting.group_name, &waiting.words).with_id(job.id);
        match self.outgoing.send_letter(&letter).await {
            Ok(()) => {
                self.store.end_host_letter(id, HostLetterEnd::Sent, now).await?;
                Ok(Then::Finish)
            }
            Err(SendError::Permanent) => {
                tracing::warn!("a letter to a group was refused for good");
                self.store.end_host_letter(id, HostLetterEnd::GivenUp, now).await?;
                Ok(Then::Finish)
            }
            Err(SendError::Temporary { after }) => {
                if next_try(job.attempts).is_none() {
                    self.store.end_host_letter(id, HostLetterEnd::GivenUp, now).await?;
                }
                Ok(Then::Again(after))
            }
        }
    }

    /// Whether the person said that this way is not safe. Somebody who has said nothing and typed the address themselves
    /// is sent the code that they ask for; a no holds always. Where nobody signs in by the address yet, the no of
    /// whoever gave it in a referral holds.
    async fn is_unsafe(&self, code: &StoredCode) -> crate::store::Result<bool> {
        let account = match code.adds_to {
            Some(account) => Some(account),
            None => self.store.holder_of_contact(&code.value).await?,
        };
        let Some(account) = account else { return self.store.is_called_unsafe(code.kind, &code.value).await };
        let Some(person) = self.store.person_of_account(account).await? else { return Ok(false) };
        // What was said holds for the way that they gave; another address of theirs is another way.
        let given = match code.kind {
            ContactKind::Email => &person.email,
            ContactKind::Mobile => &person.phone,
        };
        let is_theirs =
            domain::contact_point::parse(given).is_none_or(|ContactPoint { value, .. }| value == code.value);
        let channel = match code.kind {
            ContactKind::Email => Channel::Email,
            ContactKind::Mobile => Channel::Text,
        };
        let said = self.store.safe_contacts(person.id).await?;
        let is_no = said.channels.iter().any(|said| said.channel == channel && said.is_safe == Some(false));
        Ok(is_theirs && is_no)
    }
}
