//! `stile serve`: puts the parts together and runs until it is told to stop.

use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;

use super::{logging, open, print};
use crate::{
    catalogue::Catalogue,
    clock::{Clock, SystemClock},
    config::{DatabaseConfig, ServeConfig},
    demo,
    http::{self, AppState, Proxies, Rates, Settings},
    promises,
};

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
    let rates = Rates::new(config.reads_per_second, config.writes_per_minute);
    let settings = Settings { app_dir: config.app_dir, proxies, is_https: config.https, rates };
    let state = AppState::new(store.clone(), catalogue.clone(), clock, settings)?;

    let listener =
        TcpListener::bind(config.listen).await.with_context(|| format!("cannot listen on {}", config.listen))?;
    let address = listener.local_addr()?;
    tracing::info!(%address, groups = catalogue.index().len(), "listening");
    print::line(format!("Stile is at http://{address}"));

    let keeping_fresh = tokio::spawn(catalogue.keep_fresh(store.clone()));
    http::serve(listener, http::router(state), told_to_stop()).await?;
    keeping_fresh.abort();
    store.close().await?;
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
