//! What Helm reads of each document: its kind, its name, and when it runs.

use super::RenderedFile;
use super::error::{Fault, OutputError};
use crate::source::{Name, Place, Source, Sources, decode};
use crate::yaml::{self, Entry, Node, Problem, scalar_text};
use std::ops::Range;

/// The annotation that makes a hook of a document.
const HOOK: &str = "helm.sh/hook";

/// The head of a document. What is absent is empty.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) api_version: String,
    pub(super) kind: String,
    pub(super) name: String,
    /// The hook's annotation, if there is one.
    pub(super) hook: Option<String>,
}

/// Reads the head of one document of the file of a name.
pub(super) fn read(name: &str, text: &[u8], range: &Range<usize>) -> Result<Head, OutputError> {
    with_root((name, text), range, |root| head(&root))
}

/// Reads all of one document of a file.
pub(super) fn parse(file: &RenderedFile, range: &Range<usize>) -> Result<Node, OutputError> {
    with_root((&file.name, &file.text), range, Ok)
}

/// Reads a document, and makes something of it.
fn with_root<T>(
    (name, text): (&str, &[u8]),
    range: &Range<usize>,
    make: impl FnOnce(Node) -> Result<T, Wrong>,
) -> Result<T, OutputError> {
    let text = text.get(range.clone()).unwrap_or_default();
    let sources = Sources::default();
    let source = sources.add_decoded(Name::Stdin, decode(text.to_vec()));
    let error = |place: Place, fault: Fault| OutputError {
        file: name.to_owned(),
        line: source.position(place.span.start).line,
        offset: range.start + offset_in(text, &source, place),
        fault,
    };
    match yaml::read_first(&source) {
        Ok(root) => make(root).map_err(|(place, fault)| error(place, fault)),
        Err(syntax) => Err(error(
            syntax.place,
            match syntax.problem {
                Problem::NotMapping(found) => Fault::NotMapping(found),
                problem => Fault::Syntax {
                    problem,
                    help: syntax.help,
                },
            },
        )),
    }
}

/// Where a place is in the bytes: behind a byte that is no character offsets in the text are others.
fn offset_in(text: &[u8], source: &Source, place: Place) -> usize {
    let torn = source.invalid().first();
    let offset = torn.map_or(place.span.start, |torn| place.span.start.min(*torn));
    (offset as usize).min(text.len())
}

type Wrong = (Place, Fault);

/// Go finds a key whatever its case, and reads one of them over the other.
fn head(root: &Node) -> Result<Head, Wrong> {
    let mut head = Head::default();
    for entry in entries(root) {
        if is(entry, "apiVersion") {
            read_text(&mut head.api_version, entry, "apiVersion")?;
        } else if is(entry, "kind") {
            read_text(&mut head.kind, entry, "kind")?;
        } else if is(entry, "metadata") {
            head.metadata(&entry.node)?;
        }
    }
    Ok(head)
}

impl Head {
    fn metadata(&mut self, metadata: &Node) -> Result<(), Wrong> {
        if metadata.is_null() {
            self.name.clear();
            self.hook = None;
            return Ok(());
        }
        check_map(metadata, "metadata")?;
        for entry in entries(metadata) {
            if is(entry, "name") {
                read_text(&mut self.name, entry, "metadata.name")?;
            } else if is(entry, "annotations") {
                self.annotations(&entry.node)?;
            }
        }
        Ok(())
    }

    fn annotations(&mut self, annotations: &Node) -> Result<(), Wrong> {
        if annotations.is_null() {
            self.hook = None;
            return Ok(());
        }
        check_map(annotations, "metadata.annotations")?;
        for entry in entries(annotations) {
            let mut text = String::new();
            read_text(&mut text, entry, "metadata.annotations")?;
            if &*entry.key == HOOK {
                self.hook = Some(text);
            }
        }
        Ok(())
    }
}

fn entries(node: &Node) -> impl Iterator<Item = &Entry> {
    node.as_map().into_iter().flat_map(|map| map.entries())
}

fn is(entry: &Entry, key: &str) -> bool {
    entry.key.eq_ignore_ascii_case(key)
}

fn check_map(node: &Node, field: &'static str) -> Result<(), Wrong> {
    match node.as_map() {
        Some(_) => Ok(()),
        None => {
            let found = node.value.in_words();
            Err((node.place, Fault::NotTable { field, found }))
        }
    }
}

/// Reads a scalar as text; null leaves what is there.
fn read_text(into: &mut String, entry: &Entry, field: &'static str) -> Result<(), Wrong> {
    if entry.node.is_null() {
        return Ok(());
    }
    let found = entry.node.value.in_words();
    let text = scalar_text(&entry.node);
    let wrong = || (entry.node.place, Fault::NotText { field, found });
    *into = text.ok_or_else(wrong)?.to_string();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{RenderedFile, read};

    /// Bytes after the lines of a manifest, and whether Helm 3 and 4 refuse them.
    #[test]
    fn bytes_that_are_no_utf_8_are_refused() {
        let manifest = b"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n";
        for (bytes, is_refused) in [
            (&b"x: \"caf\xe9\"\n"[..], true),
            (b"x: caf\xe9\n", true),
            (b"x: 'caf\xe9'\n", true),
            (b"x: |\n  caf\xe9\n", true),
            (b"x: \"\x80\"\n", true),
            (b"x: \"\xff\"\n", true),
            (b"x: \"\xe2\x82\"\n", true),
            (b"x: \"\xc0\x80\"\n", true),
            (b"x: \"\xed\xa0\x80\"\n", true),
            (b"x: \"\xf4\x90\x80\x80\"\n", true),
            (b"x: caf\xe9", true),
            (b"\"\xe9\": 1\n", true),
            (b"# caf\xe9\n", true),
            (b"x: 1 # \xe9", true),
            (b"x: 1\n...\n\xe9abcd\n", true),
            (b"x: \"\xef\xbf\xbd\"\n", false),
        ] {
            let file = RenderedFile {
                name: "c/templates/a.yaml".to_owned(),
                text: [&manifest[..], bytes].concat(),
            };
            let read = read(&file.name, &file.text, &(0..file.text.len()));
            let torn = bytes.iter().position(|byte| !byte.is_ascii());
            let offset = torn.map(|at| manifest.len() + at);
            let refused = read.err().map(|error| error.offset);
            assert_eq!(refused, offset.filter(|_| is_refused), "{bytes:?}");
        }
    }
}
