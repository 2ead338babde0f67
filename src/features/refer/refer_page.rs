//! The page of one question. Guards the way: nobody lands on a question whose earlier ones are open.

use domain::journey::{Step, change};
use leptos::prelude::*;
use wire::ForWhom;

use crate::features::refer::about_person::{BirthStep, NameStep};
use crate::features::refer::about_wish::{NeedsStep, WhoStep, WordsStep};
use crate::features::refer::asking::Asking;
use crate::features::refer::check::CheckStep;
use crate::features::refer::helper_steps::{AgreedStep, ContactFirstStep, HelperYouStep};
use crate::features::refer::reach::ReachStep;
use crate::features::refer::stop_pages::{NoTeamPage, TooYoungPage};
use crate::features::refer::talk::TalkStep;
use crate::features::refer::where_step::WhereStep;
use crate::state::address::use_address;

/// The question in the address.
#[component]
pub fn ReferPage(step: String) -> impl IntoView {
    // An address of no question leads to the first one that is open.
    step_view(Step::from_code(&step).unwrap_or(Step::Check))
}

fn step_view(step: Step) -> AnyView {
    let asking = Asking::new(step);
    // The buttons that say for whom answer the first question already. They lead away from any group asked about
    // before; only the group's own page brings it along.
    let for_whom = use_address().peek("for");
    if let (Step::ForWhom, Some(whom)) = (step, for_whom) {
        let for_whom = if whom == "someone" { ForWhom::Someone } else { ForWhom::Me };
        asking.draft.change(|answers| {
            change::for_whom(answers, for_whom);
            answers.about_group = None;
            answers.about_group_name.clear();
        });
        asking.go_to(Step::Words);
        return ().into_any();
    }
    let (may_visit, open) = asking.journey(|journey| (journey.can_visit(step), journey.first_open()));
    if !may_visit {
        asking.go_to(open);
        return ().into_any();
    }
    match step {
        Step::ForWhom => view! { <WhoStep asking=asking /> }.into_any(),
        Step::Words => view! { <WordsStep asking=asking /> }.into_any(),
        Step::Needs => view! { <NeedsStep asking=asking /> }.into_any(),
        Step::Where => view! { <WhereStep asking=asking /> }.into_any(),
        Step::NoTeam => view! { <NoTeamPage asking=asking /> }.into_any(),
        Step::Name => view! { <NameStep asking=asking /> }.into_any(),
        Step::Birth => view! { <BirthStep asking=asking /> }.into_any(),
        Step::TooYoung => view! { <TooYoungPage asking=asking /> }.into_any(),
        Step::Reach => view! { <ReachStep asking=asking /> }.into_any(),
        Step::Talk => view! { <TalkStep asking=asking /> }.into_any(),
        Step::HelperYou => view! { <HelperYouStep asking=asking /> }.into_any(),
        Step::Agreed => view! { <AgreedStep asking=asking /> }.into_any(),
        Step::ContactFirst => view! { <ContactFirstStep asking=asking /> }.into_any(),
        Step::Check => view! { <CheckStep asking=asking /> }.into_any(),
    }
}
