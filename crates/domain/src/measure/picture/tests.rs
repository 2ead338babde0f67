//! Pictures of few answers by hand, and of many by chance.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::Days;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

const FRAME: Frame = Frame { width: 320, height: 140, margin: 20, label_width: 80 };

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn entry(on: &str, value: Option<u8>) -> Entry {
    Entry { day: day(on), value }
}

fn drawn(entries: &[Entry]) -> Picture {
    picture(entries, (0, 10), FRAME)
}

/// Where the dots are.
fn dots(picture: &Picture) -> Vec<(u32, u32)> {
    picture.points.iter().map(|point| (point.x, point.y)).collect()
}

#[test]
fn nothing_said_draws_nothing() {
    assert_eq!(drawn(&[]), Picture::default());
}

#[test]
fn one_answer_is_a_dot_alone() {
    let one = drawn(&[entry("2026-09-01", Some(5))]);
    assert_eq!(dots(&one), [(160, 70)]);
    assert!(one.lines.is_empty());
    assert_eq!(one.days, [DayTick { x: 160, day: day("2026-09-01") }]);
}

#[test]
fn two_answers_are_a_line_between_two_dates_and_nothing_more() {
    let two = drawn(&[entry("2026-10-13", Some(10)), entry("2026-09-01", Some(0))]);
    assert_eq!(dots(&two), [(20, 120), (300, 20)]);
    assert_eq!(two.lines, [vec![(20, 120), (300, 20)]]);
    assert_eq!(two.days.iter().map(|tick| tick.day).collect::<Vec<_>>(), [day("2026-09-01"), day("2026-10-13")]);
    assert_eq!(two.rows, [entry("2026-09-01", Some(0)), entry("2026-10-13", Some(10))]);
}

#[test]
fn rather_not_say_is_a_gap_in_the_line_and_a_row_in_the_table() {
    let said = [
        entry("2026-09-01", Some(4)),
        entry("2026-09-11", Some(5)),
        entry("2026-09-21", None),
        entry("2026-10-01", Some(6)),
    ];
    let gap = drawn(&said);
    assert_eq!(gap.points.len(), 3);
    assert_eq!(gap.lines, [vec![(20, 80), (113, 70)]], "the last dot stands alone");
    assert_eq!(gap.rows, said);
}

#[test]
fn the_last_word_of_a_day_counts() {
    let mended = drawn(&[entry("2026-09-01", Some(4)), entry("2026-09-01", Some(6))]);
    assert_eq!(mended.rows, [entry("2026-09-01", Some(6))]);
    let taken_back = drawn(&[entry("2026-09-01", Some(4)), entry("2026-09-01", None)]);
    assert!(taken_back.points.is_empty());
}

#[test]
fn what_lies_outside_the_scale_is_in_the_table_alone() {
    let odd = drawn(&[entry("2026-09-01", Some(4)), entry("2026-09-02", Some(11)), entry("2026-09-03", Some(5))]);
    assert_eq!((odd.points.len(), odd.lines.len(), odd.rows.len()), (2, 0, 3));
}

#[test]
fn marks_are_few_and_always_have_both_ends() {
    assert_eq!(marks(0, 10), [0, 2, 4, 6, 8, 10]);
    assert_eq!(marks(1, 3), [1, 2, 3]);
    assert_eq!(marks(1, 5), [1, 2, 3, 4, 5]);
    assert_eq!(marks(1, 7), [1, 3, 5, 7]);
    assert_eq!(marks(0, 7), [0, 2, 4, 7], "6 would touch 7");
    assert_eq!(marks(3, 3), [3]);
}

#[test]
fn days_without_room_are_not_named() {
    let all = ["2026-09-01", "2026-09-03", "2026-09-15", "2026-09-28", "2026-10-01"].map(|on| entry(on, Some(5)));
    let named: Vec<NaiveDate> = drawn(&all).days.iter().map(|tick| tick.day).collect();
    assert_eq!(named, [day("2026-09-01"), day("2026-09-15"), day("2026-10-01")]);
}

