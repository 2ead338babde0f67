//! `GET /api/measures`: what somebody can be asked, in exactly the words that everybody is asked in.

use axum::Json;
use axum::response::IntoResponse;
use domain::measure::{self, Choice, Item, Scale, Source};
use wire::{Measure, MeasureItem, MeasureOption, MeasureScale, MeasureSource};

use crate::http::headers::FOR_AN_HOUR;
use crate::http::openapi::ReadProblems;

/// List the measures
///
/// Every wording that an answer may be given to, with where its words come from and their licence. Nothing in them may be
/// said in other words.
#[utoipa::path(
    get,
    path = "/api/measures",
    tag = "check-ins",
    responses((status = 200, description = "In the order in which they are offered", body = Vec<Measure>), ReadProblems)
)]
pub async fn list_measures() -> impl IntoResponse {
    let measures: Vec<Measure> = measure::built_in().iter().filter_map(told).collect();
    (FOR_AN_HOUR, Json(measures))
}

/// A measure with its source, which every one that comes from a file has.
fn told(measure: &measure::Measure) -> Option<Measure> {
    let Source { title, address, licence, licence_address, notice } = measure.source.clone()?;
    Some(Measure {
        id: measure.id.clone(),
        version: measure.version,
        source: MeasureSource { title, address, licence, licence_address, notice },
        intro: measure.intro.clone(),
        items: measure.items.iter().cloned().map(item).collect(),
    })
}

fn item(Item { id, words, answers, may_skip }: Item) -> MeasureItem {
    let answers = match answers {
        Scale::Numbers { from, to, from_words, to_words } => MeasureScale::Numbers { from, to, from_words, to_words },
        Scale::Options(options) => {
            let option = |Choice { code, words, place }| MeasureOption { code, words, place };
            MeasureScale::Options(options.into_iter().map(option).collect())
        }
    };
    MeasureItem { id, words, answers, may_skip }
}
