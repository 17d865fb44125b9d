//! Credentials that show by themselves: JSON web tokens, private keys, providers' prefixes, passwords in URLs.

use super::index::joined;
use super::literal::{is_literal, is_stand_in};
use memchr::{memchr2_iter, memmem};
use std::ops::Range;

/// What a credential shows itself to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialShape {
    /// A private key.
    PrivateKey,
    /// The user info of a URL.
    UserInfo,
    /// A token, by itself or after `Bearer` or `Basic`.
    Token,
}

/// The shape of the credential that a string holds.
pub(super) fn shape(text: &str) -> Option<CredentialShape> {
    let readers: [(CredentialShape, ShapeReader); 3] = [
        (CredentialShape::PrivateKey, private_keys),
        (CredentialShape::UserInfo, urls),
        (CredentialShape::Token, words),
    ];
    readers.into_iter().find_map(|(shape, read)| {
        let mut found = Vec::new();
        read(text, &mut found);
        (!found.is_empty()).then_some(shape)
    })
}

/// Adds the credentials of one shape.
type ShapeReader = fn(&str, &mut Vec<Range<usize>>);

/// Whether a string holds a credential.
pub(super) fn is_in(text: &str) -> bool {
    !find(text).is_empty()
}

/// The credentials in a string, in order, not overlapping.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    private_keys(text, &mut found);
    urls(text, &mut found);
    words(text, &mut found);
    joined(found)
}

/// The same without what is around them: the name before a token, as in `--token=…`, and the first and last lines of a private
/// key.
pub(super) fn credentials_in(text: &str) -> Vec<&str> {
    let found = find(text).into_iter().map(|range| &text[range]);
    let bare = found.flat_map(|found| match found.strip_prefix(BEGIN) {
        Some(key) => vec![body_of_key(key)],
        None if is_token(found) => found
            .split(['=', '/'])
            .filter(|part| is_token(part))
            .collect(),
        None => vec![found],
    });
    bare.collect()
}

/// What is between the first line of a private key and its last.
fn body_of_key(key: &str) -> &str {
    let body = key.split_once("-----").map_or(key, |(_, rest)| rest);
    body.split("-----END ").next().unwrap_or_default().trim()
}

/// What the first line of a private key begins with.
const BEGIN: &str = "-----BEGIN ";

/// From the first line of a private key to its last. Where that is missing, or another one begins before it (prose names
/// the first lines of several kinds), it ends with the lines that can be of a key.
fn private_keys(text: &str, found: &mut Vec<Range<usize>>) {
    let mut position = 0;
    while let Some(offset) = memmem::find(&text.as_bytes()[position..], BEGIN.as_bytes()) {
        let start = position + offset;
        position = start + BEGIN.len();
        let rest = &text[position..];
        let label = rest.lines().next().unwrap_or_default();
        if !label.contains("PRIVATE KEY") {
            continue;
        }
        let end = rest.find("-----END ");
        let end = end.filter(|&end| !rest[..end].contains(BEGIN));
        position += match end {
            Some(end) => end + rest[end..].lines().next().map_or(0, str::len),
            None => length_of_key(rest),
        };
        found.push(start..position);
    }
}

/// How much of a text that begins in the first line of a private key can be of it.
fn length_of_key(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().map_or(0, str::len);
    let others = lines.take_while(|line| may_be_of_key(line)).map(str::len);
    let length = first + others.sum::<usize>();
    text[..length].trim_end().len()
}

/// Whether a line may be of a private key: base 64, or a field before it, as it is or as a comment or a string.
fn may_be_of_key(line: &str) -> bool {
    let is_around = |c: char| c.is_whitespace() || matches!(c, '#' | '"' | '\'' | ',' | '\\' | '|');
    let line = line.trim_matches(is_around);
    let is_field = ["Proc-Type:", "DEK-Info:"]
        .iter()
        .any(|field| line.starts_with(field));
    let is_base64 =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b'.' | b'\\');
    is_field || line.starts_with("-----") || line.bytes().all(is_base64)
}

