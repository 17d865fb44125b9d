//! What somebody says of the platform: a contract, the config file, or `--platform KEY=VALUE`.

use super::{AuthMode, Runtime, Version};
use serde::Deserialize;

/// The keys of `--platform`, as the config file nests them below `platform:`.
pub const KEYS: [&str; 10] = [
    "kagent.version",
    "kagent.runtime",
    "kagent.forwardedTokenWins",
    "kagent.proxyUrl",
    "kagent.mcpEgressPlaintext",
    "kagent.defaultServiceAccount",
    "kagent.watchNamespaces",
    "kagent.authMode",
    "muster.version",
    "muster.stripsSelfActor",
];

/// What is said of the platform; what is not said is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Statement {
    /// What is said of kagent.
    pub kagent: KagentStatement,
    /// What is said of muster.
    pub muster: MusterStatement,
}

/// What is said of kagent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct KagentStatement {
    /// Its version.
    pub version: Option<Version>,
    /// The runtime of its agents.
    pub runtime: Option<Runtime>,
    /// Whether it is a build in which a forwarded token may win over a static one.
    pub forwarded_token_wins: Option<bool>,
    /// `proxy.url` of its chart.
    pub proxy_url: Option<String>,
    /// `controller.mcpEgressPlaintext` of its chart.
    pub mcp_egress_plaintext: Option<bool>,
    /// `controller.agentDeployment.serviceAccountName` of its chart.
    pub default_service_account: Option<String>,
    /// `controller.watchNamespaces` of its chart.
    pub watch_namespaces: Option<Vec<String>>,
    /// `controller.auth.mode` of its chart.
    pub auth_mode: Option<AuthMode>,
    /// What in the input says its version, where neither the config file nor the command line does.
    #[serde(skip)]
    pub told_by: Option<String>,
    /// The same of `auth_mode`.
    #[serde(skip)]
    pub mode_told_by: Option<String>,
}

/// What is said of muster.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct MusterStatement {
    /// Its version.
    pub version: Option<Version>,
    /// Whether it drops an actor that equals the subject before it asks its policy.
    pub strips_self_actor: Option<bool>,
}

/// Why a statement means nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// It is no `KEY=VALUE`.
    #[error("`{text}` is no KEY=VALUE")]
    NoPair {
        /// What was given.
        text: String,
    },
    /// There is no such key.
    #[error("the platform has no setting `{key}`")]
    NoKey {
        /// What was given.
        key: String,
    },
    /// The value is none of those that the key takes.
    #[error("{} is no value of `{key}`", short(value))]
    NoValue {
        /// The key.
        key: String,
        /// What was given.
        value: String,
        /// What it takes.
        expected: &'static str,
    },
}

