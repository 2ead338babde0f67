//! The program `stile`. Everything it does is in the library.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    // Before anything opens a connection. It can only fail where a provider is there already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    stile_api::cli::run().await
}
