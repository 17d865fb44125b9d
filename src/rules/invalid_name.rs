//! A name that Kubernetes refuses.

use super::support::k8s_name::{overlong, problem, repaired};
use super::support::template_text::TemplateText;
use super::{Check, Docs, Draft, Facts, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::contract::{NameForm, NameSpec};
use crate::diagnostic::Severity;
use crate::manifests::{Kind, is_of_kagent_api};
use crate::secrets::{holds_template, is_filled_in_later, shows_credential};
use crate::source::{Place, Segment, ValuePath};

pub(super) const RULE: Rule = Rule {
    id: "invalid-name",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "a name that Kubernetes refuses",
    docs: Docs {
        around: None,
        finds: "A name of an agent, a ServiceAccount, a Secret, a server, a model, a namespace or a host that Kubernetes does \
                not take: capitals, `_`, spaces, a `-` at either end, a URL where a host is meant. An agent's name must begin \
                with a letter and have no dot, since kagent names a Service after it. And a name with template text (`{{ … }}`), \
                which Helm does not evaluate in values unless a template passes it through `tpl`: a warning where the templates \
                are not at hand. In manifests it is the name or the namespace of an object of kagent; of a HelmRelease or an Application it is \
                the name of the release, which Helm refuses also where it has more than 53 characters.",
        why: "`helm template` and `helm lint` take any name. The API server refuses the object, so that the upgrade fails \
              halfway; or the Agent is admitted, and kagent cannot create its Service, so that nobody can call it.",
        bad: "\
agents:
  definitions:
    helper:
      serviceAccount: Helper_SA
",
        good: "\
agents:
  definitions:
    helper:
      serviceAccount: helper-sa
",
        fix: "Write the name in lower case, with `-` between words.",
        evidence: &[
            "Kubernetes, Object Names and IDs: DNS subdomain, RFC 1123 label, RFC 1035 label and path segment names.",
            "kagent v0.9.9 `adk_api_translator.go`: the Deployment, Service, Secret and labels of an agent carry its name.",
            "Helm 3.10.1, asked with such names, and Helm 4 `pkg/chart/v2/util/validate_name.go`; fluxcd/helm-controller v1.6.3 `internal/release/name.go`, which shortens names that are too long; argo-cd v3.6.0 `util/helm/cmd.go`, which does not.",
            "kmcp v0.3.0 `transportadapter_translator.go`: the Service of an MCPServer has its name.",
        ],
    },
    check: Check::Both {
        values: check,
        manifests: check_manifests,
    },
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for name in &facts.contract.definition.names {
        for path in facts.matching(&name.path) {
            let Some(written) = WrittenName::at(facts, name, &path) else {
                continue;
            };
            if facts.is_below_a_dead_key(&path) {
                continue;
            }
            if let Some(found) = written.template_text(facts, &path) {
                let message = format!(
                    "the name of a {} holds template text: {}, {}",
                    name.kind,
                    found.reason(),
                    written.consequence(name)
                );
                let draft = Draft::new(&path, written.place, message);
                sink.report(&RULE, found.draft(draft, RULE.severity, "the name itself"));
                continue;
            }
            let Some(problem) = written.problem(name.form) else {
                continue;
            };
            let draft = Draft::new(&path, written.place, message(&written.text, name, &problem));
            sink.report(&RULE, draft.help(help(&written.text, name.form)));
        }
    }
}

fn check_manifests(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    let of_kagent = facts
        .set
        .objects()
        .iter()
        .filter(|object| is_of_kagent_api(&object.name));
    for object in of_kagent.filter(|object| !object.is_admitted()) {
        let kind = Kind::of(&object.name);
        let (of, form) = match kind {
            Kind::McpServer => (
                "Service, as kmcp makes one for each MCPServer",
                NameForm::Service,
            ),
            kind if kind.is_agent() => (
                "Service, as kagent makes one for each agent",
                NameForm::Service,
            ),
            _ => (&*object.name.kind, NameForm::Subdomain),
        };
        for (key, of, form) in [
            ("name", of, form),
            ("namespace", "namespace", NameForm::Label),
        ] {
            let path = ValuePath::keys(["metadata", key]);
            let Some(node) = object.get(&path) else {
                continue;
            };
            let text = node.as_str().unwrap_or_default();
            let is_to_be_filled = |c: char| c.is_ascii_uppercase() || c == '_';
            if is_filled_in_later(text) || holds_template(text) || text.chars().all(is_to_be_filled)
            {
                continue;
            }
            let Some(problem) = problem(text, form).or_else(|| overlong(text, form)) else {
                continue;
            };
            let name = NameSpec {
                path: path.to_string(),
                kind: of.to_owned(),
                form,
            };
            let draft = Draft::new(&path, node.place, message(text, &name, &problem));
            sink.report(&RULE, draft.help(help(text, form)));
        }
    }
}

/// A name as it is written.
struct WrittenName {
    text: String,
    place: Place,
    is_key: bool,
}

impl WrittenName {
    /// The name at a path: the key where the pattern ends in `*` in a mapping, else the value; an empty one has a default.
    fn at(facts: &Facts<'_>, name: &NameSpec, path: &ValuePath) -> Option<Self> {
        let last = path.segments().last()?;
        if let (true, Segment::Key(key)) = (name.path.ends_with('*'), last) {
            return Some(Self {
                text: key.to_string(),
                place: facts.values.key_place(path)?,
                is_key: true,
            });
        }
        let node = facts.values.get(path)?;
        let text = node.as_str().filter(|text| !text.is_empty())?;
        Some(Self {
            text: text.to_owned(),
            place: node.place,
            is_key: false,
        })
    }

    /// The template text in it that stays as it is.
    fn template_text(&self, facts: &Facts<'_>, path: &ValuePath) -> Option<TemplateText> {
        TemplateText::of(facts, path, &self.text, facts.values.get(path)?)
    }

    /// What comes of template text in it.
    fn consequence(&self, name: &NameSpec) -> String {
        match (name.form, problem(&self.text, name.form)) {
            (NameForm::Reference, _) => {
                format!(
                    "so that the text itself is looked up, and no {} can be called so",
                    name.kind
                )
            }
            (_, Some(_)) => "so that Kubernetes gets the text itself and refuses it".into(),
            (_, None) => "so that the text itself is the name".into(),
        }
    }

    /// What is wrong with it; how long an agent's name makes others is for `name-too-long` to say.
    fn problem(&self, form: NameForm) -> Option<String> {
        if is_filled_in_later(&self.text) || holds_template(&self.text) {
            return None;
        }
        let overlong = || overlong(&self.text, form).filter(|_| !self.is_key);
        problem(&self.text, form).or_else(overlong)
    }
}

/// A better name; none like one that may be a credential, which a mask would not know in another spelling.
fn help(written: &str, form: NameForm) -> String {
    let better = repaired(written, form).filter(|_| !shows_credential(written));
    better.map_or_else(
        || "write another name".to_owned(),
        |better| format!("write `{better}`"),
    )
}

/// The longest name that is repeated in a message.
const LONGEST: usize = 80;

fn message(written: &str, name: &NameSpec, problem: &str) -> String {
    let kind = &name.kind;
    if written.chars().count() > LONGEST {
        return format!("Kubernetes refuses this as the name of a {kind}: {problem}");
    }
    format!("Kubernetes refuses `{written}` as the name of a {kind}: {problem}")
}
