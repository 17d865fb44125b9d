//! What is masked in files, arguments, comments and broken text.

use crate::secrets::{Mask, credentials, redact};
use crate::source::{Memory, Name, Sources};
use crate::values::{Flag, Layer, Loader, Overrides, coalesce};
use crate::yaml;
use std::path::Path;

/// What a file looks like through its own mask.
fn masked(text: &str) -> String {
    let (files, sources) = (Memory::default().with("x.yaml", text), Sources::default());
    let layer = Loader::new(&files, &sources)
        .overlay(Path::new("x.yaml"))
        .unwrap();
    through(&layer)
}

fn through(layer: &Layer) -> String {
    layer
        .mask()
        .excerpt(&layer.source, 0..layer.source.text().len())
}

#[test]
fn values_are_masked_where_they_stand() {
    for (text, expected) in [
        ("password: hunter2\n", "password: [masked]\n"),
        (
            "a: {token: \"abcdef\", b: 1}\n",
            "a: {token: [masked], b: 1}\n",
        ),
        (
            "token: ENC[x]\napiKey: ${KEY}\n",
            "token: ENC[x]\napiKey: ${KEY}\n",
        ),
        (
            "tokenSecret: kagent-token\npassword: 5\nagain: 5\n",
            "tokenSecret: kagent-token\npassword: [masked]\nagain: 5\n",
        ),
        (
            "env:\n- nam: Y_TOKEN\n  value: abc\n- name: X_TOKEN\n  valu: abc\n- name: X_TOKEN_FILE\n  value: abc\n",
            "env:\n- nam: Y_TOKEN\n  value: [masked]\n- name: X_TOKEN\n  valu: [masked]\n- name: X_TOKEN_FILE\n  value: abc\n",
        ),
        ("- name\n", ""),
        (
            "url: https://me:s3cret@host\nsay: s3cret\n",
            "url: https://[masked]@host\nsay: [masked]\n",
        ),
        ("a: 1 # token: abcdef\n", "a: 1 # token: [masked]\n"),
        (
            "a: 1\n... # token: abcdef\n",
            "a: 1\n... # token: [masked]\n",
        ),
        (
            "token: first1\ntoken: second2\n",
            "token: [masked]\ntoken: [masked]\n",
        ),
        ("a: Bearer abc123def\n", "a: Bearer [masked]\n"),
        ("secretKey: password\n", "secretKey: password\n"),
        (
            "token: abc${X}def\napiKey: ${X}-<y>\n",
            "token: [masked]\napiKey: ${X}-<y>\n",
        ),
        (
            "password: 12345\napiKey: \"123\"\npwd: 1.5e3\nsay: 12345\n",
            "password: [masked]\napiKey: [masked]\npwd: [masked]\nsay: 12345\n",
        ),
        (
            "tokens: 12345\nmaxToken: 12345\npassword: true\n",
            "tokens: 12345\nmaxToken: 12345\npassword: true\n",
        ),
        (
            "secretPassword: hunter22\nexistingPassword: a\nsay: hunter22\n",
            "secretPassword: [masked]\nexistingPassword: [masked]\nsay: hunter22\n",
        ),
        ("password: /app/hunter2\n", "password: [masked]\n"),
        (
            "env:\n- {name: KAGENT_PROPAGATE_TOKEN, value: on-behalf}\n- {name: KAGENT_PROPAGATE_TOKEN, value: hunter2}\n",
            "env:\n- {name: KAGENT_PROPAGATE_TOKEN, value: on-behalf}\n- {name: KAGENT_PROPAGATE_TOKEN, value: [masked]}\n",
        ),
        (
            "a: '{\"token\": {\"secretName\": \"x\"}}'\nb: '{\"token\":\"y\",\"z\":1}'\n",
            "a: '{\"token\": {\"secretName\": \"x\"}}'\nb: '{\"token\":[masked],\"z\":1}'\n",
        ),
        (
            "a: \"Ask for the token: never store it\"\n",
            "a: \"Ask for the token: never store it\"\n",
        ),
        (
            "# clone https://hunter2:x-oauth-basic@h/r\na: 1\n",
            "# clone https://[masked]@h/r\na: 1\n",
        ),
        (
            "a: 1\n# password:\n#   one\n# b: 1\n",
            "a: 1\n# password:\n#   [masked]\n# b: 1\n",
        ),
    ] {
        if !expected.is_empty() {
            assert_eq!(masked(text), expected);
        }
    }
}

