//! A header whose Secret holds a token without its scheme, or what no header can have.

mod literals;

use super::rule::MANIFESTS;
use super::support::stand_in::is_stand_in;
use super::{Check, Docs, Draft, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::manifests::{
    DataValue, Kind, Object, Reference, data_value, is_external_secret, may_be_in, references,
};
use crate::source::{Segment, ValuePath};
use crate::yaml::Node;
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    id: "bare-token",
    severity: Severity::Warning,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "a header whose Secret holds a token without `Bearer`, or whose value has a line break",
    docs: Docs {
        around: Some(&MANIFESTS),
        finds: "An `Authorization` of `headersFrom` whose Secret, or the template of its ExternalSecret, was read and holds a \
                token alone, without a scheme such as `Bearer`; and any header whose value, there or in the manifest itself, has a line \
                break in it or at its end. What is encrypted or filled in later is not known, and not reported. helm-obo never prints the value.",
        why: "kagent sends the value as it is: it adds no scheme, and takes no line break away. Most servers answer a token \
              without a scheme with 401, so that the server is not accepted and has no tools. With a line break the HTTP clients \
              of kagent refuse to send the request at all.",
        bad: "\
apiVersion: v1
kind: Secret
metadata: {name: docs-token, namespace: team}
stringData:
  token: 5f2a-9c81-e77b
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
        good: "\
apiVersion: v1
kind: Secret
metadata: {name: docs-token, namespace: team}
stringData:
  token: Bearer 5f2a-9c81-e77b
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
        fix: "Write `Bearer` and a blank before the token in the Secret, or in the template of the ExternalSecret: \
              `Bearer {{ .token }}`. Make base64 of it without a line break: `printf %s`, not `echo`. Silence the finding for a \
              server that wants a key alone.",
        evidence: &[
            "kagent v0.10.0-rc3 `go/api/utils/utils.go`, GetSecretValue, and `go/api/v1alpha2/common_types.go`, ValueRef: the \
             value is sent as it is.",
            "RFC 9110, sections 5.5 and 11.4: a field's value has no line break; credentials begin with their scheme.",
        ],
    },
    check: Check::Manifests(check),
};

/// What is wrong with a header's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    /// A line break at its end.
    LastBreak,
    /// A control character in it.
    Control,
    /// No scheme before the token.
    NoScheme,
}

fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    let known = facts.known();
    let mut external: BTreeMap<&str, Vec<&Object>> = BTreeMap::new();
    for object in facts
        .set
        .objects()
        .iter()
        .filter(|object| is_external_secret(object))
    {
        let target = object.str("spec.target.name");
        external
            .entry(target.unwrap_or(&object.name.name))
            .or_default()
            .push(object);
    }
    for object in facts.set.objects() {
        for mut draft in literals::drafts(object) {
            if Kind::of(&object.name).is_agent() {
                draft.agent = Some(object.name.name.clone());
            }
            sink.report(&RULE, draft);
        }
        for reference in references(object) {
            let Some((item, header)) = header_of(object, &reference) else {
                continue;
            };
            let made = external.get(&*reference.name).into_iter().flatten();
            let made = made.filter(|object| may_be_in(object, reference.namespace.as_deref()));
            let mut found = known.found(&reference);
            if reference.kind == Kind::Secret {
                found.extend(made);
            }
            if let Some(mut draft) = judged(&reference, &item, header, &found) {
                if Kind::of(&object.name).is_agent() {
                    draft.agent = Some(object.name.name.clone());
                }
                sink.report(&RULE, draft);
            }
        }
    }
}

/// The header that a reference gives its value, with its item.
fn header_of<'o>(object: &'o Object, reference: &Reference) -> Option<(ValuePath, &'o str)> {
    let steps = reference.path.segments();
    let (item, rest) = steps.split_at_checked(steps.len().checked_sub(2)?)?;
    let is_source = rest.first() == Some(&Segment::from("valueFrom"));
    let is_listed = item.len() > 1 && item[item.len() - 2] == Segment::from("headersFrom");
    let item = ValuePath::from(item.to_vec());
    let name = object.get(&item.join("name")).and_then(Node::as_str)?;
    (is_source && is_listed).then_some((item, name))
}

