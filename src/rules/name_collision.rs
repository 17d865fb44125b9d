//! Two servers, or two models, of one name.

use super::support::repeats::repeats;
use super::{
    Check, Docs, Draft, Fixability, ManifestFacts, Namesake, Rule, Sink, Tier, WiringFacts,
};
use crate::diagnostic::Severity;
use crate::manifests::{Object, Togetherness, is_of_kagent_api};
use crate::model::{Agent, Server};
use crate::secrets::{holds_template, is_filled_in_later};
use crate::source::{Place, ValuePath};

pub(super) const RULE: Rule = Rule {
    id: "name-collision",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "two servers, or two models, of one name",
    docs: Docs {
        around: None,
        finds: "An entry of `agents.remoteMcpServers` that has the name of another one, of an agent's own server \
                (`muster-` and the agent's name), or of a server that the chart renders into the same namespace by itself \
                (`muster`, under the contract `forward`); a server that another chart below the same one renders with its name into \
                its namespace, such as one chart under two aliases; and two entries of `agents.models` with one name. In \
                manifests two objects of kagent of one kind, namespace and name in one file, or in two that one kustomization lists; \
                a warning in two files that were named together. In other files of a folder they count as variants.",
        why: "Kubernetes keeps only one object of a name: an install fails, or at an upgrade one replaces the other. An agent \
              then sends its calls, and its credentials, to the wrong server.",
        bad: "\
agents:
  remoteMcpServers:
    - {name: muster-helper, url: https://docs.example.com/mcp}
",
        good: "\
agents:
  remoteMcpServers:
    - {name: docs, url: https://docs.example.com/mcp}
",
        fix: "Give each a name of its own.",
        evidence: &[
            "giantswarm/agentic-platform 390b1a5 `templates/kagent/agents/remotemcpservers.yaml`: both kinds of servers \
             are rendered into one namespace, without a check.",
            "giantswarm/agentic-platform #201: the shared server `muster` is rendered into the release's namespace, which \
             is that of the others where `kagent.namespaceOverride` is empty.",
            "kagent v0.9.9: an agent refers to its server by name and namespace alone.",
        ],
    },
    check: Check::Both {
        values: |facts, sink| check(&facts.wiring(), sink),
        manifests: check_manifests,
    },
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    let servers = facts.model.servers.iter();
    // A name that is sealed or filled in later is not known.
    let is_open =
        |server: &&Server| !(server.name.open.is_empty() && server.namespace.open.is_empty());
    let servers = servers.filter(|server| !is_open(server));
    let servers = servers.filter_map(|server| named_server(facts, server));
    let servers: Vec<NamedObject<'_>> = servers.collect();
    report_namesakes(facts, &servers, sink);
    report_twins(servers.into_iter(), "server", sink);
    let models = facts.model.models.iter().filter_map(|model| {
        Some(NamedObject {
            name: model.name.get()?,
            namespace: None,
            whose: "first used here".to_owned(),
            origin: Some((&model.name.path, model.name.place)),
            agent: None,
        })
    });
    report_twins(models, "model", sink);
}

fn check_manifests(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    let togetherness = facts.set.togetherness;
    // The same object in other files of a folder is a variant of it.
    let own_source =
        |object: &Object| (togetherness == Togetherness::Folder).then(|| object.source());
    let key = |object: &Object| {
        let name = &object.name;
        let is_known =
            !name.name.is_empty() && !is_filled_in_later(&name.name) && !holds_template(&name.name);
        (is_known && is_of_kagent_api(name)).then(|| {
            let group = name
                .api_version
                .split('/')
                .next()
                .unwrap_or_default()
                .to_owned();
            let names = (name.kind.clone(), name.namespace.clone(), name.name.clone());
            (own_source(object), group, names)
        })
    };
    for (object, earlier) in repeats(facts.set.objects(), key) {
        // Two kustomizations of a set may list one file.
        if object.node.place == earlier.node.place {
            continue;
        }
        let (kind, name) = (&object.name.kind, &object.name.name);
        let is_one_file = object.source() == earlier.source();
        let message = match togetherness {
            _ if is_one_file => format!(
                "this file has two objects {kind} `{name}`, and Kubernetes keeps only one of them: the last one"
            ),
            Togetherness::Kustomized => {
                format!("the kustomization has two objects {kind} `{name}`: kustomize refuses it")
            }
            _ => format!(
                "two of the files have an object {kind} `{name}`: where both are applied, Kubernetes keeps only one of them"
            ),
        };
        let severity = match togetherness {
            Togetherness::Named if !is_one_file => Severity::Warning,
            _ => Severity::Error,
        };
        let path = ValuePath::keys(["metadata", "name"]);
        let draft = Draft::new(&path, object.name_place(), message)
            .severity(severity)
            .label("the name is taken")
            .related(earlier.name_place(), "first used here")
            .help("give one of them another name, or remove it");
        sink.report(&RULE, draft);
    }
}

/// Something that has a name.
struct NamedObject<'n> {
    name: &'n str,
    /// Its namespace; `None` for the one that all of its kind are in, or that nobody named.
    namespace: Option<&'n str>,
    whose: String,
    /// The value that named it; `None` if the contract did.
    origin: Option<(&'n ValuePath, Place)>,
    /// The agent in whose definition that is.
    agent: Option<&'n Agent>,
}

/// A server; none of the contract's own where a chart might say that the others are in another namespace.
fn named_server<'f>(facts: &'f WiringFacts<'_>, server: &'f Server) -> Option<NamedObject<'f>> {
    let origin = server.name.origin.as_ref();
    let (namespace, release) = (&server.namespace, &facts.model.release_namespace);
    let is_named = namespace.origin.is_some() || release.is_some();
    let whose = match &server.agent {
        Some(agent) => format!("the server of agent `{agent}` has it"),
        None => "first used here".to_owned(),
    };
    (origin.is_some() || !facts.is_partial).then(|| NamedObject {
        name: &server.name.text,
        namespace: is_named.then_some(&*namespace.text),
        whose,
        origin: origin.map(|(path, place)| (path, *place)),
        agent: facts
            .agent_of_server(server)
            .filter(|agent| origin.is_some_and(|(path, _)| agent.path.contains(path))),
    })
}

