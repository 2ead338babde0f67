//! Inviting a member of staff.

use leptos::prelude::*;
use wire::{FieldCode, FieldProblem, InviteStaff, StaffId, StaffInvitation, StaffRole, TeamId};

use crate::backend::desk::staff as backend;
use crate::browser::ids;
use crate::features::desk::errand::Errand;
use crate::features::desk::said;
use crate::ui::choices::{Choice, Choices};
use crate::ui::text_field::TextField;
use crate::words::team::staff as words;

/// What each role is called in the form.
const ROLES: [(&str, StaffRole); 3] = [
    ("link_worker", StaffRole::LinkWorker),
    ("team_lead", StaffRole::TeamLead),
    ("administrator", StaffRole::Administrator),
];

/// The form.
#[component]
pub fn InviteForm(
    team: TeamId,
    /// Of whoever invites: a lead cannot make anybody more than they are themselves.
    role: StaffRole,
    on_invited: Callback<(String, StaffInvitation)>,
) -> impl IntoView {
    let (name, chosen) = (RwSignal::new(String::new()), RwSignal::new(None::<StaffRole>));
    let errand = Errand::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        let missing = |field: &str| FieldProblem { field: field.to_owned(), code: FieldCode::Missing };
        let mut problems = Vec::new();
        if typed.is_empty() {
            problems.push(missing("name"));
        }
        if chosen.with_untracked(Option::is_none) {
            problems.push(missing("role"));
        }
        let (Some(role), true) = (chosen.get_untracked(), problems.is_empty()) else { return errand.show(problems) };
        let sent = InviteStaff { id: StaffId(ids::new_id()), name: typed.clone(), role };
        errand.run(
            move || {
                let sent = sent.clone();
                async move { backend::invite(team, &sent).await }
            },
            move |invitation: StaffInvitation| {
                name.set(String::new());
                chosen.set(None);
                on_invited.run((typed.clone(), invitation));
            },
        );
    };
    let offered: Vec<_> = ROLES
        .into_iter()
        .filter(|(_, one)| *one != StaffRole::Administrator || role == StaffRole::Administrator)
        .map(|(value, one)| Choice::new(value, said::role(one)))
        .collect();
    let named = |value: &str| ROLES.iter().find(|(known, _)| *known == value).map(|(_, role)| *role);
    view! {
        <section aria-labelledby="invite">
            <h2 id="invite">{words::invite()}</h2>
            <p>{words::invite_lead()}</p>
            <form class="desk-form" on:submit=submit novalidate=true>
                <TextField
                    id="name"
                    label=words::name()
                    value=name
                    on_input=Callback::new(move |typed| name.set(typed))
                    error=errand.error("name")
                    max_length=100
                />
                <Choices
                    id="role"
                    legend=words::role()
                    choices=offered
                    is_chosen=Callback::new(move |value: String| {
                        chosen.with(|chosen| chosen.is_some() && named(&value) == *chosen)
                    })
                    on_choose=Callback::new(move |(value, _): (String, bool)| chosen.set(named(&value)))
                    error=errand.error("role")
                />
                {errand.trouble_view()}
                <p>
                    <button type="submit" class="button" disabled=move || errand.is_busy()>
                        {words::invite_button()}
                    </button>
                </p>
            </form>
        </section>
    }
    .into_any()
}
