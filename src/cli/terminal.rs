//! The two output streams: colour, width, and what goes where.

use super::args::Color;
use super::progress::{DELAY, Line};
use super::{Error, environment, repository};
use crate::report::{
    self, Failure, Format, Links, Options, WrittenFor, write_annotation, write_error, write_log,
    write_note,
};
use crate::secrets::Mask;
use crate::source::display_path;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// The largest width at which prose is wrapped.
const WIDEST: usize = 120;

/// How the streams are to be used.
pub(super) struct Terminal {
    color: Color,
    pub(super) quiet: bool,
    verbose: bool,
    /// The format of findings and failures on standard error.
    error_format: &'static dyn Format,
}

impl Terminal {
    pub(super) fn new(color: Color, quiet: bool, verbose: bool) -> Self {
        Self {
            color,
            quiet,
            verbose,
            error_format: report::DEFAULT,
        }
    }

    /// The same where a report is written in this format: GitHub's runners read failures as annotations too.
    pub(super) fn reporting(self, format: &'static dyn Format) -> Self {
        let error_format = match format.is_for_github_runners() {
            true => format,
            false => self.error_format,
        };
        Self {
            error_format,
            ..self
        }
    }

    /// How findings are written to standard error.
    pub(super) fn error_format(&self) -> &'static dyn Format {
        self.error_format
    }

    /// How a report looks on standard output, or in a file.
    pub(super) fn options(&self, file: Option<&Path>) -> Options {
        let is_terminal = file.is_none() && io::stdout().is_terminal();
        let mut options = self.look(is_terminal, self.quiet);
        // What the environment says is about streams.
        options.color &= file.is_none() || self.color == Color::Always;
        options.links = options.links.filter(|_| file.is_none());
        options
    }

    /// How a report looks on standard error.
    pub(super) fn error_options(&self, quiet: bool) -> Options {
        let mut options = self.look(io::stderr().is_terminal(), quiet);
        if self.error_format.written_for() == WrittenFor::CodeHost {
            options.prefix = repository::prefix();
        }
        options
    }

    fn look(&self, is_terminal: bool, quiet: bool) -> Options {
        Options {
            color: is_colored(self.color, is_terminal),
            unicode: environment::is_utf8() && !(is_terminal && environment::is_bare_console()),
            width: if is_terminal {
                width()
            } else {
                Options::default().width
            },
            quiet,
            pages: repository::pages(),
            links: self.links(is_terminal),
            ..Options::default()
        }
    }

    /// What links lead to, where a stream has them.
    fn links(&self, is_terminal: bool) -> Option<Links> {
        if self.color == Color::Never || !environment::has_links(is_terminal) {
            return None;
        }
        let host = gethostname::gethostname().into_string().unwrap_or_default();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        Some(Links {
            host: if host.chars().all(is_plain) {
                host
            } else {
                String::new()
            },
            directory: std::env::current_dir().ok()?,
        })
    }

    /// How a report for a code host looks: its files are those of the repository.
    pub(super) fn hosted(&self, file: Option<&Path>) -> Options {
        Options {
            prefix: repository::prefix(),
            files: environment::files(),
            ..self.options(file)
        }
    }

    /// Shows how far a run has come, for people who wait at a terminal; not while they type there, since it would be
    /// written over.
    pub(super) fn progress(&self, reads_stdin: bool) -> Line {
        let is_typed = reads_stdin && io::stdin().is_terminal();
        let is_watched = io::stderr().is_terminal() && !environment::is_unattended();
        if self.quiet || is_typed || !is_watched {
            return Line::none();
        }
        let size = terminal_size::terminal_size_of(io::stderr());
        let width = size.map_or(Options::default().width, |(width, _)| usize::from(width.0));
        Line::start(io::stderr(), width, DELAY)
    }

    /// Writes a command's result to standard output, or to a file.
    pub(super) fn write(&self, file: Option<&Path>, content: &[u8]) -> Result<(), Error> {
        match file {
            Some(file) => std::fs::write(file, content).map_err(|source| Error::File {
                file: display_path(file),
                source,
            }),
            None => {
                let mut out = io::stdout().lock();
                match out.write_all(content).and_then(|()| out.flush()) {
                    // The reader of the output has seen enough; the exit status counts all the same.
                    Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                    written => Ok(written?),
                }
            }
        }
    }

    /// Logs what is being done, with `--verbose`. Names only, never values.
    pub(super) fn log(&self, text: &str) {
        if self.verbose {
            // Where standard error is closed, nobody wants to know.
            let _ = write_log(&mut io::stderr().lock(), text);
        }
    }

    /// Writes a note to standard error, beside a result, unless `--quiet` is given.
    pub(super) fn note(&self, text: &str, mask: &Mask) {
        if !self.quiet {
            self.caution(text, mask);
        }
    }

    /// Writes a note to standard error even with `--quiet`: who goes on with the result must see it.
    pub(super) fn caution(&self, text: &str, mask: &Mask) {
        let _ = write_note(&mut io::stderr().lock(), text, mask);
    }

    /// Reports on standard error why something could not be done.
    pub(super) fn fail(&self, failure: &Failure, mask: &Mask) {
        let mut out = io::stderr().lock();
        let color = self.error_options(false).color;
        let _ = match self.error_format.is_for_github_runners() {
            true => write_annotation(&mut out, failure, mask),
            false => write_error(&mut out, failure, mask, color),
        };
    }
}

/// Whether a stream is coloured.
pub(super) fn is_colored(color: Color, is_terminal: bool) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => environment::color().unwrap_or(is_terminal),
    }
}

fn width() -> usize {
    terminal_size::terminal_size()
        .map_or(Options::default().width, |(width, _)| usize::from(width.0))
        .min(WIDEST)
}