/// `scheme://user:password@host`; over HTTP a user alone can be a token, with a word in the password's place or none.
fn urls(text: &str, found: &mut Vec<Range<usize>>) {
    for separator in separators(text) {
        let Some(user_info) = user_info_after(text, separator) else {
            continue;
        };
        let is_http = is_http(text, separator);
        let colon = text[user_info.clone()].find(':');
        let colon = colon.map(|colon| user_info.start + colon);
        let secret = match colon {
            Some(colon) if is_http && says_nothing(&text[colon + 1..user_info.end]) => {
                user_info.start..colon
            }
            Some(colon) => colon + 1..user_info.end,
            None if is_http => user_info,
            None => continue,
        };
        if !is_stand_in(&text[secret.clone()]) {
            found.push(secret);
        }
    }
}

/// Where a text has what separates a scheme of a URL from what follows.
fn separators(text: &str) -> impl Iterator<Item = usize> {
    memmem::find_iter(text.as_bytes(), "://")
}

/// Whether a password is none, and the user before it a token.
fn says_nothing(password: &str) -> bool {
    matches!(password, "" | "x-oauth-basic")
}

fn is_http(text: &str, separator: usize) -> bool {
    let scheme = &text.as_bytes()[..separator];
    ["http", "https"].iter().any(|http| {
        let end = scheme.len().saturating_sub(http.len());
        scheme[end..].eq_ignore_ascii_case(http.as_bytes())
    })
}

/// The user and password of URLs over HTTP, where either may be a token. It is hidden where it is written: the user's name
/// may be a common word.
pub(super) fn http_user_infos(text: &str) -> Vec<Range<usize>> {
    let user_infos = separators(text).filter(|&separator| is_http(text, separator));
    let user_infos = user_infos.filter_map(|separator| user_info_after(text, separator));
    let is_secret = |user_info: &Range<usize>| {
        let (user, password) = text[user_info.clone()]
            .split_once(':')
            .unwrap_or((&text[user_info.clone()], ""));
        let secret = if says_nothing(password) {
            user
        } else {
            password
        };
        !is_stand_in(secret)
    };
    user_infos.filter(is_secret).collect()
}

/// The user and password of a URL.
pub fn user_info(url: &str) -> Option<Range<usize>> {
    user_info_after(url, url.find("://")?)
}

/// The user and password of the URL whose `://` begins at an offset.
fn user_info_after(text: &str, separator: usize) -> Option<Range<usize>> {
    let start = separator + "://".len();
    let is_end = |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'');
    let authority = text[start..].split(is_end).next().unwrap_or_default();
    let length = authority.rfind('@')?;
    Some(start..start + length)
}