fn judged(
    reference: &Reference,
    item: &ValuePath,
    header: &str,
    found: &[&Object],
) -> Option<Draft> {
    let key = reference.key.as_ref()?;
    let values: Vec<DataValue> = found
        .iter()
        .filter_map(|object| data_value(object, &key.text))
        .collect();
    let fault = fault(header, values.first()?)?;
    // Variants of one object have to agree.
    if values
        .iter()
        .any(|value| self::fault(header, value) != Some(fault))
    {
        return None;
    }
    let source = format!(
        "`{}` of {} `{}`",
        key.text,
        reference.kind.word(),
        reference.name
    );
    let path = item.join("valueFrom");
    let draft = |message: String| Draft::new(&path, reference.place, message);
    let draft = match fault {
        Fault::LastBreak => draft(format!(
            "the value of the header `{header}`, {source}, ends in a line break, which no header can have: each request fails"
        ))
        .label("a line break at its end")
        .help("write it on the line of its key, or after `|-`; make base64 with `printf %s` or `echo -n`"),
        Fault::Control => draft(format!(
            "the value of the header `{header}`, {source}, has a line break or another control character in it, which no \
             header can have: each request fails"
        ))
        .label("a control character")
        .help("write the value on one line"),
        Fault::NoScheme => draft(format!(
            "the value of the header `{header}`, {source}, has no scheme such as `Bearer` before the token: kagent adds none, \
             and most servers answer 401"
        ))
        .label("a token without its scheme")
        .help("write `Bearer ` before the token there; silence this if the server wants the token alone"),
    };
    let place = values.first()?.key;
    Some(draft.related(place, format!("`{}` is here", key.text)))
}

fn fault(header: &str, value: &DataValue) -> Option<Fault> {
    let text = value.text.as_deref()?;
    if let Some(fault) = unsendable(text) {
        return Some(fault);
    }
    let is_bare = header.eq_ignore_ascii_case("authorization")
        && !value.is_template
        && !text.trim().is_empty()
        && !text.trim().contains(' ')
        && !is_scheme_alone(text.trim())
        && !is_stand_in(text.trim());
    is_bare.then_some(Fault::NoScheme)
}

/// Why no header can have a value.
fn unsendable(text: &str) -> Option<Fault> {
    let is_control = |c: char| c.is_control() && c != '\t';
    let body = text.trim_end_matches(['\r', '\n']);
    match (body.contains(is_control), body.len() < text.len()) {
        (true, _) => Some(Fault::Control),
        (false, true) => Some(Fault::LastBreak),
        (false, false) => None,
    }
}

/// A scheme without a token: what follows is put in later.
fn is_scheme_alone(text: &str) -> bool {
    ["bearer", "basic", "token"]
        .iter()
        .any(|scheme| text.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::{Fault, fault};
    use crate::manifests::DataValue;
    use crate::source::{Name, Sources, Span};

    #[test]
    fn values_of_headers() {
        let key = Sources::default()
            .add(Name::Stdin, String::new())
            .place(Span::default());
        let value = |text: &str| DataValue {
            key,
            text: Some(text.to_owned()),
            is_template: false,
        };
        for (header, text, expected) in [
            ("Authorization", "5f2a9c81", Some(Fault::NoScheme)),
            ("authorization", "ghp_5f2a9c81", Some(Fault::NoScheme)),
            ("Authorization", "Bearer 5f2a9c81", None),
            ("Authorization", "Basic dXNlcjpwYXNz", None),
            ("Authorization", "Bearer", None),
            ("Authorization", "Bearer ", None),
            ("Authorization", "", None),
            ("Authorization", "YOUR_TOKEN", None),
            ("Authorization", "your-token-here", None),
            ("Authorization", "replace-with-token", None),
            ("X-API-Key", "5f2a9c81", None),
            ("X-API-Key", "5f2a9c81\n", Some(Fault::LastBreak)),
            ("Authorization", "Bearer 5f2a9c81\n", Some(Fault::LastBreak)),
            ("Authorization", "Bearer 5f2a\n9c81", Some(Fault::Control)),
            ("Authorization", "Bearer 5f2a\t9c81", None),
        ] {
            assert_eq!(fault(header, &value(text)), expected, "{header}: {text:?}");
        }
        let template = DataValue {
            is_template: true,
            ..value("{{ .token }}")
        };
        assert_eq!(fault("Authorization", &template), None);
    }
}
