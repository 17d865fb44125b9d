//! Keys that spell a path, as `--set` takes it, in a file or with escaped dots: to Helm they are one key.

use super::{CHART, Mistake, NONE};
use crate::common::fix::fix;
use crate::common::fixtures;
use crate::common::lint::{lint, partial, under};
use helm_obo::contract::OF_AGENTS;
use helm_obo::diagnostic::Safety;
use helm_obo::values::Flag::{Set, SetJson};

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "an agent's switch at the root",
        base: &[(
            "\nvalkey:\n",
            "\n«unknown-key|agents.definitions.docs-agent.enabled»: false\nvalkey:\n",
        )],
        overlay: Some("«unknown-key|agents.definitions.docs-agent.enabled»: false\n"),
        argument: Some((
            Set,
            r"«unknown-key|agents\.definitions\.docs-agent\.enabled»=false",
        )),
        ..NONE
    },
    Mistake {
        what: "two of them, one in quotes",
        overlay: Some(concat!(
            "«unknown-key|kagent.namespaceOverride»: kagent\n",
            "«unknown-key|\"agents.definitions.docs-agent.toolNames\"»: []\n",
        )),
        argument: Some((
            SetJson,
            "agents={«unknown-key|\"definitions.docs-agent.enabled\"»: false, «unknown-key|\"models[0].name\"»: \"a\"}",
        )),
        ..NONE
    },
    Mistake {
        what: "the switches and what names the gateway",
        overlay: Some(concat!(
            "«unknown-key|kagent.enabled»: false\n«unknown-key|muster.enabled»: false\n",
            "«unknown-key|muster.fullnameOverride»: other\n«unknown-key|ingress.hostnames[0]»: a.example.com\n",
            "«unknown-key|muster.muster.oauth.server.resourceIdentifier»: https://a.example.com/mcp\n",
            "«unknown-key|muster.muster.oauth.server.tokenExchangeBroker.workloadAudiences»: []\n",
        )),
        ..NONE
    },
    Mistake {
        what: "below the gateway's key",
        overlay: Some(
            "muster: {«unknown-key|muster.oauth.server.trustedIssuers»: [], «unknown-key|service.port»: 80}\n",
        ),
        ..NONE
    },
    Mistake {
        what: "in an agent",
        base: &[(
            "      obo: {enabled: false}\n",
            "      obo: {enabled: false}\n      «unknown-key|obo.enabled»: true\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    sre-agent:\n      «unknown-key|obo.enabled»: false\n",
            "      m2m: {«unknown-key|granted.user»: somebody}\n",
            "      «unknown-key|allowedHeaders[0]»: x-request-id\n      «unknown-key|env[1].value»: debug\n",
            "      «unknown-key|env.1.value»: debug\n      «unknown-key|resources.limits.cpu»: 1\n",
        )),
        argument: Some((
            Set,
            r"agents.definitions.sre-agent.«unknown-key|obo\.enabled»=false",
        )),
        ..NONE
    },
    Mistake {
        what: "a new agent's blocks, which are not missing besides",
        overlay: Some(concat!(
            "agents:\n  definitions:\n    new:\n      enabled: true\n      systemMessage: You help.\n      «unknown-key|obo.enabled»: false\n",
            "      «unknown-key|m2m.enabled»: true\n      «unknown-key|m2m.granted.user»: somebody\n",
        )),
        ..NONE
    },
    Mistake {
        what: "an agent's name with more behind it",
        overlay: Some(concat!(
            "agents:\n  definitions:\n    docs-agent.enabled: «wrong-type|false»\n",
            "    «wrong-type|docs-agent.allowedHeaders»: []\n    «unknown-key|docs-agent.obo»: {enabled: true}\n",
            "    «unknown-key|docs-agent.m2m»: {enabled: true}\n",
        )),
        ..NONE
    },
    Mistake {
        what: "in the lists",
        overlay: Some(concat!(
            "«unknown-key|agents.remoteMcpServers[0].url»: https://a.example.com/mcp\n",
            "agents:\n  «unknown-key|models[0]»: {name: a}\n  definitions:\n    docs-agent:\n      env:\n",
            "      - {name: A, «unknown-key|valueFrom.secretKeyRef.name»: a}\n",
        )),
        ..NONE
    },
    Mistake {
        what: "misspelled besides",
        overlay: Some(concat!(
            "«unknown-key|agents.definition.docs-agent.enabled»: false\n",
            "«unknown-key|agent.definitions.docs-agent.description»: Other\n",
            "«unknown-key|agents.definitions.sre-agent.enabeld»: false\n«unknown-key|kagnet.enabled»: false\n",
        )),
        ..NONE
    },
    Mistake {
        what: "as templates write it, or with slashes",
        overlay: Some(concat!(
            "«unknown-key|.Values.agents.definitions.docs-agent.enabled»: false\n",
            "«unknown-key|Values.kagent.enabled»: false\n«unknown-key|agents/definitions/sre-agent/enabled»: false\n",
            "«unknown-key|/muster/enabled»: false\n«unknown-key|muster\\.fullnameOverride»: a\n",
            "«unknown-key|agents.definitions[docs-agent].description»: Other\n",
        )),
        ..NONE
    },
    Mistake {
        what: "an agent's whole definition at the root",
        overlay: Some("«unknown-key|agents.definitions.docs-agent»: {enabled: false}\n"),
        ..NONE
    },
    Mistake {
        what: "no blank behind a colon",
        overlay: Some(concat!(
            "agents: {definitions: {docs-agent: {obo: {«unknown-key|enabled:true»}},\n",
            "new: {enabled: true, systemMessage: You help., m2m: {«unknown-key|enabled:false»}, obo: {«unknown-key|enabled:false»}}}}\n",
        )),
        ..NONE
    },
];

