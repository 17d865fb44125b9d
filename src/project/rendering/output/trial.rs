//! What would be taken in the place of a value, found by trying it.

use crate::template::output::{OutputError, RenderedFile, arrange};
use crate::template::version::HelmVersion;
use crate::yaml::Value;
use std::ops::Range;

/// A file with something else in the place of the value to blame.
pub(super) struct Trial<'t> {
    pub(super) error: &'t OutputError,
    pub(super) text: &'t [u8],
    /// What the value wrote.
    pub(super) range: Range<usize>,
    /// Whether that follows a key which is written with it.
    pub(super) is_after_key: bool,
}

/// What has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The same in quotes.
    Quotes,
    Mapping,
    List,
    Text,
}

impl Trial<'_> {
    /// What has to be there, if one kind alone is taken, or that of the chart's default is among those that are.
    pub(super) fn wanted(&self, value: &Value, default: Option<&Value>) -> Option<Wanted> {
        let own = kind(value);
        let (mapping, list) = match self.written() {
            [b'[' | b'{', ..] => ("{k: v}", "[v]"),
            _ if self.is_after_key => ("{k: v}", "[v]"),
            _ => ("k: v", "- v"),
        };
        let taken: Vec<Wanted> = [
            (Wanted::Mapping, mapping),
            (Wanted::List, list),
            (Wanted::Text, "\"v\""),
        ]
        .into_iter()
        .filter(|(_, written)| self.is_taken(written))
        .map(|(kind, _)| kind)
        .collect();
        let of_default = default.and_then(kind);
        let wanted = match (&taken[..], of_default) {
            ([one], _) => *one,
            (_, Some(default)) if taken.contains(&default) => default,
            _ => return None,
        };
        match Some(wanted) == own {
            true if wanted == Wanted::Text => {
                self.is_taken(&self.quoted()).then_some(Wanted::Quotes)
            }
            true => None,
            false => Some(wanted),
        }
    }

    /// What the value wrote, in quotes.
    fn quoted(&self) -> String {
        serde_json::Value::from(String::from_utf8_lossy(self.written())).to_string()
    }

    fn written(&self) -> &[u8] {
        self.text.get(self.range.clone()).unwrap_or_default()
    }

    /// Whether Helm takes the file with other bytes there.
    fn is_taken(&self, written: &str) -> bool {
        let part = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        let before = part(0..self.range.start);
        let after = part(self.range.end..self.text.len());
        let blank: &[u8] = if self.is_after_key { b" " } else { b"" };
        let file = RenderedFile {
            name: self.error.file.clone(),
            text: [before, blank, written.as_bytes(), after].concat(),
        };
        // Both read documents alike; only where they begin and end differs.
        arrange(&[file], HelmVersion::V4).is_ok()
    }
}

fn kind(value: &Value) -> Option<Wanted> {
    match value {
        Value::Map(_) => Some(Wanted::Mapping),
        Value::List(_) => Some(Wanted::List),
        Value::String(_) => Some(Wanted::Text),
        _ => None,
    }
}
