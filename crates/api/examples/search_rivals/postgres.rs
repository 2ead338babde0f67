//! PostgreSQL filled with the made-up groups: words in a GIN index, places with PostGIS in a GiST index. Where PostGIS is not
//! installed, places are points of PostgreSQL's own `cube`, whose GiST index finds the nearest too; it says which it was.

use anyhow::{Context, Result};
use sqlx::{Connection, PgConnection};

use crate::NEAREST;
use crate::question::{Kind, Question, Reach, access_bits, need_bits, square_of};
use crate::sqlite::days;
use crate::world::World;

/// So many rows are sent at once.
const ROWS: usize = 2_000;
/// So many of the nearest places are looked at for twenty groups; four times as many where that was too few.
const CANDIDATES: i64 = 100;
/// Where the worth of a group is half, in metres.
const HALF_WORTH: f64 = 5_000.0;

const SCHEMA: &str = "DROP SCHEMA IF EXISTS rivals CASCADE; CREATE SCHEMA rivals; SET search_path TO rivals, public";
const GROUPS: &str = "CREATE TABLE grp(id int8 PRIMARY KEY, needs int8 NOT NULL, word tsvector NOT NULL)";
const FILL_GROUPS: &str = "
    INSERT INTO grp
    SELECT id, needs, setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('simple', organisation), 'B')
        || setweight(to_tsvector('simple', topics), 'C') || setweight(to_tsvector('simple', description), 'D')
    FROM unnest($1::int8[], $2::int8[], $3::text[], $4::text[], $5::text[], $6::text[])
        AS given(id, needs, name, organisation, topics, description)";
const INDEXES: &str = "
    CREATE INDEX ON grp USING gin(word);
    CREATE INDEX ON place USING gist(spot);
    CREATE INDEX ON place(grp);
    ANALYZE grp;
    ANALYZE place";

/// How one of the two kinds of places is written.
struct Places {
    table: &'static str,
    fill: &'static str,
    nearest: &'static str,
    words: &'static str,
    words_within: &'static str,
}

const POSTGIS: Places = Places {
    table: "CREATE TABLE place(
        id int8 PRIMARY KEY, grp int8 NOT NULL, access int8 NOT NULL, days int8 NOT NULL, spot geography(Point, 4326) NOT NULL
    )",
    fill: "INSERT INTO place
        SELECT id, grp, access, days, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography
        FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::int8[], $5::float8[], $6::float8[])
            AS given(id, grp, access, days, lat, lon)",
    nearest: "WITH near AS MATERIALIZED (
            SELECT grp, spot <-> ST_SetSRID(ST_MakePoint($2, $1), 4326)::geography AS away FROM place
            ORDER BY spot <-> ST_SetSRID(ST_MakePoint($2, $1), 4326)::geography LIMIT $3
        )
        SELECT grp, min(away) AS away FROM near GROUP BY grp ORDER BY away LIMIT 20",
    words: "SELECT g.id, ts_rank(g.word, plainto_tsquery('simple', $3))::float8
            / (1 + min(ST_Distance(p.spot, ST_SetSRID(ST_MakePoint($2, $1), 4326)::geography, false)) / $7) AS score
        FROM grp g JOIN place p ON p.grp = g.id
        WHERE g.word @@ plainto_tsquery('simple', $3) AND g.needs & $4 <> 0 AND p.access & $5 = $5 AND p.days & $6 <> 0
        GROUP BY g.id ORDER BY score DESC LIMIT 20",
    words_within: "SELECT g.id, ts_rank(g.word, plainto_tsquery('simple', $3))::float8
            / (1 + min(ST_Distance(p.spot, ST_SetSRID(ST_MakePoint($2, $1), 4326)::geography, false)) / $7) AS score
        FROM grp g JOIN place p ON p.grp = g.id
        WHERE g.word @@ plainto_tsquery('simple', $3) AND g.needs & $4 <> 0 AND p.access & $5 = $5 AND p.days & $6 <> 0
            AND ST_DWithin(p.spot, ST_SetSRID(ST_MakePoint($2, $1), 4326)::geography, $8, false)
        GROUP BY g.id ORDER BY score DESC LIMIT 20",
};

