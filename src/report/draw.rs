//! Snippets drawn by miette, which no other file knows.
//!
//! miette gets a source of our own that holds the shown lines only. It counts columns in bytes, scans a file again for
//! each finding, and draws long spans and long lines in full; here all that is done before it gets the source.

use super::View;
use super::snippet::Snippet;
use crate::diagnostic::Severity;
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use std::fmt;

/// What is drawn: a message, with a head before it, over a snippet.
#[derive(Debug)]
pub(super) struct Picture {
    /// How bad it is, for its colour; `None` for what only explains.
    pub(super) severity: Option<Severity>,
    /// What is before the message: `error[rule]:`.
    pub(super) head: String,
    /// The message, broken into lines.
    pub(super) message: String,
    /// The lines to show.
    pub(super) snippet: Snippet,
}

/// Draws it, with a line feed at the end.
pub(super) fn draw(view: &View<'_>, picture: &Picture) -> Result<String, fmt::Error> {
    let mut drawn = String::new();
    GraphicalReportHandler::new_themed(theme(view, picture))
        .with_context_lines(1)
        // Lines are broken already, at spaces only.
        .with_wrap_lines(false)
        .without_syntax_highlighting()
        .render_report(&mut drawn, picture)?;
    let lines = drawn.lines().map(|line| format!("{}\n", line.trim_end()));
    Ok(lines.collect())
}

fn theme(view: &View<'_>, picture: &Picture) -> GraphicalTheme {
    let mut characters = if view.options.unicode {
        ThemeCharacters::unicode()
    } else {
        ThemeCharacters::ascii()
    };
    let mut styles = if view.options.color {
        ThemeStyles::ansi()
    } else {
        ThemeStyles::none()
    };
    // Where miette puts an icon, the head says the same in words.
    characters.error.clone_from(&picture.head);
    characters.warning.clone_from(&picture.head);
    characters.advice.clone_from(&picture.head);
    let own = match picture.severity {
        Some(Severity::Error) => styles.error,
        Some(Severity::Warning) => styles.warning,
        Some(Severity::Note) | None => styles.advice,
    };
    let mut marks: Vec<_> = picture.snippet.marks.iter().collect();
    marks.sort_by_key(|mark| mark.span.start);
    // miette hands out these styles in the order of the labels.
    styles.highlights = marks
        .iter()
        .map(|mark| if mark.primary { own } else { styles.advice })
        .collect();
    GraphicalTheme { characters, styles }
}

impl fmt::Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Picture {}

impl miette::Diagnostic for Picture {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Some(Severity::Error) => miette::Severity::Error,
            Some(Severity::Warning) => miette::Severity::Warning,
            Some(Severity::Note) | None => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.marks.iter().map(|mark| {
            let span = (mark.span.start, mark.span.len());
            if mark.primary {
                LabeledSpan::new_primary_with_span(mark.text.clone(), span)
            } else {
                LabeledSpan::new_with_span(mark.text.clone(), span)
            }
        })))
    }
}

impl SourceCode for Snippet {
    /// All lines, whichever are asked for. Without context miette wants to know where the label is.
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        above: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, column) = match above {
            0 => (self.at.line - 1, self.at.column - 1),
            _ => (self.first - 1, 0),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.text.as_bytes(),
            (0, self.text.len()).into(),
            line as usize,
            column as usize,
            self.count as usize,
        )))
    }
}
