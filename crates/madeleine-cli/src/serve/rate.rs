//! How many posts are taken from one address. Addresses are counted in memory and nowhere else.

use super::refusal::Refusal;
use axum::http::{HeaderMap, StatusCode};
use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;

/// Who is connected, as the server sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Limits the posts from one address.
pub(crate) struct Rate {
    limiter: Option<RateLimiter<IpAddr, HashMapStateStore<IpAddr>, DefaultClock>>,
    per_minute: u32,
    behind_proxy: bool,
}

impl Rate {
    /// So many posts a minute, as many of them at once; 0 is no limit. Behind a proxy clients are told apart by the address that
    /// it adds.
    pub(crate) fn new(per_minute: u32, behind_proxy: bool) -> Self {
        let limiter = NonZeroU32::new(per_minute).map(|count| RateLimiter::hashmap(Quota::per_minute(count)));
        Self { limiter, per_minute, behind_proxy }
    }

    /// Counts one post.
    pub(crate) fn admit(&self, peer: Option<Peer>, headers: &HeaderMap) -> Result<(), Refusal> {
        let (Some(limiter), Some(client)) = (&self.limiter, self.client(peer, headers)) else { return Ok(()) };
        let Err(not_until) = limiter.check_key(&client) else { return Ok(()) };
        let wait = not_until.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
        let message = format!(
            "more than {} posts a minute come from this address: send it again after {wait} s. Whoever runs the server raises \
             --rate, or names the proxy in front of it by --behind-proxy.",
            self.per_minute
        );
        Err(Refusal::new(StatusCode::TOO_MANY_REQUESTS, "too_many", "client address", message).retry_after(wait))
    }

    /// Forgets addresses that have not posted for a while.
    pub(crate) fn forget(&self) {
        if let Some(limiter) = &self.limiter {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }

    /// Whose post it is, if it is to be counted.
    fn client(&self, peer: Option<Peer>, headers: &HeaderMap) -> Option<IpAddr> {
        let peer = peer?.0.to_canonical();
        if !self.behind_proxy {
            // This machine itself, or a proxy on it that all of the world comes through.
            return (!peer.is_loopback()).then(|| network(peer));
        }
        Some(network(forwarded(headers).unwrap_or(peer)))
    }
}

/// The address that the nearest proxy has added: the last one. Those before it are what the client says of itself.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
    let bare = last.parse().or_else(|_| last.parse().map(|with_port: SocketAddr| with_port.ip()));
    bare.ok().map(|ip| ip.to_canonical())
}

/// What one subscriber has: one address of the old kind, 2⁶⁴ of the new.
fn network(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(ip) => Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(behind_proxy: bool, peer: &str, forwarded: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().expect("value"));
        }
        let peer = Some(Peer(peer.parse().expect("address")));
        Rate::new(1, behind_proxy).client(peer, &headers).map(|ip| ip.to_string())
    }

    #[test]
    fn whose_post_it_is() {
        for (behind_proxy, peer, forwarded, whose) in [
            (false, "127.0.0.1", &[][..], None),
            (false, "::ffff:127.0.0.1", &[], None),
            (false, "192.0.2.1", &["198.51.100.7"], Some("192.0.2.1")),
            (false, "2001:db8:1:2:3:4:5:6", &[], Some("2001:db8:1:2::")),
            (true, "127.0.0.1", &["198.51.100.7"], Some("198.51.100.7")),
            (true, "127.0.0.1", &["203.0.113.9, 198.51.100.7"], Some("198.51.100.7")),
            (true, "127.0.0.1", &["203.0.113.9", "198.51.100.7:4711"], Some("198.51.100.7")),
            (true, "127.0.0.1", &["[2001:db8:1:2:3::6]:80"], Some("2001:db8:1:2::")),
            (true, "127.0.0.1", &["unknown"], Some("127.0.0.1")),
            (true, "192.0.2.1", &[], Some("192.0.2.1")),
        ] {
            assert_eq!(client(behind_proxy, peer, forwarded).as_deref(), whose, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn so_many_at_once_and_no_more() {
        let rate = Rate::new(3, false);
        let [one, two] = ["192.0.2.1", "192.0.2.2"].map(|ip| Some(Peer(ip.parse().expect("address"))));
        let none = HeaderMap::new();
        assert_eq!([(); 5].map(|()| rate.admit(one, &none).is_ok()), [true, true, true, false, false]);
        assert!(rate.admit(two, &none).is_ok());
        let open = Rate::new(0, false);
        assert!((0..10_000).all(|_| open.admit(one, &none).is_ok()));
    }
}
