//! Texts that something fills in after Helm has read them.

/// Whether a text holds what is filled in later, by Flux, by Kubernetes, by a secrets plugin or by hand, so that what it
/// will say cannot be told: `${…}`, `$(…)`, `<…>`, `{{…}}`, `ENC[…]`, `ref+…`, `vault:…`, `REPLACE_ME`.
pub fn holds_placeholder(text: &str) -> bool {
    let holds = |open: &str, close: &str| {
        text.split_once(open)
            .is_some_and(|(_, behind)| behind.contains(close))
    };
    holds("${", "}")
        || holds("$(", ")")
        || holds("<", ">")
        || holds("{{", "}}")
        || holds("ENC[", "]")
        || STORES
            .iter()
            .any(|store| text.trim_start().starts_with(store))
        || is_to_be_replaced(text)
}

/// What references to secret stores begin with: of vals, of Bank-Vaults' webhook, of 1Password.
const STORES: [&str; 6] = [
    "ref+",
    "vault:",
    "op://",
    "arn:aws:secretsmanager:",
    "gcp:secretmanager:",
    "azure:keyvault:",
];

/// `REPLACE_ME` in any spelling.
pub(super) fn is_to_be_replaced(text: &str) -> bool {
    let unified = text.to_ascii_uppercase().replace(['-', ' '], "_");
    unified.contains("REPLACE_ME")
}

#[cfg(test)]
mod tests {
    use super::holds_placeholder;

    #[test]
    fn placeholders_are_found_anywhere() {
        for text in [
            "${cluster}",
            "https://${host}/mcp",
            "$(KAGENT_NAME)-x",
            "<your-host>",
            "http://<host>:8080",
            "{{ .Values.x }}",
            "ENC[AES256_GCM,data:x]",
            "ref+vault://a#b",
            "vault:secret/data/a#b",
            "op://vault/item/field",
            "REPLACE_ME",
            "replace-me.example.com",
        ] {
            assert!(holds_placeholder(text), "{text}");
        }
        for text in ["", "*", "x-*", "$5", "a<b", "{a}", "b>a<", "prefix ref+x"] {
            assert!(!holds_placeholder(text), "{text}");
        }
    }
}
