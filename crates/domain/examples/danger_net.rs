//! How much the net of `data/danger-phrases.txt` catches of the sentences in `data/danger-sentences.tsv`, and what it
//! takes for danger that is none. `--missed SET` prints the sentences of a set that it gets wrong, and `--say TEXT` what it
//! hears in a text.

#![expect(clippy::print_stdout, reason = "a program for people")]

use domain::danger::{Danger, sounds_dangerous};

const SENTENCES: &str = include_str!("../../../data/danger-sentences.tsv");
const SETS: [&str; 3] = ["worked", "mended", "unseen"];
const KINDS: [(&str, Option<Danger>); 4] = [
    ("emergency", Some(Danger::Emergency)),
    ("suicide", Some(Danger::Suicide)),
    ("abuse", Some(Danger::Abuse)),
    ("none", None),
];

fn main() {
    let rows: Vec<Vec<&str>> = SENTENCES
        .lines()
        .filter(|line| !line.starts_with("# "))
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|cells| cells.len() == 3)
        .collect();
    let after = |name: &str| std::env::args().skip_while(|argument| argument != name).nth(1);
    if let Some(text) = after("--say") {
        println!("{:?}", sounds_dangerous(&text));
        return;
    }
    let wanted = after("--missed");
    println!("| set | kind | sentences | bring the card | % | and name the kind |");
    println!("|---|---|---|---|---|---|");
    for set in SETS {
        for (kind, danger) in KINDS {
            let of_kind: Vec<_> = rows.iter().filter(|row| row[0] == set && row[1] == kind).map(|row| row[2]).collect();
            let heard = of_kind.iter().filter(|sentence| sounds_dangerous(sentence).is_some()).count();
            let right = of_kind.iter().filter(|sentence| sounds_dangerous(sentence) == danger).count();
            let thousandths = heard * 1000 / of_kind.len().max(1);
            let named = if danger.is_some() { right.to_string() } else { String::from("–") };
            let share = format!("{}.{}", thousandths / 10, thousandths % 10);
            println!("| {set} | {kind} | {} | {heard} | {share} | {named} |", of_kind.len());
            if wanted.as_deref() == Some(set) {
                let is_wrong = |sentence: &&&str| sounds_dangerous(sentence).is_some() != danger.is_some();
                of_kind.iter().filter(is_wrong).for_each(|sentence| println!("    {kind}: {sentence}"));
            }
        }
    }
}