/// Distances are straight lines through the earth, in its radii.
const CUBE: Places = Places {
    table: "CREATE TABLE place(
        id int8 PRIMARY KEY, grp int8 NOT NULL, access int8 NOT NULL, days int8 NOT NULL, spot cube NOT NULL
    )",
    fill: "INSERT INTO place
        SELECT id, grp, access, days, cube(ARRAY[cos(radians(lat)) * cos(radians(lon)), cos(radians(lat)) * sin(radians(lon)), sin(radians(lat))])
        FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::int8[], $5::float8[], $6::float8[])
            AS given(id, grp, access, days, lat, lon)",
    nearest: "WITH near AS MATERIALIZED (
            SELECT grp, spot <-> cube($1::float8[]) AS away FROM place ORDER BY spot <-> cube($1::float8[]) LIMIT $2
        )
        SELECT grp, min(away) AS away FROM near GROUP BY grp ORDER BY away LIMIT 20",
    words: "SELECT g.id, ts_rank(g.word, plainto_tsquery('simple', $2))::float8 / (1 + min(p.spot <-> cube($1::float8[])) / $6) AS score
        FROM grp g JOIN place p ON p.grp = g.id
        WHERE g.word @@ plainto_tsquery('simple', $2) AND g.needs & $3 <> 0 AND p.access & $4 = $4 AND p.days & $5 <> 0
        GROUP BY g.id ORDER BY score DESC LIMIT 20",
    words_within: "SELECT g.id, ts_rank(g.word, plainto_tsquery('simple', $2))::float8 / (1 + min(p.spot <-> cube($1::float8[])) / $6) AS score
        FROM grp g JOIN place p ON p.grp = g.id
        WHERE g.word @@ plainto_tsquery('simple', $2) AND g.needs & $3 <> 0 AND p.access & $4 = $4 AND p.days & $5 <> 0
            AND p.spot <@ cube_enlarge(cube($1::float8[]), $7, 3) AND p.spot <-> cube($1::float8[]) <= $7
        GROUP BY g.id ORDER BY score DESC LIMIT 20",
};

/// The database.
pub struct Postgres {
    connection: PgConnection,
    has_postgis: bool,
}

/// Rows of places, column by column.
#[derive(Default)]
struct PlaceRows {
    ids: Vec<i64>,
    groups: Vec<i64>,
    access: Vec<i64>,
    days: Vec<i64>,
    lat: Vec<f64>,
    lon: Vec<f64>,
}

impl Postgres {
    /// Fills the database that the address names, in a schema of its own.
    pub async fn fill(url: &str, world: &World) -> Result<Self> {
        let mut connection = PgConnection::connect(url).await.context("PostgreSQL cannot be reached")?;
        let postgis = sqlx::raw_sql("CREATE EXTENSION IF NOT EXISTS postgis").execute(&mut connection).await;
        let has_postgis = postgis.is_ok();
        if !has_postgis {
            let cube = sqlx::raw_sql("CREATE EXTENSION IF NOT EXISTS cube").execute(&mut connection).await;
            cube.context("PostgreSQL has neither PostGIS nor its own cube")?;
        }
        let mut this = Self { connection, has_postgis };
        let places = this.places();
        sqlx::raw_sql(SCHEMA).execute(&mut this.connection).await?;
        sqlx::raw_sql(GROUPS).execute(&mut this.connection).await?;
        sqlx::raw_sql(places.table).execute(&mut this.connection).await?;
        this.fill_groups(world).await?;
        this.fill_places(world, places.fill).await?;
        sqlx::raw_sql(INDEXES).execute(&mut this.connection).await?;
        Ok(this)
    }

    /// Whether its places are those of PostGIS.
    pub const fn has_postgis(&self) -> bool {
        self.has_postgis
    }

    /// Which PostgreSQL it is, and how it holds places.
    pub async fn version(&mut self) -> Result<String> {
        let asked = "SELECT split_part(version(), ' ', 2)";
        let (version,): (String,) = sqlx::query_as(asked).fetch_one(&mut self.connection).await?;
        if !self.has_postgis {
            return Ok(format!("PostgreSQL {version} with cube, as PostGIS is not installed"));
        }
        let asked = "SELECT postgis_lib_version()";
        let (postgis,): (String,) = sqlx::query_as(asked).fetch_one(&mut self.connection).await?;
        Ok(format!("PostgreSQL {version} with PostGIS {postgis}"))
    }

