//! As whom calls run where something that decides it is sealed, filled in before Helm reads it, or template text.

use super::{CHART, NOT, PROPAGATES, agent, lint, modes, scenario};
use crate::common::lint::under;
use helm_obo::report::Options;

/// As SOPS writes it.
const SEALED: &str = "\"ENC[AES256_GCM,data:dHJ1ZQ==,iv:AAAA,tag:AAAA,type:bool]\"";

#[test]
fn an_identity_that_hangs_on_it_is_unknown() {
    for (values, [discovery, user_call, autonomous_run], named) in [
        (
            "obo: {enabled: @}".to_owned(),
            ["machine", "unknown", "machine"],
            "`agents.definitions.helper.obo.enabled`",
        ),
        (
            "obo: @".to_owned(),
            ["machine", "unknown", "machine"],
            "`agents.definitions.helper.obo.enabled`",
        ),
        (
            "env: [{name: KAGENT_PROPAGATE_TOKEN, value: @}]".to_owned(),
            ["machine", "unknown", "machine"],
            "`KAGENT_PROPAGATE_TOKEN` (`agents.definitions.helper.env[0].value`)",
        ),
        (
            "env: [{name: @, value: \"true\"}]".to_owned(),
            ["machine", "unknown", "machine"],
            "`agents.definitions.helper.env[0].name`",
        ),
        (
            "env: @".to_owned(),
            ["machine", "unknown", "machine"],
            "`agents.definitions.helper.env`",
        ),
        (
            format!("obo: {{enabled: @}}, {NOT}"),
            ["machine", "machine", "machine"],
            "a static `Authorization` wins",
        ),
        (
            format!("allowedHeaders: @, {NOT}"),
            ["machine", "machine", "machine"],
            "own ServiceAccount",
        ),
        (
            format!("allowedHeaders: [@], {PROPAGATES}"),
            ["machine", "delegated", "machine"],
            "with the agent as actor",
        ),
    ] {
        for stand_in in [SEALED, "\"${ON:=true}\"", "ref+vault://a#/on"] {
            let lint = lint(CHART).overlay(&agent(&values.replace('@', stand_in)));
            let what = format!("{values} {stand_in}");
            let expected = [discovery, user_call, autonomous_run];
            assert_eq!(modes(&lint), expected, "{what}");
            let call = scenario(&lint, "user-call");
            let reason = call["reason"].as_str().unwrap();
            assert!(reason.contains(named), "{what}: {reason}");
        }
    }
}

#[test]
fn an_agent_that_is_sealed_as_a_whole_is_unknown() {
    let values = format!("agents: {{definitions: {{helper: {SEALED}}}}}");
    let lint = lint(CHART).overlay(&values);
    assert_eq!(modes(&lint), ["machine", "unknown", "machine"]);
}

#[test]
fn a_header_that_hangs_on_it_may_be_sent_or_not() {
    let values = format!("agents: {{definitions: {{sre-agent: {{obo: {{enabled: {SEALED}}}}}}}}}");
    let trace = under("exclusive").overlay(&values).trace();
    let agents = trace["agents"].as_array().unwrap();
    let agent = agents.iter().find(|agent| agent["agent"] == "sre-agent");
    for scenario in agent.unwrap()["scenarios"].as_array().unwrap() {
        assert_eq!(scenario["mode"], "unknown", "{scenario}");
        assert!(scenario["subject"].is_null());
        let reason = scenario["reason"].as_str().unwrap();
        assert!(reason.contains("`agents.definitions.sre-agent.obo.enabled`"));
        let headers = scenario["headers"].as_array().unwrap();
        let is_sent = headers.iter().any(|header| header["source"] == "static");
        assert!(is_sent, "{scenario}");
        assert!(headers.iter().all(|header| header["wins"] == false));
    }
}

