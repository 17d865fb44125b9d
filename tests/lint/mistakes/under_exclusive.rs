//! Mistakes under the contract `exclusive`, whose agents' servers send the token of the agent only with `obo` off.

/// Overlays of the contract's chart, each with all that must be found in it.
pub(super) const OVERLAYS: &[(&str, &str)] = &[
    (
        "obo deleted",
        "agents: {definitions: {sre-agent: {obo: «obo-missing|null»}}}",
    ),
    (
        "an agent added without obo, which needs no m2m",
        concat!(
            "agents:\n  definitions:\n    «obo-missing|new-agent»:\n      enabled: true\n      systemMessage: You are new.\n",
            "      allowedHeaders: [authorization]\n",
        ),
    ),
    (
        "an assumed obo counts as written",
        "agents: {definitions: {«obo-missing, forwarding-disabled|new-agent»: {enabled: true, systemMessage: Hi}}}",
    ),
    (
        "obo without enabled",
        "agents: {definitions: {night-agent: {obo: {enabled: «warning obo-incomplete|null»}}}}",
    ),
    (
        "an obo of its own, empty",
        "agents: {definitions: {new-agent: {enabled: true, systemMessage: Hi, «warning obo-incomplete|obo»: {}}}}",
    ),
    (
        "a misspelled switch",
        "agents: {definitions: {new-agent: {enabled: true, systemMessage: Hi, obo: {«unknown-key|enable»: true}, allowedHeaders: [authorization]}}}",
    ),
    (
        "a text for a switch, which Go takes for on",
        "agents: {definitions: {night-agent: {obo: {enabled: «wrong-type|'false'»}, allowedHeaders: [authorization]}}}",
    ),
    (
        "obo on, and nothing lets the user's token through",
        "agents: {definitions: {sre-agent: {«forwarding-disabled|allowedHeaders»: []}}}",
    ),
    (
        "obo switched on for an agent that forwards nothing",
        "agents:\n  definitions:\n    night-agent:\n      obo: {enabled: true}\n      «forwarding-disabled|allowedHeaders»: [x-request-id]\n",
    ),
    (
        "a pattern for the header's name",
        "agents: {definitions: {sre-agent: {allowedHeaders: [«invalid-header-name|'auth*'»]}}}",
    ),
    (
        "a misspelled variable still propagates",
        "agents: {definitions: {sre-agent: {allowedHeaders: [], env: [{name: «unknown-variable|KAGENT_PROPAGATE_TOKE», value: 'true'}]}}}",
    ),
    (
        "keys of earlier layouts",
        concat!(
            "agents:\n  muster: {«warning dead-key|tokenDuration»: 1h}\n  definitions:\n    sre-agent:\n",
            "      «warning dead-key|toolServer»: muster\n      agentgatewayRoute: {«warning dead-key|enabled»: true}\n",
        ),
    ),
    (
        "keys of later charts",
        "kagent: {«warning dead-key|modelConfigs»: [], «warning dead-key|remoteMcpServers»: []}",
    ),
    (
        "a misspelled name for people",
        "agents: {models: [{name: a, provider: p, model: m, apiKeySecret: s, «unknown-key|displayname»: A}]}",
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
        "the token Jobs are rendered for all agents",
        "ingress: {hostnames: «audience-missing|null»}",
    ),
    (
        "one Secret, which one of the two agents reads",
        "agents: {definitions: {night-agent: {tokenSecret: one}, sre-agent: {tokenSecret: «warning shared-identity|one»}}}",
    ),
    (
        "one Secret, which neither reads",
        concat!(
            "agents:\n  definitions:\n    night-agent: {tokenSecret: one, obo: {enabled: true}, allowedHeaders: [authorization]}\n",
            "    sre-agent: {tokenSecret: one}\n",
        ),
    ),
    (
        "nobody vouches for the token of the one agent that sends its own",
        "muster: {muster: {oauth: {server: {«issuer-not-trusted|trustedIssuers»: [{issuer: a, allowedClaims: {sub: 'system:serviceaccount:kagent:sre-agent'}, acceptedTypHeaders: ['']}]}}}}",
    ),
    (
        "nobody vouches for a token that is not sent",
        "muster: {muster: {oauth: {server: {trustedIssuers: [{issuer: a, allowedClaims: {sub: 'system:serviceaccount:kagent:night-agent'}, acceptedTypHeaders: ['']}]}}}}",
    ),
    (
        "the caller as actor",
        "agents: {definitions: {sre-agent: {allowedHeaders: [authorization, «warning actor-forwarded|X-Actor-Token»]}}}",
    ),
    (
        "form",
        concat!(
            "agents:\n  muster: {tokenExpirationSeconds: «token-expires-early|600», tokenRefreshSchedule: '@hourly'}\n",
            "  definitions: {sre-agent: {serviceAccount: «invalid-name|-sre», toolNames: [call_tool, «warning duplicate-tool|call_tool»]}}\n",
        ),
    ),
];
