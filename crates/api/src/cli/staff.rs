//! `stile staff`: inviting staff from the command line, the first administrator among them, and ending somebody's work
//! here. Whoever is invited comes in by a passkey; there is no password to set.

use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand, ValueEnum};
use domain::contact_point::{self, ContactPoint};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::{ContactKind, StaffId, StaffRole};

use super::print;
use crate::{
    auth::Pepper,
    clock::{Clock, SystemClock},
    config::SecretConfig,
    http::{NewStaff, invite},
    store::Store,
};

#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Invite somebody; prints a link and a code, which work for 24 hours
    Invite(InviteArgs),

    /// List everybody
    List {
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },

    /// Say where a team lead is written to at work, when a promise is missed; without an address they are not
    Email {
        /// Their id, as `stile staff list` prints it
        id: StaffId,

        /// Their e-mail address at work
        address: Option<String>,
    },

    /// End somebody's work here: signs them out everywhere, and leaves their people to their colleagues
    End {
        /// Their id, as `stile staff list` prints it
        id: StaffId,
    },
}

#[derive(Debug, Args)]
pub struct InviteArgs {
    /// The name that people will read
    name: String,

    /// The team they belong to; an administrator needs none
    #[arg(long, required_if_eq_any([("role", "link-worker"), ("role", "team-lead")]))]
    team: Option<String>,

    /// What they are
    #[arg(long, value_enum)]
    role: RoleName,

    /// Invite the same member anew, for a lost passkey: their id, as `stile staff list` prints it
    #[arg(long)]
    again: Option<StaffId>,

    /// Where people find the app, such as https://stile.example.org; the link leads there
    #[arg(long, env = "STILE_ORIGIN", default_value = "http://localhost:8080", value_name = "ADDRESS")]
    origin: String,

    #[command(flatten)]
    secret: SecretConfig,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    LinkWorker,
    TeamLead,
    Administrator,
}

impl From<RoleName> for StaffRole {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::LinkWorker => Self::LinkWorker,
            RoleName::TeamLead => Self::TeamLead,
            RoleName::Administrator => Self::Administrator,
        }
    }
}

impl StaffCommand {
    pub(super) async fn run(self, store: &Store) -> anyhow::Result<()> {
        match self {
            Self::Invite(args) => invite_one(store, args).await,
            Self::List { json } => list(store, json).await,
            Self::Email { id, address } => email(store, id, address.as_deref()).await,
            Self::End { id } => end(store, id).await,
        }
    }
}

async fn invite_one(store: &Store, args: InviteArgs) -> anyhow::Result<()> {
    let name = args.name.trim().to_owned();
    if name.is_empty() {
        bail!("the name is empty");
    }
    let team = match &args.team {
        Some(team) => {
            Some(store.team_named(team).await?.with_context(|| format!("there is no team called {team:?}"))?.id)
        }
        None => None,
    };
    let pepper = Pepper::load_or_make(&args.secret.secret_file)?;
    let staff = NewStaff {
        id: args.again.unwrap_or_else(|| StaffId(Uuid::now_v7())),
        team,
        name: name.clone(),
        role: args.role.into(),
    };
    let origin = args.origin.trim_end_matches('/');
    let invitation = invite(store, &pepper, origin, staff, SystemClock.now())
        .await
        .map_err(|error| anyhow!(error).context("could not invite them"))?;
    print::line(format!(
        "Invited {}. Hand over the link and the code apart; they work for 24 hours.",
        print::plain(&name)
    ));
    print::line(format!("Link: {}", invitation.link));
    print::line(format!("Code: {}", invitation.code));
    print::line(format!("The link leads to {origin}. Where people find the app elsewhere, say so with --origin."));
    Ok(())
}

async fn list(store: &Store, json: bool) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    for staff in store.list_staff().await? {
        let team = match staff.team {
            Some(team) => store.find_team(team).await?.map(|team| team.name).unwrap_or_default(),
            None => String::new(),
        };
        let role = serde_json::to_value(staff.role)?;
        if json {
            values.push(json!({
                "id": staff.id, "name": staff.name, "role": role, "team": team, "has_ended": staff.has_ended,
            }));
        } else {
            let role = role.as_str().unwrap_or_default().replace('_', " ");
            let ended = if staff.has_ended { "ended" } else { "" };
            rows.push([staff.name, role, team, ended.to_owned(), staff.id.to_string()]);
        }
    }
    if json {
        return print::json(&values);
    }
    if rows.is_empty() {
        print::line("There are no staff yet: stile staff invite");
    } else {
        print::table(["Name", "Role", "Team", "", "Id"], &rows);
    }
    Ok(())
}

async fn email(store: &Store, id: StaffId, address: Option<&str>) -> anyhow::Result<()> {
    let address = match address.map(contact_point::parse) {
        Some(Some(ContactPoint { kind: ContactKind::Email, value })) => Some(value),
        Some(_) => bail!("this is no e-mail address"),
        None => None,
    };
    if !store.set_staff_email(id, address.as_deref()).await? {
        bail!("nobody who works here has this id");
    }
    print::line(match address {
        Some(_) => "They are written to there when a promise of their team is missed.",
        None => "They are not written to.",
    });
    Ok(())
}

async fn end(store: &Store, id: StaffId) -> anyhow::Result<()> {
    let staff = store.find_staff(id).await?.context("nobody has this id")?;
    store.end_staff(id, SystemClock.now()).await?;
    print::line(format!("{} is out, everywhere.", print::plain(&staff.name)));
    Ok(())
}
