//! The patches of kustomizations, read.

use crate::manifests::{Change, Patch, PatchEntry, PatchText, kustomization};
use crate::project::Project;
use crate::source::Source;
use crate::yaml::read_first;
use aho_corasick::AhoCorasick;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The kinds in whose patches something is looked for.
const KINDS: [&str; 9] = [
    "HelmRelease",
    "OCIRepository",
    "HelmRepository",
    "GitRepository",
    "HelmChart",
    "Application",
    "ApplicationSet",
    "ConfigMap",
    "Secret",
];

/// What is in all texts that name one of these.
static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::new(["toolkit.fluxcd.io/", "argoproj.io/", "ConfigMap", "Secret"]).ok()
});

impl Project<'_> {
    /// The patches in a kustomization of what GitOps controllers install, and of where that comes from.
    pub(super) fn patches(
        &self,
        folder: &Path,
        file: &Path,
        entries: &[PatchEntry],
    ) -> Vec<Arc<Patch>> {
        let is_any = entries.iter().any(may_be_of_gitops);
        if !is_any {
            return Vec::new();
        }
        // Texts in the kustomization get the places of a source that is kept.
        let has_texts = entries
            .iter()
            .any(|entry| matches!(entry.text, PatchText::Inline(_)));
        let source = has_texts.then(|| self.source_if(file, &|_| true)).flatten();
        let read = source.as_ref().and_then(|source| read_first(source).ok());
        let kept = read.map(|root| kustomization(&root).patches);
        let entries = kept.as_deref().unwrap_or(entries).iter().enumerate();
        let found = entries.filter(|(_, entry)| may_be_of_gitops(entry));
        let found = found.filter_map(|(index, entry)| {
            Some(Arc::new(Patch {
                kustomization: file.to_owned(),
                index,
                target: entry.target.clone(),
                change: self.change(folder, entry, source.as_ref())?,
            }))
        });
        found.collect()
    }

    /// What a patch changes; `None` if that is nothing that matters.
    fn change(
        &self,
        folder: &Path,
        entry: &PatchEntry,
        kustomization: Option<&Arc<Source>>,
    ) -> Option<Change> {
        let file = match &entry.text {
            PatchText::File(file) => self.here.relative(&folder.join(file)),
            PatchText::Inline(node) => {
                let inline = |source| Change::inline(source, node);
                return Some(kustomization.map_or(Change::Unknown, inline));
            }
        };
        let is_said = entry
            .target
            .as_ref()
            .is_some_and(|target| target.kind.is_some());
        let is_worth = |bytes: &[u8]| is_said || is_of_gitops(bytes);
        let source = self.source_if(&file, &is_worth);
        match source {
            Some(source) => Some(Change::in_file(&source)),
            None if is_said => Some(Change::Unknown),
            None => None,
        }
    }
}

/// Whether a patch may change what is installed, or where it comes from.
fn may_be_of_gitops(entry: &PatchEntry) -> bool {
    let kind = entry
        .target
        .as_ref()
        .and_then(|target| target.kind.as_deref());
    match (kind, &entry.text) {
        (Some(kind), _) => KINDS.contains(&kind),
        (None, PatchText::File(_)) => true,
        (None, PatchText::Inline(node)) => {
            let text = node.as_str().unwrap_or_default();
            entry.target.is_some() || is_of_gitops(text.as_bytes())
        }
    }
}

fn is_of_gitops(bytes: &[u8]) -> bool {
    WORDS.as_ref().is_none_or(|words| words.is_match(bytes))
}
