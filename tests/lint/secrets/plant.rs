//! Plants secrets in a values file, one at a time.

use helm_obo::source::{Name, Sources, Span};
use helm_obo::yaml::{Node, Value, read_values};
use std::collections::BTreeSet;

/// A file with a secret in it.
pub(super) struct Planted {
    /// Where the secret is.
    pub(super) what: String,
    /// The file.
    pub(super) text: String,
    /// What must not be printed of it.
    pub(super) secret: &'static str,
}

/// A file with a secret in it.
type Carrier = (&'static str, &'static str);

const GITHUB: Carrier = (
    "ghp_Zq8vK2mX4tR7wB1nL5cJ9dF3hG6sP0yA",
    "ghp_Zq8vK2mX4tR7wB1nL5cJ9dF3hG6sP0yA",
);
const WEB_TOKEN: Carrier = (
    "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ",
    "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ",
);
const USER_INFO: Carrier = (
    "https://app:us3r1nf0-pw-9f8e7d6c@tools.example.com/mcp",
    "us3r1nf0-pw-9f8e7d6c",
);
const BEARER: Carrier = ("Bearer 0paque-t0ken-5f2a9c81e7", "0paque-t0ken-5f2a9c81e7");

/// Strings that show by their shape that they hold a secret.
const SHAPED: [Carrier; 4] = [GITHUB, WEB_TOKEN, USER_INFO, BEARER];

/// Strings that are secrets only because of the name beside them.
const NAMED: [&str; 2] = ["correct-horse-b4ttery-staple", "490154203237518"];

/// What may follow a secret and is none itself; it makes a placeholder of nothing before it.
const TAILS: [&str; 4] = ["", "${X}", "<x>", "-REPLACE_ME"];

/// Entries whose names say that their values, `$`, are secrets.
const ENTRIES: [&str; 17] = [
    "password: $",
    "\"API_KEY\": \"$\"",
    "clientSecret: '$'",
    "DB_PASS: $",
    "pgpassword: $",
    "jwt: $",
    "tokens: [a, $]",
    "apiKey: {value: $}",
    "env: [{name: DB_PASSWORD, value: $}]",
    "env: [{value: \"$\", name: SLACK_TOKEN}]",
    "headers: [{name: Authorization, value: $}]",
    "auth: {token: $}",
    "<<: {password: $}",
    "config: '{\"password\": \"$\"}'",
    "config: \"{\\\"password\\\": \\\"$\\\"}\"",
    "args: [--password=$]",
    "dsn: \"host=db password=$ user=a\"",
];

/// The same over several lines, which flow style does not take; `@` is the indentation.
const LONG_ENTRIES: [&str; 8] = [
    "password: |\n@  $",
    "password: >-\n@  first\n@\n@  $",
    "password: first\n@  $\n@  last",
    "token:\n@  $",
    "base: &base $\n@password: *base",
    "env:\n@- name: DB_PASSWORD\n@  value: $",
    "env:\n@  - value: >-\n@      $\n@    name: DB_PASSWORD",
    "config: |\n@  a: b\n@  password: $",
];

/// Comments in which a name says that a secret is there.
const COMMENTS: [&str; 9] = [
    "# password: $ # from ${VAULT}",
    "# {token: $, url: \"https://${HOST}\"}",
    "# export TOKEN=$; curl ${URL}",
    "# {\"apiKey\":\"$\",\"url\":\"<url>\"}",
    "# token: $, REPLACE_ME",
    "# password: $",
    "# API_KEY=$",
    "# was: {name: DB_PASSWORD, value: $}",
    "# token: \"$\", until May",
];

/// Where things are in a values file.
#[derive(Default)]
struct Places {
    scalars: BTreeSet<Span>,
    keys: BTreeSet<Span>,
    /// Where the first key of a mapping begins, and whether braces are around it.
    mappings: BTreeSet<(usize, bool)>,
    /// Whether all of this is known from reading it.
    is_read: bool,
}

impl Places {
    fn of(text: &str) -> Self {
        let sources = Sources::default();
        let source = sources.add(Name::Stdin, text.into());
        let mut places = Self::default();
        match read_values(&source) {
            Ok(document) if document.ignored.is_empty() => {
                places.is_read = true;
                places.visit(&document.root);
            }
            _ => places.guess(text),
        }
        places
    }

