//! Template text in values: Helm leaves it as it is, unless a template passes the value through `tpl`.

use super::{CHART, overlays_give_what_they_say};
use crate::common::lint::{lint, partial};
use helm_obo::values::Flag;

/// A template of agents' servers, with what it makes of a listed server's URL and Secret, and of an agent's.
fn templates(url: &str, secret: &str, own: &str) -> String {
    format!(
        "{{{{- range $id, $a := .Values.agents.definitions }}}}\n{{{{- if $a.enabled }}}}\n---\nkind: RemoteMCPServer\nspec:\n  \
         headersFrom:\n    - name: Authorization\n      valueFrom: {{name: {own}, key: token}}\n    {{{{- if $a.obo.enabled }}}}\n    \
         - name: X-Actor-Token\n      valueFrom: {{name: {own}, key: token}}\n    {{{{- end }}}}\n{{{{- end }}}}\n{{{{- end }}}}\n\
         {{{{- range .Values.agents.remoteMcpServers }}}}\n---\nkind: RemoteMCPServer\nspec:\n  url: {url}\n  {{{{- with {secret} }}}}\n  \
         headersFrom:\n    - name: Authorization\n      valueFrom: {{name: {{{{ . }}}}, key: token}}\n  {{{{- end }}}}\n{{{{- end }}}}\n"
    )
}

const URL: &str = "{{ .url | quote }}";
const SECRET: &str = ".tokenSecret";
const OWN: &str = "{{ $a.tokenSecret | quote }}";