/// The picture shows what is known, and says what it is made of.
#[test]
fn what_is_sealed_is_not_shown_as_what_it_will_be() {
    let vault =
        "!vault |\n        $ANSIBLE_VAULT;1.1;AES256\n        6638643965323633\n        3361\n";
    let values = format!(
        "muster: {{service: {{port: {SEALED}}}}}\nkagent: {{enabled: {SEALED}}}\nagents:\n  definitions:\n    helper:\n      \
         serviceAccount: {SEALED}\n      tokenSecret: {vault}"
    );
    let lint = lint(CHART).overlay(&values);
    assert_eq!(modes(&lint), ["machine", "delegated", "machine"]);
    for format in ["text", "json", "mermaid", "markdown"] {
        let told = lint.traced(format, &Options::default());
        assert!(!told.contains("ENC["), "{told}");
        assert!(!told.contains("ANSIBLE"), "{told}");
    }
    let trace = lint.trace();
    let agent = &trace["agents"][0];
    assert_eq!(
        agent["url"],
        "http://muster.default.svc.cluster.local:<sealed>/mcp"
    );
    let call = scenario(&lint, "user-call");
    assert_eq!(call["actor"], "system:serviceaccount:kagent:<sealed>");
    assert_eq!(call["headers"][0]["value"], "secret/<sealed>#token");
    let assumptions = call["assumptions"].to_string();
    for named in [
        "`kagent.enabled` is on, which cannot be told",
        "the server's URL is made of what `muster.service.port` will be",
        "the agent's ServiceAccount is made of what `agents.definitions.helper.serviceAccount` will be",
        "the Secret of the static headers is made of what `agents.definitions.helper.tokenSecret` will be",
    ] {
        assert!(assumptions.contains(named), "{named}: {assumptions}");
    }
}

/// Template text that nothing evaluates is the name of nobody.
#[test]
fn no_call_runs_as_template_text() {
    for (values, path) in [
        (
            agent("serviceAccount: \"{{ .Release.Name }}-helper\""),
            "agents.definitions.helper.serviceAccount",
        ),
        (
            agent("tokenSecret: \"{{ .Release.Name }}-helper\""),
            "agents.definitions.helper.tokenSecret",
        ),
        (
            "kagent: {namespaceOverride: \"{{ .Release.Namespace }}\"}".into(),
            "kagent.namespaceOverride",
        ),
        (
            "muster: {fullnameOverride: \"{{ .Release.Name }}\"}".into(),
            "muster.fullnameOverride",
        ),
    ] {
        let plain = lint(CHART).overlay(&values);
        let chart = plain.clone().file("chart/templates/a.yaml", TEMPLATE);
        assert_eq!(modes(&chart), ["unknown", "unknown", "unknown"], "{values}");
        let call = scenario(&chart, "user-call");
        assert!(call["subject"].is_null() && call["actor"].is_null());
        let reason = call["reason"].as_str().unwrap();
        assert!(
            reason.contains(&format!("`{path}` holds template text")),
            "{reason}"
        );
        // Where no template is at hand one may evaluate it.
        assert_eq!(
            modes(&plain),
            ["machine", "delegated", "machine"],
            "{values}"
        );
        let assumptions = scenario(&plain, "user-call")["assumptions"].to_string();
        assert!(
            assumptions.contains(&format!("what `{path}` will be")),
            "{assumptions}"
        );
    }
}

/// The servers of agents, as the contract has them.
const TEMPLATE: &str = "\
{{- range $id, $a := .Values.agents.definitions }}
{{- if $a.enabled }}
---
kind: RemoteMCPServer
spec:
  headersFrom:
    - name: Authorization
      valueFrom: {name: {{ $id }}, key: token}
    {{- if $a.obo.enabled }}
    - name: X-Actor-Token
      valueFrom: {name: {{ $id }}, key: token}
    {{- end }}
{{- end }}
{{- end }}
";

/// Nothing evaluates the address of a token service, so no token is exchanged there.
#[test]
fn an_exchange_at_template_text_is_unknown() {
    for (address, mode) in [
        ("https://{{ .Values.sts }}/x", "unknown"),
        ("https://sts.example.com/x", "delegated"),
    ] {
        let values = format!(
            "agents: {{definitions: {{sre-agent: {{obo: {{enabled: true}}, env: [{{name: STS_WELL_KNOWN_URI, value: \"{address}\"}}]}}}}}}"
        );
        let lint = lint("agents-platform").overlay(&values);
        let trace = lint.trace();
        let agents = trace["agents"].as_array().unwrap();
        let agent = agents.iter().find(|agent| agent["agent"] == "sre-agent");
        let call = &agent.unwrap()["scenarios"][1];
        assert_eq!(call["mode"], mode, "{call}");
        let reason = call["reason"].as_str().unwrap();
        let is_said = reason.contains("so that no token can be exchanged there");
        assert_eq!(is_said, mode == "unknown", "{reason}");
        // As whom it would run on another runtime is not known either.
        let messages = lint.heed("runtime-unset").messages().join("\n");
        assert_eq!(
            messages.contains("runtime-unset"),
            mode == "delegated",
            "{messages}"
        );
    }
}
