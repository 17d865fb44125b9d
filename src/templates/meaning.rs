//! What an expression of a template stands for, as far as it bears on agents' headers.

use super::tokens::Token;
use std::sync::Arc;

/// What stands in a text for what cannot be told.
pub(super) const UNKNOWN: char = '\u{fffc}';

/// How deep parentheses are followed.
const MAX_DEPTH: usize = 32;

/// How much a `dict` or `list` may hold.
const MAX_ITEMS: usize = 64;

/// How long a text is remembered.
const MAX_TEXT: usize = 256;

/// How far a helper's lines can be moved to the right.
const MAX_INDENT: usize = 64;

/// What an expression stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Something else.
    Other,
    /// Values of the chart that are no agent's.
    Values,
    /// The map of agents.
    Agents,
    /// The list of further servers.
    Listed,
    /// An agent's `obo`.
    Block,
    /// Whether that is on; or off.
    Flag(bool),
    /// A text, with [`UNKNOWN`] for what is put in; a number or boolean as it is written.
    Text(Arc<str>),
    /// A `dict`.
    Fields(Arc<Vec<(Arc<str>, Meaning)>>),
    /// A `list`.
    Items(Arc<Vec<Meaning>>),
    /// What a helper writes.
    Included(Arc<Call>),
}

/// A helper, called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    /// Its name.
    pub(super) name: String,
    /// What it gets as `.`.
    pub(super) argument: Meaning,
    /// How far its lines are moved to the right.
    pub(super) indent: usize,
    /// Whether it starts on a line of its own.
    pub(super) is_on_new_line: bool,
}

/// What names stand for at a place.
#[derive(Debug, Clone)]
pub(super) struct Scope<'t> {
    /// `.`
    pub(super) dot: Meaning,
    /// Variables, the innermost last.
    pub(super) variables: Vec<(&'t str, Meaning)>,
}

impl Scope<'_> {
    /// What a variable stands for.
    pub(super) fn variable(&self, name: &str) -> Meaning {
        let mut variables = self.variables.iter().rev();
        let known = variables.find(|(known, _)| *known == name);
        known.map_or(Meaning::Other, |(_, meaning)| meaning.clone())
    }
}

/// What a pipeline stands for.
pub(super) fn meaning(tokens: &[Token<'_>], scope: &Scope<'_>) -> Meaning {
    let mut reader = Reader {
        tokens,
        position: 0,
        depth: 0,
        scope,
    };
    reader.pipeline()
}

struct Reader<'r, 't> {
    tokens: &'r [Token<'t>],
    position: usize,
    depth: usize,
    scope: &'r Scope<'t>,
}

impl<'r, 't> Reader<'r, 't> {
    fn peek(&self) -> Option<&'r Token<'t>> {
        self.tokens.get(self.position)
    }

    fn pipeline(&mut self) -> Meaning {
        let mut value = self.command(None);
        while self.peek() == Some(&Token::Pipe) {
            self.position += 1;
            value = self.command(Some(value));
        }
        value
    }

    /// A function with its arguments, or a value by itself.
    fn command(&mut self, piped: Option<Meaning>) -> Meaning {
        let function = match self.peek() {
            Some(Token::Word(name)) => {
                self.position += 1;
                Some(*name)
            }
            _ => None,
        };
        let mut arguments = Vec::new();
        while let Some(argument) = self.operand() {
            arguments.push(argument);
        }
        arguments.extend(piped);
        match (function, &mut arguments[..]) {
            (Some(name), _) => apply(name, &arguments),
            (None, [only]) => std::mem::replace(only, Meaning::Other),
            _ => Meaning::Other,
        }
    }

    fn operand(&mut self) -> Option<Meaning> {
        let meaning = match self.peek()? {
            Token::Word(word) => apply(word, &[]),
            Token::Text(text) => literal(text),
            Token::Path(variable, path) => {
                let head = match variable {
                    None => self.scope.dot.clone(),
                    Some(name) => self.scope.variable(name),
                };
                fields(head, path)
            }
            Token::Open => return Some(self.parenthesis()),
            Token::Close(_) | Token::Pipe => return None,
            Token::Declare | Token::Assign => Meaning::Other,
        };
        self.position += 1;
        Some(meaning)
    }