/// Keys with dots that are no paths of ours.
const OTHERS: &[(&str, &str)] = &[
    (
        "labels and annotations",
        concat!(
            "nginx.ingress.kubernetes.io/class: a\nprometheus.io/scrape: 'true'\nkagent.dev/agent: a\nagents.x-k8s.io: b\n",
            "app.kubernetes.io/name: agents\nmuster.io: c\ningress.class: d\n",
        ),
    ),
    (
        "paths in mappings of others",
        "annotations: {kagent.enabled: 'true', agents.definitions.docs-agent.enabled: 'false'}\n",
    ),
    (
        "resources with dots",
        concat!(
            "agents: {definitions: {docs-agent: {resources: {limits: {nvidia.com/gpu: 1}}}}}\n",
            "",
        ),
    ),
];

#[test]
fn keys_with_dots_that_lead_nowhere_here_are_others() {
    super::overlays_give_what_they_say(OTHERS);
}

#[test]
fn a_key_that_a_template_quotes_is_read() {
    let template = "# {{ index .Values \"kagent.enabled\" }}";
    lint(CHART)
        .file("chart/templates/flat.yaml", template)
        .overlay("kagent.enabled: true\n«unknown-key|muster.enabled»: true\n")
        .check("quoted");
    let helper = "{{ define \"kagent.enabled\" }}{{ end }}{{ include \"kagent.enabled\" . }}";
    lint(CHART)
        .file("chart/templates/_flat.tpl", helper)
        .overlay("«unknown-key|kagent.enabled»: true\n")
        .check("the name of a helper");
}

#[test]
fn under_every_contract_and_without_a_chart() {
    let switch = "«unknown-key|agents.definitions.sre-agent.enabled»: false\n«unknown-key|kagent.enabled»: false\n";
    for contract in OF_AGENTS {
        under(contract).overlay(switch).check(contract);
    }
    partial(switch).check("a file by itself");
    partial("«unknown-key|kagent.namespaceOverride»: tools\n").check("a switch's neighbour");
    partial("ingress.mode: public\nagent.replicas: 2\n").check("a file of others");
    partial("agents: {definitions: {a: {«unknown-key|obo.enabled»: false, enabled: false}}}\n")
        .check("in an agent of a file by itself");
}

