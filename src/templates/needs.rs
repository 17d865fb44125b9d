//! What a chart's templates do with chains of fields: read them as they stand, so that Helm fails where a part is nil, or ask
//! first.
//!
//! Nothing is rendered. A chain counts as guarded where an action or a branch around it names the same without its last field,
//! or asks for it by name: rather too often than too rarely, since what is guarded is not said to fail.

use super::bodies::{Action, Bodies, calls};
use super::pieces::{Piece, pieces};
use super::tokens::{Token, tokens};
use super::{is_rendered, small};
use crate::contract::{Chain, Use};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Functions that take no nil.
const STRICT: [&str; 25] = [
    "b64enc",
    "contains",
    "first",
    "hasPrefix",
    "hasSuffix",
    "indent",
    "index",
    "initial",
    "last",
    "lower",
    "nindent",
    "replace",
    "required",
    "rest",
    "sha256sum",
    "split",
    "splitList",
    "title",
    "tpl",
    "trim",
    "trimPrefix",
    "trimSuffix",
    "trunc",
    "upper",
    "urlParse",
];

/// Functions that find a key by its name, or put it where it was not.
const BY_NAME: [&str; 10] = [
    "default",
    "dict",
    "dig",
    "get",
    "hasKey",
    "index",
    "merge",
    "mergeOverwrite",
    "mustMerge",
    "set",
];

/// What the templates do with a chain: `own` are the chart's files, `below` those of its subcharts, whose helpers it may call.
pub fn usage(own: &[(PathBuf, String)], below: &[(PathBuf, String)], chain: &Chain) -> Use {
    let mut bodies = Bodies::default();
    for (_, text) in below {
        bodies.read(None, text);
    }
    let mut rendered = Vec::new();
    for (index, (path, text)) in own.iter().enumerate() {
        let actions = bodies.read(Some(index), text);
        if is_rendered(path) {
            rendered.push(actions);
        }
    }
    let mut search = Search {
        chain,
        bodies: &bodies,
        asked: Vec::new(),
        is_unguarded: false,
        absent: None,
    };
    search.ask_branches();
    search.read(&rendered);
    match (search.is_unguarded, search.absent) {
        (true, _) => Use::Unguarded,
        (false, Some(absent)) => Use::Guarded(absent),
        (false, None) => Use::None,
    }
}

/// Whether a template refuses values by itself.
pub fn refuses(own: &[(PathBuf, String)], below: &[(PathBuf, String)]) -> bool {
    let mut actions = own
        .iter()
        .chain(below)
        .flat_map(|(_, text)| pieces(small(text)));
    actions.any(|piece| match piece {
        Piece::Action(_, action) => {
            let tokens = tokens(action);
            ["fail", "required"]
                .iter()
                .any(|word| tokens.contains(&Token::Word(word)))
        }
        Piece::Text(..) => false,
    })
}

/// What a branch asks, or one around it.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    /// Whether the chain can be read.
    guards: bool,
    /// Whether it cannot.
    denies: bool,
}

struct Search<'s, 't> {
    chain: &'s Chain,
    bodies: &'s Bodies<'t>,
    /// What each branch asks.
    asked: Vec<Asked>,
    is_unguarded: bool,
    /// What guarded reads take an absent value for; none where there are none.
    absent: Option<Option<bool>>,
}

impl<'s, 't> Search<'s, 't> {
    fn ask_branches(&mut self) {
        for branch in &self.bodies.branches {
            let around = self.asked(branch.around);
            let asked = Asked {
                guards: around.guards || self.guards(&branch.tokens),
                denies: around.denies || self.denies(&branch.tokens),
            };
            self.asked.push(asked);
        }
    }

    fn asked(&self, branch: Option<usize>) -> Asked {
        branch.map(|index| self.asked[index]).unwrap_or_default()
    }

