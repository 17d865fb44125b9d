//! Templates, executed as Go's `text/template` does it, with the origin of what they print.

mod argument;
mod blame;
mod call;
mod control;
mod cost;
mod failure;
mod field;
mod output;
mod pass;
mod pipeline;
mod scope;
#[cfg(test)]
mod tests;
mod tpl;
mod walk;

pub use failure::{Failure, Limit, Problem};
pub(super) use tpl::{no_values, without_no_value};

use super::decision::{DecisionId, DecisionRange, Decisions};
use super::engine::Rendering;
use super::origin::{Origin, TemplateSpan, TextId};
use super::parse::node::{Body, Bytes};
use super::program::{Program, TemplateText};
use super::reads::Reads;
use super::torn::TornBytes;
use super::value::{Text, TextBuilder, Value};
use super::version::HelmVersion;
use scope::Scope;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// How many nodes a rendering may execute.
const MAX_STEPS: u64 = 20_000_000;
/// How deep calls may nest; Go's own limit is 100,000.
const MAX_DEPTH: usize = 2_000;
/// How deep nodes and pipelines in all calls together may nest: what the stack has room for.
const MAX_NESTING: usize = 40_000;
/// How many bytes one text may have.
const MAX_OUTPUT: usize = 64 << 20;

/// What an evaluator is told of a rendering.
#[derive(Debug, Clone, Copy, Default)]
pub struct EvaluatorOptions {
    /// The Helm whose ways are followed.
    pub version: HelmVersion,
    /// Whether `required` and `fail` let the rendering go on, as Helm's own lint does.
    pub is_lenient: bool,
}

/// What executes the templates of one rendering.
#[derive(Debug)]
pub struct Evaluator<'p> {
    program: &'p Program,
    options: EvaluatorOptions,
    /// The texts that `tpl` was given, after those of the program.
    texts: Vec<Rc<DynamicText>>,
    /// What holds within the calls of `tpl` that are under way, the innermost last.
    scopes: Vec<Rc<Scope>>,
    decisions: Decisions,
    reads: Reads,
    /// The innermost decision.
    decision: Option<DecisionId>,
    /// How often each template is being included.
    included: BTreeMap<Arc<str>, usize>,
    /// What `required` and `fail` refused while they let the rendering go on.
    refused: Vec<Failure>,
    /// What the actions of the file that is executed have printed.
    printed: Vec<PrintedAction>,
    /// The calls that are under way, the innermost last.
    calls: Vec<TemplateSpan>,
    steps: u64,
    nesting: usize,
    /// How many texts files gave to `tpl` that were passed over.
    texts_passed_over: usize,
}

/// A text that `tpl` executes.
#[derive(Debug)]
pub struct DynamicText {
    /// The text, with its origins.
    pub text: Text,
    /// The call of `tpl`.
    pub call: TemplateSpan,
    pub(super) source: Arc<str>,
    torn: TornBytes,
}

impl DynamicText {
    /// The text as characters.
    pub fn source(&self) -> &str {
        &self.source
    }
}

/// What an action of a file itself printed, also by the templates that it includes.
#[derive(Debug, Clone)]
pub struct PrintedAction {
    /// The bytes that it printed, in the file's text.
    pub range: Range<usize>,
    /// The action.
    pub action: TemplateSpan,
}

/// A template, and the text that it is in.
#[derive(Debug, Clone)]
pub(super) struct Defined {
    pub(super) text: TextId,
    pub(super) body: Arc<Body>,
}

/// A template that is being executed.
#[derive(Debug)]
struct Frame {
    text: TextId,
    source: Arc<str>,
    /// The variables, the innermost last; the first is `$`.
    variables: Vec<(Arc<str>, Value)>,
    /// The node that Go would name in an error.
    at: Bytes,
    out: TextBuilder,
}

/// How a list of nodes ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    Next,
    Break,
    Continue,
}

/// A failure is big, and rare.
type Evaluated<T> = Result<T, Box<Failure>>;

impl<'p> Evaluator<'p> {
    /// An evaluator of a program's templates.
    pub fn new(program: &'p Program, options: EvaluatorOptions) -> Self {
        Self {
            program,
            options,
            texts: Vec::new(),
            scopes: Vec::new(),
            decisions: Decisions::default(),
            reads: Reads::default(),
            decision: None,
            included: BTreeMap::new(),
            refused: Vec::new(),
            printed: Vec::new(),
            calls: Vec::new(),
            steps: 0,
            nesting: 0,
            texts_passed_over: 0,
        }
    }

    /// Executes a template by its name, and gives what it prints.
    ///
    /// # Errors
    /// Where Helm fails, and where a limit of this tool is met.
    pub fn execute(&mut self, name: &str, data: Value) -> Evaluated<Text> {
        self.decision = None;
        self.included.clear();
        self.calls.clear();
        self.printed.clear();
        self.nesting = 0;
        let start = TemplateSpan {
            text: TextId(0),
            start: 0,
            end: 0,
        };
        let template = self.lookup(name).ok_or_else(|| {
            Box::new(Failure {
                problem: Problem::NoTemplate {
                    name: name.to_owned(),
                    is_include: false,
                },
                at: start,
                via: Vec::new(),
                subject: Origin::default(),
                decided_by: Origin::default(),
                is_uncertain: false,
            })
        })?;
        self.run(template, data.out_of_interface(), TextBuilder::default())
            .map(TextBuilder::finish)
    }

