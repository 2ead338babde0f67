//! `stile serve`: puts the parts together and runs until it is told to stop.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;

use super::{logging, open, print};
use crate::{
    auth::Pepper,
    catalogue::Catalogue,
    clock::{Clock, SystemClock},
    config::{DatabaseConfig, ServeConfig, WorkerSwitch},
    demo,
    http::{self, AppState, Proxies, Rates, Settings, Ways},
    notices::Outgoing,
    promises,
    referred::person_of_stored,
};

/// How many messages are on their way at once: a mail server far away takes its time over each.
const WORKERS: usize = 4;
/// How long stopping waits for what the database is doing.
const CLOSING: Duration = Duration::from_secs(1);

pub(super) async fn serve(database: &DatabaseConfig, config: ServeConfig) -> anyhow::Result<()> {
    logging::hide_what_panics_say();
    let proxies = config.trusted_proxies.parse::<Proxies>().context("cannot read the list of trusted proxies")?;
    let store = open(database).await?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    if config.demo_if_empty && demo::load_if_empty(&store, clock.as_ref()).await? {
        tracing::info!("loaded the invented demo area");
    }
    promises::warn_of_gaps(&store, clock.now()).await?;
    let catalogue = Catalogue::load(&store).await.context("cannot read the directory")?;
    let adopted = store.adopt_referrals(person_of_stored).await?;
    if adopted > 0 {
        tracing::info!(adopted, "gave referrals of an earlier version the records of their people");
    }
    let listener =
        TcpListener::bind(config.listen).await.with_context(|| format!("cannot listen on {}", config.listen))?;
    let address = listener.local_addr()?;
    let is_production = config.https || !config.trusted_proxies.trim().is_empty() || !address.ip().is_loopback();
    let origin = match &config.origin {
        Some(origin) => origin.trim_end_matches('/').to_owned(),
        None => format!("http://localhost:{}", address.port()),
    };
    let pepper = Pepper::load_or_make(&config.secret.secret_file)?;
    let outgoing = Outgoing::new(&config.notices, is_production)?;
    let ways = Ways { email: outgoing.has_mail(), text: outgoing.has_texts() };
    let rates = Rates::new(config.reads_per_second, config.writes_per_minute);
    let settings = Settings {
        app_dir: config.app_dir,
        old_files_dir: Some(config.old_files_dir),
        ends_worker: config.worker == WorkerSwitch::Off,
        release: wire::RELEASE,
        proxies,
        is_https: config.https,
        rates,
        origin,
        pepper,
        ways,
        outgoing: Some(outgoing),
    };
    let state = AppState::new(store.clone(), catalogue.clone(), clock.clone(), settings)?;
    let (changes, jobs) = (state.changes(), state.jobs());
    if config.worker == WorkerSwitch::Off {
        tracing::warn!("phones are told to end the app's service worker");
    }
    tracing::info!(%address, groups = catalogue.index().len(), "listening");
    print::line(format!("Stile is at http://{address}"));

    let tending = tokio::spawn(state.old_files().keep_tended(clock.clone()));
    let keeping_fresh = tokio::spawn(catalogue.keep_fresh(store.clone()));
    let feeding = tokio::spawn(changes.clone().feed(store.clone(), clock, Some(store.last_hint().await?)));
    let working = (0..WORKERS).map(|_| tokio::spawn(jobs.clone().run()));
    let mut tasks = vec![tending, keeping_fresh, feeding];
    tasks.extend(working);
    let stop = async move {
        told_to_stop().await;
        // Streams never end by themselves, and what is under way is waited for.
        changes.close();
    };
    http::serve(listener, http::router(state), stop).await;
    for task in tasks {
        task.abort();
    }
    // Files may be under way to be scrubbed, which is done again.
    if tokio::time::timeout(CLOSING, store.close()).await.is_err() {
        tracing::warn!("stopped while the database was at work");
    }
    tracing::info!("stopped");
    Ok(())
}

/// Ends when the terminal (ctrl-c) or the operator (SIGTERM) says so.
async fn told_to_stop() {
    let interrupted = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "cannot wait for ctrl-c");
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};

    match signal(SignalKind::terminate()) {
        Ok(mut signals) => {
            signals.recv().await;
        }
        Err(error) => {
            tracing::error!(%error, "cannot wait for SIGTERM");
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending::<()>().await;
}
