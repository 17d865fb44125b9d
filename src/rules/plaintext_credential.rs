//! A credential written into the values, or into a manifest.

mod beside;
mod manifests;
mod query;
mod stand_in;

use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::contract::Basis;
use crate::diagnostic::Severity;
use crate::secrets::{Credential, CredentialShape, credentials};
use crate::source::{Segment, ValuePath, is_torn_seal};
use crate::yaml::{Node, Value};
use std::sync::Arc;

pub(super) const RULE: Rule = Rule {
    id: "plaintext-credential",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "a token, password or URL's user info written into what the contract reads",
    docs: Docs {
        around: None,
        finds: "A literal credential in a value that the contract reads, or kagent's own chart: an environment variable whose name says so (`API_KEY`, \
                `DB_PASSWORD`), a token or private key that can be recognised by its form, a password in a URL. Placeholders \
                (`${TOKEN}`, `<token>`, `REPLACE_ME`, `ENC[…]`, `ref+…`) and names of Secrets are not reported, nor is what says \
                itself that it is none (`Bearer YOUR_TOKEN`, `ghp_xxxx`, `sk-...`, `not-needed`), the name of a variable \
                that is to hold it (`GEMINI_API_KEY`), or an API key or token that \
                is just the name of the gateway or the local server beside it. helm-obo never prints the credential. In manifests the same is looked for in kagent's objects: in headers, variables, URLs, \
                arguments and the default headers of a model, and in the annotation in which kubectl keeps the object as it was \
                last applied. What a Secret holds is not reported: there it belongs.",
        why: "Values are kept in Git, in the release's Secret and, rendered, in the Agent and in the Pod's specification. \
              Everyone who may read one of these can use the credential. Where the name of a Secret is expected, the deployment \
              also fails.",
        bad: r#"agents:
  definitions:
    helper:
      env:
        - {name: KAGENT_PROPAGATE_TOKEN, value: "true"}
        - {name: DB_PASSWORD, value: correct-horse}
"#,
        good: r#"agents:
  definitions:
    helper:
      env:
        - {name: KAGENT_PROPAGATE_TOKEN, value: "true"}
        - name: DB_PASSWORD
          valueFrom: {secretKeyRef: {name: helper-db, key: password}}
"#,
        fix: "Put it into a Secret and name that: `valueFrom: {secretKeyRef: {name: …, key: …}}` in `env`, the Secret's name in \
              `tokenSecret` and `apiKeySecret`. Then replace the credential itself: what was once committed stays in the history.",
        evidence: &[
            "Kubernetes documentation, Good practices for Kubernetes Secrets: keep confidential data out of manifests \
             and images.",
            "Kubernetes API, EnvVarSource: `secretKeyRef` takes a variable's value from a Secret.",
        ],
    },
    check: Check::Both {
        values: check,
        manifests: manifests::check,
    },
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    check_released(facts, sink);
    if facts.basis == Basis::None {
        return;
    }
    for credential in credentials(&read_part(facts)) {
        let path = &credential.path;
        if !facts.contract.schema.describes(path)
            || stand_in::is_one(&facts.values.root, &credential)
        {
            continue;
        }
        let kind = kind(credential.shape);
        let message = match is_torn(facts, path) {
            true => format!(
                "{} begins like a sealed value and is cut off: nothing opens it, so it is used unchanged",
                field(facts, path)
            ),
            false => format!(
                "{} holds {kind} in plain text: whoever may read the values, or what is made of them, can use it",
                field(facts, path)
            ),
        };
        if is_torn(facts, path) {
            let draft = Draft::new(path, credential.place, message).label("cut off");
            sink.report(
                &RULE,
                draft.help("seal the credential again, with SOPS or the tool that sealed it"),
            );
            continue;
        }
        let draft = Draft::new(path, credential.place, message)
            .label("a secret, in plain text")
            .help(format!(
                "{}; then replace the credential itself, since what was committed stays in the history",
                instead(path, credential.shape)
            ));
        sink.report(&RULE, draft);
    }
}

