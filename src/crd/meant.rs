//! Which field a field that does not exist was meant to be.

use super::admitted::Map;
use super::schema::{Kind, Schema};
use crate::source::{Segment, ValuePath, nearest};
use crate::yaml::{Entry, Node, Value};
use std::sync::Arc;

/// A field that was meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// One of the same mapping, of nearly this name.
    Near(Arc<str>),
    /// The same thing by another name, from the mapping on.
    Named(ValuePath),
    /// One of this name elsewhere in the object, from the object's root.
    Elsewhere(ValuePath),
}

/// A mapping on the way to where something is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Above<'s> {
    pub(super) schema: &'s Schema,
    /// How many steps its path has.
    pub(super) depth: usize,
}

/// How many mappings further down a field is sought.
const DEEPEST: usize = 2;

/// Names of fields that say nothing of the mapping that they belong to.
const COMMON: [&str; 6] = ["key", "kind", "name", "namespace", "type", "value"];

/// The field that was meant by one that the last mapping on the way has not. `root` is the object as it is written.
pub(super) fn meant(
    entry: &Entry,
    map: &Map<'_>,
    above: &[Above<'_>],
    path: &[Segment],
    root: &Node,
) -> Option<Meant> {
    let here = above.last()?.schema;
    let is_absent = |key: &str| map.get(key).is_none_or(|member| member.key_place.is_none());
    if let Some(named) = here.advice.instead.get(&entry.key) {
        let first = named.first_key().unwrap_or_default();
        if named.segments().len() > 1 || is_absent(first) {
            return Some(Meant::Named(named.clone()));
        }
    }
    let absent = here.fields.keys().filter(|key| is_absent(key));
    if let Some(near) = nearest(&entry.key, absent.map(|key| &**key)) {
        return Some(Meant::Near(near.into()));
    }
    above.iter().rev().find_map(|above| {
        let start = ValuePath::from(path.get(..above.depth)?.to_vec());
        // Beside a mapping are others, which mean something else; but `metadata` and `spec` are easily confused.
        let deepest = match path.len() - above.depth {
            0 => DEEPEST,
            1 if above.depth == 0 => 1,
            _ => 0,
        };
        elsewhere(entry, above.schema, &start, root, deepest).map(Meant::Elsewhere)
    })
}

/// Where below a mapping a field of this name is, which may have this value. Of several the one whose mapping is there.
fn elsewhere(
    entry: &Entry,
    schema: &Schema,
    start: &ValuePath,
    root: &Node,
    deepest: usize,
) -> Option<ValuePath> {
    let has_it = |schema: &Schema| {
        let field = schema.fields.get(&entry.key);
        field.is_some_and(|field| may_be(field, &entry.node))
    };
    let mut level = vec![(start.clone(), schema)];
    for depth in 0..=deepest {
        let all = level.iter().filter(|(_, schema)| has_it(schema));
        let (there, not_yet): (Vec<_>, Vec<_>) =
            all.partition(|(mapping, _)| root.at(mapping).is_some());
        let is_near = depth <= 1 && !COMMON.contains(&&*entry.key);
        match (&there[..], &not_yet[..]) {
            ([], []) => {}
            ([(mapping, _)], _) => return Some(mapping.join(&*entry.key)),
            ([], [(mapping, _)]) if is_near => return Some(mapping.join(&*entry.key)),
            _ => return None,
        }
        let below = level.iter().flat_map(|(path, schema)| below(path, schema));
        level = below.collect();
    }
    None
}

/// The mappings that are fields of a mapping.
fn below<'s>(
    path: &ValuePath,
    schema: &'s Schema,
) -> impl Iterator<Item = (ValuePath, &'s Schema)> {
    let fields = schema.fields.iter();
    let mappings = fields.filter(|(key, field)| !field.fields.is_empty() && &***key != "status");
    mappings.map(|(key, field)| (path.join(&**key), &**field))
}

/// Whether a field may have a value, as far as its type goes.
fn may_be(field: &Schema, node: &Node) -> bool {
    match (field.kind, &node.value) {
        (None, _) => true,
        (Some(Kind::Object), value) => matches!(value, Value::Map(_)),
        (Some(Kind::List), value) => matches!(value, Value::List(_)),
        (Some(_), value) => !matches!(value, Value::Map(_) | Value::List(_) | Value::Null),
    }
}
