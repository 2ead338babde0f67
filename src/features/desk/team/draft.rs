//! The team as it is being changed: what is typed, and what of it differs from what is there. Only that is sent, so that
//! two who change different things do not undo each other's.

use leptos::prelude::*;
use wire::{ChangeTeam, Closure, CoveredSurgery, DeskTeam, FieldCode, FieldProblem, StaffId};

use domain::hours::Hours;

/// The answers so far.
#[derive(Clone, Copy)]
pub struct Draft {
    pub phone: RwSignal<String>,
    pub email: RwSignal<String>,
    pub hours: RwSignal<String>,
    pub promise_days: RwSignal<String>,
    pub surgeries: RwSignal<Vec<CoveredSurgery>>,
    /// With commas between them.
    pub districts: RwSignal<String>,
    pub closures: RwSignal<Vec<Closure>>,
    /// The id of who looks after safeguarding; empty for nobody yet.
    pub safeguarding_lead: RwSignal<String>,
}

impl Draft {
    /// As the team is now.
    pub fn of(team: &DeskTeam) -> Self {
        let draft = Self {
            phone: RwSignal::new(String::new()),
            email: RwSignal::new(String::new()),
            hours: RwSignal::new(String::new()),
            promise_days: RwSignal::new(String::new()),
            surgeries: RwSignal::new(Vec::new()),
            districts: RwSignal::new(String::new()),
            closures: RwSignal::new(Vec::new()),
            safeguarding_lead: RwSignal::new(String::new()),
        };
        draft.fill(team);
        draft
    }

    /// Takes over what has been saved.
    pub fn fill(&self, team: &DeskTeam) {
        self.phone.set(team.phone.clone());
        self.email.set(team.email.clone());
        self.hours.set(team.hours.clone());
        self.promise_days.set(team.promise_days.to_string());
        self.surgeries.set(team.surgeries.clone());
        self.districts.set(team.districts.join(", "));
        self.closures.set(team.closures.clone());
        self.safeguarding_lead.set(team.safeguarding_lead.map(|id| id.to_string()).unwrap_or_default());
    }

    /// What differs from the team as it is, or what has to be put right first.
    pub fn change(&self, team: &DeskTeam) -> Result<ChangeTeam, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut wrong = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
        let hours = differs(self.hours.get_untracked().trim(), &team.hours);
        if hours.as_deref().is_some_and(|hours| Hours::parse(hours).is_err()) {
            wrong("hours", FieldCode::Unreadable);
        }
        let days = self.promise_days.get_untracked().trim().parse::<u16>().ok();
        if days.is_none() {
            wrong("promise_days", FieldCode::Unreadable);
        }
        let codes = |list: &[CoveredSurgery]| list.iter().map(|one| one.code.clone()).collect::<Vec<_>>();
        let surgeries = self.surgeries.with_untracked(|list| codes(list));
        let districts = split(&self.districts.get_untracked());
        let closures = self.closures.get_untracked();
        if closures.iter().any(|closure| closure.title.trim().is_empty()) {
            wrong("closures", FieldCode::Missing);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(ChangeTeam {
            phone: differs(self.phone.get_untracked().trim(), &team.phone),
            email: differs(self.email.get_untracked().trim(), &team.email),
            hours,
            promise_days: days.filter(|days| *days != team.promise_days),
            surgeries: (surgeries != codes(&team.surgeries)).then_some(surgeries),
            districts: (districts != team.districts).then_some(districts),
            closures: (closures != team.closures).then_some(closures),
            safeguarding_lead: self
                .safeguarding_lead
                .with_untracked(|lead| lead.parse::<StaffId>())
                .ok()
                .filter(|lead| Some(*lead) != team.safeguarding_lead),
        })
    }
}

fn differs(typed: &str, held: &str) -> Option<String> {
    (typed != held).then(|| typed.to_owned())
}

/// Districts as somebody types them: commas, spaces or lines between them.
fn split(text: &str) -> Vec<String> {
    text.split(|letter: char| letter == ',' || letter == ';' || letter.is_whitespace())
        .filter(|part| !part.is_empty())
        .map(str::to_uppercase)
        .collect()
}
