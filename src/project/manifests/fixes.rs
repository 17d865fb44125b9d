//! Fixes of manifests: planned as edits of the document that holds the finding, and rated.
//!
//! A fix is safe if with it all calls of its set are as before. That is found out once for all fixes of a set that go together;
//! only where something changes, for parts of them.

use super::lint::LoadedSet;
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Unfixable};
use crate::edit::EditableText;
use crate::fix;
use crate::manifests::{self, ManifestFile, Naming, Object, ObjectSet, SetFile};
use crate::model::Model;
use crate::project::Project;
use crate::rules::{ProposedFix, Reported};
use crate::source::{Name, Segment, Source, SourceId, Sources, ValuePath};
use crate::wiring::changed_agents;
use crate::yaml::{MergedDocuments, read_part};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Documents that were read again to be edited.
type Documents = BTreeMap<(SourceId, usize), Option<MergedDocuments>>;

impl Project<'_> {
    /// What rules report of a set, with their fixes planned.
    pub(super) fn plan_set_fixes(
        &self,
        loaded: &LoadedSet,
        reported: Vec<Reported>,
    ) -> Vec<Diagnostic> {
        let mut documents = Documents::new();
        let mut diagnostics: Vec<Diagnostic> = reported
            .into_iter()
            .map(
                |Reported {
                     mut diagnostic,
                     fix,
                 }| {
                    match fix.map(|fix| plan(loaded, &mut documents, &diagnostic, &fix)) {
                        Some(Ok(fix)) => diagnostic.fix = Some(fix),
                        Some(Err(reason)) => diagnostic.unfixable = Some(reason),
                        None => {}
                    }
                    diagnostic
                },
            )
            .collect();
        if !self.request.hides_fixes {
            self.rate(loaded, &mut diagnostics);
        }
        diagnostics
    }

    /// Makes fixes unsafe with which a call of the set carries something else, or runs as somebody else.
    fn rate(&self, loaded: &LoadedSet, diagnostics: &mut [Diagnostic]) {
        let mut fixes: Vec<&mut Fix> = diagnostics
            .iter_mut()
            .filter_map(|diagnostic| diagnostic.fix.as_mut())
            .filter(|fix| fix.safety == Safety::Safe)
            .collect();
        let shared: Vec<Fix> = fixes.iter().map(|fix| (**fix).clone()).collect();
        if fixes.is_empty() {
            return;
        }
        let before = distinct(loaded.read_model(&loaded.objects));
        let unchanged = |group: &[&Fix]| {
            let after = distinct(self.model_with(loaded, group));
            changed_agents(&before, &after, &loaded.platform.possible()).is_empty()
        };
        for group in fix::groups(&Vec::from_iter(&shared), self.sources) {
            for changing in changing(&group, &unchanged) {
                let is_it = |fix: &&mut &mut Fix| fix.edits == changing.edits;
                for fix in fixes.iter_mut().filter(is_it) {
                    fix.safety = Safety::Unsafe;
                }
            }
        }
    }

    /// The model of a set with fixes applied.
    fn model_with(&self, loaded: &LoadedSet, fixes: &[&Fix]) -> Model {
        let rewrites = fix::apply(fixes, self.sources);
        let texts: BTreeMap<SourceId, String> = rewrites
            .into_iter()
            .map(|rewrite| (rewrite.before.id(), rewrite.text))
            .collect();
        let own = Sources::default();
        let files = loaded.files.iter().map(|SetFile { file, naming }| {
            let naming: Naming = naming.clone();
            let Some(text) = texts.get(&file.source.id()) else {
                let file = Arc::clone(file);
                return SetFile { file, naming };
            };
            // The places of the file as it was are those of another set of sources, and none is looked at.
            let source = own.add(file.source.name().clone(), text.clone());
            let file = Arc::new(read_again(file, &source));
            SetFile { file, naming }
        });
        let objects = ObjectSet::of(files.collect(), loaded.objects.is_complete);
        loaded.read_model(&objects)
    }
}

