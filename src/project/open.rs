//! What the values of a target leave open, and which decides how much of it is checked.

use crate::diagnostic::Hint;
use crate::model::{Intent, Model};
use crate::words::list_up_to;
use std::collections::BTreeSet;

/// How many paths a sentence lists before it counts the rest.
const PATHS: usize = 3;

/// Switches that are sealed, or filled in before Helm reads them, by their paths.
#[derive(Debug, Default)]
pub(super) struct OpenSwitches {
    /// Those that count as on.
    gates: BTreeSet<String>,
    /// Those that say whether an agent acts for its users.
    intents: BTreeSet<String>,
}

impl OpenSwitches {
    /// Those of the active agents.
    pub(super) fn of(model: &Model) -> Self {
        let mut open = Self::default();
        for agent in model.agents.iter().filter(|agent| agent.is_active()) {
            let gates = agent.assumed_on.iter();
            open.gates.extend(gates.map(ToString::to_string));
            for call in &agent.calls {
                if let Intent::Flag(flag) = &call.intent
                    && flag.is_unknown()
                {
                    open.intents.insert(flag.path.to_string());
                }
            }
        }
        open
    }

    /// With those of another target.
    pub(super) fn extend(&mut self, other: Self) {
        self.gates.extend(other.gates);
        self.intents.extend(other.intents);
    }

    /// What a report says of them.
    pub(super) fn hints(&self) -> Vec<Hint> {
        let told = [
            (&self.gates, "it counts as on", "they count as on"),
            (
                &self.intents,
                "whether the agent's calls run as its users is not checked",
                "whether the agents' calls run as their users is not checked",
            ),
        ];
        told.into_iter()
            .filter(|(paths, ..)| !paths.is_empty())
            .map(|(paths, one, several)| Hint {
                about: "unknown",
                text: format!(
                    "what {} will be cannot be told from the values: {}",
                    list_up_to(PATHS, &Vec::from_iter(paths)),
                    if paths.len() == 1 { one } else { several }
                ),
            })
            .collect()
    }
}
