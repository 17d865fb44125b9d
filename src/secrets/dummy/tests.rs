//! Which texts say that they are no credential, and which may be one.

use super::{is_dummy, is_dummy_key, names_key, shows_dummies_only};
use proptest::prelude::*;

/// What is no credential, whatever it is written for.
const DUMMIES: &[&str] = &[
    "dummy",
    "DUMMY_KEY",
    "fake-token",
    "not-a-real-key",
    "not_needed",
    "none-needed",
    "no-key-required",
    "changeme",
    "CHANGE-ME",
    "Change-Me",
    "My-Example-Key",
    "changeme123",
    "redacted",
    "TODO",
    "n/a",
    "unused",
    "placeholder",
    "your-password",
    "YourTokenHere",
    "YOUR_API_KEY",
    "API_KEY_HERE",
    "SET_ME",
    "insert-key-here",
    "put-your-token-here",
    "add-your-key",
    "fill-me-in",
    "update-me",
    "not-set",
    "via-agentgateway",
    "injected-by-agentgateway",
    "managed-by-gateway",
    "handled-by-gateway",
    "xxx",
    "XXXX-XXXX",
    "****",
    "...",
    "$DB_PASSWORD",
    "{token}",
    "[REDACTED]",
    "%s",
    "Bearer YOUR_TOKEN",
    "Bearer {token}",
    "Bearer [REDACTED]",
    "Bearer %s",
    "Basic REPLACE",
    "token YOUR_GITHUB_PAT",
    "Bearer sk-...",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "ghp_...",
    "ghp_your_token_here",
    "github_pat_YOUR_TOKEN",
    "glpat-xxxxxxxxxxxxxxxxxxxx",
    "sk-",
    "sk-...",
    "sk-ant-...",
    "sk-proj-your-key-here",
    "sk-ant-api03-XXXX",
    "sk-00000000000000000000000000000000",
    "sk-dummy",
    "sk-fake-key",
    "xoxb-your-token",
    "xoxb-xxxxxxxxxxx-xxxxxxxxxxx",
    "xoxb-...",
    "hf_...",
    "dapi...",
    "AIza...",
    "eyJ...",
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsIng1dCI6...",
    "eyJ0eXAi…",
    "AKIAXXXXXXXXXXXXXXXX",
];

/// What is no key or token, and may be a password.
const DUMMY_KEYS: &[&str] = &[
    "test",
    "test-token",
    "test123",
    "local",
    "anything",
    "ollama",
    "agentgateway",
    "litellm",
    "vllm",
    "lm-studio",
    "bifrost",
    "portkey",
    "llama",
    "localai",
    "kagent",
    "openai",
    "token",
    "my-token",
    "0000",
    "00000000-0000-0000-0000-000000000000",
    "5f2a9c81...",
    "sk-test",
    "sk-local-dev",
    "sk-noop",
    "sk-anything",
    "sk-litellm",
    "sk-1234",
    "sk-1234-litellm",
    "sk-0000",
];

/// What may be a credential, whatever it is written for.
const CREDENTIALS: &[&str] = &[
    "password",
    "postgres",
    "hunter2",
    "correct-horse",
    "correct-horse-battery-staple",
    "hunter2...x",
    "s3cret",
    "my-secret-token",
    "here",
    "put-horse",
    "kagent-hunter",
    "kagent2024",
    "xy",
    "12345678",
    "{hunter2}",
    "Bearer 5f2a9c81e77b4d",
    "Bearer correct-horse",
    "d41d8cd98f00b204e9800998ecf8427e",
    "deadbeefcafebabedeadbeefcafebabe",
    "3b241101-e2bb-4255-8caf-4136c566a962",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "ghp_yourTOKENa1b2c3d4e5f6g7h8i9j0k1l2m3n4",
    "ghp_TestkJdQmWxTzRbNvLpHsGfYcUeIoAaBdKqM",
    "github_pat_11ABCDEFG0a1b2c3d4e5f6_g7h8i9j0k1l2m3n4o5p6q7r8s9t0",
    "glpat-Zx9_y8w7v6U5t4S3r2Q1",
    "sk-proj-a8Fk2Lq9Zr_test_4mXc7Vb1Nw5Ty3Uh6Jd0",
    "sk-ant-api03-dQw4w9WgXcQ-fake9aZ8bY7cX6dW5e-AA",
    "sk-1234567890abcdef1234567890abcdef",
    "sk-12348f3K2mQ9",
    "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",
    "hf_noAAAAAAaaAaaaAAAaAaaaAaaaaAaAAAAA",
    "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",
    "xoxb-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx",
    "AIzaSyD3x4mpl3K3yN0tR34lButL00ksL1k31t",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0ZXN0In0.dGVzdC1zaWduYXR1cmU",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzQ8TestKey",
    "YWRtaW46aHVudGVyMg==",
];

