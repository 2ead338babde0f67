//! The own words in something that was written into a plan, as they can be read and copied where it was not taken.

use wire::{ActOnGoal, ActOnPlanGroup, ActOnStep, ActOnVisit, GoalAct, PlanGroupAct, StepAct, VisitAct};

use crate::backend::plan_writes::Write;

/// The words; empty where there are none, or where another app has the page that reads them.
pub fn typed(write: &Write) -> String {
    match write {
        Write::Goal(new) => {
            let steps = new.steps.iter().map(|step| step.words.as_str());
            let all: Vec<&str> = [new.title.as_str(), &new.why, &new.how_known].into_iter().chain(steps).collect();
            all.join("\n").trim().to_owned()
        }
        Write::ActGoal(_, ActOnGoal { act: GoalAct::Change { words, .. }, .. })
        | Write::ActStep(_, _, ActOnStep { act: StepAct::Change { words }, .. })
        | Write::ActGroup(_, ActOnPlanGroup { act: PlanGroupAct::Change { words }, .. })
        | Write::ActVisit(_, ActOnVisit { act: VisitAct::Change { words }, .. }) => words.words.clone(),
        Write::ActGoal(_, ActOnGoal { act: GoalAct::AddStep { step }, .. }) => step.words.clone(),
        Write::Group(new) => new.reason.clone(),
        Write::Visit(new) => new.line.clone(),
        _ => String::new(),
    }
}
