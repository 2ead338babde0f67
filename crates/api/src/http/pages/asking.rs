//! `GET /refer/who`: the app's page with the first question of asking for a link worker already in it, so that it can
//! be answered before the app is there. The page is the same for everybody: the build has put the questions into it,
//! and nothing that somebody answers ever comes here.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use url::form_urlencoded;

use crate::http::pages::assets::Asset;
use crate::http::pages::index::{parted, plain_page, without};
use crate::http::state::AppState;

/// What a question takes the place of: the line that asks to wait for the app.
const FETCHING: &str = "fetching";
/// What the page carries beside it, for phones that keep it: each question between marks of its own.
const QUESTIONS: &str = "questions";

/// The questions that the page carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// For whom it is.
    Who,
    /// What I would like to be different.
    Me,
    /// What somebody whom I help would like to be different.
    Someone,
}

impl Question {
    /// Every question.
    pub const ALL: [Self; 3] = [Self::Who, Self::Me, Self::Someone];

    /// What stands between `<!--` and `-->` in front of it.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Me => "me",
            Self::Someone => "someone",
        }
    }

    /// The question that an address asks, as the app reads it: saying for whom answers the first one.
    fn asked(query: &str) -> Self {
        let whom = form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key == "for").last();
        match whom {
            None => Self::Who,
            Some((_, whom)) if whom == "someone" => Self::Someone,
            Some(_) => Self::Me,
        }
    }
}

/// The page of the app in which somebody asks, with each of the questions in it.
pub struct Asking(Vec<(Question, Bytes)>);

impl Asking {
    /// Draws each question into the page. One that is not as expected has none.
    ///
    /// # Errors
    /// When it is not UTF-8.
    pub fn new(page: &Asset) -> anyhow::Result<Self> {
        let page = std::str::from_utf8(page.bytes())?;
        let Some((before, _, rest)) = parted(page, FETCHING) else { return Ok(Self(Vec::new())) };
        let after = without(rest, QUESTIONS);
        let drawn = |question: Question| {
            let (_, inside, _) = parted(rest, question.mark())?;
            Some((question, Bytes::from([before, inside, after.as_str()].concat())))
        };
        Ok(Self(Question::ALL.into_iter().filter_map(drawn).collect()))
    }

    /// The page with this question in it; none where the page does not carry it.
    pub fn with(&self, question: Question) -> Option<Bytes> {
        self.0.iter().find(|(its, _)| *its == question).map(|(_, page)| page.clone())
    }
}

/// The page with the question that the address asks.
pub async fn show_question(State(state): State<AppState>, parts: Parts) -> Response {
    let question = Question::asked(parts.uri.query().unwrap_or_default());
    match state.site.asking().and_then(|asking| asking.with(question)) {
        Some(page) => {
            let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
            (headers, page).into_response()
        }
        None => plain_page(&state, parts.uri.path(), StatusCode::OK, &parts.headers),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use domain::journey::{CoverKnown, Journey, Section, Step};
    use wire::{Answers, ForWhom};

    use super::*;
    use crate::words::Words;

    const PAGE: &str = include_str!("../../../../../refer.html");

    #[test]
    fn question_is_the_one_that_the_app_will_ask() {
        for (query, question) in [
            ("", Question::Who),
            ("for=me", Question::Me),
            ("for=someone", Question::Someone),
            ("for=", Question::Me),
            ("for=nobody", Question::Me),
            ("for=me&for=someone", Question::Someone),
            ("near=QQ1&form=me", Question::Who),
        ] {
            assert_eq!(Question::asked(query), question, "{query}");
        }
    }

    #[test]
    fn page_carries_every_question() {
        assert!(parted(PAGE, FETCHING).is_some_and(|(_, _, rest)| parted(rest, QUESTIONS).is_some()));
        for question in Question::ALL {
            let (open, close) = (format!("<!--{}-->", question.mark()), format!("<!--/{}-->", question.mark()));
            assert_eq!((PAGE.matches(&open).count(), PAGE.matches(&close).count()), (1, 1), "{question:?}");
        }
    }

    #[test]
    fn own_words_cannot_get_into_an_address() {
        let field = PAGE.split("<textarea").skip(1).map(|rest| rest.split('>').next().unwrap());
        let fields: Vec<&str> = field.collect();
        assert!(!fields.is_empty());
        assert!(fields.iter().all(|field| !field.contains("name=")), "only what has a name is sent");
    }

    #[test]
    fn how_far_it_is_is_said_as_the_app_says_it() {
        let words = Words::english().unwrap();
        for (whom, said) in [(ForWhom::Me, "document.progress_me"), (ForWhom::Someone, "document.progress_someone")] {
            let answers = Answers { for_whom: Some(whom), ..Answers::default() };
            let progress = Journey::new(&answers, None, CoverKnown::Unknown).progress(Step::Words).unwrap();
            assert_eq!(progress.section, Section::Asking);
            let (number, of) = (progress.number.to_string(), progress.of.to_string());
            let section = words.text("refer.section_asking");
            assert_eq!(words.text(said), words.fill("refer.progress", &[section, &number, &of]));
        }
    }
}