fn report_twins<'n>(all: impl Iterator<Item = NamedObject<'n>>, kind: &str, sink: &mut Sink<'_>) {
    let all: Vec<NamedObject<'n>> = all.filter(|named| !named.name.is_empty()).collect();
    for (named, earlier) in repeats(&all, |named| Some((named.name, named.namespace))) {
        let Some((path, place)) = named.origin else {
            continue;
        };
        let draft = match earlier.origin {
            Some((_, first)) => Draft::new(path, place, both(kind, named.name))
                .related(first, earlier.whose.clone()),
            None => Draft::new(path, place, with_the_charts(kind, named.name)),
        };
        let draft = draft
            .of(named.agent)
            .label("the name is taken")
            .help(format!("give this {kind} another name"));
        sink.report(&RULE, draft);
    }
}

/// Servers that another chart of the target makes too.
fn report_namesakes(facts: &WiringFacts<'_>, all: &[NamedObject<'_>], sink: &mut Sink<'_>) {
    for named in all {
        let mut others = facts.namesakes.iter();
        let other = others.find(|other| other.name == named.name);
        let (Some(other), Some((path, place))) = (other, named.origin) else {
            continue;
        };
        let whose = match &other.agent {
            Some(agent) => format!("the server of agent `{agent}` has it"),
            None => "first used here".to_owned(),
        };
        let mut draft = Draft::new(path, place, of_two_charts(other))
            .of(named.agent)
            .label("the name is taken")
            .help("give one of them another name, turn one off, or have one chart put its servers into another namespace");
        // One chart may be there twice, with the same values.
        if other.place != place {
            draft = draft.related(other.place, whose);
        }
        sink.report(&RULE, draft);
    }
}

fn of_two_charts(namesake: &Namesake) -> String {
    let Namesake { name, charts, .. } = namesake;
    let charts = match charts {
        [one, two] if one.segments().is_empty() => {
            format!("the chart and the one below it at `{two}`")
        }
        [one, two] => format!("the charts at `{one}` and `{two}`"),
    };
    format!(
        "{charts} both render a server called `{name}` into the same namespace, and Kubernetes keeps only one of them"
    )
}

fn both(kind: &str, name: &str) -> String {
    format!("two {kind}s are called `{name}`, and Kubernetes keeps only one of them")
}

fn with_the_charts(kind: &str, name: &str) -> String {
    format!(
        "the chart renders a {kind} of its own called `{name}` into the same namespace, and Kubernetes keeps only one of \
         them"
    )
}
