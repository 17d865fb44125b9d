//! What an expression of a template evaluates to, as far as agents' headers depend on it.

use super::tokens::TemplateToken;
use std::sync::Arc;

/// Marks the unknown parts of a string.
pub(super) const UNKNOWN: char = '\u{fffc}';

/// How deep parentheses are followed.
const MAX_DEPTH: usize = 32;

/// How much a `dict` or `list` may hold.
const MAX_ITEMS: usize = 64;

/// The longest string that is kept.
const MAX_TEXT: usize = 256;

/// How far a helper's lines can be moved to the right.
const MAX_INDENT: usize = 64;

/// What an expression evaluates to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AbstractValue {
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
    /// A string, with [`UNKNOWN`] for what is put in; a number or boolean as it is written.
    Text(Arc<str>),
    /// A `dict`.
    Fields(Arc<Vec<(Arc<str>, AbstractValue)>>),
    /// A `list`.
    Items(Arc<Vec<AbstractValue>>),
    /// What a helper writes.
    Included(Arc<FunctionCall>),
}

/// A helper, called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FunctionCall {
    pub(super) name: String,
    /// What it gets as `.`.
    pub(super) argument: AbstractValue,
    /// How far its lines are moved to the right.
    pub(super) indent: usize,
    /// Whether it starts on a line of its own.
    pub(super) is_on_new_line: bool,
}

/// The values of names at a place.
#[derive(Debug, Clone)]
pub(super) struct Bindings<'t> {
    pub(super) dot: AbstractValue,
    /// Variables, the innermost last.
    pub(super) variables: Vec<(&'t str, AbstractValue)>,
}

impl Bindings<'_> {
    /// The value of a variable.
    pub(super) fn variable(&self, name: &str) -> AbstractValue {
        let mut variables = self.variables.iter().rev();
        let known = variables.find(|(known, _)| *known == name);
        known.map_or(AbstractValue::Other, |(_, value)| value.clone())
    }
}

/// What a pipeline evaluates to.
pub(super) fn evaluate(tokens: &[TemplateToken<'_>], scope: &Bindings<'_>) -> AbstractValue {
    let mut reader = Evaluator {
        tokens,
        position: 0,
        depth: 0,
        scope,
    };
    reader.pipeline()
}

struct Evaluator<'r, 't> {
    tokens: &'r [TemplateToken<'t>],
    position: usize,
    depth: usize,
    scope: &'r Bindings<'t>,
}

impl<'r, 't> Evaluator<'r, 't> {
    fn peek(&self) -> Option<&'r TemplateToken<'t>> {
        self.tokens.get(self.position)
    }

    fn pipeline(&mut self) -> AbstractValue {
        let mut value = self.command(None);
        while self.peek() == Some(&TemplateToken::Pipe) {
            self.position += 1;
            value = self.command(Some(value));
        }
        value
    }

    /// A function with its arguments, or a value by itself.
    fn command(&mut self, piped: Option<AbstractValue>) -> AbstractValue {
        let function = match self.peek() {
            Some(TemplateToken::Word(name)) => {
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
            (None, [only]) => std::mem::replace(only, AbstractValue::Other),
            _ => AbstractValue::Other,
        }
    }

    fn operand(&mut self) -> Option<AbstractValue> {
        let value = match self.peek()? {
            TemplateToken::Word(word) => apply(word, &[]),
            TemplateToken::Text(text) => literal(text),
            TemplateToken::Path(variable, path) => {
                let head = match variable {
                    None => self.scope.dot.clone(),
                    Some(name) => self.scope.variable(name),
                };
                fields(head, path)
            }
            TemplateToken::Open => return Some(self.parenthesis()),
            TemplateToken::Close(_) | TemplateToken::Pipe => return None,
            TemplateToken::Declare | TemplateToken::Assign => AbstractValue::Other,
        };
        self.position += 1;
        Some(value)
    }

    fn parenthesis(&mut self) -> AbstractValue {
        self.position += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.position = self.tokens.len();
            return AbstractValue::Other;
        }
        let inner = self.pipeline();
        self.depth -= 1;
        let path = match self.peek() {
            Some(TemplateToken::Close(path)) => path.as_slice(),
            _ => &[],
        };
        self.position += 1;
        fields(inner, path)
    }
}

