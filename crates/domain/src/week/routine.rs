//! The list that somebody makes for themselves to get ready. Nothing in it is ever counted, and nothing of it is lost when
//! two devices change it at once. It must not know whose it is.

use wire::{ChangeRoutine, FieldCode, FieldProblem, Routine};

use crate::thread::clean;

/// The most lines that are sent at once.
pub const MOST_LINES: usize = 20;

/// The longest line, in characters, counted when it is [`clean`].
pub const LINE: usize = 200;

/// How many minutes before a meeting somebody may be reminded.
pub const REMINDS: [u16; 4] = [30, 60, 120, 180];

/// The most lines that are kept when the lists of two devices are put together.
const MOST_TOGETHER: usize = 2 * MOST_LINES;

/// What holds for somebody who has never said anything: no list, and a word on the evening before they first go.
pub fn unsaid() -> Routine {
    Routine { is_told_evening_before: true, ..Routine::default() }
}

/// The lines as they are kept: what can be seen of each, and none that is empty.
pub fn lines(sent: &[String]) -> Vec<String> {
    // A line has no line ends in it.
    let one = |line: &String| clean(line).split_whitespace().collect::<Vec<_>>().join(" ");
    sent.iter().map(one).filter(|line| !line.is_empty()).collect()
}

/// What has to be put right in a list that is sent; lines count from 0: `lines.1`.
pub fn problems(sent: &ChangeRoutine) -> Vec<FieldProblem> {
    let problem = |field: &str, code| FieldProblem { field: field.to_owned(), code };
    let mut found = Vec::new();
    if lines(&sent.lines).len() > MOST_LINES {
        found.push(problem("lines", FieldCode::TooMany));
    } else {
        let is_long = |line: &String| clean(line).chars().count() > LINE;
        let long = sent.lines.iter().enumerate().filter(|(_, line)| is_long(line));
        found.extend(long.map(|(at, _)| problem(&format!("lines.{at}"), FieldCode::TooLong)));
    }
    if sent.remind_minutes.is_some_and(|minutes| !REMINDS.contains(&minutes)) {
        found.push(problem("remind_minutes", FieldCode::NotOffered));
    }
    found
}

/// The list after a change. What was sent holds, in its order; where another device has changed the list since the one that
/// was on the screen, the lines that only the kept one has come after it. Said again, it is the same list.
pub fn changed(held: &Routine, sent: &ChangeRoutine) -> Routine {
    let mut lines = lines(&sent.lines);
    if sent.base != held.revision {
        let others: Vec<String> = held.lines.iter().filter(|line| !lines.contains(line)).cloned().collect();
        lines.extend(others);
        lines.truncate(MOST_TOGETHER);
    }
    let after = Routine {
        lines,
        remind_minutes: sent.remind_minutes,
        is_told_evening_before: sent.is_told_evening_before,
        revision: held.revision,
    };
    if held.revision > 0 && after == *held {
        return after;
    }
    Routine { revision: held.revision.saturating_add(1), ..after }
}

/// Two lists become one: all of the first, then the lines that only the second has.
pub fn together(first: &[String], second: &[String]) -> Vec<String> {
    let others = second.iter().filter(|line| !first.contains(line));
    first.iter().chain(others).take(MOST_TOGETHER).cloned().collect()
}

#[cfg(test)]
mod tests;
