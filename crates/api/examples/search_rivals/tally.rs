//! How long everybody took over the questions of one kind, and whether their answers go together.

use std::io;

use domain::search::Page;

use crate::figures::tell;
use crate::question::{Kind, Question, Way};
use crate::{NEAREST, numbers};

/// Times are in microseconds, one for each question; those of nothing are of asking what takes no finding.
pub struct Tally {
    kind: Kind,
    /// Of Stile's own search.
    pub stile: Vec<f64>,
    /// By the way of asking.
    pub sqlite: [Vec<f64>; 2],
    /// Of asking SQLite for nothing.
    pub sqlite_nothing: Vec<f64>,
    /// None where there is no PostgreSQL.
    pub postgres: Vec<f64>,
    /// Of asking PostgreSQL for nothing.
    pub postgres_nothing: Vec<f64>,
    compared: usize,
    differing: usize,
}

impl Tally {
    /// Nothing has been asked yet.
    pub const fn new(kind: Kind) -> Self {
        Self {
            kind,
            stile: Vec::new(),
            sqlite: [Vec::new(), Vec::new()],
            sqlite_nothing: Vec::new(),
            postgres: Vec::new(),
            postgres_nothing: Vec::new(),
            compared: 0,
            differing: 0,
        }
    }

    /// Holds a rival's answer against Stile's. The nearest twenty must be the same groups, but for those that are as far
    /// away as the last one; with words Stile must find at least as many, for it finds slips and beginnings too.
    pub fn compare(&mut self, question: &Question, page: &Page, found: &[i64]) {
        let ours = numbers(page);
        let is_alike = if question.kind == Kind::Nearest {
            let last = page.groups.last().and_then(|group| group.distance_metres);
            let inside = page.groups.iter().filter(|group| group.distance_metres < last).count();
            // In whole metres: the last ones may be others that are as far away.
            found.len() == NEAREST && ours.iter().take(inside.saturating_sub(1)).all(|group| found.contains(group))
        } else {
            page.total as usize >= found.len()
        };
        self.compared += 1;
        self.differing += usize::from(!is_alike);
    }

    /// Whether all answers go together.
    pub const fn is_good(&self) -> bool {
        self.differing == 0
    }

    /// The quicker way of asking SQLite.
    fn sqlite(&self) -> &[f64] {
        let [places, words] = &self.sqlite;
        let is_places = words.is_empty() || (!places.is_empty() && at(places, 0.5) < at(words, 0.5));
        &self.sqlite[if is_places { Way::Places } else { Way::Words } as usize]
    }

    /// How many times longer a rival takes, without what asking alone takes.
    fn ratio(&self, rival: &[f64], nothing: &[f64]) -> f64 {
        (at(rival, 0.5) - at(nothing, 0.5)).max(0.0) / at(&self.stile, 0.5)
    }

    /// Prints everybody's times.
    pub fn print(&self) {
        println!("\n{}, in microseconds", self.kind.name());
        println!("{:<12} {:>10} {:>10} {:>14} {:>16}", "who", "p50", "p99", "asking alone", "times Stile's");
        println!("{:<12} {:>10.1} {:>10.1}", "Stile", at(&self.stile, 0.5), at(&self.stile, 0.99));
        for (name, rival, nothing) in self.rivals() {
            println!(
                "{name:<12} {:>10.1} {:>10.1} {:>14.1} {:>16.1}",
                at(rival, 0.5),
                at(rival, 0.99),
                at(nothing, 0.5),
                self.ratio(rival, nothing)
            );
        }
        println!("answers that do not go together: {} of {}", self.differing, self.compared);
    }

    /// Tells them to whoever gathers figures.
    pub fn tell(&self) -> io::Result<()> {
        let key = self.kind.key();
        tell(&format!("rivals.stile.{key}.p50"), at(&self.stile, 0.5), "µs")?;
        tell(&format!("rivals.stile.{key}.p99"), at(&self.stile, 0.99), "µs")?;
        tell(&format!("rivals.{key}.differing"), self.differing as f64, "")?;
        for (name, rival, nothing) in self.rivals() {
            let name = name.to_lowercase();
            tell(&format!("rivals.{name}.{key}.p50"), at(rival, 0.5), "µs")?;
            tell(&format!("rivals.{name}.{key}.ratio"), self.ratio(rival, nothing), "×")?;
        }
        Ok(())
    }

    /// Those that were asked.
    fn rivals(&self) -> impl Iterator<Item = (&'static str, &[f64], &[f64])> {
        let all: [(&'static str, &[f64], &[f64]); 2] =
            [("SQLite", self.sqlite(), &self.sqlite_nothing), ("PostgreSQL", &self.postgres, &self.postgres_nothing)];
        all.into_iter().filter(|(_, rival, _)| !rival.is_empty())
    }
}

/// The time that this part of them does not exceed; nought of none.
fn at(times: &[f64], part: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    sorted.get((part * last as f64).round() as usize).copied().unwrap_or_default()
}
