//! Paths within values, written as Helm's `--set` writes them.

use std::fmt;
use std::sync::Arc;

/// One step into a mapping or a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A mapping's key.
    Key(Arc<str>),
    /// A list's index, from 0.
    Index(usize),
}

impl From<&str> for Segment {
    fn from(key: &str) -> Self {
        Self::Key(key.into())
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// A path from the root of the values: `agents.definitions.sre-agent.env[0]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ValuePath(Vec<Segment>);

impl ValuePath {
    /// The root.
    pub fn root() -> Self {
        Self::default()
    }

    /// The path of these keys.
    pub fn keys<'k>(keys: impl IntoIterator<Item = &'k str>) -> Self {
        Self(keys.into_iter().map(Segment::from).collect())
    }

    /// Reads a path as [`Display`](fmt::Display) writes it: `a.b`, `list[0]`, `\.` for a dot in a key.
    pub fn parse(text: &str) -> Self {
        let mut segments = Vec::new();
        let mut key = String::new();
        let mut chars = text.chars();
        let flush = |key: &mut String, segments: &mut Vec<Segment>| {
            if !key.is_empty() {
                segments.push(Segment::from(std::mem::take(key).as_str()));
            }
        };
        while let Some(c) = chars.next() {
            match c {
                '\\' => key.extend(chars.next()),
                '.' => flush(&mut key, &mut segments),
                '[' => {
                    flush(&mut key, &mut segments);
                    let index: String = chars.by_ref().take_while(|&c| c != ']').collect();
                    segments.extend(index.parse().ok().map(Segment::Index));
                }
                c => key.push(c),
            }
        }
        flush(&mut key, &mut segments);
        Self(segments)
    }

    /// The path continued by another.
    #[must_use]
    pub fn append(&self, other: &Self) -> Self {
        Self([&self.0[..], &other.0[..]].concat())
    }

    /// Its steps, from the root.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// The path one step further.
    #[must_use]
    pub fn join(&self, segment: impl Into<Segment>) -> Self {
        let mut segments = Vec::with_capacity(self.0.len() + 1);
        segments.extend_from_slice(&self.0);
        segments.push(segment.into());
        Self(segments)
    }

    /// The path one step back and the last step, or none at the root.
    pub fn split_last(&self) -> Option<(Self, &Segment)> {
        let (last, rest) = self.0.split_last()?;
        Some((Self(rest.to_vec()), last))
    }

    /// The last step when it is a key.
    pub fn last_key(&self) -> Option<&str> {
        match self.0.last() {
            Some(Segment::Key(key)) => Some(key),
            _ => None,
        }
    }

    /// The first step when it is a key.
    pub fn first_key(&self) -> Option<&str> {
        match self.0.first() {
            Some(Segment::Key(key)) => Some(key),
            _ => None,
        }
    }

    /// The rest of the path after its first steps; `None` if these are others.
    pub fn strip_prefix(&self, first: &Self) -> Option<Self> {
        Some(Self(self.0.strip_prefix(&first.0[..])?.to_vec()))
    }

    /// Whether `other` is this path or is below it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }
}

impl From<Vec<Segment>> for ValuePath {
    fn from(segments: Vec<Segment>) -> Self {
        Self(segments)
    }
}

impl fmt::Display for ValuePath {
    /// `a.b`, `list[0]`, a dot in a key as `\.`. The other characters that `--set` gives a meaning to (`,`, `=`, `[`,
    /// `\`) are escaped likewise.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) => {
                    if i > 0 {
                        f.write_str(".")?;
                    }
                    for c in key.chars() {
                        if matches!(c, '.' | ',' | '=' | '[' | '\\') {
                            f.write_str("\\")?;
                        }
                        write!(f, "{c}")?;
                    }
                }
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::ValuePath;

    #[test]
    fn is_written_as_set_writes_it() {
        let path = ValuePath::keys(["a", "b.c"]).join(0).join("d");
        assert_eq!(path.to_string(), r"a.b\.c[0].d");
        assert_eq!(ValuePath::root().to_string(), "");
        assert_eq!(ValuePath::parse(r"a.b\.c[0].d"), path);
    }
}
