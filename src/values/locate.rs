//! Where to point: at what is at a path, or where it is missing.

use super::Layer;
use super::walk::{Reached, walk};
use super::{LayerKind, Values};
use crate::source::{Place, ValuePath};
use crate::yaml::Node;

impl Values {
    /// Where to point for what is at a path: a scalar's text, a collection's key. What is absent is located as
    /// [`Values::locate_absent`] says.
    pub fn locate(&self, path: &ValuePath) -> Place {
        match self.reached(path) {
            None => self.locate_absent(path),
            Some(reached) if is_collection(reached.node) => self.collection_place(path, &reached),
            Some(reached) => scalar_place(&reached),
        }
    }

    /// The key of what is at a path, in the last layer that writes it; `None` for a list's item.
    pub fn key_place(&self, path: &ValuePath) -> Option<Place> {
        self.reached(path)?.key_place
    }

    /// Where to point for what is absent: the null that deleted it; else the key of its mapping in the last layer that
    /// writes that mapping or anything below it; where that is absent too, the same for the nearest ancestor that
    /// exists; at the root, the start of the last file.
    pub fn locate_absent(&self, path: &ValuePath) -> Place {
        if let Some(place) = self.null_above(path) {
            return place;
        }
        match path.split_last() {
            None => self.start(),
            Some((parent, _)) if parent.segments().is_empty() => self.start(),
            Some((parent, _)) => match self.reached(&parent) {
                None => self.locate_absent(&parent),
                Some(reached) => self.collection_place(&parent, &reached),
            },
        }
    }

    /// Why a path has no value.
    pub fn lack(&self, path: &ValuePath) -> Lack {
        let has_default = || {
            let default = self.by_chart(path);
            let is_whole = |reached: &Reached<'_>| reached.depth == path.segments().len();
            default.is_some_and(|reached| is_whole(&reached) && !reached.node.is_null())
        };
        match self.null_above(path) {
            None => Lack::Unset,
            Some(_) if has_default() => Lack::Deleted,
            Some(_) => Lack::Null,
        }
    }

    fn reached(&self, path: &ValuePath) -> Option<Reached<'_>> {
        let reached = walk(&self.root, path.segments())?;
        (reached.depth == path.segments().len()).then_some(reached)
    }

    /// The null that a path or an ancestor of it has in the highest layer that says anything about it: the user's
    /// layers count as one, since a later file may undo an earlier null.
    fn null_above(&self, path: &ValuePath) -> Option<Place> {
        let globals = self.passed_globals(path);
        let mut paths = globals.iter().rev().chain([path]);
        let by_user = paths.find_map(|path| walk(&self.user, path.segments()));
        let reached = by_user.or_else(|| self.by_chart(path))?;
        reached.node.is_null().then(|| scalar_place(&reached))
    }

    /// What the charts have at a path before users set anything, the topmost that has something there.
    pub fn default(&self, path: &ValuePath) -> Option<&Node> {
        let reached = self.by_chart(path)?;
        (reached.depth == path.segments().len()).then_some(reached.node)
    }

    /// What users set at a path, all their layers together.
    pub fn set_by_users(&self, path: &ValuePath) -> Option<&Node> {
        let reached = walk(&self.user, path.segments())?;
        (reached.depth == path.segments().len()).then_some(reached.node)
    }

    /// Where the value at a path is written: of a `global` that a chart above passes on, the path in that chart.
    pub fn written_at(&self, path: &ValuePath) -> ValuePath {
        let place = self.get(path).map(|node| node.place);
        let globals = self.passed_globals(path).into_iter().rev();
        let mut written = globals.filter(|global| {
            let node = self.get(global);
            place.is_some() && node.map(|node| node.place) == place
        });
        written.next().unwrap_or_else(|| path.clone())
    }

    /// What the charts say, the topmost that says anything.
    fn by_chart(&self, path: &ValuePath) -> Option<Reached<'_>> {
        let writers = self.layers_writing(path);
        let mut charts = writers.into_iter().rev();
        let writer = charts.find(|writer| !self.layers[writer.layer].is_users())?;
        Some(Reached {
            depth: writer.path.segments().len(),
            key_place: writer.key_place,
            node: writer.node,
        })
    }

    fn collection_place(&self, path: &ValuePath, reached: &Reached<'_>) -> Place {
        if path.segments().is_empty() {
            return self.start();
        }
        reached
            .key_place
            .unwrap_or_else(|| item_place(reached.node))
    }

    /// Line 1, column 1 of the last file: the last one given, else the chart's own, else the last argument.
    fn start(&self) -> Place {
        let last = |kind| {
            self.layers
                .iter()
                .rev()
                .find(move |layer| layer.kind == kind)
        };
        let layer = last(LayerKind::File)
            .or_else(|| last(LayerKind::Base))
            .or_else(|| self.layers.last());
        layer.map_or(self.root.place, Layer::start)
    }
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Nothing says anything about it.
    Unset,
    /// It is null, or something above it is.
    Null,
    /// A null of the user deletes the chart's default.
    Deleted,
}

fn is_collection(node: &Node) -> bool {
    node.as_map().is_some() || node.as_list().is_some()
}

/// A scalar's place, or its key's if the scalar is empty.
fn scalar_place(reached: &Reached<'_>) -> Place {
    let place = reached.node.place;
    if place.span.start < place.span.end {
        return place;
    }
    reached.key_place.unwrap_or(place)
}

/// A list's item has no key; its own first key is short enough to underline.
fn item_place(node: &Node) -> Place {
    let entries = node.as_map().into_iter().flat_map(|map| map.entries());
    let keys = entries
        .filter(|entry| !entry.merged && entry.key_place.source == node.place.source)
        .map(|entry| entry.key_place);
    keys.min().unwrap_or(node.place)
}
