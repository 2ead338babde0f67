//! Something done at the desk: the request, who they are once more where that is asked, and what has to be put right.
//! What was typed is never touched by it.

use std::future::Future;

use leptos::prelude::*;
use wire::{ErrorCode, FieldProblem};

use crate::backend::failure::Failure;
use crate::browser::document;
use crate::features::desk::confirm::DeskConfirm;
use crate::features::desk::field_words::{field_id, field_words};
use crate::features::desk::refused::refused_words;
use crate::routes;
use crate::state::doing::Doing;
use crate::words::failure as failure_words;

/// One thing that can be done on a page.
#[derive(Clone, Copy)]
pub struct Errand {
    doing: RwSignal<Doing>,
    problems: RwSignal<Vec<FieldProblem>>,
    again: StoredValue<Option<Callback<()>>>,
    /// What the ids of its fields begin with, where a page has several forms.
    place: &'static str,
}

impl Errand {
    /// Nothing has been done yet.
    pub fn new() -> Self {
        Self::at("")
    }

    /// The same for a form whose fields have ids that begin so.
    pub fn at(place: &'static str) -> Self {
        let errand = Self {
            doing: RwSignal::new(Doing::Idle),
            problems: RwSignal::new(Vec::new()),
            again: StoredValue::new(None),
            place,
        };
        Effect::new(move |_| {
            let fields = errand.doing.with(|doing| match doing.failure() {
                Some(Failure::Rejected(problem)) if problem.code == ErrorCode::Invalid => problem.fields.clone(),
                _ => Vec::new(),
            });
            if !fields.is_empty() {
                errand.show(fields);
            }
        });
        errand
    }

    /// Runs a request; `done` gets the answer. When it asks who they are, that is asked and it is run again.
    pub fn run<T, F>(
        self,
        request: impl Fn() -> F + Clone + Send + Sync + 'static,
        done: impl Fn(T) + Clone + Send + Sync + 'static,
    ) where
        T: 'static,
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        self.problems.set(Vec::new());
        let (asked, told) = (request.clone(), done.clone());
        self.again.set_value(Some(Callback::new(move |()| self.run(asked.clone(), told.clone()))));
        Doing::run(self.doing, request(), done);
    }

    /// Shows what has to be put right before anything is sent, and leads to the first of it.
    pub fn show(self, problems: Vec<FieldProblem>) {
        let first = problems.first().map(|problem| format!("{}{}", self.place, field_id(&problem.field)));
        self.problems.set(problems);
        if let Some(first) = first {
            // The error is drawn first, so that it is read out with its field.
            request_animation_frame(move || document::focus(&first));
        }
    }

    /// What is wrong with a field, in words.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        let problems = self.problems;
        Signal::derive(move || {
            problems
                .with(|all| all.iter().find(|problem| problem.field == field).map(|one| field_words(one).to_owned()))
        })
    }

    /// Whether it is on its way.
    pub fn is_busy(self) -> bool {
        self.doing.with(Doing::is_busy)
    }

    /// The code of what the server would not do.
    pub fn code(self) -> Option<ErrorCode> {
        self.doing.with(|doing| doing.failure().and_then(Failure::code))
    }

    /// Lays what went wrong aside.
    pub fn clear(self) {
        self.problems.set(Vec::new());
        self.doing.set(Doing::Idle);
    }

    /// What went wrong, or the question who they are: stands beside the button.
    pub fn trouble_view(self) -> AnyView {
        let trouble = move || {
            self.doing.with(|doing| match doing {
                Doing::Failed(why) if self.problems.with(Vec::is_empty) => Some(failed_view(why)),
                Doing::Confirming => Some(self.confirm_view()),
                _ => None,
            })
        };
        view! { <div>{trouble}</div> }.into_any()
    }

    fn confirm_view(self) -> AnyView {
        let on_done = Callback::new(move |()| {
            self.doing.set(Doing::Idle);
            if let Some(again) = self.again.get_value() {
                again.run(());
            }
        });
        let on_close = Callback::new(move |()| self.doing.set(Doing::Idle));
        view! { <DeskConfirm on_done=on_done on_close=on_close /> }.into_any()
    }
}

fn failed_view(why: &Failure) -> AnyView {
    view! {
        <div class="failed" role="alert">
            <p>{refused_words(why)}</p>
            <p><a class="tap" href=routes::HELP_NOW rel="external">{failure_words::help()}</a></p>
        </div>
    }
    .into_any()
}
