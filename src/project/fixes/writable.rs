//! Writable: no fix is offered for a file that cannot be changed, since it is in a packed chart, or came from a pipe.

use crate::diagnostic::{Diagnostic, Fix};
use crate::project::Project;
use crate::source::{FileKind, Name, display_path};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

impl Project<'_> {
    /// Removes fixes that nobody can apply, and returns the files that would have had them.
    pub(in crate::project) fn remove_unusable_fixes<'d>(
        &self,
        found: impl Iterator<Item = &'d mut Diagnostic>,
    ) -> BTreeSet<PathBuf> {
        found.filter_map(|found| self.withheld(found)).collect()
    }

    /// The file that cannot be changed, if a fix needs that; the fix is gone then.
    fn withheld(&self, diagnostic: &mut Diagnostic) -> Option<PathBuf> {
        let fix = diagnostic.fix.as_ref()?;
        let file = self.unchangeable(fix)?;
        diagnostic.fix = None;
        Some(file)
    }

    fn unchangeable(&self, fix: &Fix) -> Option<PathBuf> {
        fix.edits.iter().find_map(|edit| {
            let source = self.sources.get(edit.source);
            let Name::File(path) = source.name() else {
                return None;
            };
            let is_stream = self.files.kind(path) == Some(FileKind::Irregular);
            let archive = self.files.archive_of(path);
            archive.or_else(|| is_stream.then(|| path.clone()))
        })
    }

    /// Why a file that cannot be changed has no fixes.
    pub(in crate::project) fn reason(&self, file: &Path) -> String {
        let name = display_path(file);
        if self.files.kind(file) == Some(FileKind::Irregular) {
            return format!("no fix is offered for `{name}`: it is no regular file");
        }
        format!(
            "no fix is offered inside `{name}`: a packed chart is never changed; unpack it, or fix the folder that it was packed from"
        )
    }
}
