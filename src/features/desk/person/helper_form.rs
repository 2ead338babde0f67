//! Writing down that a person without a device said yes to a helper, to somebody's face: to what, until when, and how.

use chrono::{Months, NaiveDate};
use domain::grant;
use leptos::prelude::*;
use wire::{FieldCode, FieldProblem, GrantTerms, PersonId, RecordHelper, RecordedHelper, Scope};

use crate::backend::desk::people;
use crate::browser::document;
use crate::features::desk::days;
use crate::features::desk::errand::Errand;
use crate::features::desk::person::helpers::For;
use crate::features::desk::said;
use crate::phrases::meeting::{full_day, today};
use crate::ui::choices::{Choice, Choices};
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;
use crate::words::desk::helper as words;

const FORM: &str = "helper-form";

/// What each scope is called in the form.
const SCOPES: [(&str, Scope); 4] = [
    ("see_plan", Scope::SeePlan),
    ("see_messages", Scope::SeeMessages),
    ("write_as_helper", Scope::WriteAsHelper),
    ("book_visits", Scope::BookVisits),
];

/// The answers so far.
#[derive(Clone, Copy)]
struct Answers {
    name: RwSignal<String>,
    relation: RwSignal<String>,
    scopes: RwSignal<Vec<Scope>>,
    ends_on: RwSignal<String>,
    is_alone: RwSignal<Option<bool>>,
    how: RwSignal<String>,
}

impl Answers {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        let (scopes, is_alone) = (RwSignal::new(Vec::new()), RwSignal::new(None));
        Self { name: text(), relation: text(), scopes, ends_on: text(), is_alone, how: text() }
    }

    /// What is sent, or what has to be put right first.
    fn read(&self, whom: &For) -> Result<RecordHelper, Vec<FieldProblem>> {
        let ends_on = days::read(&self.ends_on.get_untracked());
        let terms = GrantTerms {
            scopes: self.scopes.get_untracked(),
            ends_on: ends_on.unwrap_or_default(),
            is_alone: self.is_alone.get_untracked(),
        };
        let (name, relation, how) =
            (self.name.get_untracked(), self.relation.get_untracked(), self.how.get_untracked());
        let mut problems = Vec::new();
        let mut need = |field: &str, text: &str| {
            if text.trim().is_empty() {
                problems.push(FieldProblem { field: field.to_owned(), code: FieldCode::Missing });
            }
        };
        if *whom == For::Anew {
            need("name", &name);
            need("relation", &relation);
        }
        need("how", &how);
        problems.extend(grant::problems(&terms, today()).into_iter().map(|mut problem| {
            if problem.field == "ends_on" && ends_on.is_none() {
                problem.code = FieldCode::Missing;
            }
            problem
        }));
        let referral = match whom {
            For::Asked(referral, _) => Some(*referral),
            For::Anew => None,
        };
        if problems.is_empty() { Ok(RecordHelper { referral, name, relation, terms, how }) } else { Err(problems) }
    }
}

/// The form.
#[component]
pub fn HelperForm(
    person: PersonId,
    whom: For,
    on_recorded: Callback<RecordedHelper>,
    on_close: Callback<()>,
) -> impl IntoView {
    let (answers, errand) = (Answers::new(), Errand::at("helper-"));
    let title = match &whom {
        For::Asked(_, name) => words::form_asked(name),
        For::Anew => words::form_new().to_owned(),
    };
    let is_new = whom == For::Anew;
    let whom = StoredValue::new(whom);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match whom.with_value(|whom| answers.read(whom)) {
            Err(problems) => errand.show(problems),
            Ok(helper) => errand.run(
                move || {
                    let helper = helper.clone();
                    async move { people::record_helper(person, &helper).await }
                },
                move |answer: RecordedHelper| on_recorded.run(answer),
            ),
        }
    };
    request_animation_frame(|| document::focus(FORM));
    view! {
        <form class="act-form" id=FORM tabindex="-1" aria-label=title.clone() on:submit=submit novalidate=true>
            <h3>{title.clone()}</h3>
            <p>{words::form_lead()}</p>
            {is_new.then(|| who_view(answers, errand))}
            {terms_view(answers, errand)}
            <TextArea
                id="helper-how"
                label=words::how()
                hint=words::how_hint()
                value=answers.how
                on_input=Callback::new(move |typed| answers.how.set(typed))
                error=errand.error("how")
                max_length=1000
                rows=3
            />
            {errand.trouble_view()}
            <p class="acts-buttons">
                <button type="submit" class="button" disabled=move || errand.is_busy()>{words::form_button()}</button>
                <button type="button" class="button button-second" on:click=move |_| on_close.run(())>
                    {words::close()}
                </button>
            </p>
        </form>
    }
    .into_any()
}

fn who_view(answers: Answers, errand: Errand) -> AnyView {
    view! {
        <TextField
            id="helper-name"
            label=words::name()
            value=answers.name
            on_input=Callback::new(move |typed| answers.name.set(typed))
            error=errand.error("name")
            max_length=100
        />
        <TextField
            id="helper-relation"
            label=words::relation()
            hint=words::relation_hint()
            value=answers.relation
            on_input=Callback::new(move |typed| answers.relation.set(typed))
            error=errand.error("relation")
            max_length=60
        />
    }
    .into_any()
}

fn terms_view(answers: Answers, errand: Errand) -> AnyView {
    let named = |value: &str| SCOPES.iter().find(|(known, _)| *known == value).map(|(_, scope)| *scope);
    let choose_scope = move |(value, is_on): (String, bool)| {
        if let Some(scope) = named(&value) {
            answers.scopes.update(|held| {
                held.retain(|one| *one != scope);
                if is_on {
                    held.push(scope);
                }
            });
        }
    };
    let last: Option<NaiveDate> = today().checked_add_months(Months::new(grant::LONGEST_MONTHS));
    view! {
        <Choices
            id="helper-scopes"
            legend=words::scopes()
            is_many=true
            choices=SCOPES.map(|(value, scope)| Choice::new(value, said::scope(scope))).into()
            is_chosen=Callback::new(move |value: String| {
                named(&value).is_some_and(|scope| answers.scopes.with(|held| held.contains(&scope)))
            })
            on_choose=Callback::new(choose_scope)
            error=errand.error("scopes")
        />
        <TextField
            id="helper-ends-on"
            label=words::ends_on()
            hint=last.map(|last| words::ends_on_hint(&full_day(last))).unwrap_or_default()
            kind="date"
            is_short=true
            value=answers.ends_on
            on_input=Callback::new(move |typed| answers.ends_on.set(typed))
            error=errand.error("ends_on")
        />
        <Choices
            id="helper-is-alone"
            legend=words::is_alone()
            hint=words::is_alone_hint()
            choices=vec![Choice::new("yes", words::alone_yes()), Choice::new("no", words::alone_no())]
            is_chosen=Callback::new(move |value: String| answers.is_alone.get() == Some(value == "yes"))
            on_choose=Callback::new(move |(value, _): (String, bool)| answers.is_alone.set(Some(value == "yes")))
            error=errand.error("is_alone")
        />
    }
    .into_any()
}
