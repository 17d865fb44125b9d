//! Values files with marks for what must be found in them.
//!
//! `enabled: «wrong-type|"false"»` means `enabled: "false"` and says that `wrong-type` must underline `"false"`, as an
//! error. `«warning obo-incomplete|obo»` says that it is a warning, and `«obo-missing, missing-block|helper»` that two
//! rules speak of one place.

/// A finding as it is compared: where it is, how bad, and which rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found(pub(crate) String);

impl Found {
    /// A finding that underlines what is in `text` from one byte to another.
    pub(crate) fn new(file: &str, text: &str, (start, end): (usize, usize), finding: &str) -> Self {
        let place = format!("{}-{}", position(text, start), position(text, end));
        Self(format!("{file}:{place} {finding} `{}`", &text[start..end]))
    }
}

/// Line and column, both from 1; lines end at LF, CRLF or CR.
fn position(text: &str, offset: usize) -> String {
    let before = &text[..offset];
    let unified = before.replace("\r\n", "\n").replace('\r', "\n");
    let line = unified.matches('\n').count() + 1;
    let start = unified.rfind('\n').map_or(0, |newline| newline + 1);
    format!("{line}:{}", unified[start..].chars().count() + 1)
}

/// A text without its marks, and what the marks say.
pub(crate) struct Marked {
    /// The text as it is linted.
    pub(crate) text: String,
    marks: Vec<(usize, usize, String)>,
}

impl Marked {
    /// Takes the marks out of a text.
    pub(crate) fn new(marked: &str) -> Self {
        let mut text = String::new();
        let mut marks = Vec::new();
        let mut rest = marked;
        while let Some((before, opened)) = rest.split_once('«') {
            let (rules, after) = opened.split_once('|').unwrap(); // a mark names its rules
            let (underlined, after) = after.split_once('»').unwrap(); // and ends
            text.push_str(before);
            let start = text.len();
            text.push_str(underlined);
            for rule in rules.split(", ") {
                marks.push((start, text.len(), finding(rule)));
            }
            rest = after;
        }
        text.push_str(rest);
        Self { text, marks }
    }

    /// What must be found in it, given the name of its file.
    pub(crate) fn found(&self, file: &str) -> impl Iterator<Item = Found> {
        self.marks
            .iter()
            .map(move |(start, end, finding)| Found::new(file, &self.text, (*start, *end), finding))
    }

    /// The rules that the marks name.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &str> {
        self.marks
            .iter()
            .filter_map(|(_, _, finding)| Some(finding.split_once('[')?.1.trim_end_matches(']')))
    }
}

/// `warning obo-incomplete` as `warning[obo-incomplete]`; without a severity it is an error.
fn finding(rule: &str) -> String {
    match rule.split_once(' ') {
        Some((severity, rule)) => format!("{severity}[{rule}]"),
        None => format!("error[{rule}]"),
    }
}

/// A text without its marks.
pub(crate) fn unmarked(marked: &str) -> String {
    Marked::new(marked).text
}
