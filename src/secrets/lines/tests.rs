//! Lines with a credential, and what of them is hidden.

use super::{KeyForm, find};
use crate::source::{Name, Sources};

/// Lines with stars for what would be hidden in them.
fn shown(text: &str, keys: KeyForm) -> String {
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    let mut shown = text.to_owned();
    let mut spans = Vec::new();
    find(&source, 0..text.len(), keys, &mut |hidden| {
        spans.push(hidden.span());
    });
    for span in spans.into_iter().rev() {
        shown.replace_range(span.range(), "*");
    }
    shown
}

/// In strings and in all other text.
const BOTH: [KeyForm; 2] = [KeyForm::Evident, KeyForm::Any];

#[test]
fn hides_what_follows_a_credentials_key() {
    for (text, expected) in [
        ("  password: hunter2, or so # old", "  password: * # old"),
        ("- \"token\": 'it''s' ", "- \"token\": * "),
        (r#"{"apiKey":"a\"b","x":1}"#, r#"{"apiKey":*,"x":1}"#),
        ("{clientSecret: abc, x: y}", "{clientSecret: *, x: y}"),
        (
            r#"x: "{\"token\": \"abc\", \"y\": 1}""#,
            r#"x: "{\"token\": *, \"y\": 1}""#,
        ),
        ("agents.a.token=abc,x=y", "agents.a.token=*,x=y"),
        ("a.token=abc,b.token=def", "a.token=*,b.token=*"),
        ("--token=abc", "--token=*"),
        ("OPENAI_API_KEY: sk-1", "OPENAI_API_KEY: *"),
        ("password: |\n  one\n    two", "password: |\n  *\n    *"),
        ("password: one\n  two", "password: *\n  *"),
        ("password: \"one\n  two\"", "password: *\n  *"),
        ("token:\n  three", "token:\n  *"),
        ("tokens:\n- three\n- four", "tokens:\n- *\n- *"),
        ("tokens: [a, ${B}]", "tokens: *"),
        ("apiKey: {value: abc}", "apiKey: *"),
        ("password: 12345 # old", "password: * # old"),
        ("{\"token\": 12345, \"x\": 1}", "{\"token\": *, \"x\": 1}"),
        ("apiKey: '123'", "apiKey: *"),
        ("secretPassword: abc", "secretPassword: *"),
        ("password: /app/abc", "password: *"),
        ("KAGENT_PROPAGATE_TOKEN=abc1", "KAGENT_PROPAGATE_TOKEN=*"),
    ] {
        for keys in BOTH {
            assert_eq!(shown(text, keys), expected, "{keys:?}");
        }
    }
}

#[test]
fn a_placeholder_beside_a_credential_does_not_show_it() {
    for (text, expected) in [
        (
            "# password: hunter2 # from ${VAULT}",
            "# password: * # from ${VAULT}",
        ),
        ("# password: hunter2 ${VAULT}", "# password: *"),
        ("# password: hunter2 $[[x]]", "# password: *"),
        ("# token: hunter2; was ${OLD}", "# token: *"),
        ("# password: hunter2, REPLACE ME later", "# password: *"),
        (
            "# password: hunter2 # replace-me",
            "# password: * # replace-me",
        ),
        ("# token: <ask ops> hunter2 <or not>", "# token: *"),
        ("{token: <hunter2, y: b>", "{token: *, y: b>"),
        (
            "# {token: hunter2, url: \"https://${HOST}\"}",
            "# {token: *, url: \"https://${HOST}\"}",
        ),
        (
            r#"{"token":"hunter2","url":"https://${HOST}/"}"#,
            r#"{"token":*,"url":"https://${HOST}/"}"#,
        ),
        (
            "export TOKEN=hunter2; curl ${URL}",
            "export TOKEN=* curl ${URL}",
        ),
        (
            "curl -H 'Authorization: Bearer hunter2' ${URL}",
            "curl -H 'Authorization: *' ${URL}",
        ),
        ("token: \"hunter2\" # replace me", "token: * # replace me"),
    ] {
        for keys in BOTH {
            assert_eq!(shown(text, keys), expected, "{keys:?}");
        }
    }
}

#[test]
fn leaves_what_only_sounds_like_one() {
    for text in [
        "tokenSecret: sre-token",
        "tokenExpirationSeconds: 3600",
        "tokenRefreshSchedule: '*/15 * * * *'",
        "allowedHeaders: [authorization]",
        "apiKeySecretKey: ANTHROPIC_API_KEY",
        "token: ENC[AES256_GCM]",
        "{token: ENC[AES256_GCM,data:x], x: y}",
        "token: null",
        "{\"token\":true}",
        "\"{.data.token=}\"",
        "token: {secretName: x}",
        "\"{\\\"token\\\": {\\\"secretName\\\": \\\"x\\\"}}\"",
        "token:\n  name: four",
        "token: ${TOKEN} # or hunter2",
        "{token: ${TOKEN}, x: y}",
        "'token=${TOKEN}'",
        "tokens: ['${A}', <b>]",
        "apiKey: {value: ${KEY}}",
        "key:\n  five",
        "KAGENT_PROPAGATE_TOKEN: on-behalf",
        "KAGENT_PROPAGATE_TOKEN:\n  on-behalf",
        "\"KAGENT_PROPAGATE_TOKEN=on-behalf\"",
        "{name: KAGENT_PROPAGATE_TOKEN, value: on-behalf}",
        "tokens: 12345",
        "maxTokens: 12345",
        "max_token=4096",
        "password: true",
        "token: 0",
    ] {
        for keys in BOTH {
            assert_eq!(shown(text, keys), text, "{keys:?}");
        }
    }
}

#[test]
fn long_lines_take_no_longer_than_their_length() {
    for part in [
        "token: [",
        "token=${X},",
        "\"token\":\"a\",",
        "a=",
        "'token: ",
    ] {
        let shown = shown(&part.repeat(1 << 16), KeyForm::Any);
        assert!(!shown.contains("token=${X},token"), "{part}");
    }
}

#[test]
fn a_sentence_is_no_credential() {
    for text in [
        "Ask for the token: never store it",
        "set token: see the wiki.",
    ] {
        for keys in BOTH {
            assert_eq!(shown(text, keys), text);
        }
    }
    for text in [
        "password: correct horse battery",
        "password: never store it7",
        "password: never",
        "password: see me",
    ] {
        for keys in BOTH {
            assert_eq!(shown(text, keys), "password: *", "{text}");
        }
    }
}

#[test]
fn a_space_may_be_missing_where_keys_are_expected() {
    for text in ["token:expiry", "http://get-token:8080/mcp"] {
        assert_eq!(shown(text, KeyForm::Evident), text);
    }
    for (text, expected) in [
        ("password:hunter2", "password:*"),
        ("password:hunter2 # ${X}", "password:* # ${X}"),
        ("- password:'hunter2' # <x>", "- password:* # <x>"),
        ("{token:hunter2,url:\"${X}\"}", "{token:*,url:\"${X}\"}"),
        ("token:${X}", "token:${X}"),
        ("token:${X}hunter2", "token:*"),
    ] {
        assert_eq!(shown(text, KeyForm::Any), expected);
    }
}
