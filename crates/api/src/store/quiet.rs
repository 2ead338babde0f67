//! Who has gone quiet: when people were last heard of, whatever it was that they did, and who would like company. A list of
//! everybody asks for all of them at once, so nothing in here is asked person by person.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveTime, Utc};
use domain::london;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use wire::{Author, Goal, Kept, PersonId, Side, TeamId};

use super::{
    Error, Result, Store, codes,
    plan_groups::persons_wanting_company,
    tables::{check_in, goal, message, visit},
};

impl Store {
    /// When each of these people was last heard of: they or a helper wrote to the team, or they wrote on their plan,
    /// recorded a visit or gave a check-in. Whoever did none of it is left out. What happened with a referral is not looked
    /// at here.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_heard(&self, team: TeamId, people: &[PersonId]) -> Result<HashMap<PersonId, DateTime<Utc>>> {
        let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
        let sides = [codes::code(&Side::Person)?, codes::code(&Side::Helper)?];
        let wrote: Vec<(String, i64)> = message::Entity::find()
            .select_only()
            .column(message::Column::Person)
            .column_as(message::Column::At.max(), "at")
            .filter(message::Column::Team.eq(team.to_string()))
            .filter(message::Column::Person.is_in(ids.clone()))
            .filter(message::Column::Side.is_in(sides))
            .group_by(message::Column::Person)
            .into_tuple()
            .all(&self.db)
            .await?;
        let visited: Vec<(String, i64)> = visit::Entity::find()
            .select_only()
            .column(visit::Column::Person)
            .column_as(visit::Column::RecordedAt.max(), "at")
            .filter(visit::Column::Person.is_in(ids.clone()))
            .group_by(visit::Column::Person)
            .into_tuple()
            .all(&self.db)
            .await?;
        let answered: Vec<(String, i64)> = check_in::Entity::find()
            .select_only()
            .column(check_in::Column::Person)
            .column_as(check_in::Column::KeptAt.max(), "at")
            .filter(check_in::Column::Person.is_in(ids.clone()))
            .group_by(check_in::Column::Person)
            .into_tuple()
            .all(&self.db)
            .await?;
        let mut heard = HashMap::new();
        for (person, at) in wrote.into_iter().chain(visited).chain(answered) {
            hear(&mut heard, codes::id(&person)?, codes::instant(at)?);
        }
        let goals: Vec<(String, String)> = goal::Entity::find()
            .select_only()
            .column(goal::Column::Person)
            .column(goal::Column::Body)
            .filter(goal::Column::Person.is_in(ids))
            .into_tuple()
            .all(&self.db)
            .await?;
        for (person, body) in goals {
            // The reason is left out: it could quote somebody's words.
            let goal: Goal =
                serde_json::from_str(&body).map_err(|_| Error::Other(anyhow::anyhow!("a goal cannot be read")))?;
            if let Some(at) = last_by_person(&goal) {
                hear(&mut heard, codes::id(&person)?, at);
            }
        }
        Ok(heard)
    }

    /// Which of these people would like company to a group, with nobody found yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn wanting_company(&self, people: &[PersonId]) -> Result<BTreeSet<PersonId>> {
        let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
        persons_wanting_company(&self.db, &ids).await?.iter().map(|id| codes::id(id)).collect()
    }
}

/// The later of what is known and what was found.
fn hear(heard: &mut HashMap<PersonId, DateTime<Utc>>, person: PersonId, at: DateTime<Utc>) {
    let last = heard.entry(person).or_insert(at);
    *last = at.max(*last);
}

/// When the person themselves last wrote in a goal: its texts, its steps, a score.
fn last_by_person(goal: &Goal) -> Option<DateTime<Utc>> {
    let texts = [&goal.title, &goal.why, &goal.how_known].into_iter().chain(goal.steps.iter().map(|step| &step.words));
    let scores = goal.score_now.iter().chain(&goal.score_later);
    let scored = scores.map(|score| (&score.by, london::instant(score.on.and_time(NaiveTime::MIN))));
    let theirs = texts.flat_map(written).chain(scored).filter(|(by, _)| by.side == Side::Person);
    theirs.map(|(_, at)| at).max()
}

/// Who wrote what stands in a text, and when.
fn written(kept: &Kept) -> impl Iterator<Item = (&Author, DateTime<Utc>)> {
    let others = kept.others.iter().map(|other| (&other.by, other.at));
    std::iter::once((&kept.by, kept.at)).chain(others)
}
