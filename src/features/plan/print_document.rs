//! A plan as a document on paper, in the order of a personalised care and support plan: about me, who supports me, what
//! matters and what will be done, groups, what to do if things get difficult, when it is looked at again, and who agreed.
//! (NHS England, "Personalised care and support planning"; Professional Record Standards Body, "Personalised Care and
//! Support Plan".) Where Stile knows nothing there is room to write.
//!
//! How somebody said they are, and what they keep to themselves, is not in it.

use domain::london;
use wire::{Details, Goal, GoalStage, GroupOnPlan, GroupStage, HelperView, Kept, Timeline};

use crate::backend::failure::Failure;
use crate::backend::{helpers, people, plan};
use crate::browser::clock;
use crate::browser::date_words::plain_date;
use crate::features::plan::group_stage;
use crate::features::plan::step_row::fact_words;
use crate::phrases::access::access;
use crate::state::plan_seat::Seat;
use crate::words::plan_print as words;

/// What goes into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Gathered {
    goals: Vec<Goal>,
    groups: Vec<GroupOnPlan>,
    /// What they tell about themselves, where whoever prints may read it.
    details: Option<Details>,
    timeline: Option<Vec<Timeline>>,
    /// Who helps them: for the person alone, who decides about it.
    helpers: Vec<HelperView>,
}

/// A part of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub heading: String,
    pub lines: Vec<Line>,
}

/// A line of a part.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// Own words, or a sentence.
    Words(String),
    /// What something is, and the words for it.
    Named(&'static str, String),
    /// One thing that matters.
    Goal(String),
    /// One of several.
    Item(String),
    /// So many empty lines to write on.
    Room(u8),
}

/// Fetches what goes into it.
pub async fn gather(seat: Seat) -> Result<Gathered, Failure> {
    let person = seat.person;
    let goals = plan::goals(person).await?;
    let groups = plan::groups(person).await?;
    let details = where_allowed(people::details(person).await)?;
    let timeline = where_allowed(people::timeline(person).await)?;
    let helpers = if seat.is_own() { helpers::list(person).await?.helpers } else { Vec::new() };
    Ok(Gathered { goals, groups, details, timeline, helpers })
}

/// Nothing where it is not theirs to read. A line that broke down is no reason to leave it out.
fn where_allowed<T>(answer: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match answer {
        Err(Failure::Absent | Failure::Rejected(_) | Failure::Ours) => Ok(None),
        answer => answer.map(Some),
    }
}

/// The document. `name` is what the person is called where their details may not be read.
pub fn document(seat: Seat, name: &str, gathered: &Gathered) -> Vec<Part> {
    vec![
        part(words::about(), about(name, gathered.details.as_ref())),
        part(words::supports(), supports(gathered)),
        part(words::strengths(), vec![Line::Room(2)]),
        part(words::matters(), matters(&gathered.goals)),
        part(words::groups(), groups(seat, &gathered.groups)),
        part(words::difficult(), vec![Line::Words(words::difficult_hint().to_owned()), Line::Room(2)]),
        part(words::review(), vec![Line::Room(1)]),
        part(words::agreed(), vec![Line::Words(words::agreed_hint().to_owned()), Line::Room(2)]),
    ]
}

/// The same as plain text.
pub fn text(title: &str, parts: &[Part]) -> String {
    let mut text = format!("{title}\n");
    for part in parts {
        text.push_str(&format!("\n{}\n", part.heading));
        for line in &part.lines {
            match line {
                Line::Words(words) | Line::Goal(words) => text.push_str(&format!("{words}\n")),
                Line::Named(name, words) => text.push_str(&format!("{name}: {words}\n")),
                Line::Item(words) => text.push_str(&format!("- {words}\n")),
                Line::Room(_) => text.push_str("…\n"),
            }
        }
    }
    text
}

/// The day that stands on it.
pub fn day_words() -> String {
    words::as_of(&plain_date(london::today(clock::now())))
}

