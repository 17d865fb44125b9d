//! Flux's Kustomization: which folder of a repository it applies, and what becomes of the objects in there (fluxcd/pkg
//! `kustomize/kustomize_generator.go`).

use crate::manifests::{
    Change, Naming, Object, ObjectSet, Patch, PatchEntry, PatchText, SetFile, is_open,
};
use crate::source::Name;
use crate::yaml::Node;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// What all files that hold one have.
pub const GROUP: &str = "kustomize.toolkit.fluxcd.io";

/// A Kustomization of Flux.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FluxKustomization {
    /// Its folder, from the root of its repository.
    pub path: PathBuf,
    /// What becomes of the objects in there.
    pub naming: Naming,
    /// The name of the source that has the folder.
    source: String,
}

/// What Flux calls the repository from which it is installed.
const OWN: &str = "flux-system";

/// Those in the files of a repository that apply folders of the same repository, as far as their folders are known. Where they name
/// several sources, it is the one from which Flux is installed.
pub fn flux_kustomizations(files: &[SetFile]) -> Vec<FluxKustomization> {
    let found = files.iter().flat_map(|file| {
        let set = ObjectSet::of(vec![file.clone()], false);
        let objects = set.objects().iter().filter_map(|object| read(file, object));
        objects.collect::<Vec<_>>()
    });
    let mut found: Vec<FluxKustomization> = found.collect();
    let sources: BTreeSet<&str> = found.iter().map(|one| &*one.source).collect();
    if sources.len() > 1 {
        found.retain(|one| one.source == OWN);
    }
    found
}

fn read(file: &SetFile, object: &Object) -> Option<FluxKustomization> {
    if object.name.group() != GROUP || &*object.name.kind != "Kustomization" {
        return None;
    }
    let text = |key: &str| object.str(&format!("spec.{key}")).unwrap_or_default();
    Some(FluxKustomization {
        path: within(text("path"))?,
        naming: Naming {
            namespace: Some(text("targetNamespace"))
                .filter(|name| !name.is_empty())
                .map(Arc::from),
            prefix: text("namePrefix").to_owned(),
            suffix: text("nameSuffix").to_owned(),
            patches: patches(file, object),
        },
        source: text("sourceRef.name").to_owned(),
    })
}

/// A path within a repository; `None` if it is not known, or leads out of it.
fn within(path: &str) -> Option<PathBuf> {
    let parts = Path::new(path).components();
    let parts = parts.filter(|part| !matches!(part, Component::CurDir | Component::RootDir));
    let parts: Vec<Component<'_>> = parts.collect();
    let is_within = |part: &Component<'_>| matches!(part, Component::Normal(_));
    let is_known = !is_open(path) && parts.iter().all(is_within);
    is_known.then(|| parts.iter().collect())
}

/// What it patches. What is merged in another way, and what patches do to itself, is not known.
fn patches(file: &SetFile, object: &Object) -> Vec<Arc<Patch>> {
    let source = &file.file.source;
    let Some(spec) = object.node.get("spec") else {
        return Vec::new();
    };
    let kustomization = match source.name() {
        Name::File(file) => file.clone(),
        _ => PathBuf::from("-"),
    };
    let patch = |place: &Node, target, change| {
        Arc::new(Patch {
            kustomization: kustomization.clone(),
            // No two patches of a file begin at one place.
            index: place.place.span.range().start,
            target,
            change,
        })
    };
    let entries = PatchEntry::of(spec).into_iter();
    let found = entries.filter_map(|entry| match entry.text {
        PatchText::Inline(node) if may_matter(&node, entry.target.is_some()) => {
            Some(patch(&node, entry.target, Change::inline(source, &node)))
        }
        _ => None,
    });
    let mut found: Vec<_> = found.collect();
    let others = ["patchesStrategicMerge", "components"];
    let others = others.iter().filter_map(|key| spec.get(key));
    let others = others.filter(|node| !node.is_null());
    found.extend(others.map(|node| patch(node, None, Change::Unknown)));
    let is_patched = file.naming.patches.iter().any(|patch| {
        let merged = patch.merged_into(object);
        merged.is_none_or(|merged| !merged.is_empty())
    });
    if is_patched {
        found.push(patch(&object.node, None, Change::Unknown));
    }
    found
}

/// Whether a patch without a target may be of something that installs charts, or of what that refers to.
fn may_matter(node: &Node, has_target: bool) -> bool {
    let text = node.as_str().unwrap_or_default();
    let words = ["toolkit.fluxcd.io/", "argoproj.io/", "ConfigMap", "Secret"];
    has_target || words.iter().any(|word| text.contains(word))
}
