//! Whether a change leaves it as it was which headers calls carry, and as whom they run.

use super::rendered::RenderedChange;
use crate::edit::{Change, changed};
use crate::model::{Model, Spelling};
use crate::project::{Loaded, Project};
use crate::source::{Segment, ValuePath};
use crate::wiring::changed_agents;
use crate::yaml::{Entry, Mapping, Node, Value};

impl Project<'_> {
    /// Whether after a change, on every platform that the values allow, all agents run and act as before, as they are written;
    /// or the chart cannot even be rendered without it. Where the chart's templates are at hand, these are run before and after it;
    /// what comes of values that they make otherwise, the contract says.
    pub(super) fn preserves_identity(&self, loaded: &Loaded, change: &Change) -> bool {
        if matches!(change, Change::Drop(..)) {
            return true; // Helm does not read what is dropped
        }
        let before = concerned(loaded, change.path());
        let Some(after) = changed(&before, change) else {
            return false;
        };
        match self.rendered_change(loaded, &change.paths(), &before, &after) {
            RenderedChange::None | RenderedChange::Cure => return true,
            RenderedChange::Break | RenderedChange::Servers => return false,
            RenderedChange::Open => {}
        }
        let model = |root: Node| {
            let values = loaded.values.with_root(root);
            self.model(loaded, &values, Spelling::AsWritten)
        };
        let (before, after) = (model(before), model(after));
        // Without a chart one cannot know what would be rendered.
        let is_cure = loaded.base.is_some() && lets_render(&before, &after);
        is_cure || changed_agents(&before, &after, &loaded.platform.possible()).is_empty()
    }
}

/// The values with only the agent that a path belongs to; all of them where it belongs to none.
fn concerned(loaded: &Loaded, path: &ValuePath) -> Node {
    let root = &loaded.values.root;
    let layout = &loaded.compiled.contract.definition.layout;
    let definitions = ValuePath::parse(&layout.definitions);
    let rest = path.segments().strip_prefix(definitions.segments());
    let Some(Segment::Key(name)) = rest.and_then(<[Segment]>::first) else {
        return root.clone();
    };
    only(root, definitions.segments(), name).unwrap_or_else(|| root.clone())
}

/// The node with but one key left in the mapping at a path.
fn only(node: &Node, path: &[Segment], key: &str) -> Option<Node> {
    let map = node.as_map()?;
    let map: Mapping = match path.split_first() {
        None => map.get(key).cloned().into_iter().collect(),
        Some((Segment::Key(first), rest)) => {
            let entry = map.get(first)?;
            let mut map = map.clone();
            map.insert(Entry {
                node: only(&entry.node, rest, key)?,
                ..entry.clone()
            });
            map
        }
        Some((Segment::Index(_), _)) => return None,
    };
    Some(Node {
        value: Value::Map(map.into()),
        ..node.clone()
    })
}

/// Whether something is there after a change without which the chart's templates fail: nothing was ever deployed without it.
fn lets_render(before: &Model, after: &Model) -> bool {
    let agents = before.agents.iter().zip(&after.agents);
    let mut needs =
        agents.flat_map(|(before, after)| before.unguarded().iter().zip(after.unguarded()));
    needs.any(|(before, after)| before.failing().is_some() && after.lacks.is_none())
}
