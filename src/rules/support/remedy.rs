//! How a finding is mended, where that is mechanical: the change that a rule asks for, as a fix of the file that is to have it.

use super::identity;
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Unfixable};
use crate::edit::{Change, Text, is_packed};
use crate::rules::Facts;
use crate::source::{Name, Place, ValuePath};
use crate::values::{Layer, LayerKind};
use crate::yaml::Node;

/// What a rule would have done.
#[derive(Debug)]
pub struct Remedy {
    /// What it does, as one is told to do it: `rename it to …`.
    pub message: String,
    /// The changes, at paths of the values, all made or none.
    pub changes: Vec<Change>,
    /// Whether a person has to decide, even if no identity changes.
    pub needs_a_person: bool,
    /// Whether it inserts what may stand in a chart that is not known.
    pub is_absence: bool,
}

/// The fix for a finding, or why there is none: its place is no file's of the target's own, or the text does not allow it.
pub(crate) fn offer(
    facts: &Facts<'_>,
    found: &Diagnostic,
    remedy: &Remedy,
) -> Result<Fix, Unfixable> {
    if remedy.is_absence && facts.is_partial {
        return Err(Unfixable::NoChart);
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut promises = Vec::new();
    let mut is_safe = !remedy.needs_a_person;
    for change in &remedy.changes {
        let layer = layer(facts, found, change)?;
        if layer.is_sealed_by_sops() {
            return Err(Unfixable::Sealed);
        }
        let text = Text {
            source: &layer.source,
            document: layer.document.as_deref().ok_or(Unfixable::Argument)?,
        };
        let in_document = change.moved(|path| layer.path_in_document(path));
        let plan = text.plan(&in_document.ok_or(Unfixable::Layout)?)?;
        for edit in plan.edits {
            add(&mut edits, edit);
        }
        promises.extend(plan.promises);
        is_safe = is_safe && is_known(facts, change) && identity::is_kept(facts, change);
    }
    let source = edits.first().ok_or(Unfixable::Layout)?.source;
    if edits.iter().any(|edit| edit.source != source) {
        return Err(Unfixable::SeveralFiles);
    }
    Ok(Fix {
        message: remedy.message.clone(),
        safety: if is_safe {
            Safety::Safe
        } else {
            Safety::Unsafe
        },
        edits,
        promises,
    })
}

/// Whether one can tell what a change does: not where a file without a chart gets a key, which may stand over one of the chart's.
fn is_known(facts: &Facts<'_>, change: &Change) -> bool {
    let is_new = || facts.values.get(change.path()).is_none_or(Node::is_null);
    !facts.is_partial
        || match change {
            Change::Set(..) => !is_new(),
            Change::Rename(..) | Change::Append(..) | Change::Move(..) => false,
            Change::Remove(_) | Change::Drop(..) => true,
        }
}

/// What is inserted at one place is inserted in the order of the changes.
fn add(edits: &mut Vec<Edit>, edit: Edit) {
    let is_insertion = edit.span.start == edit.span.end;
    match edits.iter_mut().find(|known| known.span == edit.span) {
        Some(known) if is_insertion => known.text.push_str(&edit.text),
        _ => edits.push(edit),
    }
}

/// The layer to change: that of the finding's place. What is to be inserted goes where the agent is defined, if one of the
/// target's own files does so.
fn layer<'f>(
    facts: &'f Facts<'_>,
    diagnostic: &Diagnostic,
    change: &Change,
) -> Result<&'f Layer, Unfixable> {
    let layers = &facts.values.layers;
    let place = match change {
        Change::Append(path, _) => list_place(facts, path).unwrap_or(diagnostic.place),
        _ => diagnostic.place,
    };
    let found = layers
        .iter()
        .find(|layer| layer.source.id() == place.source)
        .ok_or(Unfixable::Layout)?;
    if !facts.values.owns(found) {
        return Err(foreign(found));
    }
    if !is_whole(facts, found, change.path()) {
        return Err(Unfixable::List);
    }
    let is_new = |path: &ValuePath| facts.values.get(path).is_none();
    let Some(agent) = facts
        .agent_of(&diagnostic.path)
        .filter(|_| is_new(change.path()))
    else {
        return Ok(found);
    };
    // A null stands above what lies below it.
    if found.root.at(change.path()).is_some() {
        return Ok(found);
    }
    let mut own = layers.iter().rev().filter(|layer| facts.values.owns(layer));
    let defines = |layer: &&Layer| {
        ["systemMessage", "modelConfig"]
            .iter()
            .any(|key| layer.root.at(&agent.path.join(*key)).is_some())
    };
    Ok(own.find(defines).unwrap_or(found))
}

/// Why a layer is none of the target's own.
fn foreign(layer: &Layer) -> Unfixable {
    match (&layer.kind, layer.source.name()) {
        (LayerKind::Argument(_), _) => Unfixable::Argument,
        (_, Name::File(file)) if is_packed(file) => Unfixable::Packed,
        (LayerKind::Subchart, _) => Unfixable::Subchart,
        (_, Name::Stdin) => Unfixable::Stdin,
        _ => Unfixable::Chart,
    }
}

/// Where a list stands that is to have one more item.
fn list_place(facts: &Facts<'_>, path: &ValuePath) -> Option<Place> {
    let node = facts.values.get(path)?;
    node.as_list().map(|_| node.place)
}

/// Whether a list that a change is about, or about an item of, stands in this layer, if anywhere: an overlay with a list of its
/// own would lose what stands in the one below.
fn is_whole(facts: &Facts<'_>, layer: &Layer, path: &ValuePath) -> bool {
    let segments = path.segments();
    (0..=segments.len()).all(|count| {
        let path = ValuePath::from(segments[..count].to_vec());
        let list = facts
            .values
            .get(&path)
            .filter(|node| node.as_list().is_some());
        list.is_none_or(|list| list.place.source == layer.source.id())
    })
}
