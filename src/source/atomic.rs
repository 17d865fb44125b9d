//! Files written as a whole or not at all.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Writes a file in one step, so that a reader finds the old one or the new one. What it replaces keeps its mode, and
/// its owner where that is allowed; a link stays one, and what it leads to is replaced.
///
/// # Errors
/// When the file is read-only, may not be written, or is a device or a pipe, or when its folder takes no new file. It is then as
/// it was.
pub fn atomic_write(path: &Path, content: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = match fs::metadata(&path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if let Some(old) = &old {
        check(&path, old)?;
    }
    let folder = path.parent().filter(|path| !path.as_os_str().is_empty());
    let beside = builder().tempfile_in(folder.unwrap_or(Path::new(".")));
    // The whole error names a file that nobody knows.
    let mut beside = beside.map_err(|error| io::Error::from(error.kind()))?;
    beside.as_file_mut().write_all(content)?;
    if let Some(old) = old {
        keep_owner(beside.as_file(), &old);
        beside.as_file().set_permissions(old.permissions())?;
    }
    beside.as_file().sync_all()?;
    beside.persist(&path)?;
    Ok(())
}

/// Replacing a file needs write access to its folder only; but a file that may not be written must not be replaced.
fn check(path: &Path, old: &Metadata) -> io::Result<()> {
    if !old.is_file() {
        let error = "it is a device or a pipe";
        return Err(io::Error::new(ErrorKind::InvalidInput, error));
    }
    if old.permissions().readonly() {
        let error = "the file is read-only";
        return Err(io::Error::new(ErrorKind::PermissionDenied, error));
    }
    OpenOptions::new().write(true).open(path)?;
    Ok(())
}

/// A temporary file could be read by its owner only; this one has the mode of any new file.
#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder
        .prefix(".helm-obo-")
        .permissions(fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".helm-obo-");
    builder
}

/// Gives a new file the owner of the old one where that is allowed, as to root in a container.
#[cfg(unix)]
fn keep_owner(new: &File, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    // A user who may not give files away replaces their own files, or those in a folder that they share.
    let _ = fchown(new, Some(old.uid()), Some(old.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}
