//! Items of an agent's lists, its headers, variables and tools, that name or say what kagent or the gateway does not take.

use super::{Mistake, NONE};
use helm_obo::values::Flag::{Set, SetJson, SetString};

/// Propagation as the chart switches it on.
const PROPAGATION: &str = "        - name: KAGENT_PROPAGATE_TOKEN\n          value: \"true\"\n";

/// The headers of the chart's agent that acts for its users.
const HEADERS: &str = "      allowedHeaders: [\"authorization\"]\n";

/// The headers of the chart's agent that runs as itself.
const NO_HEADERS: &str = "      allowedHeaders: []\n";

/// The tools of the latter.
const TOOLS: &str = "      toolNames: [list_tools, call_tool]\n";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "a pattern for the headers of traces",
        base: &[(
            NO_HEADERS,
            "      allowedHeaders: [traceparent, «invalid-header-name|\"x-b3-*\"»]\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    sre-agent:\n      allowedHeaders:\n        - authorization\n",
            "        - «invalid-header-name|^x-b3-» # all of them\n",
        )),
        argument: Some((
            SetString,
            "agents.definitions.docs-agent.allowedHeaders[0]=«invalid-header-name|/x-b3-/»",
        )),
        ..NONE
    },
    Mistake {
        what: "everything let through",
        base: &[(
            NO_HEADERS,
            "      allowedHeaders: [«invalid-header-name|'*'»]\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    release-agent:\n      allowedHeaders: [«invalid-header-name|.*»]\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.allowedHeaders={«invalid-header-name|*»}",
        )),
        ..NONE
    },
    Mistake {
        what: "a header with its colon or its value",
        base: &[
            (
                HEADERS,
                "      allowedHeaders: [«invalid-header-name|\"Authorization: Bearer\"»]\n",
            ),
            (PROPAGATION, ""),
        ],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    sre-agent:\n      env: []\n      allowedHeaders:\n",
            "        - «invalid-header-name|'authorization:'»\n",
        )),
        argument: Some((
            SetJson,
            "agents.definitions.sre-agent={\"env\": [], \"allowedHeaders\": [«invalid-header-name|\"authorization: bearer\"»]}",
        )),
        ..NONE
    },
    Mistake {
        what: "a header with blanks from elsewhere",
        base: &[
            (
                HEADERS,
                "      allowedHeaders: [«invalid-header-name|\" authorization\"»]\n",
            ),
            (PROPAGATION, ""),
        ],
        overlay: Some(
            "agents: {definitions: {sre-agent: {env: [], allowedHeaders: [«invalid-header-name|\"authorization\\u00a0\"»]}}}\n",
        ),
        argument: Some((
            SetString,
            "agents.definitions.docs-agent.allowedHeaders[0]=«invalid-header-name|x-request-id »",
        )),
        ..NONE
    },
    Mistake {
        what: "all headers in one item",
        base: &[
            (
                HEADERS,
                "      allowedHeaders: [«invalid-header-name|\"x-request-id,authorization\"»]\n",
            ),
            (PROPAGATION, ""),
        ],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    docs-agent:\n      allowedHeaders:\n",
            "        - «invalid-header-name|x-request-id, traceparent»\n",
        )),
        argument: Some((
            SetString,
            "agents.definitions.docs-agent.allowedHeaders[0]=«invalid-header-name|traceparent tracestate»",
        )),
        ..NONE
    },
    Mistake {
        what: "quotes too many, and signs that no name has",
        base: &[(
            NO_HEADERS,
            "      allowedHeaders: [«invalid-header-name|\"'x-request-id'\"», «invalid-header-name|größe», «invalid-header-name|' '»]\n",
        )],
        argument: Some((
            SetString,
            "agents.definitions.docs-agent.allowedHeaders[0]=«invalid-header-name|\"x-request-id\"»",
        )),
        ..NONE
    },
    Mistake {
        what: "a pattern beside the name that it repeats",
        base: &[
            (
                HEADERS,
                "      allowedHeaders: [«invalid-header-name|\"*\"», «user-token-shadowed|authorization»]\n",
            ),
            (PROPAGATION, ""),
        ],
        ..NONE
    },
    Mistake {
        what: "the header in British English",
        base: &[
            (
                HEADERS,
                "      «forwarding-disabled|allowedHeaders»: [authorisation]\n",
            ),
            (PROPAGATION, ""),
        ],
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent: {env: [], «forwarding-disabled|allowedHeaders»: [Authorizaton]}\n",
        ),
        ..NONE
    },
    Mistake {
        what: "the host of the caller's request",
        base: &[(
            HEADERS,
            "      allowedHeaders: [\"authorization\", «reserved-header|host»]\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    release-agent:\n      allowedHeaders: [«reserved-header|Host»]\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.allowedHeaders={x-request-id,«reserved-header|HOST»}",
        )),
        ..NONE
    },
    Mistake {
        what: "headers of the connection, the body and the MCP session",
        base: &[(
            NO_HEADERS,
            "      allowedHeaders: [«reserved-header|Connection», «reserved-header|te», «reserved-header|Content-Length», «reserved-header|mcp-session-id»]\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    sre-agent:\n      allowedHeaders:\n        - authorization\n",
            "        - «reserved-header|Content-Type»\n        - «reserved-header|Accept»\n",
            "        - «reserved-header|proxy-authorization»\n        - «reserved-header|content-encoding»\n",
        )),
        ..NONE
    },
    Mistake {
        what: "one header in two spellings",
        base: &[(
            HEADERS,
            "      allowedHeaders: [\"authorization\", «warning duplicate-header|\"Authorization\"»]\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    release-agent:\n      allowedHeaders:\n        - X-Team\n",
            "        - «warning duplicate-header|x-team»\n        - «warning duplicate-header|X-Team»\n",
        )),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.allowedHeaders={traceparent,«warning duplicate-header|Traceparent»}",
        )),
        ..NONE
    },
    Mistake {
        what: "the caller's actor token let through",
        base: &[(
            HEADERS,
            "      allowedHeaders: [\"authorization\", «warning actor-forwarded|\"x-actor-token\"»]\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    docs-agent:\n      allowedHeaders:\n",
            "        - «warning actor-forwarded|X-Actor-Token»\n",
        )),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.allowedHeaders={«warning actor-forwarded|X-ACTOR-TOKEN»}",
        )),
        ..NONE
    },
    Mistake {
        what: "the exchange's variable misspelled",
        base: &[(
            PROPAGATION,
            "        - {name: «unknown-variable|STS_WELLKNOWN_URI», value: https://sts.example.com}\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    sre-agent:\n      env:\n",
            "        - name: «unknown-variable|STS_WELL_KNOWN_URL»\n          value: https://sts.example.com\n",
        )),
        argument: Some((
            SetJson,
            "agents.definitions.sre-agent.env=[{\"name\": «unknown-variable|\"sts_well_known_uri\"», \"value\": \"https://a\"}]",
        )),
        ..NONE
    },
    Mistake {
        what: "a variable misspelled beside the right one",
        base: &[(
            PROPAGATION,
            "        - {name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}\n        - {name: «warning unknown-variable|KAGENT_PROPAGATE_TOKENS», value: \"false\"}\n",
        )],
        ..NONE
    },
    Mistake {
        what: "misspelled, and held back by its value",
        base: &[(
            PROPAGATION,
            "        - {name: «unknown-variable|KAGENT_PROPOGATE_TOKEN», value: «propagation-inert|\"yes\"»}\n",
        )],
        ..NONE
    },
    Mistake {
        what: "misspelled, and off",
        base: &[
            (
                HEADERS,
                "      allowedHeaders: [«user-token-shadowed|\"authorization\"»]\n",
            ),
            (
                PROPAGATION,
                "        - {name: «unknown-variable|KAGENT_PROPOGATE_TOKEN», value: \"false\"}\n",
            ),
        ],
        ..NONE
    },
    Mistake {
        what: "a variable set twice",
        base: &[(
            PROPAGATION,
            "        - {name: KAGENT_PROPAGATE_TOKEN, value: \"false\"}\n        - {name: «warning unknown-variable|KAGENT_PROPAGATE_TOKEN», value: \"true\"}\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    release-agent:\n      env:\n        - {name: LOG_LEVEL, value: info}\n",
            "        - {name: «warning unknown-variable|LOG_LEVEL», value: debug}\n",
        )),
        argument: Some((
            SetJson,
            "agents.definitions.docs-agent.env=[{\"name\":\"A\"},{\"name\":«warning unknown-variable|\"A\"»}]",
        )),
        ..NONE
    },
    Mistake {
        what: "a variable that was only proposed",
        base: &[(
            PROPAGATION,
            "        - {name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}\n        - {name: «warning unknown-variable|KAGENT_WORKLOAD_TOKEN_PATH», value: /token}\n",
        )],
        overlay: Some(
            "agents: {definitions: {docs-agent: {env: [{name: «warning unknown-variable|KAGENT_WORKLOAD_TOKEN_PATH», value: /t}]}}}\n",
        ),
        ..NONE
    },
    Mistake {
        what: "propagation switched on in other words",
        base: &[(
            PROPAGATION,
            "        - {name: KAGENT_PROPAGATE_TOKEN, value: «propagation-inert|\"on\"»}\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    release-agent:\n      env:\n        - name: KAGENT_PROPAGATE_TOKEN\n",
            "          value: «propagation-inert|enabled»\n",
        )),
        argument: Some((
            SetString,
            "agents.definitions.sre-agent.env[0].name=KAGENT_PROPAGATE_TOKEN,agents.definitions.sre-agent.env[0].value=«propagation-inert|t»",
        )),
        ..NONE
    },
    Mistake {
        what: "propagation with quotes or a slip in it, and nothing forwarded",
        base: &[
            (HEADERS, "      allowedHeaders: [x-request-id]\n"),
            (
                PROPAGATION,
                "        - {name: KAGENT_PROPAGATE_TOKEN, value: «propagation-inert|'\"true\"'»}\n",
            ),
        ],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    sre-agent:\n      allowedHeaders: null\n      env:\n",
            "        - {name: KAGENT_PROPAGATE_TOKEN, value: «propagation-inert|ture»}\n",
        )),
        ..NONE
    },
    Mistake {
        what: "a tool listed twice",
        base: &[(
            TOOLS,
            "      toolNames: [list_tools, call_tool, «warning duplicate-tool|list_tools»]\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    release-agent:\n      toolNames:\n        - call_tool\n",
            "        - «warning duplicate-tool|\"call_tool\"»\n",
        )),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.toolNames={get_prompt,«warning duplicate-tool|get_prompt»}",
        )),
        ..NONE
    },
    Mistake {
        what: "a tool misspelled",
        base: &[(
            TOOLS,
            "      toolNames: [list_tools, «note unknown-tool|call-tool»]\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    release-agent:\n      toolNames:\n        - call_tool\n",
            "        - «note unknown-tool|List_Tools»\n",
        )),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.toolNames={call_tool,«note unknown-tool|list_tool»}",
        )),
        ..NONE
    },
    Mistake {
        what: "a backend's tool, and one of nobody",
        base: &[(
            TOOLS,
            "      toolNames: [call_tool, «note unknown-tool|x_kubernetes_get», «note unknown-tool|workflow_deploy»]\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      toolNames: [call_tool, «note unknown-tool|search_handbook»]\n",
        ),
        ..NONE
    },
    Mistake {
        what: "no tools, which means all",
        base: &[(TOOLS, "      «note unknown-tool|toolNames»: []\n")],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      «note unknown-tool|toolNames»: []\n",
        ),
        argument: Some((
            SetJson,
            "agents.definitions.docs-agent={«note unknown-tool|\"toolNames\"»: []}",
        )),
        ..NONE
    },
];