#[test]
fn what_is_overridden_is_masked_wherever_it_is_quoted() {
    for (text, expected) in [
        (
            "a: {<<: {token: dropped1}, token: other22}\nsay: dropped1\n",
            "a: {<<: {token: [masked]}, token: [masked]}\nsay: [masked]\n",
        ),
        (
            "a:\n  <<: [{password: other22}, {password: dropped1}]\nsay: dropped1\n",
            "a:\n  <<: [{password: [masked]}, {password: [masked]}]\nsay: [masked]\n",
        ),
        (
            "a:\n  <<: {password: dropped1}\n  password:\nsay: dropped1\n",
            "a:\n  <<: {password: [masked]}\n  password:\nsay: [masked]\n",
        ),
        (
            "a:\n  <<: {env: [{name: A_TOKEN, value: dropped1}]}\n  env: []\nsay: dropped1\n",
            "a:\n  <<: {env: [{name: A_TOKEN, value: [masked]}]}\n  env: []\nsay: [masked]\n",
        ),
        (
            "token: dropped1 # ${X}\ntoken: other22\nsay: dropped1\n",
            "token: [masked] # ${X}\ntoken: [masked]\nsay: [masked]\n",
        ),
    ] {
        assert_eq!(masked(text), expected);
    }
}

#[test]
fn every_line_of_a_key_is_masked() {
    let text = "x: |\n  -----BEGIN PRIVATE KEY-----\n  MIIEvQ\n  -----END PRIVATE KEY-----\nprivateKey: |\n  one-of-two\n  two-of-two\nlog: one-of-two MIIEvQ\n";
    let shown = masked(text);
    for hidden in ["MIIEvQ", "one-of-two", "two-of-two", "PRIVATE"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    assert!(
        shown.contains("privateKey:") && shown.contains("log:"),
        "{shown}"
    );
}

#[test]
fn arguments_are_masked_too() {
    let files = Memory::default().with("key.txt", "filed-secret");
    let sources = Sources::default();
    let loader = Loader::new(&files, &sources);
    let shown = |flag, text: &str| {
        let argument = loader.argument(flag, 1, text).unwrap();
        let overrides = Overrides {
            files: Vec::new(),
            arguments: vec![argument],
        };
        through(&coalesce(None, &overrides).unwrap().layers[0])
    };
    assert_eq!(shown(Flag::Set, "a.token=abc,b=1"), "a.token=[masked],b=1");
    assert_eq!(
        shown(Flag::SetJson, r#"a={"token": "abc"}"#),
        r#"a={"token": [masked]}"#
    );
    assert_eq!(
        shown(
            Flag::SetJson,
            r#"a={"token":"abc${X}","token":"def","n":1}"#
        ),
        r#"a={"token":[masked],"token":[masked],"n":1}"#
    );
    assert_eq!(
        shown(Flag::SetJson, r#"{"token":"abc","token":null}"#),
        r#"{"token":[masked],"token":null}"#
    );
    assert_eq!(
        shown(Flag::SetJson, r#"a={"password":54321,"tokens":54321}"#),
        r#"a={"password":[masked],"tokens":54321}"#
    );
    assert_eq!(
        shown(Flag::Set, "a.password=abc${X},b=1"),
        "a.password=[masked],b=1"
    );
    assert_eq!(
        shown(Flag::Set, "a.token=54321,b=54321"),
        "a.token=[masked],b=54321"
    );
    assert_eq!(
        shown(Flag::Set, r"a.x.password\=abc=1,b=1"),
        r"a.x.password\=[masked],b=1"
    );
    assert_eq!(shown(Flag::SetFile, "a.token=key.txt"), "a.token=key.txt");
    let argument = loader.argument(Flag::SetFile, 1, "token=key.txt").unwrap();
    let overrides = Overrides {
        files: Vec::new(),
        arguments: vec![argument],
    };
    let values = coalesce(None, &overrides).unwrap();
    assert_eq!(
        values.layers[0].mask().message("got filed-secret"),
        "got [masked]"
    );
}

#[test]
fn redacting_replaces_whole_strings() {
    let files = Memory::default().with(
        "x.yaml",
        "password: hunter2\nurl: http://a:bcd@c\nuser: me\n",
    );
    let sources = Sources::default();
    let layer = Loader::new(&files, &sources)
        .overlay(Path::new("x.yaml"))
        .unwrap();
    let redacted = redact(&layer.root);
    let texts = ["password", "url", "user"].map(|key| redacted.get(key).unwrap().as_str().unwrap());
    assert_eq!(texts, ["[masked]", "[masked]", "me"]);
    let paths: Vec<_> = credentials(&layer.root)
        .iter()
        .map(|found| found.path.to_string())
        .collect();
    assert_eq!(paths, ["password", "url"]);
}

#[test]
fn text_that_does_not_parse_is_masked_by_lines() {
    let text = "a: [\npassword: hunter2 # x\n  'token': \"abc\"\nenv: [{name: A_TOKEN, value: abcd}]\n- name: B_TOKEN\n  value: efgh\nsecret: |\n  line-one\n  line-two\nuser: me\ntokenSecret: name\n";
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    let shown = Mask::of_text(&source).excerpt(&source, 0..text.len());
    for hidden in ["hunter2", "abc", "efgh", "line-one", "line-two"] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
    assert!(shown.contains("user: me\ntokenSecret: name\n"), "{shown}");
}

#[test]
fn a_value_may_stand_before_its_name() {
    let text = "a: [\nenv: [{name: B, value: plain1}, {value: hidden1, name: A_TOKEN}]\n- name: LEVEL\n  value: plain2\n- value: hidden2\n  name: B_TOKEN\n- name: LEVEL\n  from:\n    value: >-\n      hidden3\n    name: C_TOKEN\n";
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    let shown = Mask::of_text(&source).excerpt(&source, 0..text.len());
    assert!(!shown.contains("hidden"), "{shown}");
    assert!(
        shown.contains("plain1") && shown.contains("plain2"),
        "{shown}"
    );
}

#[test]
fn keys_are_masked_by_their_shape() {
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln";
    let files = Memory::default();
    let sources = Sources::default();
    let text = format!("a.{}=1", token.replace('.', "\\."));
    let argument = Loader::new(&files, &sources)
        .argument(Flag::Set, 1, &text)
        .unwrap();
    let overrides = Overrides {
        files: Vec::new(),
        arguments: vec![argument],
    };
    let values = coalesce(None, &overrides).unwrap();
    let mask = values.layers[0].mask();
    assert_eq!(mask.message(token), "[masked]");
    assert_eq!(mask.message(&text), "a.[masked]=1");
}

/// What reports do not show of a file is not in its redacted values either.
#[test]
fn redacting_leaves_nothing_that_reports_mask() {
    for text in [
        "password: hunter2\nport: 1\n",
        "accessTokens: {a: /app/hunter2}\n",
        "env:\n  - {name: DB_PASSWORD, value: 12345}\n",
        "args: ['--token=hunter2hunter2', ok]\n",
        "url: https://someone@example.com/x\n",
        "db: 'postgres:hunter22@db:5432'\n",
        "# password: hunter22\nnote: it is hunter22\n",
        "config: |\n  user: me\n  password: hunter22\n  other: x\n",
        "password: hunter22\ncopy: hunter22\nkeys: {hunter22: 1}\n",
        "passwordFile: /run/secrets/hunter2\ntokenTTL: 3600\n",
    ] {
        let (files, sources) = (Memory::default().with("x.yaml", text), Sources::default());
        let layer = Loader::new(&files, &sources)
            .overlay(Path::new("x.yaml"))
            .unwrap();
        let mask = layer.mask();
        let redacted = yaml::write(&mask.redact(&layer.root, &sources), None);
        assert_eq!(mask.message(&redacted), redacted, "{text}");
        let scalars = |text: &str| {
            let around = |c: char| c.is_whitespace() || "{}[],:'\"".contains(c);
            let words = text.split(around).map(str::to_owned);
            words.collect::<std::collections::BTreeSet<String>>()
        };
        let shown = scalars(&through(&layer));
        for word in scalars(&redacted) {
            let is_shown = shown.contains(&word) || matches!(&*word, "-" | "|" | "|-");
            assert!(is_shown, "{word} in {redacted} of {text}");
        }
    }
}
