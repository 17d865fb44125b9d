//! A static header without a value.

use super::rule::MANIFESTS;
use super::{Check, Docs, Draft, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::manifests::{Kind, Object, static_headers};
use crate::model::{Header, HeaderValue};
use crate::source::ValuePath;

pub(super) const RULE: Rule = Rule {
    id: "empty-header",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Unsafely,
    summary: "a static header whose value is empty, or a scheme without a token",
    docs: Docs {
        around: Some(&MANIFESTS),
        finds: "A header of `headersFrom`, or of a ToolServer's `headers`, whose `value` is empty; and an `Authorization` whose \
                value is a scheme alone, such as `Bearer`. It is an error for `Authorization` and `X-Actor-Token`, and a warning \
                for other headers.",
        why: "kagent sends the header nonetheless. No token reaches the server, and where a user's token is let through, the \
              static header still stands in its way on every runtime that prefers static ones.",
        bad: "\
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: team}
spec:
  description: The documentation
  url: https://docs.example.com/mcp
  headersFrom:
    - name: Authorization
      value: \"\"
",
        good: "\
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: team}
spec:
  description: The documentation
  url: https://docs.example.com/mcp
  headersFrom:
    - name: Authorization
      valueFrom: {type: Secret, name: docs-token, key: authorization}
",
        fix: "Remove the header, or take its value from a Secret that holds the scheme and the token: \
              `valueFrom: {type: Secret, name: …, key: …}`. kagent does not put `value` and `valueFrom` together.",
        evidence: &[
            "kagent v0.10.0-rc3 `go/api/v1alpha2/common_types.go`, ValueRef.Resolve: `value` and no `valueFrom` gives the value, \
             also an empty one; of both, one is taken.",
            "RFC 9110, section 11.4: credentials are a scheme and what belongs to it.",
        ],
    },
    check: Check::Manifests(check),
};

/// The headers that say as whom a call runs.
const OF_IDENTITY: [&str; 2] = ["authorization", "x-actor-token"];

fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for object in facts.set.objects() {
        for header in static_headers(object) {
            if let Some(draft) = empty(object, &header) {
                sink.report(&RULE, draft);
            }
        }
    }
}

fn empty(object: &Object, header: &Header) -> Option<Draft> {
    let (HeaderValue::Literal(value), Some(site)) = (&header.value, &header.site) else {
        return None;
    };
    // The CRD refuses an item without `value`, and one with `valueFrom` too.
    value.origin.as_ref()?;
    if object.get(&site.path.join("valueFrom")).is_some() {
        return None;
    }
    let name = header.name.to_ascii_lowercase();
    let is_of_identity = OF_IDENTITY.contains(&&*name);
    let scheme = scheme_alone(&value.text).filter(|_| is_of_identity);
    let reason = match scheme {
        _ if value.text.trim().is_empty() && value.open.is_empty() => "is empty".to_owned(),
        Some(scheme) => format!("is `{scheme}` without a token"),
        None => return None,
    };
    let consequence = match (is_of_identity, Kind::of(&object.name)) {
        (false, _) => "kagent sends it nonetheless",
        (true, Kind::Agent | Kind::SandboxAgent) => {
            "kagent sends it nonetheless, in place of the header of the server and of a user's token"
        }
        (true, _) => "kagent sends it nonetheless, so that no token reaches the server",
    };
    let severity = match is_of_identity {
        true => Severity::Error,
        false => Severity::Warning,
    };
    let message = format!(
        "the static header `{}` {reason}: {consequence}",
        header.name
    );
    let path = match Kind::of(&object.name) {
        Kind::ToolServer if site.path.last_key().is_some() => site.path.clone(),
        _ => site.path.join("value"),
    };
    let mut draft = Draft::new(&path, site.value, message)
        .severity(severity)
        .label("no value")
        .help("remove the header, or take its value from a Secret: `valueFrom: {type: Secret, name: …, key: …}`")
        .fix("remove the header", Change::Remove(removed(object, &site.path)))
        .needs_review();
    if Kind::of(&object.name).is_agent() {
        draft.agent = Some(object.name.name.clone());
    }
    Some(draft)
}

/// What to remove: the list or map with its last header.
fn removed(object: &Object, item: &ValuePath) -> ValuePath {
    let Some((all, _)) = item.split_last() else {
        return item.clone();
    };
    let count = object
        .get(&all)
        .map(|node| match (node.as_list(), node.as_map()) {
            (Some(items), _) => items.len(),
            (_, Some(map)) => map.entries().len(),
            _ => 0,
        });
    match count {
        Some(1) => all,
        _ => item.clone(),
    }
}

/// The scheme, if a value is nothing else.
fn scheme_alone(value: &str) -> Option<&str> {
    let value = value.trim();
    let schemes = ["bearer", "basic"];
    schemes
        .iter()
        .any(|scheme| value.eq_ignore_ascii_case(scheme))
        .then_some(value)
}
