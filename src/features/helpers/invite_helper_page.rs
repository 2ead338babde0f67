//! Asking somebody to help: whether anybody looks on, whom, what they may do, until when. Then the code, shown once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{FieldCode, FieldProblem, HelperInvitation, HelperInvitationId, InviteHelper, PersonId};

use crate::backend::helpers;
use crate::browser::ids;
use crate::features::helpers::code_page::CodePage;
use crate::features::helpers::helper_page::confirm_view;
use crate::features::helpers::terms::Terms;
use crate::features::helpers::terms_form::TermsForm;
use crate::phrases::own::own_view;
use crate::routes::me as routes;
use crate::state::doing::Doing;
use crate::state::who::use_who;
use crate::ui::page::Page;
use crate::ui::text_field::TextField;
use crate::words::{app, helpers as words, me};

/// What is asked on this page, and how far sending it is.
#[derive(Clone, Copy)]
struct Inviting {
    person: PersonId,
    name: RwSignal<String>,
    relation: RwSignal<String>,
    terms: Terms,
    doing: RwSignal<Doing>,
    /// An invitation that may have been made although no answer came.
    lost: StoredValue<Option<HelperInvitationId>>,
    /// The code is here and nowhere else, for as long as the page is open.
    made: RwSignal<Option<HelperInvitation>>,
}

/// The form, then the code.
#[component]
pub fn InviteHelperPage() -> impl IntoView {
    let who = use_who();
    own_view(
        move || who.person(),
        |person| {
            let inviting = Inviting {
                person,
                name: RwSignal::new(String::new()),
                relation: RwSignal::new(String::new()),
                terms: Terms::new(),
                doing: RwSignal::new(Doing::Idle),
                lost: StoredValue::new(None),
                made: RwSignal::new(None),
            };
            (move || match inviting.made.get() {
                Some(invitation) => {
                    view! { <CodePage name=inviting.name.get_untracked() invitation=invitation /> }.into_any()
                }
                None => form_view(inviting),
            })
            .into_any()
        },
    )
}

fn form_view(inviting: Inviting) -> AnyView {
    let Inviting { name, relation, terms, doing, .. } = inviting;
    let send = Callback::new(move |()| invite(inviting));
    view! {
        <div class="helpers">
            <p class="back-row"><a class="back" href=routes::HELPERS>{words::back()}</a></p>
            <Page title=words::invite_title() app_name=app::name() tab=me::title()>
                <p class="lead">{words::lead()} " " {words::lead_stop()}</p>
                <TermsForm terms=terms button=words::invite_send() on_send=send doing=doing>
                    <TextField
                        id="name"
                        label=words::name()
                        value=name
                        on_input=Callback::new(move |typed| name.set(typed))
                        error=terms.error("name")
                        max_length=100
                    />
                    <TextField
                        id="relation"
                        label=words::relation()
                        hint=words::relation_hint()
                        value=relation
                        on_input=Callback::new(move |typed| relation.set(typed))
                        error=terms.error("relation")
                        max_length=60
                    />
                </TermsForm>
                {confirm_view(doing, send)}
            </Page>
        </div>
    }
    .into_any()
}

fn invite(inviting: Inviting) {
    let Inviting { person, name, relation, terms, doing, lost, made } = inviting;
    let mut missing = Vec::new();
    for (field, text) in [("name", name), ("relation", relation)] {
        if text.with_untracked(|text| text.trim().is_empty()) {
            missing.push(FieldProblem { field: field.to_owned(), code: FieldCode::Missing });
        }
    }
    let Some(allowed) = terms.check(missing) else { return };
    // A code is told once and cannot be asked for again, so each attempt makes another invitation.
    let id = HelperInvitationId(ids::new_id());
    if let Some(lost) = lost.get_value() {
        // Nobody knows the code of the one before. It only stays in the list until it runs out if this fails.
        spawn_local(async move {
            let _ = helpers::withdraw(person, lost).await;
        });
    }
    lost.set_value(Some(id));
    let invitation =
        InviteHelper { id, name: name.get_untracked(), relation: relation.get_untracked(), terms: allowed };
    let request = async move { terms.judge(helpers::invite(person, &invitation).await) };
    Doing::run(doing, request, move |invitation| {
        lost.set_value(None);
        if invitation.is_some() {
            made.set(invitation);
        }
    });
}
