//! Which agents are checked: those that are on, all with `--all-agents`, and values without a chart.

use super::CHART;
use crate::common::lint::{lint, partial};

/// Everything wrong with the one agent that the chart keeps off.
const BROKEN: &str =
    "agents:\n  definitions:\n    release-agent:\n      obo: null\n      m2m: null\n";

#[test]
fn agents_that_are_off_are_checked_for_form_only() {
    lint(CHART)
        .overlay(BROKEN)
        .check("absent blocks of an agent that is off");
    let kagent_off = "kagent: {enabled: false}\nagents: {definitions: {sre-agent: {obo: null, m2m: null, env: []}}}";
    lint(CHART).overlay(kagent_off).check("kagent is off");
    let form = "kagent: {enabled: false}\nagents: {definitions: {sre-agent: {obo: null, «unknown-key|evn»: [], enabled: «wrong-type|'no'»}}}";
    lint(CHART)
        .overlay(form)
        .check("form of an agent that is off");
    // The impersonation template does not ask for muster.
    let muster_off = "muster: {enabled: false}\nagents: {definitions: {sre-agent: {obo: null, m2m: «missing-block|null», env: []}}}";
    lint(CHART).overlay(muster_off).check("muster is off");
    let zero = "kagent: {enabled: «wrong-type|0»}\nagents: {definitions: {sre-agent: {obo: null}}}";
    lint(CHART).overlay(zero).check("kagent is 0");
    let string = "muster: {enabled: «wrong-type|'false'»}\nagents: {definitions: {sre-agent: {obo: «obo-missing|null»}}}";
    lint(CHART)
        .overlay(string)
        .check("muster is the string false");
}

#[test]
fn all_agents_takes_every_agent_as_active() {
    let off = "kagent: {enabled: false}\nmuster: {enabled: false}\n";
    let broken = "agents: {definitions: {release-agent: {obo: «obo-missing|null», m2m: «missing-block|null»}}}";
    let shadowed = (
        "        - authorization\n",
        "        - «user-token-shadowed|authorization»\n",
    );
    let chart = lint(CHART).edit(shadowed.0, shadowed.1).all_agents();
    chart.clone().check("the chart's own agent");
    chart.overlay(off).overlay(broken).check("everything off");
}

/// The route's block goes through a variable, whose fields may be absent.
#[test]
fn an_agent_needs_no_route() {
    let chart = lint(CHART).edit(
        "      agentgatewayRoute: {hostname: docs.example.com}\n",
        "",
    );
    for mode in ["muster-direct", "agentgateway-muster", "my-agentgateway-"] {
        let overlay = format!("ingress: {{mode: {mode}}}");
        chart.clone().overlay(&overlay).check(mode);
    }
    chart
        .overlay("agents: {definitions: {sre-agent: {agentgatewayRoute: null}}}")
        .check("deleted");
}

/// Values without a chart, each with all that must be found in it.
pub(super) const PARTIAL: &[(&str, &str)] = &[
    ("nothing", ""),
    (
        "a switch: the rest may stand in the chart",
        "agents: {definitions: {«warning obo-missing, warning missing-block, warning forwarding-disabled|a»: {enabled: true}}}",
    ),
    (
        "the agent's own switch is absent: off",
        "agents: {definitions: {a: {allowedHeaders: []}}}",
    ),
    (
        "kagent is off",
        "kagent: {enabled: false}\nagents: {definitions: {a: {enabled: true}}}",
    ),
    (
        "kagent is null: unknown",
        "kagent: {enabled: null}\nagents: {definitions: {a: {enabled: true, m2m: {}, obo: «warning obo-missing|null»,\n\
      allowedHeaders: [], env: [{name: KAGENT_PROPAGATE_TOKEN, value: 'true'}]}}}",
    ),
    (
        "an agent that this file defines, by its prompt",
        "agents: {definitions: {«obo-missing|a»: {enabled: true, systemMessage: You., m2m: {enabled: false},\n\
         env: [{name: KAGENT_PROPAGATE_TOKEN, value: 'true'}]}}}",
    ),
    (
        "an agent that this file defines, by its model",
        "agents: {definitions: {«obo-missing, warning missing-block, warning missing-block|a»: {enabled: true, modelConfig: m,\n\
         env: [{name: KAGENT_PROPAGATE_TOKEN, value: 'true'}]}}}",
    ),
    (
        "obo without enabled",
        "agents: {definitions: {a: {enabled: true, m2m: {enabled: false}, «warning obo-incomplete|obo»: {}}}}",
    ),
    (
        "all that decides is written here: held back",
        "agents: {definitions: {a: {enabled: true, m2m: {enabled: false}, obo: {enabled: true}, «forwarding-disabled|allowedHeaders»: [], env: []}}}",
    ),
    (
        "all that decides is written here: shadowed",
        "agents: {definitions: {a: {enabled: true, m2m: {enabled: false}, obo: {enabled: true},\n\
         allowedHeaders: [«user-token-shadowed|authorization»], env: []}}}",
    ),
    (
        "env may stand in the chart",
        "agents: {definitions: {a: {enabled: true, m2m: {enabled: false}, obo: {enabled: true},\n\
         allowedHeaders: [«warning user-token-shadowed|authorization»]}}}",
    ),
    (
        "obo may stand in the chart",
        "agents: {definitions: {«warning obo-missing|a»: {enabled: true, m2m: {enabled: false}, env: [],\n\
         allowedHeaders: [«warning user-token-shadowed|authorization»]}}}",
    ),
    (
        "what is written is judged as in a chart",
        "agents: {definitions: {a: {enabled: «wrong-type|'no'», «unknown-key|evn»: [], m2m: {}, obo: {enabled: false}}},\n\
         remoteMcpServers: [{name: a, url: «invalid-value|''»}], models: [], «duplicate-key|models»: []}",
    ),
    (
        "without the gateway's name, which the chart may give",
        "kagent: {enabled: true}\nmuster: {enabled: true}",
    ),
];

#[test]
fn without_a_chart_absence_is_at_most_a_warning() {
    let differences: Vec<String> = PARTIAL
        .iter()
        .filter_map(|(what, text)| partial(text).difference(what))
        .collect();
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}
