//! File names as they are reached from the working directory, by their spelling alone.

use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

/// The directory that relative names start at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingDirectory(PathBuf);

impl WorkingDirectory {
    /// The directory of this absolute name.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(lexical(&path.into()))
    }

    /// A path as it is reached from here: relative, without `.` and with `..` only in front; `.` for the directory
    /// itself. Two names of one file become equal.
    pub fn relative(&self, path: &Path) -> PathBuf {
        let path = self.absolute(path);
        let mut relative = PathBuf::new();
        for base in self.0.ancestors() {
            if let Ok(rest) = path.strip_prefix(base) {
                // An empty rest would leave a slash at the end.
                if !rest.as_os_str().is_empty() {
                    relative.push(rest);
                }
                return if relative.as_os_str().is_empty() {
                    PathBuf::from(".")
                } else {
                    relative
                };
            }
            relative.push("..");
        }
        path
    }

    /// A path and the folders above it, up to the root, each as it is reached from here.
    pub fn upward(&self, path: &Path) -> Vec<PathBuf> {
        self.absolute(path)
            .ancestors()
            .map(|folder| self.relative(folder))
            .collect()
    }

    /// A path from the root.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        lexical(&self.0.join(path))
    }

    /// Another directory, given from this one.
    #[must_use]
    pub fn at(&self, path: &Path) -> Self {
        Self(self.absolute(path))
    }
}

/// A path as it is shown: with `/` between its parts, on every system.
pub fn display_path(path: &Path) -> String {
    path.to_string_lossy().replace(MAIN_SEPARATOR, "/")
}

/// A path without `.`, and without `..` where the folder before it is known.
pub fn lexical(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            Component::ParentDir if normal.has_root() => {}
            other => normal.push(other),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::{WorkingDirectory, display_path};
    use std::path::Path;

    #[test]
    fn a_path_has_slashes_and_keeps_what_is_a_part_of_a_name() {
        let path = Path::new("a").join("b\\c");
        let shown = if cfg!(windows) { "a/b/c" } else { "a/b\\c" };
        assert_eq!(display_path(&path), shown);
    }

    #[test]
    fn names_are_relative_to_the_working_directory() {
        let here = WorkingDirectory::new("/src/repo");
        for (path, relative) in [
            ("charts/./a/../b", "charts/b"),
            ("/src/repo/charts/a", "charts/a"),
            ("/src/other", "../other"),
            ("..", ".."),
            ("../../x", "../../x"),
            ("/../../x", "../../x"),
            ("", "."),
            ("charts/..", "."),
        ] {
            assert_eq!(
                here.relative(Path::new(path)).to_str(),
                Some(relative),
                "{path}"
            );
        }
        let upward = here.upward(Path::new("charts"));
        assert_eq!(upward, ["charts", ".", "..", "../.."].map(Path::new));
    }
}
