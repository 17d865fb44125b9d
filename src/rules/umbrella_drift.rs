//! Two values files that must agree on a subtree and do not. The files are those of `umbrella:` in the config file, and no
//! target's: a run reads them once, and asks [`drift`].

use super::rule::Around;
use super::{Check, Docs, Fixability, Rule, Tier};
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::secrets::{redact, shows_credential};
use crate::source::{Place, ValuePath};
use crate::values::{Layer, Overrides, Values, coalesce};
use crate::words::plural;
use crate::yaml::{Entry, Mapping, Node, Number, Value, write_string};
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    id: "umbrella-drift",
    severity: Severity::Warning,
    tier: Tier::Wiring,
    fixable: Fixability::Nothing,
    summary: "two values files that must agree on a subtree and do not",
    docs: Docs {
        around: Some(&Around {
            file: Some("umbrella.yaml"),
            others: &[(
                ".helm-obo.yaml",
                "\
umbrella:
  - files: [chart/values.yaml, umbrella.yaml]
    path: agents.definitions.helper.obo
",
            )],
        }),
        finds: "A key below the `path` of an entry of `umbrella:` whose value differs between the entry's first file and a later \
                one, or that only one of them has. Each file is read by itself, as Helm reads it: `1` and `1.0` are the same, \
                `true` and `\"true\"` are not. Lists are compared as a whole, since Helm replaces them. Entries without a linted \
                file are passed over.",
        why: "An umbrella chart that passes on its own copy of the values shadows the defaults of the chart below it, key by \
              key. A change in one of the files has no effect, or only where the chart is installed by itself: somebody tunes a \
              prompt and nothing happens, or adds an `obo` block that no agent gets.",
        bad: "\
agents:
  definitions:
    helper:
      obo: {enabled: false}
",
        good: "\
agents:
  definitions:
    helper:
      obo: {enabled: true}
",
        fix: "Write the same in both files. Values that are to differ do not belong below the `path`.",
        evidence: &[
            "giantswarm/agentic-platform #182 and #183: a prompt was tuned in the connectivity chart alone, and the umbrella's \
             copy shadowed it.",
            "giantswarm/agentic-platform #190 and #185: users of the umbrella had no `obo` before its values had a copy of it.",
        ],
    },
    check: Check::Elsewhere("rules/umbrella_drift.rs"),
};

/// A values file of an umbrella.
#[derive(Debug)]
pub struct ValuesFile {
    layer: Layer,
    /// The file by itself, to find places in.
    values: Values,
}

impl ValuesFile {
    /// A file that was read as values.
    ///
    /// # Errors
    /// When Helm could not take it alone.
    pub fn new(layer: Layer) -> Result<Self, crate::values::Error> {
        let overrides = Overrides {
            files: vec![layer.clone()],
            ..Overrides::default()
        };
        Ok(Self {
            values: coalesce(None, &overrides)?,
            layer,
        })
    }

    /// The file as it was read.
    pub fn layer(&self) -> &Layer {
        &self.layer
    }

    fn name(&self) -> String {
        self.layer.source.name().to_string()
    }

    /// Where to point for a path: the key, or where it is missing.
    fn place(&self, path: &ValuePath) -> Place {
        let entry = self.entry(path).map(|entry| entry.key_place);
        let node = || self.layer.root.at(path).map(|node| node.place);
        entry
            .or_else(node)
            .unwrap_or_else(|| self.values.locate_absent(path))
    }

    fn entry(&self, path: &ValuePath) -> Option<&Entry> {
        let (parent, _) = path.split_last()?;
        self.layer.root.at(&parent)?.as_map()?.get(path.last_key()?)
    }
}

/// How two files differ below a path: one finding for each key, in the later file.
pub fn drift(first: &ValuesFile, later: &ValuesFile, path: &ValuePath) -> Vec<Diagnostic> {
    let mut paths = Vec::new();
    let sides = [&first.layer.root, &later.layer.root].map(|root| root.at(path));
    let is_nowhere = sides.iter().all(Option::is_none);
    if is_nowhere {
        paths.push((path.clone(), Difference::Nowhere));
    } else {
        compare(sides, path, &mut paths);
    }
    if paths.is_empty() {
        return Vec::new();
    }
    let redacted = [&first.layer.root, &later.layer.root].map(redact);
    let found = paths.into_iter();
    found
        .map(|(path, difference)| {
            let value = |root: &Node| root.at(&path).map_or_else(|| "another value".into(), words);
            let values = [&redacted[0], &redacted[1]].map(value);
            finding([first, later], path, difference, &values)
        })
        .collect()
}

/// How two files differ at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Difference {
    /// Neither has it.
    Nowhere,
    /// Only the first has it.
    Missing,
    /// Only the later has it.
    Added,
    /// The values differ.
    Values,
}

