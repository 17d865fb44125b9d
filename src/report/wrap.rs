//! Breaks lines at spaces, and only there: paths, names and flags stay whole to be copied.

use super::link::unlinked;
use unicode_width::UnicodeWidthChar;

/// How many columns a string takes, character by character, as the drawing counts them.
pub(crate) fn width(text: &str) -> usize {
    unlinked(text).chars().map(char_width).sum()
}

/// How many columns a character takes.
pub(crate) fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The lines of a paragraph, the first at most `first` columns wide, the others at most `rest`, unless a word is wider.
pub(crate) fn wrap(text: &str, first: usize, rest: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let room = if lines.len() == 1 { first } else { rest };
        let needed = width(word);
        // A line that begins with `::` is a command to CI runners, which skip the spaces before it.
        let breaks = used > 0 && used + 1 + needed > room && !word.starts_with("::");
        if breaks {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += needed;
        }
    }
    lines
}

/// A paragraph after a head, its further lines indented by as much as the head is wide, or by four where that is much.
pub(crate) fn hang(head: &str, text: &str, columns: usize) -> String {
    let indent = if width(head) > 16 { 4 } else { width(head) };
    let first = columns.saturating_sub(width(head));
    let lines = wrap(text, first, columns.saturating_sub(indent));
    format!("{head}{}", lines.join(&format!("\n{}", " ".repeat(indent))))
}

#[cfg(test)]
mod tests {
    use super::{hang, wrap};

    #[test]
    fn breaks_at_blanks_only() {
        assert_eq!(
            wrap("the sre-agent has none", 12, 8),
            ["the", "sre-agent", "has none"]
        );
        assert_eq!(
            hang("help: ", "a 😀😀 b", 11),
            "help: a\n      😀😀\n      b"
        );
    }

    #[test]
    fn no_line_begins_with_a_command() {
        assert_eq!(
            wrap("write ::error::x now", 8, 8),
            ["write ::error::x", "now"]
        );
    }
}
