//! What was found of a chart's templates.

use crate::source::{PathPattern, PatternStep, PatternTrail, PatternTree, Segment, ValuePath};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a template may do with what is at a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum UseKind {
    /// It asks whether it is there, and what it is if it is a scalar.
    Value,
    /// It takes all of it.
    Whole,
    /// It hands it to a helper that is not here, or whose name is not known.
    Unclear(Option<Arc<str>>),
}

/// A use of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// What is used.
    pub path: PathPattern,
    /// How.
    pub kind: UseKind,
    /// The file that does it, or that calls the helper which does.
    pub file: usize,
}

/// What templates do with values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Nothing: no template names it, nor uses what is around it as a whole.
    Unread,
    /// This file names it or what is below it, or uses a mapping around it.
    Named(usize),
    /// This file uses all values as a whole.
    Whole(usize),
    /// That depends on a helper that is not here, or whose name is only known while rendering.
    Unclear(Option<Arc<str>>),
    /// That depends on a file that is not read as a whole.
    Cut,
}

impl Reading {
    fn rank(&self) -> u8 {
        match self {
            Self::Unread => 0,
            Self::Unclear(_) | Self::Cut => 1,
            Self::Whole(_) => 2,
            Self::Named(_) => 3,
        }
    }

    /// The one that shows more; of two that show the same, the first.
    pub(super) fn or(self, other: Self) -> Self {
        match other.rank() > self.rank() {
            true => other,
            false => self,
        }
    }
}

/// Which values templates pass through `tpl`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evaluated {
    /// The values that they pass on, with all that is below them.
    pub paths: BTreeSet<PathPattern>,
    /// Whether they pass on what may be any value.
    pub is_any: bool,
    /// Whether they call a helper that is not at hand, and that may pass on what it gets.
    pub calls_unseen: bool,
}

/// The words of a template that Helm cannot parse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnparsedText {
    pub(super) file: usize,
    /// Those that may be keys.
    pub(super) words: BTreeSet<Arc<str>>,
    /// Whether it may take all values.
    pub(super) is_whole: bool,
}

impl UnparsedText {
    /// The words of a text.
    pub(super) fn new(file: usize, text: &str) -> Self {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let words = text.split(|c| !is_word(c)).filter(|word| !word.is_empty());
        let mut values = text.match_indices("Values");
        Self {
            file,
            words: words.map(Arc::from).collect(),
            is_whole: values.any(|(at, word)| !text[at + word.len()..].starts_with('.')),
        }
    }

    fn reading(&self, keys: &[&str]) -> Reading {
        let has = |key: &str| self.words.contains(key);
        let is_named = !keys.is_empty() && keys.iter().all(|key| has(key));
        match keys.first() {
            _ if is_named => Reading::Named(self.file),
            _ if self.is_whole => Reading::Cut,
            Some(first) if has(first) => Reading::Cut,
            Some(_) => Reading::Unread,
            None => Reading::Cut,
        }
    }
}

/// What the templates of a chart do.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    pub(super) uses: Vec<Use>,
    /// The places of the uses by their paths.
    by_path: PatternTree<usize>,
    pub(super) unparsed: Vec<UnparsedText>,
    /// What they pass through `tpl`.
    pub evaluated: Evaluated,
    /// Whether they are not followed to the end, because that takes too long.
    pub(super) is_cut: bool,
}

impl Usage {
    /// That templates do this.
    pub fn of(uses: impl IntoIterator<Item = (PathPattern, UseKind)>) -> Self {
        let mut usage = Self::default();
        for (path, kind) in uses {
            usage.note(path, kind, 0);
        }
        usage
    }

    /// What they do with values, as far as it can be told by paths; `None` where a template cannot be followed.
    pub fn uses(&self) -> Option<&[Use]> {
        (self.unparsed.is_empty() && !self.is_cut).then_some(&*self.uses)
    }

