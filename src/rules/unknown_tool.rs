//! A tool that the gateway, or another server, does not offer.

mod discovered;

use super::support::template_text::TemplateText;
use super::support::words::ticked;
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::model::{AgentCall, Field};
use crate::secrets::shows_credential;
use crate::source::nearest;

pub(super) const RULE: Rule = Rule {
    id: "unknown-tool",
    severity: Severity::Note,
    tier: Tier::Content,
    fixable: Fixability::Unsafely,
    summary: "a tool in `toolNames` that the gateway, or by its status the server, does not offer; or, of an active agent, an empty list",
    docs: Docs {
        around: None,
        finds: "A tool in `toolNames` that the gateway does not offer by itself, such as a tool of one of its backends \
                (`x_kubernetes_get`, `workflow_…`). And `toolNames: []` of an active agent. In a dump of a cluster: a tool that is \
                not among the `discoveredTools` that kagent wrote into the server's status.",
        why: "The agent does not get a tool of that name. Tools of backends are reached through `call_tool`, which takes \
              their name as an argument. An empty list does not mean none: the agent gets all tools, and kagent's UI shows \
              one called Unknown Tool.",
        bad: "\
agents:
  definitions:
    helper:
      toolNames: [list_tools, cal_tool]
",
        good: "\
agents:
  definitions:
    helper:
      toolNames: [list_tools, call_tool]
",
        fix: "Write the tool's name as the gateway has it; for a backend's tool list `call_tool`. Leave the key out if the agent \
              is to have all tools.",
        evidence: &[
            "muster `internal/metatools/provider.go`: the same eleven tools from v0.1 to v1.7.8.",
            "kagent v0.9.12 `remotemcpserver_types.go`: `status.discoveredTools` has the tools that the server offers.",
            "giantswarm/agentic-platform #186: an empty list works and shows as one Unknown Tool.",
        ],
    },
    check: Check::Both {
        values: check,
        manifests: discovered::check,
    },
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let offered = &facts.contract.definition.tools;
    if offered.is_empty() {
        return;
    }
    for of in facts.model.calls() {
        match of.call.tool_names.get().map(Vec::as_slice) {
            Some([]) if of.agent.is_active() => sink.report(&RULE, no_tools(of)),
            Some(items) => {
                for item in items {
                    if let Some(found) = TemplateText::at(facts, &item.path) {
                        let message = format!("{}, so the agent gets no such tool", found.reason());
                        let draft = Draft::new(&item.path, item.place, message);
                        sink.report(
                            &RULE,
                            found.draft(draft, RULE.severity, "the tool's name itself"),
                        );
                    } else if let Some(draft) = unknown(item, offered, items) {
                        sink.report(&RULE, draft);
                    }
                }
            }
            None => {}
        }
    }
}

/// How long a tool's name may be.
const LONGEST: usize = 64;

/// How long most are: something longer may be anything.
const USUAL: usize = 32;

/// A tool by its name; `None` if what is written looks like no such name.
fn named(name: &str, longest: usize) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let is_name = name.len() <= longest && name.chars().all(is_plain) && !shows_credential(name);
    is_name.then(|| format!("tool `{name}`"))
}

fn no_tools(of: AgentCall<'_>) -> Draft {
    let message = format!(
        "an empty list does not keep tools from agent `{}`: it gets all of the gateway's, and kagent's UI shows one \
         called Unknown Tool",
        of.agent.name
    );
    let tools = &of.call.tool_names;
    Draft::new(&tools.path, tools.key, message)
        .label("empty means all")
        .help("list the tools that it needs, or remove the key if it shall have all")
}

fn unknown(item: &Field<String>, offered: &[String], items: &[Field<String>]) -> Option<Draft> {
    let name = item.get()?;
    if name.is_empty() || offered.contains(name) {
        return None;
    }
    let draft = |message: String| Draft::new(&item.path, item.place, message);
    let is_backend = ["x_", "workflow_"]
        .iter()
        .any(|prefix| name.starts_with(prefix));
    if is_backend {
        let tool = named(name, LONGEST).unwrap_or_else(|| "this tool".to_owned());
        let draft = draft(format!(
            "{tool} belongs to a backend of the gateway, so the agent does not get it by this name"
        ));
        return Some(
            draft.help("list `call_tool` instead: it calls the tools of backends by their names"),
        );
    }
    let tool = named(name, USUAL).unwrap_or_else(|| "tool of this name".to_owned());
    let draft = draft(format!(
        "the gateway offers no {tool}, so the agent does not get it"
    ));
    Some(match nearest(name, offered.iter().map(String::as_str)) {
        Some(meant) => {
            let draft = draft
                .label(format!("did you mean `{meant}`?"))
                .help(format!("write `{meant}`"));
            let mut items = items.iter().filter_map(|item| item.get());
            match items.any(|item| item == meant) {
                true => draft,
                // The agent may do more then.
                false => draft
                    .fix(
                        format!("write `{meant}`"),
                        Change::Set(item.path.clone(), meant.into()),
                    )
                    .needs_review(),
            }
        }
        None => draft.help(format!(
            "remove it; the gateway offers {}",
            ticked(offered.iter().map(String::as_str))
        )),
    })
}
