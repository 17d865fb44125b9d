//! A plain scalar, as a value or as a key, that Helm and YAML 1.2 read differently.

use super::support::words::what;
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::contract::Schema;
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::source::{Place, Segment, Source, ValuePath};
use crate::yaml::to_json;
use crate::yaml::{Entry, Link, Node, Readings, Style, Value, two_readings};

pub(super) const RULE: Rule = Rule {
    id: "ambiguous-scalar",
    severity: Severity::Warning,
    tier: Tier::Reading,
    fixable: Fixability::Safely,
    summary: "a plain scalar that Helm and YAML 1.2 read differently, in what the contract reads and on the way there",
    docs: Docs {
        around: None,
        finds: "A value or a key without quotes that Helm and YAML 1.2 read differently, where agents are defined \
                or on the way there: `yes`, `off` and `y`, which are booleans to Helm and text to YAML 1.2; `0777`, \
                which is 511 to Helm and 777 to YAML 1.2; `1_000`, `0b11`, `1e999`.",
        why: "Helm reads YAML 1.1. Editors, `yq` and many other tools read YAML 1.2. So they, and the people who use them, see \
              other values than Helm's templates do. An agent called `no` is called `false` in the cluster.",
        bad: "\
agents:
  definitions:
    helper:
      m2m: {enabled: no}
",
        good: "\
agents:
  definitions:
    helper:
      m2m: {enabled: false}
",
        fix: "Write `true`, `false` or the decimal number that is meant; or put it in quotes if it is meant as text.",
        evidence: &[
            "Helm 4.2.3 and 3.10.1 read `yes` as true, `0777` as 511 and the key `on` as `\"true\"`: \
             `docs/helm-values.md`.",
            "YAML 1.1, the type repository's `bool`: `y`, `yes`, `on` and their opposites are booleans.",
            "YAML 1.2.2, section 10.3, core schema: only `true` and `false` are booleans, and octal numbers begin \
             with `0o`.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for layer in &facts.values.layers {
        // Arguments are not YAML.
        if layer.document.is_none() || !layer.prefix.segments().is_empty() {
            continue;
        }
        let mut search = ScalarSearch {
            facts,
            source: &layer.source,
            found: Vec::new(),
        };
        search.below(&layer.root, &ValuePath::root(), false);
        for found in search.finish() {
            sink.report(&RULE, found.draft(&facts.contract.schema));
        }
    }
}

/// A scalar that is read in two ways.
struct Ambiguous<'t> {
    path: ValuePath,
    place: Place,
    /// Whether an alias or a merge key brought it to its path; it is written elsewhere.
    is_brought: bool,
    text: &'t str,
    /// For a key, what Helm makes of it.
    key: Option<String>,
    readings: Readings,
}

struct ScalarSearch<'s> {
    facts: &'s Facts<'s>,
    source: &'s Source,
    found: Vec<Ambiguous<'s>>,
}

impl<'s> ScalarSearch<'s> {
    fn below(&mut self, node: &Node, path: &ValuePath, is_brought: bool) {
        let schema = &self.facts.contract.schema;
        let is_brought = is_brought || node.link == Link::Alias;
        for entry in node.as_map().into_iter().flat_map(|map| map.entries()) {
            let path = path.join(Segment::Key(entry.key.clone()));
            if schema.describes(&path) {
                let is_brought = is_brought || entry.merged;
                self.key(entry, &path, is_brought);
                self.below(&entry.node, &path, is_brought);
            }
        }
        for (index, item) in node.as_list().into_iter().flatten().enumerate() {
            let path = path.join(index);
            if schema.describes(&path) {
                self.below(item, &path, is_brought);
            }
        }
        if node.style == Style::Plain {
            self.scalar(node.place, None, path, is_brought);
        }
    }

    /// All keys are strings to Helm, so only one that it writes otherwise counts.
    fn key(&mut self, entry: &Entry, path: &ValuePath, is_brought: bool) {
        if self.text(entry.key_place) != &*entry.key {
            let key = Some(entry.key.to_string());
            self.scalar(entry.key_place, key, path, is_brought);
        }
    }

