//! Feeds of many pages, over the network and its faults.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::need::NeedMap;
use serde_json::{Value, json};
use stile_api::directory::{self, ImportOptions, ImportReport, Silent, Sleeper};
use stile_api::store::Store;
use wiremock::matchers::{method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::super::support::stores;
use super::{now, service, services, take};

/// Sleeps not at all, and remembers for how long it should have.
#[derive(Default)]
struct Naps(Mutex<Vec<u64>>);

impl Sleeper for Naps {
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.0.lock().unwrap().push(time.as_secs());
        Box::pin(std::future::ready(()))
    }
}

impl Naps {
    fn taken(&self) -> Vec<u64> {
        self.0.lock().unwrap().clone()
    }
}

async fn import(store: &Store, server: &MockServer, naps: &Arc<Naps>) -> anyhow::Result<ImportReport> {
    let sleeper: Arc<dyn Sleeper> = Arc::<Naps>::clone(naps);
    let options = ImportOptions { sleeper, ..ImportOptions::default() };
    let source = format!("{}/services?per_page=2", server.uri());
    directory::import_with(store, &source, Some("web"), &NeedMap::built_in(), now(), &Silent, &options).await
}

/// The page of this number out of three, with two rows of its own.
fn numbered(number: u64) -> Value {
    let rows: Vec<Value> =
        (0..2).map(|row| service(&format!("{number}-{row}"), &format!("Group {number} {row}"))).collect();
    json!({
        "total_items": 6, "total_pages": 3, "page_number": number, "size": 2,
        "first_page": number == 1, "last_page": number == 3, "empty": false, "contents": rows,
    })
}

fn answer(page: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(page)
}

async fn serve_first(server: &MockServer, response: ResponseTemplate) {
    let mock = Mock::given(method("GET")).and(path("/services")).and(query_param("per_page", "2"));
    mock.and(query_param_is_missing("page")).respond_with(response).mount(server).await;
}

async fn serve(server: &MockServer, number: &str, response: ResponseTemplate) {
    let mock = Mock::given(method("GET")).and(path("/services")).and(query_param("per_page", "2"));
    mock.and(query_param("page", number)).respond_with(response).mount(server).await;
}

/// Answers this page so once, before whatever else is served.
async fn serve_once(server: &MockServer, number: &str, response: ResponseTemplate) {
    let mock = Mock::given(method("GET")).and(path("/services")).and(query_param("page", number));
    mock.respond_with(response).up_to_n_times(1).with_priority(1).mount(server).await;
}

async fn three_pages() -> MockServer {
    let server = MockServer::start().await;
    serve_first(&server, answer(&numbered(1))).await;
    serve(&server, "2", answer(&numbered(2))).await;
    serve(&server, "3", answer(&numbered(3))).await;
    server
}

#[tokio::test]
async fn pages_are_followed_to_the_last() {
    for store in stores().await {
        let (server, naps) = (three_pages().await, Arc::new(Naps::default()));
        let report = import(&store, &server, &naps).await.unwrap();
        assert_eq!((report.added, report.refused.len()), (6, 0));
        assert_eq!(server.received_requests().await.unwrap().len(), 3);
        assert!(naps.taken().is_empty());
        let again = import(&store, &server, &naps).await.unwrap();
        assert_eq!((again.added, again.unchanged), (0, 6));
    }
}

#[tokio::test]
async fn busy_server_is_given_the_time_it_asks_for() {
    for store in stores().await {
        let (server, naps) = (three_pages().await, Arc::new(Naps::default()));
        serve_once(&server, "2", ResponseTemplate::new(429).insert_header("Retry-After", "7")).await;
        serve_once(&server, "3", ResponseTemplate::new(503).insert_header("Retry-After", "600")).await;
        assert_eq!(import(&store, &server, &naps).await.unwrap().added, 6);
        assert_eq!(naps.taken(), [7, 600]);
    }
}

