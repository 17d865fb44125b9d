//! What a config file or the command line leaves out.

use super::ProjectError;
use crate::config::Config;
use crate::source::{ValuePath, WorkingDirectory};
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::{Component, Path};

/// The globs of a config file's `exclude`, or of `--exclude`.
pub(super) struct Excluded {
    globs: GlobSet,
    /// The folder that they start at: the config file's, or the working directory.
    folder: WorkingDirectory,
}

impl Excluded {
    pub(super) fn new(config: &Config, here: &WorkingDirectory) -> Result<Self, ProjectError> {
        let excluded = Self::of(&config.exclude, here.at(&config.folder));
        excluded.map_err(|error| match &error {
            ProjectError::Exclude { glob, source } => {
                let index = config.exclude.iter().position(|known| known == glob);
                let setting = ValuePath::keys(["exclude"]).join(index.unwrap_or_default());
                let message = format!("this is no glob: {source}");
                let mistake = config.mistake(&setting, message, None);
                mistake.map_or(error, ProjectError::from)
            }
            _ => error,
        })
    }

    /// Reads globs that start at a folder.
    pub(super) fn of(excluded: &[String], folder: WorkingDirectory) -> Result<Self, ProjectError> {
        let globs = globs(excluded)?;
        Ok(Self { globs, folder })
    }

    /// Whether a path, given from the working directory, or a folder above it is left out.
    pub(super) fn covers(&self, path: &Path, here: &WorkingDirectory) -> bool {
        let path = self.folder.relative(&here.absolute(path));
        if path.components().next() == Some(Component::ParentDir) || path.is_absolute() {
            return false;
        }
        path.ancestors()
            .filter(|above| !above.as_os_str().is_empty())
            // `old/**` leaves out the folder `old` too, since it leaves out all that is in it.
            .any(|above| self.globs.is_match(above) || self.globs.is_match(above.join("")))
    }
}

/// Reads globs.
pub(super) fn globs(texts: &[String]) -> Result<GlobSet, ProjectError> {
    let mut globs = GlobSetBuilder::new();
    for glob in texts {
        globs.add(read(glob)?);
    }
    globs.build().map_err(|source| ProjectError::Exclude {
        glob: texts.join(", "),
        source,
    })
}

/// Reads one glob. Some that are read cannot be compiled, such as very long ones: that shows only in a set.
fn read(text: &str) -> Result<Glob, ProjectError> {
    let failed = |source| ProjectError::Exclude {
        glob: text.to_owned(),
        source,
    };
    let glob = GlobBuilder::new(text).literal_separator(true).build();
    let glob = glob.map_err(failed)?;
    GlobSetBuilder::new()
        .add(glob.clone())
        .build()
        .map_err(failed)?;
    Ok(glob)
}

#[cfg(test)]
mod tests {
    use super::Excluded;
    use crate::config::Config;
    use crate::source::WorkingDirectory;
    use std::path::{Path, PathBuf};

    fn covers(folder: &str, glob: &str, path: &str) -> bool {
        let here = WorkingDirectory::new("/src/repo");
        let config = Config {
            folder: PathBuf::from(folder),
            exclude: vec![glob.to_owned()],
            ..Config::default()
        };
        Excluded::new(&config, &here)
            .unwrap()
            .covers(Path::new(path), &here)
    }

    #[test]
    fn globs_start_at_the_config_file() {
        for (folder, glob, path, expected) in [
            ("", "old/*.yaml", "old/x.yaml", true),
            ("", "old/*.yaml", "new/old/x.yaml", false),
            ("", "*.yaml", "old/x.yaml", false),
            ("", "**/x.yaml", "a/b/x.yaml", true),
            ("", "old", "old/a/x.yaml", true),
            ("", "old/**", "old", true),
            ("", "old/**", "older", false),
            ("..", "repo/old/**", "old/x.yaml", true),
            ("..", "old/**", "old/x.yaml", false),
            ("sub", "old/**", "sub/old/x.yaml", true),
            ("sub", "**", "other/x.yaml", false),
            ("", "**", "../other/x.yaml", false),
        ] {
            assert_eq!(
                covers(folder, glob, path),
                expected,
                "{folder} {glob} {path}"
            );
        }
    }
}
