//! What the API server has against objects, one row for each.

mod given;

use super::{Known, Release, Served, Violation, ViolationKind};
use crate::source::{Name, Sources};
use crate::yaml::{Node, read_documents};

fn read(text: &str) -> Node {
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    let documents = read_documents(&source).unwrap();
    documents.into_iter().next().unwrap().root.unwrap()
}

fn judged(text: &str, known: &Known, release: Option<Release>) -> Vec<Violation> {
    let object = read(text);
    let says = |key| object.get(key).and_then(Node::as_str).unwrap();
    match known.find(says("apiVersion"), says("kind")) {
        Served::Here(kind) => kind.judge(&object, release).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn told(violations: &[Violation]) -> Vec<String> {
    let told = violations.iter();
    told.map(|violation| format!("{} {:?}", violation.path, violation.kind))
        .collect()
}

/// A server, with lines of its `spec` and what is wrong with it.
fn server(lines: &str) -> String {
    let head =
        "apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: docs}\nspec:\n";
    format!("{head}{}", indented(lines, "  "))
}

/// An agent, with lines of its `spec.declarative`.
fn agent(lines: &str) -> String {
    let head = "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper}\nspec:\n  declarative:\n";
    format!("{head}{}", indented(lines, "    "))
}

fn tool(lines: &str) -> String {
    agent(&format!("tools:\n  -\n{}", indented(lines, "    ")))
}

fn indented(lines: &str, by: &str) -> String {
    lines.lines().map(|line| format!("{by}{line}\n")).collect()
}

#[test]
fn servers() {
    let known = Known::released();
    for (lines, expected) in [
        ("description: ''\nurl: http://docs/mcp", &[][..]),
        ("url: http://docs/mcp", &["spec.description Missing"]),
        (
            "description: ~\nurl: http://docs/mcp",
            &["spec.description Missing"],
        ),
        ("description: a\nurl: ''", &["spec.url Limit"]),
        ("description: 1\nurl: a", &["spec.description WrongType"]),
        ("description: a\nurl: b\ntools: []", &["spec.tools Unknown"]),
        ("description: a\nUrl: b", &["spec.Url NearMiss"]),
        (
            "description: a\nurl: b\nprotocol: sse",
            &["spec.protocol NotInEnum"],
        ),
        ("description: a\nurl: b\nprotocol: ~\ntimeout: ~", &[]),
        ("description: a\nurl: b\nprotocol: ${PROTOCOL}", &[]),
        ("description: a\nurl: http://b\ntls: {}", &["spec.tls Rule"]),
        ("description: a\nurl: https://b\ntls: {}", &[]),
        ("description: a\nurl: ${URL}\ntls: {}", &[]),
        (
            "description: a\nurl: b\nallowedNamespaces: {from: Selector}",
            &["spec.allowedNamespaces.selector Rule"],
        ),
        ("description: a\nurl: b\nallowedNamespaces: {}", &[]),
    ] {
        assert_eq!(
            told(&judged(&server(lines), &known, None)),
            expected,
            "{lines}"
        );
    }
}

#[test]
fn headers() {
    for (header, expected) in [
        ("name: A\nvalue: b", &[][..]),
        ("name: A\nvalue: ''", &[]),
        ("name: A", &["spec.headersFrom[0] Rule"]),
        (
            "name: A\nvalue: b\nvalueFrom: {type: Secret, name: a, key: b}",
            &["spec.headersFrom[0].valueFrom Rule"],
        ),
        (
            "name: A\nvalue: Bearer <token>\nvalueFrom: {type: Secret, name: a, key: b}",
            &["spec.headersFrom[0].valueFrom Rule"],
        ),
        (
            "name: A\nvalueFrom: {type: Secret, name: a}",
            &["spec.headersFrom[0].valueFrom.key Missing"],
        ),
        (
            "name: A\nvalueFrom: {}",
            &["spec.headersFrom[0].valueFrom.key Missing"],
        ),
        (
            "name: A\nvalueFrom: {secretKeyRef: {name: a, key: b}}",
            &["spec.headersFrom[0].valueFrom.secretKeyRef OtherForm"],
        ),
        (
            "name: A\nsecretRef: {name: a, key: b}",
            &["spec.headersFrom[0].secretRef OtherForm"],
        ),
        ("value: b", &["spec.headersFrom[0].name Missing"]),
    ] {
        let text = server(&format!(
            "description: a\nurl: b\nheadersFrom:\n  -\n{}",
            indented(header, "    ")
        ));
        assert_eq!(
            told(&judged(&text, &Known::released(), None)),
            expected,
            "{header}"
        );
    }
}

#[test]
fn tools() {
    const PATH: &str = "spec.declarative.tools[0]";
    for (lines, expected) in [
        ("type: McpServer\nmcpServer: {name: a}", ""),
        ("mcpServer: {name: a}", ".type Missing"),
        ("type: MCPServer\nmcpServer: {name: a}", ".type NotInEnum"),
        ("type: McpServer", ".mcpServer Rule"),
        ("type: Agent\nmcpServer: {name: a}", ".type Rule"),
        (
            "type: Agent\nagent: {name: a}\nmcpServer: {name: a}",
            ".mcpServer Rule",
        ),
        (
            "type: McpServer\nmcpserver: {name: a}",
            ".mcpserver NearMiss",
        ),
        (
            "type: McpServer\nmcpServer: {name: a}\ntoolNames: [b]",
            ".toolNames Unknown",
        ),
        (
            "type: McpServer\nmcpServer: {name: a, toolNames: [b], requireApproval: [b, c]}",
            ".mcpServer.requireApproval[1] Rule",
        ),
        (
            "type: McpServer\nmcpServer: {name: a, requireApproval: [c]}",
            ".mcpServer.requireApproval[0] Rule",
        ),
        (
            "type: McpServer\nmcpServer: {name: a, toolNames: ['${A}'], requireApproval: [c]}",
            "",
        ),
    ] {
        let found = told(&judged(&tool(lines), &Known::released(), None));
        let expected: Vec<String> = Some(expected)
            .filter(|text| !text.is_empty())
            .map(|text| format!("{PATH}{text}"))
            .into_iter()
            .collect();
        assert_eq!(found, expected, "{lines}");
    }
    let many = format!(
        "type: McpServer\nmcpServer: {{name: a, toolNames: [{}]}}",
        "b,".repeat(51)
    );
    let found = told(&judged(&tool(&many), &Known::released(), None));
    assert_eq!(found, [format!("{PATH}.mcpServer.toolNames TooMany")]);
}

#[test]
fn a_field_is_looked_for_where_it_belongs() {
    for (text, help) in [
        (
            agent("description: a"),
            "the field is `spec.description`: move it there",
        ),
        (agent("systemPrompt: a"), "write `systemMessage` instead"),
        (agent("modelConfigRef: a"), "write `modelConfig` instead"),
        (agent("env: []"), "write `deployment.env` instead"),
        (
            agent("description: a") + "  description: b\n",
            "take it out: `spec.description` is there already",
        ),
        (
            server("url: a").replace("{name: docs}", "{name: docs, description: b}"),
            "the field is `spec.description`: move it there",
        ),
        (agent("tool: []"), "write `tools`"),
        (
            agent("{}").replace("{}", "{}\n  tools: []"),
            "the field is `spec.declarative.tools`: move it there",
        ),
    ] {
        let found = judged(&text, &Known::released(), None);
        let helps: Vec<_> = found
            .iter()
            .map(|violation| violation.help.as_deref())
            .collect();
        assert_eq!(helps, [Some(help)], "{text}");
    }
}

/// What one release has and another has not is right where no release is stated.
#[test]
fn releases() {
    let shared = agent("shareTools: true");
    let known = Known::released();
    assert_eq!(told(&judged(&shared, &known, None)), [""; 0]);
    assert_eq!(
        told(&judged(&shared, &known, Some(Release::V0_10))),
        [""; 0]
    );
    let found = judged(&shared, &known, Some(Release::V0_9));
    assert_eq!(told(&found), ["spec.declarative.shareTools Unknown"]);

    let isolated = tool("type: McpServer\nmcpServer: {name: a}\nisolateSessions: true");
    assert_eq!(
        told(&judged(&isolated, &known, None)),
        ["spec.declarative.tools[0].isolateSessions RefusedOrDropped(V0_10)"]
    );
    let found = judged(&isolated, &known, Some(Release::V0_10));
    assert_eq!(
        told(&found),
        ["spec.declarative.tools[0].isolateSessions Rule"]
    );
}

#[test]
fn metadata_has_strings() {
    for (metadata, expected) in [
        (
            "{name: a, annotations: {port: 8084}}",
            &["metadata.annotations.port WrongType"][..],
        ),
        ("{name: a, labels: {a: ~}}", &[]),
        (
            "{name: a, labels: {team: my team!, my team: a, example.com/a: b}}",
            &[
                "metadata.labels.team Limit",
                "metadata.labels.my team Limit",
            ],
        ),
        (
            "{name: a, annotations: {Example.com/team: 'my team!', a/b/c: d, '${KEY}': e}}",
            &["metadata.annotations.a/b/c Limit"],
        ),
        (
            "{name: a, labels: {team: '', chart: '{{ .Chart.Name }}'}}",
            &[],
        ),
        ("{name: a, creationTimestamp: ~}", &[]),
        ("{namespace: a}", &["metadata.name Rule"]),
        (
            "{name: a, annotations: {apiVersion: v1, kind: Secret, metadata: {name: a}, spec: {}}}",
            &["metadata.annotations CopiedAnnotation"],
        ),
        ("{generateName: a-}", &[]),
        ("{name: my_agent}", &["metadata.name Limit"]),
        ("{name: '{{ .Values.name }}'}", &[]),
        ("{name: a, label: {}}", &["metadata.label NearMiss"]),
    ] {
        let text = server("description: a\nurl: b").replace("{name: docs}", metadata);
        assert_eq!(
            told(&judged(&text, &Known::released(), None)),
            expected,
            "{metadata}"
        );
    }
}

#[test]
fn variables_of_a_server_are_a_mapping() {
    let with = |env: &str| {
        format!(
            "apiVersion: kagent.dev/v1alpha1\nkind: MCPServer\nmetadata: {{name: a}}\nspec: {{deployment: {{env: {env}}}}}"
        )
    };
    let known = Known::released();
    let found = judged(&with("[{name: A, value: b}]"), &known, None);
    assert_eq!(told(&found), ["spec.deployment.env WrongType"]);
    let remedy = found[0].remedy.clone();
    let json = serde_json::json!({"A": "b"});
    let path = found[0].path.clone();
    assert_eq!(remedy, Some(super::Remedy::Replace(path, json)));
    // The API server drops a null before it looks at types.
    let found = judged(&with("{A: ~}"), &known, None);
    assert_eq!(told(&found), ["spec.deployment.env.A Null"]);
    assert!(!found[0].refuses);
}

/// One that is refused because of a misspelled key says so at that key.
#[test]
fn a_near_miss_of_what_is_required_refuses() {
    let found = judged(&server("description: a\nulr: b"), &Known::released(), None);
    assert!(matches!(&found[..], [one] if one.kind == ViolationKind::NearMiss && one.refuses));
    let found = judged(
        &server("description: a\nurl: b\ntimout: 1s"),
        &Known::released(),
        None,
    );
    assert!(matches!(&found[..], [one] if one.kind == ViolationKind::NearMiss && !one.refuses));
}

#[test]
fn kinds_and_versions() {
    let known = Known::released();
    for (api_version, kind, expected) in [
        ("kagent.dev/v1alpha2", "Agent", "Here"),
        (
            "kagent.dev/v1alpha1",
            "RemoteMCPServer",
            "OtherVersions([\"kagent.dev/v1alpha2\"])",
        ),
        (
            "kagent.dev/v1",
            "Agent",
            "OtherVersions([\"kagent.dev/v1alpha1\", \"kagent.dev/v1alpha2\"])",
        ),
        (
            "v1alpha2",
            "Agent",
            "OtherVersions([\"kagent.dev/v1alpha1\", \"kagent.dev/v1alpha2\"])",
        ),
        (
            "kagent.dev/v1alpha2",
            "RemoteMcpServer",
            "OtherKind(\"RemoteMCPServer\", [\"kagent.dev/v1alpha2\"])",
        ),
        ("kagent.dev/v1alpha3", "Agent", "OtherDialect"),
        ("api.kagent.dev/v1alpha3", "Agent", "OtherDialect"),
        ("kagent.dev/v1alpha1", "Memory", "Here"),
        (
            "kagent.dev/v1alpha2",
            "Memory",
            "OtherVersions([\"kagent.dev/v1alpha1\"])",
        ),
        ("toolhive.stacklok.dev/v1alpha1", "MCPServer", "NotOurs"),
        ("v1", "Service", "NotOurs"),
    ] {
        let found = format!("{:?}", known.find(api_version, kind));
        assert!(found.starts_with(expected), "{api_version} {kind}: {found}");
    }
}

#[test]
fn sandboxes_of_both_releases() {
    let known = Known::released();
    let judge = |lines: &str, release| {
        let head = "apiVersion: kagent.dev/v1alpha2\nkind: SandboxAgent\nmetadata: {name: helper}\nspec:\n  declarative: {modelConfig: a}\n";
        told(&judged(&format!("{head}  {lines}\n"), &known, release))
    };
    let (former, latest) = (Some(Release::V0_9), Some(Release::V0_10));
    for (lines, release, expected) in [
        ("platform: substrate", None, &[][..]),
        ("platform: substrate", former, &[]),
        ("platform: substrate", latest, &["spec.platform Unknown"]),
        ("platform: gvisor", former, &["spec.platform NotInEnum"]),
        ("skills: {refs: [a]}", None, &[]),
        ("skills: {refs: [a]}", former, &[]),
        ("skills: {refs: [a]}", latest, &["spec.skills Rule"]),
        (
            "skills: {refs: [a]}\n  platform: substrate",
            None,
            &["spec.skills Rule"],
        ),
        ("substrate: {}", None, &[]),
        (
            "platform: gvisor",
            None,
            &["spec.platform RefusedOrDropped(V0_9)"],
        ),
        ("substrate: {}", former, &["spec.substrate Rule"]),
    ] {
        assert_eq!(judge(lines, release), expected, "{lines} {release:?}");
    }
}
