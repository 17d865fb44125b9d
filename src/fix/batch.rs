//! Fixes applied to files, as many at once as do not touch each other.
//!
//! A fix is applied only where it is sound: the changed file is read again, and what Helm makes of it must differ from
//! before by the fix's effects and by nothing else.

use super::effects::with_effects;
use super::texts::{opened, texts};
use crate::diagnostic::{Edit, Effect, Fix};
use crate::source::{Name, Segment, Source, Sources, ValuePath};
use crate::threads;
use crate::yaml::{Node, have_same_values, read_documents_of, read_values, stream_texts};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// A file with fixes applied.
#[derive(Debug, Clone)]
pub struct Rewrite {
    /// The file, as it was reached.
    pub path: PathBuf,
    /// The source before the fixes.
    pub before: Arc<Source>,
    /// The content with the fixes.
    pub text: String,
    /// How many fixes were applied.
    pub count: usize,
}

/// Applies fixes, each as a whole or not at all, and returns the files that change. A fix that meets another one waits
/// for the next round.
pub fn apply(fixes: &[&Fix], sources: &Sources) -> Vec<Rewrite> {
    let by_file = by_file(fixes, sources).into_iter();
    let rewrites = by_file.filter_map(|(path, fixes)| {
        let first = fixes.first()?.edits.first()?;
        let before = Readable::new(sources.get(first.source), Form::of(&fixes));
        let (text, count) = before.with_sound(&compatible(&fixes))?;
        Some(Rewrite {
            path,
            before: before.source,
            text,
            count,
        })
    });
    rewrites.collect()
}

/// Fixes in groups that can be applied together, each group to the files as they are.
pub fn groups<'f>(fixes: &[&'f Fix], sources: &Sources) -> Vec<Vec<&'f Fix>> {
    let mut groups: Vec<Vec<&Fix>> = Vec::new();
    for (_, mut rest) in by_file(fixes, sources) {
        for index in 0.. {
            let group = compatible(&rest);
            if group.is_empty() {
                break;
            }
            rest.retain(|fix| !group.iter().any(|taken| std::ptr::eq(*taken, *fix)));
            match groups.get_mut(index) {
                Some(known) => known.extend(group),
                None => groups.push(group),
            }
        }
    }
    groups
}

/// Whether each fix is sound by itself, in the order given. A fix that cannot be applied must not be offered.
pub fn soundness(fixes: &[&Fix], sources: &Sources) -> Vec<bool> {
    let mut sound: Vec<&Fix> = Vec::new();
    for group in groups(fixes, sources) {
        for (_, fixes) in by_file(&group, sources) {
            let first = fixes.first().and_then(|fix| fix.edits.first());
            let source = first.map(|edit| sources.get(edit.source));
            let form = Form::of(&fixes);
            if let Some(source) = source {
                sound.extend(Readable::new(source, form).sound(&fixes));
            }
        }
    }
    let sound: BTreeSet<*const Fix> = sound.into_iter().map(std::ptr::from_ref).collect();
    let fixes = fixes.iter();
    fixes
        .map(|fix| sound.contains(&std::ptr::from_ref(*fix)))
        .collect()
}

/// Fixes by the one file that each changes, in the order of their places in it.
fn by_file<'f>(fixes: &[&'f Fix], sources: &Sources) -> BTreeMap<PathBuf, Vec<&'f Fix>> {
    let mut by_file: BTreeMap<PathBuf, Vec<&Fix>> = BTreeMap::new();
    for fix in fixes {
        let source = fix.edits.first().map(|edit| sources.get(edit.source));
        if let Some(Name::File(path)) = source.as_ref().map(|source| source.name()) {
            by_file.entry(path.clone()).or_default().push(fix);
        }
    }
    for fixes in by_file.values_mut() {
        fixes.sort_by_key(|fix| fix.edits.iter().map(|edit| edit.span).min());
    }
    by_file
}

/// Fixes whose edits do not touch each other and whose paths are apart. Of two that conflict, the earlier one in the
/// list stays.
fn compatible<'f>(fixes: &[&'f Fix]) -> Vec<&'f Fix> {
    let mut taken: Vec<&Fix> = Vec::new();
    let mut edits: BTreeMap<u32, &Edit> = BTreeMap::new();
    let mut set: BTreeSet<ValuePath> = BTreeSet::new();
    for fix in fixes {
        let meets_any = fix.edits.iter().any(|edit| {
            let before = edits.range(..=edit.span.start).next_back();
            let behind = edits.range(edit.span.start..).next();
            let near = before.into_iter().chain(behind);
            near.into_iter().any(|(_, other)| meets(edit, other))
        });
        if !meets_any && !set_by(fix).any(|path| is_near(path, &set)) {
            set.extend(set_by(fix).cloned());
            edits.extend(fix.edits.iter().map(|edit| (edit.span.start, edit)));
            taken.push(fix);
        }
    }
    taken
}

