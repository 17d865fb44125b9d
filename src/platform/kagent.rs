//! kagent: the controller that asks servers for their tools, and the runtimes that agents run on.

use super::statement::KagentStatement;
use super::{Controller, Origin, Runtime, Setting, Version};

/// The kagent that a chart runs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kagent {
    /// Its version.
    pub version: Setting<Version>,
    /// The runtime of agents; no layout of the chart chooses one.
    pub runtime: Setting<Runtime>,
    /// Whether it is a build with kagent pull request 2087, in which `KAGENT_PROPAGATE_TOKEN_OVERRIDES_STATIC` counts.
    pub forwarded_token_wins: Setting<bool>,
    /// How its controller was set up.
    pub controller: Controller,
    /// What in the input says its version: `HelmRelease kagent/kagent says`.
    pub told_by: Option<String>,
    /// What in the input says its controller's mode.
    pub mode_told_by: Option<String>,
}

/// What a runtime makes of `KAGENT_PROPAGATE_TOKEN`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PropagateSwitch {
    /// It does not read the variable.
    Unread,
    /// Any value but an empty one is on, `false` included.
    AnyValue,
    /// `true` is on, in any case.
    True,
}

/// What becomes of an exchanged token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchange {
    /// Tool calls carry the exchanged token.
    Sent,
    /// The exchange succeeds, and no tool call carries what comes of it.
    Lost,
    /// The variable that asks for it is not read.
    Unread,
}

impl Kagent {
    pub(super) fn new(stated: &KagentStatement, assumed: &KagentStatement) -> Self {
        let base = Version::parse("0.9.9").unwrap_or_else(|| unreachable!("it is a version"));
        let version = Setting::first(stated.version.as_ref(), assumed.version.as_ref(), base);
        let default = Runtime::default_of(&version.value);
        let runtime = match (&stated.runtime, version.origin) {
            (None, Origin::Stated) => Setting {
                value: default,
                origin: Origin::Derived,
            },
            (stated, _) => Setting::first(stated.as_ref(), assumed.runtime.as_ref(), default),
        };
        Self {
            version,
            runtime,
            forwarded_token_wins: Setting::first(
                stated.forwarded_token_wins.as_ref(),
                assumed.forwarded_token_wins.as_ref(),
                false,
            ),
            told_by: stated.told_by.clone(),
            mode_told_by: stated.mode_told_by.clone(),
            controller: Controller {
                proxy_url: stated.proxy_url.clone(),
                mcp_egress_plaintext: stated.mcp_egress_plaintext.unwrap_or_default(),
                default_service_account: stated.default_service_account.clone(),
                watch_namespaces: stated.watch_namespaces.clone().unwrap_or_default(),
                auth_mode: stated.auth_mode,
            },
        }
    }

    /// Its version in words, with what in the input says it, and with its controller's mode if the same says that.
    pub fn called(&self) -> String {
        let version = &self.version.value;
        let mode = self.controller.auth_mode.filter(|_| self.tells_both());
        let mode = mode.map(|mode| format!(" in mode {mode}"));
        let mode = mode.unwrap_or_default();
        format!("kagent {version}{mode}{}", as_told(self.told_by.as_ref()))
    }

    /// Its controller's mode in words, with what in the input says it, where something else says the version.
    pub fn mode_called(&self) -> Option<String> {
        let mode = self.controller.auth_mode.filter(|_| !self.tells_both())?;
        let told_by = as_told(self.mode_told_by.as_ref());
        Some(format!("mode {mode}{told_by}"))
    }

    /// What of both the input itself says.
    pub fn found(&self) -> Option<String> {
        let version = self.told_by.is_some().then(|| self.called());
        let mode = self.mode_called().filter(|_| self.mode_told_by.is_some());
        let mode = mode.map(|mode| match version {
            Some(_) => mode,
            None => format!("kagent in {mode}"),
        });
        let found: Vec<String> = version.into_iter().chain(mode).collect();
        (!found.is_empty()).then(|| found.join(", "))
    }

    fn tells_both(&self) -> bool {
        self.told_by.is_some() && self.told_by == self.mode_told_by
    }

    /// The runtimes that an agent may run on: the one stated, else first the default. The default is written into an Agent
    /// when it is admitted, so that one from before an upgrade keeps its own.
    pub fn runtimes(&self) -> Vec<Runtime> {
        let runtime = self.runtime.value;
        if self.runtime.is_stated() {
            vec![runtime]
        } else {
            vec![runtime, runtime.other()]
        }
    }

    /// Whether the runtime copies headers by `allowedHeaders`: Python from v0.7.13 on (#1217), Go from v0.9.1 on (#1733).
    pub fn reads_allowed_headers(&self) -> bool {
        match self.runtime.value {
            Runtime::Python => self.version.value.is_from(0, 7, 13),
            Runtime::Go => self.version.value.is_from(0, 9, 1),
        }
    }

