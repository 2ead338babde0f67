//! What another app of the phone hands over when somebody shares it with this one (`share_target` of the manifest): a
//! link of ours to a group opens that group, the words of anything else are looked for. No link is followed.

use leptos::prelude::*;
use wire::GroupId;

use crate::browser::document;
use crate::routes;
use crate::state::address::Address;

/// The key of the query under which it comes: its title, its text and its link, each as far as there is one.
const SHARED: &str = "shared";
/// How many words are looked for. Each of them has to be found.
const MOST_WORDS: usize = 6;

/// Goes where what was shared leads, in the place of the address under which it came. Call before a page is drawn.
pub fn open_shared(address: Address) {
    let is_list = untrack(|| address.path().with(|path| path == routes::GROUPS));
    let pairs = untrack(|| address.pairs());
    let texts: Vec<String> = pairs.into_iter().filter(|(key, _)| key == SHARED).map(|(_, text)| text).collect();
    if is_list && !texts.is_empty() {
        address.go_instead(&leads_to(&texts, &document::origin()));
    }
}

/// Where it leads. `origin` is ours: scheme, host and port.
fn leads_to(texts: &[String], origin: &str) -> String {
    let parts = || texts.iter().flat_map(|text| text.split_whitespace());
    if let Some(group) = parts().find_map(|part| group_of(part, origin)) {
        return routes::group(&group.to_string(), "");
    }
    let words: Vec<&str> = parts().filter(|part| !part.contains("://")).take(MOST_WORDS).collect();
    if words.is_empty() { routes::groups(&[]) } else { routes::groups(&[("q", words.join(" "))]) }
}

/// The group that a link of ours leads to. What follows its id is of no interest.
fn group_of(link: &str, origin: &str) -> Option<GroupId> {
    /// How long an id is.
    const ID: usize = 36;
    let rest = link.strip_prefix(origin)?.strip_prefix(routes::GROUPS)?.strip_prefix('/')?;
    let (id, rest) = rest.split_at_checked(ID)?;
    let ends = rest.chars().next().is_none_or(|next| !next.is_alphanumeric());
    id.parse().ok().filter(|_| ends)
}

#[cfg(test)]
mod tests {
    use super::leads_to;

    const OURS: &str = "https://stile.test";
    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    fn of(texts: &[&str]) -> String {
        leads_to(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>(), OURS)
    }

    #[test]
    fn link_of_ours_to_a_group_opens_it() {
        let group = format!("/groups/{ID}");
        for text in [
            format!("{OURS}/groups/{ID}"),
            format!("{OURS}/groups/{ID}?near=QQ1"),
            format!("Come along! {OURS}/groups/{ID}."),
            format!("{OURS}/groups/{ID}#when https://elsewhere.test/groups/1"),
        ] {
            assert_eq!(of(&["Knit and natter", &text]), group, "{text}");
        }
    }

    #[test]
    fn no_other_link_is_followed() {
        for text in [
            format!("https://elsewhere.test/groups/{ID}"),
            format!("{OURS}.elsewhere.test/groups/{ID}"),
            format!("{OURS}@elsewhere.test/groups/{ID}"),
            format!("{OURS}/groups/{ID}7"),
            format!("{OURS}/groups/7"),
            format!("{OURS}/groups/é{ID}"),
            format!("{OURS}/sign-in/link#code"),
            "javascript://stile.test/%0aalert(1)".to_owned(),
        ] {
            assert_eq!(of(&[&text]), "/groups", "{text}");
            assert_eq!(of(&["Village hall", &text]), "/groups?q=Village+hall", "{text}");
        }
    }

    #[test]
    fn no_more_words_are_looked_for_than_can_be_found_together() {
        assert_eq!(of(&["one two three", "four\nfive six seven"]), "/groups?q=one+two+three+four+five+six");
        assert_eq!(of(&["", " "]), "/groups");
    }
}
