//! Villages, towns and suburbs by name.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict,
};

use super::{
    Micro, Result, Store,
    entity::place_name::{Column, Entity, Model},
    fold::{end_of_prefix, fold},
    writing::ROWS_AT_ONCE,
};

/// What kind of place it is, the largest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    City,
    Town,
    Suburb,
    Village,
    Hamlet,
    Other,
}

impl PlaceKind {
    const ALL: [Self; 6] = [Self::City, Self::Town, Self::Suburb, Self::Village, Self::Hamlet, Self::Other];

    fn number(self) -> i32 {
        self as i32
    }

    fn from_number(number: i32) -> Self {
        Self::ALL.into_iter().find(|kind| kind.number() == number).unwrap_or(Self::Other)
    }
}

/// A place that was found, in degrees.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedPlace {
    pub name: String,
    /// The county or district, where names repeat.
    pub county: Option<String>,
    pub kind: PlaceKind,
    pub lat: f64,
    pub lon: f64,
}

/// A place to keep. All of it together is its identity: names repeat.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceRow {
    pub name: String,
    /// Empty when not known.
    pub county: String,
    pub kind: PlaceKind,
    pub at: Micro,
}

impl Store {
    /// Places with this name first, then those whose name begins with it; `"ashford kent"` finds the Ashford in Kent
    /// when nothing is named so. Larger kinds before smaller, then by name and county. The words need not be folded.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_named_places(&self, words: &str, limit: u64) -> Result<Vec<NamedPlace>> {
        let folded = fold(words);
        if folded.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows = self.places_by(Condition::all().add(Column::Folded.eq(folded.as_str())), limit).await?;
        let room = limit.saturating_sub(rows.len() as u64);
        if room > 0 {
            let longer =
                Condition::all().add(Column::Folded.gt(folded.as_str())).add(Column::Folded.lt(end_of_prefix(&folded)));
            rows.extend(self.places_by(longer, room).await?);
        }
        if rows.is_empty() {
            rows = self.places_with_county(&folded, limit).await?;
        }
        Ok(rows.into_iter().map(found).collect())
    }

    /// Takes the last words for the county: every way of parting them is tried at once.
    async fn places_with_county(&self, folded: &str, limit: u64) -> Result<Vec<Model>> {
        let names: Vec<&str> = folded.match_indices(' ').map(|(at, _)| &folded[..at]).collect();
        let mut rows = self.places_by(Condition::all().add(Column::Folded.is_in(names)), 1_000).await?;
        rows.retain(|row| {
            let county = folded[row.folded.len()..].trim_start();
            fold(&row.county).starts_with(county)
        });
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(rows)
    }

    async fn places_by(&self, condition: Condition, limit: u64) -> Result<Vec<Model>> {
        Ok(Entity::find()
            .filter(condition)
            .order_by_asc(Column::Kind)
            .order_by_asc(Column::Folded)
            .order_by_asc(Column::County)
            .order_by_asc(Column::Lat)
            .order_by_asc(Column::Lon)
            .limit(limit)
            .all(&self.db)
            .await?)
    }

    /// Every place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_places(&self) -> Result<Vec<PlaceRow>> {
        let rows = Entity::find().all(&self.db).await?;
        Ok(rows
            .into_iter()
            .map(|row| PlaceRow {
                kind: PlaceKind::from_number(row.kind),
                at: Micro { lat: row.lat, lon: row.lon },
                name: row.name,
                county: row.county,
            })
            .collect())
    }

    /// Adds and removes places in one transaction.
    ///
    /// # Errors
    /// When the database fails; nothing is written then.
    pub async fn write_places(&self, add: &[PlaceRow], remove: &[PlaceRow]) -> Result<()> {
        let writing = self.begin_write().await?;
        for row in remove {
            let key = model(row);
            Entity::delete_by_id((key.folded, key.county, key.kind, key.lat, key.lon)).exec(&writing.txn).await?;
        }
        for rows in add.chunks(ROWS_AT_ONCE) {
            let models = rows.iter().map(|row| model(row).into_active_model());
            Entity::insert_many(models)
                .on_conflict(
                    OnConflict::columns([Column::Folded, Column::County, Column::Kind, Column::Lat, Column::Lon])
                        .update_column(Column::Name)
                        .to_owned(),
                )
                .exec_without_returning(&writing.txn)
                .await?;
        }
        writing.commit().await
    }
}

fn model(row: &PlaceRow) -> Model {
    Model {
        folded: fold(&row.name),
        county: row.county.clone(),
        kind: row.kind.number(),
        lat: row.at.lat,
        lon: row.at.lon,
        name: row.name.clone(),
    }
}

fn found(row: Model) -> NamedPlace {
    let at = Micro { lat: row.lat, lon: row.lon };
    NamedPlace {
        name: row.name,
        county: Some(row.county).filter(|county| !county.is_empty()),
        kind: PlaceKind::from_number(row.kind),
        lat: at.lat_degrees(),
        lon: at.lon_degrees(),
    }
}
