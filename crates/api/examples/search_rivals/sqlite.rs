//! SQLite with FTS5 and R*Tree, filled with the made-up groups. Boxes of the tree are single points, so that the rest of a
//! place lies beside it; the tree is always asked first where a place is looked for, as its planner may do otherwise.

use std::fs;
use std::path::Path;

use anyhow::Result;
use domain::directory::PlaceRecord;
use domain::distance::{Point, metres};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions};

use crate::NEAREST;
use crate::question::{Kind, Question, Reach, Way, access_bits, day_bit, need_bits, square_of};
use crate::world::{Dice, World};

const TABLES: &str = "
    CREATE TABLE grp(id INTEGER PRIMARY KEY, needs INTEGER NOT NULL);
    CREATE TABLE place(
        id INTEGER PRIMARY KEY, grp INTEGER NOT NULL, x REAL NOT NULL, y REAL NOT NULL, z REAL NOT NULL,
        access INTEGER NOT NULL, days INTEGER NOT NULL
    );
    CREATE VIRTUAL TABLE spot USING rtree(id, south, north, west, east);
    CREATE VIRTUAL TABLE word USING fts5(name, organisation, topics, description, content = '');
    BEGIN";
const FILLED: &str = "
    COMMIT;
    CREATE INDEX place_of_grp ON place(grp);
    INSERT INTO word(word) VALUES ('optimize');
    INSERT INTO word(word, rank) VALUES ('rank', 'bm25(4.0, 2.7, 2.0, 1.0)');
    ANALYZE";

/// The square of the straight line from the origin, which is given first.
const AWAY: &str = "(p.x - ?1) * (p.x - ?1) + (p.y - ?2) * (p.y - ?2) + (p.z - ?3) * (p.z - ?3)";
/// What a box holds that is given next.
const IN_BOX: &str = "s.south <= ?5 AND s.north >= ?4 AND s.west <= ?7 AND s.east >= ?6";
/// Where the worth of a group is half, in metres.
const HALF_WORTH: f64 = 5_000.0;
/// The first box that somebody tries who does not know how far the nearest twenty are, in metres.
const FIRST_TRY: f64 = 1_000.0;

/// The database.
pub struct Sqlite {
    connection: SqliteConnection,
    nearest: String,
    words_first: String,
    places_first: String,
}