#[test]
fn an_agents_name_may_end_like_a_key() {
    let definition = "{enabled: false, systemMessage: You., modelConfig: a}";
    lint(CHART)
        .overlay(&format!(
            "«unknown-key|agents.definitions.docs.v2.enabled»: false\nagents: {{definitions: {{«invalid-name|team.env»: {definition}}}}}"
        ))
        .check("off");
    let more = "{enabled: false, description: Runs tests}";
    lint(CHART)
        .overlay(&format!(
            "agents: {{definitions: {{«invalid-name|team.env»: {more}}}}}"
        ))
        .check("by two keys of a definition");
}

#[test]
fn the_help_writes_it_out() {
    for (overlay, part) in [
        (
            "agents.definitions.docs-agent.enabled: false\n",
            "write it as nested keys: `agents: {definitions: {docs-agent: {enabled: …}}}`",
        ),
        (
            "agents.definition.docs-agent.enabeld: false\nagents.definition.a.enabled: false\n",
            "`agents: {definitions: {a: {enabled: …}}}`",
        ),
        (
            "agents:\n  definitions:\n    docs-agent:\n      env[1].value: debug\n",
            "`env: [{value: …}]`, with all items of the list",
        ),
        (
            "agents: {definitions: {docs-agent.enabled: false}}\n",
            "a dot is a part of the key here, so `docs-agent.enabled` is the name of an agent; write `docs-agent: {enabled: …}`",
        ),
        (
            "agents: {definitions: {docs-agent: {obo: {enabled:false}}}}\n",
            "put a blank after the colon: `enabled: …`",
        ),
        (
            "agents.definitions.docs-agent.timeout: 3\n",
            "`agents: {definitions: {docs-agent: {timeout: …}}}`; but nothing is known to read `timeout` there, either",
        ),
        (
            "agents: {definitions: {docs-agent.timeout: 3}}\n",
            "write `docs-agent: {timeout: …}`; but nothing is known to read `timeout` there, either",
        ),
        (
            "agents.definitions.docs-agent.env: []\n",
            "`agents: {definitions: {docs-agent: {env: …}}}`",
        ),
        (
            "agents.definitions.a.b.enabled: false\n",
            "`agents: {definitions: {a.b: {enabled: …}}}`",
        ),
    ] {
        let said = lint(CHART).overlay(overlay).messages().join("\n");
        assert!(said.contains(part), "{overlay}: {said}");
    }
    let said = lint(CHART)
        .argument(Set, r"agents\.definitions\.docs-agent\.enabled=false")
        .messages()
        .join("\n");
    assert!(
        said.contains("write the path without: `agents.definitions.docs-agent.enabled=…`"),
        "{said}"
    );
}

/// `static` reads no `obo`, so that what is before it could be a name with a dot.
#[test]
fn the_name_of_an_agent_that_is_there_ends_where_it_ends() {
    let flat = "agents.definitions.sre-agent.obo.enabled: false\n";
    let nested = "`agents: {definitions: {sre-agent: {obo: {enabled: …}}}}`; but nothing is known to read `obo` there, either";
    let said = under("static").overlay(flat).messages().join("\n");
    assert!(said.contains(nested), "{said}");
    let dotted = concat!(
        "agents.definitions.team.a.obo.enabled: false\n",
        "agents: {definitions: {team.a: {enabled: false, systemMessage: You help., modelConfig: a}}}\n",
    );
    let said = under("static").overlay(dotted).messages().join("\n");
    assert!(said.contains("{team.a: {obo: {enabled: …}}}"), "{said}");
}

