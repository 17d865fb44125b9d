//! Structural schemas, as Kubernetes calls the schemas of CRDs: which fields an object has, and what each may be.

use super::key::KeySyntax;
use super::limits::Limits;
use super::rule::Rule;
use super::violation::Later;
use crate::source::ValuePath;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a value may be, and what is made of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Schema {
    /// What it must be; `None` for anything.
    pub(super) kind: Option<Kind>,
    /// Whether it may be null.
    pub(super) nullable: bool,
    /// Whether fields that are not known stay.
    pub(super) keeps_unknown: bool,
    /// Whether it is an object of its own, with `apiVersion`, `kind` and `metadata`.
    pub(super) embedded: bool,
    /// What an absent value becomes.
    pub(super) default: Option<Json>,
    /// The fields of a mapping.
    pub(super) fields: BTreeMap<Arc<str>, Arc<Schema>>,
    /// The fields that must be there.
    pub(super) required: Vec<Arc<str>>,
    /// What other keys hold, in a mapping of any keys.
    pub(super) rest: Option<Arc<Schema>>,
    /// The items of a list.
    pub(super) items: Option<Arc<Schema>>,
    /// What may not be there twice in a list.
    pub(super) unique: Unique,
    /// Lengths, ranges, patterns.
    pub(super) limits: Limits,
    /// How other keys are written, in a mapping of any keys.
    pub(super) keys: Option<KeySyntax>,
    /// Bounds that the API server does not know, and who does.
    pub(super) later: Option<(Later, Limits)>,
    /// All of these must accept the value.
    pub(super) all_of: Vec<Schema>,
    /// One of these must, if there are any.
    pub(super) any_of: Vec<Schema>,
    /// Exactly one of these must, if there are any.
    pub(super) one_of: Vec<Schema>,
    /// This must not.
    pub(super) not: Option<Box<Schema>>,
    /// CEL rules; of each group the first one that fails counts.
    pub(super) rules: Vec<Vec<Rule>>,
    /// What people write, and what they mean.
    pub(super) advice: Advice,
}

/// The types of JSON, and Kubernetes' own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    List,
    String,
    Integer,
    Number,
    Boolean,
    IntOrString,
}

impl Kind {
    /// As people who write YAML call it.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Object => "a mapping",
            Self::List => "a list",
            Self::String => "a string",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Boolean => "`true` or `false`",
            Self::IntOrString => "a whole number or a string",
        }
    }
}

/// What may not be there twice in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Unique {
    /// Anything may.
    #[default]
    Nothing,
    /// An item.
    Items,
    /// An item with the same values of these fields.
    Fields(Vec<Arc<str>>),
}

/// What people write in a mapping, and what they mean.
#[derive(Debug, Clone, Default)]
pub(super) struct Advice {
    /// Names that no field has, with the field that is meant, below the same mapping.
    pub(super) instead: BTreeMap<Arc<str>, ValuePath>,
    /// Fields of Kubernetes' own types that have another form here.
    pub(super) reshape: BTreeMap<Arc<str>, Reshape>,
    /// The fields of another form of it that belong one mapping deeper.
    pub(super) flat: Option<Flat>,
    /// The fields of an item that hold key and value, where this mapping is written as a list.
    pub(super) listed: Option<(Arc<str>, Arc<str>)>,
}

/// Fields that belong into one of several mappings.
#[derive(Debug, Clone)]
pub(super) struct Flat {
    /// The field that says into which one.
    pub(super) by: Arc<str>,
    /// The mapping for each of its values.
    pub(super) to: BTreeMap<Arc<str>, Arc<str>>,
    /// The mapping where it says nothing.
    pub(super) otherwise: Arc<str>,
    /// The fields.
    pub(super) keep: Vec<Arc<str>>,
}

/// How a mapping of another form is written here.
#[derive(Debug, Clone)]
pub(super) struct Reshape {
    /// The field that it becomes; `None` if its fields belong to the mapping that it is in.
    pub(super) to: Option<Arc<str>>,
    /// What it gets.
    pub(super) with: BTreeMap<Arc<str>, Json>,
    /// Its fields, and how they are named here.
    pub(super) keep: BTreeMap<Arc<str>, Arc<str>>,
}

impl Schema {
    /// A schema that takes any value and keeps all of it.
    pub(super) fn any() -> Self {
        Self {
            keeps_unknown: true,
            ..Self::default()
        }
    }

    /// A schema of one type.
    pub(super) fn of(kind: Kind) -> Self {
        Self {
            kind: Some(kind),
            ..Self::default()
        }
    }

    /// What the value of a key is, if the key is known.
    pub(super) fn field(&self, key: &str) -> Option<&Arc<Self>> {
        self.fields.get(key).or(self.rest.as_ref())
    }

    /// The same schema with the advice of another one, as far as both have the same fields.
    pub(super) fn advised_by(&self, other: &Self) -> Self {
        let mut advised = self.clone();
        advised.advice = other.advice.clone();
        let fields = &self.fields;
        let has = |path: &ValuePath| path.first_key().is_some_and(|key| fields.contains_key(key));
        advised.advice.instead.retain(|_, path| has(path));
        for (key, field) in &mut advised.fields {
            if let Some(other) = other.fields.get(key) {
                *field = Arc::new(field.advised_by(other));
            }
        }
        if let (Some(items), Some(other)) = (&mut advised.items, &other.items) {
            *items = Arc::new(items.advised_by(other));
        }
        advised
    }
}
