//! What a run says of values that are installed, and of their chart.

use super::order::Ordered;
use super::{InstalledBy, InstalledTargets};
use crate::gitops::Installation;
use crate::project::Project;
use crate::source::{ValuePath, display_path};
use crate::words::list_up_to;
use std::path::Path;

impl Project<'_> {
    /// What is to be said of values and their chart, each in a sentence, besides what was not read.
    pub(super) fn told_of(
        &self,
        one: &Installation,
        by: &InstalledBy,
        chart: Option<&Path>,
        ordered: &Ordered,
    ) -> Vec<String> {
        let mut told = Vec::new();
        if let Some(chart) = chart
            && let Some((version, wanted)) = self.other_version(chart, &one.chart)
        {
            told.push(told_version(by, (chart, &version), wanted));
        }
        let overruled = ordered.overruled.iter();
        told.extend(overruled.map(|path| told_overruled(by, path)));
        let refused = ordered.refused.iter();
        told.extend(refused.map(|path| told_refused(by, path)));
        if one.patches > 0 && chart.is_some() && !ordered.is_open {
            told.push(told_patches(by, one.patches));
        }
        told
    }
}

/// That not all of the values were read, of releases that lack the same.
pub(super) fn told_unread(releases: &[String], unread: &[String]) -> String {
    format!(
        "of the values in {} some were not read, so that it is not known what they set: {}",
        list_up_to(3, releases),
        list_up_to(3, unread)
    )
}

impl InstalledBy {
    /// The object with its file, in a sentence.
    pub(super) fn in_words(&self) -> String {
        format!("{} (`{}`)", self.object, display_path(&self.file))
    }
}

impl InstalledTargets {
    /// What counts and was not read or not applied, each in a sentence.
    pub(in crate::project) fn told(&self) -> Vec<String> {
        let unread = self.unread.iter();
        let unread = unread.map(|(unread, releases)| {
            let names: Vec<String> = releases.iter().map(InstalledBy::in_words).collect();
            told_unread(&names, unread)
        });
        unread.chain(self.told.iter().cloned()).collect()
    }
}

/// That Flux's documentation and its code differ.
fn told_overruled(by: &InstalledBy, path: &ValuePath) -> String {
    format!(
        "`values` and a `targetPath` of {} (`{}`) both set `{path}`: `values` counts there, as Flux's code has it, though its documentation says otherwise",
        by.object,
        display_path(&by.file)
    )
}

/// That Flux refuses a path.
fn told_refused(by: &InstalledBy, path: &ValuePath) -> String {
    format!(
        "Flux refuses {} (`{}`): the `targetPath` `{path}` leads through what is no mapping or list",
        by.object,
        display_path(&by.file)
    )
}

/// That a chart has another version than the one that is asked for.
fn told_version(by: &InstalledBy, (chart, version): (&Path, &str), wanted: &str) -> String {
    format!(
        "{} (`{}`) asks for version {wanted} of its chart, and `{}` has {version}",
        by.object,
        display_path(&by.file),
        display_path(chart),
    )
}

/// That patches of what the chart renders are not applied.
fn told_patches(by: &InstalledBy, patches: usize) -> String {
    let (object, file) = (&by.object, display_path(&by.file));
    let (count, it) = match patches {
        1 => ("one patch".to_owned(), "it"),
        _ => (format!("{patches} patches"), "them"),
    };
    format!(
        "`postRenderers` of {object} (`{file}`) has {count}: what the chart renders is judged without {it}"
    )
}
