//! Who may import whom: `wire ← domain ← {api, app, pocket}`; in the app `ui ← features ← the apps`, `browser ← backend,
//! state ← features`; features never meet, nor do the apps; `phrases` knows no screen; `routes` and `words` are leaves.
//! The binaries start an app and know nothing else. HTTP and foreign crates have one home each.

use super::Offence;
use super::rust_paths::{RustPath, module, paths, resolved};
use super::rust_text::RustText;
use super::source_tree::{SourceFile, SourceTree};

/// The modules that are an app: its providers and its table of pages.
pub const APPS: [&str; 13] = [
    "app",
    "desk_app",
    "how_app",
    "inbox_app",
    "me_app",
    "messages_app",
    "outings_app",
    "plan_app",
    "progress_app",
    "refer_app",
    "team_app",
    "visits_app",
    "week_app",
];
/// What `ui` may name besides itself.
const UI_CRATES: [&str; 4] = ["alloc", "core", "leptos", "std"];

/// Checks every file of the app and of the crates.
pub fn check(tree: &SourceTree) -> Vec<Offence> {
    let mut offences = Vec::new();
    for file in tree.rust() {
        let Some(judge) = judge_of(&file.path) else { continue };
        let text = RustText::read(&file.text);
        let tests_start = text.tests_start();
        for path in paths(&text.code).iter().filter(|path| path.at < tests_start) {
            offences.extend(judge(file, path).map(|complaint| Offence::new(&file.path, file.line(path.at), complaint)));
        }
    }
    offences
}

type Judge = fn(&SourceFile, &RustPath) -> Option<String>;

fn judge_of(path: &str) -> Option<Judge> {
    let homes: [(&str, Judge); 5] = [
        ("src/", in_the_app),
        ("crates/wire/src/", in_wire),
        ("crates/domain/src/", in_domain),
        ("crates/api/src/", in_the_api),
        ("crates/pocket/src/", in_the_pocket),
    ];
    homes.into_iter().find(|(folder, _)| path.starts_with(folder)).map(|(_, judge)| judge)
}

fn in_wire(_: &SourceFile, path: &RustPath) -> Option<String> {
    let first = path.segments[0].as_str();
    matches!(first, "domain" | "stile_api" | "axum" | "leptos")
        .then(|| format!("wire is the bottom of the house and must not name {first}"))
}

fn in_domain(_: &SourceFile, path: &RustPath) -> Option<String> {
    let first = path.segments[0].as_str();
    if matches!(
        first,
        "stile_api" | "axum" | "leptos" | "sea_orm" | "sqlx" | "tokio" | "reqwest" | "web_sys" | "js_sys"
    ) {
        return Some(format!("domain knows no machine around it and must not name {first}"));
    }
    let second = path.segments.get(1).map(String::as_str).unwrap_or_default();
    let is_outside = first == "std" && matches!(second, "env" | "fs" | "io" | "net" | "process" | "thread");
    is_outside.then(|| format!("domain has no I/O: take what std::{second} would give as an argument"))
}

fn in_the_pocket(_: &SourceFile, path: &RustPath) -> Option<String> {
    let first = path.segments[0].as_str();
    matches!(first, "stile_api" | "stile_app" | "leptos" | "web_sys" | "js_sys")
        .then(|| format!("the pocket is handed everything by the service worker and must not name {first}"))
}

fn in_the_api(file: &SourceFile, path: &RustPath) -> Option<String> {
    let module = module(file.path.strip_prefix("crates/api/src/")?);
    let layer = module.first().map(String::as_str).unwrap_or_default();
    let first = path.segments[0].as_str();
    match first {
        "axum" if layer != "http" => return Some("only crates/api/src/http may name axum".to_owned()),
        "sea_orm" | "sea_orm_migration" | "sea_query" | "sqlx" if layer != "store" => {
            return Some(format!("only crates/api/src/store may name {first}"));
        }
        "stile_app" => return Some("the server must not name the app".to_owned()),
        _ => {}
    }
    let target = resolved(&path.segments, &module)?;
    (layer == "store" && target.first().is_some_and(|target| target == "http"))
        .then(|| "the store knows no HTTP".to_owned())
}

