//! `stile team`: teams, and the surgeries and districts that they cover.

use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand, ValueEnum, builder::NonEmptyStringValueParser};
use domain::{
    hours::Hours,
    postcode::{self, Postcode},
};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::{Nation, TeamId};

use super::print;
use crate::{
    clock::{Clock, SystemClock},
    promises,
    store::{Error, Store, Team},
};

#[derive(Debug, Subcommand)]
pub enum TeamCommand {
    /// Add a team
    Add(AddArgs),

    /// Let a team cover surgeries and postcode districts, in place of whichever team did before
    Cover(CoverArgs),

    /// List the teams and what they cover
    List {
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct AddArgs {
    /// The team's name, as people will read it
    name: String,

    /// Whose bank holidays it keeps
    #[arg(long, value_enum)]
    nation: NationName,

    /// The number people may ring; this or --email has to be given
    #[arg(long, required_unless_present = "email", value_parser = NonEmptyStringValueParser::new())]
    phone: Option<String>,

    /// The address people may write to
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    email: Option<String>,

    /// When it is open, in London time
    #[arg(long, default_value = "Mon-Fri 09:00-17:00")]
    hours: String,

    /// Within how many working days it promises to be in touch
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=60))]
    promise_days: u16,
}

#[derive(Debug, Args)]
pub struct CoverArgs {
    /// The team's name
    name: String,

    /// The code of a surgery; may be given several times, or several parted by commas
    #[arg(long = "surgery", value_name = "CODE", value_delimiter = ',')]
    surgeries: Vec<String>,

    /// A postcode district such as EH1; may be given several times, or several parted by commas
    #[arg(long = "district", value_name = "DISTRICT", value_delimiter = ',')]
    districts: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum NationName {
    England,
    Wales,
    Scotland,
    NorthernIreland,
}

impl From<NationName> for Nation {
    fn from(name: NationName) -> Self {
        match name {
            NationName::England => Self::England,
            NationName::Wales => Self::Wales,
            NationName::Scotland => Self::Scotland,
            NationName::NorthernIreland => Self::NorthernIreland,
        }
    }
}

impl TeamCommand {
    pub(super) async fn run(self, store: &Store) -> anyhow::Result<()> {
        match self {
            Self::Add(args) => add(store, args).await,
            Self::Cover(args) => cover(store, &args).await,
            Self::List { json } => list(store, json).await,
        }
    }
}

async fn add(store: &Store, args: AddArgs) -> anyhow::Result<()> {
    let team = Team {
        id: TeamId(Uuid::now_v7()),
        name: args.name,
        nation: args.nation.into(),
        phone: args.phone,
        email: args.email,
        hours: Hours::parse(&args.hours)?,
        promise_days: args.promise_days,
        safeguarding_lead: None,
    };
    store.add_team(&team).await.map_err(|error| match error {
        Error::Conflict => anyhow!("there is a team called {:?} already", team.name),
        error => error.into(),
    })?;
    promises::warn_of_gaps(store, SystemClock.now()).await?;
    print::line(format!("Added {}. Now say what it covers: stile team cover", team.name));
    Ok(())
}

async fn cover(store: &Store, args: &CoverArgs) -> anyhow::Result<()> {
    if args.surgeries.is_empty() && args.districts.is_empty() {
        bail!("name at least one --surgery or --district");
    }
    let team =
        store.team_named(&args.name).await?.with_context(|| format!("there is no team called {:?}", args.name))?;
    // Everything is looked at before anything is changed.
    let mut surgeries = Vec::new();
    for code in &args.surgeries {
        let code = code.trim().to_ascii_uppercase();
        if store.find_surgery(&code).await?.is_none() {
            bail!("no surgery has the code {code:?}; import surgeries first: stile practices import");
        }
        surgeries.push(code);
    }
    let mut districts = Vec::new();
    for written in &args.districts {
        match postcode::parse(written) {
            Some(Postcode::District(district)) => districts.push(district),
            _ => bail!("{written:?} is not a postcode district such as EH1"),
        }
    }
    for code in &surgeries {
        store.cover_surgery(team.id, code).await?;
    }
    for district in &districts {
        store.cover_district(team.id, district).await?;
    }
    print::line(format!("{} covers {}", team.name, [surgeries, districts].concat().join(", ")));
    Ok(())
}

async fn list(store: &Store, json: bool) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    for team in store.list_teams().await? {
        let (surgeries, districts) = store.cover_of(team.id).await?;
        if json {
            values.push(json!({
                "id": team.id,
                "name": team.name,
                "nation": team.nation,
                "phone": team.phone,
                "email": team.email,
                "hours": team.hours.to_string(),
                "promise_days": team.promise_days,
                "surgeries": surgeries,
                "districts": districts,
            }));
        } else {
            rows.push([
                team.name,
                team.hours.to_string(),
                format!("{} working days", team.promise_days),
                team.phone.unwrap_or_default(),
                districts.join(" "),
                surgeries.join(" "),
            ]);
        }
    }
    if json {
        return print::json(&values);
    }
    if rows.is_empty() {
        print::line("There are no teams yet: stile team add");
    } else {
        print::table(["Team", "Hours", "Promise", "Telephone", "Districts", "Surgeries"], &rows);
    }
    Ok(())
}
