//! What a change does to kagent's objects that a chart's own templates make: they are run before and after it.

use crate::contract::TOLD_APART;
use crate::project::rendering::subject;
use crate::project::{Loaded, Project};
use crate::source::{Name, Sources, ValuePath};
use crate::template::origin::TextId;
use crate::template::reads::Extent;
use crate::template::{may_write, on_deep_stack, output, render_some};
use crate::yaml::{Node, read_any, to_json};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The group of kagent's objects.
const GROUP: &str = "kagent.dev/";

/// The kind whose runtime reads the headers that are let through, and the environment.
const AGENT: &str = "Agent";

/// The kind that has static headers.
const SERVER: &str = "RemoteMCPServer";

/// What renderings before and after a change say of the calls that agents make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RenderedChange {
    /// All of kagent's objects, agents among them, are the same, though their templates read the value.
    None,
    /// What Helm refused for the changed value is rendered now: nothing was ever deployed without the change.
    Cure,
    /// A template fails that did not, or for something else than before.
    Break,
    /// A server is gone, is new, or sends other static headers that decide as whom calls run.
    Servers,
    /// The objects differ otherwise, or the value is read elsewhere, so that more has to be known.
    Open,
}

/// What came of the files that write kagent's objects.
struct Made {
    /// What each made, or the value on which it failed.
    files: BTreeMap<TextId, Result<Vec<Value>, Option<ValuePath>>>,
    reads: BTreeMap<ValuePath, Extent>,
}

impl Made {
    fn objects(&self) -> Vec<&Value> {
        self.files.values().flatten().flatten().collect()
    }

    fn reads(&self, path: &ValuePath) -> bool {
        self.reads.iter().any(|(read, extent)| {
            path.contains(read) || (*extent == Extent::Subtree && read.contains(path))
        })
    }
}

impl Project<'_> {
    /// What comes of values with a change at some paths, where templates of the chart are at hand.
    pub(super) fn rendered_change(
        &self,
        loaded: &Loaded,
        paths: &[ValuePath],
        before: &Node,
        after: &Node,
    ) -> RenderedChange {
        let made = |root| self.kagent_objects(loaded, root);
        let (Some(before), Some(after)) = (made(before), made(after)) else {
            return RenderedChange::Open;
        };
        let mut is_cured = false;
        for (file, now) in &after.files {
            let (Some(Err(was)), now) = (before.files.get(file), now) else {
                if now.is_err() {
                    return RenderedChange::Break;
                }
                continue;
            };
            let is_its_own = was.as_ref().is_some_and(|was| {
                let mut paths = paths.iter();
                paths.any(|path| was.contains(path) || path.contains(was))
            });
            match now {
                Ok(_) if is_its_own => is_cured = true,
                Err(now) if now == was && !is_its_own => {}
                _ => return RenderedChange::Break,
            }
        }
        let mut paths = paths.iter();
        let is_read = paths.any(|path| before.reads(path) || after.reads(path));
        let (before, after) = (before.objects(), after.objects());
        let has_agents = before.iter().any(|object| object["kind"] == AGENT);
        match is_cured {
            true => RenderedChange::Cure,
            false if servers(&before) != servers(&after) => RenderedChange::Servers,
            false if before == after && has_agents && is_read => RenderedChange::None,
            false => RenderedChange::Open,
        }
    }

    /// What the templates make of kagent's objects; `None` if none that may make some is at hand.
    fn kagent_objects(&self, loaded: &Loaded, root: &Node) -> Option<Made> {
        let base = loaded.base.as_ref()?;
        let capabilities = self.helm_flags(&loaded.target).capabilities().ok()?;
        let prepared = self.prepared(base, &loaded.values).ok()??;
        let options = self.render_options(&loaded.target, false);
        let program = &prepared.program;
        let texts = program.texts().iter().enumerate();
        let files: BTreeSet<TextId> = texts
            .filter(|(_, text)| may_write(program, &text.name, GROUP))
            .map(|(index, _)| TextId(u32::try_from(index).unwrap_or(u32::MAX)))
            .collect();
        if files.is_empty() || !program.errors().is_empty() {
            return None;
        }
        Some(on_deep_stack(|| {
            let is_wanted = |file| files.contains(&file);
            let source = &prepared.source;
            let rendering = render_some(source, program, root, &capabilities, &options, is_wanted);
            let failures = rendering.failures.iter().map(|failure| {
                let file = failure.via.last().unwrap_or(&failure.at).text;
                (file, Err(subject(failure)))
            });
            let made = rendering.files.iter().map(|file| {
                let text = file.text.bytes();
                let documents = output::split(text, options.version).into_iter();
                let objects = documents.filter_map(|range| object(text.get(range)?));
                (file.template, Ok(objects.collect()))
            });
            Made {
                files: failures.chain(made).collect(),
                reads: rendering.read_paths(),
            }
        }))
    }
}

/// Servers by what they are called, with those of their static headers that decide as whom calls run.
fn servers<'o>(objects: &[&'o Value]) -> BTreeMap<[Option<&'o str>; 2], Vec<&'o Value>> {
    let servers = objects.iter().filter(|object| object["kind"] == SERVER);
    let named = servers.map(|server| {
        let name = ["namespace", "name"].map(|key| server["metadata"][key].as_str());
        let headers = server["spec"]["headersFrom"].as_array();
        let decides = |header: &&Value| {
            let name = header["name"].as_str().unwrap_or_default();
            TOLD_APART.iter().any(|one| one.eq_ignore_ascii_case(name))
        };
        let deciding = headers.into_iter().flatten().filter(decides);
        (name, deciding.collect())
    });
    named.collect()
}

/// A document, if it is an object of kagent.
fn object(text: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(text).ok()?;
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    let object = to_json(&read_any(&source).ok()??);
    let version = object.get("apiVersion")?.as_str()?;
    version.starts_with(GROUP).then_some(object)
}
