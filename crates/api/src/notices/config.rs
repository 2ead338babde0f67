//! How letters, texts and pushes leave, by option or by the environment. It only reads; `outgoing` says what fits
//! together.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::Secret;

/// How letters, texts and pushes leave.
#[derive(Debug, Clone, Default, Args)]
pub struct NoticesConfig {
    /// The mail server: `smtps://NAME:PASSWORD@HOST`, or `smtp://…`, which needs STARTTLS unless it is this machine
    #[arg(long, env = "STILE_SMTP_URL", value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<Secret>,

    /// A file that holds the mail server's address; it wins
    #[arg(long, env = "STILE_SMTP_URL_FILE", value_name = "FILE")]
    pub smtp_url_file: Option<PathBuf>,

    /// The address that letters come from: an address alone, for a name beside it would show on a locked phone
    #[arg(long, env = "STILE_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,

    /// Where texts are posted as signed JSON: an https: address, or http: on this machine
    #[arg(long, env = "STILE_SMS_WEBHOOK_URL", value_name = "URL", hide_env_values = true)]
    pub sms_webhook_url: Option<Secret>,

    /// What posted texts are signed with: 32 characters or more
    #[arg(long, env = "STILE_SMS_WEBHOOK_SECRET", value_name = "SECRET", hide_env_values = true)]
    pub sms_webhook_secret: Option<Secret>,

    /// A file that holds what posted texts are signed with; it wins
    #[arg(long, env = "STILE_SMS_WEBHOOK_SECRET_FILE", value_name = "FILE")]
    pub sms_webhook_secret_file: Option<PathBuf>,

    /// The key of GOV.UK Notify, as Notify shows it once: name, service and secret
    #[arg(long, env = "STILE_NOTIFY_KEY", value_name = "KEY", hide_env_values = true)]
    pub notify_key: Option<Secret>,

    /// A file that holds the key of GOV.UK Notify; it wins
    #[arg(long, env = "STILE_NOTIFY_KEY_FILE", value_name = "FILE")]
    pub notify_key_file: Option<PathBuf>,

    /// The id of Notify's text template; its whole message is ((body))
    #[arg(long, env = "STILE_NOTIFY_SMS_TEMPLATE", value_name = "ID")]
    pub notify_sms_template: Option<String>,

    /// Where Notify is, when it is not at https://api.notifications.service.gov.uk
    #[arg(long, env = "STILE_NOTIFY_URL", value_name = "URL")]
    pub notify_url: Option<String>,

    /// The key that pushes are signed with, as `stile push-key` makes it; without it there are none
    #[arg(long, env = "STILE_PUSH_KEY", value_name = "KEY", hide_env_values = true)]
    pub push_key: Option<Secret>,

    /// A file that holds the key that pushes are signed with; it wins
    #[arg(long, env = "STILE_PUSH_KEY_FILE", value_name = "FILE")]
    pub push_key_file: Option<PathBuf>,

    /// Whom a push service can ask about our pushes: a mailto: or https: address
    #[arg(long, env = "STILE_PUSH_CONTACT", value_name = "ADDRESS")]
    pub push_contact: Option<String>,

    /// Push services besides those of the browsers there are, parted by commas: names of hosts, reached by https: at
    /// its usual port. This machine, by http: at any port, is for trying things out
    #[arg(long, env = "STILE_PUSH_HOSTS", value_name = "LIST")]
    pub push_hosts: Option<String>,

    /// For trying things out: write letters and texts into this folder instead; var/outbox when nothing else is set.
    /// Refused where others can reach the server
    #[arg(long, env = "STILE_OUTBOX_DIR", value_name = "FOLDER")]
    pub outbox_dir: Option<PathBuf>,
}

impl NoticesConfig {
    /// The mail server's address.
    ///
    /// # Errors
    /// When the file that should hold it cannot be read or is empty. So it is for the others.
    pub(super) fn smtp_url(&self) -> anyhow::Result<Option<String>> {
        held(self.smtp_url.as_ref(), self.smtp_url_file.as_deref())
    }

    pub(super) fn mail_from(&self) -> Option<&str> {
        given(self.mail_from.as_deref())
    }

    pub(super) fn sms_webhook_url(&self) -> Option<&str> {
        given(self.sms_webhook_url.as_ref().map(Secret::reveal))
    }

    pub(super) fn sms_webhook_secret(&self) -> anyhow::Result<Option<String>> {
        held(self.sms_webhook_secret.as_ref(), self.sms_webhook_secret_file.as_deref())
    }

    pub(super) fn notify_key(&self) -> anyhow::Result<Option<String>> {
        held(self.notify_key.as_ref(), self.notify_key_file.as_deref())
    }

    pub(super) fn notify_sms_template(&self) -> Option<&str> {
        given(self.notify_sms_template.as_deref())
    }

    pub(super) fn notify_url(&self) -> Option<&str> {
        given(self.notify_url.as_deref())
    }

    pub(super) fn push_key(&self) -> anyhow::Result<Option<String>> {
        held(self.push_key.as_ref(), self.push_key_file.as_deref())
    }

    pub(super) fn push_contact(&self) -> Option<&str> {
        given(self.push_contact.as_deref())
    }

    pub(super) fn push_hosts(&self) -> Vec<String> {
        let list = self.push_hosts.as_deref().unwrap_or_default();
        list.split(',').filter_map(|name| given(Some(name))).map(str::to_ascii_lowercase).collect()
    }
}

/// A variable that is set to nothing is not set: that is how container files leave one out.
fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// What the file holds, or else the value itself.
fn held(value: Option<&Secret>, file: Option<&Path>) -> anyhow::Result<Option<String>> {
    let Some(file) = file else { return Ok(given(value.map(Secret::reveal)).map(str::to_owned)) };
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    match given(Some(&text)) {
        Some(text) => Ok(Some(text.to_owned())),
        None => bail!("{} is empty", file.display()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        notices: NoticesConfig,
    }

    fn read(line: &[&str]) -> NoticesConfig {
        Line::try_parse_from([&["stile"][..], line].concat()).unwrap().notices
    }

    #[test]
    fn secrets_are_never_shown() {
        let options =
            ["--smtp-url=smtps://me:word@x.org", "--sms-webhook-secret=word", "--notify-key=word", "--push-key=word"];
        let shown = format!("{:?}", read(&options));
        assert!(shown.contains("Secret(..)") && !shown.contains("word"), "{shown}");
    }

    #[test]
    fn nothing_is_not_set_and_files_win() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().to_str().unwrap();
        assert_eq!(read(&["--smtp-url= ", "--mail-from="]).smtp_url().unwrap(), None);
        assert_eq!(read(&["--mail-from="]).mail_from(), None);
        let with_file = read(&["--notify-key=one", "--notify-key-file", path]);
        assert!(with_file.notify_key().is_err(), "an empty file is a slip");
        std::fs::write(path, "two\n").unwrap();
        assert_eq!(with_file.notify_key().unwrap().as_deref(), Some("two"));
        assert!(read(&["--notify-key-file", "/nowhere/key"]).notify_key().is_err());
    }

    #[test]
    fn hosts_are_parted_by_commas() {
        let hosts = read(&["--push-hosts= one.example.org,,Two.example.org ,"]).push_hosts();
        assert_eq!(hosts, ["one.example.org", "two.example.org"]);
        assert!(read(&["--push-hosts="]).push_hosts().is_empty());
        assert!(read(&[]).push_hosts().is_empty());
    }
}
