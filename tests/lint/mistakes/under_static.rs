//! Mistakes under the contract `static`, whose agents' servers always send the token of the agent.

/// Overlays of the contract's chart, each with all that must be found in it.
pub(super) const OVERLAYS: &[(&str, &str)] = &[
    (
        "obo is not read",
        "agents: {definitions: {sre-agent: {«warning dead-key|obo»: {enabled: true}}}}",
    ),
    (
        "nor does its form matter",
        "agents: {definitions: {night-agent: {«warning dead-key|obo»: {enabled: 'false', enable: 1}}, new: {«warning dead-key|obo»: on}}}",
    ),
    (
        "a null obo is no block, and nothing reads it either",
        "agents: {definitions: {sre-agent: {«warning unknown-key|obo»: null}}}",
    ),
    (
        "propagation switched off leaves the forwarded token in the shade",
        "agents:\n  definitions:\n    sre-agent:\n      env: []\n      allowedHeaders: [«user-token-shadowed|authorization»]\n",
    ),
    (
        "forwarding switched on for an agent that sends its own token",
        "agents:\n  definitions:\n    night-agent:\n      allowedHeaders:\n        - x-request-id\n        - «user-token-shadowed|Authorization»\n",
    ),
    (
        "what was meant for the header is meant to let it through",
        "agents: {definitions: {night-agent: {allowedHeaders: [«invalid-header-name|'*'»]}}}",
    ),
    (
        "a key of an earlier layout",
        "agents: {definitions: {sre-agent: {«warning dead-key|toolServer»: muster}}}",
    ),
    (
        "keys of later charts",
        concat!(
            "agents: {models: [{name: a, provider: p, model: m, apiKeySecret: s, «warning dead-key|displayName»: A}]}\n",
            "kagent: {«warning dead-key|remoteMcpServers»: []}\n",
        ),
    ),
    (
        "the one agent of earlier charts",
        "agents: {«warning dead-key|sreAgent»: {enabled: true}}",
    ),
    (
        "an agent added without m2m, which needs no obo",
        "agents:\n  definitions:\n    «missing-block|new-agent»:\n      enabled: true\n      systemMessage: You are new.\n",
    ),
    (
        "m2m deleted",
        "agents: {definitions: {night-agent: {m2m: «missing-block|null»}}}",
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
        "impersonation of nobody",
        "agents: {definitions: {night-agent: {m2m: {enabled: true, «missing-block|granted»: }}}}",
    ),
    (
        "impersonation of another",
        "agents: {definitions: {night-agent: {m2m: {granted: {user: «warning impersonation-mismatch|'system:serviceaccount:kagent:day-agent'»}}}}}",
    ),
    (
        "the token Jobs' images deleted",
        "agents: {muster: {kubectlImage: «missing-block|null», busyboxImage: «missing-block|~»}}",
    ),
    (
        "two agents with one Secret",
        "agents: {definitions: {night-agent: {tokenSecret: one}, sre-agent: {tokenSecret: «warning shared-identity|one»}}}",
    ),
    (
        "two agents with one ServiceAccount",
        "agents: {definitions: {sre-agent: {serviceAccount: «warning shared-identity|night-agent»}}}",
    ),
    (
        "the caller as actor, whose own is never sent",
        "agents: {definitions: {sre-agent: {allowedHeaders: [authorization, «warning actor-forwarded|x-actor-token»]}}}",
    ),
    (
        "nobody vouches for the agents' tokens",
        "muster: {muster: {oauth: {server: {«issuer-not-trusted|trustedIssuers»: []}}}}",
    ),
    (
        "tokens without an audience",
        "ingress: {«audience-missing|hostnames»: []}",
    ),
    (
        "typos",
        concat!(
            "agents:\n  definitions:\n    sre-agent:\n      «unknown-key|alowedHeaders»: []\n      «unknown-key|M2M»: {}\n",
            "      «warning unknown-key|runtime»: go\n      enabled: «wrong-type|\"true\"»\n",
        ),
    ),
    (
        "a schedule with seconds, and a token that is gone before",
        "agents: {muster: {tokenRefreshSchedule: «invalid-schedule|'0 */15 * * * *'», tokenExpirationSeconds: «token-expires-early|60»}}",
    ),
    (
        "names that Kubernetes refuses",
        "agents: {definitions: {sre-agent: {serviceAccount: «invalid-name|SRE»}}, remoteMcpServers: [{name: «invalid-name|a_b», url: 'https://a.example.com/mcp'}]}",
    ),
    (
        "a server in the place of an agent's",
        "agents: {remoteMcpServers: [{name: «name-collision|muster-sre-agent», url: 'https://a.example.com/mcp'}]}",
    ),
];
