//! The RemoteMCPServers that a target's own templates make of its values.

use super::helm_template::{HelmFailure, rendered_files};
use super::provenance::DocumentProvenance;
use super::rendering::{FailureReader, RenderedDocument, in_chart};
use super::{Loaded, Project};
use crate::agents::fill_defaults;
use crate::render::{Manifest, objections};
use crate::rules::RenderFailure;
use crate::source::{Name, Sources, ValuePath};
use crate::template::eval::{Failure, Problem};
use crate::template::may_write;
use crate::template::output::{Document, RenderedFile, arrange};
use crate::yaml::{Node, read_first, to_json};
use std::collections::BTreeSet;

/// The kind that is printed.
const KIND: &str = "RemoteMCPServer";
/// The group of its API, with what follows it.
const GROUP: &str = "kagent.dev/";

/// What is asked of a chart's templates.
#[derive(Debug, Clone, Copy)]
pub struct ServersAsked {
    /// Whether the contract's defaults are filled in, where the chart needs them.
    pub fills: bool,
    /// Whether to say what wrote each line.
    pub provenance: bool,
}

/// What templates make of agents' servers.
#[derive(Debug, Default)]
pub struct RenderedServers {
    /// The manifests, in Helm's order, as the templates wrote them.
    pub manifests: Vec<Manifest>,
    /// What wrote them, one for each manifest, if that is asked.
    pub provenance: Vec<DocumentProvenance>,
    /// What keeps templates of servers from being rendered.
    pub failures: Vec<HelmFailure>,
    /// Other templates that fail, for which Helm renders nothing.
    pub others: BTreeSet<String>,
    /// The values in the manifests that another tool puts in later.
    pub open: BTreeSet<ValuePath>,
}

impl Project<'_> {
    /// Runs the templates of a target's chart; `None` if no template that may make servers is at hand.
    pub fn rendered_servers(
        &self,
        loaded: &Loaded,
        asked: ServersAsked,
    ) -> Option<RenderedServers> {
        let base = loaded.base.as_ref()?;
        let filling = match asked.fills {
            true => self.filling(loaded),
            false => Vec::new(),
        };
        let filled = filling.iter().fold(None, |filled: Option<Node>, contract| {
            let root = filled.as_ref().unwrap_or(&loaded.values.root);
            Some(fill_defaults(root, contract, self.sources))
        });
        let filled = filled.map(|root| loaded.values.with_root(root));
        let values = filled.as_ref().unwrap_or(&loaded.values);
        let has_contract = loaded.contract().is_some();
        let is_elsewhere = base.chart.missing_dependencies().count() > 0;
        let made = |reader: &FailureReader<'_>| {
            let texts = reader.program.texts();
            let mut names = texts.iter().map(|text| &*text.name);
            let is_any = names.any(|name| may_write(reader.program, name, KIND));
            let is_at_hand = is_any || !has_contract || !(texts.is_empty() || is_elsewhere);
            is_at_hand.then(|| reader.servers(asked))
        };
        let made = self.with_rendering(&loaded.target, base, values, false, made);
        let mut servers = made.flatten()?;
        for failure in &mut servers.failures {
            if let HelmFailure::Template(failure) = failure {
                failure.place = base.stand_in(failure.place).unwrap_or(failure.place);
            }
        }
        Some(servers)
    }
}

impl FailureReader<'_> {
    fn servers(&self, asked: ServersAsked) -> RenderedServers {
        let mut servers = RenderedServers::default();
        let unparsed = self.program.errors().iter();
        let unparsed = unparsed.filter_map(|(text, error)| self.unparsed_template(*text, error));
        servers.failures.extend(unparsed.map(as_failure));
        if !servers.failures.is_empty() {
            return servers;
        }
        for failure in &self.rendering.failures {
            self.sort_failure(failure, &mut servers);
        }
        let files = self.sound_files(&mut servers);
        if !servers.failures.is_empty() {
            return servers;
        }
        // What Helm refuses is left out, so that nothing is refused here.
        let Ok(arranged) = arrange(&files, self.version) else {
            return servers;
        };
        let documents = arranged.manifests.iter().chain(&arranged.hooks);
        for document in documents.filter(|document| is_server(document)) {
            let name = arranged.file(document).map(|file| &*file.name);
            let Some(read) = name.and_then(|name| RenderedDocument::of(self, name, document))
            else {
                continue;
            };
            servers.open.extend(read.stand_ins());
            if asked.provenance {
                let mut provenance = DocumentProvenance::of(&read, document, self.sources);
                provenance.commented = short(&provenance.commented, &to_json(&read.root));
                servers.provenance.push(provenance);
            }
            servers.manifests.push(manifest(&read));
        }
        servers
    }

    /// Notes a failure, as one of a server's template or as one of another.
    fn sort_failure(&self, failure: &Failure, servers: &mut RenderedServers) {
        let executed = failure.via.last().unwrap_or(&failure.at).text;
        let Some(file) = self.program.texts().get(executed.0 as usize) else {
            return;
        };
        match self.failure(failure).filter(|_| self.may_write(&file.name)) {
            Some(failure) => servers.failures.push(as_failure(failure)),
            None if failure.is_uncertain || matches!(failure.problem, Problem::Limit(_)) => {}
            None => {
                servers.others.insert(in_chart(&file.name).to_owned());
            }
        }
    }

    /// The files of which Helm takes every document.
    fn sound_files(&self, servers: &mut RenderedServers) -> Vec<RenderedFile> {
        let mut sound = Vec::new();
        for file in rendered_files(self.program, self.rendering) {
            let file = [file];
            let Err(error) = arrange(&file, self.version) else {
                sound.extend(file);
                continue;
            };
            let [file] = file;
            let is_of_servers = self.may_write(&file.name);
            match is_of_servers.then(|| self.output_failure(&error)) {
                Some(Some(failure)) => servers.failures.push(as_failure(failure)),
                Some(None) => servers.failures.push(error.into()),
                None => {
                    servers.others.insert(in_chart(&file.name).to_owned());
                }
            }
        }
        sound
    }

    fn may_write(&self, file: &str) -> bool {
        may_write(self.program, file, KIND)
    }
}

fn as_failure(failure: RenderFailure) -> HelmFailure {
    HelmFailure::Template(Box::new(failure))
}

fn is_server(document: &Document) -> bool {
    document.kind == KIND && document.api_version.starts_with(GROUP)
}

fn manifest(document: &RenderedDocument<'_>) -> Manifest {
    let json = to_json(&document.root);
    Manifest {
        objections: objections(&json, |path| document.value_at(path)),
        yaml: short(document.source.text(), &json),
        json,
    }
}

/// A document's text without the blanks at its end that Helm 4 keeps, unless they belong to a value.
fn short(text: &str, json: &serde_json::Value) -> String {
    let short = format!("{}\n", text.trim_end());
    let source = Sources::default().add(Name::Stdin, short.clone());
    let is_same = read_first(&source).is_ok_and(|root| to_json(&root) == *json);
    match text.ends_with('\n') {
        _ if is_same => short,
        true => text.to_owned(),
        false => format!("{text}\n"),
    }
}
