//! Staff: who is in which team, their invitations, their absence and who covers for them.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};
use wire::{StaffId, StaffRole, TeamId};

use super::{
    Error, Result, Store,
    changes::{About, Whom, tell},
    codes,
    entity::referral,
    passkeys::{StoredPasskey, insert_passkey},
    sign_ins::{self, Holder, SignIn},
    tables::{
        ceremony,
        staff::{ActiveModel, Column, Entity, Model},
        staff_invitation,
    },
};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    pub id: StaffId,
    pub team: Option<TeamId>,
    pub name: String,
    pub role: StaffRole,
    pub has_ended: bool,
    pub absence: Option<StoredAbsence>,
}

/// From when until when somebody is away, and who covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredAbsence {
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub cover: StaffId,
}

/// Somebody to invite.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    pub staff: StaffId,
    pub team: Option<TeamId>,
    pub name: String,
    pub role: StaffRole,
    /// The digest of the link's token.
    pub token: [u8; 32],
    /// The code under the server's pepper.
    pub code_mac: [u8; 32],
    pub expires_at: DateTime<Utc>,
}

/// An invitation as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredInvitation {
    pub staff: StaffId,
    pub code_mac: [u8; 32],
    pub expires_at: DateTime<Utc>,
    pub tries: i32,
    pub is_spent: bool,
}

impl Store {
    /// Invites somebody, or invites again somebody of the same team: earlier links work no longer.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is somebody's in another team; otherwise when the database fails.
    pub async fn invite_staff(&self, new: &NewInvitation, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let team = new.team.map(|team| team.to_string());
        match Entity::find_by_id(new.staff.to_string()).one(txn).await? {
            Some(row) if row.team != team || row.ended_at.is_some() || row.role != codes::code(&new.role)? => {
                return Err(Error::Conflict);
            }
            Some(_) => {}
            None => {
                let row = Model {
                    id: new.staff.to_string(),
                    team,
                    name: new.name.clone(),
                    role: codes::code(&new.role)?,
                    created_at: now.timestamp_millis(),
                    ended_at: None,
                    absent_from: None,
                    absent_until: None,
                    cover: None,
                    email: None,
                };
                Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
            }
        }
        let row = staff_invitation::Model {
            staff: new.staff.to_string(),
            token: codes::hex(&new.token),
            code_mac: codes::hex(&new.code_mac),
            expires_at: new.expires_at.timestamp_millis(),
            tries: 0,
            spent_at: None,
        };
        use staff_invitation::Column as Of;
        staff_invitation::Entity::insert(row.into_active_model())
            .on_conflict(
                OnConflict::column(Of::Staff)
                    .update_columns([Of::Token, Of::CodeMac, Of::ExpiresAt, Of::Tries, Of::SpentAt])
                    .to_owned(),
            )
            .exec_without_returning(txn)
            .await?;
        // Whoever has opened an earlier link must not take this invitation up with it.
        ceremony::Entity::delete_many().filter(ceremony::Column::Staff.eq(new.staff.to_string())).exec(txn).await?;
        writing.commit().await
    }

