//! Makes a schema of what is written in `schemas/crds`, for one release.

use super::format::Format;
use super::limits::{Bound, Limits};
use super::release::Release;
use super::rule::Rule;
use super::schema::{Advice, Flat, Kind, Reshape, Schema, Unique};
use super::written::{FullType, Library, Type, WrittenLater, WrittenReshape, WrittenRule};
use crate::source::ValuePath;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How Kubernetes writes an amount: `500m`, `1.5Gi`.
const QUANTITY: &str = r"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$";

/// What is wrong with what is written; a test sees to it that nothing is.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(super) enum AssembleError {
    /// A name that no type has, or one that takes part in itself.
    #[error("`{0}` is no type, or is a part of itself")]
    Type(String),
    /// A rule that is no CEL.
    #[error("`{0}` is no CEL")]
    Rule(String),
    /// A pattern that is no regular expression.
    #[error("`{0}` is no regular expression")]
    Pattern(String),
}

/// Makes schemas of one release. Types that are used twice are made once.
pub(super) struct Assembler<'l> {
    library: &'l Library,
    release: Release,
    /// The types that are made; `None` while one is being made.
    made: BTreeMap<String, Option<Arc<Schema>>>,
}

type Assembled<T> = Result<T, AssembleError>;

impl<'l> Assembler<'l> {
    /// One for a release.
    pub(super) fn new(library: &'l Library, release: Release) -> Self {
        Self {
            library,
            release,
            made: BTreeMap::new(),
        }
    }

    /// The type of a name, as types are written.
    pub(super) fn named(&mut self, name: &str) -> Assembled<Arc<Schema>> {
        if let Some(item) = within(name, '[', ']') {
            let items = Some(self.named(item)?);
            let list = Schema::of(Kind::List);
            return Ok(Arc::new(Schema { items, ..list }));
        }
        if let Some(value) = within(name, '{', '}') {
            let rest = Some(self.named(value)?);
            let map = Schema::of(Kind::Object);
            return Ok(Arc::new(Schema { rest, ..map }));
        }
        if let Some(plain) = plain(name)? {
            return Ok(Arc::new(plain));
        }
        match self.made.get(name) {
            Some(Some(made)) => return Ok(Arc::clone(made)),
            Some(None) => return Err(AssembleError::Type(name.to_owned())),
            None => {}
        }
        let written = self.library.types.get(name);
        let written = written.ok_or_else(|| AssembleError::Type(name.to_owned()))?;
        self.made.insert(name.to_owned(), None);
        let made = self.schema(written)?;
        self.made.insert(name.to_owned(), Some(Arc::clone(&made)));
        Ok(made)
    }

    fn schema(&mut self, written: &Type) -> Assembled<Arc<Schema>> {
        match written {
            Type::Name(name) => self.named(name),
            Type::Full(full) => self.full(full).map(Arc::new),
        }
    }

    fn full(&mut self, full: &FullType) -> Assembled<Schema> {
        let mut schema = self.shape(full)?;
        schema.nullable |= full.nullable;
        if let Some(default) = &full.default {
            schema.default = default.at(self.release);
        }
        if let Some(unique) = &full.unique {
            schema.unique =
                Unique::Fields(unique.iter().map(|field| field.as_str().into()).collect());
        }
        schema.keys = full.keys.or(schema.keys);
        if let Some(later) = &full.later {
            schema.later = Some((later.by, limits_of(later)));
        }
        self.limit(&mut schema.limits, full)?;
        for rules in &full.rules {
            let rules = rules.at(self.release);
            let rules = rules
                .iter()
                .map(|first| first.iter().map(rule).collect::<Assembled<Vec<_>>>());
            schema.rules.extend(rules.collect::<Assembled<Vec<_>>>()?);
        }
        advise(&mut schema.advice, full);
        Ok(schema)
    }

    fn shape(&mut self, full: &FullType) -> Assembled<Schema> {
        let mut schema = match (&full.name, &full.like) {
            (Some(name), _) | (None, Some(name)) => (*self.named(name)?).clone(),
            (None, None) => Schema::of(Kind::Object),
        };
        if let Some(item) = &full.list {
            schema.kind = Some(Kind::List);
            schema.items = Some(self.schema(item)?);
        }
        if let Some(value) = &full.map {
            schema.rest = Some(self.schema(value)?);
        }
        for field in &full.without {
            schema.fields.remove(field.as_str());
            schema.required.retain(|required| **required != **field);
        }
        for (name, written) in full.fields.iter().flatten() {
            self.add_field(&mut schema, name, written)?;
        }
        Ok(schema)
    }

    fn add_field(&mut self, schema: &mut Schema, name: &str, written: &Type) -> Assembled<()> {
        let since = match written {
            Type::Full(full) => full.since,
            Type::Name(_) => None,
        };
        if since.is_some_and(|since| since > self.release) {
            return Ok(());
        }
        let key: Arc<str> = name.trim_end_matches('!').into();
        if name.ends_with('!') && !schema.required.contains(&key) {
            schema.required.push(Arc::clone(&key));
        }
        schema.fields.insert(key, self.schema(written)?);
        Ok(())
    }

