//! The grammar: keys, dots, indexes, and the values after `=`.

use super::cause;
use super::limits::{MAX_DOTS, MAX_GAPS, MAX_INDEX, MAX_STEPS};
use super::scalar::typed;
use super::scan::{SetPiece, SetScanner};
use super::{Argument, Assignment, End, Flag, PathStep, SetError, SetProblem, json};
use crate::source::{Segment, Source, Span};
use crate::yaml::{Link, Node, Style, Value};
use std::sync::Arc;

/// Reads a file for `--set-file`; an error says why it could not.
pub type ReadFile<'r> = dyn Fn(&str) -> Result<Arc<str>, String> + 'r;

/// Parses an argument; `read` is asked for the files of `--set-file`.
///
/// # Errors
/// When Helm refuses the argument whatever the values, or a limit of this tool is passed.
pub fn parse(flag: Flag, source: &Arc<Source>, read: &ReadFile<'_>) -> Result<Argument, SetError> {
    let mut parser = SetParser {
        flag,
        source,
        read,
        scanner: SetScanner::new(source.text(), flag != Flag::SetLiteral),
        gaps: 0,
    };
    Ok(Argument {
        flag,
        source: Arc::clone(source),
        assignments: parser.assignments()?,
    })
}

struct SetParser<'p> {
    flag: Flag,
    source: &'p Arc<Source>,
    read: &'p ReadFile<'p>,
    scanner: SetScanner<'p>,
    gaps: usize,
}

/// What follows the indexes of a path.
enum AfterIndexes {
    Key,
    Value,
    Nothing,
}

