//! Strings that something else replaces: sealed values, placeholders, and whether that happens before Helm reads them.

use crate::source::is_sealed;
use memchr::memmem;

/// Why a scalar's value and type are not known: something replaces it before Helm reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandIn {
    /// It is encrypted: SOPS, hiera-eyaml, Ansible Vault, an armored message.
    Sealed,
    /// It is filled in: by Flux, `envsubst`, vals, a pipeline.
    Filled,
}

impl StandIn {
    /// The stand-in that a string by itself shows to be one, whatever type its value will have.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        if is_sealed(text) {
            Some(Self::Sealed)
        } else if is_filled(text) {
            Some(Self::Filled)
        } else {
            None
        }
    }

    /// What happened to the scalar, in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sealed => "sealed",
            Self::Filled => "filled in before Helm reads it",
        }
    }
}

/// Whether a string is filled in before Helm reads it, and may become a boolean or a number: what is substituted in
/// files (`${…}`, `$NAME`, `$(…)`, `$[[…]]`), pipelines' tokens (`#{…}#`, `@@…@@`, `%%…%%`, `__…__`, `((…))`), and
/// references that plugins of Helm and Argo CD look up (`ref+…`, `secrets+…`, `op://…`, `<path:…>`).
fn is_filled(text: &str) -> bool {
    holds(text, "${", "}") || holds(text, "$[[", "]]") || is_reference(text)
}

/// The same as a whole.
fn is_reference(text: &str) -> bool {
    is_within(text, "$(", ")", |c| {
        !c.is_whitespace() && !matches!(c, '(' | ')')
    }) || text.strip_prefix('$').is_some_and(is_variable)
        || REFERENCES.iter().any(|start| text.starts_with(start))
        || (text.starts_with("secrets+") && text.contains("://"))
        || is_within(text, "<path:", ">", |c| c != '<')
        || is_within(text, "((", "))", |c| {
            is_of_name(c) || matches!(c, '/' | '!' | ':')
        })
        || is_within(text, "#{", "}#", |c| c != '{')
        || is_within(text, "@@", "@@", is_of_name)
        || is_within(text, "%%", "%%", is_of_name)
        || is_within(text, "$", "$", is_of_variable)
        || is_within(text, "__", "__", |c| {
            is_of_name(c) && !c.is_ascii_lowercase()
        })
}

/// What references of vals and of 1Password begin with, which are looked up before Helm reads the values.
const REFERENCES: [&str; 3] = ["ref+", "secretref+", "op://"];

/// Whether a string holds what is filled in later, before Helm or after it, by a tool or by hand, so that what it will
/// say cannot be known: what is sealed or filled in as a whole, and anywhere in it `$(…)`, `<…>`, `ENC[…]`, `vault:…`,
/// `REPLACE_ME`.
pub fn holds_placeholder(text: &str) -> bool {
    StandIn::of(text).is_some()
        || holds(text, "$(", ")")
        || holds(text, "<", ">")
        || holds(text, "ENC[", "]")
        || holds(text, "((", "))")
        || holds_token(text)
        || holds_reference(text)
        || STORES
            .iter()
            .any(|store| text.trim_start().starts_with(store))
        || is_to_be_replaced(text)
}

/// Whether a string is nothing but placeholders: without them it has no letter and no digit left. One with a variable
/// inside, such as `hunter2${ENVIRONMENT}`, has a value that nobody knows, and may be a credential nonetheless.
pub(super) fn is_all_placeholder(text: &str) -> bool {
    let text = text.trim();
    let says = |text: &str| text.contains(char::is_alphanumeric);
    is_sealed(text) || is_reference(text) || (says(text) && !says(&without_placeholders(text)))
}

/// What is left of a string without placeholders in brackets and `REPLACE_ME`.
fn without_placeholders(text: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = bracketed(rest).or_else(|| to_be_replaced(rest, left.chars().next_back()));
        if length.is_none() {
            left.push(c);
        }
        rest = &rest[length.unwrap_or(c.len_utf8())..];
    }
    left
}

/// How long the placeholder in brackets is that a string begins with.
fn bracketed(text: &str) -> Option<usize> {
    let brackets = [
        ("$[[", "]]"),
        ("${", "}"),
        ("$(", ")"),
        ("{{", "}}"),
        ("<", ">"),
    ];
    brackets.into_iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(open)?;
        let length = inner.find(close).filter(|&length| length > 0)?;
        Some(open.len() + length + close.len())
    })
}

