//! How kagent's controller knows who calls it.

use serde::Deserialize;
use std::fmt;

/// `controller.auth.mode` of kagent's chart, `AUTH_MODE` of its controller. It passes on the caller's `Authorization` in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthMode {
    /// It believes whoever calls it, with or without a token.
    #[serde(alias = "insecure")]
    Unsecure,
    /// It reads the claims of the caller's token, whose signature the proxy before it is to have checked, and refuses who has none.
    TrustedProxy,
}

impl AuthMode {
    /// The modes that kagent up to 0.10 knows.
    pub const ALL: [Self; 2] = [Self::Unsecure, Self::TrustedProxy];

    /// Reads its name; kagent 1.0 has another one for the first.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "unsecure" | "insecure" => Some(Self::Unsecure),
            "trusted-proxy" => Some(Self::TrustedProxy),
            _ => None,
        }
    }

    /// Its name, as kagent up to 0.10 has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unsecure => "unsecure",
            Self::TrustedProxy => "trusted-proxy",
        }
    }
}

impl fmt::Display for AuthMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
