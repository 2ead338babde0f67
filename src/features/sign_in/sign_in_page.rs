//! Signing in, one thing a page: the address, the code, whose device it is, and once the offer of a passkey. Which of them
//! stands there follows from who is signed in; of the address only the step with the code is a place of its own, so that
//! Back leads to the address and what was typed there.

use leptos::prelude::*;

use crate::backend::failure::Failure;
use crate::features::sign_in::address_step::AddressStep;
use crate::features::sign_in::code_step::CodeStep;
use crate::features::sign_in::life_step::LifeStep;
use crate::features::sign_in::offer_step::OfferStep;
use crate::phrases::failure::failed_view;
use crate::routes::{desk, me as routes};
use crate::state::address::use_address;
use crate::state::signing_in::use_signing_in;
use crate::state::who::{Standing, use_who};
use crate::ui::bare_page::BarePage;
use crate::ui::loading::Loading;
use crate::words::{app, sign_in as words};

/// What is asked now.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Unknown,
    Failed(Failure),
    Address,
    Code,
    Life,
    Offer,
    /// Nothing any more: they are in.
    Done(&'static str),
}

/// The page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let (who, address, signing_in) = (use_who(), use_address(), use_signing_in());
    let is_offering = RwSignal::new(false);
    let is_at_code = move || {
        let is_asked_for = address.pairs().iter().any(|(key, value)| key == "step" && value == "code");
        // A reload forgets what was asked for.
        is_asked_for && signing_in.asked.with(Option::is_some)
    };
    let step = Memo::new(move |_| match who.standing() {
        Standing::Asking => Step::Unknown,
        Standing::Failed(why) => Step::Failed(why),
        Standing::Nobody if is_at_code() => Step::Code,
        Standing::Nobody => Step::Address,
        Standing::Staff(_) => Step::Done(desk::WAITING),
        Standing::Somebody(_) => match who.somebody() {
            Some(somebody) if !somebody.has_chosen_life => Step::Life,
            Some(_) if is_offering.get() => Step::Offer,
            _ => Step::Done(routes::HOME),
        },
    });
    Effect::new(move |_| {
        if let Step::Done(home) = step.get() {
            let wanted = who.take_wanted();
            address.go_instead(wanted.as_deref().unwrap_or(home));
        }
    });
    (move || match step.get() {
        Step::Unknown | Step::Done(_) => view! {
            <BarePage title=words::title()>
                <Loading words=app::loading() />
            </BarePage>
        }
        .into_any(),
        Step::Failed(why) => view! {
            <BarePage title=words::title()>
                {failed_view(&why, Callback::new(move |()| who.ask_anew()))}
            </BarePage>
        }
        .into_any(),
        Step::Address => view! { <AddressStep /> }.into_any(),
        Step::Code => view! { <CodeStep /> }.into_any(),
        Step::Life => view! { <LifeStep is_offering=is_offering /> }.into_any(),
        Step::Offer => view! { <OfferStep is_offering=is_offering /> }.into_any(),
    })
    .into_any()
}
