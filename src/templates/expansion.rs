//! Which values a chart's templates pass through `tpl`, told by the keys that they name: more rather than fewer, since a value
//! that is passed on is not to be taken for one that stays as it is.

use super::pieces::{Piece, pieces};
use super::small;
use super::tokens::{Token, tokens};
use crate::contract::Passed;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// How often helpers are gone through to find those that call others which pass their argument on.
const ROUNDS: usize = 8;

/// What the templates of a chart pass through `tpl`; `below` are the files of its subcharts, whose helpers it may call.
pub fn passed(own: &[(PathBuf, String)], below: &[(PathBuf, String)]) -> Passed {
    let texts = || own.iter().chain(below).map(|(_, text)| small(text));
    let mut helpers = Helpers::default();
    for text in texts() {
        helpers.note(text);
    }
    for _ in 0..ROUNDS {
        let known = helpers.passing.len();
        for text in texts() {
            Search::new(&mut helpers, None).read(text);
        }
        if helpers.passing.len() == known {
            break;
        }
    }
    let mut passed = Passed::default();
    for (_, text) in own {
        Search::new(&mut helpers, Some(&mut passed)).read(small(text));
    }
    // What a helper of another chart passes on it may be called for from here.
    for (_, text) in below {
        let mut of_helpers = Passed::default();
        let mut search = Search::new(&mut helpers, Some(&mut of_helpers));
        search.only_helpers = true;
        search.read(small(text));
        passed.keys.append(&mut of_helpers.keys);
    }
    passed
}

/// The helpers of all files.
#[derive(Default)]
struct Helpers {
    known: BTreeSet<String>,
    /// Those that pass on what they are called with, or a part of it.
    passing: BTreeSet<String>,
}

impl Helpers {
    fn note(&mut self, text: &str) {
        for action in actions(text) {
            if let [Token::Word("define" | "block"), Token::Text(name), ..] = &tokens(action)[..] {
                self.known.insert(name.clone());
            }
        }
    }

    /// Whether a helper passes its argument on; one that is not at hand does by its name only.
    fn passes(&self, name: &str) -> bool {
        let is_named_so = || !self.known.contains(name) && name.contains("tpl");
        self.passing.contains(name) || is_named_so()
    }
}

fn actions(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Action(_, action) => Some(action),
        Piece::Text(..) => None,
    })
}

/// What an expression is made of: the paths in it, each as far as it is known.
#[derive(Clone, Default)]
struct Keys {
    names: BTreeSet<String>,
    /// Whether it is one path and nothing else, so that what is below it is below that path.
    is_plain: bool,
    /// Whether it may be anything else too.
    is_any: bool,
    /// Whether it is the argument of the helper that it stands in, or a part of that.
    is_argument: bool,
}

impl Keys {
    fn add(&mut self, other: &Self) {
        self.is_plain = false;
        self.names.extend(other.names.iter().cloned());
        self.is_any |= other.is_any;
        self.is_argument |= other.is_argument;
    }
}

/// An open branch, with what the dot is in it, where that changes.
enum Frame {
    Helper(String),
    Dot(Keys),
    Same,
}

struct Search<'s> {
    helpers: &'s mut Helpers,
    /// What is found; none while helpers are looked for.
    passed: Option<&'s mut Passed>,
    only_helpers: bool,
    frames: Vec<Frame>,
    variables: BTreeMap<String, Keys>,
}

impl<'s> Search<'s> {
    fn new(helpers: &'s mut Helpers, passed: Option<&'s mut Passed>) -> Self {
        Self {
            helpers,
            passed,
            only_helpers: false,
            frames: Vec::new(),
            variables: BTreeMap::new(),
        }
    }

    fn read(&mut self, text: &str) {
        for action in actions(text) {
            let tokens = tokens(action);
            self.calls(&tokens);
            self.step(&tokens);
        }
    }