fn compare(sides: [Option<&Node>; 2], path: &ValuePath, found: &mut Vec<(ValuePath, Difference)>) {
    let difference = match sides {
        [Some(_), None] => Difference::Missing,
        [None, Some(_)] => Difference::Added,
        [None, None] => return,
        [Some(first), Some(later)] => match (first.as_map(), later.as_map()) {
            (Some(one), Some(other)) => {
                for key in keys(one, other) {
                    compare([first.get(key), later.get(key)], &path.join(key), found);
                }
                return;
            }
            _ if is_same(first, later) => return,
            _ => Difference::Values,
        },
    };
    found.push((path.clone(), difference));
}

fn keys<'m>(one: &'m Mapping, other: &'m Mapping) -> BTreeSet<&'m str> {
    let entries = one.entries().iter().chain(other.entries());
    entries.map(|entry| &*entry.key).collect()
}

/// Whether Helm makes the same of two values.
fn is_same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::String(one), Value::String(other)) => one == other,
        (Value::Number(one), Value::Number(other)) => {
            one.as_f64().total_cmp(&other.as_f64()).is_eq()
        }
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other.iter())
                    .all(|(one, other)| is_same(one, other))
        }
        (Value::Map(one), Value::Map(other)) => {
            let entries = one.entries().iter().zip(other.entries());
            one.entries().len() == other.entries().len()
                && entries
                    .into_iter()
                    .all(|(one, other)| one.key == other.key && is_same(&one.node, &other.node))
        }
        _ => false,
    }
}

/// How long a value may be that a message shows.
const SHOWN: usize = 40;

/// A value in words: itself where it is short, else what it is.
fn words(node: &Node) -> String {
    let of_length =
        |what: &str, count: usize, unit: &str| format!("a {what} of {}", plural(count, unit));
    match &node.value {
        Value::Map(map) => of_length("mapping", map.entries().len(), "key"),
        Value::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(short).collect();
            let text = items.map(|items| format!("`[{}]`", items.join(", ")));
            let count = node.as_list().map_or(0, <[Node]>::len);
            text.filter(|text| text.chars().count() <= SHOWN)
                .unwrap_or_else(|| of_length("list", count, "item"))
        }
        Value::String(text) => short(node).map_or_else(
            || of_length("string", text.chars().count(), "character"),
            |text| format!("`{text}`"),
        ),
        _ => short(node).map_or_else(|| "another value".to_owned(), |text| format!("`{text}`")),
    }
}

/// A short scalar as it is written; a string that Helm could take for something else in quotes.
fn short(node: &Node) -> Option<String> {
    match &node.value {
        Value::Null => Some("null".to_owned()),
        Value::Bool(bool) => Some(bool.to_string()),
        Value::Number(Number::Int(int)) => Some(int.to_string()),
        Value::Number(Number::Float(float)) => Some(float.to_string()),
        Value::String(text) => {
            let is_plain = |c: char| !c.is_control() && c != '`';
            let is_shown = text.chars().count() <= SHOWN
                && text.chars().all(is_plain)
                && !shows_credential(text);
            is_shown.then(|| write_string(text))
        }
        Value::List(_) | Value::Map(_) => None,
    }
}

/// What comes of it, as the end of a message.
const SHADOWS: &str = "an umbrella's copy shadows the chart's default key by key, so that it depends on how the chart is \
                       installed which of them counts";

fn finding(
    [first, later]: [&ValuesFile; 2],
    path: ValuePath,
    difference: Difference,
    values: &[String; 2],
) -> Diagnostic {
    let name = first.name();
    let own = later.name();
    let message = match difference {
        Difference::Nowhere => {
            format!("neither this file nor `{name}` has `{path}`, on which they must agree")
        }
        Difference::Missing => {
            format!("`{path}` is missing in `{own}` and is in `{name}`: {SHADOWS}")
        }
        Difference::Added => {
            format!("`{path}` is in `{own}` and is missing in `{name}`: {SHADOWS}")
        }
        Difference::Values => match values {
            [one, other] if one == other => {
                format!("`{path}` differs between `{own}` and `{name}`, each {one}: {SHADOWS}")
            }
            [one, other] => {
                format!("`{path}` is {other} in `{own}` and {one} in `{name}`: {SHADOWS}")
            }
        },
    };
    let (help, there) = match difference {
        Difference::Nowhere => (
            "correct the `path` of this entry of `umbrella:` in the config file",
            None,
        ),
        Difference::Added => (
            "write it in both files, or in neither",
            Some("it is missing here"),
        ),
        Difference::Missing => (
            "write it in both files, or in neither",
            Some("it is written here"),
        ),
        _ => ("write the same in both files", Some("the value there")),
    };
    let related = there.map(|message| Related {
        message: message.to_owned(),
        place: first.place(&path),
        is_aside: false,
    });
    Diagnostic {
        rule: RULE.id,
        severity: RULE.severity,
        message,
        help: Some(help.to_owned()),
        agent: None,
        object: None,
        place: later.place(&path),
        label: None,
        related: related.into_iter().collect(),
        fix: None,
        unfixable: None,
        path,
    }
}
