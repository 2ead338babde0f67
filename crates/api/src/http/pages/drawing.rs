//! The results page as HTML, in the markup and the words that the app itself draws, so that nothing moves when it takes
//! over. It knows no request and asks nobody.
//!
//! Every text from outside goes through `escaped`.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::NaiveDate;
use domain::search::{Query, near_text};
use url::form_urlencoded;
use wire::{GroupPage, Near, Origin};

use crate::words::Words;

/// What it takes to draw.
pub struct Drawing<'a> {
    pub words: &'a Words,
    /// What was searched for.
    pub query: &'a Query,
    /// In Europe/London.
    pub today: NaiveDate,
}

impl Drawing<'_> {
    /// What goes into the page: its heading, the search, and what was found.
    pub fn results(&self, page: &GroupPage) -> String {
        format!(
            "<div class=\"results\"><article class=\"page\"><h1 class=\"page-title\" tabindex=\"-1\">{}</h1>{}\
             <div class=\"results-body\"><p class=\"filters-open\">\
             <button type=\"button\" class=\"button button-second\" disabled>{}</button></p>\
             <div class=\"results-list\">{}</div></div></article></div>",
            escaped(&self.title(&page.near)),
            self.form(),
            // The room it will take. Narrowing down needs the app.
            self.text("groups.filters"),
            self.found(page),
        )
    }

    fn near_words(&self) -> &str {
        near_text(&self.query.near).unwrap_or_else(|| self.words.text("groups.my_position"))
    }

    fn title(&self, near: &Near) -> String {
        match near {
            Near::Found { origin } if !origin.label.is_empty() => {
                self.words.fill("groups.title_near", &[&origin.label])
            }
            Near::Found { .. } => self.words.text("groups.title_here").to_owned(),
            _ => self.words.text("groups.title").to_owned(),
        }
    }

    /// The search fields; the other filters go along unseen.
    fn form(&self) -> String {
        let mut out = "<form class=\"search-form\" method=\"get\" action=\"/groups\" role=\"search\">".to_owned();
        for (name, label, kind, autocomplete, value) in [
            ("near", "groups.near", "text", "postal-code", self.near_words()),
            ("q", "groups.words_label", "search", "off", &self.query.words),
        ] {
            // Writing to a string cannot fail, here and below.
            let _ = write!(
                out,
                "<div class=\"field\"><label class=\"field-label\" for=\"{name}\">{}</label><input class=\"input\" \
                 id=\"{name}\" name=\"{name}\" type=\"{kind}\" autocomplete=\"{autocomplete}\" maxlength=\"100\" \
                 spellcheck=\"false\" value=\"{}\"></div>",
                self.text(label),
                escaped(value),
            );
        }
        for (name, value) in self.query.to_pairs().iter().filter(|(name, _)| !matches!(*name, "near" | "q")) {
            let _ = write!(out, "<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escaped(value));
        }
        let _ = write!(
            out,
            "<p class=\"search-ways\"><button type=\"submit\" class=\"button\">{}</button></p></form>",
            self.text("groups.search")
        );
        out
    }

    fn found(&self, page: &GroupPage) -> String {
        match &page.near {
            Near::Choose { origins } => self.choice("groups.choose_title", &[], origins),
            Near::Unknown { offer: None } => self.choice("groups.unknown_title", &["groups.unknown_lead"], &[]),
            Near::Unknown { offer: Some(origin) } => self.choice(
                "groups.unknown_title",
                &["groups.unknown_lead", "groups.unknown_offer"],
                std::slice::from_ref(origin),
            ),
            Near::Anywhere | Near::Found { .. } if page.total == 0 => self.nothing(),
            Near::Anywhere | Near::Found { .. } => {
                let count = self.words.count("groups.count", page.total, &[]);
                let cards: String = page.groups.iter().map(|group| self.card(group)).collect();
                format!("<p class=\"results-count\">{}</p><ol class=\"cards\">{cards}</ol>", escaped(&count))
            }
        }
    }

    fn nothing(&self) -> String {
        format!(
            "<section class=\"nothing\"><h2>{}</h2><p><a class=\"button button-second\" href=\"/refer/who?for=me\">{}\
             </a></p></section>",
            self.text("groups.nothing_title"),
            self.text("groups.nothing_ask"),
        )
    }

    fn choice(&self, title: &str, leads: &[&str], origins: &[Origin]) -> String {
        let mut out = "<section class=\"notice\">".to_owned();
        let _ = write!(out, "<h2>{}</h2>", escaped(&self.words.fill(title, &[self.near_words()])));
        for lead in leads {
            let _ = write!(out, "<p>{}</p>", self.text(lead));
        }
        if !origins.is_empty() {
            let links: String = origins.iter().map(|origin| self.link(origin)).collect();
            let _ = write!(out, "<ul class=\"places-to-choose\">{links}</ul>");
        }
        out.push_str("</section>");
        out
    }

    fn link(&self, origin: &Origin) -> String {
        let mut asked = self.query.clone();
        asked.near.clone_from(&origin.near);
        let address = address("/groups", asked.to_pairs().iter().map(|(key, value)| (*key, value.as_str())));
        format!(
            "<li><a class=\"button button-second\" href=\"{}\">{}</a></li>",
            escaped(&address),
            escaped(&origin.label)
        )
    }

    /// Fixed words, escaped like any other: a translation may hold a quotation mark.
    fn text(&self, key: &str) -> Cow<'_, str> {
        escaped(self.words.text(key))
    }
}

/// An address of the app with these pairs as its query.
pub fn address<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Text as HTML, in an element or in a quoted attribute.
pub fn escaped(text: &str) -> Cow<'_, str> {
    html_escape::encode_quoted_attribute(text)
}

#[cfg(test)]
mod tests;
