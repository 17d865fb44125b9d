//! Fields that do not exist, and what was meant by them.

use super::rules::fails;
use super::stranger::Stranger;
use super::{Here, Judge, name};
use crate::crd::admitted::Admitted;
use crate::crd::meant::{Meant, meant};
use crate::crd::reshape::reshaped;
use crate::crd::violation::{Remedy, ViolationKind};
use crate::source::Segment;
use crate::yaml::{Entry, Node};
use std::sync::Arc;

impl<'s> Judge<'s> {
    /// Whether the mapping is written in another form, which hides what else is wrong with it.
    pub(super) fn check_form(&mut self, value: &Admitted<'_>, here: &Here<'_, '_, 's>) -> bool {
        let entries = here.map.unknown.iter();
        let form = entries
            .filter_map(|entry| Some((*entry, here.schema.advice.reshape.get(&entry.key)?)))
            .next();
        let Some((entry, reshape)) = form else {
            return false;
        };
        let is_missing = |field: &Arc<str>| here.map.get(field).is_none();
        if !here.schema.required.iter().any(is_missing) && !fails(value, here.schema) {
            return false; // it is dropped, and nothing is missing without it
        }
        let (written, json) = reshaped(&entry.node, reshape);
        let field = reshape.to.as_deref();
        let shown = field.map_or_else(|| written.clone(), |field| format!("{field}: {written}"));
        self.path.push(Segment::Key(Arc::clone(&entry.key)));
        let problem = format!(
            "{} is the form that Pods have, and no field here",
            self.name()
        );
        let mut violation = self.violation(entry.key_place, ViolationKind::OtherForm, problem);
        self.path.pop();
        violation.help = Some(format!("write `{shown}`"));
        let written_keys = value
            .node
            .and_then(Node::as_map)
            .map_or(0, |map| map.entries().len());
        violation.remedy = json.and_then(|json| match field {
            None if written_keys == 1 => Some(Remedy::Replace(self.path(), json)),
            _ => None,
        });
        self.found.push(violation);
        true
    }

    pub(super) fn check_unknown(&mut self, here: &mut Here<'_, '_, 's>) {
        for entry in self.check_misplaced(here) {
            self.path.push(Segment::Key(Arc::clone(&entry.key)));
            self.report_unknown(entry, here);
            self.path.pop();
        }
        for entry in &here.map.nulls {
            self.path.push(Segment::Key(Arc::clone(&entry.key)));
            let problem = format!("{} is null", self.name());
            let mut violation = self.violation(entry.key_place, ViolationKind::Null, problem);
            violation.help = Some("write `\"\"` for an empty value, or take the key out".into());
            self.found.push(violation);
            self.path.pop();
        }
    }

    fn report_unknown<'n>(&mut self, entry: &'n Entry, here: &mut Here<'_, 'n, 's>) {
        let index = self.found.len();
        let holder = name(&self.path[..self.path.len() - 1]);
        let problem = format!("{holder} has no field `{}`", entry.key);
        let mut violation = self.violation(entry.key_place, ViolationKind::Unknown, problem);
        let found = meant(
            entry,
            here.map,
            &self.above,
            &self.path[..self.path.len() - 1],
            self.root,
        );
        match found {
            Some(Meant::Near(near)) => {
                violation.kind = ViolationKind::NearMiss;
                violation.help = Some(format!("write `{near}`"));
                violation.remedy = Some(Remedy::Rename(near.to_string()));
                here.meant.push((near, index));
            }
            Some(Meant::Named(path)) => {
                violation.help = Some(format!("write `{path}` instead"));
                if let [Segment::Key(field)] = path.segments() {
                    violation.remedy = Some(Remedy::Rename(field.to_string()));
                }
                here.meant
                    .extend(path.first_key().map(|key| (Arc::from(key), index)));
            }
            Some(Meant::Elsewhere(path)) if self.root.at(&path).is_some() => {
                here.strangers.push(Stranger { entry, index });
                violation.help = Some(format!("take it out: `{path}` is there already"));
            }
            Some(Meant::Elsewhere(path)) => {
                violation.help = Some(format!("the field is `{path}`: move it there"));
                violation.remedy = Some(Remedy::Move(path));
            }
            None => {
                here.strangers.push(Stranger { entry, index });
                violation.help =
                    Some("take it out, or look up the name of the field that is meant".into())
            }
        }
        self.found.push(violation);
    }
}
