//! The URLs that a ModelConfig has its provider called at.

use super::{Kind, Object, is_open};
use crate::source::{Place, ValuePath};

/// A URL of a model that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelUrl {
    /// Where it is: `spec.openAI.baseUrl`.
    pub path: ValuePath,
    /// The same in the text.
    pub place: Place,
    /// The URL as it is called.
    pub text: String,
    /// Whether the model's key is sent there: Ollama has none.
    pub has_key: bool,
}

/// Where ModelConfigs have URLs.
const FIELDS: [&str; 6] = [
    "spec.openAI.baseUrl",
    "spec.anthropic.baseUrl",
    "spec.azureOpenAI.azureEndpoint",
    "spec.sapAICore.baseUrl",
    "spec.sapAICore.authUrl",
    "spec.foundry.endpoint",
];

/// The URLs of an object, if it is a ModelConfig.
pub fn model_urls(object: &Object) -> Vec<ModelUrl> {
    if Kind::of(&object.name) != Kind::ModelConfig {
        return Vec::new();
    }
    let url = |path: &str| {
        let path = ValuePath::parse(path);
        let node = object.get(&path)?;
        let text = node
            .as_str()
            .filter(|text| !text.is_empty() && !is_open(text))?;
        Some(ModelUrl {
            place: node.place,
            text: text.to_owned(),
            has_key: true,
            path,
        })
    };
    let ollama = url("spec.ollama.host").map(|url| ModelUrl {
        text: of_ollama(&url.text),
        has_key: false,
        ..url
    });
    FIELDS.into_iter().filter_map(url).chain(ollama).collect()
}

/// The URL that the controller makes of Ollama's host (kagent v0.9.12, `adk_api_translator.go`): http unless a scheme is there. One
/// with another scheme is left as it is here, to be seen as that.
fn of_ollama(host: &str) -> String {
    match host.contains("://") {
        true => host.to_owned(),
        false => format!("http://{host}"),
    }
}
