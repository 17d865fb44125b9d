//! Values of another type than the CRDs of Flux and Argo CD, or their controllers, take where charts and values are said.
//!
//! Argo CD's CRDs give each field of `helm` its type (argo-cd `manifests/crds`). Flux's CRD takes anything for `values`, and its
//! controller passes over what is no mapping (helm-controller `api/v2`, `GetValues`).

use crate::manifests::{Object, is_open};
use crate::source::{Place, ValuePath};
use crate::yaml::{Node, Value};

/// A value of a wrong type.
#[derive(Debug, Clone)]
pub struct Mistyped {
    /// Where it is in its object.
    pub path: ValuePath,
    /// Its place: that of its key for a mapping or a list.
    pub place: Place,
    /// What it is.
    pub value: Value,
    /// The type that it must have, as JSON schemas name it.
    pub wanted: &'static str,
    /// What comes of it.
    pub outcome: Outcome,
    /// What to write instead.
    pub help: &'static str,
}

impl Mistyped {
    /// Whether it may be meant to set any key of the values.
    pub(super) fn may_set_any(&self) -> bool {
        let key = self.path.last_key().unwrap_or_default();
        matches!(
            key,
            "values"
                | "valuesObject"
                | "valueFiles"
                | "valuesFrom"
                | "parameters"
                | "fileParameters"
        )
    }
}

/// What comes of a value of a wrong type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The API server refuses the object.
    Refused,
    /// The API server refuses it from a release on, and drops the field in silence before.
    RefusedSince(&'static str),
    /// The controller passes over it in silence.
    PassedOver,
}

/// The type of a field.
enum Type {
    Text,
    Bool,
    Mapping,
    ListOf(&'static Type),
    Fields(&'static [Field]),
}

/// A field, with what to write where its value is of another type.
struct Field(&'static str, Type, &'static str);

use Type::{Bool, Fields, ListOf, Mapping, Text};

const QUOTE: &str = "put it in quotes";
const BOOLEAN: &str = "write `true` or `false`, without quotes";
const LIST: &str = "write a list, each item after a `- `";

/// What decides about values in the `helm` of a source.
const OF_HELM: &[Field] = &[
    Field("releaseName", Text, QUOTE),
    Field(
        "values",
        Text,
        "call it `valuesObject`, which takes a mapping, or make it a literal block: `values: |`",
    ),
    Field(
        "valuesObject",
        Mapping,
        "call it `values`, which takes a string, or write a mapping",
    ),
    Field("valueFiles", ListOf(&Text), LIST),
    Field("ignoreMissingValueFiles", Bool, BOOLEAN),
    Field(
        "parameters",
        ListOf(&Fields(&[
            Field("name", Text, QUOTE),
            Field("value", Text, QUOTE),
            Field("forceString", Bool, BOOLEAN),
        ])),
        "write a list, each item with a `name` and a `value`",
    ),
    Field(
        "fileParameters",
        ListOf(&Fields(&[
            Field("name", Text, QUOTE),
            Field("path", Text, QUOTE),
        ])),
        "write a list, each item with a `name` and a `path`",
    ),
    Field("skipCrds", Bool, BOOLEAN),
    Field("version", Text, QUOTE),
];

/// The same since Argo CD 2.13.
const SINCE_2_13: &[Field] = &[
    Field("namespace", Text, QUOTE),
    Field("kubeVersion", Text, QUOTE),
    Field("apiVersions", ListOf(&Text), LIST),
];

/// What decides about values in the `spec` of a HelmRelease, but for `values`.
const OF_RELEASE: &[Field] = &[
    Field("releaseName", Text, QUOTE),
    Field("targetNamespace", Text, QUOTE),
    Field(
        "valuesFrom",
        ListOf(&Fields(&[
            Field("kind", Text, QUOTE),
            Field("name", Text, QUOTE),
            Field("valuesKey", Text, QUOTE),
            Field("targetPath", Text, QUOTE),
            Field("optional", Bool, BOOLEAN),
        ])),
        "write a list, each item with a `kind` and a `name`",
    ),
];

const OF_VALUES: &[Field] = &[Field(
    "values",
    Mapping,
    "write a mapping: without a `|` after `values:`, and its keys below",
)];

/// Those in the `helm` of a source, by the path of that.
pub(super) fn in_helm(object: &Object, helm: &ValuePath) -> Vec<Mistyped> {
    let mut found = mistyped(object, helm, OF_HELM, Outcome::Refused);
    let since = Outcome::RefusedSince("2.13");
    found.extend(mistyped(object, helm, SINCE_2_13, since));
    found
}

/// Those in a HelmRelease.
pub(super) fn in_release(object: &Object) -> Vec<Mistyped> {
    let spec = ValuePath::parse("spec");
    let mut found = mistyped(object, &spec, OF_RELEASE, Outcome::Refused);
    found.extend(mistyped(object, &spec, OF_VALUES, Outcome::PassedOver));
    found
}

fn mistyped(
    object: &Object,
    path: &ValuePath,
    fields: &'static [Field],
    outcome: Outcome,
) -> Vec<Mistyped> {
    let mut found = Vec::new();
    if let Some(node) = object.get(path) {
        let mut search = Search {
            outcome,
            found: &mut found,
        };
        search.fields(node, path, fields);
    }
    // A cluster has nothing that its API server refuses.
    found.retain(|one| one.outcome == Outcome::PassedOver || !object.is_admitted());
    found
}

struct Search<'f> {
    outcome: Outcome,
    found: &'f mut Vec<Mistyped>,
}

impl Search<'_> {
    fn fields(&mut self, node: &Node, path: &ValuePath, fields: &'static [Field]) {
        for Field(key, wanted, help) in fields {
            let entry = node.as_map().and_then(|map| map.get(key));
            if let Some(entry) = entry {
                let place = Some(entry.key_place);
                self.value(&entry.node, place, &path.join(*key), (wanted, help));
            }
        }
    }

