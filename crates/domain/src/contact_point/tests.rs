//! Addresses as people type them.

#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

fn value(typed: &str) -> Option<String> {
    parse(typed).map(|point| point.value)
}

#[test]
fn mobile_however_typed_is_one_number() {
    let ways = [
        "07700900123",
        " 07700 900 123 ",
        "07700-900-123",
        "(07700) 900123",
        "+447700900123",
        "+44 (0)7700 900123",
        "0044 7700 900123",
        "447700900123",
        "07700\u{2011}900\u{2011}123",
    ];
    for typed in ways {
        let point = parse(typed).unwrap();
        assert_eq!((point.kind, point.value.as_str()), (ContactKind::Mobile, "+447700900123"), "{typed}");
    }
}

#[test]
fn islands_are_within() {
    for typed in ["07797 712345", "07781 123456", "07911 123456", "07624 123456", "07509 123456"] {
        assert!(parse(typed).is_some(), "{typed}");
    }
}

#[test]
fn number_that_takes_no_text_is_refused() {
    let wrong = [
        "070 1234 5678",
        "07612 345678",
        "07625 345678",
        "0131 496 0000",
        "0800 123456",
        "03001234567",
        "+33612345678",
        "+1 202 555 0100",
        "0770090012",
        "077009001234",
        "7700900123",
        "07700 90012x",
        "999",
        "",
        "  ",
    ];
    for typed in wrong {
        assert_eq!(parse(typed), None, "{typed}");
    }
}

#[test]
fn email_however_typed_is_one_address() {
    for typed in ["mary@example.org", " Mary@Example.ORG ", "MARY@EXAMPLE.ORG\n", "\u{feff}mary@example.org"] {
        let point = parse(typed).unwrap();
        assert_eq!((point.kind, point.value.as_str()), (ContactKind::Email, "mary@example.org"), "{typed}");
    }
    for typed in ["m.o'neil+stile@mail.example.co.uk", "a@b.cd", "x_y-z@xn--bcher-kva.example"] {
        assert_eq!(value(typed).as_deref(), Some(typed));
    }
}

#[test]
fn email_that_cannot_be_sent_to_is_refused() {
    let wrong = [
        "@",
        "mary@",
        "@example.org",
        "mary@example",
        "mary@@example.org",
        "mary@exa mple.org",
        "ma ry@example.org",
        "mary@example.org, john@example.org",
        "Mary <mary@example.org>",
        "mary@example..org",
        "mary@.example.org",
        "mary@example.org.",
        "mary@-example.org",
        "mary@example-.org",
        "mary@192.0.2.1",
        "mary@[192.0.2.1]",
        "mary..smith@example.org",
        ".mary@example.org",
        "mary.@example.org",
        "mary\r\nBcc: x@example.org",
        "m\u{430}ry@example.org",
        "mary@ex\u{e4}mple.org",
    ];
    for typed in wrong {
        assert_eq!(parse(typed), None, "{typed}");
    }
}

#[test]
fn email_too_long_is_refused() {
    let local = "a".repeat(64);
    let domain = format!("{}.{}.{}.org", "b".repeat(61), "c".repeat(61), "d".repeat(61));
    assert_eq!(format!("{local}@{domain}").len(), 254);
    assert!(parse(&format!("{local}@{domain}")).is_some());
    assert_eq!(parse(&format!("{local}@x{domain}")), None);
    assert_eq!(parse(&format!("{local}a@example.org")), None);
    assert_eq!(parse(&format!("mary@{}.org", "b".repeat(64))), None);
}

#[test]
fn shown_address_is_known_to_its_owner_only() {
    let shown = |typed: &str| parse(typed).unwrap().shown();
    assert_eq!(shown("mary@example.org"), "m•••@example.org");
    assert_eq!(shown("x@example.org"), "x•••@example.org");
    assert_eq!(shown("07700 900123"), "•••• 123");
}

proptest! {
    #[test]
    fn reading_again_changes_nothing(typed in "[ -~]{0,10}@[a-zA-Z.-]{1,12}|[0-9 +()-]{9,18}|\\PC{0,20}") {
        if let Some(point) = parse(&typed) {
            prop_assert_eq!(parse(&point.value), Some(point.clone()));
            prop_assert!(point.value.is_ascii());
            prop_assert!(point.shown().contains('•'));
        }
    }
}
