//! The CEL rules of a value: which are run, and what is reported.

use super::{Here, Judge};
use crate::crd::admitted::{Admitted, Map, Shape};
use crate::crd::rule::{Rule, Verdict};
use crate::crd::schema::Schema;
use crate::crd::violation::{Violation, ViolationKind};
use crate::source::{Place, Segment, ValuePath};
use std::sync::Arc;

impl<'s> Judge<'s> {
    /// Runs the rules of a value, but for those about something that is wrong already, or not known.
    pub(super) fn check_rules(
        &mut self,
        value: &Admitted<'_>,
        schema: &Schema,
        anchor: Place,
        before: usize,
        mut here: Option<&mut Here<'_, '_, 's>>,
    ) {
        for group in &schema.rules {
            for rule in group {
                if self.is_undecided(rule, before) {
                    continue;
                }
                let fails = || {
                    rule.each.is_none()
                        && rule.later.is_none()
                        && rule.evaluate(value, !schema.fields.is_empty(), None) == Verdict::Fails
                };
                if let Some(here) = here.as_deref_mut() {
                    let mut meant = here.meant.iter();
                    if let Some((_, index)) = meant.find(|(field, _)| rule.names(field)) {
                        self.found[*index].refuses |= fails();
                        continue;
                    }
                    let wanted = wanted(rule, here);
                    if !wanted.is_empty()
                        && !here.strangers.is_empty()
                        && fails()
                        && self.match_wanted(&wanted, rule.help.as_deref(), here)
                    {
                        break;
                    }
                }
                if self.check_rule(rule, value, !schema.fields.is_empty(), anchor) {
                    break;
                }
            }
        }
    }

    /// Whether something that a rule names is wrong already, or not known.
    pub(super) fn is_undecided(&self, rule: &Rule, before: usize) -> bool {
        let depth = self.path.len();
        let next = |path: &ValuePath| match path.segments().get(depth) {
            Some(Segment::Key(key)) => rule.names(key),
            _ => true,
        };
        let wrong = self.found[before..]
            .iter()
            .filter(|violation| !violation.kind.is_taken());
        let is_here = |path: &&ValuePath| path.segments().starts_with(&self.path);
        wrong.map(|violation| &violation.path).any(next)
            || self.unknown.iter().rev().take_while(is_here).any(|path| {
                let keys = path.segments()[depth..].iter().rev();
                let last = keys.filter_map(|segment| match segment {
                    Segment::Key(key) => Some(key),
                    Segment::Index(_) => None,
                });
                last.take(1).all(|key| rule.reads(key))
            })
    }

    /// Whether a rule fails, which is then reported.
    pub(super) fn check_rule(
        &mut self,
        rule: &Rule,
        value: &Admitted<'_>,
        has_fields: bool,
        anchor: Place,
    ) -> bool {
        let Some(each) = &rule.each else {
            let fails = rule.evaluate(value, has_fields, None) == Verdict::Fails;
            if fails {
                self.report_rule(rule, value, anchor);
            }
            return fails;
        };
        let Shape::Map(map) = &value.shape else {
            return false;
        };
        let Some(Shape::List(items)) = map.get(each).map(|member| &member.value.shape) else {
            return false;
        };
        let before = self.found.len();
        for (index, item) in items.iter().enumerate() {
            if rule.evaluate(value, has_fields, Some(item)) == Verdict::Fails {
                let path = self.path().join(&**each).join(index);
                let place = item.node.map_or(anchor, |node| node.place);
                self.found.push(of_rule(rule, path, place));
            }
        }
        self.found.len() > before
    }

    pub(super) fn report_rule(&mut self, rule: &Rule, value: &Admitted<'_>, anchor: Place) {
        let mut path = self.path();
        if let Some(field) = &rule.about {
            path = path.join(&**field);
        }
        let place = match &value.shape {
            Shape::Map(map) => place_of(rule, map),
            _ => None,
        };
        self.found
            .push(of_rule(rule, path, place.unwrap_or(anchor)));
    }
}

/// The fields that a rule asks for, if it is about something absent: the one it is about, or all that it names.
fn wanted(rule: &Rule, here: &Here<'_, '_, '_>) -> Vec<Arc<str>> {
    let named = here.schema.fields.keys().filter(|field| match &rule.about {
        Some(about) => about == *field,
        None => rule.names(field),
    });
    let named: Vec<_> = named.cloned().collect();
    let is_there = named.iter().any(|field| here.map.get(field).is_some());
    if is_there { Vec::new() } else { named }
}

/// What a rule of a mapping underlines: what is wrong; if that is absent, the null that it is; else what asks for it.
fn place_of(rule: &Rule, map: &Map<'_>) -> Option<Place> {
    let key = |field: &Arc<str>| map.get(field).and_then(|member| member.key_place);
    let null = || {
        let mut emptied = map.emptied.iter();
        let meant = emptied.find(|entry| rule.names(&entry.key))?;
        map.null(&meant.key)
    };
    let about = rule.about.as_ref();
    about
        .and_then(key)
        .or_else(null)
        .or_else(|| rule.at.as_ref().and_then(key))
}

fn of_rule(rule: &Rule, path: ValuePath, place: Place) -> Violation {
    Violation {
        path,
        place,
        kind: rule
            .later
            .map_or(ViolationKind::Rule, ViolationKind::RefusedLater),
        refuses: rule.later.is_none(),
        problem: rule.problem.to_string(),
        help: rule.help.as_deref().map(str::to_owned),
        remedy: None,
    }
}

/// Whether a rule of a mapping fails.
pub(super) fn fails(value: &Admitted<'_>, schema: &Schema) -> bool {
    let mut rules = schema
        .rules
        .iter()
        .flatten()
        .filter(|rule| rule.each.is_none() && rule.later.is_none());
    rules.any(|rule| rule.evaluate(value, !schema.fields.is_empty(), None) == Verdict::Fails)
}
