//! Who may do what: the one table of rights, for every route that is not everybody's.
//!
//! It must not know requests, tables, or how somebody has proved who they are. The server works out how somebody stands
//! to what is asked for ([`Who`]) and asks [`may`]; what comes out of a record field by field is in [`Sight`].

use wire::{Scope, StaffRole};

/// How somebody stands to what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Not signed in.
    Nobody,
    /// Signed in, and nothing to do with it.
    Stranger,
    /// It is their own.
    Own,
    /// They help the person it belongs to, and may do this much.
    Helper(Vec<Scope>),
    /// A member of staff.
    Staff {
        role: StaffRole,
        /// It belongs to their own team.
        is_of_team: bool,
        /// It is about themselves.
        is_self: bool,
    },
}

/// What a route does. A route is everybody's, or it has exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// One's own sign-ins: see and end them, choose how long this one lives, sign out, follow changes.
    KeepSignIns,
    /// See one's own passkeys.
    SeePasskeys,
    ChangePasskeys,
    /// See one's own proved addresses.
    SeeContacts,
    ChangeContacts,
    /// Prove an address that was asked for freshly.
    ProveContact,
    MakeRecoveryWords,
    /// One's own inbox, and how one is told of what is new.
    KeepNotices,
    /// Become somebody's helper, or stop.
    Help,
    SeeTimeline,
    /// Read the thread, and say that it was read.
    SeeMessages,
    /// Write to it, and take a date that was suggested.
    WriteMessages,
    /// Read the plan: goals and their steps.
    SeePlan,
    /// Write it together.
    WritePlan,
    /// What is the person's alone beside the plan: visits, what they say of a meeting beforehand, a list for getting ready,
    /// a private calendar address, a letter to whoever runs a group.
    KeepWeek,
    /// Come back to a team after the work together has ended.
    ComeBack,
    /// Read what was answered to the measures.
    SeeCheckIns,
    /// Answer a measure.
    KeepCheckIn,
    SeeDetails,
    ChangeDetails,
    SeeSafeContact,
    ChangeSafeContact,
    SeeHelpers,
    /// Invite a helper or say yes to one.
    GrantHelp,
    /// Change what a helper may do. Widening asks for a fresh sign-in, which its handler knows.
    ChangeHelp,
    /// Say no to a helper, or take an invitation back.
    RefuseHelp,
    EndHelp,
    SeeLooks,
    Export,
    Erase,
    Complain,
    SeeWaiting,
    SeePeople,
    SeeReferral,
    ActOnReferral,
    SeePerson,
    RecordHelper,
    SeeRecoveries,
    OpenRecovery,
    ApproveRecovery,
    GiveRecoveryWords,
    SetAbsence,
    ListTeams,
    SeeTeam,
    ChangeTeam,
    SeeStaff,
    InviteStaff,
    EndStaff,
    /// Say what to expect at a group.
    WriteWelcome,
    /// See what a team may say of a quarter.
    SeeReport,
    SeeListings,
    SettleListing,
    SeeFeeds,
    RefreshFeed,
}

/// Whether somebody may do this.
pub fn may(who: &Who, action: Action) -> bool {
    match who {
        Who::Nobody | Who::Stranger => false,
        Who::Own => own_may(action),
        Who::Helper(scopes) => helper_may(scopes, action),
        Who::Staff { role, is_of_team, is_self } => staff_may(*role, *is_of_team, *is_self, action),
    }
}

/// A person with their own record, and anybody with their own account.
fn own_may(action: Action) -> bool {
    use Action::{
        ChangeContacts, ChangeDetails, ChangeHelp, ChangePasskeys, ChangeSafeContact, ComeBack, Complain, EndHelp,
        Erase, Export, GrantHelp, Help, KeepCheckIn, KeepNotices, KeepSignIns, KeepWeek, MakeRecoveryWords,
        ProveContact, RefuseHelp, SeeCheckIns, SeeContacts, SeeDetails, SeeHelpers, SeeLooks, SeeMessages, SeePasskeys,
        SeePlan, SeeSafeContact, SeeTimeline, WriteMessages, WritePlan,
    };
    matches!(
        action,
        KeepSignIns
            | SeePasskeys
            | ChangePasskeys
            | SeeContacts
            | ChangeContacts
            | ProveContact
            | MakeRecoveryWords
            | KeepNotices
            | Help
            | SeeTimeline
            | SeeMessages
            | WriteMessages
            | SeePlan
            | WritePlan
            | KeepWeek
            | ComeBack
            | SeeCheckIns
            | KeepCheckIn
            | SeeDetails
            | ChangeDetails
            | SeeSafeContact
            | ChangeSafeContact
            | SeeHelpers
            | GrantHelp
            | ChangeHelp
            | RefuseHelp
            | EndHelp
            | SeeLooks
            | Export
            | Erase
            | Complain
    )
}