fn in_the_app(file: &SourceFile, path: &RustPath) -> Option<String> {
    let inside = file.path.strip_prefix("src/")?;
    if inside == "main.rs" || inside.starts_with("bin/") {
        let is_start = path.segments[0] == "stile_app";
        return (!is_start).then(|| "a binary starts its app and names nothing else".to_owned());
    }
    let module = module(inside);
    let layer = module.first().map(String::as_str).unwrap_or_default();
    let names = |wanted: &str| path.segments.iter().any(|segment| segment == wanted);
    if layer != "browser" && (names("web_sys") || names("js_sys")) {
        return Some("only src/browser may name web_sys or js_sys".to_owned());
    }
    let target = resolved(&path.segments, &module);
    if layer != "backend" && !is_fetch(&module) && is_fetch(target.as_ref().unwrap_or(&path.segments)) {
        return Some("only src/backend may use crate::browser::fetch".to_owned());
    }
    match target {
        Some(target) => inside_the_app(&module, &target),
        None => outside_the_app(layer, path),
    }
}

/// A path that leads to `browser::fetch`, the app's only way to the network, or names it without its crate.
fn is_fetch(parts: &[String]) -> bool {
    parts.windows(2).any(|pair| pair[0] == "browser" && pair[1] == "fetch")
}

/// A path that leads to a module of the app.
fn inside_the_app(module: &[String], target: &[String]) -> Option<String> {
    let layer = module.first()?.as_str();
    let goal = target.first()?.as_str();
    let (is_app, leads_to_app) = (APPS.contains(&layer), APPS.contains(&goal));
    match layer {
        _ if is_app && leads_to_app && layer != goal => {
            Some(format!("{layer} must not import {goal}: apps never meet"))
        }
        "ui" | "browser" | "words" | "routes" if goal != layer => {
            Some(format!("{layer} must not import {goal}: it imports nothing of the app but itself"))
        }
        "backend" | "state" if leads_to_app || matches!(goal, "features" | "ui") => {
            Some(format!("{layer} must not import {goal}: it knows no screen"))
        }
        "phrases" if leads_to_app || matches!(goal, "features" | "state") => {
            Some(format!("phrases must not import {goal}: it only puts values into words"))
        }
        "features" if leads_to_app => Some(format!("a feature must not import {goal}: {goal} imports the features")),
        "features" if goal == "features" => {
            let (own, other) = (module.get(1)?, target.get(1)?);
            (own != other && other != "*").then(|| format!("feature {own} must not import feature {other}"))
        }
        _ => None,
    }
}

