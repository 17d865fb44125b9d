//! All references of an object to others: by which kind, namespace and name kagent or Kubernetes looks them up.

use super::fields::is_open;
use super::{Kind, Object};
use crate::source::{Place, ValuePath};
use crate::yaml::Node;
use std::sync::Arc;

/// A name in one object that stands for another object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Where the name is: `spec.declarative.modelConfig`.
    pub path: ValuePath,
    /// The same in the text.
    pub place: Place,
    /// What is looked up.
    pub kind: Kind,
    /// Where it is looked up; `None` where that is not known yet.
    pub namespace: Option<Arc<str>>,
    /// Whether the reference says the namespace itself; else it is that of the object.
    pub says_namespace: bool,
    /// The name.
    pub name: String,
    /// The key that is read there.
    pub key: Option<ReferenceKey>,
    /// Whether it may be absent.
    pub is_optional: bool,
}

/// A key of a Secret or a ConfigMap that a reference names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceKey {
    /// Where it is written.
    pub path: ValuePath,
    /// The same in the text.
    pub place: Place,
    /// The key.
    pub text: String,
}

/// The references of an object whose names are known.
pub fn references(object: &Object) -> Vec<Reference> {
    let mut found = Vec::new();
    let collector = Collector { object };
    match Kind::of(&object.name) {
        Kind::Agent | Kind::SandboxAgent => collector.agent(&mut found),
        Kind::FormerAgent => collector.former_agent(&mut found),
        Kind::RemoteMcpServer => collector.remote_server(&mut found),
        Kind::McpServer => collector.kmcp_server(&mut found),
        Kind::ToolServer => collector.tool_server(&mut found),
        Kind::ModelConfig => collector.model_config(&mut found),
        Kind::Other => collector.other(&mut found),
        _ => {}
    }
    found
}

/// The reference of a tool of an agent: to a server, or to another agent.
pub fn reference_of_tool(object: &Object, tool: &ValuePath) -> Option<Reference> {
    let collector = Collector { object };
    match Kind::of(&object.name) {
        Kind::Agent | Kind::SandboxAgent => collector.tool(tool),
        Kind::FormerAgent => collector.former_tool(tool),
        _ => None,
    }
}

/// The namespace of an object; `None` where nobody says it, or something fills it in later.
pub fn namespace_of(object: &Object) -> Option<Arc<str>> {
    let namespace = object.name.namespace.as_ref()?;
    (!is_open(namespace)).then(|| Arc::clone(namespace))
}

/// The paths of the tools of an agent.
pub fn tool_paths(agent: &Object) -> Vec<ValuePath> {
    items(agent, &super::agents::tools_of(agent))
}

/// The paths of the items of a list.
fn items(object: &Object, list: &ValuePath) -> Vec<ValuePath> {
    let items = object.get(list).and_then(Node::as_list);
    (0..items.map_or(0, <[_]>::len))
        .map(|index| list.join(index))
        .collect()
}

struct Collector<'o> {
    object: &'o Object,
}

