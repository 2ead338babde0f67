//! `stile healthcheck`: for containers that have no other program to ask with.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use anyhow::{Context, bail};
use clap::Args;

#[derive(Debug, Args)]
pub struct HealthcheckArgs {
    /// Where the server listens
    #[arg(long, env = "STILE_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
}

/// Asks `/readyz`.
pub(super) async fn check(args: &HealthcheckArgs) -> anyhow::Result<()> {
    let url = format!("http://{}/readyz", reachable(args.listen));
    // Never through a proxy: the server is on this machine.
    let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(3)).build()?;
    let status = client.get(&url).send().await.with_context(|| format!("nobody answers at {url}"))?.status();
    if !status.is_success() {
        bail!("the server is not ready: {status}");
    }
    Ok(())
}

/// An address that listens everywhere is asked at home.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}
