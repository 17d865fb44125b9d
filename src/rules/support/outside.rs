//! Whether a host is out of the cluster and of any network of one's own, so that what is sent there can be read on the way.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Top-level domains after which nobody names a namespace; `ai`, `cloud`, `dev` and `us` could as well be one.
const DOMAINS: [&str; 6] = ["com", "org", "net", "io", "de", "eu"];

/// Whether a URL certainly leads out of the cluster: names of one label, those below `svc` and private addresses do
/// not, and `name.namespace` differs from a short public name by its end only.
pub(crate) fn is_outside_cluster(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => is_outside_name(name),
        Some(Host::Ipv4(address)) => !is_private(address),
        Some(Host::Ipv6(address)) => !is_private_v6(address),
        None => false,
    }
}

fn is_outside_name(name: &str) -> bool {
    let labels: Vec<&str> = name.trim_end_matches('.').split('.').collect();
    match labels[..] {
        [] | [_] => false,
        [ref before @ .., "nip" | "sslip", "io"] => !holds_private_address(before),
        [_, last] => DOMAINS.contains(&last),
        // The private zone of homes, and a tailnet, whose traffic is encrypted.
        [.., "home", "arpa"] | [.., "ts", "net"] => false,
        // Istio's name of a service that several clusters share.
        [_, _, "global"] => false,
        [.., last] if PRIVATE.contains(&last) => false,
        // `name.namespace.svc.` and the cluster's domain, or the same with a Pod's name in front.
        [_, _, ref rest @ ..] => !rest.contains(&"svc"),
    }
}

/// Top-level domains that nobody can register.
const PRIVATE: [&str; 9] = [
    "svc",
    "local",
    "localhost",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
];

/// Whether a name below `nip.io` or `sslip.io` is that of a private address: `docs.10.0.0.5`, `docs-10-0-0-5`, and with dashes
/// for colons `fd00--5`.
fn holds_private_address(labels: &[&str]) -> bool {
    let name = labels.join(".");
    let parts: Vec<&str> = name.split(['.', '-']).collect();
    let addresses = parts.windows(4).rev();
    let v4 = addresses.map(|four| four.join(".").parse::<Ipv4Addr>().ok());
    let v6 = labels
        .iter()
        .map(|label| label.replace('-', ":").parse::<Ipv6Addr>().ok());
    let mut all = v4
        .flatten()
        .map(IpAddr::V4)
        .chain(v6.flatten().map(IpAddr::V6));
    all.next().is_some_and(|address| match address {
        IpAddr::V4(address) => is_private(address),
        IpAddr::V6(address) => is_private_v6(address),
    })
}

fn is_private(address: Ipv4Addr) -> bool {
    // 100.64.0.0/10, which some clouds give to Pods (RFC 6598).
    let is_shared = matches!(address.octets(), [100, 64..=127, _, _]);
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_unspecified()
        || is_shared
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    match address.to_ipv4_mapped() {
        Some(address) => is_private(address),
        None => {
            address.is_loopback()
                || address.is_unspecified()
                || address.is_unique_local()
                || address.is_unicast_link_local()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_outside_cluster;
    use url::Url;

    #[test]
    fn hosts_outside_the_cluster() {
        let is_outside =
            |host: &str| is_outside_cluster(&Url::parse(&format!("http://{host}/mcp")).unwrap());
        for host in [
            "example.com",
            "Example.COM.",
            "tools.example.com",
            "tools.svc.example.com",
            "svc.example.com",
            "mcp.tools.example.de:8080",
            "a.b.c.ai",
            "8.8.8.8",
            "172.32.0.1",
            "[2001:db8::1]",
            "docs.8.8.8.8.nip.io",
            "10.0.0.5.8.8.8.8.nip.io",
            "docs-8-8-8-8.sslip.io",
            "docs.nip.io",
            "nip.io",
            "2001-db8--1.sslip.io",
            "home.arpa.example.com",
            "a.b.in-addr.arpa",
            "docs.ts.example.net",
            "a.docs.team.global",
        ] {
            assert!(is_outside(host), "{host}");
        }
        for host in [
            "tools",
            "localhost:8080",
            "tools.monitoring",
            "tools.ai",
            "tools.cloud",
            "tools.dev",
            "tools.team.svc",
            "tools.team.svc.",
            "TOOLS.team.svc.cluster.local",
            "tools.team.svc.k8s.example.com",
            "pod-0.tools.team.svc.cluster.local",
            "printer.office.local",
            "a.b.corp.internal",
            "mcp.home.arpa",
            "a.b.home.arpa.",
            "mcp.tail123.ts.net",
            "docs.team.global",
            "mcp.nas.lan",
            "mcp.docs.intranet",
            "mcp.10-0-0-5.sslip.io",
            "mcp-10-0-0-5.sslip.io",
            "docs.192.168.1.5.nip.io",
            "10.0.0.5.nip.io",
            "fd00--5.sslip.io",
            "127.0.0.1",
            "10.1.2.3",
            "172.31.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "[::1]",
            "[fd00::1]",
            "[fe80::1]",
            "[::ffff:10.0.0.1]",
        ] {
            assert!(!is_outside(host), "{host}");
        }
    }
}
