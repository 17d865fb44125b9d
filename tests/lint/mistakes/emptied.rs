//! Keys that are left empty over what the chart has, and nulls that take agents away.

use super::{CHART, Mistake, NONE};
use crate::common::lint::{lint, partial};
use helm_obo::values::Flag::{Set, SetJson};

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "all agents commented out, their key left",
        overlay: Some(concat!(
            "agents:\n  «warning emptied-key|definitions»:\n",
            "  #  docs-agent:\n  #    enabled: false\n",
        )),
        argument: Some((Set, "agents.definitions=«warning emptied-key|null»")),
        ..NONE
    },
    Mistake {
        what: "everything below agents commented out",
        overlay: Some(
            "# Left from a test.\n«missing-block|agents»:\n#  definitions:\n#    docs-agent:\n",
        ),
        argument: Some((SetJson, "agents=«missing-block|null»")),
        ..NONE
    },
    Mistake {
        what: "agents and kagent emptied",
        overlay: Some("«missing-block|kagent»:\n«warning emptied-key|agents»:\n"),
        ..NONE
    },
    Mistake {
        what: "agents deleted while the gateway is off",
        overlay: Some("muster: {enabled: false}\nagents: «missing-block|~»\n"),
        argument: Some((Set, "muster.enabled=false,agents=«missing-block|null»")),
        ..NONE
    },
    Mistake {
        what: "agents deleted while kagent is off",
        overlay: Some("kagent: {enabled: false}\n«warning emptied-key|agents»:\n"),
        argument: Some((
            Set,
            "kagent.enabled=false,agents=«warning emptied-key|null»",
        )),
        ..NONE
    },
    Mistake {
        what: "kagent's switch left empty",
        overlay: Some("kagent:\n  «warning emptied-key|enabled»:\n  # true\n"),
        argument: Some((Set, "kagent.enabled=«warning emptied-key|null»")),
        ..NONE
    },
    Mistake {
        what: "the gateway's switch left empty",
        overlay: Some("muster: {enabled: «warning emptied-key|~»}\n"),
        argument: Some((SetJson, "muster={\"enabled\": «warning emptied-key|null»}")),
        ..NONE
    },
    Mistake {
        what: "an agent's switch left empty",
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      «warning emptied-key|enabled»:\n      # enabled: true\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.enabled=«warning emptied-key|null»",
        )),
        ..NONE
    },
    Mistake {
        what: "one agent commented out, its name left",
        overlay: Some(
            "agents:\n  definitions:\n    «warning emptied-key|docs-agent»:\n    #  enabled: false\n",
        ),
        ..NONE
    },
    Mistake {
        what: "servers and models commented out",
        overlay: Some(concat!(
            "agents:\n  «warning emptied-key|remoteMcpServers»:\n  #  - name: handbook\n",
            "  «warning emptied-key|models»:\n  # - {name: a}\n  #   provider: b\n",
        )),
        ..NONE
    },
    Mistake {
        what: "an agent's tools commented out",
        overlay: Some(concat!(
            "agents:\n  definitions:\n    docs-agent:\n      «warning emptied-key|toolNames»:\n",
            "      #  - list_tools\n",
        )),
        ..NONE
    },
    Mistake {
        what: "an agent's headers commented out, of which another rule has more to say",
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      «forwarding-disabled|allowedHeaders»:\n      env: []\n",
        ),
        ..NONE
    },
];

#[test]
fn what_is_meant_or_undone_is_no_mistake() {
    let cases = [
        (
            "an agent removed as Helm removes it",
            "agents: {definitions: {docs-agent: null, release-agent: ~}}",
        ),
        (
            "mappings without contents keep what the chart has",
            "agents: {definitions: {}}\nkagent: {}\nmuster: {}",
        ),
        (
            "lists emptied on purpose",
            "agents: {remoteMcpServers: null, models: []}",
        ),
        (
            "a switch that was off",
            "agents: {definitions: {release-agent: {enabled: }}}",
        ),
        (
            "null where the chart has nothing",
            "agents: {definitions: {docs-agent: {tokenSecret: }}}",
        ),
        (
            "empty keys of others",
            "valkey:\n#  enabled: true\nglobal:\n",
        ),
    ];
    super::overlays_give_what_they_say(&cases);
    let emptied = "agents:\n  definitions:\n";
    let added = "agents: {definitions: {docs-agent: {description: Mine}}}\n";
    lint(CHART)
        .overlay(emptied)
        .overlay(added)
        .check("a later file undoes the null");
    lint(CHART)
        .overlay(added)
        .overlay("agents:\n  «warning emptied-key|definitions»:\n")
        .check("a later file deletes what an earlier one added");
}

