//! Doctors' surgeries: found by the beginnings of words, nearest first.

use domain::distance::{self, Point};
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict};
use wire::Surgery;

use super::{
    Micro, Result, Store,
    entity::surgery::{Column, Entity, Model},
    fold::fold,
    writing::ROWS_AT_ONCE,
};

/// The most surgeries that one search gives.
const MOST: usize = 10;

/// Without words, only surgeries within this many microdegrees are looked at first.
const NEARBY: Micro = Micro { lat: 270_000, lon: 450_000 };

/// Whatever is nearer than this, in metres, lies within `NEARBY` anywhere in the islands, Shetland included.
const NEARBY_METRES: u32 = 24_000;

/// A surgery to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurgeryRow {
    /// The national organisation code.
    pub code: String,
    pub name: String,
    /// One line.
    pub address: String,
    pub postcode: String,
    pub at: Option<Micro>,
}

impl Store {
    /// Surgeries in whose name, address or postcode every word begins some word; the nearest first when there is a
    /// point to measure from, otherwise those whose name begins with the words, then by name. With neither words nor a
    /// point: none. At most ten.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_surgeries(&self, words: &str, near: Option<Point>, limit: usize) -> Result<Vec<Surgery>> {
        let folded = fold(words);
        let limit = limit.min(MOST);
        let mut rows = match near {
            Some(near) if folded.is_empty() => self.surgeries_around(near, limit).await?,
            None if folded.is_empty() => Vec::new(),
            _ => self.surgeries_by(with_words(&folded)).await?,
        };
        rows.sort_by_cached_key(|row| {
            let metres = near.and_then(|near| metres(near, row)).unwrap_or(u32::MAX);
            let begins = row.folded.trim_start().starts_with(&folded);
            // Without a point every distance is the same, and the name decides.
            (metres, !begins, fold(&row.name), row.code.clone())
        });
        rows.truncate(limit);
        Ok(rows.into_iter().map(surgery).collect())
    }

    /// The surgery with this code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_surgery(&self, code: &str) -> Result<Option<Surgery>> {
        Ok(Entity::find_by_id(code).one(&self.db).await?.map(surgery))
    }

    /// At least the nearest so many: those nearby when they are enough, otherwise all.
    async fn surgeries_around(&self, near: Point, limit: usize) -> Result<Vec<Model>> {
        let nearby = self.surgeries_by(around(near)).await?;
        let surely = nearby.iter().filter(|row| metres(near, row).is_some_and(|metres| metres < NEARBY_METRES)).count();
        if surely >= limit { Ok(nearby) } else { self.surgeries_by(placed()).await }
    }

    async fn surgeries_by(&self, condition: Condition) -> Result<Vec<Model>> {
        Ok(Entity::find().filter(condition).order_by_asc(Column::Code).all(&self.db).await?)
    }

    /// Every surgery, by code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_surgeries(&self) -> Result<Vec<SurgeryRow>> {
        let rows = self.surgeries_by(Condition::all()).await?;
        Ok(rows
            .into_iter()
            .map(|row| SurgeryRow {
                at: position(&row),
                code: row.code,
                name: row.name,
                address: row.address,
                postcode: row.postcode,
            })
            .collect())
    }

    /// Puts and removes surgeries in one transaction.
    ///
    /// # Errors
    /// When the database fails; nothing is written then.
    pub async fn write_surgeries(&self, put: &[SurgeryRow], remove: &[String]) -> Result<()> {
        let writing = self.begin_write().await?;
        for codes in remove.chunks(ROWS_AT_ONCE) {
            Entity::delete_many()
                .filter(Column::Code.is_in(codes.iter().map(String::as_str)))
                .exec(&writing.txn)
                .await?;
        }
        for rows in put.chunks(ROWS_AT_ONCE) {
            Entity::insert_many(rows.iter().map(|row| model(row).into_active_model()))
                .on_conflict(
                    OnConflict::column(Column::Code)
                        .update_columns([
                            Column::Name,
                            Column::Address,
                            Column::Postcode,
                            Column::Lat,
                            Column::Lon,
                            Column::Folded,
                        ])
                        .to_owned(),
                )
                .exec_without_returning(&writing.txn)
                .await?;
        }
        writing.commit().await
    }
}

/// Folded words hold nothing that `LIKE` would take for a wildcard.
fn with_words(folded: &str) -> Condition {
    folded.split(' ').fold(Condition::all(), |all, word| all.add(Column::Folded.like(format!("% {word}%"))))
}

fn placed() -> Condition {
    Condition::all().add(Column::Lat.is_not_null()).add(Column::Lon.is_not_null())
}

fn around(near: Point) -> Condition {
    let Some(at) = Micro::from_degrees(near.lat, near.lon) else { return placed() };
    placed()
        .add(Column::Lat.between(at.lat - NEARBY.lat, at.lat + NEARBY.lat))
        .add(Column::Lon.between(at.lon - NEARBY.lon, at.lon + NEARBY.lon))
}

fn position(row: &Model) -> Option<Micro> {
    Some(Micro { lat: row.lat?, lon: row.lon? })
}

fn point(row: &Model) -> Option<Point> {
    let at = position(row)?;
    Point::new(at.lat_degrees(), at.lon_degrees())
}

fn metres(near: Point, row: &Model) -> Option<u32> {
    Some(distance::metres(near, point(row)?))
}

fn model(row: &SurgeryRow) -> Model {
    // The postcode also without its space, as many people type it.
    let together = row.postcode.replace(' ', "");
    Model {
        code: row.code.clone(),
        name: row.name.clone(),
        address: row.address.clone(),
        postcode: row.postcode.clone(),
        lat: row.at.map(|at| at.lat),
        lon: row.at.map(|at| at.lon),
        folded: format!(" {}", fold(&format!("{} {} {} {together}", row.name, row.address, row.postcode))),
    }
}

fn surgery(row: Model) -> Surgery {
    Surgery { code: row.code, name: row.name, address: row.address, postcode: row.postcode }
}
