//! What Helm fails on, in plain words, with the place to underline.

use crate::source::{Place, Source, Span};
use std::borrow::Cow;

/// A file that Helm cannot read as values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct SyntaxError {
    /// The characters to underline.
    pub place: Place,
    /// What is wrong with them.
    pub problem: Problem,
    /// Another place that explains the error, and what is there.
    pub related: Option<(String, Place)>,
    /// What to write instead.
    pub help: Option<String>,
}

/// What is wrong with a file. No message quotes a value: it could be a credential.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A control character.
    #[error("the control character U+{0:04X} is not allowed in YAML")]
    Control(u32),
    /// Bytes that are no UTF-8.
    #[error("these bytes are not valid UTF-8")]
    Utf8,
    /// UTF-16 that Helm cannot read.
    #[error("Helm cannot read this UTF-16 text")]
    Utf16,
    /// A line that begins with `---` and goes on.
    #[error(
        "a line that begins with `---` separates documents and may hold nothing else but a comment"
    )]
    Separator,
    /// A line that a merge left behind.
    #[error("this line marks a merge conflict that is not resolved")]
    Conflict,
    /// `{{ … }}` without quotes.
    #[error("Helm does not evaluate templates in values, and YAML reads `{{{{` as two mappings")]
    Template,
    /// A space that YAML takes for a letter.
    #[error("the character U+{0:04X} looks like a space, but YAML takes it for a letter")]
    OddSpace(u32),
    /// A tab in the indentation.
    #[error("there is a tab where YAML needs spaces")]
    Tab,
    /// A character that starts no value.
    #[error("a value cannot start with {0:?}")]
    Start(char),
    /// `: ` where no key can be.
    #[error("there is a `:` where no key can be: an unquoted value cannot contain `: `")]
    StrayColon,
    /// A key's line that is part of the value above.
    #[error("this looks like a key, but its line continues the value above")]
    Continuation,
    /// `- ` where no list can start.
    #[error("a list item cannot start here")]
    StrayDash,
    /// `? ` where no key can start.
    #[error("a key that begins with `?` cannot start here")]
    StrayQuestion,
    /// A line that should be a key.
    #[error("this is not a key: `:` is missing after it")]
    NoColon,
    /// `key:value`.
    #[error("a space is missing after this `:`")]
    ColonSpace,
    /// `-item`.
    #[error("a space is missing after this `-`")]
    DashSpace,
    /// `: value`.
    #[error("there is no key before this `:`")]
    NoKey,
    /// `//` or `/*` in a flow collection.
    #[error("YAML does not know this kind of comment")]
    Comment,
    /// A key over 1,024 characters.
    #[error("this key is longer than the 1,024 characters that YAML allows")]
    LongKey,
    /// A quoted string without an end.
    #[error("this quote is never closed")]
    OpenQuote,
    /// A quoted string that goes on to the next quote.
    #[error("this quote is closed only lines below, where another one was meant to begin")]
    LateQuote,
    /// A document marker inside a quoted string.
    #[error("there is a document marker inside a quoted text")]
    MarkerInQuote,
    /// An unknown `\` escape.
    #[error("YAML does not know this escape")]
    Escape,
    /// `\x`, `\u` or `\U` without enough digits.
    #[error("this escape needs {0} hexadecimal digits")]
    EscapeDigits(usize),
    /// An escape that means no character.
    #[error("this escape is not a Unicode character")]
    EscapeCharacter,
    /// `&` or `*` without a name.
    #[error("`{0}` must be followed by a name made of letters, digits, `-` and `_`")]
    AnchorName(char),
    /// A tag that does not parse.
    #[error("this tag is malformed")]
    Tag,
    /// A tag's handle that no directive defines.
    #[error("this tag uses a handle that is not defined")]
    TagHandle,
    /// Text after `|` or `>`.
    #[error("only an indentation digit, `+`, `-` or a comment may follow `|` or `>`")]
    BlockHeader,
    /// `|0`.
    #[error("an indentation of 0 is not possible here")]
    BlockIndent,
    /// A malformed, unknown or repeated directive.
    #[error("this directive is not one that Helm reads")]
    Directive,
    /// A directive or marker without a document.
    #[error("`---` is missing after the directive")]
    NoDocument,
    /// Something else than a value.
    #[error("a value is missing here")]
    NoValue,
    /// A line that fits no mapping.
    #[error("this line's indentation fits no mapping above it")]
    MappingIndent,
    /// A line that fits no list.
    #[error("this line belongs to no list item: its indentation does not fit")]
    ListIndent,
    /// A deeper line below a complete value.
    #[error("this line is indented like a part of the value above, but that value is complete")]
    AfterComplete,
    /// A line that is indented less than the text above it.
    #[error("this line is indented less than the text above, so it is not part of it")]
    AfterText,
    /// A second anchor or tag, or one before an alias.
    #[error("a value takes one anchor and one tag, and an alias takes none")]
    Properties,
    /// Text after a complete value.
    #[error("there is something after a complete value")]
    AfterValue,
    /// A bracket that has no partner.
    #[error("this `{0}` closes nothing")]
    StrayBracket(char),
    /// A bracket of the other kind.
    #[error("this `{0}` does not close the bracket that is open")]
    WrongBracket(char),
    /// `,` without a value before it.
    #[error("there is no value before this `,`")]
    StrayComma,
    /// No comma between the items of a flow collection.
    #[error("`,` or `{0}` is missing before this")]
    NoComma(char),
    /// A flow collection without an end.
    #[error("this `{0}` is never closed")]
    OpenBracket(char),
    /// A flow collection that goes on to the end of one around it.
    #[error("this `{0}` is closed only by a bracket that was meant for one further out")]
    LateBracket(char),
    /// An alias to no anchor.
    #[error("there is no anchor of this name above")]
    UnknownAlias,
    /// An alias inside its own anchor.
    #[error("this alias is inside the value that it repeats")]
    Cycle,
    /// Aliases that repeat far too much.
    #[error("aliases repeat too much of this document")]
    Aliasing,
    /// A merge key whose value is no mapping.
    #[error("`<<` merges only a mapping or a list of mappings")]
    Merge,
    /// A value that its tag does not admit.
    #[error("this value is no `{0}`, as its tag says")]
    TagMismatch(&'static str),
    /// `!!binary` with bad base64.
    #[error("this is not valid base64")]
    Base64,
    /// Infinity or not-a-number.
    #[error("Helm has no number for infinity and not-a-number")]
    NotFinite,
    /// A null key.
    #[error("a key cannot be null")]
    NullKey,
    /// A mapping or list as a key.
    #[error("a key cannot be a mapping or a list")]
    CollectionKey,
    /// An integer key beyond 64 bits with a sign.
    #[error("an integer key must be below 2^63")]
    LargeKey,
    /// Nesting beyond helm-obo's own limit.
    #[error("values are nested deeper than the {0} levels that helm-obo reads")]
    Depth(usize),
    /// A document that is no mapping.
    #[error("values must be a mapping, and this is {0}")]
    NotMapping(&'static str),
}

impl Problem {
    /// What to write instead, where the place says no more than the problem itself.
    fn help(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoValue => "write a value here, or remove what waits for one",
            Self::UnknownAlias => {
                "an anchor is known from its place to the end of its document; if this is meant as text, put it in quotes"
            }
            _ => return None,
        })
    }
}

