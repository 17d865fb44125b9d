//! Why it is not known as whom a call runs: which unknown values decide it.

use super::evaluate::{Alternative, CallEvaluator};
use super::headers::CallInputs;
use super::variables::{self, EXCHANGE, OVERRIDES, PROPAGATE, written};
use crate::model::{AgentCall, State};
use crate::source::ValuePath;
use crate::words::list;
use std::collections::BTreeSet;

impl CallEvaluator<'_> {
    /// Why it is not known as whom a call runs.
    pub(super) fn open(&self, all: &[Alternative]) -> String {
        let unknown = self.unknown(all);
        // The written value is known, even if what a runtime makes of it is not.
        let written = |name| {
            let path = written(&self.of.agent.env, name, self.spelling);
            path.filter(|path| unknown.contains(&format!("(`{path}`)")))
        };
        match (written(PROPAGATE), written(EXCHANGE)) {
            (Some(path), _) => format!(
                "`{PROPAGATE}` (`{path}`), with blanks in its value, is on in one place of the {} runtime and off in another: so as whom the call runs is unknown",
                self.platform.kagent.runtime.value
            ),
            (None, Some(path)) => format!(
                "`{path}` holds template text: Helm does not evaluate templates in values, so that no token can be exchanged \
                 there: as whom the call runs cannot be told"
            ),
            (None, None) => cannot_be_told(&unknown),
        }
    }

    /// The unknown values of an agent that decide: each is the only difference between two alternatives in which the
    /// call runs as somebody else.
    fn unknown(&self, all: &[Alternative]) -> String {
        let mut names: Vec<String> = Vec::new();
        for cause in CAUSES {
            let decides = all.iter().any(|one| {
                let mut others = all.iter();
                others.any(|other| {
                    !one.decision.is_like(&other.decision)
                        && CAUSES
                            .iter()
                            .all(|known| known.differs(&one.call, &other.call) == (*known == cause))
                })
            });
            if decides {
                let unknown = self.names(cause).into_iter();
                names.extend(
                    unknown
                        .filter(|name| !names.contains(name))
                        .collect::<Vec<_>>(),
                );
            }
        }
        let policies = all.iter().filter_map(|one| one.decision.unclear.as_ref());
        let policies: BTreeSet<String> = policies.map(|path| format!("`{path}`")).collect();
        names.extend(policies);
        match names.is_empty() {
            true => "the agent's environment".into(),
            false => list(&names, "and"),
        }
    }

    /// What is unknown of a cause, in words.
    fn names(&self, cause: UnknownInput) -> Vec<String> {
        let AgentCall { agent, call } = self.of;
        let named = |path: &ValuePath| format!("`{path}`");
        match cause {
            UnknownInput::Statics => {
                let headers = call.static_headers.iter();
                let undecided = headers.filter_map(|header| header.undecided.as_ref());
                undecided.map(|switch| named(&switch.path)).collect()
            }
            UnknownInput::Allowed => match &call.allowed_headers.state {
                State::Set(items) => {
                    let items = items.iter().filter(|item| item.is_unknown());
                    items.map(|item| named(&item.path)).collect()
                }
                _ => vec![named(&call.allowed_headers.path)],
            },
            UnknownInput::Propagates => variables::unknown(&agent.env, PROPAGATE, self.spelling),
            UnknownInput::Exchanges => variables::unknown(&agent.env, EXCHANGE, self.spelling),
            UnknownInput::Overrides => variables::unknown(&agent.env, OVERRIDES, self.spelling),
        }
    }
}

pub(super) fn cannot_be_told(what: &str) -> String {
    format!("it cannot be told yet what {what} will be: so as whom the call runs is unknown")
}

/// What ways may differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum UnknownInput {
    Statics,
    Allowed,
    Propagates,
    Exchanges,
    Overrides,
}

const CAUSES: [UnknownInput; 5] = [
    UnknownInput::Statics,
    UnknownInput::Allowed,
    UnknownInput::Propagates,
    UnknownInput::Exchanges,
    UnknownInput::Overrides,
];

impl UnknownInput {
    fn differs(self, one: &CallInputs, other: &CallInputs) -> bool {
        match self {
            Self::Statics => one.statics != other.statics,
            Self::Allowed => one.allowed != other.allowed,
            Self::Propagates => one.propagates != other.propagates,
            Self::Exchanges => one.exchanges != other.exchanges,
            Self::Overrides => one.overrides != other.overrides,
        }
    }
}
