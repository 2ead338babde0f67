//! Answers over time as plain geometry, for an SVG and for the table beside it. It must not know what was asked, nor
//! what an answer means: there is no trend, no average, no band and no colour here.
//!
//! Honest with little: one answer is a dot, two are a line between two dates and nothing more. Nothing is drawn where
//! nothing was said. Whole units throughout; x grows with time from the left, y from the top.

use std::mem;

use chrono::NaiveDate;

/// More marks than these are not put on the scale.
const MOST_STEPS: u8 = 5;

/// The distances that marks on the scale may have.
const STEPS: [u8; 6] = [1, 2, 5, 10, 20, 50];

/// What was said on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub day: NaiveDate,
    /// `None` for "rather not say", and where it was passed over.
    pub value: Option<u8>,
}

/// The room for a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    pub width: u32,
    pub height: u32,
    /// Kept free on every side, for dots and labels; all is still inside the frame when there is no room for it.
    pub margin: u32,
    /// How far apart the labels of two days have to be.
    pub label_width: u32,
}

/// A picture and its table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// The answers, by day.
    pub points: Vec<Point>,
    /// A line for each run of two or more answers with no gap between them, from its first to its last point, as (x,
    /// y).
    pub lines: Vec<Vec<(u32, u32)>>,
    /// The days to be named below: the first, the last, and those between that have room.
    pub days: Vec<DayTick>,
    /// The marks of the scale, the lowest first, both ends always among them.
    pub values: Vec<ValueTick>,
    /// Every day with its answer, the earliest first, gaps too: all that the picture says, and whatever it cannot show.
    pub rows: Vec<Entry>,
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub x: u32,
    pub y: u32,
    pub day: NaiveDate,
    pub value: u8,
}

/// A day to be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayTick {
    pub x: u32,
    pub day: NaiveDate,
}

/// A mark of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueTick {
    pub y: u32,
    pub value: u8,
}

/// Draws what was said, on a scale from the lowest to the highest that can be said.
///
/// The last word of a day counts. A value outside the scale is not drawn and breaks the line, as a gap does; the table
/// has it.
pub fn picture(entries: &[Entry], (from, to): (u8, u8), frame: Frame) -> Picture {
    let rows = last_of_each_day(entries);
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Picture::default() };
    let (across, down) = (Side::inside(frame.width, frame.margin), Side::inside(frame.height, frame.margin));
    let whole = days_between(first.day, last.day);
    let x = |day: NaiveDate| across.place(days_between(first.day, day), whole);
    let y = |value: u8| down.place(u64::from(to.saturating_sub(value)), u64::from(to.saturating_sub(from)));

    let (mut points, mut lines, mut run) = (Vec::new(), Vec::new(), Vec::new());
    for row in &rows {
        match row.value.filter(|value| (from..=to).contains(value)) {
            Some(value) => {
                let point = Point { x: x(row.day), y: y(value), day: row.day, value };
                run.push((point.x, point.y));
                points.push(point);
            }
            None => finish_line(&mut run, &mut lines),
        }
    }
    finish_line(&mut run, &mut lines);

    let ticks = rows.iter().map(|row| DayTick { x: x(row.day), day: row.day }).collect();
    let days = with_room(ticks, frame.label_width);
    let values = marks(from, to).into_iter().map(|value| ValueTick { y: y(value), value }).collect();
    Picture { points, lines, days, values, rows }
}

/// The entries in the order of their days, the last one given of each.
fn last_of_each_day(entries: &[Entry]) -> Vec<Entry> {
    let mut sorted = entries.to_vec();
    sorted.sort_by_key(|entry| entry.day);
    let mut rows: Vec<Entry> = Vec::new();
    for entry in sorted {
        match rows.last_mut() {
            Some(last) if last.day == entry.day => *last = entry,
            _ => rows.push(entry),
        }
    }
    rows
}

/// Ends a run of answers. One alone is no line.
fn finish_line(run: &mut Vec<(u32, u32)>, lines: &mut Vec<Vec<(u32, u32)>>) {
    let ended = mem::take(run);
    if ended.len() > 1 {
        lines.push(ended);
    }
}

/// The first and the last of some days, and those between whose labels do not touch another's.
fn with_room(ticks: Vec<DayTick>, label_width: u32) -> Vec<DayTick> {
    let Some(last) = ticks.last().copied() else { return ticks };
    let mut kept: Vec<DayTick> = Vec::new();
    for tick in ticks {
        let has_room = kept.last().is_none_or(|before| tick.x.saturating_sub(before.x) >= label_width)
            && last.x.saturating_sub(tick.x) >= label_width;
        if kept.is_empty() || tick == last || has_room {
            kept.push(tick);
        }
    }
    kept
}

/// The numbers that stand beside a scale.
fn marks(from: u8, to: u8) -> Vec<u8> {
    if from >= to {
        return vec![to];
    }
    let whole = to - from;
    let step = STEPS.into_iter().find(|step| whole / *step <= MOST_STEPS).unwrap_or(whole);
    let below = (from..to).step_by(usize::from(step)).filter(|value| *value == from || to - *value >= step);
    below.chain([to]).collect()
}

/// How many days lie between two; none when they stand the other way round.
fn days_between(first: NaiveDate, day: NaiveDate) -> u64 {
    u64::try_from(day.signed_duration_since(first).num_days()).unwrap_or_default()
}

/// The part of one side of the frame that is drawn on.
struct Side {
    start: u32,
    length: u32,
}

impl Side {
    fn inside(size: u32, margin: u32) -> Self {
        let length = size.saturating_sub(margin.saturating_mul(2));
        Self { start: (size - length) / 2, length }
    }

    /// Where a part of a whole lies, to the nearest unit; in the middle when there is no whole.
    fn place(&self, part: u64, whole: u64) -> u32 {
        let length = u64::from(self.length);
        let along = (part.min(whole) * length + whole / 2).checked_div(whole).unwrap_or(length / 2);
        // Never more than the length, so that it always fits.
        self.start + u32::try_from(along).unwrap_or(self.length)
    }
}

#[cfg(test)]
mod tests;
