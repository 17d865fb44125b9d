//! Two values files that must agree on a subtree and do not. The files are those of `umbrella:` in the config file, and no
//! target's: a run reads them once, and asks [`drift`].

use super::rule::Around;
use super::{Docs, Mends, Rule, Tier};
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::source::{Place, ValuePath};
use crate::values::{Layer, Overrides, Values, coalesce};
use crate::yaml::{Entry, Mapping, Node, Value};
use std::collections::BTreeSet;

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "umbrella-drift",
    severity: Severity::Warning,
    tier: Tier::Wiring,
    mends: Mends::Nothing,
    summary: "two values files that must agree on a subtree and do not",
    docs: Docs {
        around: Some(&Around {
            file: Some("connectivity.yaml"),
            others: &[
                (
                    ".helm-obo.yaml",
                    "umbrella:\n  - {files: [umbrella.yaml, connectivity.yaml], path: agents}\n",
                ),
                (
                    "umbrella.yaml",
                    "agents:\n  definitions:\n    helper:\n      allowedHeaders: [authorization]\n",
                ),
            ],
        }),
        finds: "A key below the `path` of an entry of `umbrella:` whose value differs between the entry's first file and a \
                later one, or that only one of them has. Each file is read by itself, as Helm reads it: `1` and `1.0` are \
                the same, `true` and `\"true\"` are not. Lists are compared as a whole, since Helm replaces them.",
        why: "An umbrella chart that hands its own copy of the values on shadows the defaults of the chart below it, key by \
              key. What is changed in one file alone has no effect, or has it only where the chart is installed by \
              itself: a prompt that was tuned in vain, an `obo` block that nobody gets.",
        bad: "agents:\n  definitions:\n    helper:\n      allowedHeaders: []\n",
        good: "agents:\n  definitions:\n    helper:\n      allowedHeaders: [authorization]\n",
        fix: "Write the same in both files. What shall differ does not belong below the `path`.",
        evidence: &[
            "giantswarm/agentic-platform #182 and #183: a prompt was tuned in the connectivity chart alone, and the umbrella's \
             copy shadowed it.",
            "giantswarm/agentic-platform #190 and #185: users of the umbrella had no `obo` before its values had a copy of it.",
        ],
    },
    check: |_, _| {},
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
    let found = paths.into_iter();
    found
        .map(|(path, difference)| finding(first, later, path, difference))
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
    /// The values have these kinds.
    Kinds([&'static str; 2]),
    /// The values differ otherwise.
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
            _ => match [first, later].map(|node| kind(&node.value)) {
                [one, other] if one == other => Difference::Values,
                kinds => Difference::Kinds(kinds),
            },
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

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    }
}

/// What comes of it, as the end of a message.
const SHADOWS: &str = "an umbrella's copy shadows the chart's default key by key, so that it depends on how the chart is \
                       installed which of them counts";

fn finding(
    first: &ValuesFile,
    later: &ValuesFile,
    path: ValuePath,
    difference: Difference,
) -> Diagnostic {
    let name = first.name();
    let message = match difference {
        Difference::Nowhere => {
            format!("neither this file nor `{name}` has `{path}`, on which they must agree")
        }
        Difference::Missing => format!("`{path}` is missing here, and `{name}` has it: {SHADOWS}"),
        Difference::Added => format!("`{path}` is here, and not in `{name}`: {SHADOWS}"),
        Difference::Kinds([one, other]) => {
            format!("`{path}` is {other} here and {one} in `{name}`: {SHADOWS}")
        }
        Difference::Values => {
            format!("`{path}` has another value here than in `{name}`: {SHADOWS}")
        }
    };
    let (help, there) = match difference {
        Difference::Nowhere => (
            "mend the `path` of this entry of `umbrella:` in the config file",
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
    });
    Diagnostic {
        rule: RULE.id,
        severity: RULE.severity,
        message,
        help: Some(help.to_owned()),
        agent: None,
        place: later.place(&path),
        label: None,
        related: related.into_iter().collect(),
        fix: None,
        path,
    }
}
