//! Texts that say themselves that they are no credential: `dummy`, `Bearer YOUR_TOKEN`, `ghp_xxxx`, `sk-...`.
//!
//! What is random is none of them: a text counts if it is cut off, one character all over, or made of plain words one of which
//! says so. A password may well be a plain word; a key is none, so that more words are believed in its place.

use super::literal::without_scheme;
use super::names::words;
use super::shapes::{PREFIXES, credentials_in};

/// Whether a text says that it is no credential, whatever it is written for.
pub fn is_dummy(text: &str) -> bool {
    Written::of(text, false).is_dummy()
}

/// Whether a text says so where a key or a token is expected, which somebody hands out and nobody thinks up.
pub fn is_dummy_key(text: &str) -> bool {
    Written::of(text, true).is_dummy()
}

/// Whether all that has a credential's shape in a text says that it is none.
pub fn shows_dummies_only(text: &str) -> bool {
    let mut shown = credentials_in(text).into_iter().peekable();
    shown.peek().is_some() && shown.all(is_dummy)
}

/// Whether a variable, a header or a field is named like a key that a server hands out to its clients. Keys that a program
/// keeps to itself are as good as passwords: one may be set to any word.
pub fn names_key(name: &str) -> bool {
    let own = [
        "master",
        "admin",
        "root",
        "secret",
        "private",
        "signing",
        "encryption",
        "session",
        "jwt",
        "hmac",
        "salt",
    ];
    let ends = [
        "key",
        "token",
        "pat",
        "apikey",
        "apitoken",
        "authtoken",
        "accesstoken",
        "authorization",
    ];
    let words = words(name);
    let is_own = words.iter().any(|word| own.contains(&word.as_str()));
    !is_own
        && words
            .last()
            .is_some_and(|last| ends.contains(&last.as_str()))
}

/// A text without what is around a credential.
struct Written<'t> {
    /// The text without its scheme.
    credential: &'t str,
    /// The same without the prefix of a provider.
    body: &'t str,
    /// Whether it is written for a key or a token.
    is_key: bool,
}

impl<'t> Written<'t> {
    fn of(text: &'t str, is_key: bool) -> Self {
        let text = text.trim();
        let credential = without_scheme(text);
        Self {
            credential,
            body: without_prefix(credential),
            is_key: is_key || credential.len() < text.len(),
        }
    }

    fn has_prefix(&self) -> bool {
        self.body.len() < self.credential.len()
    }

    fn is_dummy(&self) -> bool {
        self.is_cut_off()
            || self.is_one_character()
            || is_variable(self.credential)
            || is_in_brackets(self.body)
            || MARKS.contains(&self.body.to_ascii_lowercase().as_str())
            || plain_words(self.body).is_some_and(|words| self.says_so(&words))
    }

    /// `sk-...`, and a token of which only the beginning is shown.
    fn is_cut_off(&self) -> bool {
        let is_of_key = self.is_key || self.has_prefix();
        is_of_key && (self.credential.ends_with("...") || self.credential.ends_with('…'))
    }

    /// `xxxx-xxxx`, `****`, and of a key `0000` as well.
    fn is_one_character(&self) -> bool {
        let body = self.body.trim_matches(['-', '_']);
        let mut characters = body.chars().filter(|c| !matches!(c, '-' | '_' | '.'));
        let Some(first) = characters.next() else {
            return true; // nothing but signs
        };
        let least = match first {
            'x' | 'X' | '*' | '•' | '#' | '?' | '…' => 1,
            _ if self.is_key || self.has_prefix() => 4,
            _ => return false,
        };
        let others = characters.clone().count();
        others + 1 >= least && characters.all(|c| c == first)
    }

    /// Whether a word says that there is no credential, or that one is to be put in.
    fn says_so(&self, words: &[String]) -> bool {
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&stem(word)));
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return false;
        };
        let is_phrase = words.len() > 1;
        has(STAND_INS)
            || (is_phrase && (BEGINNINGS.contains(&first.as_str()) || last == "here"))
            || (REQUESTS.contains(&first.as_str())
                && words[1..]
                    .iter()
                    .all(|word| REQUESTED.contains(&word.as_str())))
            || (self.is_key && (has(LOOSE) || self.is_made_of_names(words)))
    }

    /// Words that name a server or what a key is, and the number of `sk-1234`.
    fn is_made_of_names(&self, words: &[String]) -> bool {
        let is_known = |word: &String| NAMES.contains(&word.as_str());
        let is_counted = |word: &&String| word.len() > 3 && "1234567890".starts_with(word.as_str());
        let is_number = self.has_prefix() && words.first().as_ref().is_some_and(is_counted);
        is_number || words.iter().all(is_known)
    }
}

/// A text without the longest prefix of a provider's keys.
fn without_prefix(text: &str) -> &str {
    let known = PREFIXES.iter().map(|(prefix, _)| *prefix);
    let prefixes = known.chain(MORE_PREFIXES.iter().copied());
    let found = prefixes.filter(|prefix| text.starts_with(prefix));
    text[found.map(str::len).max().unwrap_or_default()..].trim_start_matches(['-', '_'])
}

