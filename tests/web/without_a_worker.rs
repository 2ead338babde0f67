//! Where no worker is registered nothing is kept, and nobody is left to wait for it.

use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::pocket::{self, Dropping, Item, Keeping};

#[wasm_bindgen_test]
async fn nothing_is_kept_and_nothing_is_there() {
    let item = Item {
        kind: "message",
        writer: Uuid::nil(),
        key: Uuid::nil(),
        lane: String::new(),
        method: "POST",
        path: "/api/".to_owned(),
        body: "{}".to_owned(),
        entry: "{}".to_owned(),
        tried: false,
    };
    assert_eq!(pocket::keep(&item).await, Keeping::Unable);
    assert_eq!(pocket::kept("message", Uuid::nil()).await, None);
    assert_eq!(pocket::pocket().await, None);
    assert_eq!(pocket::drop(Uuid::nil(), Dropping::Untried).await, None);
    assert!(!pocket::has_waiting().await);
    assert!(!pocket::send().await);
}