fn literal(text: &str) -> AbstractValue {
    if text.len() > MAX_TEXT {
        return AbstractValue::Other;
    }
    AbstractValue::Text(text.into())
}

fn fields(head: AbstractValue, path: &[&str]) -> AbstractValue {
    path.iter().fold(head, |value, field| of(&value, field))
}

/// The value of a field of something.
fn of(holder: &AbstractValue, field: &str) -> AbstractValue {
    match (holder, field) {
        (AbstractValue::Fields(fields), _) => {
            let mut fields = fields.iter();
            let known = fields.find(|(name, _)| &**name == field);
            known.map_or(AbstractValue::Other, |(_, value)| value.clone())
        }
        (AbstractValue::Items(items), _) => {
            let item = field.parse().ok().and_then(|index: usize| items.get(index));
            item.cloned().unwrap_or(AbstractValue::Other)
        }
        (AbstractValue::Block, "enabled") => AbstractValue::Flag(true),
        (AbstractValue::Other | AbstractValue::Values, "definitions") => AbstractValue::Agents,
        (AbstractValue::Other | AbstractValue::Values, "remoteMcpServers") => AbstractValue::Listed,
        (AbstractValue::Other, "Values") | (AbstractValue::Values, _) => AbstractValue::Values,
        (AbstractValue::Other, "obo") => AbstractValue::Block,
        _ => AbstractValue::Other,
    }
}

/// What a function makes of its arguments. A piped value is the last of them.
fn apply(name: &str, arguments: &[AbstractValue]) -> AbstractValue {
    match (name, arguments) {
        ("not" | "empty", [only]) => negated(only),
        ("and" | "or", _) => joined(arguments),
        // `default true` is true also where the flag is off.
        ("default" | "coalesce", [.., AbstractValue::Text(value), AbstractValue::Flag(_)])
            if &**value != "false" =>
        {
            AbstractValue::Other
        }
        ("eq", [one, other]) => compared(one, other, true),
        ("ne", [one, other]) => compared(one, other, false),
        ("default" | "coalesce", [.., last]) => last.clone(),
        ("toString" | "quote" | "squote" | "trim" | "required", [.., last]) => last.clone(),
        ("dig", [path @ .., _, holder]) => below(holder, path),
        ("get" | "index", [holder, path @ ..]) => below(holder, path),
        ("hasKey", [AbstractValue::Block, _]) => AbstractValue::Block,
        ("hasKey", [holder, AbstractValue::Text(key)]) => of(holder, key),
        ("printf", [AbstractValue::Text(format), ..]) => literal(&filled(format)),
        ("print" | "cat", [AbstractValue::Text(text), _, ..]) => {
            literal(&format!("{text}{UNKNOWN}"))
        }
        ("dict" | "list" | "tuple", _) if arguments.len() > MAX_ITEMS => AbstractValue::Other,
        ("dict", _) => dict(arguments),
        ("list" | "tuple", _) => {
            AbstractValue::Items(Arc::new(arguments.iter().map(simple).collect()))
        }
        ("include", [AbstractValue::Text(name), rest @ ..]) => {
            AbstractValue::Included(Arc::new(FunctionCall {
                name: name.to_string(),
                argument: rest.first().map_or(AbstractValue::Other, unincluded),
                indent: 0,
                is_on_new_line: false,
            }))
        }
        ("indent" | "nindent", [count, lines]) => indented(count, lines, name == "nindent"),
        (word, []) => literal(word),
        _ => AbstractValue::Other,
    }
}

