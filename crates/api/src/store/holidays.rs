//! Bank holidays, by the division that keeps them.

use chrono::NaiveDate;
use domain::working_days::Holidays;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict};
use wire::Nation;

use super::{
    Result, Store, codes,
    entity::holiday::{Column, Entity, Model},
    writing::ROWS_AT_ONCE,
};

/// A day on which a division does not work.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HolidayRow {
    /// `england-and-wales`, `scotland` or `northern-ireland`, as GOV.UK names them.
    pub division: String,
    pub date: NaiveDate,
    pub title: String,
}

/// Whose holidays a nation keeps, as GOV.UK names it.
pub const fn division(nation: Nation) -> &'static str {
    match nation {
        Nation::England | Nation::Wales => "england-and-wales",
        Nation::Scotland => "scotland",
        Nation::NorthernIreland => "northern-ireland",
    }
}

impl Store {
    /// The holidays of a nation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn holidays(&self, nation: Nation) -> Result<Holidays> {
        let rows = Entity::find().filter(Column::Division.eq(division(nation))).all(&self.db).await?;
        let dates = rows.iter().map(|row| codes::date(&row.date)).collect::<Result<Vec<NaiveDate>>>()?;
        Ok(Holidays::new(dates))
    }

    /// Every holiday, by division and date.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_holidays(&self) -> Result<Vec<HolidayRow>> {
        let rows = Entity::find().order_by_asc(Column::Division).order_by_asc(Column::Date).all(&self.db).await?;
        rows.into_iter()
            .map(|row| Ok(HolidayRow { division: row.division, date: codes::date(&row.date)?, title: row.title }))
            .collect()
    }

    /// Puts and removes holidays in one transaction.
    ///
    /// # Errors
    /// When the database fails; nothing is written then.
    pub async fn write_holidays(&self, put: &[HolidayRow], remove: &[HolidayRow]) -> Result<()> {
        let writing = self.begin_write().await?;
        for row in remove {
            Entity::delete_by_id((row.division.clone(), row.date.to_string())).exec(&writing.txn).await?;
        }
        for rows in put.chunks(ROWS_AT_ONCE) {
            let models = rows.iter().map(|row| {
                Model { division: row.division.clone(), date: row.date.to_string(), title: row.title.clone() }
                    .into_active_model()
            });
            Entity::insert_many(models)
                .on_conflict(
                    OnConflict::columns([Column::Division, Column::Date]).update_column(Column::Title).to_owned(),
                )
                .exec_without_returning(&writing.txn)
                .await?;
        }
        writing.commit().await
    }
}
