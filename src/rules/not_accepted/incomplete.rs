//! Objects that lack what kagent's controller asks for, and their CRDs do not.

use crate::manifests::{Object, place_of_absence};
use crate::rules::support::intended::is_meant_by_another;
use crate::rules::{Draft, ManifestFacts};
use crate::source::ValuePath;

/// The providers that need a block, and that block.
const BLOCKS: [(&str, &str); 7] = [
    ("AzureOpenAI", "azureOpenAI"),
    ("GeminiVertexAI", "geminiVertexAI"),
    ("AnthropicVertexAI", "anthropicVertexAI"),
    ("Ollama", "ollama"),
    ("Bedrock", "bedrock"),
    ("SAPAICore", "sapAICore"),
    ("Foundry", "foundry"),
];

/// What an agent lacks.
pub(super) fn agent(facts: &ManifestFacts<'_>, index: usize, object: &Object) -> Option<Draft> {
    let absent = match object.str("spec.type") {
        Some("BYO") => byo(object),
        _ => system_message(object),
    };
    let (path, message, help) = absent?;
    let is_meant = is_meant_by_another(facts, index, &path);
    let draft = Draft::new(&path, place(object, &path), message).help(help);
    (!is_meant).then_some(draft)
}

type Absent = (ValuePath, String, &'static str);

/// The image of an agent that is a container of its own.
fn byo(object: &Object) -> Option<Absent> {
    let block = ValuePath::parse("spec.byo");
    object.get(&block)?.as_map()?;
    let deployment = block.join("deployment");
    let name = &object.name.name;
    let Some(node) = object.get(&deployment) else {
        let message = format!(
            "agent `{name}` of `type: BYO` has no `deployment`: kagent's controller refuses it (`BYO deployment spec is \
             required`)"
        );
        return Some((deployment, message, "write `deployment: {image: …}`"));
    };
    node.as_map()?;
    let image = deployment.join("image");
    let message = format!(
        "agent `{name}` of `type: BYO` has no `image`: kagent's controller refuses it (`image is required for BYO \
         deployment`)"
    );
    is_empty(object, &image).then_some((image, message, "write the image of the agent's container"))
}

/// The system message of a declarative agent.
fn system_message(object: &Object) -> Option<Absent> {
    let block = ValuePath::parse("spec.declarative");
    object.get(&block)?.as_map()?;
    let own = block.join("systemMessage");
    if object.get(&block.join("systemMessageFrom")).is_some() || !is_empty(object, &own) {
        return None;
    }
    let message = format!(
        "agent `{}` has no system message: kagent's controller refuses it (`at least one system message source must be \
         specified`)",
        object.name.name
    );
    let help = "write what the agent is to do as `systemMessage`, or name a ConfigMap as `systemMessageFrom`";
    Some((own, message, help))
}

/// The block that the provider of a model needs.
pub(super) fn model(facts: &ManifestFacts<'_>, index: usize, object: &Object) -> Option<Draft> {
    let provider = ValuePath::parse("spec.provider");
    let node = object.get(&provider)?;
    let written = node.as_str()?;
    let (_, block) = BLOCKS.iter().find(|(word, _)| *word == written)?;
    let path = ValuePath::keys(["spec", block]);
    let is_former = &*object.name.api_version != "kagent.dev/v1alpha2";
    if is_former || object.get(&path).is_some() || is_of_a_harness(facts, object) {
        return None;
    }
    if is_meant_by_another(facts, index, &path) || is_refused(facts, index, &provider) {
        return None;
    }
    let message = format!(
        "`{block}` is missing, which `provider: {written}` needs: kagent's controller refuses each agent that uses the model \
         (`… model config is required`)"
    );
    let draft = Draft::new(&path, node.place, message).label("needs its block");
    Some(draft.help(match *block {
        "ollama" => {
            "write `ollama: {host: …}` with Ollama's address, or another `provider`".to_owned()
        }
        block => format!("write the block `{block}`, or another `provider`"),
    }))
}

/// Whether an AgentHarness uses a model, which reads less of it.
fn is_of_a_harness(facts: &ManifestFacts<'_>, model: &Object) -> bool {
    let mut harnesses = facts.set.objects().iter();
    harnesses.any(|object| {
        let named = object.str("spec.modelConfigRef").unwrap_or_default();
        let name = named.rsplit_once('/').map_or(named, |(_, name)| name);
        &*object.name.kind == "AgentHarness" && name == &*model.name.name
    })
}

/// Whether the API server has something against a field.
fn is_refused(facts: &ManifestFacts<'_>, index: usize, path: &ValuePath) -> bool {
    let mut admissions = facts.admissions().iter();
    let admission = admissions.find(|admission| admission.object == index);
    admission.is_some_and(|admission| {
        let mut violations = admission.violations.iter();
        violations.any(|violation| violation.path == *path)
    })
}

/// Whether a string is absent or empty.
fn is_empty(object: &Object, path: &ValuePath) -> bool {
    match object.get(path) {
        None => true,
        Some(node) => node.as_str().is_some_and(|text| text.is_empty()),
    }
}

/// Where an empty value is, or where it is reported that there is none.
fn place(object: &Object, path: &ValuePath) -> crate::source::Place {
    let written = object.get(path).map(|node| node.place);
    written.unwrap_or_else(|| place_of_absence(object, path))
}
