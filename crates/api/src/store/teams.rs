//! Teams, and which surgeries and postcode districts each covers.

use anyhow::{Context, anyhow};
use domain::hours::Hours;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict};
use wire::{Nation, StaffId, TeamId};

use super::{
    Error, Result, Store, codes,
    entity::{
        team::{Column, Entity, Model},
        team_district, team_surgery,
    },
};

/// A team of link workers.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    pub id: TeamId,
    /// Unique.
    pub name: String,
    /// Whose bank holidays it keeps.
    pub nation: Nation,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub hours: Hours,
    /// Within how many working days it gets in touch.
    pub promise_days: u16,
    /// Who looks after safeguarding.
    pub safeguarding_lead: Option<StaffId>,
}

impl Store {
    /// Keeps a new team.
    ///
    /// # Errors
    /// [`Error::Conflict`] when a team with this name or id is there already; otherwise when the database fails.
    pub async fn add_team(&self, team: &Team) -> Result<()> {
        let model = Model {
            id: team.id.to_string(),
            name: team.name.clone(),
            nation: codes::code(&team.nation)?,
            phone: team.phone.clone(),
            email: team.email.clone(),
            hours: team.hours.to_string(),
            promise_days: i32::from(team.promise_days),
            safeguarding_lead: team.safeguarding_lead.map(|id| id.to_string()),
        };
        let writing = self.begin_write().await?;
        Entity::insert(model.into_active_model()).exec_without_returning(&writing.txn).await?;
        writing.commit().await
    }

    /// Every team, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_teams(&self) -> Result<Vec<Team>> {
        Entity::find().order_by_asc(Column::Name).all(&self.db).await?.into_iter().map(read).collect()
    }

    /// The team with this name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn team_named(&self, name: &str) -> Result<Option<Team>> {
        Entity::find().filter(Column::Name.eq(name)).one(&self.db).await?.map(read).transpose()
    }

    /// The team with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_team(&self, id: TeamId) -> Result<Option<Team>> {
        Entity::find_by_id(id.to_string()).one(&self.db).await?.map(read).transpose()
    }

    /// Lets a team cover a surgery, in place of whichever did before.
    ///
    /// # Errors
    /// When there is no such team, or the database fails.
    pub async fn cover_surgery(&self, team: TeamId, code: &str) -> Result<()> {
        let model = team_surgery::Model { surgery: code.to_owned(), team: team.to_string() };
        let writing = self.begin_write().await?;
        team_surgery::Entity::insert(model.into_active_model())
            .on_conflict(
                OnConflict::column(team_surgery::Column::Surgery).update_column(team_surgery::Column::Team).to_owned(),
            )
            .exec_without_returning(&writing.txn)
            .await?;
        writing.commit().await
    }

    /// Lets a team cover a postcode district such as `EH1`, in place of whichever did before.
    ///
    /// # Errors
    /// When there is no such team, or the database fails.
    pub async fn cover_district(&self, team: TeamId, district: &str) -> Result<()> {
        let model = team_district::Model { district: district.to_owned(), team: team.to_string() };
        let writing = self.begin_write().await?;
        team_district::Entity::insert(model.into_active_model())
            .on_conflict(
                OnConflict::column(team_district::Column::District)
                    .update_column(team_district::Column::Team)
                    .to_owned(),
            )
            .exec_without_returning(&writing.txn)
            .await?;
        writing.commit().await
    }

    /// The surgeries (by code) and districts that a team covers, each in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cover_of(&self, team: TeamId) -> Result<(Vec<String>, Vec<String>)> {
        let surgeries = team_surgery::Entity::find()
            .filter(team_surgery::Column::Team.eq(team.to_string()))
            .order_by_asc(team_surgery::Column::Surgery)
            .all(&self.db)
            .await?;
        let districts = team_district::Entity::find()
            .filter(team_district::Column::Team.eq(team.to_string()))
            .order_by_asc(team_district::Column::District)
            .all(&self.db)
            .await?;
        Ok((
            surgeries.into_iter().map(|row| row.surgery).collect(),
            districts.into_iter().map(|row| row.district).collect(),
        ))
    }

    /// The team a referral goes to: the one that covers the surgery, else the one that covers the district.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn team_covering(&self, surgery: Option<&str>, district: Option<&str>) -> Result<Option<Team>> {
        let mut team = None;
        if let Some(code) = surgery {
            team = team_surgery::Entity::find_by_id(code).one(&self.db).await?.map(|row| row.team);
        }
        if team.is_none()
            && let Some(district) = district
        {
            team = team_district::Entity::find_by_id(district).one(&self.db).await?.map(|row| row.team);
        }
        match team {
            Some(id) => Entity::find_by_id(id).one(&self.db).await?.map(read).transpose(),
            None => Ok(None),
        }
    }
}

fn read(row: Model) -> Result<Team> {
    let hours = Hours::parse(&row.hours)
        .map_err(|_| Error::Other(anyhow!("the opening hours of the team {:?} cannot be read", row.name)))?;
    Ok(Team {
        id: codes::id(&row.id)?,
        nation: codes::from_code(&row.nation)?,
        phone: row.phone,
        email: row.email,
        hours,
        promise_days: u16::try_from(row.promise_days).context("a promise in days").map_err(Error::Other)?,
        safeguarding_lead: row.safeguarding_lead.as_deref().map(codes::id).transpose()?,
        name: row.name,
    })
}
