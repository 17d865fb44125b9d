//! What a chart's templates do with chains of fields: read them without asking, so that Helm fails where a part is nil,
//! or ask first.
//!
//! Nothing is rendered. A chain counts as guarded where an action or a branch around it names the same without its last
//! field, or asks for it by name: in doubt it counts as guarded, since no failure is reported then.

use super::bodies::{Bodies, BodyAction, calls};
use super::certain::Certain;
use super::lexer::{Lexeme, lexemes};
use super::tokens::{TemplateToken, takers, tokens};
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

/// A chart's templates, split up for questions about chains.
pub struct Needs<'t> {
    bodies: Bodies<'t>,
    /// The actions of each file that is rendered.
    rendered: Vec<Vec<BodyAction<'t>>>,
}

impl<'t> Needs<'t> {
    /// `own` are the chart's files, `below` those of its subcharts, whose helpers it may call.
    pub fn new(own: &'t [(PathBuf, String)], below: &'t [(PathBuf, String)]) -> Self {
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
        Self { bodies, rendered }
    }

    /// The parts of them that are certain to be rendered if all of these are truthy.
    pub fn certain(&self, conditions: Vec<Chain>) -> Certain {
        let helpers = self.bodies.helpers.values().map(|helper| &helper.actions);
        let actions = self.rendered.iter().chain(helpers).flatten();
        Certain::new(conditions, actions, &self.bodies.branches)
    }

    /// What the templates do with a chain, and whether for certain.
    pub fn usage(&self, chain: &Chain, certain: &Certain) -> Use {
        let mut search = NeedSearch {
            chain,
            bodies: &self.bodies,
            certain,
            asked: Vec::new(),
            is_unguarded: false,
            is_conditional: false,
            absent: None,
        };
        search.ask_branches();
        search.read(&self.rendered);
        match search.absent {
            _ if search.is_unguarded => Use::Unguarded,
            _ if search.is_conditional => Use::Conditional,
            Some(absent) => Use::Guarded(absent),
            None => Use::None,
        }
    }
}

/// Whether a template refuses values by itself.
pub fn refuses(own: &[(PathBuf, String)], below: &[(PathBuf, String)]) -> bool {
    let mut actions = own
        .iter()
        .chain(below)
        .flat_map(|(_, text)| lexemes(small(text)));
    actions.any(|lexeme| match lexeme {
        Lexeme::Action(_, action) => {
            let tokens = tokens(action);
            ["fail", "required"]
                .iter()
                .any(|word| tokens.contains(&TemplateToken::Word(word)))
        }
        Lexeme::Text(..) => false,
    })
}

/// What a branch, or one around it, asks about the chain.
#[derive(Debug, Clone, Copy, Default)]
struct AskedChain {
    /// Whether it asks if the chain can be read.
    guards: bool,
    /// Whether it asks if the chain cannot be read.
    denies: bool,
}

struct NeedSearch<'s, 't> {
    chain: &'s Chain,
    bodies: &'s Bodies<'t>,
    certain: &'s Certain,
    /// What each branch asks.
    asked: Vec<AskedChain>,
    is_unguarded: bool,
    /// Whether it is read unguarded where that may be left out.
    is_conditional: bool,
    /// What guarded reads take an absent value for; `None` if there are none.
    absent: Option<Option<bool>>,
}

impl<'s, 't> NeedSearch<'s, 't> {
    fn ask_branches(&mut self) {
        for branch in &self.bodies.branches {
            let around = self.asked(branch.around);
            let asked = AskedChain {
                guards: around.guards || self.guards(&branch.tokens),
                denies: around.denies || self.denies(&branch.tokens),
            };
            self.asked.push(asked);
        }
    }

    fn asked(&self, branch: Option<usize>) -> AskedChain {
        branch.map(|index| self.asked[index]).unwrap_or_default()
    }

