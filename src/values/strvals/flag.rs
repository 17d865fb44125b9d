//! The flags, in the order in which Helm applies them.

/// A flag that sets values; sorted as Helm applies them, whatever their order on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// `--set-json`: values are JSON.
    SetJson,
    /// `--set`: booleans, null and decimal integers are recognized.
    Set,
    /// `--set-string`: values are strings.
    SetString,
    /// `--set-file`: values are paths of files whose content counts.
    SetFile,
    /// `--set-literal`: one value, a string, without escapes.
    SetLiteral,
}

impl Flag {
    /// All flags, in Helm's order.
    pub const ALL: [Self; 5] = [
        Self::SetJson,
        Self::Set,
        Self::SetString,
        Self::SetFile,
        Self::SetLiteral,
    ];

    /// The flag as it is typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SetJson => "--set-json",
            Self::Set => "--set",
            Self::SetString => "--set-string",
            Self::SetFile => "--set-file",
            Self::SetLiteral => "--set-literal",
        }
    }
}
