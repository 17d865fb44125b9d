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
    let mut deepest = DEEPEST;
    above.iter().rev().find_map(|above| {
        let start = ValuePath::from(path.get(..above.depth)?.to_vec());
        let found = elsewhere(entry, above.schema, &start, root, deepest);
        deepest = 0; // beside the mapping are others, which mean something else
        found.map(Meant::Elsewhere)
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
    let mut level = vec![(start.clone(), schema)];
    for _ in 0..=deepest {
        let found: Vec<ValuePath> = level
            .iter()
            .filter(|(_, schema)| {
                schema
                    .fields
                    .get(&entry.key)
                    .is_some_and(|field| may_be(field, &entry.node))
            })
            .map(|(path, _)| path.join(&*entry.key))
            .filter(|path| root.at(path).is_none())
            .collect();
        let is_there = |path: &&ValuePath| {
            path.split_last()
                .is_some_and(|(parent, _)| root.at(&parent).is_some())
        };
        let there: Vec<&ValuePath> = found.iter().filter(is_there).collect();
        match (&there[..], &found[..]) {
            ([one], _) => return Some((*one).clone()),
            ([], [one]) => return Some(one.clone()),
            ([], []) => {}
            _ => return None,
        }
        level = level
            .iter()
            .flat_map(|(path, schema)| below(path, schema))
            .collect();
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
