//! Tables of postcodes as they are published, and what is read of them.

#![expect(clippy::unwrap_used, reason = "tests")]

use indicatif::ProgressBar;

use super::{Postcodes, areas, code, read};
use crate::gazetteer::{Reason, Source};

fn read_bytes(bytes: &'static str) -> Postcodes {
    read(&Source::Bytes(bytes.as_bytes()), &ProgressBar::hidden()).unwrap()
}

fn codes(rows: &[super::Packed]) -> Vec<String> {
    rows.iter().map(|row| code::text(row.code)).collect()
}

#[test]
fn code_point_rows_are_read_and_those_without_a_position_refused() {
    let table = read_bytes(
        "postcode,lat,lon,positional_quality,country_code\n\
         EH1 1AB,55.95,-3.19,10,S92000003\n\
         AB1 0AA,57.10,-2.20,90,S92000003\n\
         nonsense,1,1,10,\n",
    );
    assert_eq!(codes(&table.full), ["EH11AB"]);
    let reasons: Vec<Reason> = table.refused.first.iter().map(|refusal| refusal.reason).collect();
    assert_eq!(reasons, [Reason::NoPosition, Reason::NotAPostcode]);
    assert_eq!(table.refused.first[0].line, Some(3));
}

#[test]
fn ended_postcodes_of_the_ons_directory_are_skipped() {
    let table = read_bytes(
        "pcd,pcd2,pcds,dointr,doterm,oscty,lat,long\n\
         \"AB1 0AA\",\"AB1  0AA\",\"AB1 0AA\",198001,199606,S999,57.101474,-2.242851\n\
         \"AB101AB\",\"AB10 1AB\",\"AB10 1AB\",201106,,S999,57.149606,-2.096916\n\
         \"GY1 1AA\",\"GY1  1AA\",\"GY1 1AA\",198001,,L999,99.999999,0.000000\n",
    );
    assert_eq!(codes(&table.full), ["AB101AB"]);
    assert_eq!(table.skipped, 1);
    assert_eq!(table.refused.count, 1);
}

#[test]
fn districts_of_a_list_are_told_from_postcodes() {
    let table =
        read_bytes("postcode,eastings,northings,latitude,longitude,town\nJE2,392192,77560,49.2,-2.1,St Helier\n");
    assert!(table.full.is_empty());
    assert_eq!(codes(&table.districts), ["JE2"]);
}

#[test]
fn a_postcode_given_twice_is_kept_once() {
    let table = read_bytes("postcode,lat,lon\nEH1 1AB,55.95,-3.19\nEH11AB,55.95,-3.19\nEH1 1AB,55.96,-3.19\n");
    assert_eq!(codes(&table.full), ["EH11AB"]);
    assert_eq!(table.skipped, 1);
    assert_eq!(table.refused.first[0].reason, Reason::GivenTwice);
}

#[test]
fn the_middle_of_a_sector_is_the_mean_of_its_postcodes() {
    let table = read_bytes("postcode,lat,lon\nEH1 1AB,55.0,-3.0\nEH1 1AD,56.0,-3.2\nEH1 2AA,57.0,-3.4\n");
    let middles: Vec<(String, i32, i32)> =
        areas::middles(&table.full).into_iter().map(|(code, at)| (code, at.lat, at.lon)).collect();
    let expected =
        [("EH1", 56_000_000, -3_200_000), ("EH1 1", 55_500_000, -3_100_000), ("EH1 2", 57_000_000, -3_400_000)];
    assert_eq!(middles, expected.map(|(code, lat, lon)| (code.to_owned(), lat, lon)));
}
