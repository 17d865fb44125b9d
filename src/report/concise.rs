//! `concise`: a line per finding, as compilers write them.

use super::{Format, View, WrittenFor, ci, name, summary};
use std::io;

/// `file:line:col: severity[rule] message`.
#[derive(Debug)]
pub(super) struct Concise;

impl Format for Concise {
    fn name(&self) -> &'static str {
        "concise"
    }

    fn summary(&self) -> &'static str {
        "One line each: file:line:col: severity[rule] message"
    }

    fn written_for(&self) -> WrittenFor {
        WrittenFor::People
    }

    fn shows_fixes(&self, is_quiet: bool) -> bool {
        !is_quiet
    }

    fn write(&self, view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        for finding in &view.report.findings {
            let diagnostic = &finding.diagnostic;
            let source = view.sources.get(diagnostic.place.source);
            let at = source.position(diagnostic.place.span.start);
            let name = name::short(source.name(), view);
            let place = format!("{name}:{}:{}", at.line, at.column);
            writeln!(
                out,
                "{}: {}[{}] {}",
                view.place(source.name(), place),
                diagnostic.severity.as_str(),
                view.rule(diagnostic.rule),
                view.text(&diagnostic.message),
            )?;
        }
        if !view.options.quiet {
            for line in summary::lines(view).into_iter().chain(ci::line(view)) {
                writeln!(out, "{line}")?;
            }
        }
        Ok(())
    }
}
