//! What becomes of the fields of a row.

use chrono::{NaiveDate, NaiveTime, Weekday};
use domain::recurrence::Freq;
use serde_json::{Value, json};
use stile_api::directory::{Reason, Refusal};
use stile_api::store::{AreaRow, Micro, PostcodeRow};
use wire::{Access, Ages, CostKind};

use super::super::support::stores;
use super::{kept, read_one, take};

fn fields(refused: &[Refusal]) -> Vec<(&str, Reason)> {
    refused.iter().map(|refusal| (refusal.field.as_str(), refusal.reason.clone())).collect()
}

/// A service at these locations, the first with id `l0` as place `p0` and so on.
fn service_at(locations: &[Value]) -> Value {
    let sites: Vec<Value> = locations
        .iter()
        .enumerate()
        .map(|(number, location)| {
            let mut location = location.clone();
            location["id"] = json!(format!("l{number}"));
            json!({ "id": format!("p{number}"), "location": location })
        })
        .collect();
    json!({ "id": "a", "name": "Group", "service_at_locations": sites })
}

fn hall() -> Value {
    json!({ "name": "Hall", "latitude": 55.95, "longitude": -3.19 })
}

#[test]
fn whole_row_is_read() {
    let row = json!({
        "id": "a", "name": " Knit &amp; natter ", "description": "<p>Bring wool.</p><p>Or borrow ours.</p>",
        "url": "https://example.org/knit", "email": "knit@example.org", "minimum_age": "18", "maximum_age": 65.0,
        "alert": "No meeting at Easter", "assured_date": "2026-09-30", "last_modified": "2026-10-01T10:00:00Z",
        "application_process": "Just turn up", "eligibility_description": "Anyone who likes wool",
        "interpretation_services": "BSL on request",
        "organization": { "id": "o", "name": "Wool Society", "website": "www.example.org" },
        "contacts": [{ "name": "Ann", "title": "Secretary", "phones": [{ "number": "01632 960001 / 01632 960002" }] }],
        "languages": [{ "name": "Gaelic" }, { "code": "pl" }],
        "cost_options": [{ "option": "Each time", "amount": "2.50", "amount_description": "tea included" }],
        "attributes": [
            { "taxonomy_term": { "name": "Arts and crafts" } },
            { "label": "Social", "taxonomy_term_id": "x" },
            { "link_type": "service_eligibility", "taxonomy_term": { "name": "Adults" } },
        ],
    });
    let (group, refused) = read_one(&row);
    assert!(refused.is_empty(), "{refused:?}");
    assert_eq!(group.name, "Knit & natter");
    assert_eq!(group.description, "Bring wool.\n\nOr borrow ours.");
    assert_eq!(group.organisation.as_deref(), Some("Wool Society"));
    assert_eq!(group.who_for.as_deref(), Some("Anyone who likes wool"));
    assert_eq!(group.ages, Ages { from: Some(18), to: Some(65) });
    assert_eq!(group.alert.as_deref(), Some("No meeting at Easter"));
    assert_eq!(group.how_to_join.as_deref(), Some("Just turn up"));
    assert_eq!(group.checked, NaiveDate::from_ymd_opt(2026, 9, 30));
    assert_eq!(group.categories, ["Arts and crafts", "Social"]);
    assert_eq!(group.languages, ["Gaelic", "pl"]);
    assert_eq!(group.access, [Access::SignLanguage]);
    assert_eq!(group.cost.kind, CostKind::Paid);
    assert_eq!(group.cost.options[0].pence, Some(250));
    let links: Vec<&str> = group.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(links, ["https://example.org/knit", "https://www.example.org"]);
    let contacts: Vec<(Option<&str>, Option<&str>, Option<&str>)> = group
        .contacts
        .iter()
        .map(|contact| (contact.name.as_deref(), contact.phone.as_deref(), contact.email.as_deref()))
        .collect();
    let expected = [
        (Some("Ann"), Some("01632 960001"), None),
        (Some("Ann"), Some("01632 960002"), None),
        (None, None, Some("knit@example.org")),
    ];
    assert_eq!(contacts, expected);
}

