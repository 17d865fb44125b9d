//! An agent that names no model.

use crate::diagnostic::Severity;
use crate::manifests::{Kind, Object};
use crate::rules::support::intended::is_meant_by_another;
use crate::rules::{Draft, ManifestFacts};
use crate::source::ValuePath;
use crate::yaml::Value;

/// What is reported of an agent without `modelConfig`. The CRD's own text promises a default, which no code fills in.
pub(super) fn draft(facts: &ManifestFacts<'_>, index: usize, object: &Object) -> Option<Draft> {
    let kind = Kind::of(&object.name);
    if !matches!(kind, Kind::Agent | Kind::SandboxAgent) {
        return None;
    }
    let path = ValuePath::parse("spec.declarative");
    let declarative = object.get(&path)?.as_map()?;
    let model = path.join("modelConfig");
    let name = declarative
        .get("modelConfig")
        .map(|entry| &entry.node.value);
    let is_absent = match name {
        None | Some(Value::Null) => true,
        Some(Value::String(name)) => name.is_empty(),
        Some(_) => false,
    };
    let is_byo = object
        .get(&ValuePath::parse("spec.type"))
        .and_then(|node| node.as_str())
        == Some("BYO");
    if !is_absent || is_byo || is_meant_by_another(facts, index, &model) {
        return None;
    }
    let spec = object.get(&ValuePath::keys(["spec"]))?.as_map()?;
    let place = match declarative.get("modelConfig") {
        Some(entry) => entry.key_place,
        None => spec.get("declarative")?.key_place,
    };
    let message = format!(
        "agent `{}` names no model: the CRD's text promises `default-model-config`, but kagent's controller looks up a \
         ModelConfig without a name, and does not accept the agent",
        object.name.name
    );
    let draft = Draft::new(&model, place, message).severity(Severity::Warning);
    Some(
        draft.help("write `modelConfig: default-model-config`, or the name of another ModelConfig"),
    )
}
