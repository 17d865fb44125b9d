//! Which values a chart's templates pass through `tpl`, judged by the keys that they name. In doubt it is one too many:
//! a value that is passed on must not be taken for one that stays as it is.

use super::bodies::MAX_WORDS;
use super::frames::{BlockFrame, Frames};
use super::keys::ReadKeys;
use super::lexer::{Lexeme, lexemes};
use super::small;
use super::tokens::{TemplateToken, tokens};
use crate::contract::Passed;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// How often helpers are gone through to find those that call others which pass their argument on.
const ROUNDS: usize = 8;

/// What the templates of a chart pass through `tpl`; `below` are the files of its subcharts, whose helpers it may call.
pub fn passed(own: &[(PathBuf, String)], below: &[(PathBuf, String)]) -> Passed {
    let texts = || own.iter().chain(below).map(|(_, text)| small(text));
    let mut helpers = HelperTexts::default();
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
    // A helper of another chart may be called from here, and then passes on values of this chart.
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
struct HelperTexts {
    known: BTreeSet<String>,
    /// Those that pass on what they are called with, or a part of it.
    passing: BTreeSet<String>,
}

impl HelperTexts {
    fn note(&mut self, text: &str) {
        for action in actions(text) {
            if let [
                TemplateToken::Word("define" | "block"),
                TemplateToken::Text(name),
                ..,
            ] = &tokens(action)[..]
            {
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
    lexemes(text).into_iter().filter_map(|lexeme| match lexeme {
        Lexeme::Action(_, action) => Some(action),
        Lexeme::Text(..) => None,
    })
}

struct Search<'s> {
    helpers: &'s mut HelperTexts,
    /// What is found; `None` while helpers are searched.
    passed: Option<&'s mut Passed>,
    only_helpers: bool,
    frames: Frames,
    variables: BTreeMap<String, ReadKeys>,
}

impl<'s> Search<'s> {
    fn new(helpers: &'s mut HelperTexts, passed: Option<&'s mut Passed>) -> Self {
        Self {
            helpers,
            passed,
            only_helpers: false,
            frames: Frames::default(),
            variables: BTreeMap::new(),
        }
    }

    fn read(&mut self, text: &str) {
        for action in actions(text) {
            let mut tokens = tokens(action);
            if tokens.len() > MAX_WORDS {
                tokens.truncate(MAX_WORDS);
                self.pass(&ReadKeys::any());
            }
            self.calls(&tokens);
            self.step(&tokens);
        }
    }

    fn step(&mut self, tokens: &[TemplateToken<'_>]) {
        match tokens {
            [
                TemplateToken::Word("define" | "block"),
                TemplateToken::Text(name),
                ..,
            ] => {
                self.frames.push(BlockFrame::Helper(name.clone()));
            }
            [TemplateToken::Word("with" | "range"), rest @ ..] => {
                let keys = self.declared(rest);
                self.frames.push(BlockFrame::Dot(keys));
            }
            [TemplateToken::Word("if"), rest @ ..] => {
                self.declared(rest);
                self.frames.push(BlockFrame::Same);
            }
            [
                TemplateToken::Word("else"),
                TemplateToken::Word("with"),
                rest @ ..,
            ] => {
                self.frames.pop();
                let keys = self.declared(rest);
                self.frames.push(BlockFrame::Dot(keys));
            }
            [TemplateToken::Word("else"), ..] => {
                self.frames.pop();
                self.frames.push(BlockFrame::Same);
            }
            [TemplateToken::Word("end")] => {
                self.frames.pop();
            }
            _ => {
                self.declared(tokens);
            }
        }
    }

    /// What an expression is made of; the variables before `:=` or `=` become that too.
    fn declared(&mut self, tokens: &[TemplateToken<'_>]) -> ReadKeys {
        let is_sign = |token: &TemplateToken<'_>| {
            matches!(token, TemplateToken::Declare | TemplateToken::Assign)
        };
        let Some(sign) = tokens.iter().position(is_sign) else {
            return self.keys(tokens);
        };
        let keys = self.keys(&tokens[sign + 1..]);
        for token in &tokens[..sign] {
            if let TemplateToken::Path(Some(name), _) = token {
                let known = self.variables.entry((*name).to_owned());
                let known = known.and_modify(|known| known.add(&keys));
                known.or_insert_with(|| keys.clone());
            }
        }
        keys
    }

    fn keys(&self, tokens: &[TemplateToken<'_>]) -> ReadKeys {
        if let [TemplateToken::Path(variable, fields)] = tokens {
            return self.path(*variable, fields);
        }
        let mut keys = ReadKeys::default();
        for (index, token) in tokens.iter().enumerate() {
            match token {
                TemplateToken::Path(variable, fields) => keys.add(&self.path(*variable, fields)),
                TemplateToken::Close(fields) => keys
                    .names
                    .extend(fields.last().iter().map(|field| (**field).to_owned())),
                // `get $agent "url"`
                TemplateToken::Text(text) => {
                    keys.names.insert(text.clone());
                    keys.bound();
                }
                // What another helper writes may hold any value.
                TemplateToken::Word("include") => {
                    let is_helpers = matches!(tokens.get(index + 1), Some(TemplateToken::Text(_)));
                    keys.is_any |= is_helpers;
                }
                _ => {}
            }
        }
        keys
    }

    fn path(&self, variable: Option<&str>, fields: &[&str]) -> ReadKeys {
        let is_rooted = matches!(variable, None | Some(""));
        match fields {
            // Not of the values.
            [
                "Release" | "Chart" | "Capabilities" | "Files" | "Template" | "Subcharts",
                ..,
            ] if is_rooted => ReadKeys::default(),
            ["Values"] if is_rooted => ReadKeys::any(),
            ["Values", keys @ ..] if is_rooted => {
                let mut keys = ReadKeys::named(&keys.join("."));
                keys.is_plain = true;
                keys.bound();
                keys
            }
            [.., last] => {
                let base = match variable {
                    None => self.frames.dot(),
                    Some(name) => self.variables.get(name).cloned().unwrap_or_default(),
                };
                if base.is_plain {
                    let names = base.names.iter();
                    let below = names.map(|name| format!("{name}.{}", fields.join(".")));
                    let mut keys = ReadKeys {
                        names: below.collect(),
                        ..base
                    };
                    keys.bound();
                    return keys;
                }
                ReadKeys {
                    is_argument: variable.is_none() && base.is_argument,
                    ..ReadKeys::named(last)
                }
            }
            [] => match variable {
                None => self.frames.dot(),
                Some("") => ReadKeys::default(),
                Some(name) => self
                    .variables
                    .get(name)
                    .cloned()
                    .unwrap_or_else(ReadKeys::any),
            },
        }
    }

    /// Notes what an action passes through `tpl`, by itself or by a helper.
    fn calls(&mut self, tokens: &[TemplateToken<'_>]) {
        for (index, token) in tokens.iter().enumerate() {
            let rest = &tokens[index + 1..];
            match token {
                TemplateToken::Word("tpl") => {
                    let operand = operand(rest);
                    let is_text = matches!(operand, [TemplateToken::Text(_)]);
                    if !is_text {
                        let keys = self.keys(operand);
                        self.pass(&keys);
                    }
                }
                TemplateToken::Word("include" | "template") => self.helper_call(rest),
                _ => {}
            }
        }
    }

    fn helper_call(&mut self, rest: &[TemplateToken<'_>]) {
        let [TemplateToken::Text(name), arguments @ ..] = rest else {
            self.unseen();
            return;
        };
        let end = arguments
            .iter()
            .position(|token| *token == TemplateToken::Pipe);
        let arguments = &arguments[..end.unwrap_or(arguments.len())];
        if self.helpers.passes(name) {
            let keys = self.keys(arguments);
            self.pass(&keys);
        } else if !self.helpers.known.contains(name) {
            self.unseen();
        }
    }

    fn pass(&mut self, keys: &ReadKeys) {
        if keys.is_argument
            && let Some(helper) = self.frames.helper().map(str::to_owned)
        {
            self.helpers.passing.insert(helper);
        }
        let counts = !self.only_helpers || self.frames.helper().is_some();
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

/// The first argument of a function, in its brackets if it has some.
fn operand<'s, 't>(rest: &'s [TemplateToken<'t>]) -> &'s [TemplateToken<'t>] {
    let mut depth = 0;
    for (index, token) in rest.iter().enumerate() {
        match token {
            TemplateToken::Open => depth += 1,
            TemplateToken::Close(_) => depth -= 1,
            _ => {}
        }
        if depth <= 0 {
            return &rest[..=index];
        }
    }
    rest
}

#[cfg(test)]
mod tests;
