//! The URLs of listed servers: whether they lead anywhere, and to whom.

use super::host;
use crate::model::ListedServer;
use crate::secrets::holds_template;
use url::{Host, ParseError, Url};

/// Why a URL leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UrlFault {
    /// A line break or another control character.
    Control,
    /// A space at its start or end.
    Blank,
    /// No scheme, though it may look as if the host were one.
    NoScheme,
    /// Another scheme than HTTP's.
    Scheme(String),
    /// Other than two slashes after the scheme.
    Slashes,
    /// No host.
    NoHost,
    /// A host that cannot be one, and why.
    Host(&'static str),
    /// An invalid port.
    Port,
    /// The scheme twice.
    Twice,
    /// Several URLs.
    Several,
    /// Something else.
    Malformed,
}

/// Reads a URL as Go and Python do. Browsers' rules, which the parser follows, are more forgiving at its beginning.
pub(crate) fn read(text: &str) -> Result<Url, UrlFault> {
    if text.trim_end_matches(['\r', '\n']) != text || text.contains(char::is_control) {
        return Err(UrlFault::Control);
    }
    if text.trim() != text {
        return Err(UrlFault::Blank);
    }
    let (scheme, rest) = text
        .split_once(':')
        .filter(|(scheme, _)| is_scheme(scheme))
        .ok_or(UrlFault::NoScheme)?;
    let is_http = ["http", "https"]
        .iter()
        .any(|http| scheme.eq_ignore_ascii_case(http));
    let Some(rest) = rest.strip_prefix("//") else {
        let is_port = rest.starts_with(|c: char| c.is_ascii_digit());
        let is_host = is_port || scheme.contains('.') || rest.contains('@');
        return Err(match is_http {
            true => UrlFault::Slashes,
            false if is_host => UrlFault::NoScheme,
            false => UrlFault::Scheme(scheme.to_owned()),
        });
    };
    if !is_http {
        return Err(UrlFault::Scheme(scheme.to_owned()));
    }
    if rest.is_empty() || rest.starts_with(['/', '?', '#', ':']) {
        return Err(UrlFault::NoHost);
    }
    if let Some(fault) = host::second_url(rest) {
        return Err(fault);
    }
    let url = Url::parse(text).map_err(|error| match error {
        ParseError::EmptyHost => UrlFault::NoHost,
        ParseError::InvalidPort => UrlFault::Port,
        _ => UrlFault::Malformed,
    })?;
    host::fault(&url).map_or(Ok(url), Err)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'))
}

/// The URL of a listed server; `None` if it is unknown or leads nowhere, which is a finding of its own.
pub(crate) fn url(server: &ListedServer) -> Option<Url> {
    read(server.url.get()?).ok()
}

/// A listed server for a message: by its name, else by its path.
pub(crate) fn title(server: &ListedServer) -> String {
    match server.name.get().filter(|name| !holds_template(name)) {
        Some(name) => format!("server `{name}`"),
        None => format!("the server {}", server.path),
    }
}

/// Whether a URL leads to the host of whoever calls it.
pub(crate) fn is_this_host(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{UrlFault, read};

    #[test]
    fn urls_that_lead_nowhere() {
        for (text, fault) in [
            ("muster.tools:8080/mcp", UrlFault::NoScheme),
            ("muster:8080/mcp", UrlFault::NoScheme),
            ("localhost:8080", UrlFault::NoScheme),
            ("10.0.0.1:8080/mcp", UrlFault::NoScheme),
            ("muster.tools.svc.cluster.local/mcp", UrlFault::NoScheme),
            ("robot:password@wiki.tools/mcp", UrlFault::NoScheme),
            ("//muster/mcp", UrlFault::NoScheme),
            ("/mcp", UrlFault::NoScheme),
            ("://muster/mcp", UrlFault::NoScheme),
            ("[::1]:80/mcp", UrlFault::NoScheme),
            ("ws://muster/mcp", UrlFault::Scheme("ws".into())),
            ("htps://muster/mcp", UrlFault::Scheme("htps".into())),
            ("stdio:muster", UrlFault::Scheme("stdio".into())),
            ("http:muster/mcp", UrlFault::Slashes),
            ("https:/muster/mcp", UrlFault::Slashes),
            ("http:8080/mcp", UrlFault::Slashes),
            ("http://", UrlFault::NoHost),
            ("https:///mcp", UrlFault::NoHost),
            ("http://:8080/mcp", UrlFault::NoHost),
            ("http://?x", UrlFault::NoHost),
            ("http://user@:80/mcp", UrlFault::NoHost),
            ("http://muster:80800/mcp", UrlFault::Port),
            ("http://muster:port/mcp", UrlFault::Port),
            ("http://[::1/mcp", UrlFault::Malformed),
            ("http://mus ter/mcp", UrlFault::Malformed),
            (" http://muster/mcp", UrlFault::Blank),
            ("http://muster/mcp ", UrlFault::Blank),
            ("http://muster/mcp\n", UrlFault::Control),
            ("http://mus\tter/mcp", UrlFault::Control),
        ] {
            assert_eq!(read(text), Err(fault), "{text:?}");
        }
        for text in [
            "http://muster",
            "HTTP://muster:8090/mcp",
            "https://a_b.example.com/mcp?x=1#y",
            "http://[::1]:80/mcp",
            "http://1.2.3.4/sse",
            "https://bücher.example/mcp",
            "http://muster.tools:/mcp",
            "https://a.example.com/my tools/mcp",
        ] {
            assert!(read(text).is_ok(), "{text}");
        }
    }
}