    fn step(&mut self, tokens: &[Token<'_>]) {
        match tokens {
            [Token::Word("define" | "block"), Token::Text(name), ..] => {
                self.frames.push(Frame::Helper(name.clone()));
            }
            [Token::Word("with" | "range"), rest @ ..] => {
                let keys = self.declared(rest);
                self.frames.push(Frame::Dot(keys));
            }
            [Token::Word("if"), rest @ ..] => {
                self.declared(rest);
                self.frames.push(Frame::Same);
            }
            [Token::Word("else"), Token::Word("with"), rest @ ..] => {
                self.frames.pop();
                let keys = self.declared(rest);
                self.frames.push(Frame::Dot(keys));
            }
            [Token::Word("else"), ..] => {
                self.frames.pop();
                self.frames.push(Frame::Same);
            }
            [Token::Word("end")] => {
                self.frames.pop();
            }
            _ => {
                self.declared(tokens);
            }
        }
    }

    /// What an expression is made of; the variables before `:=` or `=` become that too.
    fn declared(&mut self, tokens: &[Token<'_>]) -> Keys {
        let is_sign = |token: &Token<'_>| matches!(token, Token::Declare | Token::Assign);
        let Some(sign) = tokens.iter().position(is_sign) else {
            return self.keys(tokens);
        };
        let keys = self.keys(&tokens[sign + 1..]);
        for token in &tokens[..sign] {
            if let Token::Path(Some(name), _) = token {
                let known = self.variables.entry((*name).to_owned());
                let known = known.and_modify(|known| known.add(&keys));
                known.or_insert_with(|| keys.clone());
            }
        }
        keys
    }

    fn keys(&self, tokens: &[Token<'_>]) -> Keys {
        if let [Token::Path(variable, fields)] = tokens {
            return self.path(*variable, fields);
        }
        let mut keys = Keys::default();
        for (index, token) in tokens.iter().enumerate() {
            match token {
                Token::Path(variable, fields) => keys.add(&self.path(*variable, fields)),
                Token::Close(fields) => keys
                    .names
                    .extend(fields.last().iter().map(|field| (**field).to_owned())),
                // `get $agent "url"`
                Token::Text(text) => {
                    keys.names.insert(text.clone());
                }
                // What another helper writes may hold any value.
                Token::Word("include") => {
                    let is_helpers = matches!(tokens.get(index + 1), Some(Token::Text(_)));
                    keys.is_any |= is_helpers;
                }
                _ => {}
            }
        }
        keys
    }

    fn path(&self, variable: Option<&str>, fields: &[&str]) -> Keys {
        let is_rooted = matches!(variable, None | Some(""));
        match fields {
            // Not of the values.
            [
                "Release" | "Chart" | "Capabilities" | "Files" | "Template" | "Subcharts",
                ..,
            ] if is_rooted => Keys::default(),
            ["Values"] if is_rooted => Keys {
                is_any: true,
                ..Keys::default()
            },
            ["Values", keys @ ..] if is_rooted => Keys {
                is_plain: true,
                ..named(&keys.join("."))
            },
            [.., last] => {
                let base = match variable {
                    None => self.dot(),
                    Some(name) => self.variables.get(name).cloned().unwrap_or_default(),
                };
                if base.is_plain {
                    let names = base.names.iter();
                    let below = names.map(|name| format!("{name}.{}", fields.join(".")));
                    return Keys {
                        names: below.collect(),
                        ..base
                    };
                }
                Keys {
                    is_argument: variable.is_none() && base.is_argument,
                    ..named(last)
                }
            }
            [] => match variable {
                None => self.dot(),
                Some("") => Keys::default(),
                Some(name) => self.variables.get(name).cloned().unwrap_or(Keys {
                    is_any: true,
                    ..Keys::default()
                }),
            },
        }
    }

    fn dot(&self) -> Keys {
        for frame in self.frames.iter().rev() {
            match frame {
                Frame::Dot(keys) => return keys.clone(),
                Frame::Helper(_) => {
                    return Keys {
                        is_argument: true,
                        ..Keys::default()
                    };
                }
                Frame::Same => {}
            }
        }
        Keys::default()
    }

    fn helper(&self) -> Option<&str> {
        self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Helper(name) => Some(&**name),
            _ => None,
        })
    }

    /// Notes what an action passes through `tpl`, by itself or by a helper.
    fn calls(&mut self, tokens: &[Token<'_>]) {
        for (index, token) in tokens.iter().enumerate() {
            let rest = &tokens[index + 1..];
            match token {
                Token::Word("tpl") => {
                    let operand = operand(rest);
                    let is_text = matches!(operand, [Token::Text(_)]);
                    if !is_text {
                        let keys = self.keys(operand);
                        self.pass(&keys);
                    }
                }
                Token::Word("include" | "template") => self.helper_call(rest),
                _ => {}
            }
        }
    }

    fn helper_call(&mut self, rest: &[Token<'_>]) {
        let [Token::Text(name), arguments @ ..] = rest else {
            self.unseen();
            return;
        };
        let end = arguments.iter().position(|token| *token == Token::Pipe);
        let arguments = &arguments[..end.unwrap_or(arguments.len())];
        if self.helpers.passes(name) {
            let keys = self.keys(arguments);
            self.pass(&keys);
        } else if !self.helpers.known.contains(name) {
            self.unseen();
        }
    }

    fn pass(&mut self, keys: &Keys) {
        if keys.is_argument
            && let Some(helper) = self.helper().map(str::to_owned)
        {
            self.helpers.passing.insert(helper);
        }
        let counts = !self.only_helpers || self.helper().is_some();
        if let Some(passed) = self.passed.as_mut().filter(|_| counts) {
            passed.keys.extend(keys.names.iter().cloned());
            passed.is_any |= keys.is_any;
        }
    }

    fn unseen(&mut self) {
        if let Some(passed) = &mut self.passed {
            passed.calls_unseen = true;
        }
    }
}

fn named(key: &str) -> Keys {
    Keys {
        names: BTreeSet::from([key.to_owned()]),
        ..Keys::default()
    }
}

/// The first argument of a function, in its brackets if it has some.
fn operand<'s, 't>(rest: &'s [Token<'t>]) -> &'s [Token<'t>] {
    let mut depth = 0;
    for (index, token) in rest.iter().enumerate() {
        match token {
            Token::Open => depth += 1,
            Token::Close(_) => depth -= 1,
            _ => {}
        }
        if depth <= 0 {
            return &rest[..=index];
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::{Passed, passed};
    use std::path::PathBuf;

    fn of(texts: &[&str]) -> Passed {
        let files: Vec<_> = texts
            .iter()
            .map(|text| (PathBuf::from("a.yaml"), (*text).to_owned()))
            .collect();
        passed(&files, &[])
    }

    #[test]
    fn keys_that_are_passed_on() {
        for (text, keys) in [
            ("{{ .Values.a.url }}", ""),
            ("{{/* tpl .Values.a.url . */}}", ""),
            ("{{ \"tpl .Values.a.url .\" }}", ""),
            ("{{ tpl .Values.a.url . }}", "a.url"),
            ("{{- tpl $a.url $ | quote -}}", "url"),
            ("{{ tpl (.url | default .host) $ }}", "host url"),
            ("{{ tpl (get $a \"url\") $ }}", "url ?"),
            ("{{ $ | tpl .Values.a.url }}", "a.url"),
            ("{{ tpl (toYaml .Values.agents) . }}", "agents"),
            ("{{ tpl (.Files.Get \"a\") . }}", "a"),
            ("{{ tpl \"{{ .Release.Name }}\" . }}", ""),
            ("{{ with .Values.extra }}{{ tpl . $ }}{{ end }}", "extra"),
            (
                "{{ range .Values.more }}{{ if .a }}{{ tpl (toYaml .) $ }}{{ end }}{{ end }}",
                "more",
            ),
            (
                "{{ range $n, $a := .Values.agents.definitions }}{{ tpl $a.url $ }}{{ tpl $n $ }}{{ end }}",
                "agents.definitions agents.definitions.url",
            ),
            ("{{ $u := .Values.a.url }}{{ tpl $u . }}", "a.url"),
            ("{{ tpl $u . }}", "?"),
            (
                "{{ range .Values.servers }}{{ with .auth }}{{ tpl .secret $ }}{{ end }}{{ end }}",
                "servers.auth.secret",
            ),
            (
                "{{ range concat .Values.a .Values.b }}{{ tpl .url $ }}{{ end }}",
                "url",
            ),
            (
                "{{ $a := .Values.a }}{{ $a = .Values.b }}{{ tpl $a.url $ }}",
                "url",
            ),
            ("{{ tpl .Values . }}", "?"),
            (
                "{{ tpl (include \"x\" .) . }}{{ define \"x\" }}{{ end }}",
                "x ?",
            ),
            ("{{ include \"far\" . }}", "!"),
            ("{{ include .Values.name . }}", "!"),
            (
                "{{ include \"common.tplvalues.render\" (dict \"value\" .url \"context\" $) }}",
                "context url value",
            ),
            (
                "{{ include \"r\" (dict \"value\" .url) }}{{ define \"r\" }}{{ tpl .value .context }}{{ end }}",
                "url value",
            ),
            (
                "{{ include \"r\" .Values.url }}{{ define \"r\" }}{{ include \"s\" . }}{{ end }}{{ define \"s\" }}{{ tpl . . }}{{ end }}",
                "url",
            ),
            (
                "{{ include \"r\" .Values.url }}{{ define \"r\" }}{{ tpl .Values.name . }}{{ end }}",
                "name",
            ),
            (
                "{{ if .Values.a }}{{ else }}{{ tpl .Values.b . }}{{ end }}",
                "b",
            ),
        ] {
            let passed = of(&[text]);
            let mut found: Vec<&str> = passed.keys.iter().map(String::as_str).collect();
            found.extend(passed.is_any.then_some("?"));
            found.extend(passed.calls_unseen.then_some("!"));
            assert_eq!(found.join(" "), keys, "{text}");
        }
    }

    #[test]
    fn helpers_of_subcharts_count_where_they_are_called() {
        let file = |text: &str| (PathBuf::from("a.yaml"), text.to_owned());
        let library = [file(
            "{{ define \"r\" }}{{ tpl .value $ }}{{ end }}{{ tpl .Values.own . }}",
        )];
        let called = passed(
            &[file("{{ include \"r\" (dict \"value\" .url) }}")],
            &library,
        );
        assert!(called.keys.contains("url"));
        assert!(!called.keys.contains("own"));
        assert!(!called.calls_unseen);
        let not = passed(&[file("{{ .url }}")], &library);
        assert!(!not.keys.contains("url"));
    }
}
