//! Where the next page of a feed is, from what the last one said of itself. Asks for nothing itself.

use url::Url;

use super::page::Envelope;

/// No feed has more pages than this; one that seems to never ends.
pub(super) const MOST_PAGES: u64 = 10_000;

/// Why the pages of a feed cannot be followed to their end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PagingProblem {
    #[error("page {0} came empty although more were promised")]
    Empty(u64),
    #[error("the feed has more than {MOST_PAGES} pages")]
    TooMany,
    #[error("page {0} holds nothing but rows of earlier pages")]
    Repeats(u64),
    #[error("the link to the next page leads elsewhere: {0}")]
    Elsewhere(String),
}

/// The page after the one that was read from `current`, the `fetched`th of this import; `None` after the last.
/// `is_new` says whether the page held any row that no earlier one had.
pub(super) fn next_page(
    current: &Url,
    fetched: u64,
    envelope: &Envelope,
    is_new: bool,
) -> Result<Option<Url>, PagingProblem> {
    let is_end = envelope.is_last == Some(true)
        || envelope.total_pages.is_some_and(|total| fetched >= total || envelope.number >= Some(total));
    let is_promised = envelope.next.is_some() || envelope.is_last == Some(false) || envelope.total_pages.is_some();
    if is_end || !is_promised {
        return Ok(None);
    }
    if envelope.rows == 0 {
        return Err(PagingProblem::Empty(fetched));
    }
    if !is_new {
        return Err(PagingProblem::Repeats(fetched));
    }
    if fetched >= MOST_PAGES {
        return Err(PagingProblem::TooMany);
    }
    if let Some(link) = &envelope.next {
        return linked(current, link).map(Some);
    }
    let asked = current.query_pairs().find(|(key, _)| key == "page").and_then(|(_, page)| page.parse().ok());
    let number = envelope.number.or(asked).unwrap_or(fetched);
    Ok(Some(with_page(current, number.saturating_add(1))))
}

/// A link may be relative, and may have lost its `https` behind a proxy; it may not lead to another host.
fn linked(current: &Url, link: &str) -> Result<Url, PagingProblem> {
    let elsewhere = || PagingProblem::Elsewhere(link.to_owned());
    let mut next = current.join(link).map_err(|_| elsewhere())?;
    let is_web = matches!(next.scheme(), "https" | "http");
    if !is_web || next.host() != current.host() || !next.username().is_empty() || next.password().is_some() {
        return Err(elsewhere());
    }
    if next.scheme() != current.scheme() {
        next.set_scheme(current.scheme()).map_err(|()| elsewhere())?;
    }
    next.set_port(current.port()).map_err(|()| elsewhere())?;
    Ok(next)
}

fn with_page(current: &Url, number: u64) -> Url {
    let kept: Vec<(String, String)> =
        current.query_pairs().filter(|(key, _)| key != "page").map(|(key, value)| (key.into(), value.into())).collect();
    let mut next = current.clone();
    next.query_pairs_mut().clear().extend_pairs(&kept).append_pair("page", &number.to_string());
    next
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn after(url: &str, fetched: u64, envelope: &Envelope) -> Result<Option<String>, PagingProblem> {
        next_page(&Url::parse(url).unwrap(), fetched, envelope, true).map(|next| next.map(String::from))
    }

    fn page(number: u64, total_pages: u64) -> Envelope {
        Envelope { number: Some(number), total_pages: Some(total_pages), rows: 20, ..Envelope::default() }
    }

    #[test]
    fn numbered_pages_are_followed_to_the_last() {
        let first = "https://x.org/services?per_page=20";
        assert_eq!(after(first, 1, &page(1, 3)), Ok(Some(format!("{first}&page=2"))));
        assert_eq!(after(&format!("{first}&page=2"), 2, &page(2, 3)), Ok(Some(format!("{first}&page=3"))));
        assert_eq!(after(&format!("{first}&page=3"), 3, &page(3, 3)), Ok(None));
    }

    #[test]
    fn counting_from_nought_works_too() {
        assert_eq!(after("https://x.org/s", 1, &page(0, 2)), Ok(Some("https://x.org/s?page=1".to_owned())));
        assert_eq!(after("https://x.org/s?page=1", 2, &page(1, 2)), Ok(None));
    }

    #[test]
    fn flags_alone_suffice() {
        let more = Envelope { is_last: Some(false), rows: 5, ..Envelope::default() };
        assert_eq!(after("https://x.org/s", 1, &more), Ok(Some("https://x.org/s?page=2".to_owned())));
        let last = Envelope { is_last: Some(true), ..more };
        assert_eq!(after("https://x.org/s?page=2", 2, &last), Ok(None));
    }

    #[test]
    fn page_that_promises_nothing_is_the_only_one() {
        assert_eq!(after("https://x.org/s", 1, &Envelope { rows: 5, ..Envelope::default() }), Ok(None));
    }

    #[test]
    fn links_are_followed_on_the_same_host_only() {
        let to = |link: &str| Envelope { next: Some(link.to_owned()), rows: 5, ..Envelope::default() };
        let from = "https://x.org/s?page=1";
        assert_eq!(after(from, 1, &to("/s?after=9")), Ok(Some("https://x.org/s?after=9".to_owned())));
        assert_eq!(after(from, 1, &to("http://x.org/s?page=2")), Ok(Some("https://x.org/s?page=2".to_owned())));
        assert!(matches!(after(from, 1, &to("https://y.org/s?page=2")), Err(PagingProblem::Elsewhere(_))));
        assert!(matches!(after(from, 1, &to("file:///etc/hosts")), Err(PagingProblem::Elsewhere(_))));
    }

    #[test]
    fn endless_and_empty_feeds_are_stopped() {
        let url = Url::parse("https://x.org/s").unwrap();
        assert_eq!(next_page(&url, 2, &page(1, 9), false), Err(PagingProblem::Repeats(2)));
        assert_eq!(next_page(&url, 2, &Envelope { rows: 0, ..page(2, 9) }, true), Err(PagingProblem::Empty(2)));
        assert_eq!(next_page(&url, MOST_PAGES, &page(1, u64::MAX), true), Err(PagingProblem::TooMany));
    }
}
