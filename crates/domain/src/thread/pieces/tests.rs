//! What can be tapped in words as people type them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// The text with what can be tapped as `[shown](href)`.
fn marked(text: &str) -> String {
    let mark = |piece: Piece<'_>| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Link { shown, href } | Piece::Telephone { shown, href } | Piece::Mail { shown, href } => {
            format!("[{shown}]({href})")
        }
    };
    pieces(text).into_iter().map(mark).collect()
}

fn are_marked(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(marked(text), *expected, "{text}");
    }
}

fn stay_words(texts: &[&str]) {
    for text in texts {
        assert_eq!(pieces(text), [Piece::Words(text)], "{text}");
    }
}

#[test]
fn each_kind_is_told_apart() {
    let text = "Ring 0131 496 0000, write to hello@example.org or look at www.example.org.";
    let expected = [
        Piece::Words("Ring "),
        Piece::Telephone { shown: "0131 496 0000", href: "tel:01314960000".to_owned() },
        Piece::Words(", write to "),
        Piece::Mail { shown: "hello@example.org", href: "mailto:hello@example.org".to_owned() },
        Piece::Words(" or look at "),
        Piece::Link { shown: "www.example.org", href: "https://www.example.org".to_owned() },
        Piece::Words("."),
    ];
    assert_eq!(pieces(text), expected);
    assert_eq!(pieces(""), []);
}

#[test]
fn page_becomes_a_link() {
    are_marked(&[
        ("https://example.org", "[https://example.org](https://example.org)"),
        ("HTTPS://Example.org/A?b=c#d", "[HTTPS://Example.org/A?b=c#d](https://Example.org/A?b=c#d)"),
        ("https://example.org:8080/x", "[https://example.org:8080/x](https://example.org:8080/x)"),
        ("https://example.org/café", "[https://example.org/café](https://example.org/café)"),
        ("WWW.nhs.uk/conditions", "[WWW.nhs.uk/conditions](https://WWW.nhs.uk/conditions)"),
        ("https://example.org/07700900123", "[https://example.org/07700900123](https://example.org/07700900123)"),
    ]);
}

#[test]
fn punctuation_of_the_sentence_is_no_part_of_a_link() {
    are_marked(&[
        ("See https://example.org.", "See [https://example.org](https://example.org)."),
        ("https://example.org: go there", "[https://example.org](https://example.org): go there"),
        ("Is it www.example.org/a?", "Is it [www.example.org/a](https://www.example.org/a)?"),
        ("(see https://example.org/a).", "(see [https://example.org/a](https://example.org/a))."),
        ("'https://example.org/a',", "'[https://example.org/a](https://example.org/a)',"),
        ("“https://example.org/a”", "“[https://example.org/a](https://example.org/a)”"),
        ("https://example.org/...!", "[https://example.org/](https://example.org/)...!"),
        ("https://example.org?", "[https://example.org](https://example.org)?"),
        (
            "https://example.org,www.nhs.uk",
            "[https://example.org](https://example.org),[www.nhs.uk](https://www.nhs.uk)",
        ),
    ]);
}

#[test]
fn brackets_that_are_opened_within_a_link_stay() {
    are_marked(&[
        ("https://example.org/a_(b)", "[https://example.org/a_(b)](https://example.org/a_(b))"),
        ("(https://example.org/a_(b))", "([https://example.org/a_(b)](https://example.org/a_(b)))"),
        ("https://example.org/a[1]", "[https://example.org/a[1]](https://example.org/a[1])"),
    ]);
}

#[test]
fn address_that_may_lead_elsewhere_stays_words() {
    stay_words(&[
        "http://example.org/07700900123",
        "HTTP://www.example.org",
        "http://me@example.org",
        "ftp://www.example.org",
        "javascript:alert(1)",
        "javascript://www.example.org/%0aalert(1)",
        "data:text/html,<b>x</b>",
        "vbscript:x file:///etc/passwd",
        "https://nhs.uk@example.org",
        "https://nhs.uk:443@example.org/",
        "https://nhs.uk:secret@example.org/",
        "https://nhs.uk\\@example.org/",
        "https://localhost/",
        "https://192.0.2.1/",
        "https://-a.example/",
        "https://a..example/",
        "https://е\u{445}ample.org",
        "https://",
        "www.",
        "www.example",
        "example.org",
        "xhttps://example.org",
    ]);
}

