//! Files replaced as a whole or not at all.

use crate::source::{atomic_write, display_path};
use std::fs;
use std::io;
use std::path::Path;

/// Why a file was not replaced. It is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// It is not as it was read.
    #[error("`{path}` was changed meanwhile, so it is left as it is")]
    Changed {
        /// The file.
        path: String,
    },
    /// It may not be written.
    #[error("`{path}` cannot be written, so it is left as it is")]
    Unwritable {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
}

impl ReplaceError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Changed { .. } => "run it again: it lints what is there now",
            Self::Unwritable { .. } => {
                "make the file and its folder writable, or write by hand what `--diff` shows"
            }
        }
    }
}

/// Replaces a file that holds `before`, in one step, and keeps its mode. A link stays, and what it leads to is replaced.
///
/// # Errors
/// When the file is read-only or cannot be written, its folder takes no new file, or it holds something else by now. It is
/// then as it was.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), ReplaceError> {
    let unwritable = |source| ReplaceError::Unwritable {
        path: display_path(path),
        source,
    };
    let real = fs::canonicalize(path).map_err(unwritable)?;
    if fs::read(&real).map_err(unwritable)? != before.as_bytes() {
        return Err(ReplaceError::Changed {
            path: display_path(path),
        });
    }
    atomic_write(&real, after.as_bytes()).map_err(unwritable)
}

#[cfg(test)]
mod tests {
    use super::{ReplaceError, replace};
    use std::fs;
    use std::io::Write;

    #[test]
    fn a_file_is_replaced_only_if_it_is_as_it_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("values.yaml");
        fs::write(&file, "a: 1\n").unwrap();
        let error = replace(&file, "a: 0\n", "a: 2\n").unwrap_err();
        assert!(matches!(error, ReplaceError::Changed { .. }));
        assert_eq!(fs::read_to_string(&file).unwrap(), "a: 1\n");
        replace(&file, "a: 1\n", "a: 2\n").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "a: 2\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn mode_and_link_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("values.yaml");
        let link = folder.path().join("link.yaml");
        fs::write(&file, "a: 1\n").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("values.yaml", &link).unwrap();
        replace(&link, "a: 1\n", "a: 2\n").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "a: 2\n");
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    /// Root, as in a container, must not take a file away from its owner.
    #[cfg(unix)]
    #[test]
    fn the_owner_stays() {
        use std::os::unix::fs::{MetadataExt, chown};
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("values.yaml");
        fs::write(&file, "a: 1\n").unwrap();
        if chown(&file, Some(1234), Some(1234)).is_err() {
            // Past the test harness, which does not show what a passing test prints.
            let _ = writeln!(std::io::stderr(), "SKIPPED: only root can give files away");
            return;
        }
        replace(&file, "a: 1\n", "a: 2\n").unwrap();
        let metadata = fs::metadata(&file).unwrap();
        assert_eq!((metadata.uid(), metadata.gid()), (1234, 1234));
    }

    /// Not even root may create files beside this one.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_beside_it_is_not_named() {
        use std::error::Error;
        let file = std::path::Path::new("/proc/self/comm");
        let name = fs::read_to_string(file).unwrap();
        let error = replace(file, &name, "other").unwrap_err();
        let told = error.source().unwrap().to_string();
        assert!(!told.contains(".helm-obo-"), "{told}");
        assert_eq!(fs::read_to_string(file).unwrap(), name);
    }

    #[test]
    fn a_read_only_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("values.yaml");
        fs::write(&file, "a: 1\n").unwrap();
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        let error = replace(&file, "a: 1\n", "a: 2\n").unwrap_err();
        assert!(matches!(error, ReplaceError::Unwritable { .. }));
        assert_eq!(fs::read_to_string(&file).unwrap(), "a: 1\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