/// What a credential is, in words.
/// Credentials in values of kagent's own chart.
fn check_released(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for credential in facts.released_credentials {
        if stand_in::is_one(&facts.values.root, credential) {
            continue;
        }
        let Credential { path, place, shape } = credential;
        let message = format!(
            "{} holds {} in plain text: whoever may read the values can use it",
            field(facts, path),
            kind(*shape)
        );
        let draft = Draft::new(path, *place, message).label("a secret, in plain text");
        sink.report(
            &RULE,
            draft.help(format!(
                "{}; then replace the credential itself, since what was committed stays in the history",
                instead_of_released(path, *shape)
            )),
        );
    }
}

fn instead_of_released(path: &ValuePath, shape: Option<CredentialShape>) -> String {
    let parent = path.split_last().map(|(parent, _)| parent);
    let is_of_provider = path.first_key() == Some("providers");
    match parent.filter(|_| is_of_provider && path.last_key() == Some("apiKey")) {
        Some(provider) => format!(
            "put it into a Secret, write that Secret's name as `{}`, and take it out here",
            provider.join("apiKeySecretRef")
        ),
        None => instead(path, shape).to_owned(),
    }
}

fn kind(shape: Option<CredentialShape>) -> &'static str {
    match shape {
        Some(CredentialShape::PrivateKey) => "a private key",
        Some(CredentialShape::UserInfo) => "a password or token",
        Some(CredentialShape::Token) => "a token",
        None => "a credential",
    }
}

/// Whether a value begins as a sealed one does, and is cut off.
fn is_torn(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let text = facts.values.get(path).and_then(Node::as_str);
    text.is_some_and(is_torn_seal)
}

/// The values without the keys that the contract knows nothing of, which may hold much.
fn read_part(facts: &Facts<'_>) -> Node {
    let root = &facts.values.root;
    let entries = root.as_map().into_iter().flat_map(|map| map.entries());
    let read = entries.filter(|entry| {
        let path = ValuePath::keys([&*entry.key]);
        facts.contract.schema.describes(&path)
    });
    Node {
        value: Value::Map(Arc::new(read.cloned().collect())),
        ..root.clone()
    }
}

/// The field in words: its path, and for a variable its name.
fn field(facts: &Facts<'_>, path: &ValuePath) -> String {
    match variable(facts, path) {
        Some(name) => format!("{path}, the variable `{name}`,"),
        None => path.to_string(),
    }
}

fn variable<'f>(facts: &'f Facts<'_>, path: &ValuePath) -> Option<&'f str> {
    let (item, _) = path.split_last().filter(|_| is_of_env(path))?;
    facts.values.get(&item.join("name"))?.as_str()
}

/// Whether a path is `….env[0].value`.
fn is_of_env(path: &ValuePath) -> bool {
    match path.segments() {
        [
            ..,
            Segment::Key(env),
            Segment::Index(_),
            Segment::Key(value),
        ] => &**env == "env" && &**value == "value",
        _ => false,
    }
}

fn instead(path: &ValuePath, shape: Option<CredentialShape>) -> &'static str {
    if is_of_env(path) {
        return "put it into a Secret and write `valueFrom: {secretKeyRef: {name: …, key: …}}` instead of `value`";
    }
    match path.last_key() {
        Some("tokenSecret") => {
            "put it into a Secret, under the key `token` and with `Bearer ` in front, and write that Secret's name here"
        }
        Some("apiKeySecret") => "put it into a Secret, and write that Secret's name here",
        Some("apiKeySecretKey") => {
            "put it into the Secret that `apiKeySecret` names, and write the key in that Secret here"
        }
        Some("url") if shape == Some(CredentialShape::UserInfo) => {
            "take it out of the URL, and name a Secret that holds it in `tokenSecret`"
        }
        _ => "keep it in a Secret, and take it out here",
    }
}
