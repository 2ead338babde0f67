//! Whose people are shown, by name, and whether those too that nothing is due for.

use wire::{CaseSummary, Due, StaffId};

/// The filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub whose: Whose,
    /// Letters of a name or of a reference.
    pub words: String,
    pub has_done: bool,
}

/// Whose people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    /// Nothing has been picked: one's own, or for a lead everybody's.
    #[default]
    AsUsual,
    Mine,
    Everybody,
    Colleague(StaffId),
}

impl Filter {
    /// Whether a case is shown to this member of staff.
    pub fn takes(&self, case: &CaseSummary, me: StaffId, leads: bool) -> bool {
        let has = |id| case.worker.as_ref().is_some_and(|worker| worker.id == id);
        let is_theirs = match self.whose {
            Whose::Everybody => true,
            Whose::AsUsual if leads => true,
            Whose::AsUsual | Whose::Mine => has(me),
            Whose::Colleague(id) => has(id),
        };
        let words = self.words.trim().to_lowercase();
        let is_named = case.name.to_lowercase().contains(&words) || case.reference.to_lowercase().contains(&words);
        // Whoever is looked for by name is found, whatever is due.
        let is_open = self.has_done || !words.is_empty() || case.due != Due::Nothing;
        is_theirs && is_named && is_open
    }
}