    /// What the runtime makes of `KAGENT_PROPAGATE_TOKEN`: Python took any value for on before v0.9.4 (`cli.py`), from which on Go
    /// reads it at all (`agent.go`).
    pub fn propagate_switch(&self) -> PropagateSwitch {
        match self.runtime.value {
            _ if self.version.value.is_from(0, 9, 4) => PropagateSwitch::True,
            Runtime::Go => PropagateSwitch::Unread,
            Runtime::Python => PropagateSwitch::AnyValue,
        }
    }

    /// What becomes of the token that the runtime exchanges where `STS_WELL_KNOWN_URI` is set.
    ///
    /// Go looks for the session in the context of the request itself (`sts/plugin.go`, sessionIDFromContext), which
    /// `net/http` wraps as its client has a timeout (`mcp/registry.go`): so none is found, and the token is not added
    /// (kagent #2803; the same code in v0.9.9, v0.9.12, v0.10.0-rc3 and in pull request 2087). kagent 1.0 has another
    /// name for the variable.
    pub fn exchange(&self) -> Exchange {
        match self.runtime.value {
            _ if self.version.value.is_from(1, 0, 0) => Exchange::Unread,
            Runtime::Go => Exchange::Lost,
            Runtime::Python => Exchange::Sent,
        }
    }

    /// Whether agents themselves ask for tools when they start, with the static headers only: on Go from v0.10.0-beta7 on
    /// (#2052).
    pub fn agents_discover(&self) -> bool {
        let version = &self.version.value;
        self.runtime.value == Runtime::Go && version.is_from_prerelease("0.10.0-beta7")
    }
}

fn as_told(told_by: Option<&String>) -> String {
    told_by.map_or_else(String::new, |told_by| format!(" (as {told_by})"))
}

#[cfg(test)]
mod tests {
    use super::{Exchange, Kagent, KagentStatement, Runtime};
    use crate::platform::{Origin, Version};

    fn kagent(version: Option<&str>, runtime: Option<Runtime>) -> Kagent {
        let assumed = KagentStatement {
            version: Version::parse("0.9.9"),
            runtime: Some(Runtime::Python),
            ..KagentStatement::default()
        };
        let stated = KagentStatement {
            version: version.and_then(Version::parse),
            runtime,
            ..KagentStatement::default()
        };
        Kagent::new(&stated, &assumed)
    }

    #[test]
    fn the_default_runtime_flips_with_0_10() {
        for (version, expected) in [
            ("0.9.9", Runtime::Python),
            ("0.9.12", Runtime::Python),
            ("0.10.0-beta1", Runtime::Go),
            ("0.10.0-rc3", Runtime::Go),
            ("v0.10.0", Runtime::Go),
            ("1.0.0", Runtime::Go),
        ] {
            let kagent = kagent(Some(version), None);
            assert_eq!(kagent.runtime.value, expected, "{version}");
            assert_eq!(kagent.runtime.origin, Origin::Derived);
            assert_eq!(kagent.runtimes(), [expected, expected.other()]);
        }
    }

    #[test]
    fn what_is_stated_goes_before_what_is_assumed() {
        let assumed = kagent(None, None);
        assert_eq!(assumed.runtime.value, Runtime::Python);
        assert_eq!(assumed.runtime.origin, Origin::Assumed);
        let stated = kagent(Some("0.10.0"), Some(Runtime::Python));
        assert_eq!(stated.runtime.value, Runtime::Python);
        assert_eq!(stated.runtimes(), [Runtime::Python]);
    }

    #[test]
    fn what_becomes_of_an_exchanged_token() {
        let on = |version, runtime| kagent(Some(version), runtime).exchange();
        let (go, python) = (Some(Runtime::Go), Some(Runtime::Python));
        for version in ["0.9.9", "0.9.12", "0.10.0-rc3", "0.10.2"] {
            assert_eq!(on(version, go), Exchange::Lost, "{version}");
            assert_eq!(on(version, python), Exchange::Sent, "{version}");
        }
        assert_eq!(on("0.9.12", None), Exchange::Sent);
        assert_eq!(on("0.10.0", None), Exchange::Lost);
        assert_eq!(on("1.0.0", go), Exchange::Unread);
        assert_eq!(on("1.0.1", python), Exchange::Unread);
    }

    #[test]
    fn allowed_headers_and_discovery_by_version() {
        let on = |version, runtime| kagent(Some(version), Some(runtime));
        assert!(!on("0.7.12", Runtime::Python).reads_allowed_headers());
        assert!(on("0.7.13", Runtime::Python).reads_allowed_headers());
        assert!(!on("0.9.0", Runtime::Go).reads_allowed_headers());
        assert!(on("0.9.1", Runtime::Go).reads_allowed_headers());
        assert!(!on("0.9.12", Runtime::Go).agents_discover());
        assert!(on("0.10.0-rc3", Runtime::Go).agents_discover());
        assert!(!on("0.10.0-rc3", Runtime::Python).agents_discover());
    }
}
