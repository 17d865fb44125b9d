//! What of a rendering others need not do again: the files of which nothing is to be told.

use super::super::helm_template::rendered_files;
use super::FailureReader;
use crate::probe::may_hold_servers;
use crate::template::origin::TextId;
use crate::template::output::arrange;
use crate::template::reuse::KnownFiles;
use crate::template::{Rendered, Rendering};
use std::collections::BTreeSet;

/// Of which files Helm takes what they make.
pub(super) enum Taken {
    All,
    Of(BTreeSet<TextId>),
}

impl FailureReader<'_> {
    /// The files of which Helm takes what they make, each by itself: it reads one document after the other.
    pub(super) fn taken_by_themselves(&self) -> Taken {
        let files = rendered_files(self.program, self.rendering);
        let ids = self.rendering.files.iter().map(|file| file.template);
        let taken = ids.zip(files).filter(|(_, file)| {
            let alone = std::slice::from_ref(file);
            arrange(alone, self.version).is_ok()
        });
        Taken::Of(taken.map(|(id, _)| id).collect())
    }
}

/// What the group of every object of kagent's ends with.
const GROUP: &[u8] = b"kagent.dev/";

/// Whether what a file became may hold objects of kagent's.
pub(super) fn may_hold_objects(file: &Rendered) -> bool {
    let mut windows = file.text.bytes().windows(GROUP.len());
    windows.any(|window| window == GROUP)
}

/// Keeps what others may use. Of a file that makes objects of kagent's each target is told.
pub(super) fn keep(rendering: &mut Rendering, taken: &Taken, known: &KnownFiles) {
    let of_servers = rendering
        .files
        .iter()
        .filter(|file| may_hold_servers(file) || may_hold_objects(file));
    let of_servers: BTreeSet<TextId> = of_servers.map(|file| file.template).collect();
    let files = std::mem::take(&mut rendering.known).into_iter();
    let files = files.filter(|file| !of_servers.contains(&file.template));
    known.keep(files.filter(|file| match taken {
        Taken::All => true,
        Taken::Of(ids) => ids.contains(&file.template),
    }));
}
