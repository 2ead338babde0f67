//! What matters to a person: goals with small steps, and groups they may go to.
//!
//! The person and their link worker both write. A text names its revision, and a change the revision that was on the
//! screen, so that nobody writes over what they have not seen.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{Author, GoalId, GroupId, PlanActId, PlanGroupId, StepId};

/// A text that several people write. Where two wrote without having seen each other's words, both stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Kept {
    /// The newest words; may be empty.
    pub words: String,
    /// Who wrote them, which whoever chose them later does not change.
    pub by: Author,
    #[serde(with = "crate::dates::instant")]
    pub at: DateTime<Utc>,
    /// Counts from 1 and grows with every change of `words` or `others`.
    pub revision: u32,
    /// Other words for the same, the newest first, until somebody who sees them all chooses. Never empty words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OtherWords>,
}

/// Words that stand beside others, because neither writer had seen the other's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherWords {
    pub words: String,
    pub by: Author,
    #[serde(with = "crate::dates::instant")]
    pub at: DateTime<Utc>,
    /// The revision with which they came to stand on top.
    pub revision: u32,
}

/// Writes a text anew, or chooses one of those that stand beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewWords {
    pub words: String,
    /// The revision that was on the screen; 0 when none was.
    #[serde(default)]
    pub base: u32,
}

/// Something that matters to the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Goal {
    pub id: GoalId,
    /// In own words, 1 to 200 characters.
    pub title: Kept,
    /// Why it matters. At most 2,000 characters, may be empty.
    pub why: Kept,
    /// How they will know that they are there. At most 2,000 characters, may be empty.
    pub how_known: Kept,
    /// How near they feel now, as the goal begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_now: Option<GoalScore>,
    /// How near they feel later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_later: Option<GoalScore>,
    /// In the order in which they were added.
    #[serde(default)]
    pub steps: Vec<Step>,
    pub stage: GoalStage,
    /// Since when it stands there.
    #[serde(with = "crate::dates::instant")]
    pub since: DateTime<Utc>,
}

/// The person's own score for a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GoalScore {
    /// 0 to 10.
    pub score: u8,
    /// The day it was given.
    #[serde(with = "crate::dates::date")]
    pub on: NaiveDate,
    /// Who wrote it down.
    pub by: Author,
}

/// Where a goal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GoalStage {
    Open,
    Done,
    /// It matters no longer, or not now. That is okay.
    LetGo,
}

/// A small step towards a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    pub id: StepId,
    /// 1 to 2,000 characters.
    pub words: Kept,
    /// The day they mean to do it, if they want one.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_date")]
    pub on: Option<NaiveDate>,
    pub stage: StepStage,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepStage {
    Open,
    Done {
        #[serde(with = "crate::dates::date")]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        on: NaiveDate,
    },
    /// Not to be done after all. That is okay.
    LetGo,
}

/// Begins a goal. The same id is the same goal, for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateGoal {
    pub id: GoalId,
    pub title: String,
    #[serde(default)]
    pub why: String,
    #[serde(default)]
    pub how_known: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_now: Option<NewScore>,
    /// At most 20.
    #[serde(default)]
    pub steps: Vec<NewStep>,
}

/// A score as it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewScore {
    /// 0 to 10.
    pub score: u8,
    #[serde(with = "crate::dates::date")]
    pub on: NaiveDate,
}

/// A step as it is added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewStep {
    pub id: StepId,
    pub words: String,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_date")]
    pub on: Option<NaiveDate>,
}

/// Does something with a goal. The same id with the same act is one act, for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActOnGoal {
    pub id: PlanActId,
    pub act: GoalAct,
}

/// What is done with a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GoalAct {
    /// Writes one of its texts.
    Change {
        text: GoalText,
        words: NewWords,
    },
    /// Gives a score, or another one.
    Score {
        when: ScoreWhen,
        score: NewScore,
    },
    AddStep {
        step: NewStep,
    },
    Finish,
    LetGo,
    /// It is open again.
    TakeUp,
}

/// The kinds of [`GoalAct`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GoalActKind {
    Change,
    Score,
    AddStep,
    Finish,
    LetGo,
    TakeUp,
}

impl GoalAct {
    /// Which kind this is.
    pub const fn kind(&self) -> GoalActKind {
        match self {
            Self::Change { .. } => GoalActKind::Change,
            Self::Score { .. } => GoalActKind::Score,
            Self::AddStep { .. } => GoalActKind::AddStep,
            Self::Finish => GoalActKind::Finish,
            Self::LetGo => GoalActKind::LetGo,
            Self::TakeUp => GoalActKind::TakeUp,
        }
    }
}

/// Which text of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GoalText {
    Title,
    Why,
    HowKnown,
}

/// Which of a goal's two scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ScoreWhen {
    Now,
    Later,
}

/// Does something with a step. The same id with the same act is one act, for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActOnStep {
    pub id: PlanActId,
    pub act: StepAct,
}

/// What is done with a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepAct {
    /// Writes its words.
    Change {
        words: NewWords,
    },
    /// Another day, or none.
    SetDay {
        day: StepDay,
    },
    Finish {
        #[serde(with = "crate::dates::date")]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        on: NaiveDate,
    },
    LetGo,
    /// It is open again.
    TakeUp,
}

