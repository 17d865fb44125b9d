//! What the API server keeps of an object: fields that are not known are dropped, nulls too, and defaults are filled in.

use super::schema::Schema;
use crate::secrets::{holds_placeholder, holds_template};
use crate::source::{Place, is_sealed};
use crate::yaml::{Entry, Node, Value};
use serde_json::Value as Json;
use std::sync::{Arc, LazyLock};

/// What is within a value whose unknown fields stay, and within one whose do not.
static KEPT: LazyLock<Schema> = LazyLock::new(|| Schema {
    nullable: true,
    ..Schema::any()
});
static DROPPED: LazyLock<Schema> = LazyLock::new(Schema::default);

/// A value after that, with where it is written.
#[derive(Debug)]
pub(super) struct Admitted<'n> {
    pub(super) shape: Shape<'n>,
    /// The value as it is written; `None` for a default.
    pub(super) node: Option<&'n Node>,
}

/// A value.
#[derive(Debug)]
pub(super) enum Shape<'n> {
    Null,
    Bool(bool),
    Number(f64),
    String(Arc<str>),
    List(Vec<Admitted<'n>>),
    Map(Map<'n>),
    /// Something else is filled in later: it may become anything.
    Unknown,
}

/// A mapping.
#[derive(Debug, Default)]
pub(super) struct Map<'n> {
    /// What is kept, sorted by key.
    pub(super) members: Vec<Member<'n>>,
    /// Entries whose keys are not known.
    pub(super) unknown: Vec<&'n Entry>,
    /// Entries of a mapping of any keys that are dropped because they are null.
    pub(super) nulls: Vec<&'n Entry>,
    /// Fields that are absent because they are null.
    pub(super) emptied: Vec<&'n Entry>,
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Member<'n> {
    pub(super) key: Arc<str>,
    /// Where the key is written, if it is.
    pub(super) key_place: Option<Place>,
    pub(super) value: Admitted<'n>,
}

impl<'n> Map<'n> {
    /// The member of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Member<'n>> {
        let found = self
            .members
            .binary_search_by(|member| (*member.key).cmp(key));
        found.ok().and_then(|index| self.members.get(index))
    }

    /// What is underlined for a field that is absent because it is null: the null, or the key of one that is not written.
    pub(super) fn null(&self, key: &str) -> Option<Place> {
        let entry = self.emptied.iter().find(|entry| &*entry.key == key)?;
        let place = entry.node.place;
        Some(match place.span.start == place.span.end {
            true => entry.key_place,
            false => place,
        })
    }

    fn insert_default(&mut self, key: &Arc<str>, default: Admitted<'n>) {
        if let Err(index) = self.members.binary_search_by(|member| member.key.cmp(key)) {
            let member = Member {
                key: Arc::clone(key),
                key_place: None,
                value: default,
            };
            self.members.insert(index, member);
        }
    }
}

/// What is kept of a value that a schema describes.
pub(super) fn admit<'n>(node: &'n Node, schema: &Schema) -> Admitted<'n> {
    let shape = match &node.value {
        Value::Null => return null(schema, Some(node)),
        Value::Bool(bool) => Shape::Bool(*bool),
        Value::Number(number) => Shape::Number(number.as_f64()),
        Value::String(text) if is_filled_in_later(text) => Shape::Unknown,
        Value::String(text) => Shape::String(Arc::clone(text)),
        Value::List(items) => Shape::List(list(items, schema)),
        Value::Map(map) => Shape::Map(mapping(map.entries(), schema)),
    };
    Admitted {
        shape,
        node: Some(node),
    }
}

/// Texts longer than this are prose, in which a placeholder makes no difference.
const LONGEST: usize = 300;

/// Whether a text is not yet what it will be.
pub(super) fn is_filled_in_later(text: &str) -> bool {
    is_sealed(text)
        || (text.len() <= LONGEST
            && (holds_placeholder(text)
                || holds_template(text)
                || crate::secrets::is_filled_in_later(text)))
}

/// A null: the default, where null is not allowed and there is one.
fn null<'n>(schema: &Schema, node: Option<&'n Node>) -> Admitted<'n> {
    match &schema.default {
        Some(default) if !schema.nullable => filled(default, schema),
        _ => Admitted {
            shape: Shape::Null,
            node,
        },
    }
}