impl SetParser<'_> {
    fn assignments(&mut self) -> Result<Vec<Assignment>, SetError> {
        if self.flag == Flag::SetJson && self.source.text().trim_start().starts_with('{') {
            return Ok(vec![self.whole_object()?]);
        }
        let mut assignments = Vec::new();
        while !self.scanner.at_end() {
            assignments.push(self.assignment()?);
        }
        Ok(assignments)
    }

    /// `--set-json '{…}'`: the object is merged into the root.
    fn whole_object(&mut self) -> Result<Assignment, SetError> {
        let text = self.source.text();
        self.scanner.skip(text.len() - text.trim_start().len());
        let object = self.json_value()?;
        if !self.scanner.rest().trim_start().is_empty() {
            let rest = Span::new(self.scanner.position(), text.len());
            return Err(self.error(SetProblem::Json("something follows the object"), rest));
        }
        Ok(Assignment {
            steps: Vec::new(),
            end: End::Value(object),
        })
    }

    fn assignment(&mut self) -> Result<Assignment, SetError> {
        let mut steps = Vec::new();
        let mut dots = 0;
        let end = loop {
            let key = self.key()?;
            let Some(stop) = key.stop else {
                break End::Open { dot: true };
            };
            let span = key.span;
            if stop == '[' {
                let Some(index) = self.index()? else {
                    // Helm has not looked at the key yet when the index breaks off.
                    break End::Open { dot: true };
                };
                self.push(&mut steps, Segment::Key(key.text.into()), span)?;
                self.push(&mut steps, index.0, index.1)?;
                match self.further_indexes(&mut steps)? {
                    AfterIndexes::Key => continue,
                    AfterIndexes::Value => break self.item_value()?,
                    AfterIndexes::Nothing => break End::Open { dot: false },
                }
            }
            self.push(&mut steps, Segment::Key(key.text.into()), span)?;
            if stop == '=' {
                break self.key_value()?;
            }
            dots += 1;
            if dots > MAX_DOTS {
                return Err(self.error(SetProblem::TooManyDots, self.up_to_here()));
            }
        };
        Ok(Assignment { steps, end })
    }

    /// A key and what ends it; at the end of the argument it must be empty.
    fn key(&mut self) -> Result<SetPiece, SetError> {
        let stops: &[char] = if self.flag == Flag::SetLiteral {
            &['=', '[', '.']
        } else {
            &['=', '[', '.', ',']
        };
        let piece = self.scanner.until(stops);
        match piece.stop {
            Some(',') => Err(self.no_value(piece.span)),
            None if !piece.text.is_empty() => Err(self.no_value(piece.span)),
            _ => Ok(piece),
        }
    }

    /// The fault of a key without a value, which is often part of the value before it.
    fn no_value(&self, span: Span) -> SetError {
        if span.start == span.end {
            let end = span.end.saturating_add(1);
            return self.error(SetProblem::NoKey, Span { end, ..span });
        }
        let problem = cause::no_value(self.flag, self.source.text(), span);
        self.error(problem, span)
    }

    /// An index after its opening bracket; `None` if the argument ends before the closing one.
    fn index(&mut self) -> Result<Option<(Segment, Span)>, SetError> {
        let piece = self.scanner.until(&[']']);
        if piece.stop.is_none() {
            return Ok(None);
        }
        let span = Span {
            start: piece.span.start.saturating_sub(1),
            end: piece.span.end.saturating_add(1),
        };
        let Ok(index) = piece.text.parse::<i64>() else {
            let text = self.source.text();
            let is_first = text[..span.range().start].trim().is_empty();
            let problem = cause::not_an_index(self.flag, text, &piece.text, is_first);
            return Err(self.error(problem, span));
        };
        let Ok(index) = usize::try_from(index) else {
            return Err(self.error(SetProblem::NegativeIndex, span));
        };
        self.gaps += index.min(MAX_INDEX);
        if self.gaps > MAX_GAPS {
            return Err(self.error(SetProblem::TooManyGaps, span));
        }
        Ok(Some((Segment::Index(index), span)))
    }

    fn further_indexes(&mut self, steps: &mut Vec<PathStep>) -> Result<AfterIndexes, SetError> {
        loop {
            let piece = self.scanner.until(&['[', '.', '=']);
            if !piece.text.is_empty() {
                return Err(self.error(SetProblem::AfterIndex, piece.span));
            }
            match piece.stop {
                None => return Ok(AfterIndexes::Nothing),
                Some('.') => return Ok(AfterIndexes::Key),
                Some('=') => return Ok(AfterIndexes::Value),
                Some(_) => match self.index()? {
                    Some((segment, span)) => self.push(steps, segment, span)?,
                    None => return Ok(AfterIndexes::Nothing),
                },
            }
        }
    }

    fn push(
        &self,
        steps: &mut Vec<PathStep>,
        segment: Segment,
        span: Span,
    ) -> Result<(), SetError> {
        if steps.len() == MAX_STEPS {
            return Err(self.error(SetProblem::TooManySteps, self.up_to_here()));
        }
        steps.push(PathStep {
            segment,
            place: self.source.place(span),
        });
        Ok(())
    }

    /// The value of a key. Only here is `=` at the very end something else to Helm than an empty value.
    fn key_value(&mut self) -> Result<End, SetError> {
        let typed = !matches!(self.flag, Flag::SetJson | Flag::SetLiteral);
        if typed && self.scanner.at_end() {
            return Ok(End::Empty(self.empty_string()));
        }
        self.value().map(End::Value)
    }

    fn item_value(&mut self) -> Result<End, SetError> {
        if self.flag != Flag::SetJson && self.scanner.at_end() {
            return Ok(End::Value(self.empty_string()));
        }
        self.value().map(End::Value)
    }

    fn empty_string(&self) -> Node {
        let end = self.scanner.position();
        self.node(Value::String("".into()), Span::new(end, end))
    }

    fn value(&mut self) -> Result<Node, SetError> {
        match self.flag {
            Flag::SetLiteral => {
                let piece = self.scanner.until(&[]);
                Ok(self.node(Value::String(piece.text.into()), piece.span))
            }
            Flag::SetJson => {
                let start = self.scanner.position();
                if self.scanner.value_ends() {
                    return Ok(self.node(Value::Null, Span::new(start, start)));
                }
                let value = self.json_value()?;
                self.scanner.value_ends();
                Ok(value)
            }
            _ if self.scanner.eat('{') => self.list(),
            _ => {
                let piece = self.scanner.until(&[',']);
                self.scalar(piece)
            }
        }
    }

    /// The items after an opening brace. A comma after the closing one belongs to the list; anything else there
    /// starts the next key.
    fn list(&mut self) -> Result<Node, SetError> {
        let start = self.scanner.position() - 1;
        let mut items = Vec::new();
        loop {
            let piece = self.scanner.until(&[',', '}']);
            let Some(stop) = piece.stop else {
                return Err(self.error(SetProblem::OpenList, Span::new(start, start + 1)));
            };
            items.push(self.scalar(piece)?);
            if stop == '}' {
                let span = Span::new(start, self.scanner.position());
                self.scanner.eat(',');
                return Ok(self.node(Value::List(Arc::new(items)), span));
            }
        }
    }

    fn scalar(&self, piece: SetPiece) -> Result<Node, SetError> {
        let value = match self.flag {
            Flag::Set => typed(&piece.text),
            Flag::SetFile => match (self.read)(&piece.text) {
                Ok(content) => Value::String(content),
                Err(reason) => {
                    let problem = match piece.text.starts_with('~') {
                        true => SetProblem::HomeFile(reason),
                        false => SetProblem::File(reason),
                    };
                    return Err(self.error(problem, piece.span));
                }
            },
            _ => Value::String(piece.text.into()),
        };
        Ok(self.node(value, piece.span))
    }

    fn json_value(&mut self) -> Result<Node, SetError> {
        let (value, length) = json::decode(self.source, self.scanner.position())?;
        self.scanner.skip(length);
        Ok(value)
    }

    fn node(&self, value: Value, span: Span) -> Node {
        Node {
            value,
            place: self.source.place(span),
            style: Style::Argument,
            link: Link::Own,
        }
    }

    fn up_to_here(&self) -> Span {
        Span::new(0, self.scanner.position())
    }

    fn error(&self, problem: SetProblem, span: Span) -> SetError {
        SetError {
            problem,
            place: self.source.place(span),
        }
    }
}
