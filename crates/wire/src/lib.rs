//! The JSON API of Stile as serde types, shared by the server and the phone.
//!
//! Only shapes live here: no validation, no rules, no words a person reads.
//! Enums with content are tagged from outside (`{"found": {…}}`): tags inside an object make the reader buffer it, which
//! costs the phone a second reader for every type within.
//! Dates are calendar dates in Europe/London, instants are UTC, distances are whole metres and money is whole pence.

mod answers;
mod check_in;
pub mod dates;
mod desk;
mod desk_team;
mod group;
mod helping;
mod ids;
mod measure;
mod message;
mod near;
mod need;
mod notice;
mod packs;
mod person;
mod plan;
mod problem;
mod referral;
mod release;
mod report;
mod sign_in;
mod surgery;
mod team;
mod team_report;
mod visit;
mod week;

pub use answers::{Answers, Birth, ContactFirst, ForWhom, SurgeryChoice};
pub use check_in::{CheckIn, CheckInAnswer, CheckInMoment, KeepCheckIn};
pub use desk::{
    Act, ActKind, ActOnReferral, AlikeReferral, CaseSummary, ContactHow, ContactOutcome, DeclineReason, DeskEvent,
    DeskPerson, DeskReach, DeskReferral, Due, EndReason, OpenRecovery, Recovery, StaffRef, WaitingReferral,
};
pub use desk_team::{
    Absence, ChangeTeam, Closure, CoveredSurgery, DeskTeam, FeedView, Holiday, InvitationOpened, InviteStaff,
    OpenInvitation, ReportedListing, SetAbsence, StaffInvitation, StaffView, TeamListed,
};
pub use group::{
    Access, Ages, Contact, Cost, CostKind, CostOption, Group, GroupPage, GroupSummary, Link, Loosen, Meeting, Place,
    PlaceSummary, Source, Standing, Travel,
};
pub use helping::{
    AcceptHelper, GrantTerms, HelperInvitation, HelperInvitationView, HelperView, Helpers, InviteHelper, RecordHelper,
    RecordedHelper, RefuseHelper, Scope, TakeInvitation, WaitingHelper,
};
pub use ids::{
    AccountId, ActId, CeremonyId, CheckInId, ClosureId, CodeId, ComplaintId, ContactId, GoalId, GrantId, GroupId,
    HelperInvitationId, MessageId, NoticeId, PasskeyId, PersonId, PlaceId, PlanActId, PlanGroupId, RecoveryId,
    ReferralId, ReportId, SignInId, StaffId, StepId, TeamId, VisitId,
};
pub use measure::{Measure, MeasureItem, MeasureOption, MeasureScale, MeasureSource};
pub use message::{
    Author, ClosedAnswer, DangerKind, Instant, LastWhat, MarkSeen, Message, MessageBody, MessagesLack, NewBody,
    NewDates, NewGroup, Reader, Reading, SendMessage, SharedGroup, Side, Strip, SuggestedDates, TakeDate, TakenDate,
    Thread, ThreadSummary,
};
pub use near::{Near, Origin, OriginKind};
pub use need::Need;
pub use notice::{
    ChangeNotices, EndDevice, Inbox, Notice, NoticeChoice, NoticeKind, NoticeWay, PushDevice, TestNotice, Undelivered,
    WayState,
};
pub use packs::{PackList, PackRef};
pub use person::{
    ChangeDetails, Channel, Closing, ComeBack, Complaint, CreateComplaint, Details, Erased, ErasedPart, EventKind,
    KeptPart, Look, Looked, LookerKind, SafeContact, SafeContacts, Timeline, TimelineEvent,
};
pub use plan::{
    ActOnGoal, ActOnPlanGroup, ActOnStep, AddPlanGroup, Arranged, Company, CreateGoal, Goal, GoalAct, GoalActKind,
    GoalScore, GoalStage, GoalText, GroupOnPlan, GroupStage, Kept, NewScore, NewStep, NewWords, OtherWords,
    PlanGroupAct, PlanGroupActKind, ScoreWhen, Step, StepAct, StepActKind, StepDay, StepStage,
};
pub use problem::{ErrorCode, FieldCode, FieldProblem, Problem};
pub use referral::{CreateReferral, Receipt, ReferralView, Stage};
pub use release::{RELEASE, RELEASE_HEADER, RELEASES_ANSWERED};
pub use report::{CreateReport, ReportKept, ReportKind};
pub use sign_in::{
    AskCode, ChooseLife, CodeAsked, ContactKind, ContactView, FinishPasskey, HelpingWhom, Life, OwnPerson,
    PasskeyChallenge, PasskeyView, RecoveryWords, SignInView, Somebody, SpendCode, SpendLink, SpendRecovery, StaffMe,
    StaffRole, WhoAmI,
};
pub use surgery::{FindSurgeries, Surgery};
pub use team::{AskCover, Cover, Covering, Nation, TeamSummary};
pub use team_report::{ReportItem, ReportMeasure, ReportStep, ReportStepKind, TeamReport};
pub use visit::{ActOnVisit, RecordVisit, Visit, VisitAct, VisitActKind, VisitOutcome, VisitedMeeting};
pub use week::{
    CalendarFeed, CalendarFeeds, ChangeRoutine, FeedMade, FeedShows, HostTold, MakeFeed, MeetingWord, Routine,
    SayMeetingWord, TellHost, Week, WeekDay, WeekMeeting, WeekStep, WeekTalk, WeekVisit, Welcome, WriteWelcome,
};
