//! `stile audit verify`: checks that no row of the audit was changed or taken out.

use anyhow::bail;
use clap::Subcommand;

use super::print;
use crate::store::Store;

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check every row against the one before it, and print the digest of the last
    ///
    /// Keep what it prints somewhere else, day by day: an audit that was cut short shows against it.
    Verify {
        /// A digest that was printed before: fails when the audit does not lead to or past it
        #[arg(long, value_name = "DIGEST")]
        holds: Option<String>,
    },
}

impl AuditCommand {
    pub(super) async fn run(self, store: &Store) -> anyhow::Result<()> {
        let Self::Verify { holds } = self;
        let check = store.check_audit().await?;
        if let Some(row) = check.broken_at {
            bail!("row {row} of the audit is not as it was written, or the row before it is missing");
        }
        if let Some(digest) = holds
            && !store.audit_has(digest.trim()).await?
        {
            bail!("the audit does not hold that digest: rows after it were taken out, or it is of another database");
        }
        print::line(format!("{} rows, all as they were written", check.rows));
        print::line(format!("The last one: {}", check.head));
        Ok(())
    }
}