#[test]
fn what_helm_leaves_as_it_is_is_no_name_and_no_url() {
    let plain = templates(URL, SECRET, OWN);
    let mut differences = Vec::new();
    for overlay in [
        "kagent: {namespaceOverride: «invalid-name|\"{{ .Release.Namespace }}\"»}\n",
        "muster: {fullnameOverride: «invalid-name|'{{ include \"x\" . }}'»}\n",
        "muster: {service: {port: «wrong-type|\"{{ .Values.port }}\"»}}\n",
        "ingress: {mode: agentgateway-muster, hostnames: [«invalid-name|\"muster.{{ .Values.domain }}\"»]}\n",
        "agents: {muster: {tokenExpirationSeconds: «wrong-type|\"{{ .Values.ttl }}\"»}}\n",
        "agents: {muster: {tokenRefreshSchedule: «invalid-schedule|\"{{ .Values.cron }}\"»}}\n",
        "agents: {definitions: {docs-agent: {enabled: «wrong-type|\"{{ .Values.on }}\"»}}}\n",
        "agents: {definitions: {docs-agent: {serviceAccount: «invalid-name|\"{{ .Release.Name }}-docs\"»}}}\n",
        "agents: {definitions: {docs-agent: {tokenSecret: «invalid-name|'{{- printf \"%s-docs\" .Release.Name -}}'»}}}\n",
        "agents: {definitions: {docs-agent: {modelConfig: «invalid-name|\"{{ .Values.model }}\"»}}}\n",
        "agents: {definitions: {docs-agent: {allowedHeaders: [«invalid-header-name|\"{{ .Values.header }}\"»]}}}\n",
        "agents: {definitions: {docs-agent: {toolNames: [list_tools, «note unknown-tool|\"{{ .Values.tool }}\"»]}}}\n",
        "agents: {definitions: {sre-agent: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}, {name: LOG, value: «warning invalid-value|\"{{ .Values.log }}\"»}]}}}\n",
        "agents: {definitions: {sre-agent: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}, {name: LOG, value: \"{{ .Level }} {{ .Message }}\"}]}}}\n",
        "agents: {definitions: {sre-agent: {env: [{name: STS_WELL_KNOWN_URI, value: «warning invalid-value|\"https://{{ .Values.sts }}/x\"»}]}}}\n",
        "agents: {definitions: {sre-agent: {m2m: {enabled: true, granted: {user: «warning invalid-value|\"{{ .Values.user }}\"»}}}}}\n",
        "muster: {muster: {oauth: {server: {resourceIdentifier: «warning invalid-value|\"https://{{ .Values.domain }}/mcp\"»}}}}\n",
        "muster: {muster: {oauth: {server: {trustedIssuers: [{issuer: «warning invalid-value|\"https://{{ .Values.k }}\"», acceptedTypHeaders: [\"\"]}]}}}}\n",
        concat!(
            "agents: {definitions: {sre-agent: {env: [{name: KAGENT_PROPAGATE_TOKEN, ",
            "value: «propagation-inert|\"{{ .Values.propagate }}\"»}]}}}\n",
        ),
        "agents: {models: [{name: «invalid-name|\"{{ .Release.Name }}\"», provider: OpenAI, model: \"{{ .m }}\", apiKeySecret: «invalid-name|\"{{ .s }}\"»}]}\n",
        "agents: {remoteMcpServers: [{name: «invalid-name|\"{{ .Environment.Name }}\"», url: \"http://a.b/mcp\"}]}\n",
        "agents: {remoteMcpServers: [{name: docs, url: «invalid-url|\"http://docs.{{ .Release.Namespace }}/mcp\"»}]}\n",
        "agents: {remoteMcpServers: [{name: docs, url: «invalid-url|\"{{path.basename}}\"»}]}\n",
        "agents: {remoteMcpServers: [{name: docs, url: «invalid-url|\"http://{{ .x }}.${DOMAIN}/mcp\"»}]}\n",
        "agents: {remoteMcpServers: [{name: docs, url: «invalid-url|'http://{{\"{{\"}}/mcp'»}]}\n",
        "agents: {remoteMcpServers: [{name: docs, url: \"http://a.b/mcp\", tokenSecret: «invalid-name|\"{{ .s }}\"»}]}\n",
        // Prompts and what people read hold braces as they like, and GitHub fills in its own.
        "agents: {definitions: {docs-agent: {systemMessage: \"Greet with {{ name }}.\", description: \"{{ x }}\"}}}\n",
        "agents: {remoteMcpServers: [{name: \"${{ vars.NAME }}\", url: \"http://${{ vars.HOST }}/mcp\", description: \"{{ x }}\"}]}\n",
        "agents: {definitions: {docs-agent: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}, {name: API_KEY, value: «warning invalid-value|\"{{ .Values.key }}\"»}]}}}\n",
    ] {
        let chart = lint(CHART).replace("chart/templates/servers.yaml", &plain);
        differences.extend(chart.overlay(overlay).difference(overlay));
        // Without a template at hand it may be that one passes it through `tpl`.
        let warned = overlay
            .replace("«invalid", "«warning invalid")
            .replace("«propagation", "«warning propagation");
        let warned = warned
            .replace("docs-agent", "helper")
            .replace("sre-agent", "helper");
        differences.extend(lint("one-agent").overlay(&warned).difference(&warned));
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

#[test]
fn an_argument_says_no_more() {
    let plain = templates(URL, SECRET, OWN);
    let chart = lint(CHART).replace("chart/templates/servers.yaml", &plain);
    let text = "agents.definitions.docs-agent.serviceAccount=«invalid-name|{{ .Release.Name }}»";
    chart.argument(Flag::SetLiteral, text).check(text);
    let text =
        r"agents.definitions.docs-agent.serviceAccount=«invalid-name|a-\{{ .Release.Name }}»";
    let chart = lint(CHART).replace("chart/templates/servers.yaml", &plain);
    chart.argument(Flag::Set, text).check(text);
}

/// What a template passes through `tpl` is for the template to fill in, and nothing else.
#[test]
fn what_a_template_evaluates_is_left_alone() {
    let overlay = |server_url: &str, server_secret: &str, secret: &str| {
        format!(
            "agents:\n  definitions:\n    docs-agent: {{tokenSecret: {secret}}}\n  remoteMcpServers:\n    - {{name: docs, url: {server_url}, \
             tokenSecret: {server_secret}}}\n"
        )
    };
    let url = "«invalid-url|\"http://a.{{ .Release.Namespace }}/mcp\"»";
    let secret = "«invalid-name|\"{{ .Release.Name }}\"»";
    let plain = |text: &str| {
        text.replace(['«', '»'], "")
            .split_once('|')
            .map(|(_, text)| text.to_owned())
            .unwrap()
    };
    let helper = "{{ define \"render\" }}{{ tpl .value .context }}{{ end }}";
    for (what, template, values) in [
        (
            "a URL",
            templates("{{ tpl .url $ }}", SECRET, OWN),
            overlay(&plain(url), secret, secret),
        ),
        (
            "by a helper",
            templates(
                "{{ include \"render\" (dict \"value\" .url \"context\" $) }}",
                SECRET,
                OWN,
            ) + helper,
            overlay(&plain(url), secret, secret),
        ),
        (
            "by a helper of a library that is not here",
            templates(
                "{{ include \"common.tplvalues.render\" (dict \"value\" .url \"context\" $) }}",
                SECRET,
                OWN,
            ),
            overlay(&plain(url), secret, secret),
        ),
        (
            "a server's Secret",
            templates(URL, "tpl .tokenSecret $", OWN),
            overlay(url, &plain(secret), secret),
        ),
        (
            "an agent's Secret",
            templates(URL, SECRET, "{{ tpl $a.tokenSecret $ }}"),
            overlay(url, secret, &plain(secret)),
        ),
        (
            "all of it",
            "{{ $agents := tpl (toYaml .Values.agents) $ }}".to_owned()
                + &templates(URL, SECRET, OWN),
            overlay(&plain(url), &plain(secret), &plain(secret)),
        ),
        (
            "prompts and other objects only",
            templates(URL, SECRET, OWN)
                + "{{ range .Values.more }}\n---\n{{ tpl (toYaml .) $ }}{{ end }}\n---\na: {{ tpl .Values.agents.x.systemMessage $ }}\n",
            overlay(url, secret, secret),
        ),
        (
            "in a comment",
            templates(URL, SECRET, OWN) + "{{/* tpl .url $ */}}",
            overlay(url, secret, secret),
        ),
    ] {
        let chart = lint(CHART).replace("chart/templates/servers.yaml", &template);
        // Some of these templates fail on other values than those asked about.
        let chart = chart.ignore("template-error");
        chart.overlay(&values).check(what);
    }
}

/// Another tool fills in a file before Helm reads it, where its name says so.
#[test]
fn files_that_another_tool_fills_in() {
    let plain = templates(URL, SECRET, OWN);
    let text = "agents: {definitions: {docs-agent: {enabled: \"{{ .Values.on }}\", serviceAccount: \"{{ .Environment.Name }}\"}}}\n";
    for name in ["prod.yaml.gotmpl", "prod.yaml.j2"] {
        let chart = lint(CHART).replace("chart/templates/servers.yaml", &plain);
        chart.overlay_as(name, text).check(name);
    }
}

#[test]
fn a_file_without_a_chart_is_warned_of() {
    partial(concat!(
        "agents:\n  definitions:\n    helper:\n      serviceAccount: «warning invalid-name|\"{{ .Release.Name }}\"»\n",
        "  remoteMcpServers:\n    - {name: docs, url: «warning invalid-url|\"http://{{ .Values.host }}/mcp\"»}\n",
    ))
    .check("partial");
    overlays_give_what_they_say(&[(
        "filled in by others",
        "agents: {definitions: {docs-agent: {serviceAccount: \"${NAME}\", tokenSecret: \"<name>\"}}}\n",
    )]);
}
