//! What took something away: the list, the null or the scalar that a higher layer put in the place of a list that had it.

use super::walk::walk;
use super::{LayerKind, LayerValue, Values};
use crate::source::{Place, Segment, ValuePath};
use crate::yaml::{Node, Style};

/// An item of a lower layer's list that no longer counts.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// Where it is.
    pub item: Place,
    /// The layer that has it, by its index among [`Values::layers`].
    pub from: usize,
    /// The layer that took it away; the same where a key is there twice.
    pub by: usize,
    /// What that layer writes instead: the key, or the null itself.
    pub place: Place,
    /// How it took it away.
    pub how: Taking,
}

/// How a layer takes the items of a list away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taking {
    /// By a list of its own.
    List,
    /// By an item of a list, `--set list[1]=…`, which makes a list of its own above a chart's.
    Item,
    /// By a null.
    Null,
    /// By what is no list, there or above.
    Other,
    /// By the same key once more in the same file.
    Again,
}

impl Values {
    /// What took away an item of the list at a path, that `is_it` picks; of several layers the last one that has such
    /// an item counts. `None` if no layer below has one.
    pub fn taken(&self, list: &ValuePath, is_it: impl Fn(&Node) -> bool) -> Option<Taken> {
        let stack = self.layers_writing(list);
        let above = stack.iter().enumerate().rev();
        let mut having = above.filter_map(|(index, writer)| Some((index, item(writer, &is_it)?)));
        let by_layers = having.find_map(|(index, item)| self.taken_above(&stack, index, item));
        let last = stack.last()?;
        self.written_twice(last, list, &is_it).or(by_layers)
    }

    /// The last writer above that takes an item away.
    fn taken_above(&self, stack: &[LayerValue<'_>], index: usize, item: Place) -> Option<Taken> {
        let from = stack[index].layer;
        let is_charts = !self.layers[from].is_users();
        let mut is_users = false;
        let mut found = None;
        for writer in &stack[index + 1..] {
            // An argument changes single items of what another of the user's layers has put in the chart's place.
            let Some(how) = self.taking(writer, is_charts && !is_users) else {
                continue;
            };
            is_users |= self.layers[writer.layer].is_users();
            let place = match how {
                Taking::Null => writer.node.place,
                _ => writer.key_place.unwrap_or(writer.node.place),
            };
            found = Some(Taken {
                item,
                from,
                by: writer.layer,
                place,
                how,
            });
        }
        found
    }

    /// How a writer takes away what a list below it has; `None` for an argument that changes single items of a list of the
    /// user's own.
    fn taking(&self, writer: &LayerValue<'_>, is_charts: bool) -> Option<Taking> {
        if writer.node.is_null() {
            return Some(Taking::Null);
        }
        let Some(items) = writer.node.as_list().filter(|_| writer.exact) else {
            return Some(Taking::Other);
        };
        let layer = &self.layers[writer.layer];
        let is_argument = matches!(layer.kind, LayerKind::Argument(_)) || layer.set.is_some();
        let is_by_items = is_argument && writer.key_place == Some(writer.node.place);
        let is_gap = items
            .first()
            .is_some_and(|item| item.style == Style::Implied);
        match is_by_items || is_gap {
            false => Some(Taking::List),
            true => is_charts.then_some(Taking::Item),
        }
    }

    /// The same key further up in the same file, with a list that Helm drops.
    fn written_twice(
        &self,
        writer: &LayerValue<'_>,
        list: &ValuePath,
        is_it: impl Fn(&Node) -> bool,
    ) -> Option<Taken> {
        let (parent, last) = list.split_last()?;
        let Segment::Key(last) = last else {
            return None;
        };
        let layer = &self.layers[writer.layer];
        let below = parent.segments().strip_prefix(layer.prefix.segments())?;
        let map = walk(&layer.root, below)?.node.as_map()?;
        let mut twice = map.duplicates().iter();
        twice.find_map(|twice| {
            let items = twice.dropped.node.as_list()?;
            let item = items
                .iter()
                .find(|item| twice.key == *last && is_it(item))?;
            Some(Taken {
                item: place(item),
                from: writer.layer,
                by: writer.layer,
                place: twice.again,
                how: Taking::Again,
            })
        })
    }
}

fn item(writer: &LayerValue<'_>, is_it: impl Fn(&Node) -> bool) -> Option<Place> {
    let items = writer.node.as_list().filter(|_| writer.exact)?;
    items.iter().find(|item| is_it(item)).map(place)
}

/// The place of an item: a mapping's first key, which is short enough to underline.
fn place(item: &Node) -> Place {
    let entries = item.as_map().into_iter().flat_map(|map| map.entries());
    let keys = entries.filter(|entry| !entry.merged);
    let keys = keys.map(|entry| entry.key_place);
    keys.min().unwrap_or(item.place)
}