    /// Reads the actions of files, and the helpers that they call: guarded and certain where the call is.
    fn read(&mut self, files: &'s [Vec<BodyAction<'t>>]) {
        let mut called = BTreeSet::new();
        let mut queue: Vec<(&'s [BodyAction<'t>], bool, bool)> = files
            .iter()
            .map(|actions| (&**actions, false, false))
            .collect();
        while let Some((actions, is_guarded, is_open)) = queue.pop() {
            let mut all = actions.iter();
            let is_set = all.any(|action| self.names(&action.tokens, &["set"]));
            for action in actions {
                let asked = self.asked(action.branch);
                let is_guarded =
                    is_guarded || is_set || asked.guards || self.guards(&action.tokens);
                let is_open = is_open || !self.certain.enters(action.branch);
                self.look(action, is_guarded, is_open);
                for (index, name) in calls(&action.tokens) {
                    let Some(name) = name else { continue };
                    let is_open = is_open || !self.certain.reaches(&action.tokens, index);
                    let helper = self.bodies.helpers.get(name);
                    let is_new = called.insert((name, is_guarded, is_open));
                    if let Some(helper) = helper.filter(|_| is_new) {
                        queue.push((&helper.actions, is_guarded, is_open));
                    }
                }
            }
        }
    }

    fn look(&mut self, action: &BodyAction<'_>, is_guarded: bool, is_open: bool) {
        let tokens = &action.tokens;
        let reads: Vec<usize> = self.reads(tokens).collect();
        if !is_guarded && !reads.is_empty() {
            let mut reads = reads.iter();
            let is_certain = !is_open && reads.any(|index| self.certain.reaches(tokens, *index));
            self.is_unguarded |= is_certain;
            self.is_conditional |= !is_certain;
        } else if !reads.is_empty() || self.reads_guarded(tokens) {
            let absent = self.taken_for(action);
            self.absent = Some(match self.absent {
                None => absent,
                Some(known) if known == absent => absent,
                Some(_) => None,
            });
        }
    }

    /// The words of an action that read the chain.
    fn reads(&self, tokens: &[TemplateToken<'_>]) -> impl Iterator<Item = usize> {
        tokens.iter().enumerate().filter_map(|(index, token)| {
            let TemplateToken::Path(_, fields) = token else {
                return None;
            };
            let is_read =
                self.is_it(fields) && (!self.chain.takes_value || is_strict(tokens, index));
            is_read.then_some(index)
        })
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
            // `.Values.agents.definitions.NAME.obo.enabled`; what is below another root is no agent's.
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
    fn guards(&self, tokens: &[TemplateToken<'_>]) -> bool {
        let block = self.block();
        let is_block = |token: &TemplateToken<'_>| match token {
            TemplateToken::Path(_, fields) | TemplateToken::Close(fields) => {
                let end = fields.len().checked_sub(block.len());
                let is_end = end.is_some_and(|end| starts_with(&fields[end..], block));
                is_end && !block.is_empty()
            }
            _ => false,
        };
        // A value that is taken is the block itself: it is asked for where the action does not take it.
        let is_asked = !self.chain.takes_value || is_branch(tokens);
        // A call hands it on by a name of its own.
        let is_handed_on = calls(tokens).any(|(_, name)| name.is_some());
        (is_asked && tokens.iter().any(is_block)) || (!is_handed_on && self.names(tokens, &BY_NAME))
    }

    /// What a guarded read takes an absent value for, as far as its words and those around it show.
    fn taken_for(&self, action: &BodyAction<'_>) -> Option<bool> {
        let tokens = &action.tokens;
        let has = |words: &[&str]| {
            words
                .iter()
                .any(|word| tokens.contains(&TemplateToken::Word(word)))
        };
        let is_open = has(&[
            "or", "ne", "eq", "ternary", "coalesce", "empty", "kindIs", "typeIs",
        ]) || self.asked(action.branch).denies
            || self.denies(tokens);
        (!is_open).then(|| has(&["true"]))
    }

    /// Whether an action asks if the key that must be there is absent.
    fn denies(&self, tokens: &[TemplateToken<'_>]) -> bool {
        let block = self.block();
        tokens.windows(2).any(|pair| match pair {
            [
                TemplateToken::Word("not" | "empty"),
                TemplateToken::Path(_, fields),
            ] => {
                let end = fields.len().checked_sub(block.len());
                end.is_some_and(|end| starts_with(&fields[end..], block))
            }
            [TemplateToken::Word("not"), TemplateToken::Open] => self.names(tokens, &["hasKey"]),
            _ => false,
        })
    }

    /// Whether an action has the last key that must be there in quotes, with one of these functions.
    fn names(&self, tokens: &[TemplateToken<'_>], functions: &[&str]) -> bool {
        let Some(key) = self.block().last() else {
            return false;
        };
        let has = |wanted: &TemplateToken<'_>| tokens.contains(wanted);
        has(&TemplateToken::Text(key.clone()))
            && functions
                .iter()
                .any(|function| has(&TemplateToken::Word(function)))
    }

    /// Whether an action reads the end of the chain of something that is in parentheses, or by its name.
    fn reads_guarded(&self, tokens: &[TemplateToken<'_>]) -> bool {
        let Some(last) = self.chain.fields.last() else {
            return false;
        };
        let of_parenthesis = |token: &TemplateToken<'_>| match token {
            TemplateToken::Close(fields) => fields.first() == Some(&last.as_str()),
            _ => false,
        };
        let is_named = tokens.contains(&TemplateToken::Text(last.clone()));
        self.guards(tokens) && (is_named || tokens.iter().any(of_parenthesis))
    }
}

fn starts_with(fields: &[&str], wanted: &[String]) -> bool {
    fields.len() >= wanted.len() && fields.iter().zip(wanted).all(|(one, other)| one == other)
}

fn is_branch(tokens: &[TemplateToken<'_>]) -> bool {
    matches!(
        tokens,
        [TemplateToken::Word("if" | "with" | "range" | "else"), ..]
    )
}

/// Whether a function that takes no nil gets the value at an index of an action.
fn is_strict(tokens: &[TemplateToken<'_>], index: usize) -> bool {
    takers(tokens, index).any(|taker| STRICT.contains(&taker))
}

#[cfg(test)]
mod tests;
