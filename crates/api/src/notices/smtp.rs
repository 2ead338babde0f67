//! Letters by any mail server. Each letter has a connection of its own: there are few, and a connection that was left
//! in the middle of a sentence must never carry the next one.

use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use lettre::{Address, Message};
use tokio::time::timeout;
use url::Url;

use super::{Letter, SendError, is_this_machine};

/// The longest to wait for a connection.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// The longest for all of it. Servers that look into a letter answer late, and whoever gives up on them before they do
/// sends a second copy. It is still shorter than the lease of the job that sends.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest to say goodbye, once the letter is taken.
const FAREWELL: Duration = Duration::from_secs(1);

/// A mail server.
pub(super) struct Smtp {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    from: Address,
    patience: Duration,
}

/// How others on the way are kept from reading.
enum Security {
    /// Nobody is on the way: the server is on this machine.
    Near,
    /// The connection is made safe before anything is said, or nothing is said.
    StartTls(TlsParameters),
    /// The connection is safe from its start.
    Tls(TlsParameters),
}

impl Smtp {
    /// A mail server at `smtp://` or `smtps://`, and the address that letters come from.
    ///
    /// # Errors
    /// An address of a server or of a sender that cannot be used.
    pub(super) fn new(url: &str, from: &str) -> anyhow::Result<Self> {
        Self::read(url, from).context("STILE_SMTP_URL or STILE_MAIL_FROM cannot be used")
    }

    fn read(url: &str, from: &str) -> anyhow::Result<Self> {
        // The address holds a password, so it is in no complaint.
        let url = Url::parse(url).context("the server has no address such as smtps://name:password@host")?;
        let written = url.host_str().filter(|host| !host.is_empty()).context("the server's address has no host")?;
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            bail!("nothing may follow the server's host and port; write % as %25 and / as %2F in a password");
        }
        let host = written.trim_matches(['[', ']']).to_owned();
        let tls = || TlsParameters::new(host.clone()).map_err(|error| anyhow!("TLS cannot be used: {error}"));
        let (security, usual_port) = match url.scheme() {
            "smtps" => (Security::Tls(tls()?), SUBMISSIONS_PORT),
            "smtp" if is_this_machine(written) => (Security::Near, SMTP_PORT),
            "smtp" => (Security::StartTls(tls()?), SUBMISSION_PORT),
            _ => bail!("the server's address has to begin with smtps:// or smtp://"),
        };
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (_, None) => bail!("the server's address has a name and no password"),
            (name, Some(password)) => Some(Credentials::new(decoded(name)?, decoded(password)?)),
        };
        let from = from.parse::<Address>().ok().filter(|_| from.is_ascii());
        let from = from.context("letters have to come from an address alone, such as post@example.org")?;
        let port = url.port().unwrap_or(usual_port);
        Ok(Self { host, port, security, credentials, from, patience: PATIENCE })
    }

    pub(super) async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        let message = self.write(letter).map_err(|()| {
            tracing::warn!("a letter cannot be written: its address is none");
            SendError::Permanent
        })?;
        match timeout(self.patience, self.hand_over(message.envelope(), &message.formatted())).await {
            Ok(Ok(mut connection)) => {
                let _ = timeout(FAREWELL, connection.quit()).await;
                Ok(())
            }
            Ok(Err(error)) => Err(meaning(&error, letter.to.is_ascii())),
            Err(_) => {
                tracing::warn!("the mail server takes too long");
                Err(SendError::PASSING)
            }
        }
    }

    /// The letter as it travels. Its id is made from what is in it anyway, and tells nothing of this machine.
    fn write(&self, letter: &Letter) -> Result<Message, ()> {
        if letter.to.chars().any(char::is_control) {
            return Err(());
        }
        let to: Address = letter.to.parse().map_err(drop)?;
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        Message::builder()
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.domain())))
            .from(Mailbox::new(None, self.from.clone()))
            .to(Mailbox::new(None, to))
            .subject(letter.subject.as_str())
            .raw_header(automatic)
            .singlepart(SinglePart::plain(letter.text.clone()))
            .map_err(drop)
    }

    /// Hands the letter over, and the connection back once it is taken.
    async fn hand_over(&self, envelope: &Envelope, letter: &[u8]) -> Result<AsyncSmtpConnection, Error> {
        // The domain of the sender stands in the letter already; the name of this machine need not.
        let hello = ClientId::Domain(self.from.domain().to_owned());
        let at_once = match &self.security {
            Security::Tls(tls) => Some(tls.clone()),
            Security::Near | Security::StartTls(_) => None,
        };
        let server = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(CONNECT_TIME), &hello, at_once, None).await?;
        if let Security::StartTls(tls) = &self.security {
            connection.starttls(tls.clone(), &hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        connection.send(envelope, letter).await?;
        Ok(connection)
    }
}

