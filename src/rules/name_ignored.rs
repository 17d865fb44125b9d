//! A `name` inside of a definition.

use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;

pub(super) const RULE: Rule = Rule {
    id: "name-ignored",
    severity: Severity::Warning,
    tier: Tier::Key,
    fixable: Fixability::Safely,
    summary: "`name` inside a definition: the map's key wins",
    docs: Docs {
        around: None,
        finds: "A definition with a `name` in it. The agent's name is the key of the definition.",
        why: "The templates put the map's key over whatever `name` says. The agent, its server, its ServiceAccount and its \
              Secret keep the key's name, and what refers to the other name finds nothing.",
        bad: "\
agents:
  definitions:
    helper:
      name: assistant
",
        good: "\
agents:
  definitions:
    helper:
      description: Assists
",
        fix: "Rename the key of the definition to the name that you want, and remove `name`.",
        evidence: &[
            "giantswarm/agentic-platform 1295f21 `templates/kagent/agents/agents.yaml`: `merge (dict \"name\" $name) $cfg`; \
             of what Sprig's `merge` is given, the first wins.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for agent in &facts.model.agents {
        let path = agent.path.join("name");
        let (Some(place), Some(node)) = (facts.values.key_place(&path), facts.values.get(&path))
        else {
            continue;
        };
        if node.is_null() {
            continue;
        }
        let is_same = node.as_str() == Some(&*agent.name);
        let (message, help) = if is_same {
            (
                format!(
                    "`name` says again what the key `{}` says, and nothing reads it",
                    agent.name
                ),
                "remove it".to_owned(),
            )
        } else {
            (
                format!(
                    "`name` changes nothing: the agent is called `{}`, as the key of its definition is",
                    agent.name
                ),
                format!(
                    "rename the key `{}` if the agent shall have this name, and remove `name`",
                    agent.name
                ),
            )
        };
        let draft = Draft::new(&path, place, message).help(help);
        sink.report(&RULE, draft.fix("remove it", Change::Remove(path.clone())));
    }
}