/// Lines moved to the right; unknown lines become a call of a helper that does not exist.
fn indented(count: &AbstractValue, lines: &AbstractValue, is_on_new_line: bool) -> AbstractValue {
    let indent = match count {
        AbstractValue::Text(count) => count.parse().unwrap_or(0).min(MAX_INDENT),
        _ => 0,
    };
    let call = match lines {
        AbstractValue::Included(call) => FunctionCall::clone(call),
        _ => FunctionCall {
            name: String::new(),
            argument: AbstractValue::Other,
            indent,
            is_on_new_line,
        },
    };
    AbstractValue::Included(Arc::new(FunctionCall {
        indent,
        is_on_new_line,
        ..call
    }))
}

fn negated(value: &AbstractValue) -> AbstractValue {
    match value {
        AbstractValue::Flag(is_on) => AbstractValue::Flag(!is_on),
        _ => AbstractValue::Other,
    }
}

/// Several conditions: the flag with any others, or the flag's block by itself.
fn joined(conditions: &[AbstractValue]) -> AbstractValue {
    let mut flags = conditions
        .iter()
        .filter(|condition| matches!(condition, AbstractValue::Flag(_)));
    match flags.next() {
        Some(first) if flags.all(|flag| flag == first) => first.clone(),
        None if !conditions.is_empty()
            && conditions.iter().all(|one| *one == AbstractValue::Block) =>
        {
            AbstractValue::Block
        }
        _ => AbstractValue::Other,
    }
}

fn compared(one: &AbstractValue, other: &AbstractValue, is_equal: bool) -> AbstractValue {
    let (flag, value) = match (one, other) {
        (AbstractValue::Flag(flag), AbstractValue::Text(value))
        | (AbstractValue::Text(value), AbstractValue::Flag(flag)) => (*flag, value),
        _ => return AbstractValue::Other,
    };
    match &**value {
        "true" => AbstractValue::Flag(flag == is_equal),
        "false" => AbstractValue::Flag(flag != is_equal),
        _ => AbstractValue::Other,
    }
}

/// What `dig`, `get` and `index` find along a path.
fn below(holder: &AbstractValue, path: &[AbstractValue]) -> AbstractValue {
    path.iter().fold(holder.clone(), |holder, key| match key {
        AbstractValue::Text(key) => of(&holder, key),
        _ => AbstractValue::Other,
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

fn dict(arguments: &[AbstractValue]) -> AbstractValue {
    let pairs = arguments.chunks(2).filter_map(|pair| match pair {
        [AbstractValue::Text(key), value] => Some((Arc::clone(key), simple(value))),
        _ => None,
    });
    AbstractValue::Fields(Arc::new(pairs.collect()))
}

/// What is kept of a value in a collection: no collections inside, so that nothing grows without end.
fn simple(value: &AbstractValue) -> AbstractValue {
    match value {
        AbstractValue::Fields(_) | AbstractValue::Items(_) | AbstractValue::Included(_) => {
            AbstractValue::Other
        }
        simple => simple.clone(),
    }
}

fn unincluded(value: &AbstractValue) -> AbstractValue {
    match value {
        AbstractValue::Included(_) => AbstractValue::Other,
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{AbstractValue, Bindings, evaluate};
    use crate::templates::tokens::tokens;

    fn of(text: &str) -> AbstractValue {
        let scope = Bindings {
            dot: AbstractValue::Other,
            variables: vec![
                ("obo", AbstractValue::Block),
                ("off", AbstractValue::Flag(false)),
            ],
        };
        evaluate(&tokens(text), &scope)
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
            assert_eq!(of(text), AbstractValue::Flag(true), "{text}");
        }
        for text in [
            "not .obo.enabled",
            "$off",
            "eq false .obo.enabled",
            ".obo.enabled | not",
        ] {
            assert_eq!(of(text), AbstractValue::Flag(false), "{text}");
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
            assert!(!matches!(of(text), AbstractValue::Flag(_)), "{text}");
        }
    }
}
