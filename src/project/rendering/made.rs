//! What the files of a rendering make, read while it goes on, so that no text has to be kept of which nothing is to be told.

use crate::probe::{SERVER_KIND, Server, may_hold_servers, servers_among};
use crate::template::origin::TextId;
use crate::template::output::{self, OutputError, split};
use crate::template::version::HelmVersion;
use crate::template::{Afterwards, Program, Rendered};
use memchr::memmem;
use std::collections::BTreeSet;

/// What the group of every object of kagent's ends with.
const GROUP: &[u8] = b"kagent.dev/";

/// What files make, in the order in which they were executed.
#[derive(Debug, Default)]
pub(super) struct Made {
    files: Vec<MadeFile>,
}

/// What one file makes.
#[derive(Debug)]
struct MadeFile {
    template: TextId,
    /// The first document that Helm does not take.
    refused: Option<OutputError>,
    servers: Vec<Server>,
    may_hold_servers: bool,
    may_hold_objects: bool,
}

impl Made {
    /// Reads what a file makes. Only of a file that Helm does not take more is to be told.
    pub(super) fn read(
        &mut self,
        file: &Rendered,
        program: &Program,
        version: HelmVersion,
    ) -> Afterwards {
        let text = file.text.bytes();
        let name = program.texts().get(file.template.0 as usize);
        let kinds = output::kinds(name.map_or("", |text| &text.name), text, version);
        let may_hold_servers = may_hold_servers(file);
        let servers = match &kinds {
            _ if !may_hold_servers => Vec::new(),
            Ok(kinds) => {
                let servers = kinds.iter().filter(|(_, kind)| kind == SERVER_KIND);
                servers_among(file, servers.map(|(range, _)| range.clone()))
            }
            Err(_) => servers_among(file, split(text, version)),
        };
        let refused = kinds.err();
        let afterwards = match refused {
            Some(_) => Afterwards::Keep,
            None => Afterwards::LetGo,
        };
        self.files.push(MadeFile {
            template: file.template,
            refused,
            servers,
            may_hold_servers,
            may_hold_objects: memmem::find(text, GROUP).is_some(),
        });
        afterwards
    }

    /// The first document that Helm does not take: it reads the files in the order of their names.
    pub(super) fn refused(&self) -> Option<&OutputError> {
        let refused = self.files.iter().filter_map(|file| file.refused.as_ref());
        refused.min_by(|one, other| one.file.cmp(&other.file))
    }

    /// The servers, in the order of the files.
    pub(super) fn servers(&self) -> impl Iterator<Item = &Server> {
        self.files.iter().flat_map(|file| &file.servers)
    }

    /// Whether there may be objects of kagent's.
    pub(super) fn may_hold_objects(&self) -> bool {
        self.files.iter().any(|file| file.may_hold_objects)
    }

    /// The files that others need not execute again if Helm takes what all files make; else those that it takes by themselves.
    /// Of a file that makes objects of kagent's each target is told.
    pub(super) fn reusable(&self) -> BTreeSet<TextId> {
        let files = self.files.iter();
        let reusable = files.filter(|file| {
            file.refused.is_none() && !file.may_hold_servers && !file.may_hold_objects
        });
        reusable.map(|file| file.template).collect()
    }
}
