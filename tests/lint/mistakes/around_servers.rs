//! Listed servers, credentials and shared tokens: what is beside a mistake, depends on it, or only looks like one.

use super::CHART;
use super::servers::{HANDBOOK, TICKETS};
use crate::common::lint::{lint, partial};

/// Overlays of the chart, each with all that must be found in it.
const OVERLAYS: &[(&str, &str)] = &[
    (
        "a credential's URL is also judged by where it leads, and how it is called",
        "agents: {remoteMcpServers: [{name: a, tokenSecret: t,\n\
         url: «plaintext-credential, warning credential-over-http, warning protocol-mismatch|\"http://robot:correct-horse@a.example.com/sse\"»}]}",
    ),
    (
        "a credential in a URL of another scheme",
        "agents: {remoteMcpServers: [{name: a, url: «plaintext-credential, invalid-url|\"ftp://robot:correct-horse@a.example.com/mcp\"»}]}",
    ),
    (
        "a credential in the place of a URL or a name is one mistake",
        "agents: {remoteMcpServers: [{name: a, url: «plaintext-credential|ghp_abcdefghijklmnopqrstuvwxyz0123456789»},\n\
         {name: b, url: \"http://b.tools:80/mcp\", tokenSecret: «plaintext-credential|ghp_9876543210abcdefghijklmnopqrstuvwxyz»}]}",
    ),
    (
        "a name that is refused and taken",
        "agents: {remoteMcpServers: [{name: «invalid-name|My_docs», url: \"http://b.tools:80/mcp\"},\n\
         {name: «invalid-name, name-collision|My_docs», url: \"http://c.tools:80/mcp\"}]}",
    ),
    (
        "a name that is refused and too long",
        "agents: {definitions: {«invalid-name, name-too-long|Agent-that-writes-down-whatever-anybody-says-in-meetings-of-teams»:\n\
         {enabled: true, systemMessage: Hi, obo: {enabled: false}, m2m: {enabled: false}}}}",
    ),
    (
        "a ServiceAccount's name that is refused, and shared",
        "agents: {definitions: {docs-agent: {serviceAccount: «invalid-name|Docs»},\n\
         more: {enabled: true, systemMessage: Hi, serviceAccount: «invalid-name, warning shared-identity|Docs», obo: {enabled: false}, m2m: {enabled: false}}}}",
    ),
    (
        "a misspelled tokenSecret is a token",
        "agents: {remoteMcpServers: [{name: a, url: \"http://muster:8090/mcp\", «unknown-key|tokensecret»: t}]}",
    ),
    (
        "a misspelled url is judged as if it were spelled right",
        "agents: {remoteMcpServers: [{name: a, «unknown-key|URL»: «invalid-url|a.tools:80/mcp»}]}",
    ),
    (
        "wrong types are told once",
        "agents: {muster: {tokenExpirationSeconds: «wrong-type|\"60\"», tokenRefreshSchedule: «wrong-type|15»},\n\
         remoteMcpServers: [{name: a, «wrong-type|url»: [], tokenSecret: «wrong-type|5»}]}",
    ),
    (
        "host names that are no list may hold an audience",
        "ingress: {hostnames: «wrong-type|muster.example.com»}\n\
         muster: {muster: {oauth: {server: {resourceIdentifier: null}}}}",
    ),
    (
        "a lifetime of nothing is no lifetime",
        "agents: {muster: {tokenExpirationSeconds: «invalid-value|0»}}",
    ),
    (
        "Kubernetes' least is told whatever the schedule",
        "agents: {muster: {tokenExpirationSeconds: «token-expires-early|599», tokenRefreshSchedule: \"*/2 * * * *\"}}",
    ),
    (
        "a wrong schedule has no pause",
        "agents: {muster: {tokenExpirationSeconds: 600, tokenRefreshSchedule: «invalid-schedule|0 0 * * 7»}}",
    ),
    (
        "an alias is told at each place that it brings",
        "x: &url a.tools:8080/mcp\n\
         agents: {remoteMcpServers: [{name: a, url: «invalid-url|*url»}, {name: b, url: «invalid-url|*url»}]}",
    ),
    (
        "placeholders are filled in later",
        "ingress: {hostnames: [\"${DOMAIN}\"]}\nmuster: {muster: {oauth: {server: {resourceIdentifier: null}}}}\n\
         agents: {muster: {tokenExpirationSeconds: 600, tokenRefreshSchedule: \"<every ten minutes>\"},\n\
         remoteMcpServers: [{name: a, url: \"${SCHEME}://a\"}, {name: b, url: \"http://${HOST}.com/sse\", tokenSecret: t},\n\
         {name: c, url: \"http://REPLACE_ME.example.com/sse\", tokenSecret: t}]}",
    ),
    (
        "muster switched off: its URL may be another's",
        "muster: {enabled: false}\nagents: {remoteMcpServers: [{name: a, url: \"http://muster:8090/mcp\"}]}",
    ),
    (
        "no agent, no audience",
        "muster: {enabled: false, muster: null}\ningress: {hostnames: []}",
    ),
    (
        "words where a variable's credential is not needed",
        "agents: {definitions: {docs-agent: {env: [{name: API_KEY, value: Dummy}, {name: A_TOKEN, value: \"\"},\n\
         {name: B_TOKEN, value: \"${B}-x\"}, {name: C_TOKEN, value: null}, {name: D_PASSWORD, value: changeme},\n\
         {name: KAGENT_PROPAGATE_TOKEN, value: always}]}}}",
    ),
    (
        "what the contract does not read",
        "muster: {muster: {oauth: {server: {dex: {clientSecret: correct-horse}}}}}\npassword: correct-horse",
    ),
];

