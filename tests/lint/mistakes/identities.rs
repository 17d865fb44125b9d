//! Agents that are taken for another, or for a stranger.

use super::{Mistake, NONE};
use helm_obo::values::Flag::{Set, SetJson, SetString};

/// Where the gateway's policy begins in the chart's own values.
const SERVER: &str = "      server:\n        enabled: true\n";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "one ServiceAccount for two agents",
        base: &[
            (
                "      serviceAccount: sre-agent\n",
                "      serviceAccount: «warning shared-identity|docs-reader»\n",
            ),
            (
                "      m2m:\n        enabled: true\n",
                "      m2m:\n        enabled: false\n",
            ),
        ],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      serviceAccount: «warning shared-identity|'sre-agent'»\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.serviceAccount=«warning shared-identity|sre-agent»",
        )),
        ..NONE
    },
    Mistake {
        what: "another agent's name as ServiceAccount",
        base: &[
            (
                "      serviceAccount: docs-reader\n",
                "      serviceAccount: «warning shared-identity|helper»\n",
            ),
            (
                "    docs-agent:\n",
                "    helper: {enabled: true, systemMessage: Hi, obo: {enabled: false}, m2m: {enabled: false}}\n    docs-agent:\n",
            ),
        ],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    helper: {enabled: true, systemMessage: Hi, obo: {enabled: false}, m2m: {enabled: false}}\n",
            "    other: {enabled: true, systemMessage: Hi, serviceAccount: «warning shared-identity|helper», obo: {enabled: false}, m2m: {enabled: false}}\n",
        )),
        ..NONE
    },
    Mistake {
        what: "one Secret for two agents",
        base: &[(
            "      serviceAccount: docs-reader\n",
            "      serviceAccount: docs-reader\n      tokenSecret: «warning shared-identity|agents-platform-muster-token-sre-agent»\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    docs-agent: {tokenSecret: token}\n",
            "    sre-agent:\n      tokenSecret: «warning shared-identity|token»\n",
        )),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.tokenSecret=t,agents.definitions.sre-agent.tokenSecret=«warning shared-identity|t»",
        )),
        ..NONE
    },
    Mistake {
        what: "impersonation of another ServiceAccount",
        base: &[(
            "\"system:serviceaccount:kagent:sre-agent\"",
            "«warning impersonation-mismatch|\"system:serviceaccount:kagent:sre\"»",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    sre-agent:\n      m2m:\n        granted:\n",
            "          user: «warning impersonation-mismatch|system:serviceaccount:muster:sre-agent»\n",
        )),
        argument: Some((
            SetString,
            "agents.definitions.sre-agent.m2m.granted.user=«warning impersonation-mismatch|system:serviceaccount:kagent:default»",
        )),
        ..NONE
    },
    Mistake {
        what: "the ServiceAccount renamed, and not what may be impersonated",
        base: &[
            (
                "      serviceAccount: sre-agent\n",
                "      serviceAccount: sre\n",
            ),
            (
                "\"system:serviceaccount:kagent:sre-agent\"",
                "«warning impersonation-mismatch|\"system:serviceaccount:kagent:sre-agent\"»",
            ),
        ],
        overlay: Some("agents:\n  definitions:\n    sre-agent:\n      serviceAccount: sre\n"),
        argument: Some((Set, "kagent.namespaceOverride=agents")),
        points: &[(
            "\"system:serviceaccount:kagent:sre-agent\"",
            "«warning impersonation-mismatch|\"system:serviceaccount:kagent:sre-agent\"»",
        )],
    },
    Mistake {
        what: "no issuer that vouches for the agents",
        base: &[(
            SERVER,
            concat!(
                "      server:\n        enabled: true\n        «issuer-not-trusted|trustedIssuers»:\n",
                "          - {issuer: \"https://dex.example.com\", allowedClaims: {email: \"*@example.com\"}}\n",
            ),
        )],
        overlay: Some(
            "muster: {muster: {oauth: {server: {«issuer-not-trusted|trustedIssuers»: []}}}}\n",
        ),
        argument: Some((
            SetJson,
            "muster.muster.oauth.server={«issuer-not-trusted|\"trustedIssuers\"»: [{\"allowedClaims\": {\"sub\": \"*:docs-reader\"}, \"acceptedTypHeaders\": [\"\"]}]}",
        )),
        ..NONE
    },
    Mistake {
        what: "an issuer whose tokens need a type",
        base: &[(
            SERVER,
            concat!(
                "      server:\n        enabled: true\n        «warning issuer-not-trusted|trustedIssuers»:\n",
                "          - {issuer: \"https://k8s.example.com\", allowedClaims: {sub: \"system:serviceaccount:*\"}}\n",
            ),
        )],
        overlay: Some(concat!(
            "muster: {muster: {oauth: {server: {«warning issuer-not-trusted|trustedIssuers»: ",
            "[{issuer: \"https://k8s.example.com\", acceptedTypHeaders: [JWT]}]}}}}\n",
        )),
        ..NONE
    },
    Mistake {
        what: "a policy that lets nobody act for users",
        base: &[(
            SERVER,
            concat!(
                "      server:\n        enabled: true\n        tokenExchangeBroker:\n",
                "          «warning delegation-not-allowed|actorDelegationPolicy»:\n",
                "            - {actorSubject: \"system:serviceaccount:kagent:sre\", subjectSubject: \"*\"}\n",
            ),
        )],
        overlay: Some(concat!(
            "muster: {muster: {oauth: {server: {tokenExchangeBroker: ",
            "{«warning delegation-not-allowed|actorDelegationPolicy»: []}}}}}\n",
        )),
        argument: Some((
            SetJson,
            "muster.muster.oauth.server.tokenExchangeBroker={«warning delegation-not-allowed|\"actorDelegationPolicy\"»: []}",
        )),
        ..NONE
    },
    Mistake {
        what: "a policy without the list that lets agents act for users",
        base: &[(
            SERVER,
            concat!(
                "      server:\n        enabled: true\n        «warning policy-incomplete|tokenExchangeBroker»:\n",
                "          workloadAudiences: {\"system:serviceaccount:kagent:*\": [mcp]}\n",
            ),
        )],
        overlay: Some(concat!(
            "muster: {muster: {oauth: {server: {«warning policy-incomplete|tokenExchangeBroker»: ",
            "{workloadAudiences: {\"system:serviceaccount:kagent:*\": [mcp]}}}}}}\n",
        )),
        argument: Some((
            SetJson,
            "muster.muster.oauth.server.«warning policy-incomplete|tokenExchangeBroker»={\"workloadAudiences\": {\"*\": [\"mcp\"]}}",
        )),
        ..NONE
    },
];