/// Never by any scope: safe contact, the list of helpers, who looked, export, erasure, complaints, and check-ins, which a
/// helper neither gives nor sees.
fn helper_may(scopes: &[Scope], action: Action) -> bool {
    match action {
        Action::SeeTimeline => scopes.contains(&Scope::SeePlan),
        // Whoever may only write sees what they wrote themselves.
        Action::SeeMessages => scopes.contains(&Scope::SeeMessages) || scopes.contains(&Scope::WriteAsHelper),
        Action::WriteMessages => scopes.contains(&Scope::WriteAsHelper),
        Action::SeePlan => scopes.contains(&Scope::SeePlan),
        // Nobody writes over what they may not read: writing it together asks for both.
        Action::WritePlan => scopes.contains(&Scope::SeePlan) && scopes.contains(&Scope::WriteAsHelper),
        Action::SeeDetails | Action::ChangeDetails => scopes.contains(&Scope::WriteAsHelper),
        _ => false,
    }
}

fn staff_may(role: StaffRole, is_of_team: bool, is_self: bool, action: Action) -> bool {
    use Action::{
        ActOnReferral, ApproveRecovery, ChangePasskeys, ChangeTeam, EndHelp, EndStaff, GiveRecoveryWords, InviteStaff,
        KeepSignIns, ListTeams, OpenRecovery, RecordHelper, RefreshFeed, SeeCheckIns, SeeDetails, SeeFeeds,
        SeeListings, SeeMessages, SeePasskeys, SeePeople, SeePerson, SeePlan, SeeRecoveries, SeeReferral, SeeReport,
        SeeStaff, SeeTeam, SeeTimeline, SeeWaiting, SetAbsence, SettleListing, WriteMessages, WritePlan, WriteWelcome,
    };
    let is_lead = role == StaffRole::TeamLead;
    let is_administrator = role == StaffRole::Administrator;
    match action {
        KeepSignIns | SeePasskeys | ChangePasskeys => is_self,
        // How somebody feels is theirs to say: their team reads it, and never answers in their stead.
        SeeCheckIns => is_of_team && !is_administrator,
        // The people of a team are its own. An administrator keeps the system, and reads nobody's record.
        SeeTimeline | SeeMessages | WriteMessages | SeePlan | WritePlan | SeeDetails | EndHelp | SeeWaiting
        | SeePeople | SeeReferral | ActOnReferral | SeePerson | RecordHelper | SeeRecoveries | OpenRecovery
        | ApproveRecovery | GiveRecoveryWords | WriteWelcome | SeeReport => is_of_team && !is_administrator,
        SetAbsence => is_self || (is_of_team && is_lead) || is_administrator,
        SeeTeam => is_of_team || is_administrator,
        ChangeTeam | SeeStaff | InviteStaff | EndStaff => (is_of_team && is_lead) || is_administrator,
        SeeListings | SettleListing | SeeFeeds => is_lead || is_administrator,
        ListTeams | RefreshFeed => is_administrator,
        _ => false,
    }
}

/// Whether this asks for a sign-in within the last ten minutes.
pub fn needs_fresh(action: Action) -> bool {
    matches!(
        action,
        Action::ChangePasskeys
            | Action::ChangeContacts
            | Action::MakeRecoveryWords
            | Action::GrantHelp
            | Action::RecordHelper
            | Action::Export
            | Action::Erase
            | Action::OpenRecovery
            | Action::ApproveRecovery
            | Action::GiveRecoveryWords
            | Action::InviteStaff
            | Action::EndStaff
    )
}

