//! A field that does not exist beside one that is absent: the other word for it, where nothing else can be meant.

use super::{Here, Judge};
use crate::crd::admitted::admit;
use crate::crd::judge::accepts::is_of;
use crate::crd::schema::Schema;
use crate::crd::violation::Remedy;
use crate::yaml::{Entry, Value};
use std::sync::Arc;

/// A field that no field of the object is like, or only one that is there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stranger<'n> {
    pub(super) entry: &'n Entry,
    /// The violation that says so.
    pub(super) index: usize,
}

impl<'s> Judge<'s> {
    /// Takes strangers for the required fields that are absent, and says so where the strangers are.
    pub(super) fn match_required(&mut self, here: &mut Here<'_, '_, 's>) {
        let absent = here.schema.required.iter().filter(|field| {
            is_absent(here, field) && here.meant.iter().all(|(meant, _)| meant != *field)
        });
        let absent: Vec<Arc<str>> = absent.cloned().collect();
        let alone = absent.len() == 1 && here.strangers.len() == 1;
        for field in absent {
            let mut strangers = here.strangers.iter().copied();
            let stranger = strangers.find(|stranger| {
                (alone || is_word_of(&stranger.entry.key, &field))
                    && fits(here.schema, &field, stranger.entry)
            });
            if let Some(stranger) = stranger {
                here.strangers.retain(|other| other.index != stranger.index);
                self.take_for(stranger, &[field], None, here);
            }
        }
    }

    /// Takes the only stranger for one of the fields that a rule asks for in vain. Whether it could.
    pub(super) fn match_wanted(
        &mut self,
        wanted: &[Arc<str>],
        help: Option<&str>,
        here: &mut Here<'_, '_, 's>,
    ) -> bool {
        let [stranger] = here.strangers[..] else {
            return false;
        };
        let fields = wanted
            .iter()
            .filter(|field| is_absent(here, field) && fits(here.schema, field, stranger.entry));
        let fields: Vec<Arc<str>> = fields.cloned().collect();
        let is_one = !fields.is_empty();
        if is_one {
            here.strangers.clear();
            self.take_for(stranger, &fields, help, here);
        }
        is_one
    }

    fn take_for(
        &mut self,
        stranger: Stranger<'_>,
        fields: &[Arc<str>],
        help: Option<&str>,
        here: &mut Here<'_, '_, 's>,
    ) {
        let violation = &mut self.found[stranger.index];
        violation.refuses = true;
        match (fields, help) {
            ([field], _) => {
                violation.help = Some(format!("write `{field}`, which is missing"));
                violation.remedy = Some(Remedy::Rename(field.to_string()));
            }
            (_, help) => violation.help = help.map(str::to_owned).or(violation.help.take()),
        }
        let meant = fields
            .iter()
            .map(|field| (Arc::clone(field), stranger.index));
        here.meant.extend(meant);
    }
}

/// Whether nothing is written for a field, not even a null.
fn is_absent(here: &Here<'_, '_, '_>, field: &str) -> bool {
    here.map.get(field).is_none() && here.map.null(field).is_none()
}

/// Whether a field may have what is written for another one.
fn fits(schema: &Schema, field: &str, entry: &Entry) -> bool {
    let Some(field) = schema.fields.get(field) else {
        return false;
    };
    let value = admit(&entry.node, field);
    field.kind.is_none_or(|kind| is_of(&value, kind))
        && match &entry.node.value {
            Value::Null => false,
            Value::Map(map) => map
                .entries()
                .iter()
                .any(|entry| field.field(&entry.key).is_some()),
            _ => field.limits.excess(&value).is_none(),
        }
}

/// Whether a name is a word of another one, or the beginning of it is: `name` of `secretName`, `description` of `desc`.
fn is_word_of(longer: &str, name: &str) -> bool {
    let is_short = longer.len() >= 3 && name.starts_with(longer);
    let ends = |end: &str| longer.ends_with(end);
    let mut capital = name.to_owned();
    if let Some(first) = capital.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    is_short || ends(&capital) || ends(&format!("_{name}")) || ends(&format!("-{name}"))
}
