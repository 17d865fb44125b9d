//! What a scalar holds, and so how it may be written: the rules of libyaml's emitter, as go-yaml has them.

use super::Dialect;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
}

/// Which styles can hold a scalar.
#[derive(Debug, Clone, Copy)]
pub(super) struct Analysis {
    pub(super) has_breaks: bool,
    plain: bool,
    single_quoted: bool,
    literal: bool,
}

impl Analysis {
    /// The style to write it in, when one is wanted.
    pub(super) fn style(self, wanted: Style, is_simple_key: bool) -> Style {
        let mut style = match is_simple_key && self.has_breaks {
            true => Style::DoubleQuoted,
            false => wanted,
        };
        if style == Style::Plain && !self.plain {
            style = Style::SingleQuoted;
        }
        if style == Style::SingleQuoted && !self.single_quoted {
            style = Style::DoubleQuoted;
        }
        if style == Style::Literal && (!self.literal || is_simple_key) {
            style = Style::DoubleQuoted;
        }
        style
    }
}

/// Blanks and breaks in a scalar.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is found on its own, and forbids other styles"
)]
struct Found {
    indicator: bool,
    special: bool,
    tab: bool,
    line_break: bool,
    blank_or_break_at_an_end: bool,
    blank_at_the_end: bool,
    blank_after_break: bool,
    break_after_blank: bool,
}

/// Says which styles can hold a text.
pub(super) fn analyze(text: &str, dialect: Dialect) -> Analysis {
    let found = look(text, dialect);
    let special = found.special || found.break_after_blank;
    let quoted_only = special || found.tab;
    Analysis {
        has_breaks: found.line_break,
        plain: !(quoted_only
            || found.indicator
            || found.line_break
            || found.blank_or_break_at_an_end
            || found.blank_after_break),
        single_quoted: !(quoted_only || found.blank_after_break),
        literal: !(special || found.blank_at_the_end || text.is_empty()),
    }
}

fn look(text: &str, dialect: Dialect) -> Found {
    let mut found = Found {
        indicator: text.starts_with("---") || text.starts_with("..."),
        ..Found::default()
    };
    let mut previous = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied();
        let is_first = previous.is_none();
        found.indicator |= is_indicator(previous, c, next);
        match c {
            '\t' if dialect == Dialect::V3 => found.tab = true,
            _ => found.special |= !is_printable(c),
        }
        let is_at_an_end = is_first || next.is_none();
        if c == ' ' {
            found.blank_or_break_at_an_end |= is_at_an_end;
            found.blank_at_the_end |= next.is_none();
            found.blank_after_break |= previous.is_some_and(is_break);
        } else if is_break(c) {
            found.line_break = true;
            found.blank_or_break_at_an_end |= is_at_an_end;
            found.break_after_blank |= previous == Some(' ');
        }
        previous = Some(c);
    }
    found
}

/// Whether a character would mean something else in a plain scalar.
fn is_indicator(previous: Option<char>, c: char, next: Option<char>) -> bool {
    let is_before_blank = next.is_none_or(is_blank_or_break);
    match (previous, c) {
        (
            None,
            '#' | ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%'
            | '@' | '`',
        ) => true,
        (None, '?' | '-') | (_, ':') => is_before_blank,
        (Some(previous), '#') => is_blank_or_break(previous),
        _ => false,
    }
}

fn is_blank_or_break(c: char) -> bool {
    matches!(c, ' ' | '\t') || is_break(c)
}

/// What go-yaml takes for a line break.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What go-yaml writes as it is.
pub(super) fn is_printable(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}
