//! The phone's own position, asked for only on a tap.
//!
//! It is rounded before anything else sees it: two decimal places, about a kilometre. Only that ever leaves the phone.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Position, PositionError, PositionOptions};

/// Why there is no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPosition {
    /// The person, or the phone's settings, said no.
    Refused,
    /// The phone could not tell in time, or cannot at all.
    Unavailable,
}

/// The rounded position as latitude and longitude.
pub async fn coarse() -> Result<(f64, f64), NoPosition> {
    let geolocation = web_sys::window().and_then(|window| window.navigator().geolocation().ok());
    let geolocation = geolocation.ok_or(NoPosition::Unavailable)?;
    let refusal = Rc::new(RefCell::new(NoPosition::Unavailable));
    let heard = Rc::clone(&refusal);
    let answer = Promise::new(&mut |resolve, reject| {
        let found = Closure::once_into_js(move |position: Position| {
            let point = position.coords();
            let pair = js_sys::Array::of2(&rounded(point.latitude()), &rounded(point.longitude()));
            let _ = resolve.call1(&JsValue::UNDEFINED, &pair);
        });
        let heard = Rc::clone(&heard);
        let not_found = Closure::once_into_js(move |error: PositionError| {
            if error.code() == PositionError::PERMISSION_DENIED {
                *heard.borrow_mut() = NoPosition::Refused;
            }
            let _ = reject.call0(&JsValue::UNDEFINED);
        });
        let options = PositionOptions::new();
        options.set_enable_high_accuracy(false);
        options.set_timeout(10_000);
        options.set_maximum_age(300_000);
        let _ = geolocation.get_current_position_with_error_callback_and_options(
            found.unchecked_ref(),
            Some(not_found.unchecked_ref()),
            &options,
        );
    });
    let pair = JsFuture::from(answer).await.map_err(|_| *refusal.borrow())?;
    let pair: js_sys::Array = pair.unchecked_into();
    match (pair.get(0).as_f64(), pair.get(1).as_f64()) {
        (Some(lat), Some(lon)) => Ok((lat, lon)),
        _ => Err(NoPosition::Unavailable),
    }
}

fn rounded(degrees: f64) -> JsValue {
    JsValue::from_f64((degrees * 100.0).round() / 100.0)
}