    /// The invitation under a token's digest; one more try is counted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn try_invitation(&self, token: &[u8; 32]) -> Result<Option<StoredInvitation>> {
        use staff_invitation::Column as Of;
        let writing = self.begin_write().await?;
        let is_it = Of::Token.eq(codes::hex(token));
        staff_invitation::Entity::update_many()
            .col_expr(Of::Tries, Expr::col(Of::Tries).add(1))
            .filter(is_it.clone())
            .exec(&writing.txn)
            .await?;
        let found = staff_invitation::Entity::find().filter(is_it).one(&writing.txn).await?;
        writing.commit().await?;
        found.map(read_invitation).transpose()
    }

    /// Keeps the first passkey of somebody invited, spends the invitation and signs them in. False when it had been
    /// spent meanwhile.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the credential is known already; otherwise when the database fails.
    pub async fn take_invitation(
        &self,
        staff: StaffId,
        passkey: &StoredPasskey,
        sign_in: &SignIn,
        token: &[u8; 32],
        now: DateTime<Utc>,
    ) -> Result<bool> {
        use staff_invitation::Column as Of;
        let writing = self.begin_write().await?;
        let spent = staff_invitation::Entity::update_many()
            .col_expr(Of::SpentAt, now.timestamp_millis().into())
            .filter(Of::Staff.eq(staff.to_string()))
            .filter(Of::SpentAt.is_null())
            .filter(Of::ExpiresAt.gt(now.timestamp_millis()))
            .exec(&writing.txn)
            .await?;
        if spent.rows_affected == 0 {
            return Ok(false);
        }
        // The passkeys and sign-ins of before are those of a lost device; and nobody slips in beside a colleague unseen.
        let is_theirs = super::tables::passkey::Column::Staff.eq(staff.to_string());
        super::tables::passkey::Entity::delete_many().filter(is_theirs).exec(&writing.txn).await?;
        sign_ins::end_all(&writing.txn, Holder::Staff(staff)).await?;
        insert_passkey(&writing.txn, passkey).await?;
        sign_ins::begin(&writing.txn, sign_in, token).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// A member of staff.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_staff(&self, id: StaffId) -> Result<Option<Staff>> {
        Entity::find_by_id(id.to_string()).one(&self.db).await?.map(read).transpose()
    }

    /// The staff of a team who have not ended, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn staff_of(&self, team: TeamId) -> Result<Vec<Staff>> {
        let rows = Entity::find()
            .filter(Column::Team.eq(team.to_string()))
            .filter(Column::EndedAt.is_null())
            .order_by_asc(Column::Name)
            .order_by_asc(Column::Id);
        rows.all(&self.db).await?.into_iter().map(read).collect()
    }

    /// Everybody who is or was staff, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_staff(&self) -> Result<Vec<Staff>> {
        let rows = Entity::find().order_by_asc(Column::Name).order_by_asc(Column::Id);
        rows.all(&self.db).await?.into_iter().map(read).collect()
    }

    /// Until when somebody's invitation works, when it has not been taken up.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn invited_until(&self, staff: StaffId) -> Result<Option<DateTime<Utc>>> {
        let row = staff_invitation::Entity::find_by_id(staff.to_string()).one(&self.db).await?;
        row.filter(|row| row.spent_at.is_none()).map(|row| codes::instant(row.expires_at)).transpose()
    }

    /// Says when somebody is away, or that they are back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_absence(&self, staff: StaffId, absence: Option<StoredAbsence>, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        let row = ActiveModel {
            id: Set(staff.to_string()),
            absent_from: Set(absence.map(|absence| absence.from.to_string())),
            absent_until: Set(absence.map(|absence| absence.until.to_string())),
            cover: Set(absence.map(|absence| absence.cover.to_string())),
            ..<ActiveModel as Default>::default()
        };
        let row = row.update(&writing.txn).await?;
        tell_team(&writing.txn, row.team.as_deref(), now).await?;
        writing.commit().await
    }

    /// Keeps where somebody is written to at work, or that they are not. False when there is nobody with that id who works
    /// here.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_staff_email(&self, staff: StaffId, email: Option<&str>) -> Result<bool> {
        let writing = self.begin_write().await?;
        let changed = Entity::update_many()
            .col_expr(Column::Email, Expr::value(email.map(str::to_owned)))
            .filter(Column::Id.eq(staff.to_string()))
            .filter(Column::EndedAt.is_null())
            .exec(&writing.txn)
            .await?;
        writing.commit().await?;
        Ok(changed.rows_affected > 0)
    }

    /// Where a team lead is written to at work; nothing for anybody else, and where nobody has said.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lead_email(&self, staff: StaffId) -> Result<Option<String>> {
        let row = Entity::find_by_id(staff.to_string()).one(&self.db).await?;
        let lead = codes::code(&StaffRole::TeamLead)?;
        Ok(row.filter(|row| row.role == lead && row.ended_at.is_none()).and_then(|row| row.email))
    }

    /// Ends somebody's work here: signs them out everywhere, takes their passkeys and their invitation away, and leaves
    /// their people without a worker, at the top of the list.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_staff(&self, staff: StaffId, now: DateTime<Utc>) -> Result<()> {
        use super::tables::passkey;

        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let id = staff.to_string();
        let row = ActiveModel {
            id: Set(id.clone()),
            ended_at: Set(Some(now.timestamp_millis())),
            absent_from: Set(None),
            absent_until: Set(None),
            cover: Set(None),
            email: Set(None),
            ..<ActiveModel as Default>::default()
        };
        let row = row.update(txn).await?;
        sign_ins::end_all(txn, Holder::Staff(staff)).await?;
        passkey::Entity::delete_many().filter(passkey::Column::Staff.eq(&id)).exec(txn).await?;
        staff_invitation::Entity::delete_by_id(&id).exec(txn).await?;
        referral::Entity::update_many()
            .col_expr(referral::Column::Worker, Expr::value(Option::<String>::None))
            .filter(referral::Column::Worker.eq(&id))
            .exec(txn)
            .await?;
        sign_ins::tell_holder(txn, Holder::Staff(staff), now).await?;
        tell_team(txn, row.team.as_deref(), now).await?;
        writing.commit().await
    }

    /// How many people each of a team's workers has, those whose work has ended not counted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn caseloads(&self, team: TeamId) -> Result<Vec<(StaffId, u32)>> {
        let rows = referral::Entity::find()
            .filter(referral::Column::Team.eq(team.to_string()))
            .filter(referral::Column::Worker.is_not_null())
            .filter(referral::Column::Stage.is_not_in(["declined", "ended"]))
            .all(&self.db)
            .await?;
        let mut people: std::collections::BTreeMap<String, std::collections::BTreeSet<Option<String>>> =
            std::collections::BTreeMap::new();
        for row in rows {
            if let Some(worker) = row.worker {
                people.entry(worker).or_default().insert(row.person);
            }
        }
        people
            .into_iter()
            .map(|(worker, people)| Ok((codes::id(&worker)?, u32::try_from(people.len()).unwrap_or(u32::MAX))))
            .collect()
    }
}

