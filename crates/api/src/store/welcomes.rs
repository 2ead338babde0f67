//! What to expect at a group: one text for each, by the team that wrote last.

use chrono::NaiveDate;
use sea_orm::{EntityTrait, IntoActiveModel, sea_query::OnConflict};
use wire::{GroupId, StaffId, TeamId, WriteWelcome};

use super::{
    Result, Store, codes,
    tables::welcome::{Column, Entity, Model},
};

/// What a team wrote of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredWelcome {
    pub words: WriteWelcome,
    pub team: TeamId,
    /// Who of the team wrote it.
    pub staff: StaffId,
    /// The day in London.
    pub written_on: NaiveDate,
}

impl Store {
    /// What to expect at a group, where somebody has said.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn welcome_of(&self, group: GroupId) -> Result<Option<StoredWelcome>> {
        Entity::find_by_id(group.to_string()).one(&self.db).await?.map(read).transpose()
    }

    /// Keeps what to expect at a group, in place of what any team wrote before. Nothing takes it away.
    ///
    /// # Errors
    /// When the database fails; then what was there stays.
    pub async fn write_welcome(&self, group: GroupId, new: Option<&StoredWelcome>) -> Result<()> {
        let writing = self.begin_write().await?;
        let Some(new) = new else {
            Entity::delete_by_id(group.to_string()).exec(&writing.txn).await?;
            return writing.commit().await;
        };
        let row = Model {
            group_id: group.to_string(),
            arriving: new.words.arriving.clone(),
            greeting: new.words.greeting.clone(),
            watching: new.words.watching.clone(),
            toilets: new.words.toilets.clone(),
            quiet: new.words.quiet.clone(),
            team: new.team.to_string(),
            staff: new.staff.to_string(),
            written_on: new.written_on.to_string(),
        };
        Entity::insert(row.into_active_model())
            .on_conflict(
                OnConflict::column(Column::GroupId)
                    .update_columns([
                        Column::Arriving,
                        Column::Greeting,
                        Column::Watching,
                        Column::Toilets,
                        Column::Quiet,
                        Column::Team,
                        Column::Staff,
                        Column::WrittenOn,
                    ])
                    .to_owned(),
            )
            .exec_without_returning(&writing.txn)
            .await?;
        writing.commit().await
    }
}

fn read(row: Model) -> Result<StoredWelcome> {
    Ok(StoredWelcome {
        team: codes::id(&row.team)?,
        staff: codes::id(&row.staff)?,
        written_on: codes::date(&row.written_on)?,
        words: WriteWelcome {
            arriving: row.arriving,
            greeting: row.greeting,
            watching: row.watching,
            toilets: row.toilets,
            quiet: row.quiet,
        },
    })
}
