//! One mistake, one diagnostic: what is beside a mistake, depends on it, or only looks like one.

use super::CHART;
use crate::common::lint::lint;
use helm_obo::values::Flag::{Set, SetJson, SetString};

/// Overlays, each with all that must be found in it.
pub(super) const OVERLAYS: &[(&str, &str)] = &[
    (
        "a typo beside the chart's default is judged as if it were spelled right",
        "agents: {definitions: {sre-agent: {obo: {«unknown-key|enable»: false}, env: []}}}",
    ),
    (
        "a misspelled map of agents lies over the chart's",
        "agents: {«unknown-key|definition»: {sre-agent: {enabled: true, description: Mine}}}",
    ),
    (
        "a misspelled root lies over the chart's",
        "«unknown-key|agent»: {definitions: {sre-agent: {description: Mine}}}",
    ),
    (
        "a misspelled block is not also missing",
        "agents: {definitions: {new: {enabled: true, systemMessage: Hi, «unknown-key|mm»: {enabled: false}, «unknown-key|obbo»: {enabled: false}}}}",
    ),
    (
        "a misspelled header list still lets the token through",
        "agents: {definitions: {new: {enabled: true, systemMessage: Hi, m2m: {enabled: false}, obo: {enabled: true},\n\
         «unknown-key|allowHeaders»: [«user-token-shadowed|authorization»]}}}",
    ),
    (
        "a misspelled env still propagates",
        "agents: {definitions: {new: {enabled: true, systemMessage: Hi, m2m: {enabled: false}, obo: {enabled: true},\n\
         allowedHeaders: [authorization], «unknown-key|envs»: [{name: KAGENT_PROPAGATE_TOKEN, value: 'true'}]}}}",
    ),
    (
        "a misspelled required key is not also missing",
        "agents: {remoteMcpServers: [{name: a, «unknown-key|URL»: https://a.example.com/mcp}]}",
    ),
    (
        "two agents, two mistakes",
        "agents:\n  definitions:\n    sre-agent: {obo: «obo-missing|null»}\n    docs-agent: {m2m: «missing-block|null»}",
    ),
    (
        "two blocks absent in one agent are two mistakes at one place",
        "agents: {definitions: {«obo-missing, missing-block|new»: {enabled: true, systemMessage: Hi,\n\
         env: [{name: KAGENT_PROPAGATE_TOKEN, value: 'true'}]}}}",
    ),
    (
        "an assumed obo counts as written, or the fix of one finding would uncover the other",
        "agents: {definitions: {«obo-missing|new»: {enabled: true, systemMessage: Hi, m2m: {enabled: false}, «forwarding-disabled|allowedHeaders»: []}}}",
    ),
    (
        "an assumed obo and a shadowed token",
        "agents: {definitions: {«obo-missing|new»: {enabled: true, systemMessage: Hi, m2m: {enabled: false},\n\
         allowedHeaders: [«user-token-shadowed|authorization»]}}}",
    ),
    (
        "an unknown block with a wrong type in it is one mistake",
        "agents: {definitions: {docs-agent: {«warning unknown-key|sidecar»: {enabled: 'yes'}}}}",
    ),
    (
        "the string false is on, so that an agent which holds the token back is told",
        "agents: {definitions: {new: {enabled: «wrong-type|\"false\"», systemMessage: Hi, m2m: {enabled: false},\n\
         obo: {enabled: «wrong-type|\"false\"»}, «forwarding-disabled|allowedHeaders»: []}}}",
    ),
    (
        "0 is off",
        "agents: {definitions: {docs-agent: {obo: {enabled: «wrong-type|0»}}}}",
    ),
    (
        "0.0 is off, 1 is on",
        "agents: {definitions: {docs-agent: {obo: {enabled: «wrong-type|0.0»}},\n\
         release-agent: {enabled: «wrong-type|1», obo: {enabled: false}}}}",
    ),
    (
        "an empty mapping is off",
        "agents: {definitions: {new: {enabled: true, systemMessage: Hi, m2m: {enabled: false}, obo: {«wrong-type|enabled»: {}}}}}",
    ),
    (
        "the empty string is off, and an agent that is off has no wiring",
        "agents: {definitions: {sre-agent: {enabled: «wrong-type|\"\"», obo: null, env: []}}}",
    ),
    (
        "a block of wrong type is not also missing",
        "agents: {definitions: {docs-agent: {«wrong-type|m2m»: []}}}",
    ),
    (
        "a repeated key that is null in the end is repeated",
        "agents: {definitions: {sre-agent: {obo: {enabled: true}, «duplicate-key|obo»: null}}}",
    ),
    (
        "a null among required keys is missing, not of wrong type",
        "agents: {models: [{name: a, provider: p, model: «missing-key|null», apiKeySecret: s}]}",
    ),
    (
        "where propagation comes from elsewhere nobody knows who wins",
        "agents: {definitions: {sre-agent: {env: [{name: KAGENT_PROPAGATE_TOKEN,\n\
         valueFrom: {configMapKeyRef: {name: a, key: b}}}]}}}",
    ),
    (
        "an exchange gets the token through",
        "agents: {definitions: {sre-agent: {env: [{name: STS_WELL_KNOWN_URI, value: 'https://sts.example.com'}]}}}",
    ),
    (
        "an empty exchange does not",
        "agents: {definitions: {sre-agent: {allowedHeaders: [«user-token-shadowed|authorization»],\n\
         env: [{name: STS_WELL_KNOWN_URI, value: ''}]}}}",
    ),
    (
        "propagation in any case",
        "agents: {definitions: {sre-agent: {allowedHeaders: [], env: [{name: KAGENT_PROPAGATE_TOKEN, value: tRuE}]}}}",
    ),
    (
        "of two variables the last one counts",
        "agents: {definitions: {sre-agent: {allowedHeaders: [«user-token-shadowed|authorization»], env: [\n\
         {name: KAGENT_PROPAGATE_TOKEN, value: 'true'}, {name: «warning unknown-variable|KAGENT_PROPAGATE_TOKEN», value: 'false'}]}}}",
    ),
    (
        "an item of wrong type may be the header",
        "agents: {definitions: {sre-agent: {env: [], allowedHeaders: [«wrong-type|5»]}}}",
    ),
    (
        "forwarding without a wish for it is nobody's mistake",
        "agents: {definitions: {docs-agent: {allowedHeaders: [authorization]}}}",
    ),
    (
        "an empty overlay of a block keeps the chart's own",
        "agents: {definitions: {sre-agent: {obo: {}, m2m: {}}}}",
    ),
    (
        "a key that a template of the chart reads is read",
        "agents: {definitions: {docs-agent: {Name: {labels: {a: b}}, agentgatewayRoute: {«warning dead-key|enabled»: true}}}}",
    ),
    (
        "a key that a manifest of the chart has is not read",
        "agents: {definitions: {docs-agent: {«warning unknown-key|metadata»: {labels: {a: b}}}}}",
    ),
    (
        "a blank too much, and nothing at all",
        "agents: {definitions: {docs-agent: {«unknown-key|\"enabled \"»: false}, sre-agent: {«warning unknown-key|''»: 1}}}",
    ),
    (
        "a key named like a far one at the root",
        "agent: {replicas: 2}\nmusters: {enabled: no}",
    ),
    (
        "a null agent is no mapping to the templates",
        "agents: {definitions: {gone: «wrong-type|null»}}",
    ),
    (
        "no agents: the null deletes those of the chart",
        "agents: {definitions: «warning emptied-key|null»}",
    ),
    (
        "a value of wrong type is not also read in two ways",
        "agents: {definitions: {docs-agent: {description: «wrong-type|no», obo: «wrong-type|off»}}}",
    ),
    (
        "a repeated key is not also read in two ways",
        "agents: {definitions: {\"true\": {enabled: false}, «duplicate-key|yes»: {enabled: false}}}",
    ),
    (
        "scalars read in one way",
        "muster: {service: {port: 0x1F9A}}\nagents: {muster: {tokenExpirationSeconds: 36e2, busyboxImage: {tag: 1.36.1_2}},\n\
         definitions: {\"no\": {enabled: FALSE}, «invalid-name|nO»: {enabled: False}, «invalid-name|08»: {enabled: !!bool off}}}",
    ),
    (
        "scalars read in two ways where nobody of the contract reads",
        "on: {yes: no}\nagents: {definitions: {docs-agent: {resources: {limits: {y: 0777}}}}}",
    ),
    (
        "a dropped document's mistakes are not seen, a further one's are",
        "agents: {}\n...\n«warning ignored-content|agents: {definitions: {docs-agent: {enabeld: yes}}}»\n---\n\
         «warning ignored-content|agents: {definitions: {»\n docs-agent: {«unknown-key|enabeld»: true}}}",
    ),
    (
        "nothing but comments is dropped",
        "# a\n---\nagents: {}\n... # b\n\n# c\n...\n---\n# d\n---\n",
    ),
];

