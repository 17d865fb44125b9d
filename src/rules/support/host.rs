//! Hosts that no URL can lead to.

use super::endpoint::UrlFault;
use url::{Host, Url};

/// What is wrong with what follows the scheme: another URL.
pub(super) fn second_url(rest: &str) -> Option<UrlFault> {
    let is_url = |text: &str| {
        ["http://", "https://"]
            .iter()
            .any(|start| text.starts_with(start))
    };
    if is_url(rest) {
        return Some(UrlFault::Twice);
    }
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let mut breaks = rest[..end].match_indices([',', ';', '|', ' ']);
    let is_several = breaks.any(|(at, _)| is_url(rest[at + 1..].trim_start()));
    is_several.then_some(UrlFault::Several)
}

/// What is wrong with a host or a port: no name of a host looks like this (RFC 1123, section 2.1), and nothing listens at port 0.
pub(super) fn fault(url: &Url) -> Option<UrlFault> {
    if url.port() == Some(0) {
        return Some(UrlFault::Port);
    }
    let Some(Host::Domain(name)) = url.host() else {
        return None;
    };
    let name = name.strip_suffix('.').unwrap_or(name);
    name.split('.').find_map(|label| {
        let reason = match label {
            "" => "two dots in a row, or one at its beginning",
            label if label.contains('*') => "a `*`, which stands for no host",
            label if label.starts_with('-') || label.ends_with('-') => {
                "a `-` beside a dot or at its end"
            }
            label if label.len() > 63 => "a part of more than 63 characters",
            _ => return None,
        };
        Some(UrlFault::Host(reason))
    })
}

/// The host that one was most likely meant to be: within the cluster, but for a slip of the pen.
pub(crate) fn meant(url: &Url) -> Option<String> {
    let Some(Host::Domain(name)) = url.host() else {
        return None;
    };
    let labels: Vec<&str> = name.split('.').collect();
    let is_slip = |written: &str, word: &str| strsim::osa_distance(written, word) == 1;
    match labels[..] {
        [ref front @ .., zone, "cluster", "local"] if is_slip(zone, "svc") && front.len() > 1 => {
            Some(format!("{}.svc.cluster.local", front.join(".")))
        }
        [ref front @ .., "svc", "cluster", end] if is_slip(end, "local") => {
            Some(format!("{}.svc.cluster.local", front.join(".")))
        }
        _ => None,
    }
}

/// Whether a URL leads to all addresses of a host, which is where servers listen.
pub(crate) fn is_any_host(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_unspecified(),
        Some(Host::Ipv6(address)) => address.is_unspecified(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::endpoint::read;
    use super::{UrlFault, is_any_host, meant};

    #[test]
    fn urls_that_are_not_one() {
        for text in [
            "https://https://docs.example.com/mcp",
            "http://http://docs/mcp",
        ] {
            assert_eq!(read(text), Err(UrlFault::Twice), "{text}");
        }
        for text in [
            "https://a.example.com/mcp,https://b.example.com/mcp",
            "https://a.example.com/mcp; http://b.example.com/mcp",
            "https://a.example.com https://b.example.com",
        ] {
            assert_eq!(read(text), Err(UrlFault::Several), "{text}");
        }
        for text in [
            "https://a.example.com/mcp?next=https://b.example.com,https://c.example.com",
            "https://proxy.example.com/https://b.example.com/mcp",
        ] {
            assert!(read(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn hosts_that_cannot_exist() {
        for host in [
            "docs..example.com",
            ".example.com",
            "*.example.com",
            "-docs.example.com",
            "docs-.example.com",
            "docs.example.com:0",
        ] {
            let url = read(&format!("https://{host}/mcp"));
            let is_fault = matches!(url, Err(UrlFault::Host(_) | UrlFault::Port));
            assert!(is_fault, "{host}: {url:?}");
        }
        for host in [
            "docs.example.com.",
            "a_b.example.com",
            "xn--bcher-kva.example",
            "d--s",
        ] {
            assert!(read(&format!("https://{host}/mcp")).is_ok(), "{host}");
        }
    }

    #[test]
    fn hosts_that_were_meant() {
        for (host, expected) in [
            (
                "docs.team.scv.cluster.local",
                Some("docs.team.svc.cluster.local"),
            ),
            (
                "docs.team.svc.cluster.locale",
                Some("docs.team.svc.cluster.local"),
            ),
            ("docs.team.svc.cluster.local", None),
            ("docs.team.pod.cluster.local", None),
            ("svcs.cluster.local", None),
            ("docs.team.svc.cluster1.local", None),
        ] {
            let url = read(&format!("http://{host}/mcp")).unwrap();
            assert_eq!(meant(&url).as_deref(), expected, "{host}");
        }
        for (host, expected) in [("0.0.0.0:80", true), ("[::]", true), ("10.0.0.0", false)] {
            let url = read(&format!("http://{host}/mcp")).unwrap();
            assert_eq!(is_any_host(&url), expected, "{host}");
        }
    }
}
