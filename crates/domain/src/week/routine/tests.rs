//! A list for getting ready, as it is sent and kept.

use super::*;

fn texts(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn sent(lines: &[&str], base: u32) -> ChangeRoutine {
    ChangeRoutine { lines: texts(lines), remind_minutes: Some(60), is_told_evening_before: true, base }
}

fn held(lines: &[&str], revision: u32) -> Routine {
    Routine { lines: texts(lines), remind_minutes: Some(60), is_told_evening_before: true, revision }
}

fn fields(sent: &ChangeRoutine) -> Vec<(String, FieldCode)> {
    problems(sent).into_iter().map(|problem| (problem.field, problem.code)).collect()
}

#[test]
fn empty_lines_are_dropped_and_blanks_with_them() {
    assert_eq!(lines(&texts(&["  Keys ", "", " \t", "Bus\r\npass"])), texts(&["Keys", "Bus pass"]));
}

#[test]
fn what_is_too_much_is_named() {
    assert_eq!(fields(&sent(&["Keys"; 20], 0)), []);
    assert_eq!(fields(&sent(&["Keys"; 21], 0)), [("lines".to_owned(), FieldCode::TooMany)]);
    let mut spaced = vec![""; 10];
    spaced.extend(["Keys"; 20]);
    assert_eq!(fields(&sent(&spaced, 0)), [], "empty ones do not count");
    let long = "é".repeat(LINE + 1);
    assert_eq!(fields(&sent(&["Keys", long.as_str()], 0)), [("lines.1".to_owned(), FieldCode::TooLong)]);
    assert_eq!(fields(&sent(&[&long[..LINE * 2]], 0)), []);
}

#[test]
fn only_the_offered_times_can_be_chosen() {
    for minutes in [None, Some(30), Some(60), Some(120), Some(180)] {
        assert_eq!(fields(&ChangeRoutine { remind_minutes: minutes, ..sent(&[], 0) }), []);
    }
    for minutes in [0, 1, 45, 181, u16::MAX] {
        let wrong = ChangeRoutine { remind_minutes: Some(minutes), ..sent(&[], 0) };
        assert_eq!(fields(&wrong), [("remind_minutes".to_owned(), FieldCode::NotOffered)]);
    }
}

#[test]
fn whoever_saw_the_list_changes_it_as_they_like() {
    assert_eq!(changed(&unsaid(), &sent(&["Keys"], 0)), held(&["Keys"], 1));
    assert_eq!(changed(&held(&["Keys", "Coat"], 3), &sent(&["Coat"], 3)), held(&["Coat"], 4));
}

#[test]
fn what_another_device_wrote_stays() {
    let held_one = held(&["Keys", "Coat"], 3);
    assert_eq!(changed(&held_one, &sent(&["Water", "Keys"], 2)), held(&["Water", "Keys", "Coat"], 4));
}

#[test]
fn the_same_said_again_changes_nothing() {
    let first = changed(&unsaid(), &sent(&["Keys"], 0));
    assert_eq!(changed(&first, &sent(&["Keys"], 0)), first);
    assert_eq!(changed(&first, &sent(&["Keys"], 1)), first);
}

#[test]
fn to_say_what_holds_anyway_is_to_have_said_it() {
    let same = ChangeRoutine { lines: Vec::new(), remind_minutes: None, is_told_evening_before: true, base: 0 };
    assert_eq!(changed(&unsaid(), &same).revision, 1);
}

#[test]
fn it_never_grows_without_end() {
    let mut kept = unsaid();
    for round in 0..10 {
        let many: Vec<String> = (0..MOST_LINES).map(|number| format!("{round} {number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        kept = changed(&kept, &sent(&many, u32::MAX));
        assert!(kept.lines.len() <= MOST_TOGETHER);
    }
    assert_eq!(together(&texts(&["Keys", "Coat"]), &texts(&["Coat", "Water"])), texts(&["Keys", "Coat", "Water"]));
}