#[test]
fn what_is_deleted_is_named() {
    for (overlay, part) in [
        (
            "agents:\n  definitions:\n",
            "deletes the chart's agents `docs-agent`, `release-agent` and `sre-agent`; no agent is left",
        ),
        (
            "agents: {definitions: null}",
            "`agents.definitions` is null, which deletes the chart's agents",
        ),
        (
            "kagent: {enabled: }",
            "deletes the chart's value, which was on: agents `docs-agent` and `sre-agent` are off",
        ),
        (
            "agents: {definitions: {docs-agent: {enabled: }}}",
            "`docs-agent.enabled` is left empty",
        ),
        (
            "agents:\n  remoteMcpServers:\n  #  - name: handbook\n",
            "deletes the chart's list of 2 items",
        ),
        (
            "agents:\n",
            "leave `agents` out to keep what this null deletes",
        ),
    ] {
        let said = lint(CHART).overlay(overlay).messages().join("\n");
        assert!(said.contains(part), "{overlay}: {said}");
    }
}

/// A chart with one agent, whose own values are to be written.
const TEMPLATES: &str = "kagent: {enabled: true}\nmuster: {enabled: true, fullnameOverride: muster}\n\
     ingress: {mode: muster-direct, hostnames: [muster.example.com]}\n";

#[test]
fn the_last_agent_removed_is_a_note() {
    let chart = "agents: {remoteMcpServers: [], definitions: {a: {enabled: true, systemMessage: Hi, obo: {enabled: false}, m2m: {enabled: false}}}}\n";
    let chart = lint(CHART).values(&format!("{TEMPLATES}{chart}"));
    chart
        .clone()
        .overlay("agents: {definitions: {a: «note emptied-key|null»}}")
        .check("removed");
    chart
        .clone()
        .overlay("agents:\n  definitions:\n    «warning emptied-key|a»:\n")
        .check("left empty");
    chart
        .overlay("agents: {definitions: {a: null, b: {enabled: false}}}")
        .check("replaced");
}

#[test]
fn in_the_charts_own_values() {
    for (what, agents) in [
        ("nothing below agents", "«missing-block|agents»:\n"),
        (
            "agents commented out",
            "agents:\n  remoteMcpServers: []\n  «warning emptied-key|definitions»:\n  #  a:\n  #    enabled: true\n",
        ),
        (
            "no agents yet",
            "agents: {remoteMcpServers: [], definitions: {}}\n",
        ),
        (
            "no agents, said by nothing",
            "agents:\n  remoteMcpServers: []\n  definitions:\n",
        ),
        (
            "a remark below",
            "agents:\n  remoteMcpServers: []\n  definitions:\n  # None so far.\n",
        ),
    ] {
        lint(CHART)
            .values(&format!("{TEMPLATES}{agents}"))
            .check(what);
    }
    lint(CHART)
        .values("kagent: {enabled: false}\nmuster: {enabled: true, fullnameOverride: muster}\nagents:\n")
        .check("nothing below agents, which nobody reads");
}

/// Values without a chart.
pub(super) const PARTIAL: &[(&str, &str)] = &[
    (
        "everything below agents commented out",
        "«warning emptied-key|agents»:\n#  definitions:\n#    a:\n#      enabled: false\n",
    ),
    (
        "all agents commented out",
        "agents:\n  «warning emptied-key|definitions»:\n    # a:\n    #   enabled: false\n",
    ),
    (
        "one agent commented out",
        "agents:\n  definitions:\n    «warning emptied-key|a»:\n    #  enabled: false\n    b: {enabled: false}\n",
    ),
    (
        "agents beside a switch",
        "kagent: {enabled: true}\n«warning emptied-key|agents»:\n",
    ),
    ("agents of who knows what", "agents:\n#  replicas: 2\n"),
    (
        "agents, and nothing else",
        "«warning emptied-key|agents»:\n",
    ),
    ("agents, null", "agents: «warning emptied-key|null»\n"),
    ("agents beside keys of others", "agents:\nreplicas: 2\n"),
    (
        "the map of agents",
        "agents:\n  «warning emptied-key|definitions»:\n",
    ),
    (
        "the switch's block, with an agent that is on",
        concat!(
            "«warning emptied-key|kagent»:\n#  enabled: true\n",
            "agents: {definitions: {a: {enabled: true, obo: {enabled: false}, m2m: {enabled: false}}}}\n",
        ),
    ),
    (
        "the gateway's switch, with an agent that is on",
        concat!(
            "muster: {«warning emptied-key|enabled»: }\nother: 1\n",
            "agents: {definitions: {a: {enabled: true, obo: {enabled: false}, m2m: {enabled: false}}}}\n",
        ),
    ),
    (
        "the switches' blocks alone",
        "«warning emptied-key|kagent»:\n«warning emptied-key|muster»:\n",
    ),
    (
        "a block beside keys of others",
        "kagent:\nmuster: null\nimage: {tag: a}\n",
    ),
    (
        "a switch removed on purpose",
        "kagent: {enabled: null}\nmuster: {fullnameOverride: a}\n",
    ),
    ("removed on purpose", "agents: {definitions: {a: null}}"),
    ("all removed on purpose", "agents: {definitions: null}"),
];

