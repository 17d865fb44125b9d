//! Charts that GitOps controllers install: which chart, as which release, with which values, as Flux's HelmReleases and Argo CD's
//! Applications say.
//!
//! `installation` is what both come to; `helm_release` and `application` read the objects, `scope` finds what they refer to, and
//! `source` reads where a chart comes from.

mod application;
mod helm_release;
mod installation;
mod scope;
mod source;
#[cfg(test)]
mod tests;

pub use installation::{Absent, ChartReference, Controller, Installation, ValuesPart};
pub use scope::{Referent, Scope};

/// All installations that the set's own objects describe, in their order.
pub fn installations(scope: &Scope) -> Vec<Installation> {
    let objects = scope.own().iter().enumerate();
    let found =
        objects.flat_map(
            |(index, object)| match (object.name.group(), &*object.name.kind) {
                ("helm.toolkit.fluxcd.io", "HelmRelease") => {
                    vec![helm_release::installation(scope, index, object)]
                }
                ("argoproj.io", "Application" | "ApplicationSet") => {
                    application::installations(index, object)
                }
                _ => Vec::new(),
            },
        );
    found.collect()
}