fn any_entries() -> impl Strategy<Value = Vec<Entry>> {
    let any_entry = (0_u64..400, prop::option::weighted(0.8, 0_u8..13))
        .prop_map(|(days, value)| Entry { day: day("2026-01-01") + Days::new(days), value });
    prop::collection::vec(any_entry, 0..20)
}

fn any_frame() -> impl Strategy<Value = Frame> {
    let any_sizes = (0_u32..700, 0_u32..400, 0_u32..60, 0_u32..120);
    any_sizes.prop_map(|(width, height, margin, label_width)| Frame { width, height, margin, label_width })
}

/// Whether a place keeps inside a side of the frame, and out of its margin where there is room for one.
fn is_inside(place: u32, size: u32, margin: u32) -> bool {
    if size >= 2 * margin { (margin..=size - margin).contains(&place) } else { place <= size }
}

/// The lines that there should be, told from the table.
fn expected_lines(picture: &Picture, (from, to): (u8, u8)) -> Vec<Vec<NaiveDate>> {
    picture
        .rows
        .split(|row| row.value.is_none_or(|value| !(from..=to).contains(&value)))
        .filter(|run| run.len() > 1)
        .map(|run| run.iter().map(|row| row.day).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn every_picture_keeps_to_its_frame_and_to_what_was_said(
        entries in any_entries(),
        scale in select(vec![(0_u8, 10_u8), (1, 3), (1, 5)]),
        frame in any_frame(),
    ) {
        let picture = picture(&entries, scale, frame);
        let again = super::picture(&entries, scale, frame);
        prop_assert_eq!(&picture, &again, "the same answers, the same picture");

        let across = |x: u32| is_inside(x, frame.width, frame.margin);
        let down = |y: u32| is_inside(y, frame.height, frame.margin);
        prop_assert!(picture.points.iter().all(|point| across(point.x) && down(point.y)));
        prop_assert!(picture.lines.iter().flatten().all(|(x, y)| across(*x) && down(*y)));
        prop_assert!(picture.days.iter().all(|tick| across(tick.x)));
        prop_assert!(picture.values.iter().all(|tick| down(tick.y)));

        for pair in picture.points.windows(2) {
            prop_assert!(pair[0].day < pair[1].day && pair[0].x <= pair[1].x);
            prop_assert!(pair[0].value >= pair[1].value || pair[0].y >= pair[1].y, "more stands higher");
            prop_assert!(pair[0].value != pair[1].value || pair[0].y == pair[1].y);
        }
        prop_assert!(picture.rows.windows(2).all(|pair| pair[0].day < pair[1].day));
        prop_assert!(picture.values.windows(2).all(|pair| pair[0].value < pair[1].value && pair[0].y >= pair[1].y));

        let (from, to) = scale;
        let shown = picture.rows.iter().filter(|row| row.value.is_some_and(|value| (from..=to).contains(&value)));
        let shown: Vec<(NaiveDate, Option<u8>)> = shown.map(|row| (row.day, row.value)).collect();
        let dots: Vec<(NaiveDate, Option<u8>)> = picture.points.iter().map(|dot| (dot.day, Some(dot.value))).collect();
        prop_assert_eq!(dots, shown);
        let place = |day: &NaiveDate| picture.points.iter().find(|dot| dot.day == *day).map(|dot| (dot.x, dot.y));
        let lines = expected_lines(&picture, scale);
        let lines: Vec<Vec<(u32, u32)>> = lines.iter().map(|line| line.iter().filter_map(place).collect()).collect();
        prop_assert_eq!(&picture.lines, &lines);

        prop_assert_eq!(picture.days.first().map(|tick| tick.day), picture.rows.first().map(|row| row.day));
        prop_assert_eq!(picture.days.last().map(|tick| tick.day), picture.rows.last().map(|row| row.day));
        let inner = picture.days.len().saturating_sub(1);
        let has_room = |pair: &[DayTick]| pair[1].x - pair[0].x >= frame.label_width;
        prop_assert!(inner < 2 || picture.days.windows(2).all(has_room));
    }
}