/// Values files without a chart, each with all that must be found in it.
const PARTIAL: &[(&str, &str)] = &[
    (
        "the chart may hold the audience",
        "kagent: {enabled: true}\nmuster: {enabled: true}\n\
         agents: {definitions: {a: {enabled: true, systemMessage: Hi, obo: {enabled: false}, m2m: {enabled: false}}}}",
    ),
    (
        "an audience deleted here",
        "ingress: {hostnames: [«warning audience-missing|\"\"»]}\n\
         agents: {definitions: {a: {enabled: true, systemMessage: Hi, obo: {enabled: false}, m2m: {enabled: false}}}}",
    ),
    (
        "what is written is judged as in a chart",
        "agents: {muster: {tokenExpirationSeconds: «token-expires-early|900», tokenRefreshSchedule: '@hourly'},\n\
         remoteMcpServers: [{name: a, url: «invalid-url|a.tools:80»}, {name: b, url: \"http://muster:8090/mcp\"}]}",
    ),
    (
        "a schedule whose lifetime the chart may hold",
        "agents: {muster: {tokenRefreshSchedule: '@yearly'}}",
    ),
    (
        "muster's name is known",
        "muster: {fullnameOverride: muster}\n\
         agents: {remoteMcpServers: [{name: b, url: «note discovery-unauthenticated|\"http://muster.ns.svc.cluster.local/\"»}]}",
    ),
];

#[test]
fn exactly_what_is_marked_is_found() {
    let in_chart = OVERLAYS
        .iter()
        .filter_map(|(what, overlay)| lint(CHART).overlay(overlay).difference(what));
    let partial = PARTIAL
        .iter()
        .filter_map(|(what, text)| partial(text).difference(what));
    let differences: Vec<String> = in_chart.chain(partial).collect();
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// In another namespace than the release's a Service of muster's name is another.
#[test]
fn namespaces_that_are_known_count() {
    let server = |url: &str| format!("agents: {{remoteMcpServers: [{{name: a, url: {url}}}]}}");
    for url in [
        "http://muster:8090/mcp",
        "http://muster.kagent/mcp",
        "http://muster.other.svc/mcp",
    ] {
        let lint = lint(CHART).namespace("platform").overlay(&server(url));
        lint.check(url);
    }
    for url in [
        "http://muster.platform:8090/mcp",
        "http://muster.platform.svc.cluster.local/mcp",
    ] {
        let marked = server(&format!("«note discovery-unauthenticated|{url}»"));
        lint(CHART)
            .namespace("platform")
            .overlay(&marked)
            .check(url);
    }
    let marked = server("«note discovery-unauthenticated|http://muster/mcp»");
    lint(CHART)
        .namespace("kagent")
        .overlay(&marked)
        .check("kagent beside muster");
}

/// A contract of the user's own may say other transports and headers.
#[test]
fn a_contract_of_the_users() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/contract");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let schema =
        std::fs::read_to_string(folder.join("../../schemas/actor-token.schema.json")).unwrap();
    let under = |from: &str, to: &str, chart_edits: &[(&str, &str)]| {
        let definition = read("actor-token/contract.yaml");
        assert!(definition.contains(from));
        lint(CHART)
            .edits(chart_edits)
            .replace("chart/templates/servers.yaml", "") // it has other headers
            .file("own/contract.yaml", &definition.replace(from, to))
            .file(
                "own/remotemcpserver.yaml.j2",
                &read("remotemcpserver.yaml.j2"),
            )
            .file("own/values.schema.json", &schema)
            .contract("own")
    };
    let by_sse = &[
        (
            HANDBOOK,
            "      url: «warning protocol-mismatch|https://handbook.example.com/mcp»\n",
        ),
        (TICKETS, "      url: http://tickets.tools:8080/sse\n"),
    ];
    under("STREAMABLE_HTTP", "SSE", by_sse).check("SSE");
    let unauthenticated = &[
        (
            "    sre-agent:\n",
            "    «note discovery-unauthenticated|sre-agent»:\n",
        ),
        (
            "    docs-agent:\n      enabled: true\n",
            "    docs-agent:\n      enabled: false\n",
        ),
    ];
    let headers = "  headers:\n    - {name: Authorization, key: token}\n    - {name: X-Actor-Token, key: token, when: obo.enabled}\n";
    under(headers, "  headers: []\n", unauthenticated).check("no static headers");
}

#[test]
fn messages_say_what_comes_of_it() {
    let first = |overlay: &str| lint(CHART).overlay(overlay).messages().remove(0);
    let muster = |lines: &str| first(&format!("agents: {{muster: {{{lines}}}}}"));
    for (lines, expected) in [
        (
            "tokenExpirationSeconds: 600",
            "the agents' token expires after 10 min, but is renewed every 15 min: for 5 min of each 15 min calls fail",
        ),
        (
            "tokenRefreshSchedule: 0 7-19 * * *",
            "the agents' token expires after 1 h, but is at times not renewed for 12 h: for up to 11 h calls fail",
        ),
        (
            "tokenRefreshSchedule: 0 0 31 2 *",
            "the agents' token expires after 1 h, but is never renewed, since no day matches the schedule: then every call fails",
        ),
    ] {
        let message = muster(lines);
        assert!(message.contains(expected), "{message}");
    }
    let message = first(concat!(
        "agents: {remoteMcpServers: [{name: a, url: \"http://muster/mcp\"}, {name: b, url: \"http://muster/x\"},\n",
        "{name: c, url: \"http://muster/y\"}]}",
    ));
    assert!(
        message.contains(
            "server `a` points at muster and sends no token of its own (and so do 2 more)"
        ),
        "{message}"
    );
}
