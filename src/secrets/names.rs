//! Keys and variables whose values are credentials, by the words in their names.

use std::cell::RefCell;

/// What a name says about its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    No,
    /// It counts something. A string that is there nonetheless is out of place, and not shown where it is written.
    Count,
    /// It is the name of a Secret or of its key, and not shown where it is written: it ends as a credential's name does.
    Ending,
    /// It switches something, unless it is no word.
    Switch,
    /// It is a credential if it looks random: the name could as well mean the name of a Secret's key.
    Perhaps,
    /// It is a credential, unless it is a small number, which counts them.
    Several,
    /// It is a credential.
    Yes,
}

thread_local! {
    /// What was found of names, each in a slot by its hash: most keys come again and again.
    static FOUND: RefCell<Vec<Slot>> = const { RefCell::new(Vec::new()) };
}

/// A name, and what was found of it.
type Slot = Option<(Box<str>, Named)>;

/// How many names are remembered at a time, a power of two.
const REMEMBERED: usize = 1024;

/// What a name says about its value.
pub(super) fn classify(name: &str) -> Named {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    FOUND.with_borrow_mut(|found| {
        found.resize(REMEMBERED, None);
        let slot = &mut found[hash as usize % REMEMBERED];
        match slot {
            Some((known, named)) if **known == *name => *named,
            _ => slot.insert((name.into(), classify_anew(name))).1,
        }
    })
}

fn classify_anew(name: &str) -> Named {
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if words.contains(&"propagate") {
        return Named::Switch;
    }
    match by_all(name, &words) {
        Named::No => by_ending(&words),
        Named::Yes if words.ends_with(&["tokens"]) => Named::Several,
        named => named,
    }
}

/// What the words say in which a name ends, whatever is before them.
fn by_ending(words: &[&str]) -> Named {
    match words {
        [before @ .., "token"] if is_bound(before) => Named::Count,
        [.., "token"] => Named::Ending,
        [.., before, "key"] if KEYS.contains(before) => Named::Ending,
        [.., before, "secret"] if SHARERS.contains(before) => Named::Ending,
        [.., last] if is_password(last) => Named::Ending,
        _ => Named::No,
    }
}

/// What all the words of a name say.
fn by_all(name: &str, words: &[&str]) -> Named {
    // `existingSecret`, `secretRef`, `secretKeyPassword`, `apiKeySecretName`: names of Secrets and of their keys.
    if words.contains(&"existing") || words.contains(&"ref") {
        return Named::No;
    }
    match words {
        ["secret", "key"] => Named::Perhaps,
        [before @ .., "key" | "keys"] => if_any(is_key(before)),
        [before @ .., "secret"] => is_secret(before, is_variable(name)),
        [before @ .., "pat"] => {
            if_any((!before.is_empty() || is_variable(name)) && !names_secret(before))
        }
        ["cookie"] | ["set", "cookie"] if name.starts_with(char::is_uppercase) => Named::Yes,
        // It may be the name of one.
        [.., "cookie" | "cookies"] => Named::Perhaps,
        [before @ .., "token"] => if_any(!is_bound(before) && !names_secret(before)),
        [before @ .., "tokens"] => if_any(!counts(before) && !names_secret(before)),
        [before @ .., last] if is_password(last) => if_any(!names_secret(before)),
        _ => Named::No,
    }
}

/// Single words that a credential's name ends in. Those that need another word before them are in [`by_all`].
const PASSWORDS: &[&str] = &[
    #[cfg(test)]
    MADE_UP,
    "password",
    "passwords",
    "passwd",
    "pass",
    "pwd",
    "jwt",
    "accesstoken",
    "authtoken",
    "bearertoken",
    "refreshtoken",
    "passphrase",
    "passcode",
    "apikey",
    "apikeys",
    "apitoken",
    "privatekey",
    "clientsecret",
    "authorization",
    "credential",
    "credentials",
];

/// A name of tests only: whatever hides or reports credentials by their names has to know it from the list above.
#[cfg(test)]
pub(crate) const MADE_UP: &str = "quuxsesame";

/// One of those words, or a slip of the pen away from a long one; or a word such as `pgpassword`.
fn is_password(word: &str) -> bool {
    let is_meant =
        |password: &&str| *password == word || (password.len() >= 8 && is_slip(word, password));
    word.ends_with("password") || PASSWORDS.iter().any(is_meant)
}

/// Whether a word is another with one letter too few, too many, wrong or swapped.
pub(super) fn is_slip(word: &str, meant: &str) -> bool {
    word.len().abs_diff(meant.len()) <= 1
        && is_alike(word, meant)
        && strsim::osa_distance(word, meant) <= 1
}

/// Whether all but two letters, of at most four bytes in all, are where they are in the other word: a look that spares most
/// words the distance, which costs more.
fn is_alike(word: &str, meant: &str) -> bool {
    let (word, meant) = (word.as_bytes(), meant.as_bytes());
    let same = |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let at_start = same(&mut word.iter().zip(meant));
    let at_end = same(&mut word.iter().rev().zip(meant.iter().rev()));
    at_start + at_end + 4 >= word.len().max(meant.len())
}

/// Before `key`: what makes it a credential, not the name of one.
const KEYS: &[&str] = &[
    "api",
    "private",
    "access",
    "signing",
    "encryption",
    "ssh",
    "auth",
    "account",
    "master",
    "shared",
    "hmac",
    "jwt",
    "license",
    "deploy",
    "bot",
];

fn is_key(before: &[&str]) -> bool {
    before.last().is_some_and(|last| KEYS.contains(last)) && !names_key_of_secret(before)
}

