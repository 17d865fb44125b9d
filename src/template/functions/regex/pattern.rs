//! A pattern, ready to match.

use super::syntax::ErrorKind;
use super::translate::{Translated, translate};
use crate::template::functions::Fault;
use crate::template::version::HelmVersion;
use regex::{Regex, RegexBuilder};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How much memory a compiled pattern may take.
const MAX_SIZE: usize = 32 << 20;

/// How many compiled patterns are kept: charts use the same few again and again.
const MAX_KEPT: usize = 64;

/// Compiled patterns, by their text and whether Helm 3 reads them.
type Kept = BTreeMap<(Vec<u8>, bool), Rc<Pattern>>;

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// A pattern of Go's.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) regex: Regex,
    /// The name of each group; empty where it has none.
    pub(super) names: Vec<String>,
}

impl Pattern {
    /// Compiles a pattern, or says what is wrong with it in Go's words.
    pub(super) fn compile(pattern: &[u8], version: HelmVersion) -> Result<Rc<Self>, Fault> {
        let key = (pattern.to_vec(), version == HelmVersion::V3);
        if let Some(kept) = KEPT.with_borrow(|kept| kept.get(&key).cloned()) {
            return Ok(kept);
        }
        let compiled = Rc::new(Self::build(pattern, version)?);
        KEPT.with_borrow_mut(|kept| {
            if kept.len() >= MAX_KEPT {
                kept.clear();
            }
            kept.insert(key, Rc::clone(&compiled));
        });
        Ok(compiled)
    }

    fn build(pattern: &[u8], version: HelmVersion) -> Result<Self, Fault> {
        let text = std::str::from_utf8(pattern).map_err(|error| {
            let rest = pattern.get(error.valid_up_to()..).unwrap_or_default();
            ErrorKind::Utf8.at(&String::from_utf8_lossy(rest))
        })?;
        let Translated { pattern, names } = translate(text, version)?;
        let regex = RegexBuilder::new(&pattern)
            .size_limit(MAX_SIZE)
            .dfa_size_limit(MAX_SIZE)
            .nest_limit(10_000)
            .build()
            .map_err(|_| Fault::limit("the pattern would be too large"))?;
        Ok(Self { regex, names })
    }
}

/// A pattern as Go quotes it in the words of a panic: between backquotes where it can.
pub(super) fn quoted(pattern: &[u8]) -> String {
    let plain = std::str::from_utf8(pattern).ok().filter(|text| {
        let is_plain = |char: char| !char.is_ascii_control() || char == '\t';
        text.chars()
            .all(|char| is_plain(char) && !matches!(char, '`' | '\u{feff}'))
    });
    match plain {
        Some(plain) => format!("`{plain}`"),
        None => crate::go::quote(pattern),
    }
}
