//! What every handler shares. Made once at start-up; cloning it copies a handful of pointers.

use std::path::PathBuf;
use std::sync::Arc;

use axum::http::HeaderValue;

use crate::auth::{Passkeys, Pepper};
use crate::catalogue::Catalogue;
use crate::changes::Changes;
use crate::clock::Clock;
use crate::http::client::Proxies;
use crate::http::headers;
use crate::http::limits::{Limits, Rates};
use crate::http::pages::{OldFiles, Site};
use crate::jobs::Jobs;
use crate::notices::{NoticesConfig, Outgoing};
use crate::store::Store;
use crate::words::Words;

/// What an operator decides about the HTTP side.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the built app lies. A folder without an `index.html` serves the API alone.
    pub app_dir: PathBuf,
    /// Where the hashed files of earlier builds stay; nowhere for a server that keeps none.
    pub old_files_dir: Option<PathBuf>,
    /// The kill switch: phones are given the worker that ends the service worker, and itself.
    pub ends_worker: bool,
    /// The release that this server is of.
    pub release: u32,
    /// The proxies whose `X-Forwarded-*` headers are believed.
    pub proxies: Proxies,
    /// Set where everybody comes over HTTPS although no trusted proxy says so: turns on HSTS.
    pub is_https: bool,
    /// What one client may ask for.
    pub rates: Rates,
    /// Where people find the app, such as `https://stile.example.org`: links in letters lead there, and passkeys belong
    /// to its name.
    pub origin: String,
    /// The server's own secret.
    pub pepper: Pepper,
    /// By which ways a code can be sent.
    pub ways: Ways,
    /// What carries letters, texts and pushes; nothing for a server that sends none.
    pub outgoing: Option<Outgoing>,
}

/// By which ways a code can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    pub email: bool,
    pub text: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            app_dir: PathBuf::new(),
            old_files_dir: None,
            ends_worker: false,
            release: wire::RELEASE,
            proxies: Proxies::default(),
            is_https: false,
            rates: Rates::default(),
            origin: "http://localhost:8080".to_owned(),
            pepper: Pepper::fresh(),
            ways: Ways { email: true, text: true },
            outgoing: None,
        }
    }
}

/// What every handler shares.
#[derive(Clone)]
pub struct AppState {
    pub(super) store: Store,
    pub(super) catalogue: Catalogue,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) words: Arc<Words>,
    pub(super) site: Arc<Site>,
    pub(super) old_files: Arc<OldFiles>,
    pub(super) release: u32,
    pub(super) limits: Arc<Limits>,
    pub(super) proxies: Arc<Proxies>,
    pub(super) is_https: bool,
    pub(super) content_security_policy: HeaderValue,
    pub(super) origin: Arc<str>,
    pub(super) pepper: Pepper,
    pub(super) passkeys: Arc<Passkeys>,
    pub(super) ways: Ways,
    pub(super) changes: Changes,
    pub(super) jobs: Jobs,
}

impl AppState {
    /// Reads the built app and the words. A newer build of the app is served after a restart: its pages, its files and
    /// the policy that names its scripts belong together.
    ///
    /// # Errors
    /// When a file of the app or the words cannot be read.
    pub fn new(store: Store, catalogue: Catalogue, clock: Arc<dyn Clock>, settings: Settings) -> anyhow::Result<Self> {
        let mut site = Site::load(&settings.app_dir)?;
        if settings.ends_worker {
            site.end_worker()?;
        }
        let site = Arc::new(site);
        let content_security_policy = HeaderValue::try_from(headers::content_security_policy(site.pages()))?;
        let words = Arc::new(Words::english()?);
        let outgoing = match settings.outgoing {
            Some(outgoing) => outgoing,
            None => Outgoing::new(&NoticesConfig::default(), true)?,
        };
        let jobs = Jobs {
            store: store.clone(),
            catalogue: catalogue.clone(),
            clock: clock.clone(),
            outgoing,
            pepper: settings.pepper.clone(),
            words: words.clone(),
            origin: settings.origin.trim_end_matches('/').to_owned(),
        };
        Ok(Self {
            jobs,
            store,
            catalogue,
            clock,
            words,
            old_files: Arc::new(OldFiles::load(settings.old_files_dir, site.clone())),
            release: settings.release,
            site,
            limits: Arc::new(Limits::new(settings.rates)),
            proxies: Arc::new(settings.proxies),
            is_https: settings.is_https,
            content_security_policy,
            passkeys: Arc::new(Passkeys::new(&settings.origin)?),
            origin: settings.origin.trim_end_matches('/').into(),
            pepper: settings.pepper,
            ways: settings.ways,
            changes: Changes::new(),
        })
    }

    /// What does the jobs; whoever serves lets it run.
    pub fn jobs(&self) -> Jobs {
        self.jobs.clone()
    }

    /// The files of earlier builds; whoever serves has them tended.
    pub fn old_files(&self) -> Arc<OldFiles> {
        self.old_files.clone()
    }

    /// The hub of hints; whoever serves feeds it and closes it.
    pub fn changes(&self) -> Changes {
        self.changes.clone()
    }
}
