//! One file of manifests: what is judged of it, and what is not.

use super::sniff::says_kagent;
use crate::gitops;
use crate::manifests::{self, ManifestFile, Object, is_broken_list, is_patch, is_unfilled};
use crate::source::Source;
use crate::yaml::SyntaxError;
use std::sync::Arc;

/// A file of manifests, without what is not judged.
#[derive(Debug, Clone)]
pub(super) struct JudgedFile {
    /// What is judged.
    pub(super) file: Arc<ManifestFile>,
    /// Why some of it is not, each as the end of a sentence.
    pub(super) left_out: Vec<&'static str>,
}

impl JudgedFile {
    /// Whether there is anything of kagent in it, or was meant to be.
    pub(super) fn is_ours(&self) -> bool {
        holds_ours(&self.file)
    }

    /// Whether a GitOps controller installs a chart by it.
    pub(super) fn installs(&self) -> bool {
        self.file.objects.iter().any(gitops::installs)
    }
}

/// Whether there is anything of kagent in a file, or was meant to be.
pub(super) fn holds_ours(file: &ManifestFile) -> bool {
    !file.faults.is_empty() || file.objects.iter().any(is_of_kagent)
}

/// Whether an object is of one of kagent's groups.
fn is_of_kagent(object: &Object) -> bool {
    let group = object.name.group();
    // Without a group only what is kagent's by its kind is read without an `apiVersion`.
    group == "kagent.dev"
        || group.ends_with(".kagent.dev")
        || object.name.api_version.is_empty()
        || is_broken_list(&object.node)
}

/// Whether an object is of kagent 1.0, or of what came before it under the former group.
fn is_of_1_0(object: &Object) -> bool {
    let name = &object.name;
    name.group() == "api.kagent.dev" || &*name.api_version == "kagent.dev/v1alpha3"
}

/// Reads a file. What cannot be read of it is told where the file was named, or where it says that it is kagent's.
pub(super) fn judged(source: &Arc<Source>, is_named: bool) -> JudgedFile {
    let mut file = manifests::read(source);
    if is_unfilled(&file) {
        file.objects.clear();
        file.faults.clear();
        return JudgedFile {
            file: Arc::new(file),
            left_out: vec!["is a template that is not filled in"],
        };
    }
    let mut left_out = Vec::new();
    let count = file.faults.len();
    let documents = std::mem::take(&mut file.documents);
    file.faults.retain(|fault| {
        let start = fault.place.span.start;
        let mut documents = documents.iter();
        let document = documents.find(|one| one.start <= start && start <= one.end);
        let text = document.and_then(|document| source.text().get(document.range()));
        is_named || text.is_some_and(says_kagent)
    });
    file.documents = documents;
    if file.faults.len() < count {
        left_out.push("cannot be read as YAML");
    }
    let count = file.objects.len();
    file.objects.retain(|object| !is_patch(object));
    if file.objects.len() < count {
        left_out.push("holds a patch, which is not judged by itself");
    }
    if file.objects.iter().any(is_of_1_0) {
        left_out.push("holds objects of kagent 1.0, whose calls are not evaluated yet");
    }
    JudgedFile {
        file: Arc::new(file),
        left_out,
    }
}

/// What others may refer to in a file that has nothing of kagent.
pub(super) fn companion(source: &Arc<Source>) -> Arc<ManifestFile> {
    let file = manifests::read(source);
    Arc::new(ManifestFile {
        faults: Vec::<SyntaxError>::new(),
        ..file
    })
}
