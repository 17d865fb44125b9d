//! What reads the headers of a server.

use serde::Deserialize;

/// What stands behind a server's URL.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GatewayKind {
    /// muster, which reads who the user and the actor are.
    Muster,
    /// Anything else: it reads `Authorization` alone, as far as that is known.
    #[default]
    Plain,
}

impl GatewayKind {
    /// As the config file and traces name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Muster => "muster",
            Self::Plain => "plain",
        }
    }
}

/// What reads the headers of a server, and how that is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gateway {
    /// What it is.
    pub kind: GatewayKind,
    /// Whether the config file or a contract says so; else the host's name does.
    pub is_stated: bool,
}

impl Gateway {
    /// muster, as a contract says: its servers are all muster's.
    pub const MUSTER: Self = Self {
        kind: GatewayKind::Muster,
        is_stated: true,
    };
}

/// A pattern of URLs: `*` stands for anything, all else for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlPattern(String);

impl UrlPattern {
    /// Reads a pattern.
    pub fn new(pattern: &str) -> Self {
        Self(pattern.to_owned())
    }

    /// Whether the whole URL fits.
    pub fn matches(&self, url: &str) -> bool {
        let Some((first, others)) = self.0.split_once('*') else {
            return self.0 == url;
        };
        let Some(mut rest) = url.strip_prefix(first) else {
            return false;
        };
        let (middle, last) = others.rsplit_once('*').unwrap_or(("", others));
        for part in middle.split('*') {
            let Some(at) = rest.find(part) else {
                return false;
            };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(last)
    }
}

/// What the config file says of gateways: by URL, the first pattern that fits.
#[derive(Debug, Clone, Default)]
pub struct Gateways {
    /// The patterns, in order.
    pub patterns: Vec<(UrlPattern, GatewayKind)>,
}

impl Gateways {
    /// These, and where none of them fits those of another.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let patterns = self.patterns.iter().chain(&other.patterns);
        Self {
            patterns: patterns.cloned().collect(),
        }
    }

    /// What reads the headers of the server at a URL. What no pattern fits is muster if its host's name says so.
    pub fn of(&self, url: &str) -> Gateway {
        let mut patterns = self.patterns.iter();
        if let Some((_, kind)) = patterns.find(|(pattern, _)| pattern.matches(url)) {
            return Gateway {
                kind: *kind,
                is_stated: true,
            };
        }
        let kind = match is_called_muster(url) {
            true => GatewayKind::Muster,
            false => GatewayKind::Plain,
        };
        Gateway {
            kind,
            is_stated: false,
        }
    }
}

/// Whether `muster` is a word of the first label of a URL's host.
fn is_called_muster(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, after)| after);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let label = host.split(['.', ':']).next().unwrap_or_default();
    label
        .split('-')
        .any(|word| word.eq_ignore_ascii_case("muster"))
}

#[cfg(test)]
mod tests {
    use super::{Gateway, GatewayKind, Gateways, UrlPattern};
    #[test]
    fn a_pattern_goes_before_a_name() {
        let gateways = Gateways {
            patterns: vec![
                (UrlPattern::new("https://muster.lab/*"), GatewayKind::Plain),
                (
                    UrlPattern::new("https://gateway.*/mcp"),
                    GatewayKind::Muster,
                ),
            ],
        };
        for (url, kind, is_stated) in [
            ("https://muster.lab/mcp", GatewayKind::Plain, true),
            ("https://gateway.example.com/mcp", GatewayKind::Muster, true),
            (
                "http://agentic-platform-muster.ap.svc:8090/mcp",
                GatewayKind::Muster,
                false,
            ),
            ("https://muster.example.com/mcp", GatewayKind::Muster, false),
            (
                "https://mustering.example.com/mcp",
                GatewayKind::Plain,
                false,
            ),
            ("https://tools.muster/mcp", GatewayKind::Plain, false),
            ("", GatewayKind::Plain, false),
        ] {
            assert_eq!(gateways.of(url), Gateway { kind, is_stated }, "{url}");
        }
    }

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, url, fits) in [
            ("https://a/mcp", "https://a/mcp", true),
            ("https://a/mcp", "https://a/mcp/", false),
            ("*muster*", "http://muster.ns:8090/mcp", true),
            ("https://gw.*/a/*/mcp", "https://gw.x/a/b/c/mcp", true),
            ("https://gw.*/a/*/mcp", "https://gw.x/b/mcp", false),
            ("*aa", "aa", true),
            ("a*a", "a", false),
            ("*", "", true),
        ] {
            assert_eq!(
                UrlPattern::new(pattern).matches(url),
                fits,
                "{pattern} {url}"
            );
        }
    }
}