#[test]
fn wrong_types_never_cost_the_row() {
    let row = json!({
        "id": 7, "name": "Group", "description": 5, "url": ["x"], "email": { "a": 1 }, "minimum_age": "old",
        "maximum_age": [], "alert": null, "organization": "Just a name", "contacts": "Ann", "phones": 5,
        "service_at_locations": {
            "id": "p", "location": { "id": 9, "name": "Hall", "latitude": "55.95", "longitude": "-3.19" },
        },
        "schedules": "Mondays", "cost_options": [null, 5, { "amount": {} }], "languages": "Welsh", "attributes": [[]],
    });
    let (group, refused) = read_one(&row);
    assert_eq!(group.source_id, "7");
    assert_eq!(group.description, "5");
    assert_eq!(group.languages, ["Welsh"]);
    assert_eq!(group.ages, Ages::default());
    assert_eq!(group.cost.kind, CostKind::Unknown);
    assert_eq!((group.places[0].lat, group.places[0].lon), (Some(55.95), Some(-3.19)));
    let fields: Vec<&str> = refused.iter().map(|refusal| refusal.field.as_str()).collect();
    for field in ["minimum_age", "maximum_age", "cost_options.amount"] {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
}

#[test]
fn unsafe_links_and_addresses_are_dropped() {
    let row = json!({
        "id": "a", "name": "Group", "url": "http://example.org", "email": "nobody",
        "contacts": [{ "name": "Ann", "phone": "ring the bell", "email": "ann@example.org" }],
        "additional_urls": [
            { "label": "Map", "url": "javascript:alert(1)" }, { "label": "More", "url": "www.example.org/more" },
        ],
    });
    let (group, refused) = read_one(&row);
    let links: Vec<(Option<&str>, &str)> =
        group.links.iter().map(|link| (link.label.as_deref(), link.url.as_str())).collect();
    assert_eq!(links, [(Some("More"), "https://www.example.org/more")]);
    assert_eq!(group.contacts.len(), 1);
    assert_eq!(group.contacts[0].email.as_deref(), Some("ann@example.org"));
    let expected = [
        ("phone", Reason::NotAPhone),
        ("email", Reason::NotAnEmail),
        ("url", Reason::InsecureLink),
        ("url", Reason::NotALink),
    ];
    assert_eq!(fields(&refused), expected);
}

#[test]
fn coordinates_outside_the_isles_are_dropped() {
    let row = service_at(&[
        json!({ "name": "Nowhere", "latitude": 0, "longitude": 0 }),
        json!({ "name": "Paris", "latitude": 48.85, "longitude": 2.35 }),
        json!({ "name": "Hall", "latitude": "high", "longitude": -3.0 }),
        hall(),
    ]);
    let (group, refused) = read_one(&row);
    let points: Vec<Option<f64>> = group.places.iter().map(|place| place.lat).collect();
    assert_eq!(points, [None, None, None, Some(55.95)]);
    let expected =
        [("latitude", Reason::OutsideArea), ("latitude", Reason::OutsideArea), ("latitude", Reason::NotANumber)];
    assert_eq!(fields(&refused), expected);
}

#[test]
fn virtual_location_makes_a_group_online_and_no_place() {
    let online = json!({ "location_type": "virtual", "name": "Our video room" });
    let letters = json!({ "location_type": "postal", "name": "PO Box 1" });
    let (group, _) = read_one(&service_at(&[online, letters, json!({ "location_type": "physical" })]));
    assert!(group.online);
    assert!(group.places.is_empty());
    let (group, _) = read_one(&service_at(&[hall()]));
    assert!(!group.online);
}

#[test]
fn address_and_access_of_a_place_are_read() {
    let location = json!({
        "name": "Hall", "latitude": 55.9500001, "longitude": -3.19,
        "addresses": [
            { "address_type": "postal", "address_1": "PO Box 1", "postal_code": "EH1 9ZZ" },
            { "address_type": "physical", "address_1": "1 High St", "address_2": "Old Town", "city": "Edinburgh",
              "state_province": "Lothian", "postal_code": "eh11ab", "country": "GB" },
        ],
        "accessibility": [{ "description": "Step-free. No parking.", "details": "Ring for the ramp" }],
        "transportation": "Bus stop outside",
    });
    let (group, refused) = read_one(&service_at(&[location]));
    assert!(refused.is_empty(), "{refused:?}");
    let place = &group.places[0];
    assert_eq!(place.address, ["1 High St", "Old Town"]);
    assert_eq!(place.town.as_deref(), Some("Edinburgh"));
    assert_eq!(place.postcode.as_deref(), Some("EH1 1AB"));
    assert_eq!(place.lat, Some(55.95));
    assert_eq!(place.access, [Access::StepFree, Access::PublicTransport]);
    assert_eq!(place.access_notes, ["Step-free. No parking.", "Ring for the ramp", "Bus stop outside"]);
}

#[test]
fn schedules_belong_to_the_place_they_name() {
    let mut row = service_at(&[hall(), json!({ "name": "Barn", "latitude": 55.96, "longitude": -3.2 })]);
    row["schedules"] = json!([
        { "service_at_location_id": "p1", "freq": "WEEKLY", "byday": "TU", "opens_at": "9:25", "closes_at": "10:00Z" },
        { "location_id": "l0", "freq": "monthly", "byday": "-1FR" },
        { "freq": "WEEKLY", "byday": "WE" },
    ]);
    row["service_at_locations"][1]["schedules"] = json!([{ "freq": "WEEKLY", "byday": ["TH"] }]);
    row["service_at_locations"][1]["location"]["schedules"] = json!([{ "description": "Some Sundays" }]);
    let (group, refused) = read_one(&row);
    assert!(refused.is_empty(), "{refused:?}");
    let (hall, barn) = (&group.places[0], &group.places[1]);
    assert_eq!(hall.schedules.len(), 1);
    assert_eq!(hall.schedules[0].freq, Some(Freq::Monthly));
    let days: Vec<Option<Weekday>> =
        barn.schedules.iter().map(|schedule| schedule.byday.first().map(|day| day.weekday)).collect();
    assert_eq!(days, [Some(Weekday::Thu), None, Some(Weekday::Tue)]);
    assert_eq!(barn.schedules[1].description.as_deref(), Some("Some Sundays"));
    assert_eq!(barn.schedules[2].opens, NaiveTime::from_hms_opt(9, 25, 0));
    assert_eq!(group.schedules.len(), 1, "the one that names no place is the group's");
}

#[test]
fn schedule_without_a_place_goes_to_the_only_one() {
    let mut row = service_at(&[hall()]);
    row["schedules"] = json!([{ "freq": "WEEKLY", "byday": "WE" }]);
    let (group, _) = read_one(&row);
    assert!(group.schedules.is_empty());
    assert_eq!(group.places[0].schedules.len(), 1);
}

#[test]
fn bad_schedule_is_dropped_but_for_its_words() {
    let mut row = service_at(&[hall()]);
    row["schedules"] = json!([
        { "freq": "SOMETIMES", "byday": "MO" },
        { "freq": "WEEKLY", "byday": "SOMEDAY", "description": "When the <b>kettle</b> boils" },
        { "freq": "WEEKLY", "byday": "MO", "opens_at": "noonish" },
        {},
    ]);
    let (group, refused) = read_one(&row);
    assert_eq!(group.places[0].schedules.len(), 1);
    assert_eq!(group.places[0].schedules[0].description.as_deref(), Some("When the kettle boils"));
    let fields: Vec<&str> = refused.iter().map(|refusal| refusal.field.as_str()).collect();
    assert_eq!(fields, ["schedules.freq", "schedules.byday", "schedules.opens_at", "schedules"]);
}

#[test]
fn same_location_twice_is_one_place() {
    let mut row = service_at(&[hall(), hall()]);
    row["service_at_locations"][1]["location"]["id"] = json!("l0");
    row["schedules"] = json!([
        { "service_at_location_id": "p0", "freq": "WEEKLY", "byday": "MO" },
        { "service_at_location_id": "p1", "freq": "WEEKLY", "byday": "TU" },
    ]);
    let (group, _) = read_one(&row);
    assert_eq!(group.places.len(), 1);
    assert_eq!(group.places[0].schedules.len(), 2);
}

#[test]
fn older_shape_is_read() {
    let row = json!({
        "id": 12, "name": "Coffee and company", "description": "Line one\r\nLine two", "url": null, "free": true,
        "min_age": 16, "max_age": null, "updated_at": "2026-05-01T17:00:45.873Z",
        "organisation": { "id": 1, "name": "Cafe", "email": "cafe@example.org", "url": "https://example.org/" },
        "taxonomies": [{ "id": 1, "name": "Things to do", "slug": "things-to-do" }],
        "contacts": [{ "id": 3, "name": null, "title": "", "email": "", "phone": "" }],
        "locations": [{
            "id": 4, "name": null, "address_1": " Mill Lane", "city": "Aylesbury", "postal_code": "HP21 7JF",
            "geometry": { "type": "Point", "coordinates": [-0.79, 51.811] }, "mask_exact_address": false,
            "accessibilities": [{ "name": "Wheelchair accessible entrance" }, { "name": "Baby changing" }],
        }],
        "regular_schedules": [{ "weekday": "Monday", "opens_at": "10:00", "closes_at": "17:00" }, { "weekday": 5 }],
    });
    let (group, refused) = read_one(&row);
    assert!(refused.is_empty(), "{refused:?}");
    assert_eq!(group.source_id, "12");
    assert_eq!(group.description, "Line one\nLine two");
    assert_eq!(group.cost.kind, CostKind::Free);
    assert_eq!(group.ages, Ages { from: Some(16), to: None });
    assert_eq!(group.checked, None, "that it was changed does not say that anybody checked it");
    assert_eq!(group.categories, ["Things to do"]);
    assert_eq!(group.contacts.len(), 1, "the organisation's, since nobody else can be reached");
    let place = &group.places[0];
    assert_eq!((place.name.as_str(), place.lat, place.lon), ("Mill Lane", Some(51.811), Some(-0.79)));
    assert_eq!(
        (place.access.as_slice(), place.access_notes.as_slice()),
        (&[Access::StepFree][..], &["Baby changing".to_owned()][..])
    );
    let days: Vec<Weekday> = place.schedules.iter().map(|schedule| schedule.byday[0].weekday).collect();
    assert_eq!(days, [Weekday::Mon, Weekday::Fri]);
    assert_eq!(place.schedules[0].closes, NaiveTime::from_hms_opt(17, 0, 0));
}

#[test]
fn masked_address_stays_hidden() {
    let row = json!({
        "id": 1, "name": "Safe space", "locations": [{
            "id": 4, "name": "12 Mill Lane", "address_1": "12 Mill Lane", "city": "Aylesbury",
            "postal_code": "HP21 7JF", "mask_exact_address": true,
            "geometry": { "type": "Point", "coordinates": [-0.790659, 51.811001] },
        }],
    });
    let (group, _) = read_one(&row);
    let place = &group.places[0];
    assert!(place.address.is_empty());
    assert_eq!(place.postcode.as_deref(), Some("HP21"));
    assert_eq!((place.lat, place.lon), (Some(51.81), Some(-0.79)));
    assert_eq!(place.name, "Aylesbury");
    assert!(!format!("{group:?}").contains("Mill"));
}

#[tokio::test]
async fn place_with_only_a_postcode_is_looked_up() {
    for store in stores().await {
        let at = |lat: f64, lon: f64| Micro::from_degrees(lat, lon).unwrap();
        let known = [PostcodeRow { code: "EH11AB".to_owned(), at: at(55.951, -3.188) }];
        store.write_postcodes(&known, &[]).await.unwrap();
        let areas = [AreaRow { code: "HP21".to_owned(), at: at(51.8, -0.8), is_derived: false }];
        store.write_areas(&areas, &[]).await.unwrap();
        let location = |postcode: &str| json!({ "name": "Hall", "addresses": [{ "postal_code": postcode }] });
        let row = service_at(&[location("EH1 1AB"), location("HP21"), location("EH1 1AD"), location("here")]);
        let report = take(&store, &[row]).await;
        let group = kept(&store, "a").await.record;
        let points: Vec<Option<(f64, f64)>> = group.places.iter().map(|place| place.lat.zip(place.lon)).collect();
        assert_eq!(points, [Some((55.951, -3.188)), Some((51.8, -0.8)), None, None]);
        let expected = [("postal_code", Reason::NotAPostcode), ("postal_code", Reason::UnknownPostcode)];
        assert_eq!(fields(&report.refused), expected);
    }
}
