//! Source texts and where things are in them: sources, spans, line indexes, paths within values, and the file system.
//!
//! Every other room points into a source by a [`Place`]; lines and columns are made from it only when a report is
//! written.

mod archive;
mod atomic;
mod encoding;
mod files;
mod inputs;
mod lines;
mod names;
pub mod nature;
mod overlay_fs;
mod path;
mod path_pattern;
mod pattern_tree;
mod program;
mod sealed;
mod shell;
mod spelling;
mod stream;

pub use archive::{Archive, ArchiveError, MAX_ARCHIVE_SIZE, MAX_CHART_FILE_SIZE, unpack};
pub use atomic::atomic_write;
pub use encoding::{Decoded, Encoding, decode};
pub use files::{Disk, FileEntry, FileKind, FileSystem, MAX_FILE_SIZE, Memory};
pub use inputs::Inputs;
pub use lines::{LineIndex, Position};
pub use names::{WorkingDirectory, display_path, lexical};
pub use overlay_fs::OverlayFs;
pub use path::{Segment, ValuePath};
pub use path_pattern::{PathPattern, PatternStep};
pub use pattern_tree::{PatternTrail, PatternTree};
pub use program::{call_as_plugin, program};
pub use sealed::{SEALED, is_sealed, is_torn_seal, unsealed};
pub use shell::shell_word;
pub use spelling::{nearest, nearest_by_one};

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

/// A half-open range of bytes in one source's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte, from 0.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        // Sources are limited to far less than 4 GiB where they are read.
        Self {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
        }
    }

    /// The span as a range to slice the text with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Names one source among [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A span in a certain source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The source that it points into.
    pub source: SourceId,
    /// The bytes it points at.
    pub span: Span,
}

/// Where a source came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// A file, as it was reached from the working directory.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// One use of a flag such as `--set`; `count` is its number among that flag's uses, from 1.
    Argument {
        /// The flag, with its dashes.
        flag: &'static str,
        /// Its number among the uses of that flag, from 1.
        count: u32,
    },
    /// The defaults that a contract fills in.
    Contract(Arc<str>),
}

impl fmt::Display for Name {
    /// Writes files with `/`, standard input as `-`, and an argument as its flag.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.write_str(&display_path(path)),
            Self::Stdin => f.write_str("-"),
            Self::Argument { flag, .. } => f.write_str(flag),
            Self::Contract(name) => write!(f, "contract {name}"),
        }
    }
}

/// A source text with its name and, once asked for, its line index.
#[derive(Debug)]
pub struct Source {
    id: SourceId,
    name: Name,
    text: String,
    encoding: Encoding,
    invalid: Vec<u32>,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// The number by which places refer to it.
    pub fn id(&self) -> SourceId {
        self.id
    }

    /// Where it came from.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How it was written.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The offsets of bytes that are no character in its encoding, each a U+FFFD in the text.
    pub fn invalid(&self) -> &[u32] {
        &self.invalid
    }

    /// Its line starts, computed at the first call.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// A place in this source.
    pub fn place(&self, span: Span) -> Place {
        Place {
            source: self.id,
            span,
        }
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(&self.text, offset)
    }
}

/// All sources read so far. Sources are added, never removed, though their texts can be; it can be shared between threads.
#[derive(Debug, Default)]
pub struct Sources {
    all: RwLock<Vec<Arc<Source>>>,
    /// Those that were asked for by name.
    named: Mutex<BTreeMap<Name, Arc<Source>>>,
}

impl Sources {
    /// Adds a text, and returns its source.
    pub fn add(&self, name: Name, text: String) -> Arc<Source> {
        let decoded = Decoded {
            text,
            ..Decoded::default()
        };
        self.add_decoded(name, decoded)
    }

    /// Adds a file's text, and returns its source.
    pub fn add_decoded(&self, name: Name, decoded: Decoded) -> Arc<Source> {
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        let id = SourceId(u32::try_from(all.len()).unwrap_or(u32::MAX));
        let source = Arc::new(Source {
            id,
            name,
            text: decoded.text,
            encoding: decoded.encoding,
            invalid: decoded.invalid,
            lines: OnceLock::new(),
        });
        all.push(Arc::clone(&source));
        source
    }

    /// The first source of this name; a new one with this text if there is none.
    pub fn named(&self, name: Name, text: &str) -> Arc<Source> {
        let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = named.get(&name) {
            return Arc::clone(known);
        }
        let first = {
            let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
            all.iter().find(|source| source.name == name).cloned()
        };
        let source = first.unwrap_or_else(|| self.add(name.clone(), text.to_owned()));
        named.insert(name, Arc::clone(&source));
        source
    }

    /// Keeps no more of a source than its name: nothing will be shown of it. Who holds it keeps its text.
    pub fn forget_text(&self, id: SourceId) {
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(source) = all.get_mut(id.0 as usize) {
            *source = Arc::new(Source {
                id,
                name: source.name.clone(),
                text: String::new(),
                encoding: source.encoding,
                invalid: Vec::new(),
                lines: OnceLock::new(),
            });
        }
    }

    /// All sources so far.
    pub fn all(&self) -> Vec<Arc<Source>> {
        self.all
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The source that an id names. Ids come from [`Sources::add`] of the same set only.
    ///
    /// # Panics
    /// When the id belongs to another set.
    pub fn get(&self, id: SourceId) -> Arc<Source> {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&all[id.0 as usize])
    }
}