/// What the chart itself has, and no contract reads.
#[test]
fn a_path_that_only_the_chart_knows() {
    let values = concat!(
        "image: {tag: v1}\nlogging: {level: info}\nspare: {replicas: 1}\nconfig: {a: {b: 1}}\nlabels: {team: x}\n",
        "literal.key: x\nfeature: {}\n",
    );
    let template = concat!(
        "tag: {{ .Values.image.tag }}\n{{ with .Values.logging }}level: {{ .level }}{{ end }}\n{{ toYaml .Values.config }}\n",
        "# {{ range $key, $value := .Values.labels }}{{ $key }}{{ end }}\n# {{ .Values.feature.flag }}\n",
        "# {{ index .Values \"a.b\" }}\n",
    );
    let chart = || {
        let text = std::fs::read_to_string(fixtures().join("charts/agents-platform/values.yaml"));
        lint(CHART)
            .values(&format!("{}\n{values}", text.unwrap()))
            .file("chart/templates/more.yaml", template)
    };
    for overlay in [
        "«warning unknown-key|image.tag»: v2\n",
        "«warning unknown-key|\"logging.level\"»: debug\n",
        "«warning unknown-key|spare.replicas»: 2\n",
        "«warning unknown-key|feature.flag»: true\n",
        "«warning unknown-key|config.a.b»: 2\n",
        "image: {tag: v2}\n«warning unknown-key|image.tag»: v3\n",
        // What no one knows, what a template uses as a whole, or reads or the chart has as it is.
        "some.thing: 1\nlabels.other: x\nfeature.other: 1\n",
        "config: {a.b: 2}\nlabels: {image.tag: x}\n",
        "a.b: 1\nliteral.key: y\n",
        "image.tag/name: 1\nv1.2: x\nimage.: y\n",
        "global: {image.tag: x}\n",
    ] {
        chart().overlay(overlay).check(overlay);
    }
    chart()
        .argument(Set, r"«warning unknown-key|image\.tag»=v2")
        .check("as an argument");
    let all = "checksum: {{ toYaml .Values | sha256sum }}\n";
    chart()
        .file("chart/templates/all.yaml", all)
        .overlay("image.tag: v2\n")
        .check("a template that uses all values");
    lint(CHART)
        .overlay("image.tag: v2\n")
        .check("a path that the chart does not have");
    let said = chart().overlay("spare.replicas: 2\n").messages().join("\n");
    let words = "`spare: {replicas: …}`; but nothing is known to read `spare` there, either";
    assert!(said.contains(words), "{said}");
}

#[test]
fn a_fix_takes_the_comment_along() {
    let nested = "agents:\n  definitions:\n    docs-agent:\n";
    for (overlay, fixed) in [
        (
            "kagent.enabled: false\n",
            "kagent:\n  enabled: false\n".to_owned(),
        ),
        (
            "a: 1\nagents.definitions.docs-agent.enabled: false # INC-1\n",
            format!("a: 1\n{nested}      enabled: false # INC-1\n"),
        ),
        (
            "agents.definitions.docs-agent.enabled: false # 1\nagents.definitions.docs-agent.description: A # 2\n",
            format!("{nested}      enabled: false # 1\n      description: A # 2\n"),
        ),
        (
            "agents: {definitions: {docs-agent: {obo.enabled: false}}}\n",
            "agents: {definitions: {docs-agent: {obo: {enabled: false}}}}\n".to_owned(),
        ),
    ] {
        let cure = fix(&lint(CHART).overlay(overlay), Safety::Unsafe);
        let texts: Vec<&String> = cure.files.values().map(|(_, after)| after).collect();
        assert_eq!(texts, [&fixed], "{overlay}");
    }
}

#[test]
fn calls_run_as_helm_reads_it() {
    let loaded = lint(CHART)
        .overlay("agents.definitions.docs-agent.enabled: false\nkagent.enabled: false\n")
        .load();
    let mut agents = loaded.model.agents.iter();
    assert!(agents.any(|agent| &*agent.name == "docs-agent" && agent.is_active()));
}
