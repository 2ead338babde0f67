//! The description of the API is what it was, unless somebody meant to change it.

#![expect(clippy::unwrap_used, reason = "tests")]

use serde_json::Value;
use stile_api::http::openapi;

use super::support::stores;
use super::test_app::TestApp;

#[test]
fn description_is_as_it_was() {
    insta::assert_json_snapshot!(openapi());
}

#[tokio::test]
async fn description_is_served() {
    for store in stores().await {
        let app = TestApp::new(store).await;
        let served: Value = app.get("/api/openapi.json").await.json();
        assert_eq!(served, serde_json::to_value(openapi()).unwrap());
    }
}

#[test]
fn every_failure_is_a_problem_and_every_reference_leads_somewhere() {
    let document = serde_json::to_value(openapi()).unwrap();
    let operations = document["paths"].as_object().unwrap().iter().flat_map(|(path, item)| {
        item.as_object().unwrap().iter().map(move |(method, operation)| (format!("{method} {path}"), operation))
    });
    let mut count = 0;
    for (name, operation) in operations {
        count += 1;
        for (status, response) in operation["responses"].as_object().unwrap() {
            if status.starts_with('2') {
                continue;
            }
            let schema = &response["content"]["application/json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/Problem", "{name} {status}");
        }
    }
    assert_eq!(count, 119);
    let text = document.to_string();
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(document["components"]["schemas"].get(name).is_some(), "{name} is not described");
    }
}
