//! `concise`: a line per finding, as compilers write them.

use super::{Format, View, WrittenFor, name, summary};
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
            writeln!(
                out,
                "{}:{}:{}: {}[{}] {}",
                name::short(source.name(), view),
                at.line,
                at.column,
                diagnostic.severity.as_str(),
                diagnostic.rule,
                view.text(&diagnostic.message),
            )?;
        }
        if !view.options.quiet {
            out.write_all(summary::lines(view).join("\n").as_bytes())?;
            writeln!(out)?;
        }
        Ok(())
    }
}
