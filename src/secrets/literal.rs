//! Whether a string that is named like a credential is one, or a placeholder for it.

use super::placeholder::is_all_placeholder;

/// Whether a string is the credential itself: not empty, no placeholder, not just a word or a small number, no file that
/// holds it.
pub(super) fn is_literal(text: &str) -> bool {
    let credential = without_scheme(text);
    !is_stand_in(text) && !is_small(credential) && !is_path(credential)
}

/// Whether a string says for sure that it is no credential: an empty one, a placeholder, a switch.
pub(super) fn is_stand_in(text: &str) -> bool {
    let credential = without_scheme(text);
    credential.is_empty() || is_placeholder(credential) || is_switch(credential)
}

/// A credential without `Bearer` and its like before it.
pub(super) fn without_scheme(text: &str) -> &str {
    let text = text.trim();
    match text.split_once(' ') {
        Some((scheme, credential)) if is_scheme(scheme) => credential.trim(),
        _ => text,
    }
}

/// Nothing but what is filled in later, or stars.
fn is_placeholder(text: &str) -> bool {
    is_all_placeholder(text) || text.chars().all(|c| matches!(c, '*' | '.' | '…'))
}

/// Words and numbers that switch something on or off, or choose among ways.
fn is_switch(text: &str) -> bool {
    let words = [
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "null",
        "none",
        "nil",
        "enabled",
        "disabled",
        "auto",
        "automatic",
        "required",
        "optional",
        "bearer",
        "basic",
        "oidc",
        "oauth",
        "oauth2",
        "rbac",
        "jwt",
        "mtls",
    ];
    matches!(text, "0" | "1") || words.contains(&text.to_ascii_lowercase().as_str())
}

/// A number that may count anything.
fn is_small(text: &str) -> bool {
    text.len() < 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Letters, with dashes at most: a word of a language, or several.
pub(super) fn is_word(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_alphabetic() || matches!(c, '-' | '_' | ' '))
}

/// A file that holds the credential.
fn is_path(text: &str) -> bool {
    let roots = [
        "/var/",
        "/etc/",
        "/run/",
        "/mnt/",
        "/secrets/",
        "/tmp/",
        "/home/",
        "/app/",
        "./",
        "../",
    ];
    roots.iter().any(|root| text.starts_with(root))
}

/// A string of many kinds of characters, as no person names things.
pub(super) fn looks_random(text: &str) -> bool {
    let has = |kind: fn(char) -> bool| text.chars().any(kind);
    let kinds = [
        has(|c| c.is_ascii_digit()),
        has(|c| c.is_ascii_lowercase()),
        has(|c| c.is_ascii_uppercase()),
        has(|c| matches!(c, '+' | '/' | '=' | '!' | '$' | '%' | '#' | '@')),
    ];
    let kinds = kinds.into_iter().filter(|&kind| kind).count();
    text.len() >= 12 && kinds >= 3 || text.len() >= 24 && kinds >= 2 && has(|c| c.is_ascii_digit())
}

/// `Bearer` and its like before a credential.
pub(super) fn is_scheme(word: &str) -> bool {
    let schemes = ["bearer", "basic", "token", "apikey", "digest"];
    schemes.contains(&word.to_ascii_lowercase().as_str())
}

/// Words that must not vanish from messages, though somebody chose them as a password.
pub(super) fn is_common(text: &str) -> bool {
    let words = [
        "password", "secret", "default", "kagent", "muster", "changeme", "example", "username",
    ];
    text.is_empty()
        || is_switch(text)
        || is_small(text)
        || words.contains(&text.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::is_literal;

    #[test]
    fn placeholders_and_switches_are_no_credentials() {
        for text in [
            "",
            " ",
            "ENC[AES256_GCM,data:x]",
            "ref+vault://a#b",
            "${TOKEN}",
            "Bearer ${TOKEN}",
            "<token>",
            "REPLACE_ME",
            "replace-me",
            "true ",
            "1",
            "Bearer",
            "/var/run/secrets/token",
            "{{ .Values.x }}",
            "${USER}:${PASSWORD}",
            "***",
        ] {
            assert!(!is_literal(text), "{text}");
        }
        for text in [
            "hunter2",
            "Bearer abc",
            "p",
            "12345678",
            "ENC",
            "$ecret",
            "hunter2${X}",
            "${X}hunter2",
            "a${B}c",
            "$[[x]]hunter2",
            "hunter2$(X)",
            "hunter2<x>",
            "hunter2-replace-me-soon",
            "REPLACE_MEhunter2",
            "hunter2 ref+vault://a",
            "Bearer hunter2${X}",
        ] {
            assert!(is_literal(text), "{text}");
        }
    }
}