    fn value(
        &mut self,
        node: &Node,
        key: Option<Place>,
        path: &ValuePath,
        (wanted, help): (&'static Type, &'static str),
    ) {
        match (wanted, &node.value) {
            // The API server drops a null.
            (_, Value::Null) | (Text, Value::String(_)) | (Bool, Value::Bool(_)) => {}
            (Mapping, Value::Map(_)) => {}
            (Fields(fields), Value::Map(_)) => self.fields(node, path, fields),
            (ListOf(item), Value::List(items)) => {
                for (index, one) in items.iter().enumerate() {
                    self.value(one, None, &path.join(index), (item, help_of(item)));
                }
            }
            // It may become anything.
            (_, Value::String(text)) if is_open(text) && !text.contains('\n') => {}
            _ => self.found.push(Mistyped {
                path: path.clone(),
                place: match node.value {
                    Value::Map(_) | Value::List(_) => key.unwrap_or(node.place),
                    _ => node.place,
                },
                value: node.value.clone(),
                wanted: wanted.name(),
                outcome: self.outcome,
                help,
            }),
        }
    }
}

/// What to write for an item of another type.
fn help_of(item: &Type) -> &'static str {
    match item {
        Fields(fields) => match fields.iter().any(|Field(key, ..)| *key == "path") {
            true => "write a mapping with `name` and `path`",
            false if fields.iter().any(|Field(key, ..)| *key == "kind") => {
                "write a mapping with `kind` and `name`"
            }
            false => "write a mapping with `name` and `value`",
        },
        _ => QUOTE,
    }
}

impl Type {
    /// As JSON schemas name it.
    fn name(&self) -> &'static str {
        match self {
            Text => "string",
            Bool => "boolean",
            ListOf(_) => "array",
            Mapping | Fields(_) => "object",
        }
    }
}