#[test]
fn characters_that_turn_the_text_end_a_link() {
    are_marked(&[("https://example.org/\u{202e}gro", "[https://example.org/](https://example.org/)\u{202e}gro")]);
}

#[test]
fn address_becomes_mail() {
    are_marked(&[
        ("Write to Ann.Bo+c@nhs.net;", "Write to [Ann.Bo+c@nhs.net](mailto:Ann.Bo+c@nhs.net);"),
        ("<me@example.org>", "<[me@example.org](mailto:me@example.org)>"),
        ("mailto:me@example.org?bcc=x", "mailto:[me@example.org](mailto:me@example.org)?bcc=x"),
        ("a%b@example.org", "[a%b@example.org](mailto:a%25b@example.org)"),
        ("07700900123@example.org", "[07700900123@example.org](mailto:07700900123@example.org)"),
    ]);
    stay_words(&["a@b", "@me", "a@@b.org", "me@1.5", "me@example.org@example.net", "é@example", "me.@example.org"]);
}

#[test]
fn telephone_number_is_dialled_however_it_is_written() {
    are_marked(&[
        ("0131 496 0000", "[0131 496 0000](tel:01314960000)"),
        ("(0131) 496 0000", "[(0131) 496 0000](tel:01314960000)"),
        ("0131-496-0000", "[0131-496-0000](tel:01314960000)"),
        ("020 7946 0000", "[020 7946 0000](tel:02079460000)"),
        ("07700 900123", "[07700 900123](tel:07700900123)"),
        ("07700\u{a0}900\u{a0}123", "[07700\u{a0}900\u{a0}123](tel:07700900123)"),
        ("07700900123", "[07700900123](tel:07700900123)"),
        ("01204 12345", "[01204 12345](tel:0120412345)"),
        ("0800 123 456", "[0800 123 456](tel:0800123456)"),
        ("0808 16 89 111", "[0808 16 89 111](tel:08081689111)"),
        ("+44 7700 900123", "[+44 7700 900123](tel:+447700900123)"),
        ("+447700900123", "[+447700900123](tel:+447700900123)"),
        ("(+44) 7700 900123", "[(+44) 7700 900123](tel:+447700900123)"),
        ("+44 (0)1632 960124", "[+44 (0)1632 960124](tel:+441632960124)"),
        ("tel:+447700900123", "tel:[+447700900123](tel:+447700900123)"),
    ]);
}

#[test]
fn what_stands_beside_a_number_does_not_spoil_it() {
    are_marked(&[
        ("Ring 0131 496 0000.", "Ring [0131 496 0000](tel:01314960000)."),
        ("(0131 496 0000)", "([0131 496 0000](tel:01314960000))"),
        ("0131 496 0000 - 10am", "[0131 496 0000](tel:01314960000) - 10am"),
        ("0800 123 456 2 pm", "[0800 123 456](tel:0800123456) 2 pm"),
        ("0131 496 0000. 12 of us", "[0131 496 0000](tel:01314960000). 12 of us"),
        ("07700 900123 12/05/2026 10:30", "[07700 900123](tel:07700900123) 12/05/2026 10:30"),
        ("0131 496 0000 (07700 900123)", "[0131 496 0000](tel:01314960000) ([07700 900123](tel:07700900123))"),
        ("0131 496 0000/07700 900123", "[0131 496 0000](tel:01314960000)/[07700 900123](tel:07700900123)"),
    ]);
}

#[test]
fn dates_prices_and_codes_never_become_numbers() {
    stay_words(&[
        "2026-11-26",
        "12/05/2026",
        "05-12-2026 10:30",
        "05.12.2026 1030",
        "0930 12.05.26",
        "0930 5.12.2026",
        "0930-1030 12 places",
        "10:30-11:45",
        "£3.50",
        "£01234567890",
        "0.123456789012",
        "EH1 1AA",
        "AB10 1XY",
        "room 01632",
        "0044 7700 900123",
        "+1 212 555 0100",
        "charity 1032345678901",
        "ref 01234567890123",
        "id_07700900123",
        "07700900123x",
    ]);
}

