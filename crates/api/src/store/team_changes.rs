//! What a team's lead changes: how to reach it, its hours, its promise, what it covers, its own days off.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, Set,
};
use wire::{Closure, StaffId, TeamId};

use super::{
    Error, Result, Store, codes,
    entity::{feed, group, team, team_district, team_surgery},
    tables::team_closure,
    writing::lock_name,
};

/// What is to be changed; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct TeamChange {
    pub phone: Option<Option<String>>,
    pub email: Option<Option<String>>,
    pub hours: Option<String>,
    pub promise_days: Option<u16>,
    /// In place of all that the team covered.
    pub surgeries: Option<Vec<String>>,
    pub districts: Option<Vec<String>>,
    pub closures: Option<Vec<Closure>>,
    pub safeguarding_lead: Option<StaffId>,
}

impl Store {
    /// Changes a team. A surgery or district that another team covers is this team's from now on, where it may be taken over.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it may not; otherwise when the database fails. Then nothing is changed.
    pub async fn change_team(&self, id: TeamId, change: TeamChange, may_take_over: bool) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let team = id.to_string();
        lock_name(txn, "cover").await?;
        let mut row = team::ActiveModel { id: Set(team.clone()), ..<team::ActiveModel as Default>::default() };
        if let Some(phone) = change.phone {
            row.phone = Set(phone);
        }
        if let Some(email) = change.email {
            row.email = Set(email);
        }
        if let Some(hours) = change.hours {
            row.hours = Set(hours);
        }
        if let Some(days) = change.promise_days {
            row.promise_days = Set(i32::from(days));
        }
        if let Some(lead) = change.safeguarding_lead {
            row.safeguarding_lead = Set(Some(lead.to_string()));
        }
        if row.is_changed() {
            row.update(txn).await?;
        }
        if let Some(surgeries) = change.surgeries {
            cover_surgeries(txn, &team, surgeries, may_take_over).await?;
        }
        if let Some(districts) = change.districts {
            cover_districts(txn, &team, districts, may_take_over).await?;
        }
        if let Some(closures) = change.closures {
            let is_theirs = team_closure::Column::Team.eq(&team);
            team_closure::Entity::delete_many().filter(is_theirs).exec(txn).await?;
            let rows = closures.into_iter().map(|closure| {
                team_closure::Model {
                    id: closure.id.to_string(),
                    team: team.clone(),
                    date: closure.date.to_string(),
                    title: closure.title,
                }
                .into_active_model()
            });
            for row in rows {
                team_closure::Entity::insert(row).exec_without_returning(txn).await?;
            }
        }
        writing.commit().await
    }

    /// A team's own days off, the soonest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn closures_of(&self, team: TeamId) -> Result<Vec<Closure>> {
        let rows = team_closure::Entity::find()
            .filter(team_closure::Column::Team.eq(team.to_string()))
            .order_by_asc(team_closure::Column::Date)
            .order_by_asc(team_closure::Column::Id)
            .all(&self.db)
            .await?;
        rows.into_iter()
            .map(|row| Ok(Closure { id: codes::id(&row.id)?, date: codes::date(&row.date)?, title: row.title }))
            .collect()
    }

    /// How many groups of a feed are in the directory now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_groups_of(&self, feed_name: &str) -> Result<u64> {
        let Some(row) = feed::Entity::find().filter(feed::Column::Name.eq(feed_name)).one(&self.db).await? else {
            return Ok(0);
        };
        let here = group::Entity::find().filter(group::Column::Feed.eq(row.id)).filter(group::Column::IsGone.eq(false));
        Ok(here.count(&self.db).await?)
    }
}

async fn cover_surgeries(
    txn: &DatabaseTransaction,
    team: &str,
    mut codes: Vec<String>,
    may_take_over: bool,
) -> Result<()> {
    use team_surgery::{Column, Entity, Model};

    codes.sort_unstable();
    codes.dedup();
    Entity::delete_many().filter(Column::Team.eq(team)).exec(txn).await?;
    let taken = Entity::delete_many().filter(Column::Surgery.is_in(codes.clone())).exec(txn).await?;
    if taken.rows_affected > 0 && !may_take_over {
        return Err(Error::Conflict);
    }
    for surgery in codes {
        let row = Model { surgery, team: team.to_owned() };
        Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    }
    Ok(())
}

async fn cover_districts(
    txn: &DatabaseTransaction,
    team: &str,
    mut districts: Vec<String>,
    may_take_over: bool,
) -> Result<()> {
    use team_district::{Column, Entity, Model};

    districts.sort_unstable();
    districts.dedup();
    Entity::delete_many().filter(Column::Team.eq(team)).exec(txn).await?;
    let taken = Entity::delete_many().filter(Column::District.is_in(districts.clone())).exec(txn).await?;
    if taken.rows_affected > 0 && !may_take_over {
        return Err(Error::Conflict);
    }
    for district in districts {
        let row = Model { district, team: team.to_owned() };
        Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    }
    Ok(())
}
