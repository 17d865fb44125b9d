//! How misspelled names are read.

/// How a name that is a near miss of a known one is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// As it is written, so that it is another name: what a deployment makes of it.
    AsWritten,
    /// As the name that was meant, so that one mistake is reported once, and not again by all that depends on it.
    Corrected,
}
