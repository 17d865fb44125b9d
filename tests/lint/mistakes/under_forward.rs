//! Mistakes under the contract `forward`, whose agents' servers send the user's token alone.

use crate::common::lint::under;

/// Overlays of the contract's chart, each with all that must be found in it.
pub(super) const OVERLAYS: &[(&str, &str)] = &[
    (
        "nothing lets the user's token through",
        "agents: {definitions: {sre-agent: {«forwarding-disabled|allowedHeaders»: []}}}",
    ),
    (
        "propagation switched off",
        "agents: {definitions: {«forwarding-disabled|docs-agent»: {env: []}}}",
    ),
    (
        "an agent added with nothing",
        "agents: {definitions: {«forwarding-disabled|new-agent»: {enabled: true, systemMessage: Hi}}}",
    ),
    (
        "propagation set to what is off",
        "agents: {definitions: {docs-agent: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: «propagation-inert|'yes'»}]}}}",
    ),
    (
        "a pattern for the header's name",
        "agents: {definitions: {sre-agent: {allowedHeaders: [«invalid-header-name|'*'»]}}}",
    ),
    (
        "obo is not read, on or off",
        "agents: {definitions: {sre-agent: {«warning dead-key|obo»: {enabled: true}}, docs-agent: {«warning dead-key|obo»: {enabled: 'no'}}}}",
    ),
    (
        "m2m is not read, whatever is in it",
        concat!(
            "agents:\n  definitions:\n    sre-agent:\n      «warning dead-key|m2m»:\n        enabled: true\n",
            "        granted: {user: 'system:serviceaccount:kagent:other', clusterRoles: [a/b]}\n",
        ),
    ),
    (
        "agents have no Secret, be it one for two or none that Kubernetes takes",
        "agents: {definitions: {sre-agent: {«warning dead-key|tokenSecret»: One_}, docs-agent: {«warning dead-key|tokenSecret»: One_}}}",
    ),
    (
        "there are no token Jobs",
        "agents: {«warning dead-key|muster»: {tokenExpirationSeconds: 60, tokenRefreshSchedule: never, kubectlImage: {}}}",
    ),
    (
        "keys of earlier layouts and later charts",
        concat!(
            "agents:\n  «warning dead-key|sreAgent»: {}\n  definitions:\n    sre-agent:\n      «warning dead-key|toolServer»: muster\n",
            "      agentgatewayRoute: {«warning dead-key|enabled»: true}\nkagent: {«warning dead-key|modelConfigs»: []}\n",
        ),
    ),
    (
        "tokens need no audience, and no issuer that vouches for agents",
        "ingress: {hostnames: []}\nmuster: {muster: {oauth: {server: {trustedIssuers: []}}}}",
    ),
    (
        "a prompt deleted",
        "agents: {definitions: {sre-agent: {systemMessage: «missing-block|null»}}}",
    ),
    (
        "an empty ingress",
        "«missing-block|ingress»:
",
    ),
    (
        "no way to an agent",
        "ingress: {mode: agentgateway-muster}
agents: {definitions: {sre-agent: {agentgatewayRoute: null}}}",
    ),
    (
        "the gateway's name taken away",
        "muster: {fullnameOverride: «missing-block|null»}",
    ),
    (
        "two agents with one ServiceAccount",
        "agents: {definitions: {sre-agent: {serviceAccount: «warning shared-identity|docs-agent»}}}",
    ),
    (
        "the caller as actor",
        "agents: {definitions: {sre-agent: {allowedHeaders: [authorization, «warning actor-forwarded|x-actor-token»]}}}",
    ),
    (
        "a server outside that is sent its token in the open",
        "agents: {remoteMcpServers: [{name: a, url: «warning credential-over-http|'http://a.example.com/mcp'», tokenSecret: a}]}",
    ),
    (
        "two servers of one name",
        "agents: {remoteMcpServers: [{name: «name-collision|muster-sre-agent», url: 'https://a.example.com/mcp'}]}",
    ),
    (
        "typos",
        concat!(
            "agents:\n  definitions:\n    sre-agent:\n      «unknown-key|allowedHeader»: [authorization]\n",
            "      «unknown-key|service-account»: a\n      «warning unknown-key|runtime»: go\n",
            "      «warning name-ignored|name»: sre\n    docs-agent: {enabled: «wrong-type|'false'»}\n",
        ),
    ),
    (
        "a misspelled block that is dead is no near miss of it",
        "agents: {definitions: {sre-agent: {«warning unknown-key|obbo»: {}}}}",
    ),
    (
        "names",
        "agents: {definitions: {«invalid-name|SRE»: {enabled: true, systemMessage: Hi, allowedHeaders: [authorization], serviceAccount: sre}}}",
    ),
];

/// The chart's own server is in the release's namespace, the listed ones in the agents'.
#[test]
fn a_server_called_as_the_shared_one() {
    let listed = |name: &str| {
        format!(
            "agents: {{remoteMcpServers: [{{name: {name}, url: 'https://a.example.com/mcp'}}]}}"
        )
    };
    let (other, taken) = (listed("muster"), listed("«name-collision|muster»"));
    let chart = || under("forward");
    chart().overlay(&other).check("another namespace");
    let elsewhere = chart().namespace("platform");
    elsewhere.overlay(&other).check("another, given");
    let here = chart().namespace("kagent");
    here.overlay(&taken).check("the agents' namespace, given");
    let release = "kagent: {namespaceOverride: ''}\n".to_owned() + &taken;
    chart().overlay(&release).check("the release's");
    let off = release.replace("«name-collision|muster»", "muster") + "\nmuster: {enabled: false}";
    chart().overlay(&off).check("no shared server");
}