fn part(heading: &str, lines: Vec<Line>) -> Part {
    Part { heading: heading.to_owned(), lines }
}

fn about(name: &str, details: Option<&Details>) -> Vec<Line> {
    let Some(details) = details else {
        return vec![Line::Named(words::name(), name.to_owned()), Line::Room(3)];
    };
    let mut lines = Vec::new();
    for (label, said) in [(words::name(), &details.name), (words::call_name(), &details.call_name)] {
        if !said.is_empty() {
            lines.push(Line::Named(label, said.clone()));
        }
    }
    if details.about_me.is_empty() {
        lines.push(Line::Room(3));
    } else {
        lines.push(Line::Words(details.about_me.clone()));
    }
    let needs = details.access.iter().map(|need| access(*need).to_owned());
    let said: Vec<String> = std::iter::once(details.language.clone())
        .chain(needs)
        .chain(std::iter::once(details.access_note.clone()))
        .filter(|said| !said.is_empty())
        .collect();
    if !said.is_empty() {
        lines.push(Line::Named(words::talk(), said.join(", ")));
    }
    lines
}

fn supports(gathered: &Gathered) -> Vec<Line> {
    let mut lines = Vec::new();
    let newest = gathered.timeline.as_ref().and_then(|timeline| timeline.first());
    if let Some(timeline) = newest {
        if let Some(worker) = &timeline.worker {
            lines.push(Line::Named(words::worker(), worker.clone()));
        }
        let reach = [Some(timeline.team.name.clone()), timeline.team.phone.clone()];
        lines.push(Line::Named(words::team(), reach.into_iter().flatten().collect::<Vec<_>>().join(", ")));
    }
    for helper in &gathered.helpers {
        let parts = [helper.name.as_str(), helper.relation.as_str()];
        let said: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        lines.push(Line::Named(words::helper(), said.join(", ")));
    }
    lines.push(Line::Room(1));
    lines
}

fn matters(goals: &[Goal]) -> Vec<Line> {
    let mut lines = Vec::new();
    for goal in goals.iter().filter(|goal| goal.stage == GoalStage::Open) {
        lines.push(Line::Goal(all_words(&goal.title)));
        for (label, text) in [(words::why(), &goal.why), (words::how_known(), &goal.how_known)] {
            let said = all_words(text);
            if !said.is_empty() {
                lines.push(Line::Named(label, said));
            }
        }
        for step in &goal.steps {
            let fact = fact_words(step);
            let said = all_words(&step.words);
            lines.push(Line::Item(fact.map_or_else(|| said.clone(), |fact| words::with_fact(&said, &fact))));
        }
    }
    if lines.is_empty() {
        lines.push(Line::Room(4));
    }
    let done: Vec<String> =
        goals.iter().filter(|goal| goal.stage == GoalStage::Done).map(|goal| goal.title.words.clone()).collect();
    if !done.is_empty() {
        lines.push(Line::Named(words::done(), done.join("; ")));
    }
    lines
}

/// Where several wrote, all of it: paper chooses for nobody.
fn all_words(kept: &Kept) -> String {
    let mut all = vec![kept.words.as_str()];
    all.extend(kept.others.iter().map(|other| other.words.as_str()));
    all.join(" / ")
}

fn groups(seat: Seat, groups: &[GroupOnPlan]) -> Vec<Line> {
    let mut lines = Vec::new();
    for group in groups.iter().filter(|group| group.stage != GroupStage::NotForMe) {
        let said = words::with_fact(&group_stage::name_words(group), &group_stage::stage_words(seat, group));
        let company = group.arranged.as_ref().map(|arranged| words::comes_along(&arranged.name));
        lines.push(Line::Item([Some(said), company].into_iter().flatten().collect::<Vec<_>>().join(" ")));
    }
    if lines.is_empty() {
        lines.push(Line::Room(2));
    }
    lines
}
