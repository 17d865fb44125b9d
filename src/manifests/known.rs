//! What references find: objects of the set, and those that kagent or an operator makes.

use super::kind::is_of_kagent_api;
use super::{Kind, Object, ObjectSet, Reference, Togetherness, namespace_of};
use crate::yaml::{Node, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// The objects that references can mean.
#[derive(Debug)]
pub struct KnownObjects<'s> {
    set: &'s ObjectSet,
    by_name: BTreeMap<(Kind, &'s str), Vec<&'s Object>>,
    /// Kinds with the namespaces in which there is any; `None` for one that is not known.
    kinds: BTreeSet<(Kind, Option<Arc<str>>)>,
    /// Words in the objects of operators, of which some name the Secrets and ConfigMaps that these make.
    made: OnceLock<BTreeSet<&'s str>>,
}

impl<'s> KnownObjects<'s> {
    /// Those of a set.
    pub fn of(set: &'s ObjectSet) -> Self {
        let mut known = Self {
            set,
            by_name: BTreeMap::new(),
            kinds: BTreeSet::new(),
            made: OnceLock::new(),
        };
        for object in set.objects() {
            let kind = Self::looked_up_as(Kind::of(&object.name));
            known.kinds.insert((kind, namespace_of(object)));
            known
                .by_name
                .entry((kind, &object.name.name))
                .or_default()
                .push(object);
        }
        let generated = set.generated();
        known
            .kinds
            .extend(generated.map(|one| (one.kind, one.namespace.clone())));
        known
    }

    /// An Agent of v1alpha1 and one of v1alpha2 are one object at two versions.
    fn looked_up_as(kind: Kind) -> Kind {
        match kind {
            Kind::FormerAgent => Kind::Agent,
            kind => kind,
        }
    }

    /// How the files of the set belong together.
    pub fn togetherness(&self) -> Togetherness {
        self.set.togetherness
    }

    /// The objects of the set that a reference may mean, those of a namespace that is not known included.
    pub fn found(&self, reference: &Reference) -> Vec<&'s Object> {
        self.called(reference.kind, &reference.name)
            .filter(|object| may_be_in(object, reference.namespace.as_deref()))
            .collect()
    }

    /// The objects of a kind and a name, in any namespace.
    pub fn called(&self, kind: Kind, name: &str) -> impl Iterator<Item = &'s Object> + use<'s> {
        let found = self.by_name.get(&(Self::looked_up_as(kind), name)).cloned();
        found.unwrap_or_default().into_iter()
    }

    /// Whether kagent, or an object of an operator in the set, makes what a reference means.
    pub fn is_made(&self, reference: &Reference) -> bool {
        let is_data = matches!(reference.kind, Kind::Secret | Kind::ConfigMap);
        let namespace = reference.namespace.as_deref();
        is_of_kagent(reference.kind, &reference.name)
            || self.is_made_for_another(reference)
            || !self
                .set
                .generated_as(reference.kind, namespace, &reference.name)
                .is_empty()
            || (is_data && self.words_of_makers().contains(&*reference.name))
    }

    /// Whether kagent or kmcp makes it for an agent or a server: a Service and a ServiceAccount of its name.
    fn is_made_for_another(&self, reference: &Reference) -> bool {
        let is_default = &*reference.name == "default";
        let has = |kind: Kind| self.may_have(kind, reference.namespace.as_deref(), &reference.name);
        let is_for_any = || {
            [Kind::Agent, Kind::SandboxAgent, Kind::McpServer]
                .into_iter()
                .any(has)
        };
        match reference.kind {
            Kind::Service => is_for_any(),
            Kind::ServiceAccount => is_default || is_for_any(),
            _ => false,
        }
    }

    fn words_of_makers(&self) -> &BTreeSet<&'s str> {
        self.made.get_or_init(|| {
            let mut found = BTreeSet::new();
            let makers = self.set.of_kind(Kind::Other).map(|(_, object)| object);
            for object in makers.filter(|object| may_make(object)) {
                words(&object.node, &mut found);
            }
            found
        })
    }

    /// Whether what the set lacks of a kind in a namespace is not there: the set is whole, and holds any of that kind.
    pub fn is_whole(&self, kind: Kind, namespace: Option<&str>) -> bool {
        let kind = Self::looked_up_as(kind);
        let has = |namespace: Option<Arc<str>>| self.kinds.contains(&(kind, namespace));
        let is_hidden = kind == Kind::Secret && self.set.hides_secrets();
        self.set.is_complete
            && !is_hidden
            && match namespace {
                Some(namespace) => has(Some(Arc::from(namespace))) || has(None),
                None => false,
            }
    }

    /// The names of the objects of a kind, in any namespace.
    pub fn names(&self, kind: Kind) -> Vec<&'s str> {
        let kind = Self::looked_up_as(kind);
        let of_kind = self.by_name.range((kind, "")..);
        let of_kind = of_kind.take_while(|((other, _), _)| *other == kind);
        let names = of_kind.map(|((_, name), _)| *name);
        let generated = self.set.generated().filter(|one| one.kind == kind);
        names.chain(generated.map(|one| &*one.name)).collect()
    }

    /// Whether an object of a kind and a name may be in a namespace.
    pub fn may_have(&self, kind: Kind, namespace: Option<&str>, name: &str) -> bool {
        let mut called = self.called(kind, name);
        !self.set.generated_as(kind, namespace, name).is_empty()
            || called.any(|object| may_be_in(object, namespace))
    }
}