/// Whether this gives somebody a way to sign in.
pub fn makes_a_way_in(action: Action) -> bool {
    matches!(action, Action::ChangePasskeys | Action::ChangeContacts | Action::MakeRecoveryWords)
}

/// Which fields of a timeline somebody sees. What they do not see is not there: no gap, no mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// What the team wrote to the person, and where else it pointed to.
    pub team_words: bool,
    /// The person's own words and needs.
    pub own_words: bool,
}

/// What somebody who may see the timeline sees of it.
pub fn sight(who: &Who) -> Sight {
    match who {
        Who::Own | Who::Staff { .. } => Sight { team_words: true, own_words: true },
        Who::Helper(scopes) => {
            Sight { team_words: scopes.contains(&Scope::SeeMessages), own_words: scopes.contains(&Scope::SeePlan) }
        }
        Who::Nobody | Who::Stranger => Sight { team_words: false, own_words: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_helper_with_everything_still_gets_nothing_that_is_never_given() {
        let helper = Who::Helper(Scope::ALL.to_vec());
        for never in [
            Action::SeeCheckIns,
            Action::KeepCheckIn,
            Action::KeepWeek,
            Action::ComeBack,
            Action::SeeSafeContact,
            Action::ChangeSafeContact,
            Action::SeeHelpers,
            Action::GrantHelp,
            Action::ChangeHelp,
            Action::EndHelp,
            Action::SeeLooks,
            Action::Export,
            Action::Erase,
            Action::ChangeContacts,
        ] {
            assert!(!may(&helper, never), "{never:?}");
        }
    }

    #[test]
    fn only_oneself_answers_a_measure_and_the_team_reads_it() {
        let staff = |role, is_of_team| Who::Staff { role, is_of_team, is_self: false };
        assert!(may(&Who::Own, Action::SeeCheckIns) && may(&Who::Own, Action::KeepCheckIn));
        for role in [StaffRole::LinkWorker, StaffRole::TeamLead, StaffRole::Administrator] {
            let is_theirs = role != StaffRole::Administrator;
            assert_eq!(may(&staff(role, true), Action::SeeCheckIns), is_theirs, "{role:?}");
            assert!(!may(&staff(role, false), Action::SeeCheckIns), "{role:?}");
            assert!(!may(&staff(role, true), Action::KeepCheckIn), "{role:?}");
        }
    }

    #[test]
    fn a_helper_without_scopes_gets_nothing_at_all() {
        let helper = Who::Helper(Vec::new());
        assert!(!may(&helper, Action::SeeTimeline) && !may(&helper, Action::SeeDetails));
        assert_eq!(sight(&helper), Sight { team_words: false, own_words: false });
    }

    #[test]
    fn a_helper_writes_a_plan_only_who_may_read_it_and_write() {
        let may_write = |scopes: &[Scope]| may(&Who::Helper(scopes.to_vec()), Action::WritePlan);
        assert!(may_write(&[Scope::SeePlan, Scope::WriteAsHelper]));
        assert!(!may_write(&[Scope::SeePlan]) && !may_write(&[Scope::WriteAsHelper, Scope::SeeMessages]));
        assert!(may(&Who::Helper(vec![Scope::SeePlan]), Action::SeePlan));
        assert!(!may(&Who::Helper(vec![Scope::WriteAsHelper, Scope::SeeMessages]), Action::SeePlan));
    }

    #[test]
    fn an_administrator_reads_nobodys_record() {
        let administrator = Who::Staff { role: StaffRole::Administrator, is_of_team: true, is_self: false };
        for never in [Action::SeePerson, Action::SeeReferral, Action::SeeTimeline, Action::SeePlan, Action::WritePlan] {
            assert!(!may(&administrator, never), "{never:?}");
        }
        assert!(may(&administrator, Action::ChangeTeam));
    }

    #[test]
    fn what_changes_the_keys_of_the_house_asks_again() {
        for action in [Action::ChangeContacts, Action::Export, Action::Erase, Action::GrantHelp] {
            assert!(needs_fresh(action), "{action:?}");
        }
        assert!(!needs_fresh(Action::EndHelp), "ending must never be harder than granting");
    }
}
