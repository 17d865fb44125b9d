//! What values of kagent's own chart say of the kagent that it installs.
//!
//! `helm/kagent/templates/controller-configmap.yaml` and `controller-deployment.yaml`, v0.7.0 to v0.10.0-rc3: the images are those of
//! the chart's version unless a tag is set, and variables of `controller.env` count more than those of the ConfigMap.

use crate::platform::{AuthMode, KagentStatement, Version, namespaces};
use crate::secrets::is_filled_in_later;
use crate::source::ValuePath;
use crate::yaml::{Node, Value};

/// The chart's name.
pub const CHART: &str = "kagent";

/// Where the providers of the default model are.
pub const PROVIDERS: &str = "providers";

/// Those that the chart brings along, the last one from 0.6.12 on.
pub const PROVIDER_NAMES: [&str; 5] = ["openAI", "ollama", "anthropic", "azureOpenAI", "gemini"];

/// Where tags of images are that run agents or the controller.
const TAGS: [&str; 4] = [
    "tag",
    "controller.image.tag",
    "controller.agentImage.tag",
    "controller.goAgentImage.tag",
];

/// Where the watched namespaces are listed, the first one that has any counts.
const WATCHED: [&str; 2] = ["controller.watchNamespaces", "rbac.namespaces"];

/// Where it is said how the controller knows its callers.
pub const AUTH_MODE: &str = "controller.auth.mode";

/// What values on top of the chart's own say; what they leave open has the chart's default.
pub fn statement(chart: &Version, values: &Node) -> KagentStatement {
    KagentStatement {
        version: version(chart, values),
        proxy_url: variable(values, "PROXY_URL").unwrap_or_else(|| text(values, "proxy.url")),
        mcp_egress_plaintext: variable(values, "MCP_EGRESS_PLAINTEXT")
            .map(|text| text.map(|text| text == "true"))
            .unwrap_or_else(|| switch(values, "controller.mcpEgressPlaintext")),
        default_service_account: variable(values, "DEFAULT_SERVICE_ACCOUNT_NAME")
            .unwrap_or_else(|| text(values, "controller.agentDeployment.serviceAccountName")),
        watch_namespaces: variable(values, "WATCH_NAMESPACES")
            .map(|text| text.map(|text| namespaces(&text)))
            .unwrap_or_else(|| WATCHED.iter().find_map(|path| list(values, path))),
        auth_mode: auth_mode(values),
        ..KagentStatement::default()
    }
}

/// The version of the images: the chart's, or the tag that all have that are set; `None` if they differ, or are no versions.
fn version(chart: &Version, values: &Node) -> Option<Version> {
    let mut tags = TAGS.iter().filter_map(|path| {
        let tag = values.at(&ValuePath::parse(path))?.as_str()?;
        (!tag.is_empty()).then(|| Version::parse(tag))
    });
    let is_alone = |tag: &Option<Version>| tag.as_ref() == Some(chart);
    let all_alone = tags.clone().all(|tag| is_alone(&tag));
    if all_alone {
        return Some(chart.clone());
    }
    // The first one is for all images.
    let first = tags.next()??;
    let is_for_all = values.get("tag").is_some();
    (is_for_all && tags.all(|tag| tag.as_ref() == Some(&first))).then_some(first)
}

/// How the controller knows its callers: before 0.9.0 there was one way only, which is the default since then.
fn auth_mode(values: &Node) -> Option<AuthMode> {
    let stated = variable(values, "AUTH_MODE").unwrap_or_else(|| {
        let node = values.at(&ValuePath::parse(AUTH_MODE));
        match node.filter(|node| !node.is_null() && node.as_str() != Some("")) {
            Some(node) => node.as_str().and_then(known),
            None => Some(AuthMode::Unsecure.as_str().to_owned()),
        }
    });
    AuthMode::parse(&stated?)
}

/// Whether the controller's own list of variables has its mode, which counts more than `AUTH_MODE`.
pub fn has_mode_variable(values: &Node) -> bool {
    variable(values, "AUTH_MODE").is_some()
}

/// A variable of the controller's own list; inner `None` where its value is not written.
fn variable(values: &Node, name: &str) -> Option<Option<String>> {
    let list = values.at(&ValuePath::parse("controller.env"))?.as_list()?;
    let is_it = |item: &&Node| item.get("name").and_then(Node::as_str) == Some(name);
    let item = list.iter().rev().find(is_it)?;
    Some(item.get("value").and_then(Node::as_str).and_then(known))
}

fn text(values: &Node, path: &str) -> Option<String> {
    values.at(&ValuePath::parse(path))?.as_str().and_then(known)
}

fn switch(values: &Node, path: &str) -> Option<bool> {
    match values.at(&ValuePath::parse(path))?.value {
        Value::Bool(is_on) => Some(is_on),
        _ => None,
    }
}

/// A list of which all items are known and there is one.
fn list(values: &Node, path: &str) -> Option<Vec<String>> {
    let items = values.at(&ValuePath::parse(path))?.as_list()?;
    let items: Option<Vec<String>> = { items.iter() }
        .map(|item| item.as_str().and_then(known))
        .collect();
    items.filter(|items| !items.is_empty())
}

fn known(text: &str) -> Option<String> {
    (!text.is_empty() && !is_filled_in_later(text)).then(|| text.to_owned())
}
