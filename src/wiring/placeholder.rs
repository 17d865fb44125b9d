//! Texts that something fills in before or at deploy.

/// Whether a text holds what is filled in after Helm, by Kubernetes, by Flux or by hand, so that it cannot be judged yet:
/// `${…}`, `$(…)`, `<…>`, `{{…}}`, `REPLACE_ME`, `ref+…`, `ENC[…]`.
pub fn is_placeholder(text: &str) -> bool {
    let holds = |open: &str, close: char| {
        text.split_once(open)
            .is_some_and(|(_, after)| after.contains(close))
    };
    holds("${", '}')
        || holds("$(", ')')
        || holds("{{", '}')
        || holds("<", '>')
        || holds("ENC[", ']')
        || text.starts_with("ref+")
        || text.to_uppercase().contains("REPLACE_ME")
}
