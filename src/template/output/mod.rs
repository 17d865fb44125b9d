//! From rendered files to what `helm template` prints: documents with their kinds and hooks, in Helm's order.
//!
//! Of Helm 4 only the library answers, and it knows nothing of the command's flags and of how hooks are printed. What it
//! cannot be asked is as Helm 3 does it.

mod error;
mod head;
mod hooks;
mod json;
mod kinds;
mod print;
mod show_only;
mod space;
mod split;
#[cfg(test)]
mod tests;

pub use error::{Fault, OutputError};
pub use hooks::HookEvent;
pub use json::to_list;
pub use print::PrintOptions;
pub use show_only::NotShown;

use crate::template::version::HelmVersion;
use crate::threads;
use head::Head;
use kinds::KindOrder;
use std::ops::Range;

/// A file that a template became, or one that is printed as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedFile {
    /// The template's name, such as `chart/templates/a.yaml`.
    pub name: String,
    /// What it became. Templates can write bytes that are no UTF-8.
    pub text: Vec<u8>,
}

/// A document of a rendered file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its file, by index.
    pub file: usize,
    /// Its bytes in the file's text, as they are printed: with the blanks at its end if Helm 4 keeps them.
    pub range: Range<usize>,
    /// `apiVersion`; empty where there is none.
    pub api_version: String,
    /// `kind`; empty where there is none.
    pub kind: String,
    /// `metadata.name`; empty where there is none.
    pub name: String,
    /// When it runs as a hook; empty if it is none.
    pub hooks: Vec<HookEvent>,
}

/// The documents of all files, in the order in which Helm prints them.
#[derive(Debug)]
pub struct Arranged<'f> {
    files: &'f [RenderedFile],
    /// What is printed first, ordered by kind.
    pub manifests: Vec<Document>,
    /// What is printed after it, ordered by kind.
    pub hooks: Vec<Document>,
    /// Hooks with a name that Helm does not know: it drops them.
    pub dropped: Vec<Document>,
}

/// Helm runs what ends so, and prints none of it.
const NOTES: &str = "NOTES.txt";

/// Splits files into documents and orders them as Helm does.
///
/// # Errors
/// At the first document that Helm refuses, in the order of the files' names: what is no YAML, or has something else than text
/// where Helm wants its kind, its name or its hooks.
pub fn arrange(files: &[RenderedFile], version: HelmVersion) -> Result<Arranged<'_>, OutputError> {
    let documents = documents(files, version);
    let bytes = documents.iter().map(|one| one.range.len()).sum();
    let heads = threads::map(&documents, bytes, Unread::head);
    Arranged::of(files, version, &documents, heads)
}

/// The documents of a text, as ranges of its bytes; those without text are left out.
pub fn split(text: &[u8], version: HelmVersion) -> Vec<Range<usize>> {
    split::documents(text, version)
}

/// The documents of one text, each with its kind; nothing of a file that is never printed.
///
/// # Errors
/// At the first document that Helm refuses, as in [`arrange`].
pub fn kinds(
    name: &str,
    text: &[u8],
    version: HelmVersion,
) -> Result<Vec<(Range<usize>, String)>, OutputError> {
    if is_left_out(name) {
        return Ok(Vec::new());
    }
    let ranges = split(text, version);
    let read = |range: &Range<usize>| head::read(name, text, range);
    let heads = threads::map(&ranges, text.len(), read);
    let documents = ranges.into_iter().zip(heads);
    documents
        .map(|(range, head)| Ok((range, head?.kind)))
        .collect()
}

/// A document whose kind is not yet known.
struct Unread<'f> {
    index: usize,
    file: &'f RenderedFile,
    range: Range<usize>,
}

impl Unread<'_> {
    fn head(&self) -> Result<Head, OutputError> {
        head::read(&self.file.name, &self.file.text, &self.range)
    }
}

/// The documents of files, in the order of the files' names.
fn documents(files: &[RenderedFile], version: HelmVersion) -> Vec<Unread<'_>> {
    let mut by_name: Vec<(usize, &RenderedFile)> = files.iter().enumerate().collect();
    by_name.retain(|(_, file)| !is_left_out(&file.name));
    by_name.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    let documents = by_name.iter().flat_map(|&(index, file)| {
        let ranges = split::documents(&file.text, version).into_iter();
        ranges.map(move |range| Unread { index, file, range })
    });
    documents.collect()
}

/// Whether nothing of a file is ever printed: of notes and of partials.
fn is_left_out(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    name.ends_with(NOTES) || base.starts_with('_')
}

impl<'f> Arranged<'f> {
    fn of(
        files: &'f [RenderedFile],
        version: HelmVersion,
        documents: &[Unread<'_>],
        heads: impl IntoIterator<Item = Result<Head, OutputError>>,
    ) -> Result<Self, OutputError> {
        let mut arranged = Self {
            files,
            manifests: Vec::new(),
            hooks: Vec::new(),
            dropped: Vec::new(),
        };
        for (document, head) in documents.iter().zip(heads) {
            arranged.add(document.index, document.range.clone(), head?);
        }
        let order = KindOrder::of(version);
        for documents in [&mut arranged.manifests, &mut arranged.hooks] {
            documents.sort_by_cached_key(|document| order.rank(&document.kind));
        }
        Ok(arranged)
    }

    fn add(&mut self, file: usize, range: Range<usize>, head: Head) {
        let hooks = head.hook.as_deref().map(hooks::events);
        let document = Document {
            file,
            range,
            api_version: head.api_version,
            kind: head.kind,
            name: head.name,
            hooks: hooks.clone().flatten().unwrap_or_default(),
        };
        match hooks {
            None => self.manifests.push(document),
            Some(Some(_)) => self.hooks.push(document),
            Some(None) => self.dropped.push(document),
        }
    }

    /// The file that a document is of.
    pub fn file(&self, document: &Document) -> Option<&'f RenderedFile> {
        self.files.get(document.file)
    }

    /// A document's text.
    pub fn text(&self, document: &Document) -> &'f [u8] {
        let file = self.file(document);
        file.and_then(|file| file.text.get(document.range.clone()))
            .unwrap_or_default()
    }
}
