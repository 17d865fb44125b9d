//! A kind at an `apiVersion` that the API server does not have.

mod unnamed;

use super::rule::MANIFESTS;
use super::{Check, Docs, Draft, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::crd::Served;
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::manifests::Object;
use crate::source::ValuePath;
use crate::words::{list, ticked};

pub(super) const RULE: Rule = Rule {
    id: "unserved-version",
    severity: Severity::Error,
    tier: Tier::Type,
    fixable: Fixability::Unsafely,
    summary: "a kind at an `apiVersion` that no release of kagent serves",
    docs: Docs {
        around: Some(&MANIFESTS),
        finds: "An object of a known kind at an `apiVersion` at which neither kagent 0.9 nor 0.10 nor kmcp has it, such as a \
                RemoteMCPServer at `kagent.dev/v1alpha1`, a near miss of a kind's name, and a known kind in a group such as `kagent.io` (a warning: it may be \
                somebody else's). An object that lacks its `apiVersion` or `kind`, a list that nothing takes for one, and, where kagent's version \
                is stated, what that version does not have. Of the kinds of kagent 1.0, which \
                are at `v1alpha3`, nothing is said.",
        why: "The API server does not know the kind: `no matches for kind`. `kubectl apply` and Helm then fail.",
        bad: "\
apiVersion: kagent.dev/v1alpha1
kind: RemoteMCPServer
metadata: {name: docs, namespace: team}
spec:
  description: Reads the handbook
  url: https://docs.example.com/mcp
",
        good: "\
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: team}
spec:
  description: Reads the handbook
  url: https://docs.example.com/mcp
",
        fix: "Write the `apiVersion` that the message names, and the fields that the kind has there.",
        evidence: &[
            "kagent v0.9.9, v0.9.12 and v0.10.0-rc3, and kmcp v0.3.0: the served versions in the CRDs.",
        ],
    },
    check: Check::Manifests(check),
};

fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for object in facts.set.objects() {
        if let Some(draft) = unnamed::draft(object).or_else(|| other_release(facts, object)) {
            sink.report(&RULE, draft);
        }
    }
    for admission in facts.admissions() {
        let object = facts.set.objects().get(admission.object);
        let draft = match (&admission.served, object) {
            (Served::OtherVersions(versions), Some(object)) => other_versions(object, versions),
            (Served::OtherGroup(versions), Some(object)) => other_group(object, versions),
            (Served::OtherKind(kind, versions), Some(object)) => other_kind(object, kind, versions),
            (Served::NoKind(alike), Some(object)) => no_kind(object, alike),
            _ => None,
        };
        if let Some(draft) = draft {
            sink.report(&RULE, draft);
        }
    }
}

/// What is at a version that the stated release does not serve.
fn other_release(facts: &ManifestFacts<'_>, object: &Object) -> Option<Draft> {
    let release = &facts.platform.kagent.version;
    let name = &object.name;
    let (group, version) = name.api_version.split_once('/')?;
    let is_1_0 = release.value.is_from(1, 0, 0);
    let served = match (group, version) {
        // kmcp's kind stays as it is.
        ("kagent.dev", "v1alpha1") if &*name.kind == "MCPServer" => return None,
        ("api.kagent.dev", "v1alpha3") if is_1_0 || !release.is_stated() => return None,
        ("api.kagent.dev", _) if is_1_0 || !release.is_stated() => "api.kagent.dev/v1alpha3",
        ("api.kagent.dev", _) | ("kagent.dev", "v1alpha3") if release.is_stated() && !is_1_0 => {
            "kagent.dev/v1alpha2"
        }
        ("kagent.dev", "v1alpha1" | "v1alpha2") if release.is_stated() && is_1_0 => {
            "api.kagent.dev/v1alpha3"
        }
        _ => return None,
    };
    let path = ValuePath::keys(["apiVersion"]);
    let of = match release.is_stated() {
        true => format!("kagent {}", release.value),
        false => "kagent".to_owned(),
    };
    let message = format!(
        "{of} has nothing at `{}`: the API server answers `no matches for kind`",
        name.api_version
    );
    let draft = Draft::new(&path, object.node.at(&path)?.place, message);
    Some(draft.help(format!(
        "write `{served}`, and the fields that the kind has there"
    )))
}

fn other_versions(object: &Object, versions: &[String]) -> Option<Draft> {
    let path = ValuePath::keys(["apiVersion"]);
    let place = object.node.at(&path).filter(|node| !node.is_null())?.place;
    let kind = &object.name.kind;
    let message = format!(
        "there is no {kind} at `{}`: the API server answers `no matches for kind`",
        object.name.api_version
    );
    let latest = versions.last()?;
    let successor = match &**kind {
        "ToolServer" => "; at `kagent.dev/v1alpha2` a RemoteMCPServer takes its place",
        _ => "",
    };
    let help = format!("write {}{successor}", list(&ticked(versions), "or"));
    let draft = Draft::new(&path, place, message).help(help);
    let fix = Change::Set(path, latest.as_str().into());
    Some(draft.fix(format!("write `{latest}`"), fix).needs_review())
}

/// A kind of kagent's in a group of nearly its name, which might be somebody else's.
fn other_group(object: &Object, versions: &[String]) -> Option<Draft> {
    let path = ValuePath::keys(["apiVersion"]);
    let place = object.node.at(&path)?.place;
    let message = format!(
        "no release of kagent has the group of `{}`: unless another CRD does, the API server answers `no matches for kind`",
        object.name.api_version
    );
    let help = format!("write {}", list(&ticked(versions), "or"));
    let draft = Draft::new(&path, place, message).help(help);
    Some(draft.severity(Severity::Warning))
}

/// A kind that is called somewhat like one of kagent's.
fn no_kind(object: &Object, alike: &str) -> Option<Draft> {
    let path = ValuePath::keys(["kind"]);
    let place = object.node.at(&path)?.place;
    let message = format!(
        "kagent and kmcp have no kind `{}`: unless another CRD has it, the API server answers `no matches for kind`",
        object.name.kind
    );
    let draft = Draft::new(&path, place, message).severity(Severity::Warning);
    Some(draft.help(format!("write `kind: {alike}`, if that is meant")))
}

fn other_kind(object: &Object, kind: &str, versions: &[String]) -> Option<Draft> {
    let path = ValuePath::keys(["kind"]);
    let place = object.node.at(&path)?.place;
    let message = format!(
        "kagent has no kind `{}`: the API server answers `no matches for kind`",
        object.name.kind
    );
    let help = format!(
        "write `kind: {kind}`, which is at {}",
        list(&ticked(versions), "and")
    );
    let draft = Draft::new(&path, place, message).help(help);
    Some(
        draft
            .fix(format!("write `{kind}`"), Change::Set(path, kind.into()))
            .needs_review(),
    )
}
