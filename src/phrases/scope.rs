//! What a helper may do, in words: to the person who allows it, and to the helper.

use leptos::prelude::*;
use wire::Scope;

use crate::words::helpers as words;

/// What somebody lets a helper do.
pub fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::SeePlan => words::scope_plan(),
        Scope::SeeMessages => words::scope_messages(),
        Scope::WriteAsHelper => words::scope_write(),
        Scope::BookVisits => words::scope_visits(),
    }
}

/// What that means.
pub fn hint(scope: Scope) -> &'static str {
    match scope {
        Scope::SeePlan => words::scope_plan_hint(),
        Scope::SeeMessages => words::scope_messages_hint(),
        Scope::WriteAsHelper => words::scope_write_hint(),
        Scope::BookVisits => words::scope_visits_hint(),
    }
}

/// The same said to the helper: "You may: …".
pub fn may(scope: Scope) -> &'static str {
    match scope {
        Scope::SeePlan => words::may_plan(),
        Scope::SeeMessages => words::may_messages(),
        Scope::WriteAsHelper => words::may_write(),
        Scope::BookVisits => words::may_visits(),
    }
}

/// A list of them, each in the words that `say` finds.
pub fn list_view(scopes: &[Scope], say: fn(Scope) -> &'static str) -> AnyView {
    let rows: Vec<_> = Scope::ALL
        .into_iter()
        .filter(|scope| scopes.contains(scope))
        .map(|scope| view! { <li>{say(scope)}</li> })
        .collect();
    view! { <ul>{rows}</ul> }.into_any()
}