#[test]
fn short_number_that_stands_alone_is_dialled() {
    are_marked(&[
        ("999", "[999](tel:999)"),
        ("Call 999.", "Call [999](tel:999)."),
        ("Call 111, option 2", "Call [111](tel:111), option 2"),
        ("NHS 111 24/7", "NHS [111](tel:111) 24/7"),
        ("(112)", "([112](tel:112))"),
        ("'101'", "'[101](tel:101)'"),
        ("Tel:111", "Tel:[111](tel:111)"),
        ("999\n111", "[999](tel:999)\n[111](tel:111)"),
        ("Samaritans 116 123, always", "Samaritans [116 123](tel:116123), always"),
        ("116123", "[116123](tel:116123)"),
        ("Text SHOUT to 85258!", "Text SHOUT to [85258](tel:85258)!"),
    ]);
    stay_words(&[
        "1112",
        "x111",
        "111x",
        "SHOUT85258",
        "£101",
        "101%",
        "999.50",
        "12/111",
        "111-2",
        "10:111",
        "111 222 333",
        "2026 111 people",
        "111’s",
        "116",
        "123",
        "100",
        "112358",
        "116 1234",
    ]);
}

#[test]
fn long_text_of_nothing_but_beginnings_ends() {
    for part in ["(", "0 ", "+", "https://", "https://a.bc/)", "www.", "a@", "a@b.", "999 ", "x://", "0131 496 "] {
        let text = part.repeat(4_000);
        assert_eq!(shown(&text), text, "{part}");
    }
}

/// What the pieces show, put together again.
fn shown(text: &str) -> String {
    let show = |piece: Piece<'_>| match piece {
        Piece::Words(shown)
        | Piece::Link { shown, .. }
        | Piece::Telephone { shown, .. }
        | Piece::Mail { shown, .. } => shown.to_owned(),
    };
    pieces(text).into_iter().map(show).collect()
}

/// Texts made of what addresses and numbers are made of.
fn any_text() -> impl Strategy<Value = String> {
    const PARTS: &[&str] = &[
        "https://",
        "http://",
        "www.",
        "example",
        ".org",
        ".",
        "@",
        "me",
        "/",
        "?",
        "#",
        "(",
        ")",
        "[",
        "]",
        "+44",
        "0131",
        "07700",
        "900123",
        " ",
        "-",
        "–",
        ":",
        "999",
        "116 123",
        "é",
        "\u{a0}",
        "\n",
        "'",
        "\u{202e}",
        "%",
        "£",
        "javascript:",
        "\\",
        "2026",
        "12",
        "5",
    ];
    vec(select(PARTS), 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn pieces_put_together_are_the_text(typed: String, made in any_text()) {
        prop_assert_eq!(shown(&typed), typed);
        prop_assert_eq!(shown(&made), made);
    }

    #[test]
    fn nothing_else_is_ever_led_to(text in any_text()) {
        for piece in pieces(&text) {
            match piece {
                Piece::Words(words) => prop_assert!(!words.is_empty()),
                Piece::Link { href, .. } => {
                    let rest = href.strip_prefix("https://").unwrap_or_default();
                    prop_assert!(rest.starts_with(|letter: char| letter.is_ascii_alphanumeric()), "{}", href);
                    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
                    prop_assert!(host.contains('.') && !host.contains('@'), "{}", href);
                }
                Piece::Telephone { href, .. } => {
                    let digits = href.strip_prefix("tel:").unwrap_or_default().trim_start_matches('+');
                    prop_assert!(digits.len() > 2 && digits.bytes().all(|digit| digit.is_ascii_digit()), "{}", href);
                }
                Piece::Mail { href, .. } => {
                    prop_assert!(href.starts_with("mailto:") && !href.contains(['?', '&', ' ']), "{}", href);
                }
            }
        }
    }
}