    fn parenthesis(&mut self) -> Meaning {
        self.position += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.position = self.tokens.len();
            return Meaning::Other;
        }
        let inner = self.pipeline();
        self.depth -= 1;
        let path = match self.peek() {
            Some(Token::Close(path)) => path.as_slice(),
            _ => &[],
        };
        self.position += 1;
        fields(inner, path)
    }
}

fn literal(text: &str) -> Meaning {
    if text.len() > MAX_TEXT {
        return Meaning::Other;
    }
    Meaning::Text(text.into())
}

fn fields(head: Meaning, path: &[&str]) -> Meaning {
    path.iter().fold(head, |meaning, field| of(&meaning, field))
}

/// What a field of something stands for.
fn of(holder: &Meaning, field: &str) -> Meaning {
    match (holder, field) {
        (Meaning::Fields(fields), _) => {
            let mut fields = fields.iter();
            let known = fields.find(|(name, _)| &**name == field);
            known.map_or(Meaning::Other, |(_, meaning)| meaning.clone())
        }
        (Meaning::Items(items), _) => {
            let item = field.parse().ok().and_then(|index: usize| items.get(index));
            item.cloned().unwrap_or(Meaning::Other)
        }
        (Meaning::Block, "enabled") => Meaning::Flag(true),
        (Meaning::Other | Meaning::Values, "definitions") => Meaning::Agents,
        (Meaning::Other | Meaning::Values, "remoteMcpServers") => Meaning::Listed,
        (Meaning::Other, "Values") | (Meaning::Values, _) => Meaning::Values,
        (Meaning::Other, "obo") => Meaning::Block,
        _ => Meaning::Other,
    }
}

/// What a function makes of its arguments. A piped value is the last of them.
fn apply(name: &str, arguments: &[Meaning]) -> Meaning {
    match (name, arguments) {
        ("not" | "empty", [only]) => negated(only),
        ("and" | "or", _) => joined(arguments),
        // `default true` is true also where the flag is off.
        ("default" | "coalesce", [.., Meaning::Text(value), Meaning::Flag(_)])
            if &**value != "false" =>
        {
            Meaning::Other
        }
        ("eq", [one, other]) => compared(one, other, true),
        ("ne", [one, other]) => compared(one, other, false),
        ("default" | "coalesce", [.., last]) => last.clone(),
        ("toString" | "quote" | "squote" | "trim" | "required", [.., last]) => last.clone(),
        ("dig", [path @ .., _, holder]) => below(holder, path),
        ("get" | "index", [holder, path @ ..]) => below(holder, path),
        ("hasKey", [Meaning::Block, _]) => Meaning::Block,
        ("hasKey", [holder, Meaning::Text(key)]) => of(holder, key),
        ("printf", [Meaning::Text(format), ..]) => literal(&filled(format)),
        ("print" | "cat", [Meaning::Text(text), _, ..]) => literal(&format!("{text}{UNKNOWN}")),
        ("dict" | "list" | "tuple", _) if arguments.len() > MAX_ITEMS => Meaning::Other,
        ("dict", _) => dict(arguments),
        ("list" | "tuple", _) => Meaning::Items(Arc::new(arguments.iter().map(simple).collect())),
        ("include", [Meaning::Text(name), rest @ ..]) => Meaning::Included(Arc::new(Call {
            name: name.to_string(),
            argument: rest.first().map_or(Meaning::Other, unincluded),
            indent: 0,
            is_on_new_line: false,
        })),
        ("indent" | "nindent", [count, lines]) => indented(count, lines, name == "nindent"),
        (word, []) => literal(word),
        _ => Meaning::Other,
    }
}

/// Lines moved to the right; those of something unknown are of a helper that is nowhere.
fn indented(count: &Meaning, lines: &Meaning, is_on_new_line: bool) -> Meaning {
    let indent = match count {
        Meaning::Text(count) => count.parse().unwrap_or(0).min(MAX_INDENT),
        _ => 0,
    };
    let call = match lines {
        Meaning::Included(call) => Call::clone(call),
        _ => Call {
            name: String::new(),
            argument: Meaning::Other,
            indent,
            is_on_new_line,
        },
    };
    Meaning::Included(Arc::new(Call {
        indent,
        is_on_new_line,
        ..call
    }))
}

fn negated(meaning: &Meaning) -> Meaning {
    match meaning {
        Meaning::Flag(is_on) => Meaning::Flag(!is_on),
        _ => Meaning::Other,
    }
}

