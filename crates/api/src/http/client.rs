//! Who is asking: the address that rates are counted by, and whether they came over HTTPS.
//!
//! What a request says about itself (`X-Forwarded-For`, `X-Forwarded-Proto`) counts only when a proxy that the operator
//! named hands it on. Addresses are used for counting and are never logged or kept.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

/// The networks whose word about a request is taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(Vec<Network>);

/// An entry that is neither an address nor a network.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is neither an address such as 10.0.0.1 nor a network such as 10.0.0.0/8")]
pub struct InvalidProxy(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    /// IPv4 as its IPv6-mapped form, so that one comparison serves both.
    base: u128,
    mask: u128,
}

impl FromStr for Proxies {
    type Err = InvalidProxy;

    /// Reads a list parted by commas; empty text is an empty list.
    fn from_str(text: &str) -> Result<Self, InvalidProxy> {
        text.split(',')
            .map(str::trim)
            .filter(|entry| !entry.is_empty())
            .map(|entry| Network::parse(entry).ok_or_else(|| InvalidProxy(entry.to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl Proxies {
    fn contains(&self, address: IpAddr) -> bool {
        let bits = bits(address);
        self.0.iter().any(|network| bits & network.mask == network.base)
    }
}

impl Network {
    fn parse(entry: &str) -> Option<Self> {
        let (address, length) = match entry.split_once('/') {
            Some((address, length)) => (address.parse::<IpAddr>().ok()?, Some(length.parse::<u32>().ok()?)),
            None => (entry.parse::<IpAddr>().ok()?, None),
        };
        let width = if address.is_ipv4() { 32 } else { 128 };
        let length = length.unwrap_or(width);
        if length > width {
            return None;
        }
        let mask = u128::MAX.checked_shl(width - length).unwrap_or(0);
        Some(Self { base: bits(address) & mask, mask })
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// What a client is counted by: an IPv4 address, or the /64 that an IPv6 subscriber has to themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientKey(IpAddr);

/// Who is asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    pub key: ClientKey,
    /// Whether a trusted proxy says that the person's own connection was HTTPS.
    pub is_https: bool,
}

impl Client {
    /// Reads who is asking from a request's extensions and headers.
    pub fn of(extensions: &Extensions, headers: &HeaderMap, proxies: &Proxies) -> Self {
        // Without a socket (in tests) everybody is the same somebody.
        let peer = extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip().to_canonical());
        if !proxies.contains(peer) {
            return Self { key: key(peer), is_https: false };
        }
        let is_https = headers
            .get_all("x-forwarded-proto")
            .iter()
            .next_back()
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.rsplit(',').next())
            .is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https"));
        Self { key: key(behind(peer, headers, proxies)), is_https }
    }
}

/// The nearest address in `X-Forwarded-For`, read from our end, that no trusted proxy has.
fn behind(peer: IpAddr, headers: &HeaderMap, proxies: &Proxies) -> IpAddr {
    let mut nearest = peer;
    for value in headers.get_all("x-forwarded-for").iter().rev() {
        for hop in value.to_str().unwrap_or_default().rsplit(',') {
            let Some(address) = hop_address(hop.trim()) else { return nearest };
            nearest = address;
            if !proxies.contains(address) {
                return nearest;
            }
        }
    }
    nearest
}

fn hop_address(hop: &str) -> Option<IpAddr> {
    let plain = hop.parse::<IpAddr>().ok();
    plain.or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip())).map(|address| address.to_canonical())
}

fn key(address: IpAddr) -> ClientKey {
    match address {
        IpAddr::V4(_) => ClientKey(address),
        IpAddr::V6(address) => {
            let network = address.to_bits() & u128::MAX.wrapping_shl(64);
            ClientKey(IpAddr::V6(Ipv6Addr::from_bits(network)))
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use axum::http::HeaderValue;

    use super::*;

    fn client(peer: &str, forwarded: &[&'static str], proxies: &str) -> Client {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 4000)));
        let mut headers = HeaderMap::new();
        for &value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(value));
        }
        headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
        Client::of(&extensions, &headers, &proxies.parse().unwrap())
    }

    fn is(client: Client, address: &str) -> bool {
        client.key == key(address.parse().unwrap())
    }

    #[test]
    fn stranger_cannot_choose_its_own_address() {
        let stranger = client("203.0.113.9", &["198.51.100.1"], "10.0.0.0/8");
        assert!(is(stranger, "203.0.113.9"));
        assert!(!stranger.is_https);
    }

    #[test]
    fn trusted_proxy_is_believed_up_to_the_first_stranger() {
        let forged_then_real = client("10.0.0.1", &["198.51.100.1, 203.0.113.9, 10.0.0.2"], "10.0.0.0/8");
        assert!(is(forged_then_real, "203.0.113.9"));
        assert!(forged_then_real.is_https);
        assert!(is(client("10.0.0.1", &["198.51.100.1", "203.0.113.9:5000"], "10.0.0.1"), "203.0.113.9"));
    }

    #[test]
    fn unreadable_hop_counts_the_proxy_itself() {
        assert!(is(client("10.0.0.1", &["198.51.100.1, nonsense"], "10.0.0.1"), "10.0.0.1"));
    }

    #[test]
    fn mapped_addresses_are_the_same_as_plain_ones() {
        assert!(is(client("::ffff:10.0.0.1", &["203.0.113.9"], "10.0.0.1"), "203.0.113.9"));
    }

    #[test]
    fn an_ipv6_subscriber_is_one_client() {
        assert_eq!(client("2001:db8:1:2::5", &[], "").key, client("2001:db8:1:2:ffff::9", &[], "").key);
        assert_ne!(client("2001:db8:1:2::5", &[], "").key, client("2001:db8:1:3::5", &[], "").key);
    }

    #[test]
    fn networks_are_read_strictly() {
        assert!("10.0.0.0/33".parse::<Proxies>().is_err());
        assert!("proxy.internal".parse::<Proxies>().is_err());
        assert_eq!("".parse::<Proxies>().unwrap(), Proxies::default());
        let everyone = "0.0.0.0/0".parse::<Proxies>().unwrap();
        assert!(everyone.contains("192.0.2.1".parse().unwrap()));
        assert!(!everyone.contains("2001:db8::1".parse().unwrap()));
    }
}
