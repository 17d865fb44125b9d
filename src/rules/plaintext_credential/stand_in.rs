//! What is written in a credential's place and is none: a placeholder, a dummy, a name.

use super::beside::{hosts_beside, name_of};
use crate::secrets::{
    Credential, CredentialShape, holds_placeholder, holds_template, is_dummy, is_dummy_key,
    names_key, shows_dummies_only,
};
use crate::wiring::PROPAGATE;
use crate::yaml::Node;

/// Whether what was found says that there is no credential, or that it comes later.
pub(super) fn is_one(root: &Node, credential: &Credential) -> bool {
    let node = root.at(&credential.path);
    let text = node.and_then(Node::as_str).unwrap_or_default();
    let name = name_of(root, &credential.path);
    let is_key = name.is_some_and(names_key);
    let is_later = || holds_placeholder(text) || holds_template(text);
    let is_none = || match is_key {
        true => is_dummy_key(text),
        false => is_dummy(text),
    };
    match credential.shape {
        None => {
            // A switch, whatever is written there.
            name == Some(PROPAGATE)
                || is_none()
                || is_later()
                || is_variable(text)
                || name.is_some_and(|name| names_itself(name, text))
                || (is_key && names_host(&hosts_beside(root, &credential.path), text))
        }
        Some(CredentialShape::UserInfo) => is_later() || shows_dummies_only(text),
        Some(_) => is_none() || shows_dummies_only(text),
    }
}

/// Whether a value is the name of an environment variable that is to hold the credential, as in `apiKey: GEMINI_API_KEY`.
fn is_variable(text: &str) -> bool {
    let is_of_names =
        |char: char| char.is_ascii_uppercase() || char.is_ascii_digit() || char == '_';
    let last = text.rsplit_once('_').map(|(_, last)| last);
    text.chars().all(is_of_names)
        && matches!(last, Some("KEY" | "TOKEN" | "SECRET" | "PASSWORD" | "PAT"))
}

/// Whether a value is the name of its variable once more, as in `OPENAI_API_KEY: openai-api-key`.
fn names_itself(name: &str, text: &str) -> bool {
    let folded = |text: &str| text.to_ascii_lowercase().replace(['-', '_', ' '], "");
    name.contains('_') && folded(name) == folded(text)
}

/// Whether a key is a part of a host that the program calls: it holds the key itself, and the program insists on some text.
fn names_host(hosts: &[&str], text: &str) -> bool {
    let text = text.trim();
    hosts.iter().any(|host| {
        host.split('.')
            .any(|label| label.eq_ignore_ascii_case(text))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_variable, names_host, names_itself};

    #[test]
    fn keys_that_are_names() {
        assert!(names_itself("OPENAI_API_KEY", "openai-api-key"));
        assert!(!names_itself("token", "token"));
        assert!(is_variable("GEMINI_API_KEY"));
        for other in ["gemini_api_key", "KEY", "AKIA_9FQ2", "GEMINI_API_KEY=1"] {
            assert!(!is_variable(other), "{other}");
        }
        let hosts = ["models.team.svc", "10.0.0.1"];
        assert!(names_host(&hosts, "Models "));
        assert!(!names_host(&hosts, "model"));
        assert!(!names_host(&[], "models"));
    }
}
