//! Texts of templates that are parsed once, whoever asks.

use super::parse::{self, ParseError, Parsed};
use super::version::HelmVersion;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What came of parsing a text.
pub type ParseResult = Arc<Result<Parsed, ParseError>>;

/// The texts that were parsed, for each Helm.
#[derive(Debug, Default)]
pub struct Parses(Mutex<BTreeMap<HelmVersion, BTreeMap<Arc<str>, ParseResult>>>);

impl Parses {
    /// A text, parsed for a Helm.
    pub fn parse(&self, text: &str, version: HelmVersion) -> ParseResult {
        if let Some(known) = self.known(text, version) {
            return known;
        }
        // Nobody has to wait meanwhile: that two parse the same is rare, and no harm.
        let parsed = Arc::new(parse::parse(text, version));
        let mut parses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_version = parses.entry(version).or_default();
        of_version.insert(text.into(), Arc::clone(&parsed));
        parsed
    }

    fn known(&self, text: &str, version: HelmVersion) -> Option<ParseResult> {
        let parses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        parses.get(&version)?.get(text).cloned()
    }
}
