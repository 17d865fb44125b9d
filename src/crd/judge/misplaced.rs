//! Fields that belong one mapping deeper: not indented below a key that is empty, or not put into the mapping that takes them.

use super::{Here, Judge};
use crate::crd::schema::{Flat, Schema};
use crate::crd::violation::{Remedy, ViolationKind};
use crate::source::Segment;
use crate::words::{list, ticked};
use crate::yaml::{Entry, to_json};
use serde_json::{Map as JsonMap, Value as Json};
use std::sync::Arc;

impl<'s> Judge<'s> {
    /// Reports fields that belong elsewhere as one mistake, and returns the other ones that do not exist.
    pub(super) fn check_misplaced<'n>(&mut self, here: &mut Here<'_, 'n, 's>) -> Vec<&'n Entry> {
        let unknown = here.map.unknown.clone();
        if let Some(flat) = here
            .schema
            .advice
            .flat
            .as_ref()
            .filter(|flat| is_flat(&unknown, flat))
        {
            self.report_flat(&unknown, flat);
            return Vec::new();
        }
        for emptied in here.map.emptied.clone() {
            let Some(field) = here.schema.fields.get(&emptied.key) else {
                continue;
            };
            let (below, others) = unknown
                .iter()
                .copied()
                .partition::<Vec<_>, _>(|entry| belongs_below(entry, emptied, field));
            if !below.is_empty() {
                self.report_below(emptied, &below, here);
                return others;
            }
        }
        unknown
    }

    fn report_below(&mut self, emptied: &Entry, below: &[&Entry], here: &mut Here<'_, '_, 's>) {
        here.meant
            .push((Arc::clone(&emptied.key), self.found.len()));
        let verb = if below.len() == 1 {
            "belongs"
        } else {
            "belong"
        };
        let names = list(&ticked(below.iter().map(|entry| &entry.key)), "and");
        let problem = format!("`{}` is empty, and {names} {verb} below it", emptied.key);
        self.path.push(Segment::Key(Arc::clone(&emptied.key)));
        let mut violation = self.violation(emptied.key_place, ViolationKind::Misplaced, problem);
        self.path.pop();
        let them = if below.len() == 1 { "it" } else { "them" };
        violation.help = Some(format!("indent {them} by two blanks more"));
        self.found.push(violation);
    }

    fn report_flat(&mut self, unknown: &[&Entry], flat: &Flat) {
        let Some(first) = unknown
            .iter()
            .min_by_key(|entry| entry.key_place.span.start)
        else {
            return;
        };
        let names = list(&ticked(unknown.iter().map(|entry| &entry.key)), "and");
        let problem = format!("{} has no {names}", self.name());
        let find = |key: &str| unknown.iter().find(|entry| &*entry.key == key);
        let said = find(&flat.by).and_then(|entry| entry.node.as_str());
        let known = said.and_then(|said| flat.to.get(said));
        let to = known.map_or(&*flat.otherwise, |to| to);
        let keep: Vec<_> = flat.keep.iter().map(|key| (key, find(key))).collect();
        let shown = keep.iter().map(|(key, entry)| {
            let value = entry.and_then(|entry| entry.node.as_str());
            format!("{key}: {}", value.unwrap_or("…"))
        });
        let shown = shown.collect::<Vec<_>>().join(", ");
        let path = self.path();
        self.path.push(Segment::Key(Arc::clone(&first.key)));
        let mut violation = self.violation(first.key_place, ViolationKind::Misplaced, problem);
        self.path.pop();
        violation.help = Some(format!("write `{to}: {{{shown}}}`"));
        let whole = keep
            .iter()
            .map(|(key, entry)| Some((key.to_string(), to_json(&(*entry)?.node))));
        let whole: Option<JsonMap<String, Json>> = whole.collect();
        violation.remedy = known.and(whole).map(|whole| {
            let json = Json::Object(JsonMap::from_iter([(to.to_owned(), whole.into())]));
            Remedy::Replace(path, json)
        });
        self.found.push(violation);
    }
}

/// Whether a field that does not exist is one of the mapping whose key is empty, and comes after it.
fn belongs_below(entry: &Entry, emptied: &Entry, field: &Schema) -> bool {
    field.fields.contains_key(&entry.key)
        && entry.key_place.span.start > emptied.key_place.span.start
        && entry.key_place.source == emptied.key_place.source
}

/// Whether all fields that do not exist are those that belong into one mapping.
fn is_flat(unknown: &[&Entry], flat: &Flat) -> bool {
    let is_kept = |entry: &&Entry| flat.keep.contains(&entry.key);
    unknown.iter().any(is_kept)
        && unknown
            .iter()
            .all(|entry| is_kept(entry) || entry.key == flat.by)
}