#[test]
fn without_a_chart() {
    let differences: Vec<String> = PARTIAL
        .iter()
        .filter_map(|(what, text)| partial(text).difference(what))
        .collect();
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// A chart whose templates ask for a block before they read what is below it.
#[test]
fn a_block_that_the_templates_guard_deletes_its_switch() {
    for (kagent, muster) in [
        ("(.Values.kagent).enabled", "(.Values.muster).enabled"),
        (
            "(.Values.kagent | default dict).enabled",
            "(.Values.muster | default dict).enabled",
        ),
    ] {
        let template = format!(
            "{{{{- if and {kagent} {muster} }}}}\n{{{{- range $name, $a := .Values.agents.definitions }}}}\n{{{{- if $a.enabled }}}}\n---\n\
             apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {{name: \"muster-{{{{ $name }}}}\"}}\nspec:\n  url: http://a.b/mcp\n  \
             headersFrom:\n    - name: Authorization\n      valueFrom: {{type: Secret, name: t, key: token}}\n    \
             {{{{- if $a.obo.enabled }}}}\n    - name: X-Actor-Token\n      valueFrom: {{type: Secret, name: t, key: token}}\n    \
             {{{{- end }}}}\n{{{{- end }}}}\n{{{{- end }}}}\n{{{{- end }}}}\n"
        );
        let chart = || lint("one-agent").file("chart/templates/servers.yaml", &template);
        for overlay in [
            "«warning emptied-key|kagent»:\n#  enabled: true\n",
            "«warning emptied-key|muster»:\n",
            "kagent: «warning emptied-key|null»\n",
            "kagent: {«warning emptied-key|enabled»: }\n",
        ] {
            chart()
                .overlay(overlay)
                .check(&format!("{kagent}: {overlay}"));
        }
        let said = chart().overlay("muster:\n").messages().join("\n");
        let words = "deletes the chart's `muster.enabled`, which was on: agent `helper` is off";
        assert!(said.contains(words), "{said}");
        let off = "agents: {definitions: {helper: {enabled: false}}}\n";
        chart()
            .overlay(&format!("kagent:\n{off}"))
            .check("no agent is on");
    }
}

/// Templates that ask for a gate may take its absence for on: then nothing is off.
#[test]
fn a_gate_that_is_on_where_it_is_absent() {
    let server = |gate: &str| {
        format!(
            "{{{{- if {gate} }}}}\n{{{{- range $name, $agent := .Values.agents.definitions }}}}\n{{{{- if $agent.enabled }}}}\n---\nkind: RemoteMCPServer\n\
             metadata:\n  name: muster-{{{{ $name }}}}\nspec:\n  headersFrom:\n    - name: Authorization\n      valueFrom: {{type: Secret, name: x, key: \
             token}}\n    {{{{- if $agent.obo.enabled }}}}\n    - name: X-Actor-Token\n      valueFrom: {{type: Secret, name: x, key: token}}\n    \
             {{{{- end }}}}\n{{{{- end }}}}\n{{{{- end }}}}\n{{{{- end }}}}\n"
        )
    };
    for (gate, is_off) in [
        ("(.Values.kagent).enabled", true),
        ("(.Values.kagent | default dict).enabled", true),
        ("(.Values.kagent).enabled | default true", false),
        ("ne (.Values.kagent).enabled false", false),
    ] {
        let lint = lint("one-agent")
            .file("chart/templates/servers.yaml", &server(gate))
            .overlay("kagent:\n");
        let found = lint
            .messages()
            .iter()
            .any(|message| message.starts_with("emptied-key"));
        assert_eq!(found, is_off, "{gate}");
        let agents = lint.load().model.agents;
        assert_eq!(
            agents.iter().any(|agent| agent.is_active()),
            !is_off,
            "{gate}"
        );
    }
}
