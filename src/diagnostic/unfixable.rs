//! Why a finding has no fix whose rule offers one.

/// Why edits were not made of a change that a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unfixable {
    /// No chart is known below the file, so what is absent may be there.
    NoChart,
    /// The value is given on the command line.
    Argument,
    /// The value comes from standard input.
    Stdin,
    /// The file is in a packed chart.
    Packed,
    /// The file is a subchart's.
    Subchart,
    /// The file is the chart's own, and this target has files on top of it.
    Chart,
    /// The list that holds it is in another file than the finding.
    List,
    /// The changes belong in several files.
    SeveralFiles,
    /// The file is in another encoding than UTF-8, or has bytes that are not of it.
    Encoding,
    /// SOPS has sealed the file, and refuses one that was changed.
    Sealed,
    /// The file has more than one document.
    Documents,
    /// An alias repeats the text, so that it would change there too.
    Repeated,
    /// An alias or a merge key brings the value here.
    Linked,
    /// The text is not laid out so that the change touches nothing else.
    Layout,
    /// Other targets that read the file would need another change.
    Targets,
    /// The edits, once made, would change more than they are to change.
    Unsound,
    /// The edits hold a credential, which is printed nowhere.
    Credential,
    /// The object is what a cluster had.
    Dump,
    /// The file is JSON, which has another layout.
    Json,
    /// The values are in a string that is no literal block.
    Text,
    /// The value is set by itself, at a path.
    Parameter,
}

impl Unfixable {
    /// The reason as the end of a sentence.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoChart => "no chart is known for this file, and the chart may hold it",
            Self::Argument => "the value is given on the command line",
            Self::Stdin => "the value comes from standard input",
            Self::Packed => "the file is inside a packed chart",
            Self::Subchart => "the file belongs to a subchart",
            Self::Chart => {
                "the file is the chart's own, and this target has other values on top of it"
            }
            Self::List => "its list is in another file",
            Self::SeveralFiles => "several files would have to change together",
            Self::Encoding => "the file is not plain UTF-8",
            Self::Sealed => "SOPS has sealed the file, and refuses to open it once it is changed",
            Self::Documents => "the file has further documents after a `---`",
            Self::Repeated => "an alias repeats this text, and would change with it",
            Self::Linked => "an alias or a merge key brings the value here",
            Self::Layout => "the text is laid out so that more than this would change",
            Self::Targets => "other targets that read this file need another change",
            Self::Unsound => "the edit would change more than it is meant to",
            Self::Dump => "the object is a copy of what a cluster has: change what it was made of",
            Self::Json => "the file is JSON, which is not edited",
            Self::Text => "the values are in a string that is no literal block (`|`)",
            Self::Parameter => "the value is set by itself, not in a mapping of values",
            Self::Credential => {
                "the edit holds a credential, which is not printed; `--fix` or `--unsafe-fixes` writes it"
            }
        }
    }
}
