//! A tool that is listed twice.

use super::support::repeats::repeats;
use super::support::words::shown;
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::edit::Change;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-tool",
    severity: Severity::Warning,
    tier: Tier::Content,
    fixable: Fixability::Safely,
    summary: "a tool that is listed twice in `toolNames`",
    docs: Docs {
        around: None,
        finds: "A tool that `toolNames` lists twice.",
        why: "The second item changes nothing. Where a list was put together from two, or an item was copied to be \
              changed, another tool is missing.",
        bad: "\
agents:
  definitions:
    helper:
      toolNames: [list_tools, call_tool, call_tool]
",
        good: "\
agents:
  definitions:
    helper:
      toolNames: [list_tools, call_tool, describe_tool]
",
        fix: "Remove it, or write the tool that was meant.",
        evidence: &[
            "kagent v0.9.9, the CRD of Agents: `toolNames` is a plain list of strings, without uniqueness, of at most 50.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    for of in facts.model.calls() {
        let items = of.call.tool_names.get().into_iter().flatten();
        for (item, first) in repeats(items, |item| item.get()) {
            let name = item.get().map_or("", String::as_str);
            let what = match shown(name).as_str() {
                "this" => "this tool".to_owned(),
                name => format!("the tool {name}"),
            };
            let message = format!("{what} is listed twice: the second item changes nothing");
            let draft = Draft::new(&item.path, item.place, message)
                .of(of.agent)
                .label("listed again")
                .help("remove it, or write the tool that was meant")
                .fix("remove it", Change::Remove(item.path.clone()))
                .related(first.place, "it is listed here first");
            sink.report(&RULE, draft);
        }
    }
}
