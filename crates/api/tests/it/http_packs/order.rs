//! That a phone finds what the server finds, in the same order: five hundred questions, made of real postcodes and places
//! and of words that real groups use, asked of the server over HTTP and of an index that was made of nothing but packs.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use axum::body::Bytes;
use axum::http::StatusCode;
use domain::directory::GroupRecord;
use domain::distance::{Point, metres};
use domain::need::NeedMap;
use domain::pack;
use domain::postcode::compact;
use domain::search::{Entry, Index, Query};
use flate2::read::GzDecoder;
use stile_api::directory::{self, Silent, read_records};
use stile_api::store::{AreaRow, Micro, PostcodeRow, Store};
use url::form_urlencoded::Serializer;
use wire::{GroupId, GroupPage, GroupSummary, Meeting, Near, PackList, PlaceId};

use super::super::directory_import::shared;
use super::super::steps::roomy;
use super::super::support::stores;
use super::super::test_app::{TestApp, monday};
use super::{address, listed};

/// Where the phones are: in cities and far from any.
const HOMES: [&str; 10] = ["EH1", "BS1", "LE1", "TR1", "IV1", "NR1", "CF10", "M1", "SW1A", "NE1"];
/// How many questions each is asked.
const EACH: usize = 50;
/// How many pages are looked at, and how many groups are on one.
const PAGES: usize = 3;
const ON_A_PAGE: usize = 20;
/// How many questions there must be at least of which the phone knows every group that the server shows.
const WHOLE: usize = 300;

