//! Where postcodes are: whole ones, and the middles of sectors and districts.

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};

use super::{
    Result, Store,
    entity::{postcode, postcode_area},
    writing::ROWS_AT_ONCE,
};

/// A position in whole microdegrees (about 11 cm), WGS84.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micro {
    pub lat: i32,
    pub lon: i32,
}

impl Micro {
    /// From degrees; nothing when out of range.
    pub fn from_degrees(lat: f64, lon: f64) -> Option<Self> {
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return None;
        }
        // In range, so at most 180 million either way.
        let micro = |degrees: f64| (degrees * 1e6).round() as i32;
        Some(Self { lat: micro(lat), lon: micro(lon) })
    }

    /// Latitude in degrees.
    pub fn lat_degrees(self) -> f64 {
        f64::from(self.lat) / 1e6
    }

    /// Longitude in degrees.
    pub fn lon_degrees(self) -> f64 {
        f64::from(self.lon) / 1e6
    }
}

/// A postcode or area with its position in degrees.
#[derive(Debug, Clone, PartialEq)]
pub struct PointRow {
    /// As it was asked for: `EH11AB`, `EH1 1`, `EH1`.
    pub code: String,
    pub lat: f64,
    pub lon: f64,
}

/// A whole postcode, compact: `EH11AB`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostcodeRow {
    pub code: String,
    pub at: Micro,
}

/// The middle of a sector (`EH1 1`) or district (`EH1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaRow {
    pub code: String,
    pub at: Micro,
    /// Worked out from whole postcodes, rather than read from a list of districts.
    pub is_derived: bool,
}

impl Store {
    /// Where a whole postcode is. `compact` is as `domain::postcode::compact` gives it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_postcode(&self, compact: &str) -> Result<Option<PointRow>> {
        let row = postcode::Entity::find_by_id(compact).one(&self.db).await?;
        Ok(row.map(|row| point(row.code, Micro { lat: row.lat, lon: row.lon })))
    }

    /// Where the middle of a sector (`EH1 1`) or district (`EH1`) is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_postcode_area(&self, code: &str) -> Result<Option<PointRow>> {
        let row = postcode_area::Entity::find_by_id(code).one(&self.db).await?;
        Ok(row.map(|row| point(row.code, Micro { lat: row.lat, lon: row.lon })))
    }

    /// The next postcodes after this one, in the order of their bytes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn postcodes_after(&self, code: &str, limit: u64) -> Result<Vec<PostcodeRow>> {
        let rows = postcode::Entity::find()
            .filter(postcode::Column::Code.gt(code))
            .order_by_asc(postcode::Column::Code)
            .limit(limit)
            .all(&self.db)
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| PostcodeRow { code: row.code, at: Micro { lat: row.lat, lon: row.lon } })
            .collect())
    }

    /// Puts and removes postcodes in one transaction.
    ///
    /// # Errors
    /// When the database fails; nothing is written then.
    pub async fn write_postcodes(&self, put: &[PostcodeRow], remove: &[String]) -> Result<()> {
        let writing = self.begin_write().await?;
        for rows in put.chunks(ROWS_AT_ONCE) {
            let models = rows.iter().map(|row| {
                postcode::Model { code: row.code.clone(), lat: row.at.lat, lon: row.at.lon }.into_active_model()
            });
            postcode::Entity::insert_many(models)
                .on_conflict(
                    OnConflict::column(postcode::Column::Code)
                        .update_columns([postcode::Column::Lat, postcode::Column::Lon])
                        .to_owned(),
                )
                .exec_without_returning(&writing.txn)
                .await?;
        }
        for codes in remove.chunks(ROWS_AT_ONCE) {
            postcode::Entity::delete_many()
                .filter(postcode::Column::Code.is_in(codes.iter().map(String::as_str)))
                .exec(&writing.txn)
                .await?;
        }
        writing.commit().await
    }

    /// Every sector and district, in the order of their bytes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_areas(&self) -> Result<Vec<AreaRow>> {
        let rows = postcode_area::Entity::find().order_by_asc(postcode_area::Column::Code).all(&self.db).await?;
        Ok(rows
            .into_iter()
            .map(|row| AreaRow { code: row.code, at: Micro { lat: row.lat, lon: row.lon }, is_derived: row.is_derived })
            .collect())
    }

    /// Every district with its middle.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_districts(&self) -> Result<Vec<PointRow>> {
        // The code of a sector has a space in it, that of a district none.
        let districts = postcode_area::Entity::find().filter(postcode_area::Column::Code.not_like("% %"));
        let rows = districts.order_by_asc(postcode_area::Column::Code).all(&self.db).await?;
        Ok(rows.into_iter().map(|row| point(row.code, Micro { lat: row.lat, lon: row.lon })).collect())
    }

    /// Puts and removes sectors and districts in one transaction.
    ///
    /// # Errors
    /// When the database fails; nothing is written then.
    pub async fn write_areas(&self, put: &[AreaRow], remove: &[String]) -> Result<()> {
        let writing = self.begin_write().await?;
        for rows in put.chunks(ROWS_AT_ONCE) {
            let models = rows.iter().map(|row| {
                postcode_area::Model {
                    code: row.code.clone(),
                    lat: row.at.lat,
                    lon: row.at.lon,
                    is_derived: row.is_derived,
                }
                .into_active_model()
            });
            postcode_area::Entity::insert_many(models)
                .on_conflict(
                    OnConflict::column(postcode_area::Column::Code)
                        .update_columns([
                            postcode_area::Column::Lat,
                            postcode_area::Column::Lon,
                            postcode_area::Column::IsDerived,
                        ])
                        .to_owned(),
                )
                .exec_without_returning(&writing.txn)
                .await?;
        }
        for codes in remove.chunks(ROWS_AT_ONCE) {
            postcode_area::Entity::delete_many()
                .filter(postcode_area::Column::Code.is_in(codes.iter().map(String::as_str)))
                .exec(&writing.txn)
                .await?;
        }
        writing.commit().await
    }
}

fn point(code: String, at: Micro) -> PointRow {
    PointRow { code, lat: at.lat_degrees(), lon: at.lon_degrees() }
}
