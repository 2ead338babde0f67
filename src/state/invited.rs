//! A code to help somebody that came with the address. It is in memory alone, so that it lasts until whoever was asked has
//! signed in, and no longer than the page.

use std::cell::RefCell;

thread_local! {
    static CODE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps it.
pub fn keep(code: String) {
    CODE.set(code);
}

/// The code, if there is one; else empty.
pub fn code() -> String {
    CODE.with_borrow(Clone::clone)
}

/// Forgets it: it was taken up, or works no longer.
pub fn forget() {
    CODE.take();
}
