//! `--show-only`: the documents of some templates.

use super::split;
use crate::go::Glob;
use crate::template::version::HelmVersion;
use thiserror::Error;

/// No document that is printed is of such a template.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the chart prints nothing of a template `{pattern}`")]
pub struct NotShown {
    /// The pattern, as it was given.
    pub pattern: String,
}

/// What comes before the name of a document's template.
const SOURCE: &[u8] = b"# Source: ";

/// What is printed of these templates, in the order of the patterns. Helm splits what it printed once more, and believes the
/// first comment of a document that looks like its own.
pub(super) fn show_only(printed: &[u8], patterns: &[String]) -> Result<Vec<u8>, NotShown> {
    let ranges = split::documents(printed, HelmVersion::V3).into_iter();
    let documents = ranges.filter_map(|range| printed.get(range));
    let named: Vec<(String, &[u8])> = documents
        .filter_map(|document| Some((source(document)?, document)))
        .collect();
    let mut shown = Vec::new();
    for pattern in patterns {
        let glob = Glob::parse(pattern);
        let fits = |name: &str| glob.as_ref().is_some_and(|glob| glob.matches(name));
        let before = shown.len();
        for (_, document) in named.iter().filter(|(name, _)| fits(name)) {
            shown.extend_from_slice(b"---\n");
            shown.extend_from_slice(document);
            shown.push(b'\n');
        }
        if shown.len() == before {
            return Err(NotShown {
                pattern: pattern.clone(),
            });
        }
    }
    Ok(shown)
}

/// The name of a document's template without the chart's name, or whatever is before its first `/`.
pub(super) fn source(document: &[u8]) -> Option<String> {
    let starts = document.windows(SOURCE.len()).enumerate();
    let starts = starts.filter(|(_, bytes)| *bytes == SOURCE);
    starts
        .filter_map(|(start, _)| document.get(start + SOURCE.len()..))
        .find_map(|name| {
            let chart = name.iter().position(|&byte| byte == b'/')?;
            let inner = name.get(chart + 1..)?.split(|&byte| byte == b'\n').next()?;
            let is_name = chart > 0 && !inner.is_empty();
            is_name.then(|| String::from_utf8_lossy(inner).into_owned())
        })
}