/// The leads of a team who can be written to at work.
pub(super) async fn leads_to_write_to(txn: &DatabaseTransaction, team: TeamId) -> Result<Vec<String>> {
    let rows = Entity::find()
        .filter(Column::Team.eq(team.to_string()))
        .filter(Column::Role.eq(codes::code(&StaffRole::TeamLead)?))
        .filter(Column::EndedAt.is_null())
        .filter(Column::Email.is_not_null())
        .order_by_asc(Column::Id)
        .all(txn)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

async fn tell_team(txn: &DatabaseTransaction, team: Option<&str>, now: DateTime<Utc>) -> Result<()> {
    match team {
        Some(team) => tell(txn, About::Desk, Whom::Team(codes::id(team)?), now).await,
        None => Ok(()),
    }
}

fn read_invitation(row: staff_invitation::Model) -> Result<StoredInvitation> {
    Ok(StoredInvitation {
        staff: codes::id(&row.staff)?,
        code_mac: codes::digest(&row.code_mac)?,
        expires_at: codes::instant(row.expires_at)?,
        tries: row.tries,
        is_spent: row.spent_at.is_some(),
    })
}

fn read(row: Model) -> Result<Staff> {
    let absence = match (row.absent_from, row.absent_until, row.cover) {
        (Some(from), Some(until), Some(cover)) => {
            Some(StoredAbsence { from: codes::date(&from)?, until: codes::date(&until)?, cover: codes::id(&cover)? })
        }
        _ => None,
    };
    Ok(Staff {
        id: codes::id(&row.id)?,
        team: row.team.as_deref().map(codes::id).transpose()?,
        role: codes::from_code(&row.role)?,
        name: row.name,
        has_ended: row.ended_at.is_some(),
        absence,
    })
}