#[test]
fn dummies_say_so() {
    for text in DUMMIES {
        assert!(is_dummy(text), "{text}");
        assert!(is_dummy_key(text), "{text}");
    }
}

#[test]
fn a_password_may_be_a_word_and_a_key_may_not() {
    for text in DUMMY_KEYS {
        assert!(!is_dummy(text) || text.starts_with("sk-"), "{text}");
        assert!(is_dummy_key(text), "{text}");
    }
}

#[test]
fn what_may_be_a_credential_is_no_dummy() {
    for text in CREDENTIALS {
        assert!(!is_dummy(text), "{text}");
        assert!(!is_dummy_key(text), "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_random_is_no_dummy(
        token in "ghp_[A-Za-z0-9]{36}|hf_[A-Za-z]{34}|glpat-[A-Za-z0-9_-]{20}|sk-(proj-)?[A-Za-z0-9_-]{40}|dapi[0-9a-f]{32}\
                  |AKIA[A-Z0-9]{16}|eyJ[A-Za-z0-9_-]{20}\\.[A-Za-z0-9_-]{30}\\.[A-Za-z0-9_-]{20}|[0-9a-f]{32}|[A-Za-z0-9+/]{40}\
                  |[a-z]{16}"
    ) {
        prop_assert!(!is_dummy_key(&token), "{token}");
        prop_assert!(!is_dummy_key(&format!("Bearer {token}")), "{token}");
    }
}

#[test]
fn all_that_has_a_shape_must_be_a_dummy() {
    for (text, expected) in [
        ("https://robot:your-password@docs.tools/mcp", true),
        ("https://YOUR_TOKEN@docs.tools/mcp", true),
        ("https://robot:hunter2@docs.tools/mcp", false),
        ("--token=ghp_xxxxxxxxxxxxxxxxxxxxxxxx1xxx", false),
        ("--token=ghp_XXXXXXXXXXXXXXXXXXXXXXXX", true),
        (
            "a Bearer YOUR_TOKEN and ghp_16C7e42F292c6912E7710c838347Ae178B4a",
            false,
        ),
        (
            "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
            true,
        ),
        (
            "-----BEGIN PRIVATE KEY-----\nYOUR_KEY\n-----END PRIVATE KEY-----\n",
            true,
        ),
        (
            "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----",
            false,
        ),
        ("no shape at all", false),
    ] {
        assert_eq!(shows_dummies_only(text), expected, "{text}");
    }
}

#[test]
fn names_of_keys_that_servers_hand_out() {
    for name in [
        "OPENAI_API_KEY",
        "apiKey",
        "X-Api-Key",
        "GITHUB_TOKEN",
        "gatewayToken",
        "Authorization",
        "GITHUB_PAT",
    ] {
        assert!(names_key(name), "{name}");
    }
    for name in [
        "DB_PASSWORD",
        "LITELLM_MASTER_KEY",
        "AWS_SECRET_ACCESS_KEY",
        "JWT_SIGNING_KEY",
        "CLIENT_SECRET",
        "TOKENS",
        "",
    ] {
        assert!(!names_key(name), "{name}");
    }
}