/// Whether an object may be in a namespace: one that is not known may be any.
pub fn may_be_in(object: &Object, namespace: Option<&str>) -> bool {
    let own = namespace_of(object);
    own.is_none() || namespace.is_none() || own.as_deref() == namespace
}

/// What kagent's own charts make under fixed names, or for a release `kagent` (kagent v0.9.12 and v0.10.0-rc3, `helm/`).
const OF_KAGENT: &[(Kind, &str)] = &[
    (Kind::RemoteMcpServer, "kagent-tool-server"),
    (Kind::RemoteMcpServer, "kagent-grafana-mcp"),
    (Kind::RemoteMcpServer, "kagent-querydoc"),
    (Kind::Service, "kagent-tools"),
    (Kind::Service, "kagent-grafana-mcp"),
    (Kind::Service, "kagent-querydoc"),
    (Kind::Service, "kagent-controller"),
    (Kind::ModelConfig, "default-model-config"),
    (Kind::ConfigMap, "kagent-builtin-prompts"),
    (Kind::Secret, "kagent-openai"),
    (Kind::Secret, "kagent-anthropic"),
    (Kind::Secret, "kagent-azure-openai"),
    (Kind::Secret, "kagent-gemini"),
    (Kind::Agent, "k8s-agent"),
    (Kind::Agent, "helm-agent"),
    (Kind::Agent, "istio-agent"),
    (Kind::Agent, "kgateway-agent"),
    (Kind::Agent, "promql-agent"),
    (Kind::Agent, "observability-agent"),
    (Kind::Agent, "argo-rollouts-conversion-agent"),
    (Kind::Agent, "cilium-policy-agent"),
    (Kind::Agent, "cilium-manager-agent"),
    (Kind::Agent, "cilium-debug-agent"),
];

/// The names of a kind that only kagent's own charts make, and that are meant by whoever almost writes them. A Secret or a
/// ConfigMap of a similar name may be anybody's.
pub fn names_of_kagent(kind: Kind) -> impl Iterator<Item = &'static str> {
    let is_anybodys = matches!(kind, Kind::Secret | Kind::ConfigMap);
    let own = OF_KAGENT.iter();
    let own = own.filter(move |(other, _)| *other == kind && !is_anybodys);
    own.map(|(_, name)| *name)
}

/// Whether kagent's own charts make an object of this kind and name; servers are named after the release.
pub fn is_of_kagent(kind: Kind, name: &str) -> bool {
    let ends = ["-tool-server", "-grafana-mcp", "-querydoc"];
    OF_KAGENT.contains(&(kind, name))
        || (kind == Kind::RemoteMcpServer && ends.iter().any(|end| name.ends_with(end)))
}

/// Whether an object may make Secrets or ConfigMaps: one of an operator, or a Job that runs commands. Workloads only use
/// them.
fn may_make(object: &Object) -> bool {
    let group = object
        .name
        .api_version
        .split_once('/')
        .map_or("", |(group, _)| group);
    !matches!(
        group,
        "" | "apps" | "apiextensions.k8s.io" | "rbac.authorization.k8s.io" | "networking.k8s.io"
    ) && !is_of_kagent_api(&object.name)
}

/// The words of all strings of a node that may be names.
fn words<'n>(node: &'n Node, found: &mut BTreeSet<&'n str>) {
    match &node.value {
        Value::String(text) => {
            let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
            let words = text.split(|c| !is_of_name(c));
            found.extend(words.filter(|word| word.len() > 2));
        }
        Value::List(items) => items.iter().for_each(|item| words(item, found)),
        Value::Map(map) => map
            .entries()
            .iter()
            .for_each(|entry| words(&entry.node, found)),
        _ => {}
    }
}