#[test]
fn one_mistake_gives_one_diagnostic() {
    super::overlays_give_what_they_say(OVERLAYS);
}

#[test]
fn the_last_writer_of_a_mistake_is_reported() {
    let off = "agents: {definitions: {docs-agent: {enabled: 'no'}}}\n";
    let worse = "agents: {definitions: {docs-agent: {enabled: «wrong-type|\"off\"»}}}\n";
    let right = "agents: {definitions: {docs-agent: {enabled: true}}}\n";
    let base = || lint(CHART).overlay(off);
    base().overlay(worse).check("a mistake replaced by another");
    base()
        .overlay(right)
        .check("a mistake fixed by the next file");
    base()
        .argument(Set, "agents.definitions.docs-agent.enabled=true")
        .check("a mistake fixed by an argument");
    base()
        .argument(Set, "agents.definitions.docs-agent.enabled=true")
        .argument(Set, "a=b")
        .argument(
            SetString,
            "agents.definitions.docs-agent.enabled=«wrong-type|true»",
        )
        .check("a mistake in a later kind of argument");
    base()
        .argument(SetJson, "a=1")
        .argument(
            SetJson,
            "agents.definitions.docs-agent={\"enabled\":«wrong-type|\"é\"»,\"env\":[]}",
        )
        .check("a mistake in the second argument of a kind");
}

#[test]
fn a_deleted_block_that_a_later_file_brings_back_is_there() {
    let deleted = "agents: {definitions: {sre-agent: {obo: null, m2m: null}}}\n";
    let back =
        "agents: {definitions: {sre-agent: {obo: {enabled: false}, m2m: {enabled: true}}}}\n";
    lint(CHART)
        .overlay(deleted)
        .overlay(back)
        .check("brought back");
}
