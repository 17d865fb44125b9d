//! Globs over the paths of a chart's files, as the library reads them that Helm uses (`github.com/gobwas/glob`, with `/` between).

use regex::{Regex, escape};
use std::fmt::Write;
use std::iter::Peekable;
use std::str::Chars;

/// A glob: `*` stops at `/`, and `**` does not, wherever it is.
pub(super) struct PathGlob(Option<Regex>);

impl PathGlob {
    /// Reads a glob. One that cannot be read fits all paths.
    pub(super) fn new(pattern: &str) -> Self {
        let regex = Reader::new(pattern).regex();
        Self(regex.and_then(|regex| Regex::new(&regex).ok()))
    }

    pub(super) fn fits(&self, path: &str) -> bool {
        self.0.as_ref().is_none_or(|regex| regex.is_match(path))
    }
}

/// Makes a regular expression of a glob.
struct Reader<'p> {
    rest: Peekable<Chars<'p>>,
    out: String,
    /// How many `{` are open.
    open: usize,
}

impl<'p> Reader<'p> {
    fn new(pattern: &'p str) -> Self {
        Self {
            rest: pattern.chars().peekable(),
            out: String::from("(?s)^(?:"),
            open: 0,
        }
    }

    fn regex(mut self) -> Option<String> {
        while let Some(char) = self.rest.next() {
            match char {
                '*' if self.rest.next_if_eq(&'*').is_some() => self.out.push_str(".*"),
                '*' => self.out.push_str("[^/]*"),
                '?' => self.out.push_str("[^/]"),
                '[' => self.class()?,
                '{' => {
                    self.open += 1;
                    self.out.push_str("(?:");
                }
                ',' if self.open > 0 => self.out.push('|'),
                '}' if self.open > 0 => {
                    self.open -= 1;
                    self.out.push(')');
                }
                // An escape at the end escapes nothing.
                '\\' => {
                    let escaped = self.rest.next();
                    self.literal(escaped);
                }
                char => self.literal(Some(char)),
            }
        }
        // What was not closed is closed by the end.
        for _ in 0..=self.open {
            self.out.push(')');
        }
        self.out.push('$');
        Some(self.out)
    }

    fn literal(&mut self, char: Option<char>) {
        if let Some(char) = char {
            self.out.push_str(&escape(char.encode_utf8(&mut [0; 4])));
        }
    }

    /// After `[`: one range, or characters. Both may be negated, and then fit a `/` too.
    fn class(&mut self) -> Option<()> {
        let not = match self.rest.next_if_eq(&'!') {
            Some(_) => "^",
            None => "",
        };
        let mut written = self.rest.clone();
        let low = written.next()?;
        let characters = if written.next() == Some('-') {
            let high = written.next().filter(|high| *high >= low)?;
            self.rest = written;
            format!("{}-{}", in_class(low), in_class(high))
        } else {
            self.characters()?
        };
        if self.rest.next() != Some(']') {
            return None;
        }
        write!(self.out, "[{not}{characters}]").ok()
    }

    /// Characters up to `]`, of which there must be some.
    fn characters(&mut self) -> Option<String> {
        let mut characters = String::new();
        while let Some(char) = self.rest.next_if(|char| *char != ']') {
            match char {
                '\\' => characters.extend(self.rest.next().map(in_class)),
                char => characters.push_str(&in_class(char)),
            }
        }
        (!characters.is_empty()).then_some(characters)
    }
}

/// A character as it is written in a class of a regular expression.
fn in_class(char: char) -> String {
    format!("\\x{{{:x}}}", u32::from(char))
}

#[cfg(test)]
mod tests {
    use super::PathGlob;

    /// What Helm answered for the files of a chart.
    #[test]
    fn paths_are_chosen_as_helm_chooses_them() {
        let files = Vec::from_iter(ALL.split(' '));
        for (pattern, chosen) in ANSWERS {
            let glob = PathGlob::new(pattern);
            let fitting = files.iter().filter(|file| glob.fits(file));
            let fitting = Vec::from_iter(fitting.copied()).join(" ");
            assert_eq!(fitting, *chosen, "{pattern}");
        }
    }

    const ALL: &str = "a.txt b.txt data/[q].txt data/a.txt data/b.json data/sub/c.txt data/sub/{k}.txt data/x-y,z.txt";

    const ANSWERS: &[(&str, &str)] = &[
        ("", ""),
        ("*", "a.txt b.txt"),
        ("**", ALL),
        ("*.txt", "a.txt b.txt"),
        (
            "**.txt",
            "a.txt b.txt data/[q].txt data/a.txt data/sub/c.txt data/sub/{k}.txt data/x-y,z.txt",
        ),
        (
            "**/*.txt",
            "data/[q].txt data/a.txt data/sub/c.txt data/sub/{k}.txt data/x-y,z.txt",
        ),
        (
            "data/*",
            "data/[q].txt data/a.txt data/b.json data/x-y,z.txt",
        ),
        (
            "data/**",
            "data/[q].txt data/a.txt data/b.json data/sub/c.txt data/sub/{k}.txt data/x-y,z.txt",
        ),
        ("data/**/c.txt", "data/sub/c.txt"),
        ("**/c.txt", "data/sub/c.txt"),
        ("data/?.txt", "data/a.txt"),
        ("data/[ab].*", "data/a.txt data/b.json"),
        ("data/[!a]*", "data/[q].txt data/b.json data/x-y,z.txt"),
        ("data/[a-c].*", "data/a.txt data/b.json"),
        ("data/[!a-c].*", ""),
        ("data/[b-a].*", ALL),
        ("data/[]*", ALL),
        ("data/[a", ALL),
        ("data/[a-bc]*", ALL),
        ("{a,b}.txt", "a.txt b.txt"),
        ("data/{a,sub/c}.txt", "data/a.txt data/sub/c.txt"),
        ("{data/{a,b}.*,b.txt}", "b.txt data/a.txt data/b.json"),
        ("{a,b", ""),
        ("data\\/a.txt", "data/a.txt"),
        ("data/\\[q].txt", "data/[q].txt"),
        ("data/\\{k}.txt", ""),
        ("**/\\{k\\}.txt", "data/sub/{k}.txt"),
        ("a.txt\\", "a.txt"),
        ("data/x-y,z.txt", "data/x-y,z.txt"),
        ("data[!a]a.txt", "data/a.txt"),
        ("data?a.txt", ""),
        (
            "***.txt",
            "a.txt b.txt data/[q].txt data/a.txt data/sub/c.txt data/sub/{k}.txt data/x-y,z.txt",
        ),
        (
            "*/**",
            "data/[q].txt data/a.txt data/b.json data/sub/c.txt data/sub/{k}.txt data/x-y,z.txt",
        ),
        ("data/sub/", ""),
        ("data/", ""),
        (
            "**a**",
            "a.txt data/[q].txt data/a.txt data/b.json data/sub/c.txt data/sub/{k}.txt data/x-y,z.txt",
        ),
        (
            "d*a/*",
            "data/[q].txt data/a.txt data/b.json data/x-y,z.txt",
        ),
        ("data/[[]*", "data/[q].txt"),
        ("A.txt", ""),
        ("data/}.txt", ""),
        ("{}.txt", ""),
        ("{,data/}a.txt", "a.txt data/a.txt"),
        ("data/[\\[]*", "data/[q].txt"),
        ("data/[-a]*", "data/a.txt"),
        ("data/[a-]*", ALL),
        ("*data*", ""),
        ("data/*-*", "data/x-y,z.txt"),
    ];
}
