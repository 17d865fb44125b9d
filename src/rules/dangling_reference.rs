//! A reference to an object that is not there, or to a key that its Secret lacks.

mod generated;
mod missing;
mod near;
mod no_model;
mod nothing;
mod released;
mod renamed;

use super::rule::MANIFESTS;
use super::support::intended::is_meant_by_another;
use super::{Check, Docs, Draft, Facts, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::manifests::{Kind, Object, Reference, has_key, is_whole, references};
use crate::source::{ValuePath, nearest_by_one};
use crate::yaml::{Mapping, Node};
use near::NearNames;
use renamed::Renamed;
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    id: "dangling-reference",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Unsafely,
    summary: "a reference to an object that is not there, or to a key that its Secret lacks",
    docs: Docs {
        around: Some(&MANIFESTS),
        finds: "A server, an agent, a ModelConfig, a ServiceAccount, a Secret or a ConfigMap that is referred to and not there. \
                What was read is seldom all there is, so without `--complete` only what is most likely a mistake is reported, as a \
                warning: a name that is a slip of the pen away from one that was read, or from a server, an agent or the model \
                that kagent's own charts make; a Secret where a ConfigMap of that name and key was read, or the reverse; an object \
                that its file, or those that were named or kustomized with it, have in another namespace only; and a key that its \
                Secret, its ConfigMap or the generator of either lacks. With `--complete` it is \
                an error, for each kind of which the namespace has any object. A name that no object can have, and none at all, \
                are errors. It is an error too where the chart itself makes the object under a name with the \
                release's in it, and no other reference of the chart finds that one; of kagent's own chart this is known of each release. An agent that names no model refers to one without a name, and is a \
                warning. What an operator makes of an object that was read is there: the \
                Secret of an ExternalSecret, a SealedSecret, a VaultStaticSecret or a Certificate.",
        why: "kagent's controller does not translate an agent that refers to nothing: its condition `Accepted` is `False`, and \
              its Deployment is not made, or stays as it was. A pod that needs a Secret or a key that is not there does not \
              start (`CreateContainerConfigError`).",
        bad: "\
apiVersion: v1
kind: Secret
metadata: {name: docs-token, namespace: team}
stringData: {token: Bearer $TOKEN}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: team}
spec:
  description: The documentation
  url: https://docs.example.com/mcp
  headersFrom:
    - name: Authorization
      valueFrom: {type: Secret, name: docs-token, key: api-token}
",
        good: "\
apiVersion: v1
kind: Secret
metadata: {name: docs-token, namespace: team}
stringData: {token: Bearer $TOKEN}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: team}
spec:
  description: The documentation
  url: https://docs.example.com/mcp
  headersFrom:
    - name: Authorization
      valueFrom: {type: Secret, name: docs-token, key: token}
",
        fix: "Write the name of an object that is there, or add the object, in the namespace in which it is looked up. A Secret, \
              a ConfigMap and a ModelConfig are looked up in the namespace of the object that names them.",
        evidence: &[
            "kagent v0.10.0-rc3 `translator/agent/adk_api_translator.go` and `compiler.go`: what is not found fails the \
             translation of the agent. `translateModel` of v0.9.9, v0.9.12 and v0.10.0-rc3 looks up `spec.declarative.modelConfig` as it is, \
             and nothing reads the default that the controller is given.",
            "kagent v0.10.0-rc3 `go/api/v1alpha2/common_types.go`, ValueSource: Secrets and ConfigMaps are looked up in the \
             namespace of the object, and a key that is not there is an error.",
            "kagent v0.9.12 and v0.10.0-rc3 `helm/`: the servers, agents and other objects that its own charts make.",
        ],
    },
    check: Check::Both {
        values: check_release,
        manifests: check,
    },
};

fn check_release(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    if let Some(draft) = released::draft(facts) {
        sink.report(&RULE, draft);
    }
}

fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    let known = facts.known();
    let renamed = Renamed::of(facts.set);
    let mut near: BTreeMap<Kind, NearNames<'_>> = BTreeMap::new();
    for (index, object) in facts.set.objects().iter().enumerate() {
        if let Some(mut draft) = no_model::draft(facts, index, object) {
            draft.agent = Some(object.name.name.clone());
            sink.report(&RULE, draft);
        }
        for mut draft in nothing::drafts(object) {
            if Kind::of(&object.name).is_agent() {
                draft.agent = Some(object.name.name.clone());
            }
            sink.report(&RULE, draft);
        }
        for reference in references(object) {
            // Those with a slash are reported as `wrong-reference`.
            if reference.is_optional || reference.name.contains('/') {
                continue;
            }
            let found = known.found(&reference);
            let of_release = renamed.as_ref();
            let of_release = of_release.and_then(|renamed| renamed.draft(&reference, known));
            let draft = match &found[..] {
                [] if of_release.is_some() => of_release.filter(|_| !is_told(facts, &reference)),
                [] if known.is_made(&reference) => generated::missing_key(facts.set, &reference),
                // A kind under a misspelled key is reported as that.
                [] if is_meant_by_another(facts, index, &kind_of(&reference)) => None,
                [] => {
                    let names = near.entry(reference.kind);
                    let names = names.or_insert_with(|| NearNames::of(known.names(reference.kind)));
                    missing::draft(object, &reference, known, names)
                }
                found => missing_key(&reference, found, facts.set.is_complete),
            };
            if let Some(mut draft) = draft {
                if Kind::of(&object.name).is_agent() {
                    draft.agent = Some(object.name.name.clone());
                }
                sink.report(&RULE, draft);
            }
        }
    }
}

/// Whether it is told where the release's name is said that a reference finds nothing.
fn is_told(facts: &ManifestFacts<'_>, reference: &Reference) -> bool {
    let release = facts.set.release.as_ref();
    release.is_some_and(|release| release.told.contains(&*reference.name))
}

/// Where a reference says of which kind the object is.
fn kind_of(reference: &Reference) -> ValuePath {
    let parent = reference.path.split_last().map(|(parent, _)| parent);
    parent.unwrap_or_default().join("kind")
}

/// A key that none of the objects has that a reference may mean.
fn missing_key(reference: &Reference, found: &[&Object], is_complete: bool) -> Option<Draft> {
    let key = reference.key.as_ref()?;
    let is_lacking = |object: &&Object| is_whole(object) && !has_key(object, &key.text);
    // More objects of one name are variants of each other.
    let object = found.iter().find(|object| is_lacking(object))?;
    if !found.iter().all(is_lacking) {
        return None;
    }
    let word = reference.kind.word();
    let message = format!(
        "{word} `{}` has no key `{}`: what refers to it is refused, or does not start",
        reference.name, key.text
    );
    let severity = match is_complete {
        true => Severity::Error,
        false => Severity::Warning,
    };
    let keys = keys(object);
    let draft = Draft::new(&key.path, key.place, message)
        .severity(severity)
        .label("no such key")
        .related(object.name_place(), format!("the {word} is here"));
    let meant = match &keys[..] {
        [only] => Some(*only),
        _ => nearest_by_one(&key.text, keys.iter().copied()),
    };
    Some(match meant {
        Some(meant) => draft
            .help(format!("write `{meant}`, which it has"))
            .fix(
                format!("write `{meant}`"),
                Change::Set(key.path.clone(), meant.into()),
            )
            .needs_review(),
        None => draft.help(format!(
            "write a key that the {word} has, or add this one to it"
        )),
    })
}

fn keys(object: &Object) -> Vec<&str> {
    let blocks = ["data", "stringData", "binaryData"];
    let maps = blocks
        .iter()
        .filter_map(|block| object.node.get(block).and_then(Node::as_map));
    maps.flat_map(Mapping::entries)
        .map(|entry| &*entry.key)
        .collect()
}