/// What a failure means. What the server said is not logged: it mostly repeats the address.
fn meaning(error: &Error, is_plain_address: bool) -> SendError {
    match error.status() {
        Some(code) => {
            let code = u16::from(code);
            tracing::warn!(code, "the mail server did not take a letter");
        }
        None if error.is_response() => tracing::warn!("the mail server answers what cannot be understood"),
        None => tracing::warn!(%error, "a letter cannot be handed over"),
    }
    // A server that knows no letters but English ones will not learn them in four hours.
    let is_beyond_it = error.is_client() && !is_plain_address;
    // A password that is refused is the operator's to put right, and the letter is fine (RFC 4954, section 6).
    let is_refused_login = error.status().is_some_and(|code| matches!(u16::from(code), 530 | 534 | 535));
    if (error.is_permanent() && !is_refused_login) || is_beyond_it { SendError::Permanent } else { SendError::PASSING }
}

/// What is written with `%` in an address.
fn decoded(text: &str) -> anyhow::Result<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (byte, rest) = part
            .split_at_checked(2)
            .filter(|(byte, _)| byte.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .context("a % in the server's name or password is written as %25")?;
        bytes.push(u8::from_str_radix(byte, 16)?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).context("the server's name or password is not UTF-8")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use tokio::net::TcpListener;

    use super::*;

    const FROM: &str = "post@example.org";

    fn read(url: &str) -> Smtp {
        Smtp::new(url, FROM).unwrap_or_else(|error| panic!("{url}: {error:#}"))
    }

    #[test]
    fn letters_leave_the_machine_only_under_tls() {
        for (url, is_near, port) in [
            ("smtp://localhost", true, 25),
            ("smtp://127.0.0.1:2525", true, 2525),
            ("smtp://[::1]:2525/", true, 2525),
            ("smtp://mail.example.org", false, 587),
            ("smtp://me:word@mail.example.org:25", false, 25),
            ("smtp://0.0.0.0:2525", false, 2525),
        ] {
            let smtp = read(url);
            let is_right = match smtp.security {
                Security::Near => is_near,
                Security::StartTls(_) => !is_near,
                Security::Tls(_) => false,
            };
            assert!(is_right, "{url}");
            assert_eq!(smtp.port, port, "{url}");
        }
        let smtp = read("smtps://me:word@mail.example.org");
        assert!(matches!(smtp.security, Security::Tls(_)));
        assert_eq!((smtp.host.as_str(), smtp.port), ("mail.example.org", 465));
        assert_eq!(read("smtp://[::1]").host, "::1");
    }

    #[test]
    fn names_and_passwords_may_hold_anything() {
        let credentials = read("smtps://me%40example.org:a%2Fb%25c%C3%A9+&@mail.example.org").credentials;
        assert!(credentials == Some(Credentials::new("me@example.org".to_owned(), "a/b%cé+&".to_owned())));
        assert!(read("smtps://mail.example.org").credentials.is_none());
        for bad in ["50%", "%f", "%+f", "%zz", "%FF"] {
            assert!(decoded(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused_without_showing_the_password() {
        for url in [
            "",
            "mail.example.org",
            "smtps:me:hunter@mail.example.org",
            "https://me:hunter@mail.example.org",
            "smtp://me@mail.example.org",
            "smtp://me:hunter@mail.example.org?tls=opportunistic",
            "smtp://me:hunter@mail.example.org/hello",
            "smtp://me:hunter%@mail.example.org",
        ] {
            let complaint = format!("{:#}", Smtp::new(url, FROM).err().unwrap_or_else(|| panic!("{url} is taken")));
            assert!(!complaint.contains("hunter"), "{complaint}");
        }
        for from in ["", "post", "pôst@example.org", "Stile <post@example.org>", "post@example.org, other@example.org"]
        {
            assert!(Smtp::new("smtp://localhost", from).is_err(), "{from}");
        }
    }

    #[test]
    fn a_letter_has_no_more_lines_than_we_write() {
        let smtp = read("smtp://localhost");
        for to in
            ["", "mary", "mary@example.org\r\nBcc: other@example.org", "\"a\nb\"@example.org", "mary@exa mple.org"]
        {
            assert!(smtp.write(&Letter::new(to, "Your code", "")).is_err(), "{to:?}");
        }
        let letter = Letter::new("mary@example.org", "Your code\r\nBcc: other@example.org", "");
        let formatted = String::from_utf8(smtp.write(&letter).unwrap().formatted()).unwrap();
        assert!(!formatted.contains("\nBcc:"), "{formatted}");
    }

    #[tokio::test]
    async fn silence_is_no_refusal() {
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", silent.local_addr().unwrap());
        let smtp = Smtp { patience: Duration::from_millis(100), ..read(&url) };
        assert_eq!(smtp.send(&Letter::new("mary@example.org", "", "")).await, Err(SendError::PASSING));
    }
}