/// A part of a question as it stands in an address.
type Pair = (&'static str, String);
/// What a list says of a group: which, how far away, at which place, and when next.
type Line = (GroupId, Option<u32>, Option<PlaceId>, Option<Meeting>);

/// The files of real data.
struct Real {
    feeds: [PathBuf; 2],
    districts: PathBuf,
    postcodes: PathBuf,
}

impl Real {
    fn find() -> Option<Self> {
        let feeds = [shared("oruk-libraries.json.gz"), shared("oruk-mobile-libraries.json.gz")];
        let (districts, postcodes) = (shared("outcodes-gb.csv"), shared("postcodes-gb.csv.gz"));
        let [libraries, vans] = feeds;
        Some(Self { feeds: [libraries?, vans?], districts: districts?, postcodes: postcodes? })
    }

    /// The middles of districts.
    fn areas(&self) -> Vec<AreaRow> {
        let lines = BufReader::new(File::open(&self.districts).unwrap()).lines();
        lines
            .skip(1)
            .map(|line| located(&line.unwrap()))
            .map(|(code, at)| AreaRow { code, at, is_derived: true })
            .collect()
    }

    /// The postcodes of the groups themselves, as far as they are real: 1.7 million would take long to write.
    fn postcodes(&self) -> Vec<PostcodeRow> {
        let wanted: HashSet<String> =
            self.feeds.iter().flat_map(|feed| records(feed)).flat_map(|record| postcodes_of(&record)).collect();
        let lines = BufReader::new(GzDecoder::new(File::open(&self.postcodes).unwrap())).lines();
        let mut rows = Vec::new();
        for line in lines.skip(1) {
            let line = line.unwrap();
            let code = compact(line.split(',').next().unwrap());
            if wanted.contains(&code) {
                rows.push(PostcodeRow { code, at: located(&line).1 });
            }
        }
        rows
    }

    /// Fills a store.
    async fn put_into(&self, store: &Store, areas: &[AreaRow], postcodes: &[PostcodeRow]) {
        store.write_areas(areas, &[]).await.unwrap();
        store.write_postcodes(postcodes, &[]).await.unwrap();
        for feed in &self.feeds {
            let source = feed.to_str().unwrap();
            directory::import(store, source, None, &NeedMap::built_in(), monday(), &Silent).await.unwrap();
        }
    }
}

fn records(feed: &Path) -> Vec<GroupRecord> {
    let bytes = std::fs::read(feed).unwrap();
    read_records(&bytes, "real", &NeedMap::built_in(), monday().date_naive()).unwrap().0
}

fn postcodes_of(record: &GroupRecord) -> Vec<String> {
    record.places.iter().filter_map(|place| place.postcode.as_deref()).map(compact).collect()
}

/// Code and position at the beginning of a line.
fn located(line: &str) -> (String, Micro) {
    let mut cells = line.split(',');
    let code = cells.next().unwrap().to_owned();
    let mut degrees = || cells.next().unwrap().parse::<f64>().unwrap();
    (code, Micro::from_degrees(degrees(), degrees()).unwrap())
}

/// A phone with the packs for where its owner lives.
struct Phone {
    home: Point,
    list: PackList,
    index: Index,
    known: HashSet<GroupId>,
}

impl Phone {
    /// Fetches the packs, each version once for all phones.
    async fn new(app: &TestApp, near: &str, files: &mut HashMap<String, Bytes>) -> Self {
        let list = listed(app, near).await;
        assert!(list.groups <= 2_000 && list.packs.len() > 100, "{near}: {} packs", list.packs.len());
        let mut entries: BTreeMap<GroupId, Entry> = BTreeMap::new();
        for one in &list.packs {
            let bytes = fetched(app, address(one), files).await;
            entries.extend(pack::decode(&bytes).unwrap().into_iter().map(|entry| (entry.id, entry)));
        }
        let districts = fetched(app, format!("/packs/districts-{}.pack", list.districts), files).await;
        let districts = pack::decode_districts(&districts).unwrap();
        let home = districts.into_iter().find(|(code, _)| code == near).unwrap().1;
        let known = entries.keys().copied().collect();
        Self { home, list, index: Index::new(entries.into_values()), known }
    }

    /// A page after the other, as the phone asks itself.
    fn ask(&self, question: &[Pair], origin: Point) -> Vec<Line> {
        let (query, bad) = Query::from_pairs(question.iter().map(|(key, value)| (*key, value.as_str())));
        assert!(bad.is_empty(), "{question:?}");
        let mut lines = Vec::new();
        let mut cursor: Option<String> = None;
        for _ in 0..PAGES {
            let page = self.index.search(&query, Some(origin), monday(), ON_A_PAGE, cursor.as_deref()).unwrap();
            lines.extend(page.groups.into_iter().map(line));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        lines
    }

    /// The groups around home, whole.
    fn around(&self) -> Vec<GroupRecord> {
        let page = self.index.search(&Query::default(), Some(self.home), monday(), 100, None).unwrap();
        page.groups.iter().map(|group| self.index.get(group.id).unwrap().record).collect()
    }
}

async fn fetched(app: &TestApp, address: String, files: &mut HashMap<String, Bytes>) -> Bytes {
    if let Some(bytes) = files.get(&address) {
        return bytes.clone();
    }
    let answer = app.get(&address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    files.insert(address, answer.body.clone());
    answer.body
}

fn line(group: GroupSummary) -> Line {
    (group.id, group.distance_metres, group.place.map(|place| place.id), group.next)
}

/// A page after the other, as the app asks the server; and the point that was measured from.
async fn ask_server(app: &TestApp, question: &[Pair]) -> (Vec<Line>, Point) {
    let mut lines = Vec::new();
    let mut pairs = question.to_vec();
    loop {
        let address = Serializer::new(String::new()).extend_pairs(&pairs).finish();
        let page: GroupPage = app.get(&format!("/api/groups?{address}")).await.json();
        lines.extend(page.groups.into_iter().map(line));
        match page.next {
            Some(next) if lines.len() < PAGES * ON_A_PAGE => {
                pairs = question.to_vec();
                pairs.push(("cursor", next));
            }
            _ => match page.near {
                Near::Found { origin } => return (lines, Point::new(origin.lat, origin.lon).unwrap()),
                other => panic!("{question:?}: {other:?}"),
            },
        }
    }
}

/// The same throw for the same seed, on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// A word of a text, of four letters or more.
    fn word(&mut self, text: &str) -> String {
        let words: Vec<&str> =
            text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > 3).collect();
        if words.is_empty() { "library".to_owned() } else { (*self.pick(&words)).to_owned() }
    }

    /// The word with a letter left out.
    fn slip(&mut self, word: &str) -> String {
        let left_out = self.below(word.chars().count());
        word.chars().enumerate().filter(|(at, _)| *at != left_out).map(|(_, letter)| letter).collect()
    }
}

/// The questions that the owner of a phone asks.
struct Asker<'a> {
    dice: Dice,
    phone: &'a Phone,
    around: Vec<GroupRecord>,
    /// What there is in the whole country.
    anywhere: &'a [GroupRecord],
    /// Postcodes that the server knows, compact.
    postcodes: &'a HashSet<String>,
}

