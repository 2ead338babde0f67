//! Which addresses a push may go to. A browser tells us its own, and whoever poses as one could name a machine beside
//! this server; so it has to be a push service's. It resolves no name and opens no connection.

use url::{Host, Url};

use crate::notices::is_this_machine;

/// Longer than any that a browser makes.
const LONGEST: usize = 1024;

/// The push services of the browsers there are: Chrome and those built on it, older Androids, Firefox, Safari, Edge.
/// What is under one of these names is its own too, as `web.push.apple.com` and `wns2-am3p.notify.windows.com` are.
const SERVICES: [&str; 5] = [
    "fcm.googleapis.com",
    "android.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
];

/// Whether an address is one that a push may go to.
///
/// It is `https:` at its usual port, at the name of a push service or under one, and nothing but printable ASCII.
/// `extra` names further services. This very machine, by `http:` and at any port, is taken only when it is among
/// those.
pub fn is_allowed(endpoint: &str, extra: &[String]) -> bool {
    address(endpoint, extra).is_some()
}

/// The address, read, where it is one that a push may go to.
pub(super) fn address(endpoint: &str, extra: &[String]) -> Option<Url> {
    // What a reader of addresses would quietly drop or turn round stands in none that a browser made.
    let is_plain = endpoint.len() <= LONGEST && endpoint.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let url = Url::parse(endpoint).ok().filter(|_| is_plain)?;
    let is_anonymous = url.username().is_empty() && url.password().is_none();
    (is_anonymous && (is_at_service(&url, extra) || is_near(&url, extra))).then_some(url)
}

/// Whether a setting is the name of a host that may be called: a name with a dot in it, or this machine.
pub(super) fn is_host(name: &str) -> bool {
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    let is_domain = is_name && name.contains('.') && matches!(Host::parse(name), Ok(Host::Domain(_)));
    is_domain || is_this_machine(name)
}

fn is_at_service(url: &Url, extra: &[String]) -> bool {
    let Some(Host::Domain(host)) = url.host() else { return false };
    let mut services = SERVICES.into_iter().chain(extra.iter().map(String::as_str));
    url.scheme() == "https" && url.port().is_none() && services.any(|service| is_under(host, service))
}

