//! The keys that templates name, whatever they are keys of: in chains of fields, and in strings.

use super::UsageTexts;
use crate::template::parse::node::{Body, Branch, Field, Node, Operand, OperandKind, Pipeline};
use crate::template::parse::{self, Parsed};
use crate::template::version::HelmVersion;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How deep text in strings is looked at.
const DEEPEST: usize = 3;

/// The words of templates that may be keys.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The keys of chains below `.Values`.
    of_values: BTreeSet<Box<[Arc<str>]>>,
    /// The fields of other chains.
    fields: BTreeSet<Box<[Arc<str>]>>,
    /// The strings that name no helper.
    strings: BTreeSet<Arc<str>>,
    /// The texts that do not parse.
    unparsed: Vec<Arc<str>>,
}

impl Words {
    /// The words of the first chart's templates.
    pub fn new(texts: &UsageTexts) -> Self {
        let mut words = Self::default();
        for one in texts.own_bodies() {
            words.body(&one.body, 0);
        }
        let unparsed = texts.own_unparsed();
        words
            .unparsed
            .extend(unparsed.map(|text| Arc::clone(&text.source)));
        words
    }

    /// Whether a template names a key, or a path with dots, below a root key of the values as templates read keys: in a chain of
    /// fields, or as a string or a part of it between dots. What is read of `.Values` must begin with the root key.
    pub fn name(&self, key: &str, root: &str) -> bool {
        let steps: Vec<&str> = key.split('.').collect();
        let is_in = |chain: &[Arc<str>]| {
            let mut windows = chain.windows(steps.len());
            windows.any(|window| window.iter().map(|step| &**step).eq(steps.iter().copied()))
        };
        let mut of_values = self.of_values.iter();
        let mut fields = self.fields.iter();
        let mut strings = self.strings.iter();
        let mut unparsed = self.unparsed.iter();
        !key.is_empty()
            && (of_values
                .any(|chain| chain.first().is_some_and(|first| **first == *root) && is_in(chain))
                || fields.any(|chain| is_in(chain))
                || strings.any(|text| **text == *key || text.split('.').any(|part| part == key))
                || unparsed.any(|text| has_word(text, key)))
    }

    /// Whether a template has a key in quotes, and not as the name of a helper. That is how a key with dots is read.
    pub fn quote(&self, key: &str) -> bool {
        let is_quoted = |text: &Arc<str>| {
            ['"', '`']
                .iter()
                .any(|quote| text.contains(&format!("{quote}{key}{quote}")))
        };
        !key.is_empty() && (self.strings.contains(key) || self.unparsed.iter().any(is_quoted))
    }

    fn body(&mut self, body: &Body, depth: usize) {
        for node in &body.nodes {
            match node {
                Node::Action(pipeline) => self.pipeline(pipeline, depth),
                Node::If(branch) | Node::With(branch) | Node::Range(branch) => {
                    self.branch(branch, depth);
                }
                Node::Template(call) => {
                    if let Some(data) = &call.data {
                        self.pipeline(data, depth);
                    }
                }
                Node::Text(_) | Node::Break | Node::Continue => {}
            }
        }
    }

    fn branch(&mut self, branch: &Branch, depth: usize) {
        self.pipeline(&branch.pipeline, depth);
        self.body(&branch.body, depth);
        if let Some(otherwise) = &branch.otherwise {
            self.body(otherwise, depth);
        }
    }

    fn pipeline(&mut self, pipeline: &Pipeline, depth: usize) {
        for command in &pipeline.commands {
            let mut is_helper = false;
            for operand in &command.operands {
                let is_name = is_helper && matches!(operand.kind, OperandKind::String(_));
                is_helper = is_include(operand);
                if !is_name {
                    self.operand(operand, depth);
                }
            }
        }
    }

    fn operand(&mut self, operand: &Operand, depth: usize) {
        match &operand.kind {
            OperandKind::String(bytes) => self.string(&String::from_utf8_lossy(bytes), depth),
            OperandKind::Field(fields) => self.chain(fields, true),
            OperandKind::Variable(name, fields) => self.chain(fields, &**name == "$"),
            OperandKind::Chain(inner, fields) => {
                self.operand(inner, depth);
                self.chain(fields, false);
            }
            OperandKind::Pipeline(pipeline) => self.pipeline(pipeline, depth),
            _ => {}
        }
    }

    /// A chain of fields; that of a dot or of `$` may be of the values.
    fn chain(&mut self, fields: &[Field], may_be_of_root: bool) {
        let names: Vec<Arc<str>> = fields.iter().map(|field| Arc::clone(&field.name)).collect();
        match &names[..] {
            [] => {}
            [values, keys @ ..] if may_be_of_root && **values == *"Values" => {
                self.of_values.insert(keys.into());
            }
            names => {
                self.fields.insert(names.into());
            }
        }
    }

    /// A string, which may hold template text.
    fn string(&mut self, text: &str, depth: usize) {
        let parsed = || parse::parse(text, HelmVersion::V4).ok();
        if text.contains("{{")
            && depth < DEEPEST
            && let Some(Parsed { body, definitions }) = parsed()
        {
            self.body(&body, depth + 1);
            for definition in &definitions {
                self.body(&definition.body, depth + 1);
            }
        }
        self.strings.insert(text.into());
    }
}

fn is_include(operand: &Operand) -> bool {
    match operand.kind {
        OperandKind::Function(function) => function
            .get()
            .is_some_and(|function| function.name == "include"),
        _ => false,
    }
}

fn has_word(text: &str, key: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    text.match_indices(key).any(|(at, _)| {
        !text[..at].ends_with(is_word) && !text[at + key.len()..].starts_with(is_word)
    })
}