impl Sqlite {
    /// Makes the database in a file and fills it.
    pub async fn fill(file: &Path, world: &World) -> Result<Self> {
        if file.exists() {
            fs::remove_file(file)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Memory)
            .synchronous(SqliteSynchronous::Off)
            // All of it, in KiB.
            .pragma("cache_size", "-400000");
        let mut connection = options.connect().await?;
        sqlx::raw_sql(TABLES).execute(&mut connection).await?;
        let mut place_id = 0_i64;
        for number in 0..world.groups {
            let record = world.entry(number).record;
            let group = number.cast_signed();
            sqlx::query("INSERT INTO grp VALUES (?1, ?2)")
                .bind(group)
                .bind(need_bits(&record.needs))
                .execute(&mut connection)
                .await?;
            sqlx::query("INSERT INTO word(rowid, name, organisation, topics, description) VALUES (?1, ?2, ?3, ?4, ?5)")
                .bind(group)
                .bind(&record.name)
                .bind(record.organisation.as_deref().unwrap_or_default())
                .bind(record.categories.join(" "))
                .bind(&record.description)
                .execute(&mut connection)
                .await?;
            for place in &record.places {
                let Some(point) = place.point() else { continue };
                let [x, y, z] = point.unit();
                sqlx::query("INSERT INTO place VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                    .bind(place_id)
                    .bind(group)
                    .bind(x)
                    .bind(y)
                    .bind(z)
                    .bind(access_bits(&place.access))
                    .bind(days(place))
                    .execute(&mut connection)
                    .await?;
                sqlx::query("INSERT INTO spot VALUES (?1, ?2, ?2, ?3, ?3)")
                    .bind(place_id)
                    .bind(point.lat)
                    .bind(point.lon)
                    .execute(&mut connection)
                    .await?;
                place_id += 1;
            }
        }
        sqlx::raw_sql(FILLED).execute(&mut connection).await?;
        Ok(Self { connection, nearest: nearest(), words_first: words_first(), places_first: places_first() })
    }

    /// Which SQLite it is.
    pub async fn version(&mut self) -> Result<String> {
        let (version,): (String,) = sqlx::query_as("SELECT sqlite_version()").fetch_one(&mut self.connection).await?;
        Ok(version)
    }

    /// The numbers of the groups that answer a question, the best first.
    pub async fn ask(&mut self, question: &Question, way: Way) -> Result<Vec<i64>> {
        let statement = match (question.kind, way) {
            (Kind::Nearest, _) => &self.nearest,
            (_, Way::Words) => &self.words_first,
            (_, Way::Places) => &self.places_first,
        };
        let Reach { south, north, west, east, .. } = question.reach;
        let [x, y, z] = question.origin.unit();
        let mut asked = sqlx::query_as(AssertSqlSafe(statement.as_str())).bind(x).bind(y).bind(z);
        // Statements know their parameters by number, so those that one does not need are given too.
        asked = asked.bind(south).bind(north).bind(west).bind(east);
        if question.kind != Kind::Nearest {
            asked = asked
                .bind(phrase(&question.words))
                .bind(question.need_bit())
                .bind(question.access_bits())
                .bind(question.day_bit())
                .bind(question.farthest())
                .bind(1.0 / square_of(HALF_WORTH));
        }
        let rows: Vec<(i64, f64)> = asked.fetch_all(&mut self.connection).await?;
        Ok(rows.into_iter().map(|(group, _)| group).collect())
    }

    /// Asks what takes no finding, to know what asking takes.
    pub async fn ask_nothing(&mut self) -> Result<()> {
        let _: (i64,) = sqlx::query_as("SELECT ?1").bind(1_i64).fetch_one(&mut self.connection).await?;
        Ok(())
    }

    /// Leaves origins with boxes around them in the database: number 0 just holds the nearest twenty places; from 1 on
    /// those that somebody tries, each twice as wide, until one holds them.
    pub async fn keep_boxes(&mut self, world: &World, count: u32) -> Result<()> {
        let points: Vec<Point> = (0..world.groups)
            .flat_map(|number| world.entry(number).record.places)
            .filter_map(|place| place.point())
            .collect();
        sqlx::raw_sql(
            "CREATE TABLE origin(n INTEGER, try INTEGER, x REAL, y REAL, z REAL,
                south REAL, north REAL, west REAL, east REAL, PRIMARY KEY (n, try)) WITHOUT ROWID",
        )
        .execute(&mut self.connection)
        .await?;
        let mut dice = Dice(11);
        for number in 0..count {
            let origin = world.origin(&mut dice);
            let mut away: Vec<u32> = points.iter().map(|point| metres(origin, *point)).collect();
            let (_, last, _) = away.select_nth_unstable(NEAREST - 1);
            let needed = f64::from(*last) + 1.0;
            let mut radius = FIRST_TRY;
            let mut tries = vec![needed, radius];
            while radius < needed {
                radius *= 2.0;
                tries.push(radius);
            }
            for (at, radius) in (0_i64..).zip(tries) {
                self.keep_box(i64::from(number), at, origin, Reach::new(origin, radius)).await?;
            }
        }
        Ok(())
    }

    async fn keep_box(&mut self, number: i64, at: i64, origin: Point, reach: Reach) -> Result<()> {
        let [x, y, z] = origin.unit();
        sqlx::query("INSERT INTO origin VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
            .bind(number)
            .bind(at)
            .bind(x)
            .bind(y)
            .bind(z)
            .bind(reach.south)
            .bind(reach.north)
            .bind(reach.west)
            .bind(reach.east)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}

fn nearest() -> String {
    format!(
        "SELECT p.grp, min({AWAY}) AS away FROM spot s CROSS JOIN place p ON p.id = s.id WHERE {IN_BOX}
         GROUP BY p.grp ORDER BY away LIMIT 20"
    )
}

fn words_first() -> String {
    format!(
        "SELECT g.id, w.rank / (1.0 + ?13 * min({AWAY})) AS score
         FROM word w CROSS JOIN grp g ON g.id = w.rowid CROSS JOIN place p ON p.grp = g.id
         WHERE w.word MATCH ?8 AND g.needs & ?9 AND p.access & ?10 = ?10 AND p.days & ?11 AND {AWAY} <= ?12
         GROUP BY g.id ORDER BY score LIMIT 20"
    )
}

fn places_first() -> String {
    format!(
        "SELECT c.grp, w.rank / (1.0 + ?13 * c.away) AS score
         FROM (
             SELECT p.grp AS grp, min({AWAY}) AS away
             FROM spot s CROSS JOIN place p ON p.id = s.id CROSS JOIN grp g ON g.id = p.grp
             WHERE {IN_BOX} AND g.needs & ?9 AND p.access & ?10 = ?10 AND p.days & ?11
             GROUP BY p.grp HAVING away <= ?12
         ) c CROSS JOIN word w ON w.rowid = c.grp
         WHERE w.word MATCH ?8 ORDER BY score LIMIT 20"
    )
}

/// Each word in quotation marks, so that none is taken for an operator.
fn phrase(words: &str) -> String {
    words.split_whitespace().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ")
}

/// A bit for each weekday on which there is something at a place.
pub fn days(place: &PlaceRecord) -> i64 {
    place.schedules.iter().flat_map(|schedule| &schedule.byday).fold(0, |bits, day| bits | day_bit(day.weekday))
}