/// Whether a host is a service's or, parted from it by a dot, under it.
fn is_under(host: &str, service: &str) -> bool {
    let service = service.to_ascii_lowercase();
    let rest = host.strip_suffix(service.as_str()).filter(|_| !service.is_empty());
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn is_near(url: &Url, extra: &[String]) -> bool {
    let host = url.host_str().unwrap_or_default();
    let is_named = extra.iter().any(|name| name.eq_ignore_ascii_case(host));
    url.scheme() == "http" && is_this_machine(host) && is_named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(hosts: &[&str]) -> Vec<String> {
        hosts.iter().map(|host| (*host).to_owned()).collect()
    }

    #[test]
    fn addresses_of_the_browsers_there_are_are_taken() {
        for endpoint in [
            "https://fcm.googleapis.com/fcm/send/cRd1e2f3:APA91bH-x_y",
            "https://fcm.googleapis.com/wp/cRd1e2f3:APA91bH-x_y",
            "https://fcm.googleapis.com:443/fcm/send/a",
            "https://FCM.googleapis.com/fcm/send/a",
            "https://android.googleapis.com/gcm/send/a",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABk-x_y",
            "https://push.services.mozilla.com/wpush/v1/a",
            "https://web.push.apple.com/QKC-x_y",
            "https://api.push.apple.com/3/device/a",
            "https://wns2-am3p.notify.windows.com/w/?token=BQYAAAC%2fx%3d%3d",
            "https://notify.windows.com/w/?token=a",
        ] {
            assert!(is_allowed(endpoint, &[]), "{endpoint}");
        }
    }

    #[test]
    fn other_addresses_are_not() {
        for endpoint in [
            "",
            "fcm.googleapis.com/fcm/send/a",
            "//fcm.googleapis.com/fcm/send/a",
            // By another way, or at another door.
            "http://fcm.googleapis.com/fcm/send/a",
            "ftp://fcm.googleapis.com/a",
            "https://fcm.googleapis.com:8443/fcm/send/a",
            "https://fcm.googleapis.com:80/fcm/send/a",
            // Names that only look alike.
            "https://evilfcm.googleapis.com/a",
            "https://fcm.googleapis.com.example.org/a",
            "https://fcm.googleapis.com./a",
            "https://googleapis.com/a",
            "https://storage.googleapis.com/a",
            "https://notpush.apple.com/a",
            "https://apple.com/a",
            "https://evilnotify.windows.com/a",
            "https://fcm-googleapis.com/a",
            "https://example.org/fcm.googleapis.com",
            "https://example.org/#fcm.googleapis.com",
            "https://example.org?fcm.googleapis.com",
            "https://fcm.googleapis.com%2eexample.org/a",
            // Somebody's name before the host, or a host behind somebody's name.
            "https://fcm.googleapis.com@example.org/a",
            "https://me@fcm.googleapis.com/a",
            "https://me:word@fcm.googleapis.com/a",
            // Machines without a name, this one among them.
            "https://127.0.0.1/a",
            "https://2130706433/a",
            "https://0x7f.1/a",
            "https://[::1]/a",
            "https://[::ffff:169.254.169.254]/a",
            "https://169.254.169.254/latest/meta-data/",
            "http://127.0.0.1:9000/a",
            "http://localhost/a",
            "https://localhost/a",
            // What readers of addresses disagree about.
            "https://fcm.googleapis.com\\@example.org/a",
            "https:\\\\fcm.googleapis.com/a",
            " https://fcm.googleapis.com/a",
            "https://fcm.goo\tgleapis.com/a",
            "https://fcm.googleapis.com/a\r\nHost: example.org",
            "https://fcm.googleapis。com/a",
            "https://ｆcm.googleapis.com/a",
        ] {
            assert!(!is_allowed(endpoint, &[]), "{endpoint:?}");
        }
    }

    #[test]
    fn endless_addresses_are_not_taken() {
        let address = |length: usize| format!("https://fcm.googleapis.com/{}", "a".repeat(length - 27));
        assert_eq!(address(LONGEST).len(), LONGEST);
        assert!(is_allowed(&address(LONGEST), &[]));
        assert!(!is_allowed(&address(LONGEST + 1), &[]));
    }

    #[test]
    fn further_services_are_held_to_the_same() {
        let extra = named(&["push.example.org", "Push.Example.COM", ""]);
        for endpoint in ["https://push.example.org/a", "https://eu.push.example.org/a", "https://push.example.com/a"] {
            assert!(is_allowed(endpoint, &extra), "{endpoint}");
            assert!(!is_allowed(endpoint, &[]), "{endpoint}");
        }
        for endpoint in [
            "http://push.example.org/a",
            "https://push.example.org:8443/a",
            "https://notpush.example.org/a",
            "https://example.org/a",
            "https://example.org./a",
        ] {
            assert!(!is_allowed(endpoint, &extra), "{endpoint}");
        }
        // A number is no name, whoever asks for it.
        assert!(!is_allowed("https://10.0.0.5/a", &named(&["10.0.0.5"])));
        assert!(!is_allowed("http://10.0.0.5/a", &named(&["10.0.0.5"])));
    }

    #[test]
    fn this_machine_is_taken_only_where_it_is_named() {
        assert!(is_allowed("http://127.0.0.1:9000/a", &named(&["127.0.0.1"])));
        assert!(is_allowed("http://localhost:9000/a", &named(&["localhost"])));
        assert!(is_allowed("http://[::1]:9000/a", &named(&["[::1]"])));
        assert!(!is_allowed("http://127.0.0.1:9000/a", &named(&["localhost"])));
        assert!(!is_allowed("http://127.0.0.1:9000/a", &named(&["push.example.org"])));
        assert!(!is_allowed("http://me@127.0.0.1:9000/a", &named(&["127.0.0.1"])));
        assert!(!is_allowed("http://0.0.0.0:9000/a", &named(&["0.0.0.0"])));
    }

    #[test]
    fn hosts_are_names_alone() {
        for host in ["push.example.org", "xn--bcher-kva.example.org", "127.0.0.1", "localhost", "[::1]"] {
            assert!(is_host(host), "{host}");
        }
        for host in ["", "org", "https://push.example.org", "push.example.org:80", "push.example.org/a", "10.0.0.5"] {
            assert!(!is_host(host), "{host}");
        }
        for host in ["*.example.org", "me@example.org", "0.0.0.0", "[::]", "push example.org"] {
            assert!(!is_host(host), "{host}");
        }
    }
}