/// The paths that a fix sets.
fn set_by(fix: &Fix) -> impl Iterator<Item = &ValuePath> {
    let sets = { fix.effects.iter() }.filter(|effect| matches!(effect, Effect::Set(..)));
    sets.map(Effect::path)
}

/// Whether a path is one of these, above or below one: if a key were written twice, one would be lost.
fn is_near(path: &ValuePath, set: &BTreeSet<ValuePath>) -> bool {
    let segments = path.segments();
    let mut above = (0..=segments.len()).map(|depth| ValuePath::from(segments[..depth].to_vec()));
    let below = set.range(path..).next();
    above.any(|above| set.contains(&above)) || below.is_some_and(|below| path.contains(below))
}

/// Whether two edits overlap, or touch where one of them inserts: then their order would matter.
fn meets(one: &Edit, other: &Edit) -> bool {
    let inserts = |edit: &Edit| edit.span.start == edit.span.end;
    if inserts(one) || inserts(other) {
        return one.span.start <= other.span.end && other.span.start <= one.span.end;
    }
    one.span.start < other.span.end && other.span.start < one.span.end
}

/// How a file is read.
#[derive(Clone, Copy)]
enum Form {
    /// As values.
    Values,
    /// As a stream of documents, each an item of a list, with the values that strings hold.
    Stream,
}

impl Form {
    /// How fixes see their file: values are a mapping, and a path that begins with an index is that of a document.
    fn of(fixes: &[&Fix]) -> Self {
        let mut effects = fixes.iter().flat_map(|fix| &fix.effects);
        let is_of_document =
            |effect: &Effect| matches!(effect.path().segments(), [Segment::Index(_), ..]);
        match effects.any(is_of_document) {
            true => Self::Stream,
            false => Self::Values,
        }
    }
}

/// A file's content with its values.
struct Readable {
    source: Arc<Source>,
    form: Form,
    values: OnceLock<Option<Node>>,
}

impl Readable {
    fn new(source: Arc<Source>, form: Form) -> Self {
        Self {
            source,
            form,
            values: OnceLock::new(),
        }
    }

    /// The values before any fix, of a file that is read as such; `None` if they cannot be read.
    fn values(&self) -> Option<&Node> {
        let read = || read_values(&self.source).ok().map(|document| document.root);
        self.values.get_or_init(read).as_ref()
    }

    fn is_readable(&self) -> bool {
        match self.form {
            Form::Values => self.values().is_some(),
            Form::Stream => true,
        }
    }

    /// The content with those of the fixes that are sound.
    fn with_sound(&self, fixes: &[&Fix]) -> Option<(String, usize)> {
        let sound = self.sound(fixes);
        Some((self.with(&sound)?.text().to_owned(), sound.len()))
    }

    /// Those of the fixes that are sound together.
    fn sound<'f>(&self, fixes: &[&'f Fix]) -> Vec<&'f Fix> {
        if self.with(fixes).is_some() {
            return fixes.to_vec();
        }
        if fixes.len() < 2 || !self.is_readable() {
            return Vec::new();
        }
        let (first, second) = fixes.split_at(fixes.len() / 2);
        let first = self.sound(first);
        let both = [first.clone(), self.sound(second)].concat();
        if self.with(&both).is_some() {
            both
        } else {
            first
        }
    }

    /// The content with all these fixes, if they are sound.
    fn with(&self, fixes: &[&Fix]) -> Option<Arc<Source>> {
        if fixes.is_empty() {
            return None;
        }
        let text = edited(self.source.text(), fixes)?;
        let after = Sources::default().add(self.source.name().clone(), text);
        let effects: Vec<_> = fixes.iter().flat_map(|fix| &fix.effects).collect();
        let (before, changed) = match self.form {
            Form::Values => self.whole(&after)?,
            Form::Stream => changed_documents(&self.source, &after, &effects),
        };
        let texts = texts(&before, effects.iter().copied());
        let expected = with_effects(opened(before, &texts)?, &effects)?;
        let changed = opened(changed, &texts)?;
        have_same_values(&changed, &expected).then_some(after)
    }

    /// All values before fixes and after them.
    fn whole(&self, after: &Source) -> Option<(Node, Node)> {
        let bytes = after.text().len();
        let read = || read_values(after).ok();
        let (before, changed) = threads::join(bytes, || self.values(), read);
        Some((before?.clone(), changed?.root))
    }
}

