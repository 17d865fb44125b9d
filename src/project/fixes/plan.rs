//! Planned: a proposed fix as edits of one file, or why there are none; and whether it is safe in its own target.

use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Unfixable};
use crate::edit::{Change, EditableText, is_packed};
use crate::model::Agent;
use crate::project::{Loaded, Project};
use crate::rules::{ProposedFix, Reported};
use crate::source::{Name, Place, ValuePath};
use crate::values::{Layer, LayerKind, PartForm};
use crate::yaml::Node;

impl Project<'_> {
    /// What rules report of a target, with their fixes planned.
    pub(in crate::project) fn plan_fixes(
        &self,
        loaded: &Loaded,
        reported: Vec<Reported>,
    ) -> Vec<Diagnostic> {
        let reported = reported.into_iter();
        let planned = reported.map(
            |Reported {
                 mut diagnostic,
                 fix,
             }| {
                match fix.map(|fix| self.plan_fix(loaded, &diagnostic, &fix)) {
                    Some(Ok(fix)) => diagnostic.fix = Some(fix),
                    Some(Err(reason)) => diagnostic.unfixable = Some(reason),
                    None => {}
                }
                diagnostic
            },
        );
        planned.collect()
    }

    fn plan_fix(
        &self,
        loaded: &Loaded,
        diagnostic: &Diagnostic,
        proposed: &ProposedFix,
    ) -> Result<Fix, Unfixable> {
        if proposed.is_absence && loaded.base.is_none() {
            return Err(Unfixable::NoChart);
        }
        let mut edits: Vec<Edit> = Vec::new();
        let mut effects = Vec::new();
        let mut is_safe = !proposed.needs_review;
        for change in &proposed.changes {
            let layer = layer_of(loaded, diagnostic, change)?;
            if layer.is_sealed_by_sops() {
                return Err(Unfixable::Sealed);
            }
            let document = layer.document.as_deref();
            let document = document.ok_or_else(|| without_document(layer))?;
            let text = EditableText::new(&layer.source, document).up_to(layer.text_end());
            let in_document = change.moved(|path| layer.path_in_document(path));
            let plan = text.plan(&in_document.ok_or(Unfixable::Layout)?)?;
            for edit in plan.edits {
                add(&mut edits, edit);
            }
            effects.extend(plan.effects.iter().map(|effect| match &layer.part {
                Some(part) => effect.below(&part.path),
                None => effect.clone(),
            }));
            is_safe =
                is_safe && is_known(loaded, change) && self.preserves_identity(loaded, change);
        }
        let source = edits.first().ok_or(Unfixable::Layout)?.source;
        if edits.iter().any(|edit| edit.source != source) {
            return Err(Unfixable::SeveralFiles);
        }
        Ok(Fix {
            message: proposed.message.clone(),
            safety: match is_safe {
                true => Safety::Safe,
                false => Safety::Unsafe,
            },
            edits,
            effects,
        })
    }
}

/// Whether one can know what a change does: not where a file without a chart gets a key, which may replace one of the chart's.
fn is_known(loaded: &Loaded, change: &Change) -> bool {
    let is_new = || loaded.values.get(change.path()).is_none_or(Node::is_null);
    loaded.base.is_some()
        || match change {
            Change::Set(..) => !is_new(),
            Change::Rename(..) | Change::Append(..) | Change::Move(..) => false,
            Change::Remove(_) | Change::Drop(..) => true,
        }
}

/// Adds an edit. What is inserted at one place is inserted in the order of the changes.
pub(in crate::project) fn add(edits: &mut Vec<Edit>, edit: Edit) {
    let is_insertion = edit.span.start == edit.span.end;
    match edits.iter_mut().find(|known| known.span == edit.span) {
        Some(known) if is_insertion => known.text.push_str(&edit.text),
        _ => edits.push(edit),
    }
}

/// The layer to change: that of the finding's place. What is to be inserted goes where the agent is defined, if one of the
/// target's own files does so.
fn layer_of<'f>(
    loaded: &'f Loaded,
    diagnostic: &Diagnostic,
    change: &Change,
) -> Result<&'f Layer, Unfixable> {
    let layers = &loaded.values.layers;
    let place = match change {
        Change::Append(path, _) => list_place(loaded, path).unwrap_or(diagnostic.place),
        _ => diagnostic.place,
    };
    let of_source = || {
        layers
            .iter()
            .filter(|layer| layer.source.id() == place.source)
    };
    // One source may hold several layers, such as the values of two releases.
    let holds = |layer: &&Layer| {
        let own = layer.root.place.span;
        own.start <= place.span.start && place.span.end <= own.end
    };
    let found = of_source().find(holds).or_else(|| of_source().next());
    let found = found.ok_or(Unfixable::Layout)?;
    if !loaded.values.owns(found) {
        return Err(foreign(found));
    }
    if !may_edit_lists(loaded, found, change.path()) {
        return Err(Unfixable::List);
    }
    let is_new = |path: &ValuePath| loaded.values.get(path).is_none();
    let agent = agent_of(loaded, diagnostic);
    let Some(agent) = agent.filter(|_| is_new(change.path())) else {
        return Ok(found);
    };
    // A null hides what lower layers have.
    if found.root.at(change.path()).is_some() {
        return Ok(found);
    }
    let mut own = layers
        .iter()
        .rev()
        .filter(|layer| loaded.values.owns(layer));
    let defines = |layer: &&Layer| {
        ["systemMessage", "modelConfig"]
            .iter()
            .any(|key| layer.root.at(&agent.path.join(*key)).is_some())
    };
    Ok(own.find(defines).unwrap_or(found))
}

fn agent_of<'l>(loaded: &'l Loaded, diagnostic: &Diagnostic) -> Option<&'l Agent> {
    let name = diagnostic.agent.as_deref()?;
    let mut agents = loaded.model.agents.iter();
    agents.find(|agent| &*agent.name == name)
}

/// Why a layer cannot be edited that is in no document.
fn without_document(layer: &Layer) -> Unfixable {
    match layer.part.as_ref().map(|part| part.form) {
        None => Unfixable::Argument,
        Some(PartForm::Mapping) => Unfixable::Layout,
        Some(PartForm::Literal | PartForm::Text) => Unfixable::Text,
        Some(PartForm::Parameter) => Unfixable::Parameter,
        Some(PartForm::Json) => Unfixable::Json,
        Some(PartForm::Dump) => Unfixable::Dump,
        Some(PartForm::Sealed) => Unfixable::Sealed,
    }
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

/// The place of a list that gets one more item.
fn list_place(loaded: &Loaded, path: &ValuePath) -> Option<Place> {
    let node = loaded.values.get(path)?;
    node.as_list().map(|_| node.place)
}

/// Whether this layer may be edited for a change of a list or below one: a list replaces as a whole, so only the layer that won
/// may be.
fn may_edit_lists(loaded: &Loaded, layer: &Layer, path: &ValuePath) -> bool {
    let segments = path.segments();
    (0..=segments.len()).all(|count| {
        let path = ValuePath::from(segments[..count].to_vec());
        let list = loaded
            .values
            .get(&path)
            .filter(|node| node.as_list().is_some());
        list.is_none_or(|list| list.place.source == layer.source.id())
    })
}
