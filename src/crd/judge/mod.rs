//! Goes over an object and its schema together, and collects what is wrong.

mod accepts;
mod misplaced;
mod once;
mod rules;
mod stranger;
mod unknown;

use crate::crd::admitted::{Admitted, Map, Shape, is_filled_in_later};
use crate::crd::limits::Excess;
use crate::crd::meant::Above;
use crate::crd::reshape::unlisted;
use crate::crd::schema::{Kind, Schema, Unique};
use crate::crd::violation::{Remedy, Violation, ViolationKind};
use crate::source::{Place, Segment, ValuePath};
use crate::words::{list_up_to, ticked};
use crate::yaml::{Node, Value};
use accepts::{accepts_all, is_of};
use std::sync::Arc;
use stranger::Stranger;

/// Goes over one object.
pub(super) struct Judge<'s> {
    /// The object as it is written.
    root: &'s Node,
    /// Where it is.
    path: Vec<Segment>,
    /// The mappings on the way there.
    above: Vec<Above<'s>>,
    found: Vec<Violation>,
    /// Where something is that is filled in later.
    unknown: Vec<ValuePath>,
}

/// A mapping that is looked at.
struct Here<'a, 'n, 's> {
    map: &'a Map<'n>,
    schema: &'s Schema,
    /// Its key, or the first key of an item: what is underlined where something is absent.
    anchor: Place,
    /// How many violations there were before it.
    before: usize,
    /// The fields that are absent because another one was meant to be them, with the violation that says so.
    meant: Vec<(Arc<str>, usize)>,
    /// The fields that do not exist, and of which no place is known where they are missing.
    strangers: Vec<Stranger<'n>>,
}