/// Several conditions: the flag with whatever else must be so, or its block by itself.
fn joined(conditions: &[Meaning]) -> Meaning {
    let mut flags = conditions
        .iter()
        .filter(|condition| matches!(condition, Meaning::Flag(_)));
    match flags.next() {
        Some(first) if flags.all(|flag| flag == first) => first.clone(),
        None if !conditions.is_empty() && conditions.iter().all(|one| *one == Meaning::Block) => {
            Meaning::Block
        }
        _ => Meaning::Other,
    }
}

fn compared(one: &Meaning, other: &Meaning, is_equal: bool) -> Meaning {
    let (flag, value) = match (one, other) {
        (Meaning::Flag(flag), Meaning::Text(value))
        | (Meaning::Text(value), Meaning::Flag(flag)) => (*flag, value),
        _ => return Meaning::Other,
    };
    match &**value {
        "true" => Meaning::Flag(flag == is_equal),
        "false" => Meaning::Flag(flag != is_equal),
        _ => Meaning::Other,
    }
}

/// What `dig`, `get` and `index` find along a path.
fn below(holder: &Meaning, path: &[Meaning]) -> Meaning {
    path.iter().fold(holder.clone(), |holder, key| match key {
        Meaning::Text(key) => of(&holder, key),
        _ => Meaning::Other,
    })
}

fn filled(format: &str) -> String {
    let mut filled = String::with_capacity(format.len());
    let mut signs = format.chars();
    while let Some(sign) = signs.next() {
        if sign == '%' {
            signs.next();
            filled.push(UNKNOWN);
        } else {
            filled.push(sign);
        }
    }
    filled
}

fn dict(arguments: &[Meaning]) -> Meaning {
    let pairs = arguments.chunks(2).filter_map(|pair| match pair {
        [Meaning::Text(key), value] => Some((Arc::clone(key), simple(value))),
        _ => None,
    });
    Meaning::Fields(Arc::new(pairs.collect()))
}

/// What is kept of a value in a collection: not what holds others again, so that nothing grows without end.
fn simple(meaning: &Meaning) -> Meaning {
    match meaning {
        Meaning::Fields(_) | Meaning::Items(_) | Meaning::Included(_) => Meaning::Other,
        simple => simple.clone(),
    }
}

fn unincluded(meaning: &Meaning) -> Meaning {
    match meaning {
        Meaning::Included(_) => Meaning::Other,
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Meaning, Scope, meaning};
    use crate::templates::tokens::tokens;

    fn of(text: &str) -> Meaning {
        let scope = Scope {
            dot: Meaning::Other,
            variables: vec![("obo", Meaning::Block), ("off", Meaning::Flag(false))],
        };
        meaning(&tokens(text), &scope)
    }

    #[test]
    fn the_flag_in_all_its_spellings() {
        for text in [
            "$agent.obo.enabled",
            ".obo.enabled",
            "$obo.enabled",
            "(default dict .obo).enabled",
            "(.obo | default (dict)).enabled",
            "dig \"obo\" \"enabled\" false $agent",
            "$agent | dig \"obo\" \"enabled\" true",
            "dig \"enabled\" false $obo",
            "get (get . \"obo\") \"enabled\"",
            "index $agent \"obo\" \"enabled\"",
            "and $agent.obo $agent.obo.enabled",
            "and .tokenSecret .obo.enabled",
            "or .obo.enabled (not .obo)",
            "eq .obo.enabled true",
            "eq (toString .obo.enabled) \"true\"",
            "ne .obo.enabled false",
            "not $off",
            "not (not .obo.enabled)",
            "(index .Values.agents.definitions $name).obo.enabled",
        ] {
            assert_eq!(of(text), Meaning::Flag(true), "{text}");
        }
        for text in [
            "not .obo.enabled",
            "$off",
            "eq false .obo.enabled",
            ".obo.enabled | not",
        ] {
            assert_eq!(of(text), Meaning::Flag(false), "{text}");
        }
    }

    #[test]
    fn what_is_not_the_flag() {
        for text in [
            ".Values.gateway.obo.enabled",
            "$.Values.obo.enabled",
            ".enabled",
            ".obo.enabledness",
            "and .obo.enabled (not .obo.enabled)",
            "ternary true false .obo.enabled",
            "include \"x\" . | eq \"true\"",
            "",
            "(((",
            "not",
        ] {
            assert!(!matches!(of(text), Meaning::Flag(_)), "{text}");
        }
    }
}