/// The namespaces of a list with commas between them, as the controller's `WATCH_NAMESPACES` has it.
pub fn namespaces(list: &str) -> Vec<String> {
    let names = list.split(',').map(str::trim);
    let names = names.filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// A value for a message: what is long is no version and no switch, and may be anything.
fn short(value: &str) -> String {
    match value.len() {
        0..=20 => format!("`{value}`"),
        _ => "this".into(),
    }
}

impl Statement {
    /// Reads `KEY=VALUE` into it.
    ///
    /// # Errors
    /// When the key is unknown or takes no such value; then nothing is changed.
    pub fn state(&mut self, pair: &str) -> Result<(), StatementError> {
        let (key, value) = pair.split_once('=').ok_or_else(|| StatementError::NoPair {
            text: pair.to_owned(),
        })?;
        let (key, value) = (key.trim(), value.trim());
        let wrong = |expected| StatementError::NoValue {
            key: key.to_owned(),
            value: value.to_owned(),
            expected,
        };
        let version = || Version::parse(value).ok_or(wrong("a version such as 0.9.9"));
        let switch = || value.parse().map_err(|_| wrong("true or false"));
        match key {
            "kagent.version" => self.kagent.version = Some(version()?),
            "kagent.runtime" => {
                self.kagent.runtime = Some(match value {
                    "go" => Runtime::Go,
                    "python" => Runtime::Python,
                    _ => return Err(wrong("go or python")),
                });
            }
            "kagent.forwardedTokenWins" => self.kagent.forwarded_token_wins = Some(switch()?),
            "kagent.proxyUrl" => self.kagent.proxy_url = Some(value.to_owned()),
            "kagent.mcpEgressPlaintext" => self.kagent.mcp_egress_plaintext = Some(switch()?),
            "kagent.defaultServiceAccount" => {
                self.kagent.default_service_account = Some(value.to_owned());
            }
            "kagent.watchNamespaces" => {
                self.kagent.watch_namespaces = Some(namespaces(value));
            }
            "kagent.authMode" => {
                let mode = AuthMode::parse(value);
                self.kagent.auth_mode = Some(mode.ok_or(wrong("unsecure or trusted-proxy"))?);
            }
            "muster.version" => self.muster.version = Some(version()?),
            "muster.stripsSelfActor" => self.muster.strips_self_actor = Some(switch()?),
            _ => {
                return Err(StatementError::NoKey {
                    key: key.to_owned(),
                });
            }
        }
        Ok(())
    }

    /// This, and what it leaves open as another says it.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let (kagent, muster) = (self.kagent.clone(), self.muster.clone());
        let (below, gateway) = (other.kagent.clone(), other.muster.clone());
        Self {
            kagent: KagentStatement {
                told_by: match kagent.version {
                    Some(_) => kagent.told_by,
                    None => below.told_by,
                },
                mode_told_by: match kagent.auth_mode {
                    Some(_) => kagent.mode_told_by,
                    None => below.mode_told_by,
                },
                version: kagent.version.or(below.version),
                runtime: kagent.runtime.or(below.runtime),
                forwarded_token_wins: kagent.forwarded_token_wins.or(below.forwarded_token_wins),
                proxy_url: kagent.proxy_url.or(below.proxy_url),
                mcp_egress_plaintext: kagent.mcp_egress_plaintext.or(below.mcp_egress_plaintext),
                default_service_account: { kagent.default_service_account }
                    .or(below.default_service_account),
                watch_namespaces: kagent.watch_namespaces.or(below.watch_namespaces),
                auth_mode: kagent.auth_mode.or(below.auth_mode),
            },
            muster: MusterStatement {
                version: muster.version.or(gateway.version),
                strips_self_actor: muster.strips_self_actor.or(gateway.strips_self_actor),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KEYS, Statement};

    fn stated(pairs: &[&str]) -> Statement {
        let mut statement = Statement::default();
        for pair in pairs {
            statement.state(pair).unwrap();
        }
        statement
    }

    #[test]
    fn every_key_takes_a_value() {
        for key in KEYS {
            let value = match key.rsplit('.').next() {
                Some("version") => "1.2.3",
                Some("runtime") => "go",
                Some("authMode") => "trusted-proxy",
                _ => "true",
            };
            assert_ne!(stated(&[&format!("{key}={value}")]), Statement::default());
        }
    }

    #[test]
    fn what_means_nothing_is_refused() {
        for (pair, message) in [
            ("kagent", "`kagent` is no KEY=VALUE"),
            (
                "kagent.runtim=go",
                "the platform has no setting `kagent.runtim`",
            ),
            (
                "kagent.runtime=java",
                "`java` is no value of `kagent.runtime`",
            ),
            (
                "muster.version=new",
                "`new` is no value of `muster.version`",
            ),
            (
                "muster.stripsSelfActor=1",
                "`1` is no value of `muster.stripsSelfActor`",
            ),
        ] {
            let error = Statement::default().state(pair).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }

    #[test]
    fn the_first_to_speak_counts() {
        let flags = stated(&["kagent.runtime=go"]);
        let config = stated(&["kagent.runtime=python", "kagent.version=0.10.0"]);
        let both = stated(&["kagent.runtime=go", "kagent.version=0.10.0"]);
        assert_eq!(flags.or(&config), both);
    }
}