/// The kinds of [`StepAct`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepActKind {
    Change,
    SetDay,
    Finish,
    LetGo,
    TakeUp,
}

impl StepAct {
    /// Which kind this is.
    pub const fn kind(&self) -> StepActKind {
        match self {
            Self::Change { .. } => StepActKind::Change,
            Self::SetDay { .. } => StepActKind::SetDay,
            Self::Finish { .. } => StepActKind::Finish,
            Self::LetGo => StepActKind::LetGo,
            Self::TakeUp => StepActKind::TakeUp,
        }
    }
}

/// The day a step is meant for; absent for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepDay {
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_date")]
    pub on: Option<NaiveDate>,
}

/// A group of the directory on somebody's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupOnPlan {
    pub id: PlanGroupId,
    pub group: GroupId,
    /// Its name now; empty when it is no longer known.
    pub name: String,
    /// Who put it there: the person picked it, others suggest it.
    pub by: Author,
    /// Why. At most 2,000 characters, may be empty.
    pub reason: Kept,
    pub stage: GroupStage,
    /// Since when it stands there.
    #[serde(with = "crate::dates::instant")]
    pub since: DateTime<Utc>,
    /// Who was asked to come along.
    pub company: Company,
    /// Who comes along, once that is settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arranged: Option<Arranged>,
}

/// Who comes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Arranged {
    /// The name of whoever comes, 1 to 200 characters.
    pub name: String,
    /// Who settled it.
    pub by: Author,
    #[serde(with = "crate::dates::instant")]
    pub at: DateTime<Utc>,
}

/// How far somebody has come with a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GroupStage {
    /// Somebody else thought of it; the person has not said anything.
    Suggested,
    Interested,
    /// The group was asked about coming.
    Asked,
    Going,
    /// They went at least once.
    Went,
    /// That is okay, and can be taken up again.
    NotForMe,
}

/// Whom somebody would like to come along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Company {
    Nobody,
    LinkWorker,
    Helper,
    /// A volunteer of the team.
    Buddy,
}

/// Puts a group on the plan. The same id is the same, for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddPlanGroup {
    pub id: PlanGroupId,
    pub group: GroupId,
    #[serde(default)]
    pub reason: String,
}

/// Does something with a group on the plan. The same id with the same act is one act, for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActOnPlanGroup {
    pub id: PlanActId,
    pub act: PlanGroupAct,
}

/// What is done with a group on the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanGroupAct {
    /// It interests them: for the first time, again, or after all no more than that.
    TakeInterest,
    /// They have asked the group.
    Ask,
    PlanToGo,
    /// They went.
    Went,
    NotForMe,
    /// Asks for company, or no longer.
    AskCompany {
        company: Company,
    },
    /// Says who comes along. The team's, or the helper's who was asked.
    ArrangeCompany {
        name: String,
    },
    /// Writes the reason.
    Change {
        words: NewWords,
    },
}

/// The kinds of [`PlanGroupAct`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanGroupActKind {
    TakeInterest,
    Ask,
    PlanToGo,
    Went,
    NotForMe,
    AskCompany,
    ArrangeCompany,
    Change,
}

impl PlanGroupAct {
    /// Which kind this is.
    pub const fn kind(&self) -> PlanGroupActKind {
        match self {
            Self::TakeInterest => PlanGroupActKind::TakeInterest,
            Self::Ask => PlanGroupActKind::Ask,
            Self::PlanToGo => PlanGroupActKind::PlanToGo,
            Self::Went => PlanGroupActKind::Went,
            Self::NotForMe => PlanGroupActKind::NotForMe,
            Self::AskCompany { .. } => PlanGroupActKind::AskCompany,
            Self::ArrangeCompany { .. } => PlanGroupActKind::ArrangeCompany,
            Self::Change { .. } => PlanGroupActKind::Change,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::{GoalAct, StepAct, StepDay, StepStage};
    use crate::{RecordVisit, VisitAct};

    #[test]
    fn stages_and_acts_are_tagged_from_outside() {
        let done = StepStage::Done { on: "2026-11-25".parse().unwrap() };
        assert_eq!(serde_json::to_string(&done).unwrap(), r#"{"done":{"on":"2026-11-25"}}"#);
        assert_eq!(serde_json::from_str::<StepStage>(r#""let_go""#).unwrap(), StepStage::LetGo);
        assert_eq!(serde_json::from_str::<GoalAct>(r#""take_up""#).unwrap(), GoalAct::TakeUp);
        let day: StepAct = serde_json::from_str(r#"{"set_day":{"day":{}}}"#).unwrap();
        assert_eq!(day, StepAct::SetDay { day: StepDay { on: None } });
        assert_eq!(serde_json::from_str::<VisitAct>(r#"{"rate":{}}"#).unwrap(), VisitAct::Rate { face: None });
    }

    #[test]
    fn visit_is_private_unless_it_says_otherwise() {
        let id = "01234567-89ab-7def-8123-456789abcdef";
        let meeting = format!(r#"{{"group":"{id}","starts_at":"2026-11-25T14:00:00.000Z"}}"#);
        let given = format!(r#"{{"id":"{id}","meeting":{meeting},"outcome":"did_not_run"}}"#);
        let visit: RecordVisit = serde_json::from_str(&given).unwrap();
        assert!(visit.is_private);
    }
}
