//! Credentials by their shapes.

use super::{PREFIXES, SHORTEST, bare_passwords, find, http_user_infos};

fn found(text: &str) -> Vec<&str> {
    find(text).into_iter().map(|range| &text[range]).collect()
}

#[test]
fn no_prefix_makes_a_shorter_token() {
    let lengths = PREFIXES.iter().map(|(prefix, least)| prefix.len() + least);
    assert_eq!(lengths.min(), Some(SHORTEST));
}

#[test]
fn passwords_of_urls_without_a_scheme() {
    let found = |text: &str| -> Vec<String> {
        let ranges = bare_passwords(text).into_iter();
        ranges.map(|range| text[range].to_owned()).collect()
    };
    for (text, expected) in [
        ("url: \"robot:hunter2@wiki.tools/mcp\"", &["hunter2"][..]),
        ("a.url=robot:hun/ter@2@[::1]:80", &["hun/ter@2"]),
        ("x:one1@a y:two2@b", &["one1", "two2"]),
        ("https://robot:hunter2@wiki.tools", &[]),
        ("registry.example.com/app:v1@sha256:0a1b", &[]),
        ("contact: alice@example.com, git@example.com:a/b", &[]),
        ("robot:${PASSWORD}@wiki.tools", &[]),
        ("@ :@ a:@b :b@c", &[]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn over_http_all_of_the_user_info_may_be_secret() {
    let found = |text: &str| -> Vec<String> {
        let ranges = http_user_infos(text).into_iter();
        ranges.map(|range| text[range].to_owned()).collect()
    };
    for (text, expected) in [
        (
            "clone https://tok3n:x-oauth-basic@h/r",
            &["tok3n:x-oauth-basic"][..],
        ),
        (
            "HTTPS://me:hunter2@h, http://tok3n@h",
            &["me:hunter2", "tok3n"],
        ),
        ("https://tok3n:@h", &["tok3n:"]),
        ("https://me:${PASSWORD}@h https://${TOKEN}@h", &[]),
        ("https://${TOKEN}:x-oauth-basic@h", &[]),
        ("postgres://me:hunter2@h ssh://git@h https://h/a@b", &[]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn tokens_show_by_themselves() {
    let web_token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln";
    assert_eq!(found(&format!("x: \"{web_token}\" y")), [web_token]);
    assert_eq!(
        found("Authorization: Bearer abc123def456"),
        ["abc123def456"]
    );
    assert_eq!(found("say Bearer authentication, or Basic auth"), [""; 0]);
    assert_eq!(found("Bearer ${TOKEN_OF_1}"), [""; 0]);
    let github = format!("ghp_{}", "aB3".repeat(12));
    assert_eq!(found(&format!("t={github}")), [format!("t={github}")]);
    assert_eq!(
        found("sk-learn is no token, nor task-1234567890123456789012"),
        [""; 0]
    );
    assert_eq!(
        found("https://me:hunter2@host/x and ssh://git@host"),
        ["hunter2"]
    );
    assert_eq!(found("https://host/a@b http://tok3n@host"), ["tok3n"]);
    assert_eq!(found("https://tok3n:x-oauth-basic@host"), ["tok3n"]);
    assert_eq!(found("https://tok3n:@host"), ["tok3n"]);
    assert_eq!(found("https://me:123@host"), ["123"]);
    assert_eq!(found("postgres://me:${PW}@host"), [""; 0]);
    let key = "-----BEGIN RSA PRIVATE KEY-----\n  abc\n  -----END RSA PRIVATE KEY-----";
    assert_eq!(found(&format!("k: |\n  {key}\nz")), [key]);
    assert_eq!(found("-----BEGIN CERTIFICATE-----\nabc"), [""; 0]);
    assert_eq!(found(&format!("{key}\n{key}")), [key, key]);
}

#[test]
fn a_private_key_without_an_end_is_no_longer_than_its_lines() {
    let begin = "-----BEGIN RSA PRIVATE KEY-----";
    for (after, hidden) in [
        ("\n# MIIE+/=\n#\n# name: x\nport: 80", "\n# MIIE+/=\n#"),
        (
            "\n  Proc-Type: 4,ENCRYPTED\n  MIIE\n",
            "\n  Proc-Type: 4,ENCRYPTED\n  MIIE",
        ),
        ("\\nMIIE\\n\"\nport: 80", "\\nMIIE\\n\""),
        (" or the like\nport: 80", " or the like"),
        (
            "\nMIIE\nport: 80\n-----BEGIN EC PRIVATE KEY-----\nMIIF",
            "\nMIIE",
        ),
    ] {
        let text = format!("{begin}{after}");
        assert_eq!(found(&text)[0], format!("{begin}{hidden}"), "{text}");
    }
}

#[test]
fn a_token_is_found_wherever_it_is() {
    let token = "ghp_0123456789ABCDEFGHIJ";
    for before in 0..40 {
        for word in [
            "",
            "x",
            "a-word",
            "é",
            "日本",
            "bearer",
            "a-word-of-more-letters",
        ] {
            let filled = ["ab ", "\u{1f600}", "basics "].map(|part| part.repeat(before));
            for start in filled {
                let text = format!("{start}{word} {token}\n{word} Bearer zzzz9999 é");
                assert_eq!(found(&text), [token, "zzzz9999"], "{text}");
                let cut = &text[..start.len() + word.len() + 1 + token.len()];
                assert_eq!(found(cut), [token], "{cut}");
            }
        }
    }
}
