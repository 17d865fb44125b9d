//! The environment of an agent's pod.

use super::Object;
use super::fields::{absent, field, text};
use crate::model::{EnvVar, Field, State};
use crate::source::ValuePath;

/// What `env` and `envFrom` of a deployment make of an agent's environment. A variable from elsewhere is unknown, not off; one
/// that a whole Secret or ConfigMap may bring has a name that is not known, and `env` goes before it, as in Kubernetes.
pub(super) fn environment(
    object: &Object,
    deployment: &ValuePath,
    reads_env_from: bool,
) -> Field<Vec<EnvVar>> {
    let path = deployment.join("env");
    let mut env = super::fields::list(object, &path, |item| variable(object, item));
    if !reads_env_from {
        return env;
    }
    let brought = brought(object, &deployment.join("envFrom"));
    if brought.is_empty() {
        return env;
    }
    match &mut env.state {
        State::Set(variables) => {
            let written = std::mem::take(variables);
            *variables = brought.into_iter().chain(written).collect();
        }
        State::Absent => env.state = State::Set(brought),
        State::Unknown => {}
    }
    env
}

fn variable(object: &Object, path: &ValuePath) -> EnvVar {
    let mut value = text(object, &path.join("value"));
    let source = path.join("valueFrom");
    if value.is_absent() && object.get(&source).is_some() {
        value = field(object, &source, |_| None);
    }
    EnvVar {
        name: text(object, &path.join("name")),
        value,
        is_unevaluated: false,
    }
}

/// The variables that `envFrom` may bring: one for each entry whose prefix leaves room for what kagent reads.
fn brought(object: &Object, path: &ValuePath) -> Vec<EnvVar> {
    let items = object.get(path).and_then(|node| node.as_list());
    let count = items.map_or(0, <[_]>::len);
    let paths = (0..count).map(|index| path.join(index));
    paths
        .filter(|path| {
            let prefix = text(object, &path.join("prefix"));
            let prefix = prefix.get().map_or("", String::as_str);
            READ.iter().any(|name| name.starts_with(prefix))
        })
        .map(|path| EnvVar {
            name: field(object, &path, |_| None),
            value: field(object, &path, |_| None),
            is_unevaluated: false,
        })
        .collect()
}

/// What the names of the variables begin with that decide as whom calls run.
const READ: [&str; 2] = ["KAGENT_", "STS_WELL_KNOWN_URI"];

/// An environment without a deployment.
pub(super) fn none(object: &Object, deployment: &ValuePath) -> Field<Vec<EnvVar>> {
    absent(object, &deployment.join("env"))
}
