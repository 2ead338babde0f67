//! What is new for whoever is signed in, over which ways they hear of it, and the devices on which it appears.

use serde_json::Map;
use wire::{ChangeNotices, Channel, EndDevice, Inbox, NoticeChoice, PushDevice, TestNotice};

use crate::backend::client::{get, post, post_only, put};
use crate::backend::failure::Failure;
use crate::browser::push::Device;

/// What is new, and how they hear of it.
pub async fn inbox() -> Result<Inbox, Failure> {
    get("/api/notices").await
}

/// Says that everything was looked at: nobody goes on telling of it.
pub async fn mark_opened() -> Result<(), Failure> {
    post_only("/api/notices/opened", &Map::new()).await
}

/// Chooses over which ways they hear of it, and when not.
pub async fn choose(choice: NoticeChoice) -> Result<Inbox, Failure> {
    put("/api/notices/choice", &ChangeNotices { choice }).await
}

/// Tells of this device, on which notices can appear from now on. Safe to repeat.
pub async fn keep_device(device: Device) -> Result<(), Failure> {
    let Device { endpoint, p256dh, auth } = device;
    post_only("/api/notices/devices", &PushDevice { endpoint, p256dh, auth }).await
}

/// Ends notices on a device.
pub async fn end_device(endpoint: String) -> Result<(), Failure> {
    post_only("/api/notices/devices/end", &EndDevice { endpoint }).await
}

/// Sends a test; the answer says over which ways it went. None where nothing may be used now.
pub async fn send_test() -> Result<Vec<Channel>, Failure> {
    let test: TestNotice = post("/api/notices/test", &Map::new()).await?;
    Ok(test.over)
}
