//! The flags of one verb.

/// What is between `%` and the verb.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one of the flags that a format may have"
)]
pub(super) struct Flags {
    /// `+`
    pub(super) plus: bool,
    /// `-`
    pub(super) minus: bool,
    /// `#`
    pub(super) sharp: bool,
    /// A blank.
    pub(super) space: bool,
    /// `0`
    pub(super) zero: bool,
    /// `%#v`: as Go's syntax has it.
    pub(super) go_syntax: bool,
    /// `%+v`: with the names of fields.
    pub(super) with_names: bool,
    /// How many runes at least.
    pub(super) width: Option<usize>,
    /// Digits after the point, or runes at most.
    pub(super) precision: Option<usize>,
}

impl Flags {
    /// `%v` has flags of its own.
    pub(super) fn for_verb(self, verb: char) -> Self {
        match verb {
            'v' | 'w' => Self {
                go_syntax: self.sharp,
                with_names: self.plus,
                sharp: false,
                plus: false,
                ..self
            },
            _ => self,
        }
    }

    /// What fills the width: zeros only from the left.
    pub(super) fn filling(self) -> u8 {
        match self.zero && !self.minus {
            true => b'0',
            false => b' ',
        }
    }
}
