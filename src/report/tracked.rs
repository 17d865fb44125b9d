//! Where formats point that know files of the repository only, such as annotations of a pull request.

use super::{View, name};
use crate::diagnostic::Finding;
use crate::source::{Name, Place, Position};
use std::path::{Component, Path, PathBuf};

/// A place in a file of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tracked {
    /// The file, from the repository's root, with `/`; masked, but not escaped. `None` if no file of the repository has
    /// to do with it.
    pub(super) file: Option<String>,
    /// Where the place starts.
    pub(super) start: Position,
    /// Where it ends, exclusive.
    pub(super) end: Position,
    /// Where the place really is, if that is in no file of the repository: `--set (1st)`.
    pub(super) elsewhere: Option<String>,
}

impl Tracked {
    /// Where a finding is, or else the first line of the file that its target is known by.
    pub(super) fn of(finding: &Finding, view: &View<'_>) -> Self {
        Self::at(finding.diagnostic.place, finding.home.as_deref(), view)
    }

    /// A place, or else the first line of the file that is shown for it.
    pub(super) fn at(place: Place, home: Option<&Path>, view: &View<'_>) -> Self {
        let source = view.sources.get(place.source);
        let own = match source.name() {
            Name::File(path) => from_root(path, view),
            _ => None,
        };
        if let Some(file) = own {
            return Self {
                file: Some(file),
                start: source.position(place.span.start),
                end: source.position(place.span.end),
                elsewhere: None,
            };
        }
        let first = Position { line: 1, column: 1 };
        Self {
            file: home.and_then(|path| from_root(path, view)),
            start: first,
            end: first,
            elsewhere: Some(name::long(source.name(), view)),
        }
    }

    /// The file to name where one must be named: that of the repository, else the one that the place is in, which the code host
    /// will not find.
    pub(super) fn named(&self, place: Place, view: &View<'_>) -> String {
        let source = view.sources.get(place.source);
        let own = || name::file(source.name(), &view.options.directory);
        self.file
            .clone()
            .unwrap_or_else(|| view.mask.file_name(&own()))
    }

    /// The last line that it is on.
    pub(super) fn last_line(&self) -> u32 {
        match self.end.column {
            1 => self.start.line.max(self.end.line - 1), // it ends with a line's end
            _ => self.end.line,
        }
    }

    /// Whether it is on one line.
    pub(super) fn is_on_one_line(&self) -> bool {
        self.start.line == self.end.line
    }
}

/// A file from the repository's root; `None` for one outside, and for one inside a packed chart.
fn from_root(path: &Path, view: &View<'_>) -> Option<String> {
    let options = view.options;
    let named = PathBuf::from(name::file(
        &Name::File(path.to_path_buf()),
        &options.directory,
    ));
    let mut from_root = PathBuf::new();
    for part in options.prefix.join(named).components() {
        match part {
            Component::Normal(part) => from_root.push(part),
            Component::CurDir => {}
            Component::ParentDir if from_root.pop() => {}
            _ => return None,
        }
    }
    if name::is_packed(&from_root) {
        return None;
    }
    Some(
        view.mask
            .file_name(&crate::source::display_path(&from_root)),
    )
}
