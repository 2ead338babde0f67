//! Text, links, numbers and addresses as feeds give them.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::directory::report::Reason;

#[test]
fn tags_go_and_paragraphs_stay() {
    let html = "<h2>Tea &amp; chat</h2>\n<p>Every <b>Monday</b>,\n10am.</p>\
                <ul><li>Biscuits</li><li>Board games</li></ul>Come <br/>in";
    assert_eq!(text(html, DESCRIPTION), "Tea & chat\n\nEvery Monday, 10am.\n\nBiscuits\nBoard games\n\nCome\nin");
}

#[test]
fn plain_text_keeps_its_lines() {
    assert_eq!(text("One  line\r\nTwo\r\n\r\n\r\nThree & four", DESCRIPTION), "One line\nTwo\n\nThree & four");
    assert_eq!(text("Under 5s < £2, over 5s > £2", DESCRIPTION), "Under 5s < £2, over 5s > £2");
}

#[test]
fn scripts_and_comments_go_with_their_insides() {
    assert_eq!(
        text("Hello<script>alert('x')</script> <!-- secret --><style>p{}</style>there", DESCRIPTION),
        "Hello there"
    );
}

#[test]
fn markup_that_was_escaped_goes_too() {
    assert_eq!(text("&lt;p&gt;Hello&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;", DESCRIPTION), "Hello");
    assert_eq!(text("Fish &amp;amp; chips", DESCRIPTION), "Fish &amp; chips");
    let mut wrapped = "<b>x</b>".to_owned();
    for _ in 0..9 {
        wrapped = wrapped.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    }
    assert!(!has_tag(&text(&wrapped, DESCRIPTION)));
}

#[test]
fn invisible_characters_go() {
    assert_eq!(text("a\u{200b}b\u{202e}c\u{2066}d\u{feff}e\u{0}f&rlm;g", DESCRIPTION), "abcdefg");
    // A family emoji loses its joiners, not its people.
    assert_eq!(text("\u{1f468}\u{200d}\u{1f469}", DESCRIPTION), "\u{1f468}\u{1f469}");
}

#[test]
fn long_text_is_cut_at_a_word() {
    let long = "word ".repeat(2_000);
    let cut = text(&long, DESCRIPTION);
    assert!(cut.chars().count() <= DESCRIPTION);
    assert!(cut.ends_with("word…"), "{}", &cut[cut.len() - 20..]);
    assert_eq!(text(&"é".repeat(6_000), 10), format!("{}…", "é".repeat(9)));
    assert_eq!(text("exactly ten", 11), "exactly ten");
}

#[test]
fn lines_are_one_line_or_nothing() {
    assert_eq!(line("Knit\n and <i>natter</i>", NAME), Some("Knit and natter".to_owned()));
    assert_eq!(line(" \u{200b}\n", NAME), None);
}

#[test]
fn dates_are_read_with_and_without_times() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 15).unwrap();
    for written in ["2026-03-15", "2026-03-15T10:30:45.123Z", " 15/03/2026 "] {
        assert_eq!(date(written), Some(day), "{written}");
    }
    for written in ["", "soon", "2026-13-01", "15 March", "ééééééééé"] {
        assert_eq!(date(written), None, "{written}");
    }
}

#[test]
fn only_safe_links_come_out() {
    let ok = |raw: &str| link(raw).unwrap().unwrap();
    assert_eq!(ok("https://x.org/a?b=1&amp;c=2"), "https://x.org/a?b=1&c=2");
    assert_eq!(ok("www.x.org"), "https://www.x.org");
    assert_eq!(ok("x.org.uk/groups"), "https://x.org.uk/groups");
    assert_eq!(ok("See https://x.org."), "https://x.org");
    assert_eq!(ok("tea@x.org"), "mailto:tea@x.org");
    assert_eq!(ok("tel:+44 1632 960001".replace(' ', "").as_str()), "tel:+441632960001");
    assert_eq!(link("  "), Ok(None));
    assert_eq!(link("http://x.org"), Err(Reason::InsecureLink));
    for bad in [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://x.org",
        "https://",
        "https://localhost/",
        "https://me@x.org",
        "https://10.0.0.1/",
        "none",
        "n/a",
        "mailto:x",
        "//x.org",
        "intent:x",
        "JAVASCRIPT:x.org",
    ] {
        assert_eq!(link(bad), Err(Reason::NotALink), "{bad}");
    }
}

#[test]
fn email_addresses_are_found_or_refused() {
    assert_eq!(emails("Ann <ann@x.org>; bob.b+c@y.co.uk"), ["ann@x.org", "bob.b+c@y.co.uk"]);
    for bad in ["ann", "ann@", "@x.org", "ann@x", "a?cc=b@x.org", "a@b@x.org", "ann@x..org"] {
        assert!(emails(bad).is_empty(), "{bad}");
    }
}

#[test]
fn telephone_numbers_stay_as_written_one_each() {
    assert_eq!(phones("0203 289 6420 Ext 303"), ["0203 289 6420 Ext 303"]);
    assert_eq!(phones("01632 960001 / 01632 960002"), ["01632 960001", "01632 960002"]);
    assert_eq!(phones("01632 960001 or 07700 900123"), ["01632 960001", "07700 900123"]);
    assert_eq!(phones("01632 960001 07700 900123"), ["01632 960001", "07700 900123"]);
    assert_eq!(phones("01632 960001/2 (Mon/Fri)"), ["01632 960001/2 (Mon/Fri)"]);
    assert_eq!(phones("+44 (0)1632 960001"), ["+44 (0)1632 960001"]);
    assert_eq!(phones("01632 960001, 01632 960001"), ["01632 960001"]);
    assert!(phones("ext 303").is_empty());
    assert!(phones("").is_empty());
}
