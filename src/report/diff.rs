//! What changes in files, as a unified diff.

use super::escape;
use crate::secrets::Mask;
use crate::source::Source;
use similar::{ChangeTag, TextDiff};
use std::io;

/// How many lines are shown around a change.
const CONTEXT: usize = 3;

const MARK: &str = "\u{feff}";

/// A file before and after.
#[derive(Debug, Clone, Copy)]
pub struct Revision<'a> {
    /// Its name, as a diff is to have it.
    pub name: &'a str,
    /// The source before the change.
    pub before: &'a Source,
    /// The source after the change.
    pub after: &'a Source,
    /// What must not be shown of both.
    pub mask: &'a Mask,
}

/// Writes the diff of a file; nothing if nothing changes. Returns whether it can be applied as a patch: not if a
/// credential is masked, a control character is shown as an escape, or a line has an ending that patches do not know.
///
/// # Errors
/// When the writer fails.
pub fn write_diff(
    out: &mut dyn io::Write,
    revision: Revision<'_>,
    color: bool,
) -> io::Result<bool> {
    let Revision {
        name,
        before,
        after,
        mask,
    } = revision;
    let diff = TextDiff::from_lines(before.text(), after.text());
    let shown_name = escape::visible(&mask.message(name));
    let mut is_faithful = shown_name == name && !has_lone_cr(before.text());
    let mut is_begun = false;
    let paint = |code: &str, text: String| match color {
        true => format!("\x1b[{code}m{text}\x1b[0m"),
        false => text,
    };
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        if !std::mem::replace(&mut is_begun, true) {
            // After a name with spaces, a tab marks where it ends.
            let end = if shown_name.contains(' ') { "\t" } else { "" };
            for side in ["--- a", "+++ b"] {
                let head = paint("1", format!("{side}/{shown_name}"));
                writeln!(out, "{head}{end}")?;
            }
        }
        writeln!(out, "{}", paint("36", hunk.header().to_string()))?;
        for change in hunk.iter_changes() {
            let (source, index, code) = match change.tag() {
                ChangeTag::Insert => (after, change.new_index(), Some("32")),
                ChangeTag::Delete => (before, change.old_index(), Some("31")),
                ChangeTag::Equal => (before, change.old_index(), None),
            };
            let line = Line::new(source, index.unwrap_or_default(), mask);
            is_faithful &= line.is_faithful;
            let shown = format!("{}{}", change.tag(), line.text);
            let shown = code.map_or(shown.clone(), |code| paint(code, shown));
            write!(out, "{shown}{}", line.ending)?;
            if line.ending.is_empty() {
                writeln!(out, "\n\\ No newline at end of file")?;
            }
        }
    }
    Ok(is_faithful)
}

/// A line as it is shown.
struct Line<'a> {
    text: String,
    ending: &'a str,
    is_faithful: bool,
}

impl<'a> Line<'a> {
    /// The line of this index, from 0.
    fn new(source: &'a Source, index: usize, mask: &Mask) -> Self {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let mut range = source.lines().range(source.text(), number);
        // At the top of a file it is not a character of the text, and the patch has to keep it.
        let top = &source.text()[..range.end];
        let is_marked = index == 0 && top.starts_with(MARK);
        let mark = if is_marked { MARK } else { "" };
        range.start += mark.len();
        let content = &source.text()[range.clone()];
        let rest = &source.text()[range.end..];
        let ending = ["\r\n", "\n", "\r"]
            .into_iter()
            .find(|it| rest.starts_with(it));
        // A runner takes a line for a command even after the space that marks it as unchanged.
        let text = escape::leading(tabbed(&mask.excerpt(source, range)));
        if ending == Some("\r") {
            // A terminal would write the next line over this one.
            return Self {
                is_faithful: false,
                text: format!("{mark}{text}\\r"),
                ending: "\n",
            };
        }
        Self {
            is_faithful: text == content,
            text: format!("{mark}{text}"),
            ending: ending.unwrap_or_default(),
        }
    }
}

fn has_lone_cr(text: &str) -> bool {
    let mut parts = text.split('\r').skip(1);
    parts.any(|rest| !rest.starts_with('\n'))
}

/// A line whose control characters are made visible, except tabs, which patches have to keep.
fn tabbed(text: &str) -> String {
    let parts: Vec<String> = text.split('\t').map(escape::visible).collect();
    parts.join("\t")
}
