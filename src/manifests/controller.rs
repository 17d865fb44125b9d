//! kagent's controller among objects: its image says which kagent runs, its environment how it was set up.
//!
//! `helm/kagent/templates/controller-deployment.yaml`, v0.7.23 to v0.10.0-rc3: variables come from a ConfigMap, and those that are
//! written at the container count more.

use super::{Kind, Object, ObjectSet, is_open, namespace_of};
use crate::platform::{AuthMode, KagentStatement, Version, namespaces};
use crate::source::ValuePath;
use crate::yaml::{Mapping, Node};

/// What the image of the controller is called in any registry.
const IMAGE: &str = "/kagent/controller";

/// What the controllers among objects say of kagent, each with its Deployment's place in the set.
pub fn controllers(set: &ObjectSet) -> Vec<(usize, KagentStatement)> {
    let deployments = set.objects().iter().enumerate();
    let deployments = deployments.filter(|(_, object)| &*object.name.kind == "Deployment");
    let found = deployments.filter_map(|(index, object)| {
        let mut containers = containers(object.node.get("spec")?).iter();
        containers.find_map(|container| Some((index, statement(set, object, container)?)))
    });
    found.collect()
}

/// Whether a Deployment runs the controller.
pub(super) fn is_controller(deployment: &Mapping) -> bool {
    let spec = deployment.get("spec").map(|entry| &entry.node);
    let mut containers = spec.map(containers).unwrap_or_default().iter();
    containers.any(|container| tag(container).is_some())
}

/// The containers of a Deployment's `spec`.
fn containers(spec: &Node) -> &[Node] {
    let list = spec.at(&ValuePath::parse("template.spec.containers"));
    list.and_then(Node::as_list).unwrap_or_default()
}

/// The tag of the controller's image; `None` if a container runs another one.
fn tag(container: &Node) -> Option<&str> {
    let image = container.get("image")?.as_str()?;
    let image = image.split('@').next()?;
    let (repository, tag) = image.rsplit_once(':')?;
    repository.ends_with(IMAGE).then_some(tag)
}

fn statement(set: &ObjectSet, object: &Object, container: &Node) -> Option<KagentStatement> {
    let tag = tag(container)?;
    let read = |name: &str| variable(set, object, container, name);
    Some(KagentStatement {
        version: Version::parse(tag),
        proxy_url: read("PROXY_URL"),
        mcp_egress_plaintext: read("MCP_EGRESS_PLAINTEXT").map(|text| text == "true"),
        default_service_account: read("DEFAULT_SERVICE_ACCOUNT_NAME"),
        watch_namespaces: read("WATCH_NAMESPACES").map(|text| namespaces(&text)),
        auth_mode: read("AUTH_MODE").and_then(|text| AuthMode::parse(&text)),
        ..KagentStatement::default()
    })
}

/// The value of a variable, as far as it is written; `None` for an empty one.
fn variable(set: &ObjectSet, object: &Object, container: &Node, name: &str) -> Option<String> {
    let items = |key: &str| {
        container
            .get(key)
            .and_then(Node::as_list)
            .unwrap_or_default()
    };
    let is_it = |item: &&Node| item.get("name").and_then(Node::as_str) == Some(name);
    let own = items("env").iter().rev().find(is_it);
    let text = match own {
        Some(item) => item.get("value")?.as_str()?,
        None => {
            let mut maps = items("envFrom").iter().rev();
            maps.find_map(|item| {
                let map = item.get("configMapRef")?.get("name")?.as_str()?;
                let namespace = namespace_of(object);
                let at = set.find(Kind::ConfigMap, namespace.as_deref(), map, object.source())?;
                let data = ValuePath::keys(["data", name]);
                set.objects().get(at)?.get(&data)?.as_str()
            })?
        }
    };
    (!text.is_empty() && !is_open(text)).then(|| text.to_owned())
}