/// Prefixes that say too little to be searched for, and longer ones of the same kind.
const MORE_PREFIXES: &[&str] = &[
    "sk-ant-",
    "sk-ant-api03-",
    "sk-proj-",
    "sk-svcacct-",
    "sk-or-",
    "sk-or-v1-",
    "sk_test_",
    "pk_test_",
    "rk_test_",
    "gsk_",
    "xai-",
    "pplx-",
    "tvly-",
    "dapi",
    "eyJ",
    "dop_v1_",
    "glsa_",
];

/// The words of a text that is made of nothing else: of letters, with few digits at the end of one at most. What is random has
/// digits within, mixes capitals, or falls into more parts.
fn plain_words(text: &str) -> Option<Vec<String>> {
    let text = text.replace('\'', "");
    let mut parts = text
        .split(['-', '_', ' ', '.'])
        .filter(|part| !part.is_empty());
    let words = words(&text);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_few = !words.is_empty() && words.len() <= 10 && digits <= 10;
    (is_few && parts.all(is_cased) && words.iter().all(|word| is_plain(word))).then_some(words)
}

fn is_plain(word: &str) -> bool {
    let stem = stem(word);
    word.len() - stem.len() <= 4
        && stem.len() <= 16
        && (stem.len() != 1 || matches!(stem, "a" | "i" | "x"))
}

/// Whether all is letters, but for the digits at the end: small ones, with a capital before them at most, or capitals, or words
/// of which each begins with a capital and none is short.
fn is_cased(part: &str) -> bool {
    let letters = stem(part);
    let is_capital = |c: char| c.is_ascii_uppercase();
    let rest = letters.strip_prefix(is_capital).unwrap_or(letters);
    letters.chars().all(|c| c.is_ascii_alphabetic())
        && (letters.chars().all(is_capital)
            || !rest.contains(is_capital)
            || rest.split(is_capital).all(|word| word.len() > 1))
}

/// A word without the digits at its end.
fn stem(word: &str) -> &str {
    word.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// `{token}`, `[REDACTED]`, `%s`: words in brackets, and what is printed into a text.
fn is_in_brackets(text: &str) -> bool {
    let brackets = [("{", "}"), ("[", "]"), ("(", ")"), ("{{", "}}")];
    let is_of_word = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_' | ' ' | '.');
    let is_word_in = |(open, close): (&str, &str)| {
        let inner = text.strip_prefix(open);
        let inner = inner.and_then(|rest| rest.strip_suffix(close));
        inner.is_some_and(|inner| inner.chars().all(is_of_word))
    };
    matches!(text, "%s" | "%v" | "%q") || brackets.into_iter().any(is_word_in)
}

/// `$NAME`, as envsubst fills it in.
fn is_variable(text: &str) -> bool {
    let is_name =
        |name: &str| name.len() > 2 && name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    text.strip_prefix('$').is_some_and(is_name)
}

/// Whole texts.
const MARKS: &[&str] = &[
    "n/a", "na", "-", "empty", "unset", "noauth", "replace", "insert", "fill", "set", "update",
];

/// Words that say it wherever they are.
const STAND_INS: &[&str] = &[
    "dummy",
    "fake",
    "placeholder",
    "example",
    "your",
    "unused",
    "ignored",
    "redacted",
    "todo",
    "tbd",
    "noop",
    "changeme",
    "replaceme",
    "setme",
    "fillme",
    "updateme",
];

/// Words that say it at the beginning of several.
const BEGINNINGS: &[&str] = &[
    "no", "not", "none", "via", "injected", "managed", "handled", "provided",
];

/// What somebody is asked to do, and to what.
const REQUESTS: &[&str] = &[
    "set", "update", "change", "replace", "fill", "insert", "put", "add", "enter", "paste",
];

const REQUESTED: &[&str] = &[
    "me", "in", "it", "this", "the", "a", "my", "api", "auth", "access", "key", "token", "secret",
    "password", "value",
];

/// Words that say it of a key.
const LOOSE: &[&str] = &[
    "test",
    "testing",
    "local",
    "localhost",
    "anything",
    "mock",
    "sample",
    "demo",
];

/// Gateways, which hold the key themselves, servers of models that want none, and words for keys.
const NAMES: &[&str] = &[
    "agentgateway",
    "kgateway",
    "gateway",
    "litellm",
    "vllm",
    "lm",
    "studio",
    "lmstudio",
    "bifrost",
    "portkey",
    "llama",
    "llamacpp",
    "cpp",
    "llamafile",
    "localai",
    "ollama",
    "sglang",
    "kagent",
    "proxy",
    "internal",
    "openai",
    "github",
    "my",
    "api",
    "key",
    "apikey",
    "token",
    "pat",
];

#[cfg(test)]
mod tests;
