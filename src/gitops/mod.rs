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

pub use helm_release::tags_of_kagent;
pub use installation::{Absent, ChartReference, Controller, Installation, ValuesPart};
pub use scope::{Referent, Scope};

use crate::manifests::Object;

/// The controller that installs charts by the objects of a kind.
pub fn controller(api_version: &str, kind: &str) -> Option<Controller> {
    let (group, _) = api_version.split_once('/')?;
    match (group, kind) {
        ("helm.toolkit.fluxcd.io", "HelmRelease") => Some(Controller::Flux),
        ("argoproj.io", "Application" | "ApplicationSet") => Some(Controller::Argo),
        _ => None,
    }
}

/// The controller that installs a chart by an object.
fn controller_of(object: &Object) -> Option<Controller> {
    controller(&object.name.api_version, &object.name.kind)
}

/// Whether a controller installs charts by an object.
pub fn installs(object: &Object) -> bool {
    controller_of(object).is_some()
}

/// All installations that the set's own objects describe, in their order.
pub fn installations(scope: &Scope) -> Vec<Installation> {
    let objects = scope.own().iter().enumerate();
    let found = objects.flat_map(|(index, object)| match controller_of(object) {
        Some(Controller::Flux) => vec![helm_release::installation(scope, index, object)],
        Some(Controller::Argo) => application::installations(index, object),
        None => Vec::new(),
    });
    found.collect()
}
