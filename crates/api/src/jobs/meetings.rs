//! Tells somebody of the meetings to which they go: on the evening before, and in time to get ready. Whether a meeting is still
//! on, and whether they still go, is looked at now.

use chrono::{DateTime, Utc};
use domain::london;
use domain::week::telling;
use wire::PersonId;

use super::{Jobs, Then};
use crate::meetings::{ahead, later, span};
use crate::store::Result;

impl Jobs {
    /// Looks at the meetings of the next days, and is asked again every evening while there is anything to be told.
    pub(super) async fn look_at_meetings(&self, person: PersonId, now: DateTime<Utc>) -> Result<Then> {
        let on_plan = self.store.plan_groups_of(person).await?;
        let routine = self.store.routine_of(person).await?;
        let today = london::today(now);
        let (from, until) = span(today, later(today, telling::DAYS - 1));
        let words = self.store.meeting_words_of(person, from, until).await?;
        let index = self.catalogue.index();
        let ahead = ahead(&index, on_plan, routine.as_ref(), &words, now);
        // Also where nothing is wanted any more: what was told of may be off.
        let next = self.store.tell_of_meetings(person, ahead.as_deref().unwrap_or_default(), now).await?;
        Ok(match (ahead, next) {
            (Some(_), Some(next)) => Then::At(next),
            _ => Then::Finish,
        })
    }
}
