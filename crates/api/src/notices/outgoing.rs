//! The channels that an operator has set up, and which message goes by which. Settings that do not fit together are
//! refused when the server starts, rather than when somebody waits for a code.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;

use super::notify::Notify;
use super::outbox::Outbox;
use super::smtp::Smtp;
use super::webhook::Webhook;
use super::{Letter, NoticesConfig, Push, PushError, PushSender, SendError, Text, Urgency};

/// Where messages are written when nothing is set and nobody else can reach the server.
const USUAL_OUTBOX: &str = "var/outbox";

/// The channels that are set up. Cheap to clone.
#[derive(Clone)]
pub struct Outgoing(Arc<Channels>);

struct Channels {
    mail: Option<MailBy>,
    texts: Option<TextsBy>,
    push: Option<PushSender>,
}

enum MailBy {
    Smtp(Smtp),
    Outbox(Outbox),
}

enum TextsBy {
    Webhook(Webhook),
    Notify(Notify),
    Outbox(Outbox),
}

impl Outgoing {
    /// Sets up the channels, and logs once which there are.
    ///
    /// `is_production` says that others than whoever started the server can reach it. Then nothing is written into an
    /// outbox, and a channel that is not set up is off.
    ///
    /// # Errors
    /// Settings that cannot be used, that are there by half, or that contradict each other.
    pub fn new(config: &NoticesConfig, is_production: bool) -> anyhow::Result<Self> {
        let mail = smtp(config)?.map(MailBy::Smtp);
        let texts = texts(config)?;
        let push = push(config)?;
        let outbox = outbox_folder(config, is_production, mail.is_some() || texts.is_some())?;
        let outbox = outbox.map(Outbox::new).transpose()?;
        let mail = mail.or_else(|| outbox.clone().map(MailBy::Outbox));
        let texts = texts.or_else(|| outbox.map(TextsBy::Outbox));
        log(mail.as_ref(), texts.as_ref(), push.is_some());
        Ok(Self(Arc::new(Channels { mail, texts, push })))
    }

    /// Whether letters can be sent.
    pub fn has_mail(&self) -> bool {
        self.0.mail.is_some()
    }

    /// Whether texts can be sent.
    pub fn has_texts(&self) -> bool {
        self.0.texts.is_some()
    }

    /// Whether pushes can be sent.
    pub fn has_push(&self) -> bool {
        self.0.push.is_some()
    }

    /// What browsers subscribe to pushes with; nothing when there are none.
    pub fn push_key(&self) -> Option<String> {
        self.0.push.as_ref().map(PushSender::public_key)
    }

    /// Push services besides those that are known anyway, for [`is_allowed`](super::push::is_allowed).
    pub fn push_hosts(&self) -> &[String] {
        self.0.push.as_ref().map(PushSender::hosts).unwrap_or_default()
    }

    /// Hands a letter over to the mail server.
    ///
    /// # Errors
    /// When it is not taken. A channel that is off may be on again at the next try.
    pub async fn send_letter(&self, letter: &Letter) -> Result<(), SendError> {
        match &self.0.mail {
            Some(MailBy::Smtp(smtp)) => smtp.send(letter).await,
            Some(MailBy::Outbox(outbox)) => outbox.send_letter(letter).await,
            None => Err(SendError::PASSING),
        }
    }

    /// Hands a text over to whoever carries texts.
    ///
    /// # Errors
    /// When it is not taken. A channel that is off may be on again at the next try.
    pub async fn send_text(&self, text: &Text) -> Result<(), SendError> {
        if !text.has_number() {
            tracing::warn!("a text cannot be sent: its number is none");
            return Err(SendError::Permanent);
        }
        match &self.0.texts {
            Some(TextsBy::Webhook(webhook)) => webhook.send(text).await,
            Some(TextsBy::Notify(notify)) => notify.send(text).await,
            Some(TextsBy::Outbox(outbox)) => outbox.send_text(text).await,
            None => Err(SendError::PASSING),
        }
    }

    /// Hands a notice over to a browser's push service.
    ///
    /// # Errors
    /// When it is not taken. A channel that is off may be on again at the next try.
    pub async fn send_push(&self, push: &Push, urgency: Urgency) -> Result<(), PushError> {
        match &self.0.push {
            Some(sender) => sender.send(push, urgency).await,
            None => Err(PushError::PASSING),
        }
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Outgoing");
        shown.field("mail", &way_of_mail(self.0.mail.as_ref()));
        shown.field("texts", &way_of_texts(self.0.texts.as_ref()));
        shown.field("push", &self.has_push()).finish()
    }
}

