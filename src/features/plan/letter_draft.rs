//! Words for whoever runs a group, composed from what somebody chose to tell, until they write them themselves. It is held
//! for as long as the page stands, and nowhere else.

use leptos::prelude::*;
use wire::Group;

use crate::features::plan::group_when::meeting_words;
use crate::ui::select_field::SelectOption;
use crate::words::plan_host as words;

/// That it is their first time.
pub const FIRST: &str = "first";
/// That they may just watch.
pub const WATCH: &str = "watch";
/// That somebody comes with them.
pub const WITH: &str = "with";
/// That they need a way in without steps.
pub const STEP_FREE: &str = "step_free";

/// Days that can be chosen.
const DAYS: usize = 6;

/// The letter.
#[derive(Clone, Copy)]
pub struct LetterDraft {
    /// The whole of it.
    pub words: RwSignal<String>,
    /// The day they hope to come, as it is said.
    pub day: RwSignal<String>,
    pub name: RwSignal<String>,
    pub phone: RwSignal<String>,
    told: RwSignal<Vec<String>>,
    /// They have changed the words: what they choose further changes nothing by itself.
    is_own: RwSignal<bool>,
    days: StoredValue<Vec<String>>,
    group: StoredValue<String>,
    /// It says that they cannot come, and not that they would like to.
    is_cannot: bool,
}

impl LetterDraft {
    /// The words to begin with.
    pub fn new(group: &Group, is_cannot: bool) -> Self {
        let days: Vec<String> = group.meetings.iter().take(DAYS).map(meeting_words).collect();
        let draft = Self {
            words: RwSignal::new(String::new()),
            day: RwSignal::new(String::new()),
            name: RwSignal::new(String::new()),
            phone: RwSignal::new(String::new()),
            told: RwSignal::new(Vec::new()),
            is_own: RwSignal::new(false),
            days: StoredValue::new(days),
            group: StoredValue::new(group.name.clone()),
            is_cannot,
        };
        draft.compose();
        draft
    }

    /// Whether they have written it themselves; followed as it changes.
    pub fn is_own(self) -> bool {
        self.is_own.get()
    }

    /// Takes what they typed over the words.
    pub fn write(self, typed: String) {
        self.is_own.set(true);
        self.words.set(typed);
    }

    /// Whether something is told; followed as it changes.
    pub fn is_told(self, what: &str) -> bool {
        self.told.with(|told| told.iter().any(|known| known == what))
    }

    /// Tells something, or no longer.
    pub fn tell(self, what: String, is_on: bool) {
        self.told.update(|told| {
            told.retain(|known| *known != what);
            if is_on {
                told.push(what);
            }
        });
        self.compose();
    }

    /// Fills in the day, the name or the number.
    pub fn fill(self, field: RwSignal<String>, with: String) {
        field.set(with);
        self.compose();
    }

    /// Whether there are days to choose from.
    pub fn has_days(self) -> bool {
        self.days.with_value(|days| !days.is_empty())
    }

    /// The days to choose from.
    pub fn days(self) -> Signal<Vec<SelectOption>> {
        let option = |day: String| SelectOption { value: day.clone(), label: day };
        Signal::stored(self.days.get_value().into_iter().map(option).collect())
    }

    /// Puts the words together from what they chose, in the place of their own.
    pub fn compose_anew(self) {
        self.is_own.set(false);
        self.compose();
    }

    fn compose(self) {
        if !self.is_own.get_untracked() {
            self.words.set(untrack(|| self.composed()));
        }
    }

    fn composed(self) -> String {
        let filled = |field: RwSignal<String>| Some(field.get().trim().to_owned()).filter(|typed| !typed.is_empty());
        let open = if self.is_cannot { words::words_cannot } else { words::words_open };
        let mut parts = vec![open(&self.group.get_value())];
        parts.extend(filled(self.day).map(|day| words::words_day(&day)));
        let said = [
            (FIRST, words::words_first()),
            (WATCH, words::words_watch()),
            (WITH, words::words_company()),
            (STEP_FREE, words::words_step_free()),
        ];
        parts.extend(said.into_iter().filter(|(what, _)| self.is_told(what)).map(|(_, words)| words.to_owned()));
        parts.extend(filled(self.name).map(|name| words::words_name(&name)));
        parts.extend(filled(self.phone).map(|phone| words::words_phone(&phone)));
        parts.push(words::words_end().to_owned());
        parts.join("\n")
    }
}
