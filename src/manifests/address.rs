//! Where a call goes: to the server's own URL, or to a proxy in front of it.
//!
//! URLs are taken apart as they are written, as Go's `net/url` does: nothing is put into another form.

/// The header that tells a proxy where a call was meant to go (`ProxyHostHeader`).
pub(super) const PROXY_HOST: &str = "x-kagent-host";

/// The parts of a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Parts<'u> {
    scheme: &'u str,
    /// Host and port.
    authority: &'u str,
    path: &'u str,
    /// Query and fragment.
    rest: &'u str,
}

impl<'u> Parts<'u> {
    /// `None` for a text without scheme or host.
    fn of(url: &'u str) -> Option<Self> {
        let (scheme, after) = url.split_once("://")?;
        let end = after.find(['/', '?', '#']).unwrap_or(after.len());
        let (authority, below) = after.split_at(end);
        let authority = authority
            .rsplit_once('@')
            .map_or(authority, |(_, host)| host);
        let end = below.find(['?', '#']).unwrap_or(below.len());
        let (path, rest) = below.split_at(end);
        (!scheme.is_empty() && !authority.is_empty()).then_some(Self {
            scheme,
            authority,
            path,
            rest,
        })
    }

    /// The host without its port, and without the brackets of an IPv6 address.
    fn host(&self) -> &'u str {
        if let Some((host, _)) = self
            .authority
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
        {
            return host;
        }
        self.authority
            .split_once(':')
            .map_or(self.authority, |(host, _)| host)
    }

    fn port(&self) -> Option<&'u str> {
        let after_host = self
            .authority
            .rsplit_once(']')
            .map_or(self.authority, |(_, after)| after);
        after_host
            .rsplit_once(':')
            .map(|(_, port)| port)
            .filter(|port| !port.is_empty())
    }
}

/// What a proxy makes of a URL (`applyProxyURL`): its own scheme and host with the path of the call. Port and query of the
/// server are lost. Returns the URL and the value of [`PROXY_HOST`]; `None` where a URL cannot be read.
pub(super) fn proxied(url: &str, proxy: &str) -> Option<(String, String)> {
    let (server, proxy) = (Parts::of(url)?, Parts::of(proxy)?);
    let target = format!("{}://{}{}", proxy.scheme, proxy.authority, server.path);
    Some((target, server.host().to_owned()))
}

/// Whether a RemoteMCPServer's URL goes through the proxy (`isInternalK8sURL`): below `.svc.cluster.local`, or `name.namespace` with
/// a namespace that is there. `name.namespace.svc` does not.
pub(super) fn is_internal(url: &str, has_namespace: impl Fn(&str) -> bool) -> bool {
    let Some(parts) = Parts::of(url) else {
        return false;
    };
    let host = parts.host();
    let labels: Vec<&str> = host.split('.').collect();
    host.ends_with(".svc.cluster.local")
        || matches!(labels[..], [_, namespace] if has_namespace(namespace))
}

/// The URL that is called in clear, so that a proxy can encrypt what follows (`egress.RewriteURL`).
pub(super) fn in_clear(url: &str, has_tls: bool) -> String {
    let with_scheme = match url.contains("://") {
        true => url.to_owned(),
        false => format!("none://{url}"),
    };
    let Some(parts) = Parts::of(&with_scheme) else {
        return url.to_owned();
    };
    let is_https = match parts.scheme {
        "https" => true,
        "http" | "none" => has_tls,
        _ => return url.to_owned(),
    };
    let port = parts.port().unwrap_or(if is_https { "443" } else { "80" });
    let host = parts.host();
    let host = match host.contains(':') {
        true => format!("[{host}]"),
        false => host.to_owned(),
    };
    format!("http://{host}:{port}{}{}", parts.path, parts.rest)
}

#[cfg(test)]
mod tests {
    use super::{in_clear, is_internal, proxied};

    #[test]
    fn a_proxy_keeps_the_path_alone() {
        let proxy = "http://proxy.kagent.svc.cluster.local:8080";
        for (url, target, host) in [
            ("http://tools.test:8084/mcp", "/mcp", "tools.test"),
            ("http://tools.test:8084/mcp?a=b", "/mcp", "tools.test"),
            ("http://tools.test", "", "tools.test"),
            ("http://[::1]:80/x/y", "/x/y", "::1"),
        ] {
            let expected = (format!("{proxy}{target}"), host.to_owned());
            assert_eq!(proxied(url, proxy), Some(expected), "{url}");
        }
        assert_eq!(proxied("tools.test/mcp", proxy), None);
    }

    #[test]
    fn what_is_inside_of_the_cluster() {
        let has = |name: &str| name == "kagent";
        for (url, expected) in [
            ("http://muster.kagent.svc.cluster.local:8090/mcp", true),
            ("http://muster.kagent/mcp", true),
            ("http://muster.elsewhere/mcp", false),
            ("http://muster.kagent.svc:8090/mcp", false),
            ("https://mcp.example.com/mcp", false),
            ("muster.kagent/mcp", false),
        ] {
            assert_eq!(is_internal(url, has), expected, "{url}");
        }
    }

    #[test]
    fn calls_in_clear() {
        for (url, has_tls, expected) in [
            (
                "https://api.example.com/mcp?x=1",
                false,
                "http://api.example.com:443/mcp?x=1",
            ),
            (
                "http://api.example.com/mcp",
                false,
                "http://api.example.com:80/mcp",
            ),
            (
                "https://api.example.com:8443/mcp",
                false,
                "http://api.example.com:8443/mcp",
            ),
            (
                "api.example.com/mcp",
                true,
                "http://api.example.com:443/mcp",
            ),
            (
                "ftp://api.example.com/mcp",
                false,
                "ftp://api.example.com/mcp",
            ),
        ] {
            assert_eq!(in_clear(url, has_tls), expected, "{url}");
        }
    }
}
