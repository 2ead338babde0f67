//! Lists of surgeries as they are published, and what is read of them.

#![expect(clippy::unwrap_used, reason = "tests")]

use indicatif::ProgressBar;

use super::{Practices, read};
use crate::gazetteer::{Reason, Source};

fn read_bytes(bytes: &'static str) -> Practices {
    read(&Source::Bytes(bytes.as_bytes()), &ProgressBar::hidden()).unwrap()
}

#[test]
fn a_shouting_table_is_read_quietly() {
    let table = read_bytes(
        "ods_code,name,addr1,addr2,addr3,addr4,postcode,lat,lon\n\
         Q00001,THE INVENTED SURGERY,THE INVENTED SURGERY,\"7 MILL LANE,N. STILEHAM\",STILE-ON-BROOK,,qq11aa,53.0,-1.8\n",
    );
    let surgery = &table.new["Q00001"];
    assert_eq!(surgery.name, "The Invented Surgery");
    assert_eq!(surgery.address, "7 Mill Lane, N. Stileham, Stile-on-Brook");
    assert_eq!(surgery.postcode, "QQ1 1AA");
    assert_eq!(surgery.at.unwrap().lat, 53_000_000);
}

#[test]
fn only_open_practices_of_the_national_list_are_taken() {
    fn line(code: &str, status: &str, setting: &str) -> String {
        let empty = |count: usize| ",".repeat(count);
        format!(
            "\"{code}\",\"A SURGERY\",\"Y54\",\"QOQ\",\"1 HIGH ST\",\"\",\"\",\"\",\"\",\"QQ1 1AA\",\"19740401\",\"\",\"{status}\"{}\"{setting}\",\"\"\n",
            empty(13)
        )
    }
    let text = [line("Q00001", "A", "4"), line("Q00002", "C", "4"), line("Q00003", "A", "0")].concat();
    let table = read_bytes(text.leak());
    assert_eq!(table.new.keys().collect::<Vec<_>>(), ["Q00001"]);
    assert_eq!(table.new["Q00001"].address, "1 High St");
    assert_eq!(table.skipped, 2);
}

#[test]
fn a_surgery_needs_a_code_of_its_own_and_a_name() {
    let table = read_bytes("code,name,postcode\n,Nameless,\nQ1,,\nQ2,Kind,\nQ2,Kinder,\n");
    let reasons: Vec<Reason> = table.refused.first.iter().map(|refusal| refusal.reason).collect();
    assert_eq!(reasons, [Reason::NoCode, Reason::NoName, Reason::GivenTwice]);
    assert_eq!(table.new["Q2"].name, "Kind");
    assert!(table.new["Q2"].at.is_none());
}