    /// The numbers of the groups that answer a question, the best first.
    pub async fn ask(&mut self, question: &Question) -> Result<Vec<i64>> {
        match question.kind {
            Kind::Nearest => {
                let found = self.nearest(question, CANDIDATES).await?;
                if found.len() >= NEAREST { Ok(found) } else { self.nearest(question, CANDIDATES * 4).await }
            }
            Kind::Words => self.words(question, self.places().words, false).await,
            Kind::WordsWithin | Kind::Everyday => self.words(question, self.places().words_within, true).await,
        }
    }

    /// Asks what takes no finding, to know what asking takes.
    pub async fn ask_nothing(&mut self) -> Result<()> {
        let _: (i64,) = sqlx::query_as("SELECT $1::int8").bind(1_i64).fetch_one(&mut self.connection).await?;
        Ok(())
    }

    const fn places(&self) -> &'static Places {
        if self.has_postgis { &POSTGIS } else { &CUBE }
    }

    async fn nearest(&mut self, question: &Question, candidates: i64) -> Result<Vec<i64>> {
        let asked = sqlx::query_as(self.places().nearest);
        let asked = if self.has_postgis {
            asked.bind(question.origin.lat).bind(question.origin.lon)
        } else {
            asked.bind(question.origin.unit().to_vec())
        };
        let rows: Vec<(i64, f64)> = asked.bind(candidates).fetch_all(&mut self.connection).await?;
        Ok(rows.into_iter().map(|(group, _)| group).collect())
    }

    async fn words(&mut self, question: &Question, statement: &'static str, is_within: bool) -> Result<Vec<i64>> {
        let Reach { metres, .. } = question.reach;
        // PostGIS counts in metres, cube in straight lines.
        let (half, farthest) = if self.has_postgis {
            (HALF_WORTH, metres)
        } else {
            (square_of(HALF_WORTH).sqrt(), square_of(metres).sqrt())
        };
        let asked = sqlx::query_as(statement);
        let asked = if self.has_postgis {
            asked.bind(question.origin.lat).bind(question.origin.lon)
        } else {
            asked.bind(question.origin.unit().to_vec())
        };
        let mut asked = asked
            .bind(&question.words)
            .bind(question.need_bit())
            .bind(question.access_bits())
            .bind(question.day_bit())
            .bind(half);
        if is_within {
            asked = asked.bind(farthest);
        }
        let rows: Vec<(i64, f64)> = asked.fetch_all(&mut self.connection).await?;
        Ok(rows.into_iter().map(|(group, _)| group).collect())
    }

    async fn fill_groups(&mut self, world: &World) -> Result<()> {
        let numbers: Vec<u64> = (0..world.groups).collect();
        for some in numbers.chunks(ROWS) {
            let records: Vec<_> = some.iter().map(|number| world.entry(*number).record).collect();
            sqlx::query(FILL_GROUPS)
                .bind(some.iter().map(|number| number.cast_signed()).collect::<Vec<i64>>())
                .bind(records.iter().map(|record| need_bits(&record.needs)).collect::<Vec<i64>>())
                .bind(records.iter().map(|record| record.name.clone()).collect::<Vec<String>>())
                .bind(
                    records
                        .iter()
                        .map(|record| record.organisation.clone().unwrap_or_default())
                        .collect::<Vec<String>>(),
                )
                .bind(records.iter().map(|record| record.categories.join(" ")).collect::<Vec<String>>())
                .bind(records.iter().map(|record| record.description.clone()).collect::<Vec<String>>())
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }

    async fn fill_places(&mut self, world: &World, statement: &'static str) -> Result<()> {
        let mut rows = PlaceRows::default();
        let mut next = 0_i64;
        for number in 0..world.groups {
            for place in world.entry(number).record.places {
                let Some(point) = place.point() else { continue };
                rows.ids.push(next);
                rows.groups.push(number.cast_signed());
                rows.access.push(access_bits(&place.access));
                rows.days.push(days(&place));
                rows.lat.push(point.lat);
                rows.lon.push(point.lon);
                next += 1;
            }
            if rows.ids.len() >= ROWS || number + 1 == world.groups {
                let PlaceRows { ids, groups, access, days, lat, lon } = std::mem::take(&mut rows);
                sqlx::query(statement)
                    .bind(ids)
                    .bind(groups)
                    .bind(access)
                    .bind(days)
                    .bind(lat)
                    .bind(lon)
                    .execute(&mut self.connection)
                    .await?;
            }
        }
        Ok(())
    }
}