impl Collector<'_> {
    fn agent(&self, found: &mut Vec<Reference>) {
        let at = |path: &str| ValuePath::parse(path);
        for tool in tool_paths(self.object) {
            found.extend(self.tool(&tool));
            self.headers(&tool.join("headersFrom"), "name", found);
        }
        for model in [
            "spec.declarative.modelConfig",
            "spec.declarative.memory.modelConfig",
            "spec.declarative.context.compaction.summarizer.modelConfig",
        ] {
            found.extend(self.own(&at(model), Kind::ModelConfig));
        }
        found.extend(self.source(&at("spec.declarative.systemMessageFrom"), "name"));
        for source in items(
            self.object,
            &at("spec.declarative.promptTemplate.dataSources"),
        ) {
            let kind = self.text(&source.join("kind")).unwrap_or("ConfigMap");
            if kind == "ConfigMap" {
                found.extend(self.own(&source.join("name"), Kind::ConfigMap));
            }
        }
        for deployment in ["spec.declarative.deployment", "spec.byo.deployment"] {
            self.environment(&at(deployment), found);
            self.pod(&at(deployment), found);
        }
    }

    fn former_agent(&self, found: &mut Vec<Reference>) {
        for tool in tool_paths(self.object) {
            found.extend(self.former_tool(&tool));
        }
        let model = ValuePath::parse("spec.modelConfig");
        found.extend(self.split(&model, Kind::ModelConfig));
        let deployment = ValuePath::parse("spec.deployment");
        self.environment(&deployment, found);
        self.pod(&deployment, found);
    }

    fn remote_server(&self, found: &mut Vec<Reference>) {
        self.headers(&ValuePath::parse("spec.headersFrom"), "name", found);
        self.authority(found);
    }

    fn kmcp_server(&self, found: &mut Vec<Reference>) {
        for (list, kind) in [
            ("spec.deployment.secretRefs", Kind::Secret),
            ("spec.deployment.configMapRefs", Kind::ConfigMap),
        ] {
            for item in items(self.object, &ValuePath::parse(list)) {
                found.extend(self.own(&item.join("name"), kind));
            }
        }
        self.pod(&ValuePath::parse("spec.deployment"), found);
    }

    fn tool_server(&self, found: &mut Vec<Reference>) {
        for list in [
            "spec.config.sse.headersFrom",
            "spec.config.streamableHttp.headersFrom",
        ] {
            self.headers(&ValuePath::parse(list), "valueRef", found);
        }
    }

    fn model_config(&self, found: &mut Vec<Reference>) {
        let at = |path: &str| ValuePath::parse(path);
        let key = at("spec.apiKeySecretKey");
        let secret = match &*self.object.name.api_version {
            "kagent.dev/v1alpha1" => self.split(&at("spec.apiKeySecretRef"), Kind::Secret),
            _ => self.own(&at("spec.apiKeySecret"), Kind::Secret),
        };
        found.extend(secret.map(|secret| self.with_key(secret, &key)));
        self.authority(found);
    }

    /// The Secret of a kind that decides nothing about calls.
    fn other(&self, found: &mut Vec<Reference>) {
        let at = |path: &str| ValuePath::parse(path);
        let name = &self.object.name;
        let (secret, key) = match (&*name.api_version, &*name.kind) {
            ("kagent.dev/v1alpha1", "Memory") => (
                self.split(&at("spec.apiKeySecretRef"), Kind::Secret),
                "spec.apiKeySecretKey",
            ),
            ("kagent.dev/v1alpha2", "ModelProviderConfig") => (
                self.own(&at("spec.secretRef.name"), Kind::Secret),
                "spec.secretRef.key",
            ),
            _ => return,
        };
        found.extend(secret.map(|secret| self.with_key(secret, &at(key))));
    }

    /// The certificate that a server or a model is checked by.
    fn authority(&self, found: &mut Vec<Reference>) {
        let secret = self.own(&ValuePath::parse("spec.tls.caCertSecretRef"), Kind::Secret);
        let key = ValuePath::parse("spec.tls.caCertSecretKey");
        found.extend(secret.map(|secret| self.with_key(secret, &key)));
    }

    /// What a tool refers to, as `tool_reference` reads it for servers.
    fn tool(&self, tool: &ValuePath) -> Option<Reference> {
        let agent = tool.join("agent");
        let (at, kind) = match super::tool_reference(self.object, tool) {
            Some(server) => (server.path, server.kind?),
            None => {
                let kind = match self.text(&agent.join("kind")).unwrap_or_default() {
                    "" | "Agent" => Kind::Agent,
                    "SandboxAgent" => Kind::SandboxAgent,
                    _ => return None,
                };
                (agent, kind)
            }
        };
        let reference = self.own(&at.join("name"), kind)?;
        let namespace = self.object.get(&at.join("namespace"));
        let Some(written) = namespace
            .and_then(Node::as_str)
            .filter(|text| !text.is_empty())
        else {
            return Some(reference);
        };
        Some(Reference {
            namespace: (!is_open(written)).then(|| Arc::from(written)),
            says_namespace: true,
            ..reference
        })
    }

    /// A tool of an agent of v1alpha1.
    fn former_tool(&self, tool: &ValuePath) -> Option<Reference> {
        let server = tool.join("mcpServer").join("toolServer");
        self.split(&server, Kind::ToolServer)
            .or_else(|| self.split(&tool.join("agent").join("ref"), Kind::Agent))
    }

    /// The sources of the headers in a list `headersFrom`. A value that is written is taken instead of its source.
    fn headers(&self, list: &ValuePath, named: &str, found: &mut Vec<Reference>) {
        for item in items(self.object, list) {
            if self.text(&item.join("value")).is_none_or(str::is_empty) {
                found.extend(self.source(&item.join("valueFrom"), named));
            }
        }
    }

    /// A `{type, name, key}` of kagent.
    fn source(&self, path: &ValuePath, named: &str) -> Option<Reference> {
        let kind = match self.text(&path.join("type"))? {
            "Secret" => Kind::Secret,
            "ConfigMap" => Kind::ConfigMap,
            _ => return None,
        };
        let name = path.join(named);
        let reference = match named {
            "valueRef" => self.split(&name, kind)?,
            _ => self.own(&name, kind)?,
        };
        Some(self.with_key(reference, &path.join("key")))
    }

    /// `env` and `envFrom` of a deployment.
    fn environment(&self, deployment: &ValuePath, found: &mut Vec<Reference>) {
        const KEYS: [(&str, Kind); 2] = [
            ("secretKeyRef", Kind::Secret),
            ("configMapKeyRef", Kind::ConfigMap),
        ];
        const WHOLE: [(&str, Kind); 2] = [
            ("secretRef", Kind::Secret),
            ("configMapRef", Kind::ConfigMap),
        ];
        for item in items(self.object, &deployment.join("env")) {
            let source = item.join("valueFrom");
            for (key, kind) in KEYS {
                let at = source.join(key);
                let reference = self.kubernetes(&at, kind);
                found.extend(reference.map(|found| self.with_key(found, &at.join("key"))));
            }
        }
        for item in items(self.object, &deployment.join("envFrom")) {
            for (key, kind) in WHOLE {
                found.extend(self.kubernetes(&item.join(key), kind));
            }
        }
    }

    /// What else the pod of a deployment needs.
    fn pod(&self, deployment: &ValuePath, found: &mut Vec<Reference>) {
        const VOLUMES: [(&str, &str, Kind); 2] = [
            ("secret", "secretName", Kind::Secret),
            ("configMap", "name", Kind::ConfigMap),
        ];
        let account = deployment.join("serviceAccountName");
        found.extend(self.own(&account, Kind::ServiceAccount));
        for item in items(self.object, &deployment.join("imagePullSecrets")) {
            found.extend(self.own(&item.join("name"), Kind::Secret));
        }
        for item in items(self.object, &deployment.join("volumes")) {
            for (source, named, kind) in VOLUMES {
                found.extend(self.optional(&item.join(source), named, kind));
            }
        }
    }

    /// A `{name, optional}` of Kubernetes.
    fn kubernetes(&self, path: &ValuePath, kind: Kind) -> Option<Reference> {
        self.optional(path, "name", kind)
    }

    /// The same with another word for the name.
    fn optional(&self, path: &ValuePath, named: &str, kind: Kind) -> Option<Reference> {
        let reference = self.own(&path.join(named), kind)?;
        let optional = self.object.get(&path.join("optional"));
        Some(Reference {
            is_optional: optional.is_some_and(|node| !is_false(node)),
            ..reference
        })
    }

    /// A name that is looked up in the object's own namespace.
    fn own(&self, path: &ValuePath, kind: Kind) -> Option<Reference> {
        let name = self
            .text(path)
            .filter(|name| !name.is_empty() && !is_open(name))?;
        Some(Reference {
            path: path.clone(),
            place: self.object.get(path)?.place,
            kind,
            namespace: namespace_of(self.object),
            says_namespace: false,
            name: name.to_owned(),
            key: None,
            is_optional: false,
        })
    }

    /// The same in the form of v1alpha1, which may name a namespace before a slash.
    fn split(&self, path: &ValuePath, kind: Kind) -> Option<Reference> {
        let reference = self.own(path, kind)?;
        Some(match reference.name.split_once('/') {
            Some((namespace, name)) => Reference {
                namespace: Some(Arc::from(namespace)),
                says_namespace: true,
                name: name.to_owned(),
                ..reference
            },
            None => reference,
        })
    }

    fn with_key(&self, reference: Reference, path: &ValuePath) -> Reference {
        let key = self.object.get(path).and_then(|node| {
            let text = node
                .as_str()
                .filter(|text| !text.is_empty() && !is_open(text))?;
            Some(ReferenceKey {
                path: path.clone(),
                place: node.place,
                text: text.to_owned(),
            })
        });
        Reference { key, ..reference }
    }

    fn text(&self, path: &ValuePath) -> Option<&str> {
        self.object.get(path)?.as_str()
    }
}

fn is_false(node: &Node) -> bool {
    matches!(node.value, crate::yaml::Value::Bool(false))
}