fn list<'n>(items: &'n [Node], schema: &Schema) -> Vec<Admitted<'n>> {
    let unknown = if schema.keeps_unknown {
        &KEPT
    } else {
        &DROPPED
    };
    let of_item = schema.items.as_deref().unwrap_or(unknown);
    items.iter().map(|item| admit(item, of_item)).collect()
}

fn mapping<'n>(entries: &'n [Entry], schema: &Schema) -> Map<'n> {
    let mut map = Map::default();
    for entry in entries {
        let is_own = schema.embedded && matches!(&*entry.key, "apiVersion" | "kind" | "metadata");
        let field = match schema.field(&entry.key) {
            Some(field) => &**field,
            None if schema.keeps_unknown || is_own => &KEPT,
            None => {
                map.unknown.push(entry);
                continue;
            }
        };
        if entry.node.is_null() && !field.nullable && field.default.is_none() {
            match schema.fields.contains_key(&entry.key) {
                true => map.emptied.push(entry),
                false => map.nulls.push(entry),
            }
            continue;
        }
        map.members.push(Member {
            key: Arc::clone(&entry.key),
            key_place: Some(entry.key_place),
            value: admit(&entry.node, field),
        });
    }
    fill_in(&mut map, schema);
    map
}

/// Fills in the defaults of absent fields.
fn fill_in(map: &mut Map<'_>, schema: &Schema) {
    for (key, field) in &schema.fields {
        if let Some(default) = &field.default
            && map.get(key).is_none()
        {
            map.insert_default(key, filled(default, field));
        }
    }
}

/// A default, with the defaults of what is below it.
fn filled<'n>(default: &Json, schema: &Schema) -> Admitted<'n> {
    let shape = match default {
        Json::Null => Shape::Null,
        Json::Bool(bool) => Shape::Bool(*bool),
        Json::Number(number) => Shape::Number(number.as_f64().unwrap_or_default()),
        Json::String(text) => Shape::String(text.as_str().into()),
        Json::Array(items) => {
            let of_item = schema.items.as_deref().unwrap_or(&KEPT);
            Shape::List(items.iter().map(|item| filled(item, of_item)).collect())
        }
        Json::Object(members) => {
            let mut map = Map::default();
            for (key, value) in members {
                let field = schema.field(key).map_or(&*KEPT, |field| field);
                map.insert_default(&key.as_str().into(), filled(value, field));
            }
            fill_in(&mut map, schema);
            Shape::Map(map)
        }
    };
    Admitted { shape, node: None }
}

impl Admitted<'_> {
    /// Whether it is this JSON.
    pub(super) fn equals(&self, json: &Json) -> bool {
        match (&self.shape, json) {
            (Shape::Null, Json::Null) => true,
            (Shape::Bool(a), Json::Bool(b)) => a == b,
            (Shape::Number(a), Json::Number(b)) => b.as_f64() == Some(*a),
            (Shape::String(a), Json::String(b)) => **a == **b,
            (Shape::List(a), Json::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.equals(b))
            }
            (Shape::Map(a), Json::Object(b)) => {
                a.members.len() == b.len()
                    && a.members
                        .iter()
                        .all(|member| b.get(&*member.key).is_some_and(|b| member.value.equals(b)))
            }
            _ => false,
        }
    }

    /// The value as JSON; `None` if a part of it is not known.
    pub(super) fn to_json(&self) -> Option<Json> {
        Some(match &self.shape {
            Shape::Unknown => return None,
            Shape::Null => Json::Null,
            Shape::Bool(bool) => Json::Bool(*bool),
            Shape::Number(number) => (*number).into(),
            Shape::String(text) => Json::String(text.to_string()),
            Shape::List(items) => {
                Json::Array(items.iter().map(Self::to_json).collect::<Option<_>>()?)
            }
            Shape::Map(map) => {
                let members = map.members.iter();
                let members = members.map(|m| Some((m.key.to_string(), m.value.to_json()?)));
                Json::Object(members.collect::<Option<_>>()?)
            }
        })
    }
}
