//! Which files of a chart have to be run for a question.

use super::Probe;
use crate::source::Segment;
use crate::template::origin::TextId;
use crate::template::parse::node::{Body, Branch, Command, Node, OperandKind, Pipeline};
use crate::template::{ChartSource, Program};
use std::collections::BTreeSet;

impl Probe<'_> {
    /// The chart that is asked about.
    pub(super) fn asked(&self) -> Option<&ChartSource> {
        self.at
            .segments()
            .iter()
            .try_fold(self.chart, |chart, segment| match segment {
                Segment::Key(key) => chart.subcharts.iter().find(|one| one.name == *key),
                Segment::Index(_) => None,
            })
    }

    /// The files of that chart that Helm runs.
    pub(super) fn own_files(&self) -> BTreeSet<TextId> {
        let Some(chart) = self.asked() else {
            return BTreeSet::new();
        };
        let folder = format!("{}/templates/", chart.path);
        let is_run = |name: &str| {
            let base = name.rsplit('/').next().unwrap_or_default();
            name.starts_with(&folder) && !base.starts_with('_') && base != "NOTES.txt"
        };
        let texts = self.program.texts().iter().enumerate();
        texts
            .filter(|(_, text)| is_run(&text.name))
            .map(|(index, _)| TextId(u32::try_from(index).unwrap_or(u32::MAX)))
            .collect()
    }

    /// Those of them in which a word is, or in a template that they call.
    pub(super) fn files_with(&self, word: &str) -> BTreeSet<TextId> {
        let mut files = self.own_files();
        files.retain(|file| reach(self.program, *file, word));
        files
    }
}

/// Whether a word is in a file, or in one whose templates it calls. A name that is only known when it runs may be any.
fn reach(program: &Program, file: TextId, word: &str) -> bool {
    let text = |id: TextId| program.texts().get(id.0 as usize);
    let has = |id: TextId| text(id).is_some_and(|text| text.source.contains(word));
    if has(file) {
        return true;
    }
    let Some(name) = text(file).map(|text| text.name.to_string()) else {
        return false;
    };
    let mut open = vec![name];
    let mut seen = BTreeSet::new();
    while let Some(name) = open.pop() {
        let Some((id, body)) = program.template(&name).filter(|_| !seen.contains(&name)) else {
            continue;
        };
        if has(id) {
            return true;
        }
        seen.insert(name);
        let mut calls = Calls::default();
        calls.body(body);
        if calls.is_open {
            return program
                .texts()
                .iter()
                .any(|text| text.source.contains(word));
        }
        open.extend(calls.names);
    }
    false
}

/// The templates that a body calls.
#[derive(Default)]
struct Calls {
    names: BTreeSet<String>,
    /// Whether the name of one is made when it runs.
    is_open: bool,
}

impl Calls {
    fn body(&mut self, body: &Body) {
        for node in &body.nodes {
            match node {
                Node::Action(pipeline) => self.pipeline(pipeline),
                Node::If(branch) | Node::With(branch) | Node::Range(branch) => self.branch(branch),
                Node::Template(call) => {
                    self.names.insert(call.name.to_string());
                    call.data.iter().for_each(|data| self.pipeline(data));
                }
                Node::Text(_) | Node::Break | Node::Continue => {}
            }
        }
    }

    fn branch(&mut self, branch: &Branch) {
        self.pipeline(&branch.pipeline);
        self.body(&branch.body);
        branch.otherwise.iter().for_each(|body| self.body(body));
    }

    fn pipeline(&mut self, pipeline: &Pipeline) {
        pipeline
            .commands
            .iter()
            .for_each(|command| self.command(command));
    }

    fn command(&mut self, command: &Command) {
        let mut operands = command.operands.iter().map(|operand| &operand.kind);
        let is_include = matches!(operands.next(), Some(OperandKind::Function(function))
            if function.get().is_some_and(|function| function.name == "include"));
        if is_include {
            match operands.next() {
                Some(OperandKind::String(name)) => {
                    self.names
                        .insert(String::from_utf8_lossy(name).into_owned());
                }
                _ => self.is_open = true,
            }
        }
        for operand in &command.operands {
            self.operand(&operand.kind);
        }
    }

    fn operand(&mut self, operand: &OperandKind) {
        match operand {
            OperandKind::Pipeline(pipeline) => self.pipeline(pipeline),
            OperandKind::Chain(inner, _) => self.operand(&inner.kind),
            _ => {}
        }
    }
}