    /// Reads the actions of files, and the helpers that they call: guarded where the call is.
    fn read(&mut self, files: &'s [Vec<Action<'t>>]) {
        let mut called = BTreeSet::new();
        let mut queue: Vec<(&'s [Action<'t>], bool)> =
            files.iter().map(|actions| (&**actions, false)).collect();
        while let Some((actions, is_guarded)) = queue.pop() {
            let mut all = actions.iter();
            let is_set = all.any(|action| self.names(&action.tokens, &["set"]));
            for action in actions {
                let is_guarded = is_guarded
                    || is_set
                    || self.asked(action.branch).guards
                    || self.guards(&action.tokens);
                self.look(action, is_guarded);
                for name in calls(&action.tokens).flatten() {
                    let helper = self.bodies.helpers.get(name);
                    if let Some(helper) = helper.filter(|_| called.insert((name, is_guarded))) {
                        queue.push((&helper.actions, is_guarded));
                    }
                }
            }
        }
    }

    fn look(&mut self, action: &Action<'_>, is_guarded: bool) {
        let tokens = &action.tokens;
        let reads = tokens.iter().enumerate().any(|(index, token)| {
            let Token::Path(_, fields) = token else {
                return false;
            };
            self.is_it(fields) && (!self.chain.takes_value || is_strict(tokens, index))
        });
        if reads && !is_guarded {
            self.is_unguarded = true;
        } else if reads || self.reads_guarded(tokens) {
            let absent = self.taken_for(action);
            self.absent = Some(match self.absent {
                None => absent,
                Some(known) if known == absent => absent,
                Some(_) => None,
            });
        }
    }

    /// Whether fields are the chain, or reach on from it.
    fn is_it(&self, fields: &[&str]) -> bool {
        let wanted = &self.chain.fields;
        let values = fields.iter().position(|field| *field == "Values");
        if self.chain.is_of_values {
            return values.is_some_and(|at| starts_with(&fields[at + 1..], wanted));
        }
        let own = match values {
            None => fields,
            // `.Values.agents.definitions.NAME.obo.enabled`; what stands below another root is no agent's.
            Some(at) => match &fields[at + 1..] {
                ["agents", "definitions", _, rest @ ..] => rest,
                _ => return false,
            },
        };
        (0..own.len()).any(|start| starts_with(&own[start..], wanted))
    }

    /// The key that has to be there for the chain to be read.
    fn block(&self) -> &[String] {
        let fields = &self.chain.fields;
        match self.chain.takes_value {
            true => fields,
            false => &fields[..fields.len() - 1],
        }
    }

    /// Whether an action asks whether the chain can be read: it names what must be there by itself, or by its name.
    fn guards(&self, tokens: &[Token<'_>]) -> bool {
        let block = self.block();
        let is_block = |token: &Token<'_>| match token {
            Token::Path(_, fields) | Token::Close(fields) => {
                let end = fields.len().checked_sub(block.len());
                let is_end = end.is_some_and(|end| starts_with(&fields[end..], block));
                is_end && !block.is_empty()
            }
            _ => false,
        };
        // A value that is taken is the block itself: it is asked for where the action does not take it.
        let is_asked = !self.chain.takes_value || is_branch(tokens);
        // A call hands it on by a name of its own.
        let is_handed_on = calls(tokens).flatten().next().is_some();
        (is_asked && tokens.iter().any(is_block)) || (!is_handed_on && self.names(tokens, &BY_NAME))
    }

    /// What a guarded read takes an absent value for, as far as its words and those around it tell.
    fn taken_for(&self, action: &Action<'_>) -> Option<bool> {
        let tokens = &action.tokens;
        let has = |words: &[&str]| words.iter().any(|word| tokens.contains(&Token::Word(word)));
        let is_open = has(&[
            "or", "ne", "eq", "ternary", "coalesce", "empty", "kindIs", "typeIs",
        ]) || self.asked(action.branch).denies
            || self.denies(tokens);
        (!is_open).then(|| has(&["true"]))
    }

    /// Whether an action asks whether what must be there is not.
    fn denies(&self, tokens: &[Token<'_>]) -> bool {
        let block = self.block();
        tokens.windows(2).any(|pair| match pair {
            [Token::Word("not" | "empty"), Token::Path(_, fields)] => {
                let end = fields.len().checked_sub(block.len());
                end.is_some_and(|end| starts_with(&fields[end..], block))
            }
            [Token::Word("not"), Token::Open] => self.names(tokens, &["hasKey"]),
            _ => false,
        })
    }

    /// Whether an action has the last key of what must be there in quotes, with one of these functions.
    fn names(&self, tokens: &[Token<'_>], functions: &[&str]) -> bool {
        let Some(key) = self.block().last() else {
            return false;
        };
        let has = |wanted: &Token<'_>| tokens.contains(wanted);
        has(&Token::Text(key.clone()))
            && functions.iter().any(|function| has(&Token::Word(function)))
    }

    /// Whether an action reads the end of the chain of something that is in parentheses, or by its name.
    fn reads_guarded(&self, tokens: &[Token<'_>]) -> bool {
        let Some(last) = self.chain.fields.last() else {
            return false;
        };
        let of_parenthesis = |token: &Token<'_>| match token {
            Token::Close(fields) => fields.first() == Some(&last.as_str()),
            _ => false,
        };
        let is_named = tokens.contains(&Token::Text(last.clone()));
        self.guards(tokens) && (is_named || tokens.iter().any(of_parenthesis))
    }
}

fn starts_with(fields: &[&str], wanted: &[String]) -> bool {
    fields.len() >= wanted.len() && fields.iter().zip(wanted).all(|(one, other)| one == other)
}

fn is_branch(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [Token::Word("if" | "with" | "range" | "else"), ..])
}

/// Whether a function that takes no nil gets the value at an index of an action: as an argument, or piped.
fn is_strict(tokens: &[Token<'_>], index: usize) -> bool {
    let is_strict = |token: Option<&Token<'_>>| match token {
        Some(Token::Word(word)) => STRICT.contains(word),
        _ => false,
    };
    let is_alone = match index.checked_sub(1).map(|before| &tokens[before]) {
        None => true,
        Some(before) => matches!(
            before,
            Token::Pipe | Token::Open | Token::Declare | Token::Assign
        ),
    };
    let is_piped =
        is_alone && tokens.get(index + 1) == Some(&Token::Pipe) && is_strict(tokens.get(index + 2));
    // The function stands before its arguments, of which those before this one are texts, numbers or paths.
    let before = tokens[..index].iter().rev();
    let function = before
        .take_while(|token| !matches!(token, Token::Open | Token::Close(_) | Token::Pipe))
        .find(|token| matches!(token, Token::Word(word) if !word.starts_with(|c: char| c.is_ascii_digit())));
    is_piped || is_strict(function)
}

#[cfg(test)]
mod tests;
