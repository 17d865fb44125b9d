//! Agents that are well formed, and whose calls run as somebody else than meant.

use super::{Mistake, NONE};
use helm_obo::values::Flag::{Set, SetJson, SetString};

/// Propagation as the chart switches it on.
const PROPAGATION: &str = "        - name: KAGENT_PROPAGATE_TOKEN\n          value: \"true\"\n";

/// The header that an agent without propagation is let down by, in the chart's own values.
const SHADOWED: (&str, &str) = (
    "      allowedHeaders: [\"authorization\"]\n",
    "      allowedHeaders: [«user-token-shadowed|\"authorization\"»]\n",
);

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "neither forwarded nor propagated",
        base: &[
            (
                "      allowedHeaders: [\"authorization\"]\n",
                "      «forwarding-disabled|allowedHeaders»: []\n",
            ),
            (PROPAGATION, ""),
        ],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    sre-agent:\n      «forwarding-disabled|allowedHeaders»: [x-request-id]\n",
            "      env: []\n",
        )),
        argument: Some((
            SetJson,
            "agents.definitions.sre-agent={\"env\": [], «forwarding-disabled|\"allowedHeaders\"»: []}",
        )),
        ..NONE
    },
    Mistake {
        what: "obo switched on, and nothing else",
        base: &[
            (
                "      obo: {enabled: false}\n",
                "      obo: {enabled: true}\n",
            ),
            (
                "      allowedHeaders: []\n",
                "      «forwarding-disabled|allowedHeaders»: []\n",
            ),
        ],
        overlay: Some("agents:\n  definitions:\n    docs-agent:\n      obo: {enabled: true}\n"),
        argument: Some((Set, "agents.definitions.docs-agent.obo.enabled=true")),
        points: &[(
            "      allowedHeaders: []\n",
            "      «forwarding-disabled|allowedHeaders»: []\n",
        )],
    },
    Mistake {
        what: "a pattern instead of the header's name",
        base: &[
            (
                "      allowedHeaders: [\"authorization\"]\n",
                "      allowedHeaders: [«invalid-header-name|\"*\"»]\n",
            ),
            (PROPAGATION, ""),
        ],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    sre-agent:\n      env: []\n",
            "      allowedHeaders: [«invalid-header-name|\"auth*\"», «invalid-header-name|\".*\"», «invalid-header-name|\"authorization \"»]\n",
        )),
        argument: Some((
            SetJson,
            "agents.definitions.sre-agent={\"env\": null, «forwarding-disabled|\"allowedHeaders\"»: [«invalid-header-name|\"x-*\"»]}",
        )),
        ..NONE
    },
    Mistake {
        what: "no allowedHeaders at all",
        base: &[
            ("    sre-agent:\n", "    «forwarding-disabled|sre-agent»:\n"),
            ("      allowedHeaders: [\"authorization\"]\n", ""),
            (PROPAGATION, ""),
        ],
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      env: []\n      allowedHeaders: «forwarding-disabled|null»\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.sre-agent.env=null,agents.definitions.sre-agent.allowedHeaders=«forwarding-disabled|null»",
        )),
        ..NONE
    },
    Mistake {
        what: "forwarded and not propagated",
        base: &[SHADOWED, (PROPAGATION, "")],
        overlay: Some("agents:\n  definitions:\n    sre-agent:\n      env: []\n"),
        argument: Some((SetJson, "agents.definitions.sre-agent.env=[]")),
        points: &[SHADOWED],
    },
    Mistake {
        what: "propagation set to 1",
        base: &[(
            PROPAGATION,
            "        - {name: KAGENT_PROPAGATE_TOKEN, value: «propagation-inert|\"1\"»}\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      env: [{name: KAGENT_PROPAGATE_TOKEN, value: «warning propagation-inert|\"true \"»}]\n",
        ),
        argument: Some((
            SetString,
            "agents.definitions.sre-agent.env[0].name=KAGENT_PROPAGATE_TOKEN,agents.definitions.sre-agent.env[0].value=«propagation-inert|1»",
        )),
        ..NONE
    },
    Mistake {
        what: "the variable misspelled",
        base: &[(
            PROPAGATION,
            "        - {name: «unknown-variable|KAGENT_PROPOGATE_TOKEN», value: \"true\"}\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      env: [{name: «unknown-variable|kagent_propagate_token», value: \"true\"}]\n",
        ),
        ..NONE
    },
    Mistake {
        what: "another name for the variable",
        base: &[
            SHADOWED,
            (
                PROPAGATION,
                "        - {name: PROPAGATE_TOKEN, value: \"true\"}\n",
            ),
        ],
        argument: Some((
            SetString,
            "agents.definitions.sre-agent.env[0].name=PROPAGATE_TOKEN,agents.definitions.sre-agent.env[0].value=true",
        )),
        points: &[SHADOWED],
        ..NONE
    },
    Mistake {
        what: "Authorization in capitals, forwarded and not propagated",
        base: &[
            (
                "      allowedHeaders: [\"authorization\"]\n",
                "      allowedHeaders: [x-request-id, «user-token-shadowed|Authorization»]\n",
            ),
            (PROPAGATION, ""),
        ],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    sre-agent:\n      env: []\n      allowedHeaders:\n",
            "        - «user-token-shadowed|AUTHORIZATION» # the user's\n",
        )),
        argument: Some((
            SetJson,
            "agents.definitions.sre-agent={\"allowedHeaders\": [«user-token-shadowed|\"Authorization\"»], \"env\": []}",
        )),
        ..NONE
    },
    Mistake {
        what: "an agent of the chart switched on",
        base: &[
            (
                "    release-agent:\n      enabled: false\n",
                "    release-agent:\n      enabled: true\n",
            ),
            (
                "        - authorization\n",
                "        - «user-token-shadowed|authorization»\n",
            ),
        ],
        overlay: Some("agents:\n  definitions:\n    release-agent:\n      enabled: true\n"),
        argument: Some((Set, "agents.definitions.release-agent.enabled=true")),
        points: &[(
            "        - authorization\n",
            "        - «user-token-shadowed|authorization»\n",
        )],
    },
];
