//! An item of `allowedHeaders` that is the name of no header.

use super::support::template_text::TemplateText;
use super::support::words::shown;
use super::{Check, Docs, Draft, Facts, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::manifests::{model_headers, static_headers};
use crate::model::{AgentCall, Call, Field};
use crate::secrets::{holds_placeholder, holds_template};
use crate::wiring::{AllowedItem, allowed_item, is_meant_for_subject};

pub(super) const RULE: Rule = Rule {
    id: "invalid-header-name",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Either,
    summary: "an item of `allowedHeaders` that is no header's name, or a pattern where only exact names match",
    docs: Docs {
        around: None,
        finds: "An item of `allowedHeaders` that cannot be the name of a header: one with a space, a colon or a quote in it, \
                with letters outside ASCII, with several names, or a pattern such as `*`, `x-*` or `^x-`. In \
                manifests also the name of a static header in `headersFrom`, `headers` or a model's `defaultHeaders`.",
        why: "kagent compares each item, in any case, with the names of the request's headers. A pattern matches nothing, and \
              neither does a name with a space after it: the header is not passed on, and no log says so. If it is \
              `authorization`, calls run as the agent's ServiceAccount, or without any token.",
        bad: r#"agents:
  definitions:
    helper:
      allowedHeaders: [authorization, "x-*"]
"#,
        good: "\
agents:
  definitions:
    helper:
      allowedHeaders: [authorization, x-request-id]
",
        fix: "Write the exact name of each header as an item of its own, without its value. Its case does not matter.",
        evidence: &[
            "RFC 9110 5.1 and 5.6.2: a field name is a token, letters, digits and a few signs.",
            "kagent v0.9.9 `go/adk/pkg/mcp/registry.go` and `python/packages/kagent-adk/src/kagent/adk/types.py`: items are \
             looked up by name, in any case.",
        ],
    },
    check: Check::Both {
        values: check,
        manifests: check_manifests,
    },
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for of in facts.model.calls() {
        for item in of.call.allowed_headers.get().into_iter().flatten() {
            if let Some(found) = TemplateText::at(facts, &item.path) {
                let message = format!("{}, so this item lets nothing through", found.reason());
                let draft = Draft::new(&item.path, item.place, message);
                sink.report(
                    &RULE,
                    found.draft(draft, RULE.severity, "the header's name itself"),
                );
                continue;
            }
            check_item(of, item, sink);
        }
    }
}

fn check_manifests(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for of in facts.model.calls() {
        for item in of.call.allowed_headers.get().into_iter().flatten() {
            check_item(of, item, sink);
        }
    }
    let objects = facts.set.objects().iter();
    let of_items = objects.clone().flat_map(static_headers);
    let of_items = of_items.filter_map(|header| Some((header.name, header.site?)));
    let of_items = of_items.map(|(name, site)| (name, site.path.join("name"), site.name));
    let of_models = objects.flat_map(model_headers);
    let of_models = of_models.filter_map(|header| Some((header.name, header.site?)));
    let of_models = of_models.map(|(name, site)| (name, site.path, site.name));
    for (name, path, place) in of_items.chain(of_models) {
        let name = &*name;
        let is_open = holds_placeholder(name) || holds_template(name);
        if is_open || matches!(allowed_item(name), AllowedItem::Name(_)) {
            continue;
        }
        let reason = match allowed_item(name) {
            AllowedItem::Pattern => "a header's name is no pattern",
            _ => reason(name),
        };
        let message = format!(
            "{reason}: the HTTP clients of kagent refuse to send this one, and each request fails"
        );
        let draft = Draft::new(&path, place, message)
            .label("no header's name")
            .help("write the name alone: letters, digits and `-`");
        sink.report(&RULE, draft);
    }
}

/// Reports an item of `allowedHeaders` that is the name of no header.
fn check_item(of: AgentCall<'_>, item: &Field<String>, sink: &mut Sink<'_>) {
    let Some(text) = item.get() else { return };
    let (reason, label, help) = match allowed_item(text) {
        AllowedItem::Name(_) => return,
        AllowedItem::Pattern => (PATTERN, "a pattern", EXACT.to_owned()),
        AllowedItem::Meant(names) => (reason(text), "no header's name", instead(&names)),
    };
    let consequence = if is_meant_for_subject(text) {
        "so this item does not let the user's token through"
    } else {
        "so this item lets nothing through"
    };
    let message = format!("{reason}, {consequence}");
    let draft = Draft::new(&item.path, item.place, message)
        .of(of.agent)
        .label(label)
        .help(help);
    sink.report(&RULE, with_fix(draft, of.call, text));
}

/// If one name is left without spaces and colons, writes that name; or removes the item if the name is listed already.
fn with_fix(draft: Draft, call: &Call, text: &str) -> Draft {
    let AllowedItem::Meant(names) = allowed_item(text) else {
        return draft;
    };
    let [name] = names[..] else { return draft };
    if shown(name) == "this" {
        return draft;
    }
    let mut others = call
        .allowed_headers
        .get()
        .into_iter()
        .flatten()
        .filter_map(|item| item.get());
    let path = draft.path.clone();
    if others.any(|other| other.eq_ignore_ascii_case(name)) {
        return draft.fix(
            "remove it, since the header is listed already",
            Change::Remove(path),
        );
    }
    draft.fix(format!("write `{name}`"), Change::Set(path, name.into()))
}

const PATTERN: &str = "`allowedHeaders` takes exact names, no patterns";

const EXACT: &str = "write the name of each header, such as `authorization`, as an item of its own";

fn reason(text: &str) -> &'static str {
    if text.trim().is_empty() {
        "a header needs a name"
    } else if !text.is_ascii() {
        "a header's name has no signs outside ASCII"
    } else if text.contains(':') {
        "a header's name has no colon, and its value has no place here"
    } else if text.contains([',', ';']) {
        "each header needs an item of its own"
    } else if text.contains(char::is_whitespace) {
        "a header's name has no blanks"
    } else {
        "no header has such a name"
    }
}

/// Only the first of several words may be a name; the others may be a credential, and are not repeated.
fn instead(names: &[&str]) -> String {
    match names {
        [only] if shown(only) != "this" => format!("write {}", shown(only)),
        _ => EXACT.to_owned(),
    }
}