impl<'s> Judge<'s> {
    /// One for an object.
    pub(super) fn new(root: &'s Node) -> Self {
        Self {
            root,
            path: Vec::new(),
            above: Vec::new(),
            found: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// What was found, in the order of the text.
    pub(super) fn finish(self) -> Vec<Violation> {
        let mut found = once::each_once(self.found, self.root);
        found.sort_by(|a, b| (a.place, &a.path).cmp(&(b.place, &b.path)));
        found
    }

    /// Looks at a value. `anchor` is its key, or what is underlined where something in it is absent.
    pub(super) fn check(&mut self, value: &Admitted<'_>, schema: &'s Schema, anchor: Place) {
        if matches!(value.shape, Shape::Unknown) {
            self.unknown.push(self.path());
            return;
        }
        if matches!(value.shape, Shape::Null) && (schema.nullable || schema.kind.is_none()) {
            return;
        }
        if let Some(kind) = schema.kind.filter(|kind| !is_of(value, *kind)) {
            self.wrong_type(value, schema, kind, anchor);
            return;
        }
        let before = self.found.len();
        self.check_bounds(value, schema, anchor);
        match &value.shape {
            Shape::Map(map) => self.check_mapping(value, map, schema, anchor, before),
            Shape::List(items) => self.check_list(items, schema, anchor),
            _ => {}
        }
        if !matches!(value.shape, Shape::Map(_)) {
            self.check_rules(value, schema, anchor, before, None);
        }
    }

    fn check_bounds(&mut self, value: &Admitted<'_>, schema: &Schema, anchor: Place) {
        let excess = schema.limits.excess(value).or_else(|| {
            (!accepts_all(value, schema))
                .then(|| Excess::Other("is of none of the forms that its schema allows".into()))
        });
        let later = || {
            let (later, limits) = schema.later.as_ref()?;
            Some((limits.excess(value)?, Some(*later)))
        };
        let Some((excess, later)) = excess.map(|excess| (excess, None)).or_else(later) else {
            return;
        };
        let (kind, complaint) = match excess {
            Excess::NotInEnum(complaint) => (ViolationKind::NotInEnum, complaint),
            Excess::TooMany(complaint) => (ViolationKind::TooMany, complaint),
            Excess::Other(complaint) => (ViolationKind::Limit, complaint),
        };
        let place = value.node.map_or(anchor, |node| match node.value {
            Value::List(_) | Value::Map(_) => anchor,
            _ => node.place,
        });
        let mut violation = self.violation(place, kind, format!("{} {complaint}", self.name()));
        violation.help = match kind {
            ViolationKind::NotInEnum => Some("write one of these".into()),
            ViolationKind::TooMany => Some("take some out".into()),
            _ => None,
        };
        if let (ViolationKind::NotInEnum, Some(text)) = (kind, value.node.and_then(Node::as_str)) {
            let limits = schema.later.as_ref().map(|(_, limits)| limits);
            let limits = limits.filter(|_| later.is_some()).unwrap_or(&schema.limits);
            let options = limits.one_of.iter().filter_map(|one| one.as_str());
            if let Some(near) = crate::source::nearest(text, options) {
                violation.help = Some(format!("write `{near}`"));
                violation.remedy = Some(Remedy::Replace(self.path(), near.into()));
            }
        }
        if let Some(later) = later {
            violation.kind = ViolationKind::RefusedLater(later);
            violation.refuses = false;
        }
        self.found.push(violation);
    }

    fn wrong_type(&mut self, value: &Admitted<'_>, schema: &Schema, kind: Kind, anchor: Place) {
        let Some(node) = value.node else {
            return;
        };
        let problem = format!(
            "{} must be {}, and is {}",
            self.name(),
            kind.in_words(),
            node.value.in_words()
        );
        let place = match (&node.value, self.path.last()) {
            (Value::List(_) | Value::Map(_), Some(Segment::Key(_))) => anchor,
            _ => node.place,
        };
        let mut violation = self.violation(place, ViolationKind::WrongType, problem);
        violation.help = match (kind, &node.value) {
            (Kind::String, Value::Bool(_) | Value::Number(_)) => {
                Some("put the value in quotes".into())
            }
            (Kind::List, Value::Map(_)) => Some("write a list, whose items begin with `- `".into()),
            (Kind::Integer | Kind::Boolean, Value::String(_)) => {
                Some("take the quotes away, if it is one".into())
            }
            _ => Some(format!("write {}", kind.in_words())),
        };
        if let Some(listed) = &schema.advice.listed
            && let Some(items) = node.as_list()
        {
            violation.help = Some(
                "write `NAME: value` for each variable, without `- `, `name:` and `value:`".into(),
            );
            violation.remedy = unlisted(items, listed).map(|map| Remedy::Replace(self.path(), map));
        }
        self.found.push(violation);
    }

    fn check_list(&mut self, items: &[Admitted<'_>], schema: &'s Schema, anchor: Place) {
        if let Some(of_item) = schema.items.as_deref() {
            for (index, item) in items.iter().enumerate() {
                self.path.push(index.into());
                self.check(item, of_item, item.node.map_or(anchor, first_key));
                self.path.pop();
            }
        }
        let keys: Vec<_> = match &schema.unique {
            Unique::Nothing => return,
            Unique::Items => items.iter().map(Admitted::to_json).collect(),
            Unique::Fields(fields) => items.iter().map(|item| key_of(item, fields)).collect(),
        };
        let mut seen = std::collections::BTreeSet::new();
        for (index, key) in keys.into_iter().enumerate() {
            if key.is_none_or(|key| seen.insert(key.to_string())) {
                continue;
            }
            self.path.push(index.into());
            let place = items
                .get(index)
                .and_then(|item| item.node)
                .map_or(anchor, first_key);
            let what = match &schema.unique {
                Unique::Fields(fields) => format!(
                    "has the {} of an item before it",
                    list_up_to(3, &ticked(fields))
                ),
                _ => "is there twice".to_owned(),
            };
            let mut violation = self.violation(
                place,
                ViolationKind::Duplicate,
                format!("{} {what}", self.name()),
            );
            violation.help = Some("take one of them out".into());
            self.found.push(violation);
            self.path.pop();
        }
    }

    fn check_mapping(
        &mut self,
        value: &Admitted<'_>,
        map: &Map<'_>,
        schema: &'s Schema,
        anchor: Place,
        before: usize,
    ) {
        let depth = self.path.len();
        self.above.push(Above { schema, depth });
        let mut here = Here {
            map,
            schema,
            anchor,
            before,
            meant: Vec::new(),
            strangers: Vec::new(),
        };
        if !self.check_form(value, &here) {
            self.check_unknown(&mut here);
            self.check_members(map, schema);
            self.match_required(&mut here);
            self.check_required(&here);
            self.check_rules(value, schema, anchor, here.before, Some(&mut here));
        }
        self.above.pop();
    }

    fn check_members(&mut self, map: &Map<'_>, schema: &'s Schema) {
        for member in &map.members {
            let Some(field) = schema.field(&member.key) else {
                continue;
            };
            if let Some(anchor) = member.key_place {
                self.check_key(&member.key, anchor, schema);
                self.path.push(Segment::Key(Arc::clone(&member.key)));
                self.check(&member.value, field, anchor);
                self.path.pop();
            }
        }
    }

    fn check_key(&mut self, key: &Arc<str>, place: Place, schema: &Schema) {
        let Some(keys) = schema
            .keys
            .filter(|keys| !keys.admits(key) && !is_filled_in_later(key))
        else {
            return;
        };
        let problem = format!("`{key}` is not a key that {} can have", self.name());
        self.path.push(Segment::Key(Arc::clone(key)));
        let mut violation = self.violation(place, ViolationKind::Limit, problem);
        self.path.pop();
        violation.help = Some(keys.in_words().to_owned());
        self.found.push(violation);
    }

    fn check_required(&mut self, here: &Here<'_, '_, 's>) {
        for field in &here.schema.required {
            if here.map.get(field).is_some() {
                continue;
            }
            if let Some((_, index)) = here.meant.iter().find(|(meant, _)| meant == field) {
                self.found[*index].refuses = true;
                continue;
            }
            self.path.push(Segment::Key(Arc::clone(field)));
            let problem = format!("{} is missing", self.name());
            let place = here.map.null(field).unwrap_or(here.anchor);
            let mut violation = self.violation(place, ViolationKind::Missing, problem);
            violation.help = Some(match here.schema.field(field) {
                Some(schema) => how_to_write(field, schema),
                None => format!("write `{field}`"),
            });
            self.found.push(violation);
            self.path.pop();
        }
    }

    fn violation(&self, place: Place, kind: ViolationKind, problem: String) -> Violation {
        Violation {
            path: self.path(),
            place,
            refuses: !kind.is_dropped(),
            kind,
            problem,
            help: None,
            remedy: None,
        }
    }

    fn path(&self) -> ValuePath {
        self.path.clone().into()
    }

    /// What is looked at.
    fn name(&self) -> String {
        name(&self.path)
    }
}

/// What is at a path, by its key: `` `url` ``, or an item by its list's.
fn name(path: &[Segment]) -> String {
    match path {
        [] => "the object".to_owned(),
        [.., Segment::Key(key)] => format!("`{key}`"),
        [.., Segment::Key(key), Segment::Index(_)] => format!("an item of `{key}`"),
        [.., Segment::Index(_)] => "an item".to_owned(),
    }
}

/// What to write for a field that is absent.
fn how_to_write(field: &str, schema: &Schema) -> String {
    let options = ticked(
        schema
            .limits
            .one_of
            .iter()
            .map(|one| format!("{field}: {}", crate::crd::limits::shown(one))),
    );
    if options.is_empty() {
        return format!(
            "write `{field}`, {}",
            schema.kind.map_or("of any type", Kind::in_words)
        );
    }
    format!("write {}", crate::words::list(&options, "or"))
}

/// The first key of a mapping as it is written; else the whole value.
fn first_key(node: &Node) -> Place {
    let entries = node
        .as_map()
        .map(crate::yaml::Mapping::entries)
        .unwrap_or_default();
    let keys = entries
        .iter()
        .filter(|entry| !entry.merged)
        .map(|entry| entry.key_place);
    keys.min().unwrap_or(node.place)
}

/// What makes an item of a list the same as another one; `None` if that is not known.
fn key_of(item: &Admitted<'_>, fields: &[Arc<str>]) -> Option<serde_json::Value> {
    let Shape::Map(map) = &item.shape else {
        return None;
    };
    let keys = fields.iter().map(|field| match map.get(field) {
        Some(member) => member.value.to_json().map(|json| (field.to_string(), json)),
        None => Some((field.to_string(), serde_json::Value::Null)),
    });
    Some(serde_json::Value::Object(keys.collect::<Option<_>>()?))
}