/// The password of `user:password@host` without a scheme, as people write a URL when they forget it. What looks like that
/// may be something else, an address after `mailto:` for instance: it is hidden where it is written, and not reported.
pub(super) fn bare_passwords(text: &str) -> Vec<Range<usize>> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`');
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(offset) = text[position..].find('@') {
        let at = position + offset;
        let before = text[position..at].rsplit(is_end).next();
        let after = text[at..].split(is_end).next();
        let start = at - before.map_or(0, str::len);
        position = at + after.map_or(1, str::len);
        let word = &text[start..position];
        let Some((user_info, host)) = word.rsplit_once('@') else {
            continue;
        };
        let Some((user, password)) = user_info.split_once(':') else {
            continue;
        };
        let is_host = host.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        let is_digest = ["sha256:", "sha512:"]
            .iter()
            .any(|kind| host.starts_with(kind));
        if !user.is_empty()
            && !password.starts_with("//")
            && is_host
            && !is_digest
            && is_literal(password)
        {
            let start = start + user.len() + 1;
            found.push(start..start + password.len());
        }
    }
    found
}

/// Words that begin as a provider's tokens do, JSON web tokens, and what follows `Bearer` and `Basic`.
fn words(text: &str, found: &mut Vec<Range<usize>>) {
    tokens(text, found);
    after_schemes(text, found);
}

/// Words that show themselves to be tokens. No token is short: where a word must have ended before it could be one, the bytes
/// before that end need no look.
fn tokens(text: &str, found: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    // Words begin here or further on.
    let mut start = 0;
    while let Some(next) = bytes.get(start..start + SHORTEST) {
        if let Some(between) = next.iter().rposition(|&b| !is_word_byte(b)) {
            start += between + 1;
            continue;
        }
        let end = start + run(&bytes[start..]);
        if is_token(&text[start..end]) {
            found.push(start..end);
        }
        start = end;
    }
}

/// The credential after a word that ends in the name of an HTTP authentication scheme.
fn after_schemes(text: &str, found: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    for name in memchr2_iter(b'b', b'B', bytes) {
        let rest = &bytes[name..];
        let scheme = SCHEMES.iter().find(|scheme| {
            let word = rest.get(..scheme.len());
            word.is_some_and(|word| word.eq_ignore_ascii_case(scheme.as_bytes()))
                && rest.get(scheme.len()) == Some(&b' ')
        });
        let Some(scheme) = scheme else { continue };
        let start = name + scheme.len() + 1;
        let credential = &text[start..start + run(&bytes[start..])];
        if is_credential(credential) {
            found.push(start..start + credential.len());
        }
    }
}

/// Schemes of HTTP authentication with a credential after them.
const SCHEMES: [&str; 2] = ["bearer", "basic"];

/// The length of the word that begins here.
fn run(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&b| is_word_byte(b)).count()
}

/// The characters that tokens are made of.
const fn is_of_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'~' | b'+' | b'/' | b'=')
}

fn is_word_byte(b: u8) -> bool {
    const OF_WORDS: [bool; 256] = {
        let mut of_words = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            of_words[byte] = is_of_word(byte as u8);
            byte += 1;
        }
        of_words
    };
    OF_WORDS[usize::from(b)]
}

/// Whether what follows a scheme is more than a word of a sentence.
fn is_credential(text: &str) -> bool {
    let is_word = text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    text.len() >= 8 && !is_word && is_literal(text)
}

/// No token is shorter, and most words are.
const SHORTEST: usize = 15;

fn is_token(word: &str) -> bool {
    // A token can follow `key=` without a space.
    word.len() >= SHORTEST
        && word
            .split(['=', '/'])
            .any(|part| is_web_token(part) || has_prefix(part))
}

/// Three parts of base64 between dots, of which the first begins like `{"`.
fn is_web_token(word: &str) -> bool {
    let mut parts = word.split('.');
    let (Some(header), Some(payload), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    header.starts_with("eyJ") && header.len() >= 10 && payload.len() >= 8
}

/// Prefixes of well-known tokens, with the least length of what follows.
pub(super) const PREFIXES: [(&str, usize); 25] = [
    ("ghp_", 20),
    ("gho_", 20),
    ("ghu_", 20),
    ("ghs_", 20),
    ("ghr_", 20),
    ("github_pat_", 20),
    ("glpat-", 16),
    ("sk-", 20),
    ("sk_live_", 16),
    ("rk_live_", 16),
    ("xoxa-", 10),
    ("xoxb-", 10),
    ("xoxe-", 10),
    ("xoxp-", 10),
    ("xoxr-", 10),
    ("xoxs-", 10),
    ("xapp-", 10),
    ("AKIA", 16),
    ("ASIA", 16),
    ("AIza", 30),
    ("hf_", 30),
    ("npm_", 30),
    ("ya29.", 20),
    ("hvs.", 20),
    ("AGE-SECRET-KEY-", 20),
];

fn has_prefix(word: &str) -> bool {
    PREFIXES.iter().any(|(prefix, least)| {
        word.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() >= *least
                && rest
                    .bytes()
                    .any(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        })
    })
}

#[cfg(test)]
mod tests;