#[tokio::test]
async fn server_that_asks_for_too_long_a_pause_is_left_alone() {
    for store in stores().await {
        let (server, naps) = (three_pages().await, Arc::new(Naps::default()));
        serve_once(&server, "2", ResponseTemplate::new(429).insert_header("Retry-After", "3541")).await;
        let error = import(&store, &server, &naps).await.unwrap_err();
        assert!(format!("{error:#}").contains("60 minutes; try again after that"), "{error:#}");
        assert!(naps.taken().is_empty(), "coming back too early would be rude");
        assert!(store.load_groups().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn stumbling_server_is_asked_again() {
    for store in stores().await {
        let (server, naps) = (three_pages().await, Arc::new(Naps::default()));
        serve_once(&server, "2", ResponseTemplate::new(500)).await;
        assert_eq!(import(&store, &server, &naps).await.unwrap().added, 6);
        assert_eq!(naps.taken(), [1]);
    }
}

#[tokio::test]
async fn page_that_never_comes_changes_nothing() {
    for store in stores().await {
        let naps = Arc::new(Naps::default());
        import(&store, &three_pages().await, &naps).await.unwrap();
        let (version, before) = (store.catalogue_version().await.unwrap(), store.load_groups().await.unwrap());
        for (status, waits) in [(500_u16, vec![1, 2, 4, 8]), (404, vec![])] {
            let naps = Arc::new(Naps::default());
            let server = MockServer::start().await;
            serve_first(&server, answer(&numbered(1))).await;
            serve(&server, "2", ResponseTemplate::new(status)).await;
            assert!(import(&store, &server, &naps).await.is_err());
            assert_eq!(naps.taken(), waits);
            assert_eq!(store.catalogue_version().await.unwrap(), version);
            assert_eq!(store.load_groups().await.unwrap(), before);
        }
    }
}

#[tokio::test]
async fn server_that_stays_busy_is_given_up() {
    for store in stores().await {
        let (server, naps) = (MockServer::start().await, Arc::new(Naps::default()));
        serve_first(&server, ResponseTemplate::new(429)).await;
        assert!(import(&store, &server, &naps).await.is_err());
        assert_eq!(naps.taken(), [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    }
}

#[tokio::test]
async fn older_paging_words_are_known() {
    for store in stores().await {
        let (server, naps) = (MockServer::start().await, Arc::new(Naps::default()));
        let page = |number: u64, last: bool| {
            let row = json!({ "id": number, "name": "Group", "locations": [] });
            json!({ "number": number, "size": 1, "totalPages": 2, "totalElements": 2, "last": last, "content": [row] })
        };
        serve_first(&server, answer(&page(1, false))).await;
        serve(&server, "2", answer(&page(2, true))).await;
        assert_eq!(import(&store, &server, &naps).await.unwrap().added, 2);
    }
}

#[tokio::test]
async fn linked_pages_are_followed() {
    for store in stores().await {
        let (server, naps) = (MockServer::start().await, Arc::new(Naps::default()));
        let first = json!({ "contents": [service("a", "One")], "links": { "next": "/services?per_page=2&page=two" } });
        serve_first(&server, answer(&first)).await;
        serve(&server, "two", answer(&json!({ "contents": [service("b", "Two")], "links": { "next": null } }))).await;
        assert_eq!(import(&store, &server, &naps).await.unwrap().added, 2);
    }
}

#[tokio::test]
async fn feed_that_goes_in_circles_is_stopped() {
    for store in stores().await {
        take(&store, &services(1)).await;
        let (server, naps) = (MockServer::start().await, Arc::new(Naps::default()));
        // A server that does not know the word `page`.
        Mock::given(method("GET")).respond_with(answer(&numbered(1))).mount(&server).await;
        assert!(import(&store, &server, &naps).await.is_err());
        assert_eq!(server.received_requests().await.unwrap().len(), 2);
        assert_eq!(store.load_groups().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn empty_page_before_the_last_is_a_fault() {
    for store in stores().await {
        let (server, naps) = (MockServer::start().await, Arc::new(Naps::default()));
        serve_first(&server, answer(&numbered(1))).await;
        serve(&server, "2", answer(&json!({ "total_pages": 3, "page_number": 2, "contents": [] }))).await;
        assert!(import(&store, &server, &naps).await.is_err());
        assert!(store.load_groups().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn redirect_to_an_unsafe_address_is_refused() {
    for store in stores().await {
        let (server, naps) = (MockServer::start().await, Arc::new(Naps::default()));
        serve_first(&server, ResponseTemplate::new(302).insert_header("Location", "http://example.org/services")).await;
        assert!(import(&store, &server, &naps).await.is_err());
        assert!(naps.taken().is_empty(), "asking again would not help");
    }
}

#[tokio::test]
async fn http_is_for_this_machine_alone() {
    for store in stores().await {
        let needs = NeedMap::built_in();
        let outcome = directory::import(&store, "http://example.org/services", None, &needs, now(), &Silent).await;
        assert!(outcome.unwrap_err().to_string().contains("https:"));
    }
}