/// How long the `REPLACE_ME` is, a word by itself, that a string begins with.
fn to_be_replaced(text: &str, before: Option<char>) -> Option<usize> {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let length = "REPLACE_ME".len();
    let (word, after) = text.split_at_checked(length)?;
    let is_whole = !before.is_some_and(is_of_word) && !after.starts_with(is_of_word);
    (is_whole && is_to_be_replaced(word)).then_some(length)
}

/// Whether a name or an address holds a placeholder. No such string has a `$` of its own, unlike a password.
pub fn is_filled_in_later(text: &str) -> bool {
    holds_placeholder(text) || holds_variable(text) || holds_marked(text)
}

/// What references to secret stores begin with that a webhook looks up when a Pod starts, after Helm.
const STORES: [&str; 4] = [
    "vault:",
    "arn:aws:secretsmanager:",
    "gcp:secretmanager:",
    "azure:keyvault:",
];

/// A pipeline's token within a string: `https://#{host}#/mcp`.
fn holds_token(text: &str) -> bool {
    let is_between = |sign: &str| {
        let mut parts = text.split(sign).skip(1);
        parts.next().is_some_and(|name| is_word(name, is_of_name)) && parts.next().is_some()
    };
    holds(text, "#{", "}#") || is_between("@@") || is_between("%%")
}

/// A reference of vals within a string: `https://ref+vault://tools#/host+/mcp`.
fn holds_reference(text: &str) -> bool {
    let mut parts = text.split("ref+").skip(1);
    parts.any(|rest| {
        rest.split_once("://")
            .is_some_and(|(store, _)| is_word(store, |c| c.is_ascii_alphanumeric()))
    })
}

/// `$NAME` within a string, as `envsubst` fills it in.
fn holds_variable(text: &str) -> bool {
    let mut parts = text.split('$').skip(1);
    parts.any(|rest| {
        let end = rest.find(|c| !is_of_variable(c)).unwrap_or(rest.len());
        is_variable(&rest[..end])
    })
}

/// `__NAME__`, `%NAME%` and `@NAME@` within a string. What is around it must not be of the name itself, as in the variable
/// `APP__DATABASE__URL`, and a name is longer than the two digits of `%C3%BC`.
fn holds_marked(text: &str) -> bool {
    let goes_on = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let is_marked = |parts: &[&str]| match parts {
        [before, name, after] => {
            let is_apart = !before.ends_with(goes_on) && !after.starts_with(goes_on);
            name.len() > 2 && is_variable(name) && is_apart
        }
        _ => false,
    };
    ["__", "%", "@"].iter().any(|sign| {
        let parts: Vec<&str> = text.split(sign).collect();
        parts.windows(3).any(is_marked)
    })
}

/// Whether a string holds what Helm evaluates in a template, and leaves as it is in values unless a template passes
/// them through `tpl`: `{{ … }}`.
///
/// `${{ … }}` is of GitHub's workflows, which fill it in.
pub fn holds_template(text: &str) -> bool {
    let opens = text.match_indices("{{");
    let mut own = opens.filter(|(start, _)| !text[..*start].ends_with(['$', '{']));
    own.any(|(start, _)| text[start..].contains("}}"))
}

/// `REPLACE_ME` in any spelling.
fn is_to_be_replaced(text: &str) -> bool {
    let unified = text.to_ascii_uppercase().replace(['-', ' '], "_");
    unified.contains("REPLACE_ME")
}

/// Whether a string holds an opening and, further on, a closing, with something between them.
fn holds(text: &str, open: &str, close: &str) -> bool {
    let opening = memmem::find(text.as_bytes(), open.as_bytes());
    opening.is_some_and(|at| {
        let rest = &text.as_bytes()[at + open.len()..];
        memmem::find(rest, close.as_bytes()).is_some_and(|length| length > 0)
    })
}

/// Whether a string is an opening, a word of these characters and a closing.
fn is_within(text: &str, open: &str, close: &str, is_inner: impl Fn(char) -> bool) -> bool {
    let inner = text.strip_prefix(open);
    let inner = inner.and_then(|rest| rest.strip_suffix(close));
    inner.is_some_and(|inner| is_word(inner, is_inner))
}

