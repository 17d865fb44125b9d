//! An object that the API server takes, and kagent's controller does not accept.

mod incomplete;
mod prompts;

use super::rule::MANIFESTS;
use super::{Check, Docs, Draft, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::manifests::{Kind, Object};

pub(super) const RULE: Rule = Rule {
    id: "not-accepted",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "an object that the API server takes, and kagent's controller does not accept",
    docs: Docs {
        around: Some(&MANIFESTS),
        finds: "A declarative agent with neither `systemMessage` nor `systemMessageFrom`; an agent of `type: BYO` without \
                `byo.deployment` or its `image`; a ModelConfig without the block that its provider needs, such as `azureOpenAI` \
                for `provider: AzureOpenAI` (only OpenAI, Anthropic and Gemini need none); a system message that includes a \
                prompt which no source of `promptTemplate` has, and two sources with a prompt in common under one name. What \
                the sources hold is known only where their ConfigMaps were read, so that two sources under one alias, and a key \
                that kagent's own `kagent-builtin-prompts` lacks, are warnings.",
        why: "The CRD takes the object, so that the deploy succeeds. The controller then cannot translate the agent, or any agent \
              that uses the model: its condition `Accepted` is `False`, and its Deployment is not made, or stays as it was \
              before.",
        bad: "\
apiVersion: kagent.dev/v1alpha2
kind: ModelConfig
metadata: {name: azure, namespace: team}
spec:
  provider: AzureOpenAI
  model: gpt-4o
",
        good: "\
apiVersion: kagent.dev/v1alpha2
kind: ModelConfig
metadata: {name: azure, namespace: team}
spec:
  provider: AzureOpenAI
  model: gpt-4o
  azureOpenAI:
    azureEndpoint: https://example.openai.azure.com
    apiVersion: '2024-10-21'
",
        fix: "Write what the message says is missing.",
        evidence: &[
            "kagent v0.9.9, v0.9.12 and v0.10.0-rc3 `translator/agent/compiler.go`, resolveRawSystemMessage: at least one system \
             message source must be specified.",
            "The same, `deployments.go`, resolveByoDeployment: the deployment and its image are required.",
            "The same, `adk_api_translator.go`, translateModel: the blocks that providers need, for agents' models, their \
             summarizers' and their memories'.",
            "The same, `template.go`, resolvePromptSources and executeSystemMessageTemplate; and \
             `helm/kagent/templates/builtin-prompts-configmap.yaml`.",
        ],
    },
    check: Check::Manifests(check),
};

fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for (index, object) in facts.set.objects().iter().enumerate() {
        let drafts = match Kind::of(&object.name) {
            Kind::Agent | Kind::SandboxAgent => [
                incomplete::agent(facts, index, object),
                prompts::draft(facts, object),
            ],
            Kind::ModelConfig => [incomplete::model(facts, index, object), None],
            _ => continue,
        };
        for draft in drafts.into_iter().flatten() {
            sink.report(&RULE, named(draft, object));
        }
    }
}

/// Says which agent a finding is about.
fn named(mut draft: Draft, object: &Object) -> Draft {
    if Kind::of(&object.name).is_agent() {
        draft.agent = Some(object.name.name.clone());
    }
    draft
}