    fn scalar(&mut self, place: Place, key: Option<String>, path: &ValuePath, is_brought: bool) {
        let text = self.text(place);
        if let Some(readings) = two_readings(text) {
            self.found.push(Ambiguous {
                path: path.clone(),
                place,
                is_brought,
                text,
                key,
                readings,
            });
        }
    }

    fn text(&self, place: Place) -> &'s str {
        let text = self.source.text().get(place.span.range());
        text.unwrap_or_default()
    }

    /// What was found, each once, under the path where it is written if that is one of those searched.
    fn finish(mut self) -> Vec<Ambiguous<'s>> {
        self.found
            .sort_by_key(|found| (found.place, found.is_brought));
        self.found.dedup_by_key(|found| found.place);
        self.found
    }
}

impl Ambiguous<'_> {
    fn draft(&self, schema: &Schema) -> Draft {
        let message = match &self.key {
            Some(key) => self.of_key(key),
            None => self.of_value(),
        };
        let draft = Draft::new(&self.path, self.place, message).help(self.help(schema));
        match self.as_helm_reads_it(schema) {
            Some(value) if self.key.is_none() => draft.fix(
                format!("write what Helm reads: `{value}`"),
                Change::Set(self.path.clone(), value),
            ),
            _ => draft,
        }
    }

    /// Helm's reading of a boolean or a number, where it may be written. What another tool read changes, but not what is deployed.
    fn as_helm_reads_it(&self, schema: &Schema) -> Option<serde_json::Value> {
        let helm = &self.readings.helm;
        let types: &[&str] = match helm {
            Value::Bool(_) => &["boolean"],
            Value::Number(_) => &["integer", "number"],
            _ => return None,
        };
        let mut types = types.iter();
        let fits = types.any(|name| schema.admits(&self.path, name));
        fits.then(|| to_json(&Node::implied(helm.clone(), self.place)))
    }

    fn of_key(&self, key: &str) -> String {
        let text = self.text;
        let core = bare(&self.readings.core).unwrap_or_else(|| text.to_owned());
        format!(
            "Helm reads the key `{text}` as `{key}`, YAML 1.2 as `{core}`: other tools see another key than Helm's \
             templates"
        )
    }

    fn of_value(&self) -> String {
        let Readings { helm, core } = &self.readings;
        let text = if self.is_short() {
            format!("`{}`", self.text)
        } else {
            "this".to_owned()
        };
        // A string may be a credential, which no mask would know by its number.
        let core = match helm {
            Value::String(_) => "a number".to_owned(),
            _ => what(core, true),
        };
        format!(
            "Helm reads {text} as {}, YAML 1.2 as {core}: other tools see another value than Helm's templates",
            what(helm, true)
        )
    }

    /// What to write instead, as far as it fits there.
    fn help(&self, schema: &Schema) -> String {
        let Readings { helm, core } = &self.readings;
        let fits = |types: &[&str]| {
            let mut types = types.iter();
            self.key.is_some() || types.any(|name| schema.admits(&self.path, name))
        };
        let types: &[&str] = match helm {
            Value::Bool(_) => &["boolean"],
            Value::Number(_) => &["integer", "number"],
            _ => &[],
        };
        let mut ways = Vec::new();
        if fits(types) {
            let values = [helm, core].into_iter().filter_map(bare);
            ways.extend(values.map(|value| format!("`{value}`")));
        }
        if ways.is_empty() || fits(&["string"]) {
            ways.push(self.quoted());
        }
        match &ways[..] {
            [only] => format!("write {only}"),
            _ => format!("write {}, whichever is meant", ways.join(" or ")),
        }
    }

    fn quoted(&self) -> String {
        if self.is_short() {
            format!("`\"{}\"`", self.text)
        } else {
            "the same in quotes".to_owned()
        }
    }

    fn is_short(&self) -> bool {
        self.text.len() <= LONGEST
    }
}

/// Longer strings are not shown.
const LONGEST: usize = 20;

/// A boolean or a number in the one notation that all readers share.
fn bare(value: &Value) -> Option<String> {
    match value {
        Value::Bool(bool) => Some(bool.to_string()),
        Value::Number(number) => Some(number.as_f64().to_string()),
        _ => None,
    }
}
