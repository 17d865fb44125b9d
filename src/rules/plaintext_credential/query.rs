//! A credential among the parameters of a server's URL.

use super::RULE;
use crate::manifests::{Kind, Object, is_open};
use crate::rules::{Draft, Sink};
use crate::secrets::is_dummy_key;
use crate::source::ValuePath;
use url::Url;

/// Names of parameters, without `-` and `_`, whose values let in whoever has them.
const KEYS: [&str; 7] = [
    "apikey",
    "token",
    "accesstoken",
    "authtoken",
    "secret",
    "password",
    "subscriptionkey",
];

/// Where servers have their URLs.
const URLS: [(Kind, &str); 3] = [
    (Kind::RemoteMcpServer, "spec.url"),
    (Kind::ToolServer, "spec.config.sse.url"),
    (Kind::ToolServer, "spec.config.streamableHttp.url"),
];

/// Reports what the parameter's name says, where the value has no credential's shape that would.
pub(super) fn check(object: &Object, told: &[ValuePath], sink: &mut Sink<'_>) {
    let kind = Kind::of(&object.name);
    for (_, path) in URLS.iter().filter(|(of, _)| *of == kind) {
        let path = ValuePath::parse(path);
        let Some(node) = object.get(&path).filter(|_| !told.contains(&path)) else {
            continue;
        };
        let Some(key) = node.as_str().and_then(key_of_credential) else {
            continue;
        };
        let message = format!(
            "the parameter `{key}` of the URL holds a credential in plain text: whoever may read the object, or this file, can \
             use it, and URLs are often written into logs"
        );
        let draft = Draft::new(&path, node.place, message).label("a secret, in plain text");
        sink.report(
            &RULE,
            draft.help("send it in a header from a Secret (`headersFrom`), if the server takes one; then replace the credential itself"),
        );
    }
}

/// The name of a parameter that holds a credential: a text with digits that is nothing to be filled in.
fn key_of_credential(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let mut pairs = url.query_pairs();
    let (key, _) = pairs.find(|(key, value)| {
        let key = key.to_ascii_lowercase().replace(['-', '_'], "");
        KEYS.contains(&&*key)
            && value.len() >= 8
            && value.contains(|c: char| c.is_ascii_digit())
            && !is_open(value)
            && !is_dummy_key(value)
    })?;
    Some(key.into_owned())
}

#[cfg(test)]
mod tests {
    use super::key_of_credential;

    #[test]
    fn parameters_are_credentials_by_their_names() {
        for (query, expected) in [
            ("api_key=9f8a7c6b5d4e3f2a", Some("api_key")),
            ("a=b&Access-Token=9f8a7c6b5d4e3f2a", Some("Access-Token")),
            ("page_token=9f8a7c6b5d4e3f2a", None),
            ("token=${TOKEN}", None),
            ("token=YOUR_TOKEN_1", None),
            ("token=none", None),
            ("id=9f8a7c6b5d4e3f2a", None),
        ] {
            let found = key_of_credential(&format!("https://mcp.example.com/mcp?{query}"));
            assert_eq!(found.as_deref(), expected, "{query}");
        }
    }
}
