//! Charts that GitOps controllers install: which chart, as which release, with which values, as Flux's HelmReleases and Argo CD's
//! Applications say.
//!
//! `installation` is what both come to; `helm_release`, with `release_name`, and `application` read the objects, `scope` finds what they
//! refer to, `patched` is one with what kustomizations patch in it, `flux_kustomization` what Flux makes of a folder's objects, `source`
//! reads where a chart comes from, `types` what is of a wrong type, `mentions` whether values have to do with agents, and
//! `build_environment` has the variables of Argo CD.

mod application;
mod build_environment;
mod flux_kustomization;
mod helm_release;
mod installation;
mod mentions;
mod patched;
mod release_name;
mod scope;
mod source;
#[cfg(test)]
mod tests;
mod types;

pub use flux_kustomization::{FluxKustomization, GROUP as FLUX_KUSTOMIZATION, flux_kustomizations};
pub use helm_release::tags_of_kagent;
pub use installation::{
    Absent, ChartReference, Controller, Grammar, HelmOptions, Installation, ValuesPart,
};
pub use mentions::mentions_agents;
pub use scope::{Referent, Scope};
pub use types::{Mistyped, Outcome};

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
    let found = scope.own().filter(|one| !one.is_deleted());
    let found = found.flat_map(
        |one| match (one.object.name.group(), &*one.object.name.kind) {
            ("helm.toolkit.fluxcd.io", "HelmRelease") => vec![helm_release::installation(one)],
            ("argoproj.io", "Application" | "ApplicationSet") => application::installations(one),
            _ => Vec::new(),
        },
    );
    found.collect()
}
