//! Mappings and lists that templates make. They change in place, so that each has an identity: where it is made.

use super::item::{Item, Items};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where a template makes something: the text, the offset in it, and the call that it runs in.
pub(super) type Site = (usize, u32, u32);

/// A mapping or list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Made {
    /// What is at known keys.
    pub(super) keys: BTreeMap<Arc<str>, Items>,
    /// What is at keys that are not known, and in lists.
    pub(super) any: Items,
    /// What was merged into it.
    pub(super) merged: Items,
    /// What loops over it come upon, if it is made of one text.
    pub(super) sequence: Option<Arc<[Items]>>,
    /// Whether it was asked what is in it.
    is_read: Cell<bool>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct AllMade {
    all: Vec<Made>,
    sites: BTreeMap<(Site, Option<Arc<str>>), usize>,
    /// Whether one of them got something new after it was read.
    pub(super) has_grown: bool,
}

impl AllMade {
    /// The one that is made at a site.
    pub(super) fn at(&mut self, site: Site) -> usize {
        self.of(site, None)
    }

    fn of(&mut self, site: Site, text: Option<Arc<str>>) -> usize {
        let next = self.all.len();
        let id = *self.sites.entry((site, text)).or_insert(next);
        if id == next {
            self.all.push(Made::default());
        }
        id
    }

    /// The one that is made of a text at a site: a list, or a mapping as `split` makes it, with the keys `_0`, `_1` and so on.
    pub(super) fn sequence(
        &mut self,
        site: Site,
        text: &Arc<str>,
        parts: Vec<Items>,
        is_keyed: bool,
    ) -> usize {
        let id = self.of(site, Some(Arc::clone(text)));
        for (index, part) in parts.iter().enumerate() {
            let key = is_keyed.then(|| format!("_{index}").into());
            self.put(id, key, part.clone());
        }
        // Loops take the keys of mappings as texts: `_10` comes before `_2`.
        let is_in_order = !is_keyed || parts.len() <= 10;
        if let Some(made) = self.all.get_mut(id) {
            made.sequence = is_in_order.then(|| parts.into());
        }
        id
    }

    pub(super) fn get(&self, id: usize) -> Option<&Made> {
        let made = self.all.get(id)?;
        made.is_read.set(true);
        Some(made)
    }

    pub(super) fn put(&mut self, id: usize, key: Option<Arc<str>>, items: Items) {
        if let Some(made) = self.all.get_mut(id) {
            let known = made.keys.len();
            let place = match key {
                Some(key) => made.keys.entry(key).or_default(),
                None => &mut made.any,
            };
            let is_new = extend(place, items) || made.keys.len() > known;
            self.has_grown |= is_new && made.is_read.get();
        }
    }

    pub(super) fn merge(&mut self, id: usize, items: Items) {
        if let Some(made) = self.all.get_mut(id) {
            self.has_grown |= extend(&mut made.merged, items) && made.is_read.get();
        }
    }

    /// The one that holds what templates put into the root object of a chart.
    pub(super) fn of_root(&mut self, chart: usize) -> usize {
        let id = self.at((usize::MAX, 0, u32::try_from(chart).unwrap_or(u32::MAX)));
        debug_assert_eq!(id, chart, "root objects are made before all others");
        id
    }

    pub(super) fn root(&self, chart: usize) -> Option<usize> {
        (chart < self.all.len()).then_some(chart)
    }

    /// One with all that is merged into it, and those that are merged into that; and what of it no template made.
    pub(super) fn with_merged(&self, id: usize) -> (Vec<&Made>, Items) {
        let (mut found, mut others) = (Vec::new(), Items::default());
        let mut seen = BTreeSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let Some(made) = self.get(id).filter(|_| seen.insert(id)) else {
                continue;
            };
            found.push(made);
            for item in made.merged.all() {
                match item {
                    Item::Made(id) => open.push(*id),
                    Item::Root(chart) => {
                        others.add(Items::one(item.clone()));
                        open.extend(self.root(*chart));
                    }
                    other => others.add(Items::one(other.clone())),
                }
            }
        }
        (found, others)
    }
}

/// Adds items; whether there was a new one among them.
pub(super) fn extend(place: &mut Items, items: Items) -> bool {
    let before = place.len();
    place.add(items);
    place.len() > before
}
