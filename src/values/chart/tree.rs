//! What keeps Helm from loading a folder as a chart, whatever is in its files: links that lead nowhere or in circles, what is no
//! regular file, files that are too large.

use super::ignore::IgnoreRules;
use crate::source::{FileEntry, FileKind, FileSystem, MAX_CHART_FILE_SIZE};
use crate::values::Error;
use crate::values::refused::Refused;
use std::io;
use std::path::{Path, PathBuf};

/// How many files and folders are looked at. The rest is left to Helm.
const MOST: usize = 200_000;

/// Walks through a chart's folder as Helm does: in order, along links, and not into folders that `.helmignore` leaves out.
pub(super) fn check(
    files: &dyn FileSystem,
    chart: &Path,
    rules: &IgnoreRules,
) -> Result<(), Error> {
    let walk = FolderWalk {
        files,
        chart,
        rules,
    };
    let mut way = vec![FolderStep {
        real: files.real(chart),
        link: None,
    }];
    walk.folder(chart, &mut way, &mut 0)
}

/// A folder on the way from the chart's own.
struct FolderStep {
    /// The one name that it has without links.
    real: PathBuf,
    /// The link by which it was reached, if by one.
    link: Option<PathBuf>,
}

struct FolderWalk<'a> {
    files: &'a dyn FileSystem,
    chart: &'a Path,
    rules: &'a IgnoreRules,
}

impl FolderWalk<'_> {
    /// Walks through a folder; the way ends with it.
    fn folder(
        &self,
        folder: &Path,
        way: &mut Vec<FolderStep>,
        seen: &mut usize,
    ) -> Result<(), Error> {
        let entries = self.files.list(folder);
        for path in entries.map_err(|source| unreadable(folder, source))? {
            *seen += 1;
            if *seen > MOST {
                return Ok(());
            }
            let entry = match self.files.look(&path) {
                Ok(entry) => entry,
                Err(source) if self.files.is_link(&path) => {
                    return Err(Refused::Link(source).at(&path));
                }
                Err(source) => return Err(unreadable(&path, source)),
            };
            if self.rules.leave_out(&path, self.chart, entry.kind) {
                continue;
            }
            match entry.kind {
                FileKind::Directory => self.enter(&path, entry, way, seen)?,
                FileKind::Irregular => return Err(Refused::Irregular.at(&path)),
                FileKind::File if entry.size > MAX_CHART_FILE_SIZE => {
                    return Err(Refused::TooLarge.at(&path));
                }
                FileKind::File => {
                    let readable = self.files.check(&path);
                    readable.map_err(|source| unreadable(&path, source))?;
                }
            }
        }
        Ok(())
    }

    fn enter(
        &self,
        path: &Path,
        entry: FileEntry,
        way: &mut Vec<FolderStep>,
        seen: &mut usize,
    ) -> Result<(), Error> {
        let name = path.file_name().unwrap_or_default();
        let real = match way.last() {
            Some(last) if !entry.is_link => last.real.join(name),
            _ => self.files.real(path),
        };
        way.push(FolderStep {
            link: entry.is_link.then(|| path.to_owned()),
            real,
        });
        let (here, above) = way
            .split_last()
            .map_or((None, &[][..]), |(last, rest)| (Some(last), rest));
        if above
            .iter()
            .any(|step| here.is_some_and(|here| here.real == step.real))
        {
            // The last link led back here.
            let link = way.iter().rev().find_map(|step| step.link.as_deref());
            return Err(Refused::Circle.at(link.unwrap_or(path)));
        }
        self.folder(path, way, seen)?;
        way.pop();
        Ok(())
    }
}

fn unreadable(path: &Path, source: io::Error) -> Error {
    Error::Unreadable {
        path: path.to_owned(),
        source,
    }
}