    /// What the file that was executed last has read.
    pub(super) fn take_reads(&mut self) -> Reads {
        std::mem::take(&mut self.reads)
    }

    /// What was decided since the end of a range.
    pub(super) fn decided_since(&self, before: &DecisionRange) -> DecisionRange {
        self.decisions.since(before)
    }

    /// What the actions of the file that was executed last have printed, in order.
    pub(super) fn take_printed(&mut self) -> Vec<PrintedAction> {
        std::mem::take(&mut self.printed)
    }

    /// Notes what an action of the file itself has printed since its text was that long.
    fn note_printed(&mut self, frame: &Frame, start: usize, action: Bytes) {
        let end = frame.out.len();
        if self.calls.is_empty() && start < end {
            self.printed.push(PrintedAction {
                range: start..end,
                action: frame.span(action),
            });
        }
    }

    /// Hands over what a rendering keeps.
    pub(super) fn finish(self, rendering: &mut Rendering) {
        rendering.refused = self.refused;
        rendering.decisions = self.decisions;
        rendering.dynamic = self.texts;
    }

    /// The text that `tpl` was given, if an id is of one.
    pub fn dynamic(&self, text: TextId) -> Option<&Rc<DynamicText>> {
        let own = self.program.texts().len();
        self.texts.get((text.0 as usize).checked_sub(own)?)
    }

    fn source(&self, text: TextId) -> Arc<str> {
        match self.program.texts().get(text.0 as usize) {
            Some(TemplateText { source, .. }) => Arc::clone(source),
            None => self
                .dynamic(text)
                .map_or_else(|| "".into(), |text| Arc::clone(&text.source)),
        }
    }

    /// A part of a text with the bytes that it was read from.
    fn restored<'t>(&self, text: TextId, part: &'t str, start: u32) -> Cow<'t, [u8]> {
        let torn = match self.program.texts().get(text.0 as usize) {
            Some(TemplateText { torn, .. }) => Some(torn),
            None => self.dynamic(text).map(|text| &text.torn),
        };
        match torn {
            Some(torn) => torn.restore(part, start as usize),
            None => Cow::Borrowed(part.as_bytes()),
        }
    }

    /// Executes a template with what it is given as its dot.
    fn run(
        &mut self,
        template: Template<'p>,
        data: Value,
        out: TextBuilder,
    ) -> Evaluated<TextBuilder> {
        let text = template.text();
        let mut frame = Frame {
            text,
            source: self.source(text),
            variables: vec![("$".into(), data.clone())],
            at: Bytes::default(),
            out,
        };
        if self.calls.len() >= MAX_DEPTH {
            return Err(self.fail(&frame, Problem::Limit(Limit::Depth)));
        }
        self.body(&mut frame, &data, template.body())?;
        Ok(frame.out)
    }

    /// Executes a template that another one calls at a place.
    fn call_template(
        &mut self,
        template: Template<'p>,
        data: Value,
        out: TextBuilder,
        call: TemplateSpan,
    ) -> Evaluated<TextBuilder> {
        self.calls.push(call);
        let (decision, nesting) = (self.decision, self.nesting);
        let result = self.run(template, data.out_of_interface(), out);
        (self.decision, self.nesting) = (decision, nesting);
        self.calls.pop();
        result
    }

    /// A failure where the frame is.
    fn fail(&self, frame: &Frame, problem: Problem) -> Box<Failure> {
        self.fail_for(frame, problem, Origin::default())
    }

    /// A failure where the frame is, because of a value.
    fn fail_for(&self, frame: &Frame, problem: Problem, subject: Origin) -> Box<Failure> {
        Box::new(Failure {
            problem,
            at: frame.span(frame.at),
            via: self.calls.iter().rev().copied().collect(),
            subject,
            decided_by: self.decisions.all_reasons(self.decision),
            is_uncertain: self.decisions.is_uncertain(self.decision),
        })
    }
}

/// A template of the program, or one that a text of `tpl` defines.
enum Template<'p> {
    Static(TextId, &'p Body),
    Dynamic(Defined),
}

impl Template<'_> {
    fn text(&self) -> TextId {
        match self {
            Self::Static(text, _) => *text,
            Self::Dynamic(defined) => defined.text,
        }
    }

    fn body(&self) -> &Body {
        match self {
            Self::Static(_, body) => body,
            Self::Dynamic(defined) => &defined.body,
        }
    }
}

impl Frame {
    fn span(&self, bytes: Bytes) -> TemplateSpan {
        TemplateSpan {
            text: self.text,
            start: bytes.start,
            end: bytes.end,
        }
    }
}
