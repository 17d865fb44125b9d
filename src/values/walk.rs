//! Following a path through one layer's tree.

use crate::source::{Place, Segment};
use crate::yaml::{Node, Style, Value};

/// How far a tree writes a path: at its end, or at an ancestor if its value holds no such path.
pub(super) struct Reached<'n> {
    /// How many segments of the path were followed.
    pub(super) depth: usize,
    /// The key of the node, if it has one.
    pub(super) key_place: Option<Place>,
    /// What the tree writes there.
    pub(super) node: &'n Node,
}

/// Follows a path; `None` if the tree says nothing of it and leaves it to lower layers.
pub(super) fn walk<'n>(root: &'n Node, segments: &[Segment]) -> Option<Reached<'n>> {
    let mut reached = Reached {
        depth: 0,
        key_place: None,
        node: root,
    };
    for segment in segments {
        match (&reached.node.value, segment) {
            (Value::Map(map), Segment::Key(key)) => {
                let entry = map.get(key)?;
                reached.key_place = Some(entry.key_place);
                reached.node = &entry.node;
            }
            (Value::List(items), Segment::Index(index)) => match items.get(*index) {
                Some(item) => {
                    reached.key_place = None;
                    reached.node = item;
                }
                None if grows(&reached) => return None,
                None => return Some(reached),
            },
            _ if reached.node.style == Style::Implied => return None,
            _ => return Some(reached),
        }
        reached.depth += 1;
    }
    (reached.node.style != Style::Implied).then_some(reached)
}

/// A list that `a[1]=x` makes has its key's place, and only adds to the list below it; any other list
/// replaces that.
fn grows(reached: &Reached<'_>) -> bool {
    reached.key_place == Some(reached.node.place)
}
