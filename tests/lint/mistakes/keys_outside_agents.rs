//! Near misses of keys outside of the agents.

use super::{CHART, Mistake, NONE};
use crate::common::lint::{lint, partial, under};
use helm_obo::contract::OF_AGENTS;
use helm_obo::values::Flag::{Set, SetJson};

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "kagent and muster with a wrong letter",
        overlay: Some(
            "«unknown-key|kagnet»: {enabled: false}\n«unknown-key|Muster»: {fullnameOverride: other}\n",
        ),
        argument: Some((Set, "«unknown-key|kagnet».namespaceOverride=tools")),
        ..NONE
    },
    Mistake {
        what: "ingress with a letter lost",
        overlay: Some("«unknown-key|ingres»: {mode: agentgateway-muster}\n"),
        argument: Some((Set, "«unknown-key|ingres».hostnames[0]=a.example.com")),
        ..NONE
    },
    Mistake {
        what: "a block of the chart's below a root key with a wrong letter",
        overlay: Some("«unknown-key|kagennt»: {controller: {replicas: 2}}\n"),
        ..NONE
    },
    Mistake {
        what: "the namespace and the gateway's name",
        overlay: Some(
            "kagent: {«unknown-key|namespaceOverrride»: kagent}\nmuster: {«unknown-key|fullnameOveride»: other}\n",
        ),
        argument: Some((Set, "kagent.«unknown-key|namespace-override»=tools")),
        ..NONE
    },
    Mistake {
        what: "the switches",
        overlay: Some(
            "kagent: {«unknown-key|enabeld»: false}\nmuster: {«unknown-key|enable»: false}\n",
        ),
        argument: Some((SetJson, "muster={«unknown-key|\"Enabled\"»: false}")),
        ..NONE
    },
    Mistake {
        what: "what the gateway is told",
        overlay: Some(concat!(
            "muster:\n  muster:\n    «unknown-key|oath»: {server: {}}\n    oauth:\n      server:\n",
            "        «unknown-key|resourceIdentifer»: https://a.example.com/mcp\n",
        )),
        argument: Some((
            Set,
            "muster.muster.oauth.«unknown-key|servers».resourceIdentifier=a",
        )),
        ..NONE
    },
    Mistake {
        what: "hosts and ports",
        overlay: Some(
            "ingress: {«unknown-key|hostNames»: [a.example.com]}\nmuster: {service: {«unknown-key|Port»: 80}}\n",
        ),
        ..NONE
    },
    Mistake {
        what: "definitions and servers at the root",
        overlay: Some(
            "«unknown-key|definitions»: {docs-agent: {enabled: false}}\n«unknown-key|remoteMcpServers»: [{name: a}]\n",
        ),
        argument: Some((Set, "«unknown-key|definitions».docs-agent.enabled=false")),
        ..NONE
    },
    Mistake {
        what: "all of it below a key of its own",
        overlay: Some(
            "«warning unknown-key|agents-platform»: {agents: {definitions: {docs-agent: {enabled: false}}}}\n«warning unknown-key|values»: {agents: {remoteMcpServers: [{name: a}]}}\n",
        ),
        argument: Some((
            Set,
            "«warning unknown-key|values.agents.definitions.docs-agent.enabled»=false",
        )),
        ..NONE
    },
    Mistake {
        what: "servers below agents with a wrong letter",
        overlay: Some("«unknown-key|agnets»: {remoteMcpServers: []}\n"),
        ..NONE
    },
];

/// Keys that may be somebody's.
const OTHERS: &[(&str, &str)] = &[
    (
        "words of their own",
        concat!(
            "master: {enabled: true}\ncluster: {enabled: true}\negress: {mode: a, hostnames: []}\n",
            "kagent-crds: {enabled: true}\nmusters: {enabled: false}\n",
        ),
    ),
    (
        "a value of another type than is read",
        "kagent: {enable: maybe}\nmuster: {enable: 5, service: {Port: a}}\ningress: {hostname: a.example.com}\n",
    ),
    (
        "keys that hold anchors",
        ".kagent: &k {enabled: true}\n_muster: {fullnameOverride: a}\n.agents: {definitions: {}}\n",
    ),
    (
        "what others call definitions",
        "definitions: {a: b}\nremoteMcpServers: []\nglobal: {agents: {definitions: {a: {enabled: false}}}}\nx-values: {agents: {definitions: {a: {}}}}\n",
    ),
    ("an agent", "agent: {enabled: true, replicas: 2}\n"),
    (
        "no mapping, or nothing known in it",
        "kagnet: true\nmustr: {replicas: 2}\ningres:\n",
    ),
    (
        "two letters off",
        "kagnett: {enabled: true}\nkagent: {namespaceOverridden_: a}\n",
    ),
    (
        "what a template reads of others",
        "ingress: {hostname: a.example.com}\n",
    ),
    (
        "deeper than the contract reads",
        "kagent: {controller: {enabeld: true, replicas: 2}}\n",
    ),
];

#[test]
fn what_may_be_somebodys_is_left_alone() {
    super::overlays_give_what_they_say(OTHERS);
}

#[test]
fn what_the_chart_knows_is_left_alone() {
    let named = lint(CHART).edit(
        "  namespaceOverride: kagent\n",
        "  namespaceOverride: kagent\n  enabledd: true\n",
    );
    named
        .overlay("kagent: {enabledd: false}\n")
        .check("a key of the chart's own values");
    lint(CHART)
        .file(
            "chart/templates/more.yaml",
            "# {{ .Values.kagent.enable }}{{ .Values.ingres.mode }}",
        )
        .overlay("kagent: {enable: true}\ningres: {mode: b}\n")
        .check("keys that templates read");
    lint(CHART)
        .replace(
            "chart/Chart.yaml",
            "apiVersion: v2\nname: agents-platform\nversion: 0.1.0\ndependencies: [{name: k, alias: kagent, version: '1'}]\n",
        )
        .overlay("kagent: {enable: true}\n«unknown-key|mustr»: {fullnameOverride: a}\n")
        .check("a key of a chart below it");
}

#[test]
fn only_where_the_templates_show_the_contract() {
    let overlay = "kagnet: {enabled: false}\nkagent: {enabeld: true}\n";
    lint("one-agent").overlay(overlay).check("no templates");
    partial(&format!("{overlay}agents: {{definitions: {{}}}}\n")).check("no chart");
    for contract in OF_AGENTS {
        let overlay = "«unknown-key|kagnet»: {enabled: false}\n";
        under(contract).overlay(overlay).check(contract);
    }
}

#[test]
fn what_is_missing_in_the_chart_itself_is_reported() {
    let renamed = lint(CHART).edit("\nkagent:\n", "\nkagnet:\n");
    let said = renamed.messages().join("\n");
    assert!(said.contains("missing-block"), "{said}");
}
