//! Tokens: what the scanner hands to the parser.

use crate::source::Span;
use crate::yaml::node::Style;
use std::borrow::Cow;

/// A token with its place in the text.
#[derive(Debug, Clone)]
pub(in crate::yaml) struct YamlToken<'t> {
    pub(in crate::yaml) kind: TokenKind<'t>,
    pub(in crate::yaml) span: Span,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::yaml) enum TokenKind<'t> {
    /// The end of the text.
    End,
    /// `%YAML`, with its version.
    Version(u8, u8),
    /// `%TAG`, with handle and prefix.
    TagDirective(&'t str, Cow<'t, str>),
    /// `---`
    DocumentStart,
    /// `...`
    DocumentEnd,
    /// A mapping by indentation begins.
    BlockMapping,
    /// A list by indentation begins.
    BlockList,
    /// A collection by indentation ends.
    BlockEnd,
    /// `{`
    FlowMapping,
    /// `}`
    FlowMappingEnd,
    /// `[`
    FlowList,
    /// `]`
    FlowListEnd,
    /// `,`
    Comma,
    /// `- `
    Dash,
    /// `? `, or nothing before a key that needs none.
    Key,
    /// `:`
    Colon,
    /// `&name`
    Anchor(&'t str),
    /// `*name`
    Alias(&'t str),
    /// `!handle!suffix`; the handle is empty for `!<…>` and for `!` alone.
    Tag(&'t str, Cow<'t, str>),
    /// Any scalar.
    Scalar(Cow<'t, str>, Style),
}
