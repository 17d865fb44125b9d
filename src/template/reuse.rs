//! Files that need not be executed again: on values where the same is there that they looked at, they make the same.

use super::inputs::Inputs;
use super::objects::Release;
use super::objects::capabilities::Capabilities;
use super::origin::TextId;
use super::reads::Extent;
use super::value::Tracker;
use crate::source::ValuePath;
use crate::yaml::Node;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// For how many values a file is known: more than the overlays of most charts differ in.
const MOST: usize = 16;

/// What a chart's files looked at and did on other values, of one Helm.
#[derive(Debug, Default)]
pub struct KnownFiles {
    files: Mutex<BTreeMap<TextId, Vec<Arc<KnownFile>>>>,
    executed: AtomicUsize,
    reused: AtomicUsize,
}

/// A file that was executed to its end. Nothing in it has a place in the values that it was executed on.
#[derive(Debug)]
pub struct KnownFile {
    /// The template.
    pub template: TextId,
    /// The values that it read.
    pub reads: BTreeMap<ValuePath, Extent>,
    pub(super) inputs: Inputs,
    pub(super) surroundings: Arc<Surroundings>,
    pub(super) cost: Cost,
}

/// What files depend on beside their chart and the values that they look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Surroundings {
    pub(super) release: Release,
    pub(super) capabilities: Capabilities,
    /// Which charts have a map as their values.
    pub(super) charts: Vec<bool>,
}

/// What an execution takes of what a rendering may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cost {
    pub(super) steps: u64,
    pub(super) texts: usize,
}

impl KnownFiles {
    /// Keeps files of which nothing is to be told.
    pub fn keep(&self, files: impl IntoIterator<Item = KnownFile>) {
        let mut known = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        for file in files {
            let of_file = known.entry(file.template).or_default();
            if of_file.len() == MOST {
                of_file.remove(0);
            }
            of_file.push(Arc::new(file));
        }
    }

    /// How many files were executed, and how many were not.
    pub fn counts(&self) -> (usize, usize) {
        let count = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        (count(&self.executed), count(&self.reused))
    }

    fn of(&self, template: TextId) -> Vec<Arc<KnownFile>> {
        let known = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&template).cloned().unwrap_or_default()
    }
}

/// What one rendering takes from other renderings, and what it makes known to them.
#[derive(Debug)]
pub(super) struct Reuse<'k> {
    known: &'k KnownFiles,
    values: &'k Node,
    surroundings: Arc<Surroundings>,
    tracker: Rc<Tracker>,
}

impl<'k> Reuse<'k> {
    pub(super) fn new(
        known: &'k KnownFiles,
        values: &'k Node,
        surroundings: Surroundings,
        tracker: Rc<Tracker>,
    ) -> Self {
        Self {
            known,
            values,
            surroundings: Arc::new(surroundings),
            tracker,
        }
    }

    /// What is known of a file, if that holds on these values too. Where a file before it changed what it sees, nothing is known.
    pub(super) fn unchanged(&self, template: TextId) -> Option<Arc<KnownFile>> {
        if self.tracker.is_changed() {
            return None;
        }
        let known = self.known.of(template).into_iter().rev();
        let mut same = known.filter(|file| {
            let is_same = Arc::ptr_eq(&file.surroundings, &self.surroundings)
                || file.surroundings == self.surroundings;
            is_same && file.inputs.are_same_in(self.values)
        });
        same.next()
    }

    pub(super) fn note_reused(&self) {
        self.known.reused.fetch_add(1, Ordering::Relaxed);
    }

    /// A file is executed now.
    pub(super) fn begin(&self) {
        self.known.executed.fetch_add(1, Ordering::Relaxed);
        self.tracker.begin();
    }

    /// What is to be known of the file that was executed; nothing if it changed what others see, or was executed after such a file.
    pub(super) fn known(
        &self,
        template: TextId,
        cost: Cost,
        reads: impl FnOnce() -> BTreeMap<ValuePath, Extent>,
    ) -> Option<KnownFile> {
        let inputs = self.tracker.inputs();
        (!self.tracker.is_changed()).then(|| KnownFile {
            template,
            reads: reads(),
            inputs,
            surroundings: Arc::clone(&self.surroundings),
            cost,
        })
    }
}