    /// What some files do, and what the others do. What is not known of either counts for the first.
    pub fn parted(mut self, is_first: impl Fn(usize) -> bool) -> (Self, Self) {
        self.by_path = PatternTree::default();
        let mut others = Self::default();
        for Use { path, kind, file } in std::mem::take(&mut self.uses) {
            let part = if is_first(file) {
                &mut self
            } else {
                &mut others
            };
            part.note(path, kind, file);
        }
        (self, others)
    }

    pub(super) fn note(&mut self, path: PathPattern, kind: UseKind, file: usize) {
        let known = self.by_path.entry(&path);
        if !known.iter().any(|place| self.uses[*place].kind == kind) {
            known.push(self.uses.len());
            self.uses.push(Use { path, kind, file });
        }
    }

    /// Notes a text that does not parse, once.
    pub(super) fn note_unparsed(&mut self, file: usize, text: &str) {
        let new = UnparsedText::new(file, text);
        if !self.unparsed.iter().any(|known| known.words == new.words) {
            self.unparsed.push(new);
        }
    }

    /// The keys by which they name something of a mapping.
    pub fn keys_of(&self, path: &ValuePath) -> BTreeSet<&str> {
        let trail = self.by_path.trail(path);
        let keys = trail.ends.into_iter().flat_map(PatternTree::keys);
        keys.map(|key| &**key).collect()
    }

    /// What the templates do with the value at a path.
    pub fn reading(&self, path: &ValuePath) -> Reading {
        let PatternTrail { around, ends } = self.by_path.trail(path);
        let around = around.into_iter().flat_map(PatternTree::own);
        let within = ends.into_iter().flat_map(PatternTree::all);
        let places: BTreeSet<usize> = around.chain(within).copied().collect();
        let uses = places.iter().map(|place| &self.uses[*place]);
        let found = uses.fold(Reading::Unread, |found, one| found.or(reading_of(one)));
        let keys = keys(path);
        let unparsed = self.unparsed.iter().map(|text| text.reading(&keys));
        match unparsed.fold(found, Reading::or) {
            Reading::Unread if self.is_cut => Reading::Cut,
            found => found,
        }
    }

    /// Whether a change of the value at a path may change what the templates make: they ask for it, or use what is around it as a
    /// whole.
    pub fn may_read(&self, path: &ValuePath) -> bool {
        let PatternTrail { around, ends } = self.by_path.trail(path);
        let mut around = around.into_iter().flat_map(PatternTree::own);
        let is_whole = |place: &usize| self.uses[*place].kind != UseKind::Value;
        let keys = keys(path);
        let mut unparsed = self.unparsed.iter();
        self.is_cut
            || ends.iter().any(|end| !end.is_empty())
            || around.any(is_whole)
            || unparsed.any(|text| text.reading(&keys) != Reading::Unread)
    }

    /// Whether they were not followed to the end, because that takes too long.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether they ask if there is something at a path, and for nothing else of it.
    pub fn asks_for(&self, path: &ValuePath) -> bool {
        let trail = self.by_path.trail(path);
        trail.ends.iter().any(|end| !end.own().is_empty())
    }
}

/// What a use shows of a path that it is for.
fn reading_of(one: &Use) -> Reading {
    match &one.kind {
        UseKind::Unclear(helper) => Reading::Unclear(helper.clone()),
        _ if matches!(one.path.steps().first(), Some(PatternStep::Key(_))) => {
            Reading::Named(one.file)
        }
        // What asks whether there are values at all takes none of them.
        UseKind::Value if one.path.steps().is_empty() => Reading::Unread,
        _ => Reading::Whole(one.file),
    }
}

/// The keys of a path, without the places in lists.
fn keys(path: &ValuePath) -> Vec<&str> {
    let keys = path.segments().iter().filter_map(|segment| match segment {
        Segment::Key(key) => Some(&**key),
        Segment::Index(_) => None,
    });
    keys.collect()
}