    fn visit(&mut self, node: &Node) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.visit(item)),
            Value::Map(map) => {
                let is_flow = node.style == helm_obo::yaml::Style::Flow;
                let own = map.entries().iter().filter(|entry| !entry.merged);
                let first = own.map(|entry| entry.key_place.span.range().start).min();
                self.mappings.extend(first.map(|first| (first, is_flow)));
                for entry in map.entries() {
                    self.keys.insert(entry.key_place.span);
                    self.visit(&entry.node);
                }
            }
            _ => {
                self.scalars.insert(node.place.span);
            }
        }
    }

    /// What seems to be keys and scalars, in a file that is not read whole.
    fn guess(&mut self, text: &str) {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let content = line.trim_end();
            let indent = content.len() - content.trim_start_matches([' ', '\t', '-']).len();
            if let Some((key, value)) = content.split_once(": ") {
                let end = start + content.len();
                self.scalars.insert(Span::new(end - value.len(), end));
                self.keys
                    .insert(Span::new(start + indent, start + key.len()));
                self.mappings.insert((start + indent, false));
            }
            start += line.len();
        }
    }
}

/// A shaped secret in place of each scalar in turn.
pub(super) fn in_place_of_scalars(text: &str) -> Vec<Planted> {
    replaced(text, &Places::of(text).scalars, &SHAPED)
}

/// A secret in place of each key in turn.
pub(super) fn in_place_of_keys(text: &str) -> Vec<Planted> {
    replaced(text, &Places::of(text).keys, &[GITHUB, WEB_TOKEN])
}

fn replaced(text: &str, spans: &BTreeSet<Span>, carriers: &[Carrier]) -> Vec<Planted> {
    let mut planted = Vec::new();
    for span in spans {
        let range = span.range();
        let old = &text[range.clone()];
        let end = &old[old.trim_end().len()..];
        // A value that is written by its absence needs a blank before it.
        let start = if old.is_empty() { " " } else { "" };
        for (carrier, secret) in carriers {
            let mut text = text.to_owned();
            text.replace_range(range.clone(), &format!("{start}{carrier}{end}"));
            planted.push(Planted {
                what: format!("`{carrier}` in place of `{}`", old.trim_end()),
                text,
                secret,
            });
        }
    }
    planted
}

/// An entry with a secret at the beginning of each mapping in turn.
pub(super) fn beside_keys(text: &str) -> Vec<Planted> {
    let mut planted = Vec::new();
    let places = Places::of(text);
    for &(start, is_flow) in &places.mappings {
        let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = " ".repeat(text[line..start].chars().count());
        let long: &[&str] = if is_flow { &[] } else { &LONG_ENTRIES };
        let end = if is_flow { ", " } else { "\n@" };
        for entry in ENTRIES.iter().chain(long) {
            // Who reads no values knows no aliases.
            if !places.is_read && entry.contains('&') {
                continue;
            }
            let entry = format!("{entry}{end}").replace('@', &indent);
            planted.extend(inserted(text, start, &entry));
        }
    }
    planted
}

/// The secrets in an entry or a comment, which is put into a file, with each tail.
fn inserted(text: &str, place: usize, piece: &str) -> impl Iterator<Item = Planted> {
    let named = NAMED.iter();
    let named = named.flat_map(|secret| TAILS.map(|tail| (*secret, tail)));
    named.map(move |(secret, tail)| {
        let secret_with_tail = format!("{secret}{tail}");
        // A `$` before a brace is of a placeholder.
        let piece = piece.replace("${", "\0").replace('$', &secret_with_tail);
        let piece = piece.replace('\0', "${");
        Planted {
            what: format!("`{piece}` at {place}"),
            text: format!("{}{piece}{}", &text[..place], &text[place..]),
            secret,
        }
    })
}

/// A comment with a secret after each line in turn, and above it.
pub(super) fn in_comments(text: &str) -> Vec<Planted> {
    let mut planted = Vec::new();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let start = end;
        end += line.len();
        let content = line.trim_end();
        let indent = &content[..content.len() - content.trim_start().len()];
        for comment in COMMENTS {
            planted.extend(inserted(
                text,
                start + content.len(),
                &format!(" {comment}"),
            ));
            planted.extend(inserted(text, start, &format!("{indent}{comment}\n")));
        }
    }
    planted
}
