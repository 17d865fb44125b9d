//! CRDs that are given, in place of the known ones.

use super::{judged, read, server, told};
use crate::crd::{Definition, Known, Served};

/// A CRD of somebody's own.
const GIVEN: &str = r#"
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: kagent.dev
  names: {kind: RemoteMCPServer}
  versions:
  - name: v1alpha2
    served: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [host]
            properties:
              host: {type: string, pattern: '^\w+$'}
              port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
              mode: {type: string, default: fast}
              free: {type: object, x-kubernetes-preserve-unknown-fields: true}
              names: {type: array, x-kubernetes-list-type: set, items: {type: string, nullable: true}}
              limits: {type: object, additionalProperties: {type: integer, maximum: 3, exclusiveMaximum: true}}
              either: {type: object, oneOf: [{required: [a]}, {required: [b]}], properties: {a: {type: string}, b: {type: string}}}
            x-kubernetes-validations:
            - {rule: "self.mode != 'slow' || has(self.port)", message: slow needs a port}
            - {rule: "self.port == oldSelf.port"}
            - {rule: "isURL(self.host)"}
            - {rule: "!has(self.limits) || self.limits.all(k, k.startsWith('l'))", message: names}
"#;

#[test]
fn crds_that_are_given() {
    let known = Known::released().with([Definition::read(&read(GIVEN)).unwrap()]);
    for (spec, expected) in [
        ("{host: a}", &[][..]),
        ("{}", &["spec.host Missing"]),
        ("{host: ä}", &["spec.host Limit"]),
        ("{host: a, url: b}", &["spec.url Unknown"]),
        ("{host: a, mode: slow}", &["spec Rule"]),
        ("{host: a, mode: slow, port: http}", &[]),
        ("{host: a, port: 0.5}", &["spec.port WrongType"]),
        ("{host: a, free: {b: [{c: ~}]}}", &[]),
        ("{host: a, names: [b, ~, b]}", &["spec.names[2] Duplicate"]),
        ("{host: a, limits: {l: 3}}", &["spec.limits.l Limit"]),
        ("{host: a, limits: {b: 2}}", &["spec Rule"]),
        ("{host: a, either: {}}", &["spec.either Limit"]),
        ("{host: a, either: {a: b}}", &[]),
    ] {
        let text = format!(
            "apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {{name: a}}\nspec: {spec}"
        );
        assert_eq!(told(&judged(&text, &known, None)), expected, "{spec}");
    }
    let Served::OtherVersions(versions) = known.find("kagent.dev/v1alpha1", "RemoteMCPServer")
    else {
        panic!("it is not served");
    };
    assert_eq!(versions, ["kagent.dev/v1alpha2"]);
}

/// What is known of our own kinds is said of them by other CRDs too.
#[test]
fn advice_is_taken_over() {
    let given = GIVEN.replace(
        "host: {type: string, pattern: '^\\w+$'}",
        "host: {type: string}\n              url: {type: string}",
    );
    let known = Known::released().with([Definition::read(&read(&given)).unwrap()]);
    let text = server("host: a\nendpoint: b\ntransport: c");
    let found = judged(&text, &known, None);
    let helps: Vec<_> = found
        .iter()
        .filter_map(|violation| violation.help.as_deref())
        .collect();
    let none = "take it out, or look up the name of the field that is meant";
    assert_eq!(helps, ["write `url` instead", none]);
}

#[test]
fn what_is_no_crd() {
    for (text, error) in [
        (
            "kind: Agent",
            "it is no CustomResourceDefinition of `apiextensions.k8s.io/v1`",
        ),
        (
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition",
            "`/spec/versions` is missing",
        ),
    ] {
        assert_eq!(
            Definition::read(&read(text)).unwrap_err().to_string(),
            error
        );
    }
}