/// The documents of a stream that fixes change, before and after: the others are null in both. What cannot be read is not changed
/// either.
fn changed_documents(before: &Source, after: &Source, effects: &[&Effect]) -> (Node, Node) {
    let [old, new] = [before, after].map(stream_texts);
    let named = effects
        .iter()
        .filter_map(|effect| match effect.path().segments() {
            [Segment::Index(index), ..] => Some(*index),
            _ => None,
        });
    let named: BTreeSet<usize> = named.collect();
    let is_changed = |index: usize| {
        old.len() != new.len() || old.get(index) != new.get(index) || named.contains(&index)
    };
    let [before, after] = [before, after].map(|source| read_documents_of(source, is_changed));
    (before, after)
}

/// A file's content with the edits of fixes that do not touch each other; `None` if the edits do not fit it.
fn edited(text: &str, fixes: &[&Fix]) -> Option<String> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut new = String::with_capacity(text.len() + added);
    let mut position = 0;
    for edit in edits {
        let range = edit.span.range();
        new.push_str(text.get(position..range.start)?);
        new.push_str(&edit.text);
        position = range.end;
    }
    new.push_str(text.get(position..)?);
    Some(new)
}

#[cfg(test)]
mod tests {
    use super::{Rewrite, apply};
    use crate::diagnostic::{Edit, Effect, Fix, Safety};
    use crate::source::{Name, Sources, Span, ValuePath};

    /// An edit, and its effect.
    type Edited<'t> = (Span, &'t str, Option<Effect>);

    /// Applies fixes to `a: 1`, `b: 2` and `l: [x, y]`.
    fn applied(fixes: &[Edited<'_>]) -> Vec<Rewrite> {
        let sources = Sources::default();
        let text = "a: 1\nb: 2\nl: [x, y]\n";
        let source = sources.add(Name::File("v.yaml".into()), text.into());
        let fixes: Vec<Fix> = fixes
            .iter()
            .map(|(span, text, effect)| Fix {
                message: String::new(),
                safety: Safety::Safe,
                edits: vec![Edit {
                    source: source.id(),
                    span: *span,
                    text: (*text).to_owned(),
                }],
                effects: effect.iter().cloned().collect(),
            })
            .collect();
        apply(&fixes.iter().collect::<Vec<_>>(), &sources)
    }

    fn number(path: &str, number: i32) -> Effect {
        Effect::Set(ValuePath::parse(path), number.into())
    }

    #[test]
    fn fixes_are_applied_together() {
        let rewrites = applied(&[
            (Span::new(8, 9), "3", Some(number("b", 3))),
            (Span::new(3, 4), "2", Some(number("a", 2))),
            (Span::new(4, 4), " # one", None),
        ]);
        // What touches what is inserted waits.
        assert_eq!(rewrites[0].text, "a: 2\nb: 3\nl: [x, y]\n");
        assert_eq!(rewrites[0].count, 2);
    }

    #[test]
    fn indexes_are_those_of_before() {
        let rewrites = applied(&[
            (
                Span::new(14, 17),
                "",
                Some(Effect::Removed(ValuePath::parse("l[0]"))),
            ),
            (
                Span::new(17, 18),
                "",
                Some(Effect::Removed(ValuePath::parse("l[1]"))),
            ),
        ]);
        assert_eq!(rewrites[0].text, "a: 1\nb: 2\nl: []\n");
    }

    #[test]
    fn a_fix_with_other_effects_is_not_applied_and_others_are() {
        for (text, effect) in [
            ("3", Some(number("b", 4))),
            ("3", None),
            ("2\nc: 1", Some(number("b", 2))),
            ("[", Some(number("b", 3))),
            ("3", Some(number("nowhere.b", 3))),
        ] {
            let broken = (Span::new(8, 9), text, effect);
            assert!(
                applied(std::slice::from_ref(&broken)).is_empty(),
                "{broken:?}"
            );
            let other = (Span::new(3, 4), "2", Some(number("a", 2)));
            let rewrites = applied(&[broken, other]);
            assert_eq!(rewrites[0].text, "a: 2\nb: 2\nl: [x, y]\n");
            assert_eq!(rewrites[0].count, 1);
        }
    }
}