fn smtp(config: &NoticesConfig) -> anyhow::Result<Option<Smtp>> {
    match (config.smtp_url()?, config.mail_from()) {
        (Some(url), Some(from)) => Smtp::new(&url, from).map(Some),
        (Some(_), None) => bail!("a mail server is set, and not what letters come from: set STILE_MAIL_FROM"),
        (None, Some(_)) => bail!("STILE_MAIL_FROM is set, and no mail server: set STILE_SMTP_URL"),
        (None, None) => Ok(None),
    }
}

fn texts(config: &NoticesConfig) -> anyhow::Result<Option<TextsBy>> {
    let webhook = match (config.sms_webhook_url(), config.sms_webhook_secret()?) {
        (Some(url), Some(secret)) => Some(Webhook::new(url, &secret)?),
        (None, None) => None,
        _ => bail!("texts by webhook need STILE_SMS_WEBHOOK_URL and STILE_SMS_WEBHOOK_SECRET"),
    };
    let notify = match (config.notify_key()?, config.notify_sms_template()) {
        (Some(key), Some(template)) => Some(Notify::new(&key, template, config.notify_url())?),
        (None, None) if config.notify_url().is_none() => None,
        _ => bail!("texts by GOV.UK Notify need STILE_NOTIFY_KEY and STILE_NOTIFY_SMS_TEMPLATE"),
    };
    match (webhook, notify) {
        (Some(_), Some(_)) => bail!("texts go by a webhook or by GOV.UK Notify, not by both: unset one of them"),
        (Some(webhook), None) => Ok(Some(TextsBy::Webhook(webhook))),
        (None, Some(notify)) => Ok(Some(TextsBy::Notify(notify))),
        (None, None) => Ok(None),
    }
}

fn push(config: &NoticesConfig) -> anyhow::Result<Option<PushSender>> {
    let hosts = config.push_hosts();
    match (config.push_key()?, config.push_contact()) {
        (Some(key), Some(contact)) => PushSender::new(&key, contact, hosts, PushSender::PATIENCE).map(Some),
        (Some(_), None) => bail!("a key for pushes is set, and not whom push services can ask: set STILE_PUSH_CONTACT"),
        (None, None) if hosts.is_empty() => Ok(None),
        (None, _) => bail!("pushes are set up by half: make a key (stile push-key), and set STILE_PUSH_KEY"),
    }
}

/// Where messages are written that have no other way. Only where somebody asks for it, or where there is no way at all;
/// never where others can reach the server.
fn outbox_folder(config: &NoticesConfig, is_production: bool, has_way: bool) -> anyhow::Result<Option<PathBuf>> {
    match &config.outbox_dir {
        Some(_) if is_production => bail!(
            "STILE_OUTBOX_DIR writes sign-in codes into files, which is for trying things out; others can reach this \
             server (by HTTPS, a trusted proxy or the address it listens on): unset it, and set STILE_SMTP_URL"
        ),
        Some(folder) => Ok(Some(folder.clone())),
        None if is_production || has_way => Ok(None),
        None => Ok(Some(PathBuf::from(USUAL_OUTBOX))),
    }
}

fn log(mail: Option<&MailBy>, texts: Option<&TextsBy>, has_push: bool) {
    match mail {
        Some(_) => tracing::info!(way = way_of_mail(mail), "letters can be sent"),
        None => tracing::warn!("no mail server is set: nobody can sign in by a code in an e-mail"),
    }
    match texts {
        Some(_) => tracing::info!(way = way_of_texts(texts), "texts can be sent"),
        None => tracing::warn!("no carrier of texts is set: nobody can sign in by a code in a text"),
    }
    if has_push {
        tracing::info!("pushes can be sent");
    } else {
        tracing::info!("no key for pushes is set: no notice goes by push");
    }
}

fn way_of_mail(mail: Option<&MailBy>) -> &'static str {
    match mail {
        Some(MailBy::Smtp(_)) => "smtp",
        Some(MailBy::Outbox(_)) => "outbox",
        None => "off",
    }
}

fn way_of_texts(texts: Option<&TextsBy>) -> &'static str {
    match texts {
        Some(TextsBy::Webhook(_)) => "webhook",
        Some(TextsBy::Notify(_)) => "notify",
        Some(TextsBy::Outbox(_)) => "outbox",
        None => "off",
    }
}
