//! Charts that GitOps controllers install: which chart, as which release, with which values, as Flux's HelmReleases and Argo CD's
//! Applications say.
//!
//! `installation` is what both come to; `helm_release` and `application` read the objects, `source` finds what they refer to.

mod application;
mod helm_release;
mod installation;
mod source;
#[cfg(test)]
mod tests;

pub use installation::{Absent, ChartReference, Controller, Installation, ValuesPart};

use crate::manifests::ObjectSet;

/// All installations that the objects of a set describe, in their order.
pub fn installations(set: &ObjectSet) -> Vec<Installation> {
    let objects = set.objects().iter().enumerate();
    let found =
        objects.flat_map(
            |(index, object)| match (object.name.group(), &*object.name.kind) {
                ("helm.toolkit.fluxcd.io", "HelmRelease") => {
                    vec![helm_release::installation(set, index, object)]
                }
                ("argoproj.io", "Application" | "ApplicationSet") => {
                    application::installations(index, object)
                }
                _ => Vec::new(),
            },
        );
    found.collect()
}
