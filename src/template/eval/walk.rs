//! Bodies and the nodes in them.

use super::{Evaluated, Evaluator, Flow, Frame, Limit, Problem};
use crate::template::decision::{Absence, Decision, DecisionId};
use crate::template::origin::{Origin, OriginKind};
use crate::template::parse::node::{Body, Branch, Bytes, Call, Node};
use crate::template::print;
use crate::template::reads::Extent;
use crate::template::value::{Data, Kind, NumberType, Value};
use crate::template::version::HelmVersion;
use std::sync::Arc;

/// What it costs in steps to note a decision.
const NOTE: usize = 4;

impl Evaluator<'_> {
    /// Executes the nodes of a body. Variables that are declared in it live as long as it.
    pub(super) fn body(&mut self, frame: &mut Frame, dot: &Value, body: &Body) -> Evaluated<Flow> {
        self.enter(frame)?;
        let mut flow = Flow::Next;
        for node in &body.nodes {
            self.step(frame)?;
            flow = self.node(frame, dot, node)?;
            if flow != Flow::Next {
                break;
            }
        }
        self.leave();
        Ok(flow)
    }

    fn node(&mut self, frame: &mut Frame, dot: &Value, node: &Node) -> Evaluated<Flow> {
        match node {
            Node::Text(bytes) => self.text(frame, *bytes),
            Node::Action(pipeline) => {
                frame.at = pipeline.bytes;
                let value = self.pipeline(frame, dot, pipeline)?;
                if pipeline.variables.is_empty() {
                    frame.at = pipeline.bytes;
                    self.print(frame, &value, pipeline.bytes)?;
                }
            }
            Node::If(branch) => return self.branch(frame, dot, branch, false),
            Node::With(branch) => return self.branch(frame, dot, branch, true),
            Node::Range(branch) => return self.range(frame, dot, branch),
            Node::Template(call) => self.template(frame, dot, call)?,
            Node::Break => return Ok(Flow::Break),
            Node::Continue => return Ok(Flow::Continue),
        }
        Ok(Flow::Next)
    }

    fn text(&self, frame: &mut Frame, bytes: Bytes) {
        let origin = Origin::of(OriginKind::Template(frame.span(bytes)));
        let source = Arc::clone(&frame.source);
        let text = self.restored(frame.text, bytes.of(&source), bytes.start);
        frame.out.write(&text, &origin, self.decision);
    }

    /// An `if`, or a `with`, whose body sees the value as its dot.
    fn branch(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        branch: &Branch,
        is_with: bool,
    ) -> Evaluated<Flow> {
        frame.at = branch.pipeline.bytes;
        let variables = frame.variables.len();
        let value = self.pipeline(frame, dot, &branch.pipeline)?;
        let outer = self.decide(frame, branch.pipeline.bytes, &value)?;
        let flow = if value.is_true() {
            let inner = if is_with { &value } else { dot };
            self.skip(frame, branch.otherwise.as_ref(), &value);
            self.body(frame, inner, &branch.body)
        } else {
            self.skip(frame, Some(&branch.body), &value);
            match &branch.otherwise {
                Some(otherwise) => self.body(frame, dot, otherwise),
                None => Ok(Flow::Next),
            }
        };
        self.decision = outer;
        frame.variables.truncate(variables);
        flow
    }

    /// Notes a decision, and gives the one around it.
    fn decide(
        &mut self,
        frame: &Frame,
        condition: Bytes,
        value: &Value,
    ) -> Evaluated<Option<DecisionId>> {
        self.charge(frame, NOTE)?;
        self.reads.note(value, Extent::Value);
        let outer = self.decision;
        let reads = self.reasons(value);
        let decision = Decision {
            parent: outer,
            condition: frame.span(condition),
            is_uncertain: is_uncertain(value, &reads) || self.was_uncertain(value),
            reads,
        };
        self.decision = Some(self.decisions.add(decision));
        Ok(outer)
    }

    /// Notes that a body was not executed.
    fn skip(&mut self, frame: &mut Frame, body: Option<&Body>, value: &Value) {
        let Some(body) = body else {
            return;
        };
        let absence = Absence {
            decision: self.decision,
            skipped: frame.span(body.bytes),
            reads: self.reasons(value),
        };
        frame.out.mark(self.decisions.absent(absence));
    }

    fn range(&mut self, frame: &mut Frame, dot: &Value, branch: &Branch) -> Evaluated<Flow> {
        frame.at = branch.pipeline.bytes;
        let variables = frame.variables.len();
        let value = self.pipeline(frame, dot, &branch.pipeline)?;
        let elements = self.elements(frame, &value, branch)?;
        let outer = self.decide(frame, branch.pipeline.bytes, &value)?;
        let flow = self.iterate(frame, dot, branch, &value, elements);
        self.decision = outer;
        frame.variables.truncate(variables);
        flow
    }

    fn iterate(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        branch: &Branch,
        value: &Value,
        elements: Vec<(Value, Value)>,
    ) -> Evaluated<Flow> {
        if elements.is_empty() {
            self.skip(frame, Some(&branch.body), value);
            let flow = match &branch.otherwise {
                Some(otherwise) => self.body(frame, dot, otherwise)?,
                None => Flow::Next,
            };
            // Go's `break` ends this `range` even from here, and its `continue` goes on with the one around it.
            return Ok(match flow {
                Flow::Break => Flow::Next,
                flow => flow,
            });
        }
        self.skip(frame, branch.otherwise.as_ref(), value);
        let inner = frame.variables.len();
        for (key, element) in elements {
            self.bind(frame, branch, key, &element)?;
            let flow = self.body(frame, &element, &branch.body)?;
            frame.variables.truncate(inner);
            if flow == Flow::Break {
                break;
            }
        }
        Ok(Flow::Next)
    }

    /// Gives the variables of a `range` their values for one round.
    fn bind(
        &mut self,
        frame: &mut Frame,
        branch: &Branch,
        key: Value,
        element: &Value,
    ) -> Evaluated<()> {
        let names = &branch.pipeline.variables;
        let values = match names.len() {
            0 => return Ok(()),
            1 => vec![element.clone()],
            _ => vec![key, element.clone()],
        };
        if branch.pipeline.is_assignment {
            for (name, value) in names.iter().zip(values) {
                self.assign(frame, name, value)?;
            }
            return Ok(());
        }
        let first = frame.variables.len().saturating_sub(values.len());
        for (variable, value) in frame.variables[first..].iter_mut().zip(values) {
            variable.1 = value;
        }
        Ok(())
    }

    /// What `range` goes through, with keys.
    fn elements(
        &self,
        frame: &Frame,
        value: &Value,
        branch: &Branch,
    ) -> Evaluated<Vec<(Value, Value)>> {
        let has_counts = self.options.version == HelmVersion::V4;
        let at = |number: Value| number.with_origin(value.origins());
        match &value.data {
            Data::Nil => Ok(Vec::new()),
            Data::List(list) => {
                let items = list.items();
                let items = items.iter().zip(0..);
                Ok(items
                    .map(|(item, index)| (at(Value::int(index)), item.clone()))
                    .collect())
            }
            Data::Bytes(bytes) => {
                let items = bytes.iter().zip(0..);
                let item = |byte: &u8| Value::number(*byte, NumberType::Uint8);
                Ok(items
                    .map(|(byte, index)| (at(Value::int(index)), at(item(byte))))
                    .collect())
            }
            Data::Map(map) => {
                let entries = map.entries();
                let key = |key: &str, origin: &Origin| {
                    let text = Value::string(key).all_from(origin);
                    text.with_origin(origin.clone())
                };
                Ok(entries
                    .iter()
                    .map(|(name, entry)| (key(name, &entry.key_origin), entry.value.clone()))
                    .collect())
            }
            Data::Object(object) if object.elements().is_some() => {
                Ok(object.elements().unwrap_or_default())
            }
            Data::Int(count) | Data::Int64(count) if has_counts => {
                if branch.pipeline.variables.len() > 1 {
                    let message =
                        format!("can't use {count} to iterate over more than one variable");
                    return Err(self.fail_for(frame, Problem::Other(message), value.origins()));
                }
                self.counted(frame, value, *count)
            }
            Data::Number(number) if has_counts => {
                let count = i64::try_from(number.number).unwrap_or(i64::MAX);
                self.counted(frame, value, count)
            }
            _ => Err(self.fail_for(
                frame,
                Problem::Range {
                    value: print::print_value(value).lossy().into_owned(),
                },
                value.origins(),
            )),
        }
    }

    fn counted(&self, frame: &Frame, value: &Value, count: i64) -> Evaluated<Vec<(Value, Value)>> {
        /// More rounds than any chart needs.
        const MOST: i64 = 1_000_000;
        if count > MOST {
            return Err(self.fail(frame, Problem::Limit(Limit::Steps)));
        }
        let number = |int| {
            let number = match value.kind() {
                Kind::Int64 => Value::int64(int),
                _ => Value::int(int),
            };
            number.with_origin(value.origins())
        };
        Ok((0..count).map(|int| (number(int), number(int))).collect())
    }

    fn template(&mut self, frame: &mut Frame, dot: &Value, call: &Call) -> Evaluated<()> {
        frame.at = call.bytes;
        let Some(template) = self.lookup(&call.name) else {
            let name = call.name.to_string();
            let problem = Problem::NoTemplate {
                name,
                is_include: false,
            };
            return Err(self.fail(frame, problem));
        };
        let data = match &call.data {
            Some(pipeline) => self.pipeline(frame, dot, pipeline)?,
            None => Value::nil(),
        };
        let start = frame.out.len();
        let out = std::mem::take(&mut frame.out);
        frame.out = self.call_template(template, data, out, frame.span(call.bytes))?;
        self.note_printed(frame, start, call.bytes);
        Ok(())
    }
}

/// Whether an installation may decide otherwise. A stand-in has the length and emptiness of what it stands for, but a
/// number or boolean made of it may come out otherwise, and a cluster may hold anything.
fn is_uncertain(value: &Value, reads: &Origin) -> bool {
    use crate::template::origin::Unknown;
    match reads.unknown() {
        None | Some(Unknown::Order) => false,
        Some(Unknown::Cluster | Unknown::Dependency) => true,
        Some(Unknown::Random | Unknown::Clock) => matches!(
            value.data,
            Data::Bool(_) | Data::Int(_) | Data::Int64(_) | Data::Float(_)
        ),
    }
}
