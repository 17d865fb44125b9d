//! `helm-obo init`

use super::args::InitArgs;
use super::terminal::Terminal;
use super::{DISK, Error, here, status};
use crate::config;
use crate::init::{self, Inventory};
use crate::project::ProjectError;
use crate::secrets::Mask;
use crate::source::{FileKind, FileSystem, Sources, WorkingDirectory, display_path};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &InitArgs, terminal: &Terminal, sources: &Sources) -> Result<u8, Error> {
    let here = here()?;
    let folder = here.relative(&args.folder);
    match DISK.kind(&folder) {
        Some(FileKind::Directory) => {}
        Some(FileKind::File | FileKind::Irregular) => return Err(Error::NoFolder { path: folder }),
        None => return Err(ProjectError::Missing { path: folder }.into()),
    }
    let file = file(&folder, &here, args.force || args.stdout)?;
    let line = terminal.progress(false);
    let found = init::look(&folder, &DISK, sources, &here, &line);
    drop(line); // nothing may be written beside it
    let found = match found {
        Err(ProjectError::NoChart { path, .. }) if args.stdout => {
            let text = format!(
                "no chart found in `{}`: the examples are general ones",
                display_path(&path)
            );
            terminal.note(&text, &Mask::default());
            Inventory::nothing()
        }
        Err(ProjectError::NoChart { path, near, .. }) => {
            return Err(Error::NothingToConfigure { path, near });
        }
        found => found?,
    };
    let text = init::text(&found);
    if args.stdout {
        terminal.write(None, text.as_bytes())?;
        return Ok(status::CLEAN);
    }
    write(&file, &text, args.force)?;
    if !terminal.quiet {
        let told = format!(
            "Wrote {}: all of it is commented out, so nothing changes yet.\n{}",
            display_path(&file),
            init::next(&found, &folder, &file)
        );
        terminal.write(None, told.as_bytes())?;
    }
    Ok(status::CLEAN)
}

/// The config file to write: the one that is there, else one of the first name. A file that sets nothing would take what
/// another sets from the charts below it, so that one counts too.
fn file(folder: &Path, here: &WorkingDirectory, force: bool) -> Result<PathBuf, Error> {
    let applies = config::find(&DISK, here, folder).map_err(ProjectError::from)?;
    let new = here.relative(&folder.join(config::NAMES[0]));
    let Some(file) = applies else { return Ok(new) };
    let is_here = file.parent() == new.parent();
    match (force, is_here) {
        (true, true) => Ok(file),
        (true, false) => Ok(new),
        (false, _) => Err(Error::Configured { file, is_here }),
    }
}

fn write(file: &Path, text: &str, force: bool) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true); // what appeared meanwhile, or is a link to nowhere, stays as well
    }
    let written = options
        .open(file)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|source| Error::File {
        file: display_path(file),
        source,
    })
}