/// `secretApiKey` names a key of a Secret; `secretAccessKey` is AWS's secret itself.
fn names_key_of_secret(before: &[&str]) -> bool {
    before.contains(&"secret") && before.last() != Some(&"access")
}

/// Alone, or after what shares a secret, it is one; `tokenSecret` and its like name a Kubernetes Secret. A variable such as
/// `MY_SECRET` holds one, since programs do not look up Secrets; `TLS_SECRET` may be handed on to one that does.
fn is_secret(before: &[&str], is_variable: bool) -> Named {
    let kinds = [
        "token",
        "key",
        "password",
        "credentials",
        "tls",
        "cert",
        "certificate",
        "ca",
        "pull",
        "image",
        "kubernetes",
        "k8s",
    ];
    match before.last() {
        None => Named::Yes,
        Some(last) if SHARERS.contains(last) => Named::Yes,
        Some(last) if is_variable && kinds.contains(last) => Named::Perhaps,
        Some(_) => if_any(is_variable),
    }
}

/// Before `secret`: what shares one.
const SHARERS: &[&str] = &[
    "client",
    "app",
    "application",
    "shared",
    "webhook",
    "signing",
    "hmac",
    "jwt",
    "session",
    "cookie",
    "oauth",
    "oauth2",
    "consumer",
    "csrf",
    "encryption",
    "hash",
];

/// Whether a name is written as environment variables are.
fn is_variable(name: &str) -> bool {
    name.contains(char::is_uppercase) && !name.contains(char::is_lowercase)
}

fn names_secret(before: &[&str]) -> bool {
    before.contains(&"secret")
}

/// `MAX_TOKEN` bounds how many there are.
fn is_bound(before: &[&str]) -> bool {
    let bounds = ["max", "min", "num"];
    before.iter().any(|word| bounds.contains(word))
}

/// `maxTokens` and its like count words.
fn counts(before: &[&str]) -> bool {
    let counted = [
        "max",
        "min",
        "num",
        "input",
        "output",
        "prompt",
        "completion",
        "total",
        "thinking",
        "budget",
        "context",
        "stop",
    ];
    before.iter().any(|word| counted.contains(word))
}

fn if_any(credential: bool) -> Named {
    if credential { Named::Yes } else { Named::No }
}

/// The words of a name in lower case: `apiKey`, `API_KEY`, `api-key` and `x.apiKey` all end in api, key.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous = ' ';
    let mut letters = name.chars().peekable();
    while let Some(c) = letters.next() {
        let next_is_lower = letters.peek().is_some_and(|next| next.is_lowercase());
        let starts = !previous.is_alphanumeric()
            || (c.is_uppercase() && (!previous.is_uppercase() || next_is_lower));
        if c.is_alphanumeric() {
            if starts || words.is_empty() {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        previous = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Named, classify, words};

    #[test]
    fn a_name_falls_into_words() {
        for (name, expected) in [
            ("apiKey", "api key"),
            ("X_API_KEY", "x api key"),
            ("client-secret", "client secret"),
            ("OPENAIApiKey", "openai api key"),
            ("oauth2.token", "oauth2 token"),
        ] {
            assert_eq!(words(name).join(" "), expected);
        }
    }

    #[test]
    fn names_of_credentials() {
        for name in [
            "password",
            "dbPassword",
            "token",
            "bearerToken",
            "GITHUB_TOKEN",
            "secret",
            "apiKey",
            "apikey",
            "api_key",
            "OPENAI_API_KEY",
            "clientSecret",
            "client-secret",
            "Authorization",
            "authorization",
            "privateKey",
            "secretAccessKey",
            "passphrase",
            "webhookSecret",
            "passwrd",
            "dbPasswrod",
            "DB_PASS",
            "PGPASSWORD",
            "authtoken",
            "MY_SECRET",
            "GITHUB_PAT",
            "githubPat",
            "PAT",
            "COOKIE",
            "Cookie",
            "Set-Cookie",
            "AWS_SECRET_ACCESS_KEY",
        ] {
            assert_eq!(classify(name), Named::Yes, "{name}");
        }
        for name in [
            "secretKey",
            "TLS_SECRET",
            "IMAGE_PULL_SECRET",
            "cookie",
            "SESSION_COOKIE",
        ] {
            assert_eq!(classify(name), Named::Perhaps, "{name}");
        }
        for (name, named) in [
            ("tokens", Named::Several),
            ("maxToken", Named::Count),
            ("MAX_TOKEN", Named::Count),
            ("secretKeyPassword", Named::Ending),
            ("secretApiKey", Named::Ending),
            ("existingPassword", Named::Ending),
            ("refToken", Named::Ending),
            ("KAGENT_PROPAGATE_TOKEN", Named::Switch),
            ("propagateToken", Named::Switch),
        ] {
            assert_eq!(classify(name), named, "{name}");
        }
        for name in [
            "tokenSecret",
            "apiKeySecret",
            "apiKeySecretKey",
            "secretName",
            "existingSecret",
            "passwordSecretRef",
            "tokenRefreshSchedule",
            "passwordKey",
            "passThrough",
            "bypass",
            "tokenUrl",
            "maxTokens",
            "publicKey",
            "key",
            "imagePullSecrets",
            "tokenSecretName",
            "allowedHeaders",
            "value",
            "mySecret",
            "my-secret",
            "MY_SECRET_NAME",
            "MY_SECRET_REF",
            "EXISTING_SECRET",
            "AWS_ACCESS_KEY_ID",
            "cookieName",
            "pat",
            "",
        ] {
            assert_eq!(classify(name), Named::No, "{name}");
        }
    }
}