fn is_word(text: &str, is_inner: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(is_inner)
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// The name of a variable of the environment, in capitals as they are by custom.
fn is_variable(name: &str) -> bool {
    name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && name.chars().all(is_of_variable)
}

fn is_of_variable(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::StandIn::{Filled, Sealed};
    use super::{StandIn, holds_placeholder, holds_template, is_filled_in_later};

    #[test]
    fn what_stands_for_a_scalar_of_any_type() {
        for (text, stand_in) in [
            (
                "ENC[AES256_GCM,data:dHJ1ZQ==,iv:AA==,tag:AA==,type:bool]",
                Sealed,
            ),
            (" ENC[AES256_GCM,data:x,type:int]\n", Sealed),
            ("ENC[PKCS7,MIIBeQYJKoZIhvcNAQcDoIIBajCCAWYCAQAx]", Sealed),
            ("$ANSIBLE_VAULT;1.1;AES256\n66386439\n3361\n", Sealed),
            (
                "-----BEGIN PGP MESSAGE-----\nx\n-----END PGP MESSAGE-----\n",
                Sealed,
            ),
            ("${ON}", Filled),
            ("${ON:=true}", Filled),
            ("${ON:-false}", Filled),
            ("80${N}", Filled),
            ("${{ secrets.ON }}", Filled),
            ("$[[ inputs.on ]]", Filled),
            ("$ON", Filled),
            ("$(Build.On)", Filled),
            ("ref+vault://secret/data/a#/on", Filled),
            ("secretref+awssm://a#/on", Filled),
            ("secrets+gpg-import:///key.asc?on", Filled),
            ("op://vault/item/on", Filled),
            ("<path:secret/data/a#on>", Filled),
            ("((on))", Filled),
            ("((/team/on))", Filled),
            ("#{On}#", Filled),
            ("@@ON@@", Filled),
            ("%%ON%%", Filled),
            ("__ON__", Filled),
        ] {
            assert_eq!(StandIn::of(text), Some(stand_in), "{text}");
            assert!(holds_placeholder(text), "{text}");
        }
        for text in [
            "",
            "true",
            "ENC[]",
            "ENC[AES256_GCM,data:dHJ1ZQ==,iv:AA==",
            "ENC[AES256_GCM,data:dHJ1ZQ==",
            "ENC[a,b]c",
            "enc[a,b]",
            "-----BEGIN PGP MESSAGE-----\nx",
            "${",
            "${}",
            "$on",
            "$5",
            "$A",
            "(on)",
            "__init__",
            "____",
            "@@",
            "%%%%",
            "<on>",
            "<TODO>",
            "REPLACE_ME",
            "vault:secret/data/a#on",
            "{{ .Values.on }}",
            "prefix ref+x",
        ] {
            assert_eq!(StandIn::of(text), None, "{text}");
        }
    }

    #[test]
    fn placeholders_are_found_anywhere() {
        for text in [
            "https://${host}/mcp",
            "$(KAGENT_NAME)-x",
            "<your-host>",
            "http://<host>:8080",
            "https://ref+vault://a#/host+/mcp",
            "https://((host))/mcp",
            "https://#{host}#/mcp",
            "https://@@host@@/mcp",
            "vault:secret/data/a#b",
            "arn:aws:secretsmanager:eu:1:secret:a",
            "REPLACE_ME",
            "replace-me.example.com",
        ] {
            assert!(holds_placeholder(text), "{text}");
        }
        for text in [
            "",
            "*",
            "x-*",
            "$5",
            "a<b",
            "{a}",
            "b>a<",
            "prefix ref+x",
            "a((b",
            "a@@b",
            "pa$SWORD",
            "{{ .Values.x }}",
        ] {
            assert!(!holds_placeholder(text), "{text}");
        }
    }

    #[test]
    fn names_and_addresses_are_filled_in_later() {
        for text in [
            "$CLUSTER-agent",
            "agent-$USER_NAME",
            "agent-__USER__",
            "agent_%USER%",
            "http://@HOST@/mcp",
            "http://docs.%DOMAIN%:8080/mcp",
        ] {
            assert!(is_filled_in_later(text), "{text}");
        }
        for text in [
            "a$b-agent",
            "agent__user__1",
            "APP__DATABASE__URL",
            "https://docs.tools/%C3%BC%20/mcp",
            "50%-and-50%",
            "a@B@c",
            "robot@HOST",
        ] {
            assert!(!is_filled_in_later(text), "{text}");
        }
    }

    #[test]
    fn template_text_is_helms_own() {
        for text in [
            "{{ .Release.Name }}",
            "a-{{- .Values.x -}}-b",
            "{{\n .x }}",
            "{{\"{{\"}}",
            "{{path.basename}}",
            "{{ .x }}.${DOMAIN}",
            "${{ secrets.A }}-{{ .x }}",
        ] {
            assert!(holds_template(text), "{text}");
        }
        for text in ["", "{{", "}} {{", "{ a }", "${{ secrets.A }}", "{{ a }"] {
            assert!(!holds_template(text), "{text}");
        }
    }
}
