//! What is not taken of an object that installs a chart: by the API server, by its controller.

use crate::diagnostic::{Diagnostic, Severity};
use crate::gitops::{Controller, Installation, Mistyped, Outcome};
use crate::manifests::Object;
use crate::project::{Loaded, Project, Target};
use crate::rules::{self, Refused, RefusedBy};
use crate::source::ValuePath;
use crate::words::json_type;
use crate::yaml::Node;

/// How long the name of a release may be.
const LONGEST: usize = 53;

/// What is not taken of an object.
pub(super) fn refused(one: &Installation, object: &Object) -> Vec<Refused> {
    if one.is_patched {
        return Vec::new();
    }
    let mistyped = one.mistyped.iter().map(|one| of_type(one, object));
    mistyped.chain(of_name(one, object)).collect()
}

/// Whether the name of the release is among it.
pub(super) fn is_name_refused(refused: &[Refused]) -> bool {
    refused.iter().any(|one| one.by == RefusedBy::Name)
}

fn of_type(one: &Mistyped, object: &Object) -> Refused {
    let kind = &object.name.kind;
    let (by, outcome) = match one.outcome {
        Outcome::Refused => (
            RefusedBy::ApiServer(Severity::Error),
            format!("the API server refuses the {kind}"),
        ),
        Outcome::RefusedSince(release) => (
            RefusedBy::ApiServer(Severity::Warning),
            format!(
                "the API server refuses the {kind} from Argo CD {release} on, and drops the field in silence before"
            ),
        ),
        Outcome::PassedOver => (
            RefusedBy::Controller,
            "Flux takes it for no values and says nothing".to_owned(),
        ),
    };
    let (path, is) = (&one.path, one.value.in_words());
    let wanted = json_type(one.wanted);
    Refused {
        by,
        path: path.clone(),
        place: one.place,
        message: format!("`{path}` is {is}, and must be {wanted}: {outcome}"),
        help: one.help.to_owned(),
    }
}

/// The name of the release, or that of the object for which it is taken.
fn of_name(one: &Installation, object: &Object) -> Option<Refused> {
    let is_own = one.release_path.last_key() == Some("name");
    let kind = match &*object.name.kind {
        "ApplicationSet" => "Application",
        kind => kind,
    };
    let written = object.get(&one.release_path).and_then(Node::as_str);
    if let (Controller::Flux, false, Some(name)) = (one.by, is_own, written)
        && name.chars().count() > LONGEST
        && !object.is_admitted()
    {
        return Some(too_long(one, object, name));
    }
    let (name, is_composed) = match (one.by, is_own) {
        (Controller::Flux, true) => match rules::problem_of_name(&object.name.name) {
            Some(_) => (&*object.name.name, false),
            None => (one.release.as_deref()?, true),
        },
        _ => (one.release.as_deref()?, false),
    };
    let length = name.chars().count();
    let (problem, better) = match rules::problem_of_name(name) {
        Some(problem) => problem,
        None if length > LONGEST => (
            format!("it has {length} characters, {LONGEST} are allowed"),
            None,
        ),
        None => return None,
    };
    let path = match is_composed {
        true => ValuePath::parse("spec.targetNamespace"),
        false => one.release_path.clone(),
    };
    let message = match is_own && !is_composed && length <= LONGEST {
        true => format!("Kubernetes refuses `{name}` as the name of the {kind}: {problem}"),
        false if is_own && !is_composed => format!(
            "Helm refuses `{name}` as the name of the release, which is that of the {kind}: {problem}"
        ),
        false => format!("Helm refuses `{name}` as the name of the release: {problem}"),
    };
    Some(Refused {
        by: RefusedBy::Name,
        place: { object.get(&path) }.map_or_else(|| object.name_place(), |node| node.place),
        path,
        message,
        help: match better.filter(|_| !is_composed) {
            Some(better) => format!("write `{better}`"),
            None if is_own && length > LONGEST => "write a shorter one as `releaseName`".to_owned(),
            None => "write another name".to_owned(),
        },
    })
}

/// A name that is longer than the CRD lets it be.
fn too_long(one: &Installation, object: &Object, name: &str) -> Refused {
    let (path, length) = (&one.release_path, name.chars().count());
    Refused {
        by: RefusedBy::ApiServer(Severity::Error),
        path: path.clone(),
        place: { object.get(path) }.map_or_else(|| object.name_place(), |node| node.place),
        message: format!(
            "`{path}` has {length} characters, and {LONGEST} are allowed: the API server refuses the {}",
            object.name.kind
        ),
        help: "write a shorter name".to_owned(),
    }
}

impl Project<'_> {
    /// Whether something is wrong with the object that installs a target, whatever its chart is for.
    pub(in crate::project) fn is_installed_in_vain(&self, target: &Target) -> bool {
        let values = self.installed_values(target);
        let is_wrong = |one: &Refused| one.by != RefusedBy::Document;
        values.is_some_and(|values| values.refused.iter().any(is_wrong))
    }

    /// What is found for that, with the chart itself and not with one below it.
    pub(in crate::project) fn refused_installed(&self, loaded: &Loaded) -> Vec<Diagnostic> {
        let values = self.installed_values(&loaded.target);
        let values = values.filter(|_| loaded.at.segments().is_empty());
        let refused = values.iter().flat_map(|values| &values.refused);
        refused.map(rules::refused_installed).collect()
    }
}
