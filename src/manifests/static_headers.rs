//! All static headers that an object writes, whether or not a call of the model carries them.

use super::headers::{listed, literals};
use super::{Kind, Object, tool_paths};
use crate::model::Header;
use crate::source::ValuePath;

/// The static headers of a server, or of the tools of an agent, in the order of the text.
pub fn static_headers(object: &Object) -> Vec<Header> {
    let at = |path: &str| ValuePath::parse(path);
    match Kind::of(&object.name) {
        Kind::RemoteMcpServer => listed(object, &at("spec.headersFrom")),
        Kind::ToolServer => ["spec.config.sse", "spec.config.streamableHttp"]
            .into_iter()
            .flat_map(|way| {
                let mut headers = literals(object, &at(way).join("headers"));
                headers.extend(listed(object, &at(way).join("headersFrom")));
                headers
            })
            .collect(),
        Kind::Agent | Kind::SandboxAgent => tool_paths(object)
            .into_iter()
            .flat_map(|tool| listed(object, &tool.join("headersFrom")))
            .collect(),
        _ => Vec::new(),
    }
}

/// The headers that a ModelConfig has sent to its provider.
pub fn model_headers(object: &Object) -> Vec<Header> {
    match Kind::of(&object.name) {
        Kind::ModelConfig => literals(object, &ValuePath::parse("spec.defaultHeaders")),
        _ => Vec::new(),
    }
}
