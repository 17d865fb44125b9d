//! A template as actions to follow, and where its helpers are.

use super::lexer::{Lexeme, lexemes};
use super::tokens::{TemplateToken, tokens};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many branches may be inside each other.
pub(super) const MAX_NESTING: usize = 100;

/// An action of a template.
#[derive(Debug)]
pub(super) struct Action<'t> {
    /// Where it starts in its file.
    pub(super) start: usize,
    pub(super) kind: ActionKind<'t>,
}

#[derive(Debug)]
pub(super) enum ActionKind<'t> {
    /// It writes a string.
    Text(&'t str),
    /// It writes what an expression gives.
    Output(Vec<TemplateToken<'t>>),
    /// It makes a variable.
    Declare(&'t str, Vec<TemplateToken<'t>>),
    /// It changes one.
    Assign(&'t str),
    Open(Branch, Vec<TemplateToken<'t>>),
    /// `else`, and the condition of `else if`.
    Else(Option<Vec<TemplateToken<'t>>>),
    /// The definition of a helper, up to this action.
    Define(usize),
    End,
    /// Nothing that matters.
    Nothing,
    /// No action: it holds the opening of another, or never ends.
    Unbalanced,
}

impl ActionKind<'_> {
    /// How much there is to read of it.
    pub(super) fn cost(&self) -> usize {
        match self {
            Self::Text(text) => 1 + text.len() / 64 + text.matches('\n').count(),
            Self::Output(tokens) | Self::Declare(_, tokens) | Self::Open(_, tokens) => {
                1 + tokens.len()
            }
            Self::Else(tokens) => 1 + tokens.as_ref().map_or(0, Vec::len),
            _ => 1,
        }
    }
}

/// What opens a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Branch {
    If,
    With,
    Range,
    /// `block`, which is a helper called where it is defined.
    Block,
}

/// A helper's actions: the file, and which of its actions.
pub(super) type Helpers<'t> = BTreeMap<String, (usize, Range<usize>)>;

/// The actions of a file, up to where branches are too deep inside each other; its helpers are noted.
pub(super) fn actions<'t>(
    file: usize,
    text: &'t str,
    helpers: &mut Helpers<'t>,
) -> Vec<Action<'t>> {
    let mut actions = Vec::new();
    let mut open: Vec<(usize, Option<String>)> = Vec::new();
    for lexeme in lexemes(text) {
        let (start, kind) = match lexeme {
            Lexeme::Text(_, "") => continue,
            Lexeme::Text(start, text) => (start, ActionKind::Text(text)),
            Lexeme::Action(start, action) if is_unbalanced(action) => {
                (start, ActionKind::Unbalanced)
            }
            Lexeme::Action(start, action) => {
                let tokens = tokens(action);
                let name = helper(&tokens);
                let kind = kind(tokens);
                match &kind {
                    ActionKind::Open(..) | ActionKind::Define(_) => {
                        open.push((actions.len(), name))
                    }
                    ActionKind::End => close(file, &mut actions, open.pop(), helpers),
                    _ => {}
                }
                (start, kind)
            }
        };
        actions.push(Action { start, kind });
        if open.len() > MAX_NESTING {
            break;
        }
    }
    while let Some(unclosed) = open.pop() {
        close(file, &mut actions, Some(unclosed), helpers);
    }
    actions
}

/// Whether another action opens within one, outside of its quoted strings: Helm reads no such template.
fn is_unbalanced(action: &str) -> bool {
    let outside = action.split(['"', '`']).step_by(2);
    outside.into_iter().any(|part| part.contains("{{"))
}

/// Notes a helper whose actions are complete.
fn close(
    file: usize,
    actions: &mut [Action<'_>],
    opened: Option<(usize, Option<String>)>,
    helpers: &mut Helpers<'_>,
) {
    let end = actions.len();
    let Some((start, Some(name))) = opened else {
        return;
    };
    if let ActionKind::Define(last) = &mut actions[start].kind {
        *last = end;
    }
    helpers.insert(name, (file, start + 1..end));
}

/// The name of the helper that an action defines.
fn helper(tokens: &[TemplateToken<'_>]) -> Option<String> {
    match tokens {
        [
            TemplateToken::Word("define" | "block"),
            TemplateToken::Text(name),
            ..,
        ] => Some(name.clone()),
        _ => None,
    }
}

fn kind(mut tokens: Vec<TemplateToken<'_>>) -> ActionKind<'_> {
    let branch = match &tokens[..] {
        [] | [TemplateToken::Word("break" | "continue")] => return ActionKind::Nothing,
        [TemplateToken::Word("end")] => return ActionKind::End,
        [TemplateToken::Word("define"), ..] => return ActionKind::Define(usize::MAX),
        [TemplateToken::Word("else")] => return ActionKind::Else(None),
        [
            TemplateToken::Word("else"),
            TemplateToken::Word("if" | "with"),
            ..,
        ] => {
            return ActionKind::Else(Some(tokens.split_off(2)));
        }
        [
            TemplateToken::Path(Some(name), path),
            TemplateToken::Declare,
            ..,
        ] if path.is_empty() => {
            let name = *name;
            return ActionKind::Declare(name, tokens.split_off(2));
        }
        [
            TemplateToken::Path(Some(name), path),
            TemplateToken::Assign,
            ..,
        ] if path.is_empty() => {
            return ActionKind::Assign(name);
        }
        [TemplateToken::Word("template"), ..] => {
            tokens[0] = TemplateToken::Word("include");
            return ActionKind::Output(tokens);
        }
        [TemplateToken::Word("if"), ..] => Branch::If,
        [TemplateToken::Word("with"), ..] => Branch::With,
        [TemplateToken::Word("range"), ..] => Branch::Range,
        [TemplateToken::Word("block"), ..] => Branch::Block,
        _ => return ActionKind::Output(tokens),
    };
    ActionKind::Open(branch, tokens.split_off(1))
}
