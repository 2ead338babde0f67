//! Somebody's list for getting ready while it is being changed. What is fetched meanwhile takes nothing away that was
//! not saved yet.

use leptos::prelude::*;
use wire::{ChangeRoutine, Routine};

/// The most lines that are kept.
pub const MOST: usize = 20;
/// The longest line, in characters.
pub const LONGEST: u32 = 200;

/// A line, and what tells it from the others whatever is written in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub key: u32,
    pub words: String,
}

/// What is written so far.
#[derive(Clone, Copy)]
pub struct RoutineDraft {
    pub lines: RwSignal<Vec<Line>>,
    /// How long before a meeting, in minutes; none for never.
    pub remind: RwSignal<Option<u16>>,
    pub is_told: RwSignal<bool>,
    /// As the server last said it.
    held: RwSignal<Routine>,
    /// The key of the next line.
    next: StoredValue<u32>,
}

impl RoutineDraft {
    /// With everything as the server says.
    pub fn new(routine: &Routine) -> Self {
        let draft = Self {
            lines: RwSignal::new(Vec::new()),
            remind: RwSignal::new(None),
            is_told: RwSignal::new(false),
            held: RwSignal::new(routine.clone()),
            next: StoredValue::new(0),
        };
        draft.settle(routine);
        draft
    }

    /// The list as it would be sent; followed as it changes.
    pub fn change(&self) -> ChangeRoutine {
        ChangeRoutine {
            lines: self.lines.with(|lines| written(lines)),
            remind_minutes: self.remind.get(),
            is_told_evening_before: self.is_told.get(),
            base: self.held.with(|held| held.revision),
        }
    }

    /// The keys of the lines, in their order; they change when a line comes, goes or moves, and not with every letter.
    pub fn keys(&self) -> Memo<Vec<u32>> {
        let lines = self.lines;
        Memo::new(move |_| lines.with(|lines| lines.iter().map(|line| line.key).collect()))
    }

    /// Where a line stands, from 0, and its words; followed as it changes.
    pub fn line(&self, key: u32) -> Memo<(usize, String)> {
        let lines = self.lines;
        Memo::new(move |_| {
            let found = |lines: &Vec<Line>| {
                let at = lines.iter().position(|line| line.key == key)?;
                lines.get(at).map(|line| (at, line.words.clone()))
            };
            lines.with(found).unwrap_or_default()
        })
    }

    /// Whether there is room for one more; followed as it changes.
    pub fn has_room(&self) -> bool {
        self.lines.with(|lines| lines.len() < MOST)
    }

    /// Writes a line.
    pub fn write(&self, key: u32, words: String) {
        self.lines.update(|lines| {
            if let Some(line) = lines.iter_mut().find(|line| line.key == key) {
                line.words = words;
            }
        });
    }

    /// Puts an empty line after that one, or at the end. Answers its key; nothing where there is no room.
    pub fn add(&self, after: Option<u32>) -> Option<u32> {
        if !untrack(|| self.has_room()) {
            return None;
        }
        let line = self.new_line(String::new());
        let key = line.key;
        self.lines.update(|lines| {
            let at = lines.iter().position(|line| Some(line.key) == after).map_or(lines.len(), |at| at + 1);
            lines.insert(at, line);
        });
        Some(key)
    }

    /// Takes a line out. Answers the line that stands in its place now, or the last; nothing when there is none left.
    pub fn remove(&self, key: u32) -> Option<u32> {
        let mut lines = self.lines.get_untracked();
        let at = lines.iter().position(|line| line.key == key)?;
        lines.remove(at);
        let next = lines.get(at).or(lines.last()).map(|line| line.key);
        self.lines.set(lines);
        next
    }

    /// Moves a line by one place. Answers the place that it has now, counted from one; nothing where it stays.
    pub fn shift(&self, key: u32, is_up: bool) -> Option<usize> {
        let mut lines = self.lines.get_untracked();
        let at = lines.iter().position(|line| line.key == key)?;
        let to = if is_up { at.checked_sub(1)? } else { at + 1 };
        if to >= lines.len() {
            return None;
        }
        lines.swap(at, to);
        self.lines.set(lines);
        Some(to + 1)
    }

    /// Takes in what the server says now, unless something is being changed here.
    pub fn renew(&self, routine: &Routine) {
        let is_touched = untrack(|| {
            let change = self.change();
            self.held.with(|held| {
                change.lines != held.lines
                    || change.remind_minutes != held.remind_minutes
                    || change.is_told_evening_before != is_told(held)
            })
        });
        if !is_touched {
            self.settle(routine);
        }
    }

    /// Takes in what came of saving. What was written since stays; where another device had added lines, they come when
    /// that is saved.
    pub fn saved(&self, sent: &ChangeRoutine, routine: &Routine) {
        if untrack(|| self.change()) == *sent {
            self.settle(routine);
        } else if routine.lines == sent.lines {
            self.held.set(routine.clone());
        }
    }

    fn settle(&self, routine: &Routine) {
        // Lines that are the same keep their fields, and with them the focus.
        if self.lines.with_untracked(|lines| lines.is_empty() || written(lines) != routine.lines) {
            let mut lines: Vec<Line> = routine.lines.iter().map(|words| self.new_line(words.clone())).collect();
            if lines.is_empty() {
                lines.push(self.new_line(String::new()));
            }
            self.lines.set(lines);
        }
        self.remind.set(routine.remind_minutes);
        self.is_told.set(is_told(routine));
        self.held.set(routine.clone());
    }

    fn new_line(&self, words: String) -> Line {
        let key = self.next.get_value();
        self.next.set_value(key.wrapping_add(1));
        Line { key, words }
    }
}

/// Whether they are told on the evening before. Whoever never said is told of what is new to them: saving a list must
/// not end that without a word.
fn is_told(routine: &Routine) -> bool {
    routine.is_told_evening_before || routine.revision == 0
}

/// What is written in the lines, as it is kept.
fn written(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.words.trim().to_owned()).filter(|words| !words.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use wire::Routine;

    use super::{Line, is_told, written};

    #[test]
    fn empty_lines_are_not_sent() {
        let line = |key, words: &str| Line { key, words: words.to_owned() };
        assert_eq!(written(&[line(0, " Keys "), line(1, "  "), line(2, "Bus pass")]), ["Keys", "Bus pass"]);
    }

    #[test]
    fn whoever_never_said_goes_on_being_told() {
        assert!(is_told(&Routine::default()));
        assert!(!is_told(&Routine { revision: 1, ..Routine::default() }));
    }
}