/// A file as it is with other text; what was not judged of it before is not now.
fn read_again(before: &ManifestFile, source: &Arc<Source>) -> ManifestFile {
    let mut after = manifests::read(source);
    let judged: Vec<(usize, &ValuePath)> = before
        .objects
        .iter()
        .map(|object| (object.document, &object.at))
        .collect();
    let is_judged = |object: &Object| judged.binary_search(&(object.document, &object.at)).is_ok();
    after.objects.retain(is_judged);
    after
}

/// The fixes of a group that change a call: all are tried together first, then halves.
fn changing<'f>(group: &[&'f Fix], unchanged: &dyn Fn(&[&Fix]) -> bool) -> Vec<&'f Fix> {
    if group.is_empty() || unchanged(group) {
        return Vec::new();
    }
    if let [one] = group {
        return vec![one];
    }
    let (first, second) = group.split_at(group.len() / 2);
    let mut found = changing(first, unchanged);
    found.extend(changing(second, unchanged));
    match found.is_empty() {
        true => group.to_vec(), // only together they do
        false => found,
    }
}

/// The same model with a name of its own for each agent: those of several namespaces may have one.
fn distinct(mut model: Model) -> Model {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for agent in &mut model.agents {
        let namespace = agent.namespace.as_ref().map_or("", |text| &text.text);
        let name = format!("{namespace}/{}", agent.name);
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        agent.name = format!("{name} {count}").into();
    }
    model
}

fn plan(
    loaded: &LoadedSet,
    documents: &mut Documents,
    diagnostic: &Diagnostic,
    proposed: &ProposedFix,
) -> Result<Fix, Unfixable> {
    let object = loaded.objects.at(diagnostic.place);
    let object = object.ok_or(Unfixable::Layout)?;
    let mut files = loaded.files.iter().map(|file| &file.file);
    let file = files.find(|file| file.source.id() == object.source());
    let file = file.ok_or(Unfixable::Layout)?;
    check(file, object)?;
    let key = (object.source(), object.document);
    let document = documents.entry(key).or_insert_with(|| {
        let span = file.documents.get(object.document)?;
        MergedDocuments::of_stream(&[read_part(&file.source, *span)?])
    });
    let document = document.as_ref().ok_or(Unfixable::Layout)?;
    if document
        .root
        .get("sops")
        .is_some_and(|node| node.as_map().is_some())
    {
        return Err(Unfixable::Sealed);
    }
    let end = file
        .documents
        .get(object.document)
        .ok_or(Unfixable::Layout)?
        .range()
        .end;
    let text = EditableText::new(&file.source, document).up_to(end);
    let index = ValuePath::from(vec![Segment::Index(object.document)]);
    let mut edits: Vec<Edit> = Vec::new();
    let mut effects = Vec::new();
    for change in &proposed.changes {
        let change = change.moved(|path| Some(object.at.append(path)));
        let plan = text.plan(&change.ok_or(Unfixable::Layout)?)?;
        for edit in plan.edits {
            crate::project::fixes::add(&mut edits, edit);
        }
        let effects_of_plan = plan.effects.iter();
        effects.extend(effects_of_plan.map(|effect| effect.below(&index)));
    }
    Ok(Fix {
        message: proposed.message.clone(),
        safety: match proposed.needs_review {
            true => Safety::Unsafe,
            false => Safety::Safe,
        },
        edits,
        effects,
    })
}

/// Whether a file's object can be edited at all.
fn check(file: &ManifestFile, object: &Object) -> Result<(), Unfixable> {
    if object.is_admitted() {
        return Err(Unfixable::Dump);
    }
    match file.source.name() {
        Name::File(_) if is_json(file.source.text()) => Err(Unfixable::Json),
        Name::File(_) => Ok(()),
        _ => Err(Unfixable::Stdin),
    }
}

/// Whether a text is JSON, and not a flow mapping of YAML: its first key is in quotes.
fn is_json(text: &str) -> bool {
    let inside = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .strip_prefix('{');
    inside.is_some_and(|inside| inside.trim_start().starts_with('"'))
}
