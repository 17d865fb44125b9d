//! Which value is to blame for a failure, and what its writer probably meant.

use super::FailureReader;
use crate::rules::Meant;
use crate::source::{Segment, ValuePath, nearest};
use crate::template::eval::{Failure, Problem};
use crate::values::Lack;
use crate::yaml::{Node, Value, resolve_plain};

/// The fields of a chart's root object.
const ROOT: &[&str] = &[
    "Values",
    "Release",
    "Chart",
    "Files",
    "Capabilities",
    "Template",
    "Subcharts",
];

/// Shorter keys are near to too many others.
const SHORTEST: usize = 4;

impl FailureReader<'_> {
    /// The value to blame for a failure, by the path where it is written.
    pub(super) fn blamed(&self, failure: &Failure) -> Option<ValuePath> {
        subject(failure).map(|path| self.values.written_at(&path))
    }

    /// What was probably meant, where a failure is due to the value at a path.
    pub(super) fn meant(&self, failure: &Failure, path: Option<&ValuePath>) -> Option<Meant> {
        let Some(path) = path else {
            return self.meant_template(failure);
        };
        let field = path.last_key().filter(|key| ROOT.contains(key));
        if let Some(field) = field.filter(|_| self.values.get(path).is_none())
            && self.begins_with(failure, field)
        {
            return Some(Meant::Root(field.to_owned()));
        }
        self.of_another_kind(path).or_else(|| self.misspelled(path))
    }

    /// Whether the chain that fails begins with a field, as `.Release.Name` does, and `.Values.app.Release.Name` does not: Go's
    /// place of a chain is its second field.
    fn begins_with(&self, failure: &Failure, field: &str) -> bool {
        let file = self.program.texts().get(failure.at.text.0 as usize);
        let before = file.and_then(|file| file.source.get(..failure.at.start as usize));
        let chain = before.and_then(|before| before.strip_suffix(field)?.strip_suffix('.'));
        chain.is_some_and(|chain| chain.ends_with([' ', '\t', '\n', '\r', '(', '{', '|']))
    }

    /// A value, or the outermost around it, that is a list where the chart has a mapping, or a mapping where it has a list.
    fn of_another_kind(&self, path: &ValuePath) -> Option<Meant> {
        let around = (1..=path.segments().len()).map(|depth| path.segments()[..depth].to_vec());
        around.map(ValuePath::from).find_map(|path| {
            let is = collection(self.values.get(&path)?)?;
            let wanted = collection(self.values.default(&path)?)?;
            (is != wanted).then_some(Meant::Kind { path, wanted })
        })
    }

    /// The key that was meant where a template or whoever set the values misspelled one.
    fn misspelled(&self, path: &ValuePath) -> Option<Meant> {
        let (parent, key) = self.lacking(path)?;
        if let Value::Bool(bool) = resolve_plain(&key)
            && let Some(place) = self.values.key_place(&parent.join(&*bool.to_string()))
            && self
                .sources
                .get(place.source)
                .text()
                .get(place.span.range())
                == Some(&key)
        {
            return Some(Meant::QuotedKey(key));
        }
        if key.len() < SHORTEST {
            return None;
        }
        let has_default = |key: &str| self.values.default(&parent.join(key)).is_some();
        let set = keys(self.values.set_by_users(&parent));
        let set = set.into_iter().filter(|key| !has_default(key));
        if let Some(near) = nearest(&key, set) {
            return Some(Meant::SetKey {
                key: near.to_owned(),
                place: self.values.key_place(&parent.join(near))?,
            });
        }
        let is_unset = self.values.get(path).is_none() && self.values.lack(path) == Lack::Unset;
        let defaults = keys(self.values.default(&parent));
        let near = nearest(&key, defaults).filter(|_| is_unset && !has_default(&key))?;
        Some(Meant::DefaultKey(near.to_owned()))
    }

    /// The first key of a path that has no value, or an empty one at its end, and the mapping around it.
    fn lacking(&self, path: &ValuePath) -> Option<(ValuePath, String)> {
        let segments = path.segments();
        let prefixes =
            (1..=segments.len()).map(|depth| ValuePath::from(segments[..depth].to_vec()));
        let is_lacking = |path: &ValuePath| match self.values.get(path) {
            None => true,
            Some(node) => path.segments().len() == segments.len() && is_empty(node),
        };
        let lacking = prefixes.into_iter().find(is_lacking)?;
        match lacking.split_last()? {
            (parent, Segment::Key(key)) => Some((parent, key.to_string())),
            _ => None,
        }
    }

    /// The template whose name is nearly the one that is asked for.
    fn meant_template(&self, failure: &Failure) -> Option<Meant> {
        let Problem::NoTemplate { name, .. } = &failure.problem else {
            return None;
        };
        let near = nearest(name, self.program.names())?;
        Some(Meant::Template(near.to_owned()))
    }
}

/// The value to blame: of several the first one, or the first that is written where something is wrong with it.
pub(in super::super) fn subject(failure: &Failure) -> Option<ValuePath> {
    let has_to_be_written = matches!(
        failure.problem,
        Problem::NoField { .. } | Problem::Range { .. } | Problem::Function { .. }
    );
    let mut written = failure
        .subject
        .values()
        .filter(|value| value.place.is_some());
    match written.next() {
        Some(value) if has_to_be_written => Some(value.path.to_path()),
        _ => failure.subject.path(),
    }
}

fn is_empty(node: &Node) -> bool {
    node.is_null() || node.as_str().is_some_and(str::is_empty)
}

fn collection(node: &Node) -> Option<&'static str> {
    match (node.as_map(), node.as_list()) {
        (Some(_), _) => Some("a mapping"),
        (_, Some(_)) => Some("a list"),
        _ => None,
    }
}

fn keys(node: Option<&Node>) -> Vec<&str> {
    let map = node.and_then(Node::as_map);
    let entries = map.into_iter().flat_map(|map| map.entries());
    entries.map(|entry| &*entry.key).collect()
}
