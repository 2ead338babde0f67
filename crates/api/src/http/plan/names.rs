//! Who wrote what in a plan, as it is read: names instead of ids. The name is today's, and that of a helper who is gone is
//! empty.

use std::collections::HashMap;

use wire::{AccountId, Author, Company, Goal, GroupOnPlan, Kept, Side, StaffId, Visit};

use crate::http::error::Error;
use crate::http::plan::Opened;
use crate::store::{Person, Store};

/// Names by id, each looked up once.
pub struct Names<'a> {
    store: &'a Store,
    person: &'a Person,
    /// The id of the helper who reads, when one does: who else helps is the person's to tell.
    helper: Option<&'a str>,
    /// Name and relation.
    known: HashMap<String, (String, String)>,
}

impl<'a> Names<'a> {
    pub fn new(store: &'a Store, opened: &'a Opened) -> Self {
        let helper = (opened.by.side == Side::Helper).then_some(opened.by.name.as_str());
        Self { store, person: &opened.person, helper, known: HashMap::new() }
    }

    /// A goal with the names of all who wrote in it.
    pub async fn goal(&mut self, mut goal: Goal) -> Result<Goal, Error> {
        self.kept(&mut goal.title).await?;
        self.kept(&mut goal.why).await?;
        self.kept(&mut goal.how_known).await?;
        if self.helper.is_some() {
            // How near somebody feels is theirs and their team's, as every measure is: a helper finds no gap either.
            (goal.score_now, goal.score_later) = (None, None);
        }
        if let Some(score) = &mut goal.score_now {
            self.author(&mut score.by).await?;
        }
        if let Some(score) = &mut goal.score_later {
            self.author(&mut score.by).await?;
        }
        for step in &mut goal.steps {
            self.kept(&mut step.words).await?;
        }
        Ok(goal)
    }

    /// A group on the plan with the names of all who wrote in it. `name` is the group's own.
    pub async fn group(&mut self, mut group: GroupOnPlan, name: String) -> Result<GroupOnPlan, Error> {
        group.name = name;
        if group.company == Company::Helper
            && let Some(helper) = self.helper
        {
            // Who else helps is the person's to tell.
            group.arranged = group.arranged.filter(|arranged| arranged.by.name == helper);
        }
        self.author(&mut group.by).await?;
        self.kept(&mut group.reason).await?;
        if let Some(arranged) = &mut group.arranged {
            self.author(&mut arranged.by).await?;
        }
        Ok(group)
    }

    /// A visit with the name of whoever wrote its line. `name` is the group's.
    pub async fn visit(&mut self, mut visit: Visit, name: String) -> Result<Visit, Error> {
        visit.name = name;
        if let Some(line) = &mut visit.line {
            self.kept(line).await?;
        }
        Ok(visit)
    }

    async fn kept(&mut self, kept: &mut Kept) -> Result<(), Error> {
        self.author(&mut kept.by).await?;
        for other in &mut kept.others {
            self.author(&mut other.by).await?;
        }
        Ok(())
    }

    async fn author(&mut self, author: &mut Author) -> Result<(), Error> {
        let by = std::mem::take(&mut author.name);
        (author.name, author.relation) = self.name(author.side, by).await?;
        let covers_for = std::mem::take(&mut author.covers_for);
        if !covers_for.is_empty() {
            author.covers_for = self.name(Side::Staff, covers_for).await?.0;
        }
        Ok(())
    }

    async fn name(&mut self, side: Side, id: String) -> Result<(String, String), Error> {
        if side == Side::Person {
            return Ok((self.person.called().to_owned(), String::new()));
        }
        if side == Side::Helper && self.helper.is_some_and(|helper| helper != id) {
            return Ok(Default::default());
        }
        if let Some(known) = self.known.get(&id) {
            return Ok(known.clone());
        }
        let found = match side {
            Side::Helper => self.store.helper_of(read::<AccountId>(&id)?, self.person.id).await?.unwrap_or_default(),
            Side::Staff => {
                let staff = self.store.find_staff(read::<StaffId>(&id)?).await?;
                (staff.map(|staff| staff.name).unwrap_or_default(), String::new())
            }
            Side::Person | Side::Automatic => Default::default(),
        };
        self.known.insert(id, found.clone());
        Ok(found)
    }
}

fn read<T: std::str::FromStr>(id: &str) -> Result<T, Error> {
    id.parse().map_err(|_| Error::Internal(anyhow::anyhow!("an author of a plan cannot be read")))
}
