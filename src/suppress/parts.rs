//! The parts of a comment: the part for helm-obo may come after other words, and other tools' comments after it.

use crate::source::Span;

/// The parts of a comment by their places in it, each from its `#` on: one begins at a `#` after a space that
/// is followed by a space or a word. The `#12` of a reason begins none.
pub(super) fn parts(comment: &str) -> Vec<Span> {
    let starts = comment
        .match_indices('#')
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || begins(&comment[..*at], &comment[*at..]));
    let starts: Vec<usize> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain([comment.len()]);
    let parts = starts.iter().zip(ends).map(|(start, end)| {
        let end = match end == comment.len() {
            true => end,
            false => comment[..end].trim_end().len(),
        };
        Span::new(*start, end)
    });
    parts.collect()
}

fn begins(before: &str, rest: &str) -> bool {
    let word = rest.trim_start_matches('#');
    before.ends_with([' ', '\t'])
        && word.starts_with(|c: char| matches!(c, ' ' | '\t') || c.is_alphabetic())
}

/// Whether a comment begins with a line of YAML that was commented out: what follows in that line is commented out too.
pub(super) fn is_taken_out(before: &str) -> bool {
    let text = before.trim_start_matches(['#', ' ', '\t']);
    let first = text.split_whitespace().next().unwrap_or_default();
    first.is_empty() || first == "-" || first.ends_with(':') || first.starts_with(['{', '['])
}

#[cfg(test)]
mod tests {
    use super::{is_taken_out, parts};

    #[test]
    fn a_comment_falls_into_parts() {
        for (comment, expected) in [
            ("#", &["#"][..]),
            ("# a", &["# a"]),
            ("# a  # b ", &["# a", "# b "]),
            ("# a #b\t## c", &["# a", "#b", "## c"]),
            ("# a #12 `# b` c# d ###", &["# a #12 `# b` c# d ###"]),
            ("## a", &["## a"]),
            ("# # a", &["#", "# a"]),
        ] {
            let parts: Vec<&str> = parts(comment)
                .iter()
                .map(|part| &comment[part.range()])
                .collect();
            assert_eq!(parts, expected, "{comment}");
        }
    }

    #[test]
    fn lines_that_were_taken_out_are_known() {
        for before in ["# ", "# a: b ", "#a:", "# - a", "#   - a: b", "# {a: b}"] {
            assert!(is_taken_out(before), "{before}");
        }
        for before in ["# why", "# noqa why: because", "# -5"] {
            assert!(!is_taken_out(before), "{before}");
        }
    }
}
