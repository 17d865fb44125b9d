//! What is wrong, where, and how to fix it: plain data that rules make and reports write.

mod fail_on;
mod object;
mod report;
mod unfixable;

pub use fail_on::FailOn;
pub use object::{ObjectName, WrittenName};
pub use report::{
    BrokenFile, Chosen, Finding, Hint, Inactive, LeftOut, Rendered, Report, ShardCounts,
    UnreadFile, WithoutAgents,
};
pub use unfixable::Unfixable;

use crate::source::{Place, SourceId, Span, ValuePath};

/// How bad a finding is, the mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is known to be wrong.
    Note,
    /// Probably not what was meant.
    Warning,
    /// It will fail, or run as the wrong identity.
    Error,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The word used in every format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding: exactly one primary place and any number of related ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's id, such as `obo-missing`.
    pub rule: &'static str,
    /// How bad it is, as configured.
    pub severity: Severity,
    /// One sentence: what is wrong and what comes of it.
    pub message: String,
    /// What to write instead, where one can say.
    pub help: Option<String>,
    /// The values path it is about, which may be absent from the values.
    pub path: ValuePath,
    /// The agent it is about.
    pub agent: Option<String>,
    /// The object of a manifest that it is about; then the path is one in it.
    pub object: Option<ObjectName>,
    /// The place to underline.
    pub place: Place,
    /// A word or two at the underlined place.
    pub label: Option<String>,
    /// Other places that explain it: what set it, what makes it wrong.
    pub related: Vec<Related>,
    /// Edits that fix it.
    pub fix: Option<Fix>,
    /// Why there are none, where the rule asked for some.
    pub unfixable: Option<Unfixable>,
}

impl Diagnostic {
    /// The sources that it points into, or changes.
    pub fn sources(&self) -> impl Iterator<Item = SourceId> {
        let related = self.related.iter().map(|related| related.place.source);
        let edits = self.fix.iter().flat_map(|fix| &fix.edits);
        std::iter::once(self.place.source)
            .chain(related)
            .chain(edits.map(|edit| edit.source))
    }
}

/// A place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// Whether it is enough to say where it is: it needs no snippet.
    pub is_aside: bool,
}

/// Whether a fix may be applied without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// It changes no identity, or the chart cannot render without it.
    Safe,
    /// It changes as whom calls run; a person decides.
    Unsafe,
}

/// Edits that fix a finding, applied together or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the edits do, as an instruction: `insert …`.
    pub message: String,
    /// Whether they may be applied without asking.
    pub safety: Safety,
    /// The edits, in any order, not overlapping, all in one source.
    pub edits: Vec<Edit>,
    /// What they do to the values of that source, and all that they do. Empty where only comments change, or what no reader
    /// reads. In a stream of manifests paths begin with the index of the document, and lead on into the values of a string.
    pub effects: Vec<Effect>,
}

/// A replacement of bytes in one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The source to change.
    pub source: SourceId,
    /// The bytes to replace; empty to insert.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// What a fix does to one value of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// There is this at the path, whether or not there was anything; at the index after a list's last item it is appended.
    Set(ValuePath, serde_json::Value),
    /// What was at the path is gone.
    Removed(ValuePath),
    /// What was at the path has this key instead.
    Renamed(ValuePath, String),
    /// The text of the string at the path is another one, whose values are the same.
    Rewritten(ValuePath),
}

impl Effect {
    /// Where the value is in the file as it is before the fix.
    pub fn path(&self) -> &ValuePath {
        match self {
            Self::Set(path, _)
            | Self::Removed(path)
            | Self::Renamed(path, _)
            | Self::Rewritten(path) => path,
        }
    }

    /// The same in a stream of manifests, with the path of what holds the values.
    #[must_use]
    pub fn below(&self, holder: &ValuePath) -> Self {
        match self {
            Self::Set(path, value) => Self::Set(holder.append(path), value.clone()),
            Self::Removed(path) => Self::Removed(holder.append(path)),
            Self::Renamed(path, key) => Self::Renamed(holder.append(path), key.clone()),
            Self::Rewritten(path) => Self::Rewritten(holder.append(path)),
        }
    }
}