    fn limit(&self, limits: &mut Limits, full: &FullType) -> Assembled<()> {
        if let Some(one_of) = full
            .one_of
            .as_ref()
            .and_then(|one_of| one_of.at(self.release))
        {
            limits.one_of = one_of;
        }
        if let Some(value) = full
            .minimum
            .as_ref()
            .and_then(|minimum| minimum.at(self.release))
        {
            let is_exclusive = false;
            limits.minimum = Some(Bound {
                value,
                is_exclusive,
            });
        }
        if let Some(text) = &full.pattern {
            limits.pattern = Some(pattern(text)?);
            limits.meaning = full.meaning.as_deref().map(Arc::from);
        }
        limits.format = full
            .format
            .as_deref()
            .and_then(Format::of)
            .or(limits.format);
        limits.min_length = full.min_length.or(limits.min_length);
        limits.max_length = full.max_length.or(limits.max_length);
        limits.min_items = full.min_items.or(limits.min_items);
        limits.max_items = full.max_items.or(limits.max_items);
        Ok(())
    }
}

fn limits_of(later: &WrittenLater) -> Limits {
    let is_exclusive = false;
    let minimum = later.minimum;
    Limits {
        one_of: later.one_of.clone(),
        minimum: minimum.map(|value| Bound {
            value,
            is_exclusive,
        }),
        ..Limits::default()
    }
}

/// What is between two brackets.
fn within(name: &str, open: char, close: char) -> Option<&str> {
    name.strip_prefix(open)?.strip_suffix(close)
}

/// The type of a name that needs no other type.
fn plain(name: &str) -> Assembled<Option<Schema>> {
    let format = |format| {
        let mut schema = Schema::of(Kind::Integer);
        schema.limits.format = Some(format);
        schema
    };
    Ok(Some(match name {
        "string" => Schema::of(Kind::String),
        "bool" => Schema::of(Kind::Boolean),
        "int" => Schema::of(Kind::Integer),
        "int32" => format(Format::Int32),
        "int64" => format(Format::Int64),
        "number" => Schema::of(Kind::Number),
        "int-or-string" => Schema::of(Kind::IntOrString),
        "quantity" => {
            let mut schema = Schema::of(Kind::IntOrString);
            schema.limits.pattern = Some(pattern(QUANTITY)?);
            schema.limits.meaning = Some("an amount, such as `500m` or `1Gi`".into());
            schema
        }
        "object" => Schema::of(Kind::Object),
        "any" => Schema::any(),
        "any-object" => Schema {
            kind: Some(Kind::Object),
            ..Schema::any()
        },
        _ => return Ok(None),
    }))
}

fn pattern(text: &str) -> Assembled<Regex> {
    Regex::new(text).map_err(|_| AssembleError::Pattern(text.to_owned()))
}

fn rule(written: &WrittenRule) -> Assembled<Rule> {
    let read = Rule::read(&written.cel, &written.problem);
    let read = read.ok_or_else(|| AssembleError::Rule(written.cel.clone()))?;
    let mut rule = read.narrow();
    rule.about = written.about.as_deref().map(Arc::from);
    rule.later = written.later;
    rule.at = written.at.as_deref().map(Arc::from);
    rule.each = written.each.as_deref().map(Arc::from);
    rule.help = written.help.as_deref().map(Arc::from);
    Ok(rule)
}

fn advise(advice: &mut Advice, full: &FullType) {
    for (name, meant) in &full.instead {
        advice
            .instead
            .insert(name.as_str().into(), ValuePath::parse(meant));
    }
    for (name, written) in &full.reshape {
        advice
            .reshape
            .insert(name.as_str().into(), reshape(written));
    }
    if let Some(flat) = &full.flat {
        let to = flat.to.iter();
        advice.flat = Some(Flat {
            by: flat.by.as_str().into(),
            to: to
                .map(|(said, to)| (said.as_str().into(), to.as_str().into()))
                .collect(),
            otherwise: flat.otherwise.as_str().into(),
            keep: flat.keep.iter().map(|key| key.as_str().into()).collect(),
        });
    }
    if let Some(listed) = &full.listed {
        advice.listed = Some((listed.key.as_str().into(), listed.value.as_str().into()));
    }
}

fn reshape(written: &WrittenReshape) -> Reshape {
    let with = written.with.iter();
    let keep = written.keep.iter();
    Reshape {
        to: written.to.as_deref().map(Arc::from),
        with: with
            .map(|(key, value)| (key.as_str().into(), value.clone()))
            .collect(),
        keep: keep
            .map(|(from, to)| (from.as_str().into(), to.as_str().into()))
            .collect(),
    }
}