/// A path that leads out of the app.
fn outside_the_app(layer: &str, path: &RustPath) -> Option<String> {
    let first = path.segments[0].as_str();
    let is_ours = matches!(first, "wire" | "domain");
    match layer {
        "browser" if is_ours => Some(format!("browser imports nothing of ours, and {first} is ours")),
        "ui" if is_ours || path.is_use && !UI_CRATES.contains(&first) => {
            Some(format!("ui imports only leptos and ui, not {first}"))
        }
        "ui" if matches!(first, "chrono" | "leptos_router" | "serde_json" | "uuid" | "wasm_bindgen") => {
            Some(format!("ui imports only leptos and ui, not {first}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::planted::faults;
    use super::check;

    fn fault(path: &str, code: &str) -> usize {
        faults(check, &[(path, code)]).len()
    }

    #[test]
    fn each_border_crossed_is_one_fault() {
        for (path, code) in [
            ("crates/wire/src/a.rs", "use domain::postcode;"),
            ("crates/domain/src/a.rs", "use std::fs;"),
            ("crates/domain/src/a/b.rs", "fn f() { tokio::spawn(x); }"),
            ("crates/api/src/catalogue.rs", "use axum::Json;"),
            ("crates/pocket/src/kept.rs", "use web_sys::Window;"),
            ("crates/api/src/http/groups.rs", "use sea_orm::EntityTrait;"),
            ("crates/api/src/store/groups.rs", "use crate::http::Problem;"),
            ("src/ui/card.rs", "use crate::words;"),
            ("src/ui/card.rs", "use wire::Group;"),
            ("src/ui/card.rs", "use chrono::NaiveDate;"),
            ("src/ui/card.rs", "fn f() { wire::x(); }"),
            ("src/browser/share.rs", "use crate::state::draft;"),
            ("src/browser/share.rs", "use wire::Group;"),
            ("src/backend/groups.rs", "use crate::{ui::card, state};"),
            ("src/state/draft.rs", "use super::super::features::refer;"),
            ("src/phrases/cost.rs", "use crate::state::draft;"),
            ("src/routes.rs", "use crate::words;"),
            ("src/words.rs", "use crate::browser::language;"),
            ("src/features/groups/list.rs", "use crate::features::refer::question;"),
            ("src/features/groups.rs", "use super::refer;"),
            ("src/features/groups.rs", "use crate::app::App;"),
            ("src/features/groups.rs", "use leptos::web_sys::Event;"),
            ("src/state/draft.rs", "use crate::browser::fetch;"),
            ("src/state/draft.rs", "use crate::browser;\nfn f() { browser::fetch::get(x); }"),
            ("src/features/groups/list.rs", "use crate::browser::{clock, fetch::get as load};"),
            ("src/features/groups.rs", "fn f() { crate::browser::fetch::post(x, y); }"),
            ("src/browser/share.rs", "use super::fetch;"),
            ("src/lib.rs", "use browser::fetch;"),
            ("src/lib.rs", "use web_sys::window;"),
            ("src/main.rs", "use leptos::prelude::*;"),
            ("src/bin/me.rs", "fn main() { web_sys::window(); }"),
            ("src/me_app.rs", "use crate::app::App;"),
            ("src/features/groups.rs", "use crate::desk_app::DeskApp;"),
            ("src/state/draft.rs", "use crate::me_app::MeApp;"),
        ] {
            assert_eq!(fault(path, code), 1, "{path}: {code}");
        }
    }

    #[test]
    fn what_the_house_allows_is_no_fault() {
        for (path, code) in [
            ("crates/domain/src/a.rs", "use wire::Group; use std::collections::BTreeMap;"),
            ("crates/api/src/http.rs", "use axum::Router;"),
            ("crates/api/src/store/groups.rs", "use sea_orm::EntityTrait; use crate::clock::Clock;"),
            ("crates/api/tests/server/main.rs", "use axum::body::Body;"),
            ("crates/pocket/src/kept.rs", "use domain::pack; use wire::Group; use wasm_bindgen::JsValue;"),
            ("src/ui/card.rs", "use leptos::prelude::*; use super::field::Field; use crate::ui::page;"),
            ("src/browser/share.rs", "use web_sys::Window; use super::document;"),
            ("src/backend/client.rs", "use crate::browser::fetch::{self, Answer}; fn f() { fetch::get(x); }"),
            ("src/backend/groups.rs", "use crate::browser::ids; use crate::backend::client::get; use wire::Group;"),
            ("src/browser/fetch.rs", "use super::fetch::Answer; use web_sys::Response; fn f() { self::send(x); }"),
            ("src/state/begun.rs", "use crate::browser::document; fn f() { let fetch = move || (); fetch(); }"),
            ("src/features/groups/list.rs", "use crate::{routes, ui::card, words, state}; use super::card;"),
            ("src/main.rs", "fn main() { stile_app::start_app(); }"),
            ("src/lib.rs", "mod features; use crate::me_app::MeApp; use crate::browser::document;"),
            ("src/app.rs", "use crate::features::{groups, refer};"),
            ("src/desk_app.rs", "use crate::features::desk; use crate::routes::desk::DeskRoute;"),
            ("src/ui/card.rs", "// use wire::Group;\n#[cfg(test)]\nmod tests { use wire::Group; }"),
        ] {
            assert_eq!(fault(path, code), 0, "{path}: {code}");
        }
    }
}