impl Asker<'_> {
    fn near(&mut self) -> String {
        let place = &self.dice.pick(&self.around).places[0];
        let district = &self.dice.pick(&self.phone.list.packs[..30]).district;
        let known = place.postcode.as_ref().filter(|code| self.postcodes.contains(&compact(code)));
        match (self.dice.below(4), known, place.point()) {
            (0, Some(postcode), _) => postcode.clone(),
            (1, _, Some(point)) => format!("{:.5},{:.5}", point.lat, point.lon),
            (2, ..) => district.clone(),
            _ => self.phone.list.packs[0].district.clone(),
        }
    }

    fn question(&mut self, kind: usize) -> Vec<Pair> {
        let mut pairs = vec![("near", self.near())];
        let record = self.dice.pick(&self.around).clone();
        let within = ("within", self.dice.pick(&["5000", "15000", "40000"]).to_string());
        let day = ("day", self.dice.pick(&["mo", "tu,we", "th", "fr,sa"]).to_string());
        match kind {
            0 => {}
            1 => pairs.extend([("q", self.dice.word(&record.name)), within]),
            2 => {
                let words = [self.dice.word(&record.description), self.dice.word(&record.description)];
                pairs.extend([("q", words.join(" ")), within]);
            }
            3 => {
                let needs = record.needs.iter().map(|need| need.code()).collect::<Vec<_>>();
                let needs = if needs.is_empty() { "getting_out".to_owned() } else { needs.join(",") };
                pairs.extend([("need", needs), within]);
            }
            4 => pairs.extend([day, ("part", self.dice.pick(&["morning", "afternoon"]).to_string()), within]),
            5 => pairs.extend([("when", "week".to_owned()), ("free", "1".to_owned()), within]),
            6 => {
                let town = record.places[0].town.as_deref().unwrap_or("library");
                pairs.extend([("q", self.dice.word(town)), within]);
            }
            7 => {
                let access = if self.dice.below(4) == 0 { "step_free" } else { "" };
                pairs.extend([
                    ("age", "71".to_owned()),
                    ("online", "0".to_owned()),
                    ("access", access.to_owned()),
                    within,
                ]);
            }
            8 => {
                let word = self.dice.word(&record.name);
                pairs.extend([("q", self.dice.slip(&word)), within]);
            }
            _ => {
                let elsewhere = self.dice.pick(self.anywhere);
                pairs.push(("q", self.dice.word(&elsewhere.name)));
            }
        }
        pairs
    }
}

/// What has been compared.
#[derive(Debug, Default)]
struct Count {
    asked: usize,
    /// Where the server found something.
    found: usize,
    /// Where the phone knows every group that the server shows.
    whole: usize,
}

impl Count {
    fn compare(&mut self, phone: &Phone, question: &[Pair], server: &[Line], origin: Point) {
        let on_phone = phone.ask(question, origin);
        let known: Vec<Line> = server.iter().filter(|(id, ..)| phone.known.contains(id)).cloned().collect();
        // What the phone does not know of is beyond what it keeps: as far from home as was promised, less the way here.
        let reaches = phone.list.reaches_metres.saturating_sub(metres(phone.home, origin) + 2);
        for (id, away, ..) in server {
            let is_promised = away.is_some_and(|away| away <= reaches);
            assert!(!is_promised || phone.known.contains(id), "{question:?}: {id} is missing");
        }
        // What it knows stands in the same order, and nothing stands before or between.
        assert_eq!(on_phone.get(..known.len()), Some(&known[..]), "{question:?}");
        self.asked += 1;
        self.found += usize::from(!server.is_empty());
        if known.len() == server.len() {
            assert_eq!(on_phone, server, "{question:?}");
            self.whole += 1;
        }
    }
}

#[tokio::test]
async fn five_hundred_questions_have_the_same_answers_on_the_phone_and_on_the_server() {
    let Some(real) = Real::find() else { return };
    let (areas, postcodes) = (real.areas(), real.postcodes());
    assert!(areas.len() > 2_800 && postcodes.len() > 2_000, "{} and {}", areas.len(), postcodes.len());
    let known: HashSet<String> = postcodes.iter().map(|row| row.code.clone()).collect();
    let anywhere: Vec<GroupRecord> = real.feeds.iter().flat_map(|feed| records(feed)).collect();
    // Neither engine has a part in the order; what both have in it is asked elsewhere.
    for store in stores().await.into_iter().take(1) {
        let app = roomy(store).await;
        real.put_into(&app.store, &areas, &postcodes).await;
        assert!(app.catalogue.refresh(&app.store).await.unwrap());
        let (mut files, mut count) = (HashMap::new(), Count::default());
        for (seed, home) in (1..).zip(HOMES) {
            let phone = Phone::new(&app, home, &mut files).await;
            let around = phone.around();
            let mut asker = Asker { dice: Dice(seed), phone: &phone, around, anywhere: &anywhere, postcodes: &known };
            for number in 0..EACH {
                let question = asker.question(number % 10);
                let (lines, origin) = ask_server(&app, &question).await;
                count.compare(&phone, &question, &lines, origin);
            }
        }
        assert_eq!(count.asked, 500);
        assert!(count.found >= WHOLE && count.whole >= WHOLE, "{count:?}");
    }
}