/// An error while it travels up, before its source is known to be needed.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) problem: Problem,
    pub(super) related: Option<(&'static str, Span)>,
    pub(super) help: Option<Cow<'static, str>>,
}

/// Boxed, so that the many results of scanning and parsing stay small.
pub(super) type Parsed<T> = Result<T, Box<Fault>>;

impl Fault {
    pub(super) fn new(start: usize, end: usize, problem: Problem) -> Box<Self> {
        Self::at(Span::new(start, end), problem)
    }

    pub(super) fn at(span: Span, problem: Problem) -> Box<Self> {
        Box::new(Self {
            span,
            problem,
            related: None,
            help: None,
        })
    }

    pub(super) fn help(mut self: Box<Self>, help: impl Into<Cow<'static, str>>) -> Box<Self> {
        self.help = Some(help.into());
        self
    }

    pub(super) fn related(mut self: Box<Self>, what: &'static str, span: Span) -> Box<Self> {
        self.related = Some((what, span));
        self
    }

    pub(super) fn into_error(self, source: &Source) -> SyntaxError {
        let general = || self.problem.help().map(Cow::Borrowed);
        let help = self.help.or_else(general);
        SyntaxError {
            place: source.place(self.span),
            help: help.map(Cow::into_owned),
            problem: self.problem,
            related: self
                .related
                .map(|(what, span)| (what.to_owned(), source.place(span))),
        }
    }
}
