//! Follows a template through all its branches and helpers.

use super::actions::{Action, ActionKind, Branch, Helpers};
use super::condition::Condition;
use super::document::{FoundHeaders, Lines, Owner, Site};
use super::eval::{AbstractValue, Bindings, FunctionCall, UNKNOWN, evaluate};
use super::tokens::TemplateToken;
use std::ops::Range;

/// How deep helpers may call each other.
const MAX_CALLS: usize = 8;

/// How many variables are remembered at a time.
const MAX_VARIABLES: usize = 100;

/// How much is read of a file and the helpers that it calls, in words and lines.
const MAX_WORK: usize = 300_000;

/// All files of a chart, taken apart.
pub(super) struct ChartTemplates<'t> {
    pub(super) files: Vec<Vec<Action<'t>>>,
    pub(super) helpers: Helpers<'t>,
}

struct CallFrame {
    branch: Branch,
    /// When none of the earlier branches in the same chain applied.
    passed: Condition,
    current: Condition,
    owner: Option<Owner>,
    /// What was there before it.
    dot: AbstractValue,
    variables: usize,
}

/// A walk through one file.
struct TemplateWalk<'c, 't> {
    chart: &'c ChartTemplates<'t>,
    frames: Vec<CallFrame>,
    lines: Lines,
    /// The call by which the walk came into a helper from the file itself.
    call: Option<usize>,
    indent: usize,
    branches: usize,
    work: usize,
    /// Whether branches do not end as they open: Helm reads no such template.
    is_unbalanced: bool,
}

/// The agents' servers that a file renders. Where there is too much to read nothing is clear.
pub(super) fn servers(chart: &ChartTemplates<'_>, file: usize) -> Vec<FoundHeaders> {
    let mut walk = TemplateWalk {
        chart,
        frames: Vec::new(),
        lines: Lines::default(),
        call: None,
        indent: 0,
        branches: 0,
        work: 0,
        is_unbalanced: false,
    };
    let mut scope = Bindings {
        dot: AbstractValue::Other,
        variables: Vec::new(),
    };
    walk.follow(file, 0..chart.files[file].len(), &mut scope, 0);
    walk.lines.end_line();
    walk.lines.end_document();
    let mut found = walk.lines.found;
    if walk.is_unbalanced || walk.work > MAX_WORK {
        found.iter_mut().for_each(|server| server.shape = None);
    }
    found
}

impl<'t> TemplateWalk<'_, 't> {
    fn follow(&mut self, file: usize, range: Range<usize>, scope: &mut Bindings<'t>, calls: usize) {
        let base = self.frames.len();
        let mut position = range.start;
        while position < range.end && self.work <= MAX_WORK {
            let action = &self.chart.files[file][position];
            self.work += action.kind.cost();
            position += 1;
            match &action.kind {
                ActionKind::Text(text) => self.text(action.start, text),
                ActionKind::Output(tokens) => self.output(action.start, tokens, scope, calls),
                ActionKind::Declare(name, tokens) => {
                    let value = evaluate(tokens, scope);
                    remember(scope, name, value);
                }
                ActionKind::Assign(name) => forget(scope, name),
                ActionKind::Open(branch, tokens) => self.open(*branch, tokens, scope),
                ActionKind::Else(tokens) if self.frames.len() > base => {
                    self.otherwise(tokens.as_deref(), scope);
                }
                ActionKind::End if self.frames.len() > base => self.close(scope),
                // After its end.
                ActionKind::Define(end) => position = end.saturating_add(1).max(position),
                ActionKind::Else(_) | ActionKind::End | ActionKind::Unbalanced => {
                    self.is_unbalanced = true
                }
                ActionKind::Nothing => {}
            }
        }
        while self.frames.len() > base {
            self.is_unbalanced = true;
            self.close(scope);
        }
    }

    fn text(&mut self, start: usize, text: &str) {
        let mut offset = start;
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.lines.end_line();
            }
            self.write(offset, line.strip_suffix('\r').unwrap_or(line));
            offset += line.len() + 1;
        }
    }

    /// Writes a part of a line.
    fn write(&mut self, offset: usize, part: &str) {
        if part.is_empty() {
            return;
        }
        self.lines.start_line(self.indent);
        let blank = part.len() - part.trim_start().len();
        let site = (blank < part.len()).then(|| self.site(offset + blank));
        self.lines.push(part, site);
    }

    fn site(&self, offset: usize) -> Site {
        let depth = self.frames.len();
        let outer = self.lines.depth().unwrap_or(depth).min(depth);
        let (before, within) = self.frames.split_at(outer);
        let each = before.iter().rposition(|frame| frame.owner.is_some());
        let owner = before.iter().rev().filter_map(|frame| frame.owner);
        let named = owner.clone().find(|owner| *owner != Owner::Each);
        let around = &before[each.map_or(0, |index| index + 1)..];
        let is_flag =
            |frame: &CallFrame| matches!(frame.condition(), Condition::On | Condition::Off);
        Site {
            start: self.call.unwrap_or(offset),
            depth,
            branch: self.branches,
            owner: named.or(owner.clone().next()).unwrap_or(Owner::Chart),
            condition: within
                .iter()
                .fold(Condition::Always, |all, frame| all.and(frame.condition())),
            is_flagged: around.iter().any(is_flag),
        }
    }

    fn output(
        &mut self,
        start: usize,
        tokens: &[TemplateToken<'t>],
        scope: &Bindings<'t>,
        calls: usize,
    ) {
        match evaluate(tokens, scope) {
            AbstractValue::Text(text) => self.write(start, &text),
            AbstractValue::Included(call) if calls < MAX_CALLS => self.include(start, &call, calls),
            _ => self.unknown(start),
        }
    }

    fn include(&mut self, start: usize, call: &FunctionCall, calls: usize) {
        if call.is_on_new_line {
            self.lines.end_line();
        }
        let (outer, indent) = (self.call, self.indent);
        self.call.get_or_insert(start);
        self.indent += call.indent;
        if let Some((file, range)) = self.chart.helpers.get(&call.name) {
            let mut scope = Bindings {
                dot: call.argument.clone(),
                variables: Vec::new(),
            };
            self.follow(*file, range.clone(), &mut scope, calls + 1);
        } else {
            self.unknown(start);
        }
        (self.call, self.indent) = (outer, indent);
    }

    fn unknown(&mut self, start: usize) {
        self.write(start, UNKNOWN.encode_utf8(&mut [0; 4]));
    }

    fn open(&mut self, branch: Branch, tokens: &[TemplateToken<'t>], scope: &mut Bindings<'t>) {
        let (names, tokens) = declared(tokens);
        let value = match branch {
            Branch::Block => AbstractValue::Other,
            _ => evaluate(tokens, scope),
        };
        let mut frame = CallFrame {
            branch,
            passed: Condition::Always,
            current: Condition::of(&value),
            owner: None,
            dot: scope.dot.clone(),
            variables: scope.variables.len(),
        };
        match branch {
            Branch::If => {}
            Branch::With => scope.dot = value.clone(),
            Branch::Block => {
                frame.current = Condition::Always;
                scope.dot = AbstractValue::Other;
            }
            Branch::Range => {
                frame.current = Condition::Unclear;
                scope.dot = AbstractValue::Other;
                frame.owner = Some(owner(&value, tokens));
            }
        }
        let held = if branch == Branch::With {
            value
        } else {
            AbstractValue::Other
        };
        for name in names {
            remember(scope, name, held.clone());
        }
        self.branches += 1;
        self.frames.push(frame);
    }

    fn otherwise(&mut self, tokens: Option<&[TemplateToken<'t>]>, scope: &mut Bindings<'t>) {
        self.leave();
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let negated = match frame.branch {
            Branch::If | Branch::With => frame.current.negated(),
            Branch::Range | Branch::Block => Condition::Unclear,
        };
        frame.passed = frame.passed.and(negated);
        scope.dot = frame.dot.clone();
        frame.current = tokens.map_or(Condition::Always, |tokens| {
            Condition::of(&evaluate(tokens, scope))
        });
        frame.owner = None;
        self.branches += 1;
    }

    fn close(&mut self, scope: &mut Bindings<'t>) {
        self.leave();
        if let Some(frame) = self.frames.pop() {
            scope.dot = frame.dot;
            scope.variables.truncate(frame.variables);
        }
        self.branches += 1;
    }

    /// Ends the document that began in the innermost branch.
    fn leave(&mut self) {
        let left = self.frames.len().saturating_sub(1);
        if self.lines.depth().is_some_and(|depth| depth > left) {
            self.lines.end_document();
        }
    }
}

impl CallFrame {
    fn condition(&self) -> Condition {
        self.passed.and(self.current)
    }
}

/// Whose objects a loop renders, as its pipeline says.
fn owner(value: &AbstractValue, tokens: &[TemplateToken<'_>]) -> Owner {
    let names = |key: &str| {
        tokens.iter().any(|token| match token {
            TemplateToken::Path(_, path) | TemplateToken::Close(path) => path.contains(&key),
            TemplateToken::Text(text) => text == key,
            _ => false,
        })
    };
    match value {
        AbstractValue::Agents => Owner::Agent,
        AbstractValue::Listed => Owner::Listed,
        _ if names("definitions") => Owner::Agent,
        _ if names("remoteMcpServers") => Owner::Listed,
        _ => Owner::Each,
    }
}

/// The variables that a branch makes, and the rest.
fn declared<'s, 't>(tokens: &'s [TemplateToken<'t>]) -> (Vec<&'t str>, &'s [TemplateToken<'t>]) {
    let Some(sign) = tokens
        .iter()
        .position(|token| *token == TemplateToken::Declare)
    else {
        return (Vec::new(), tokens);
    };
    let names = tokens[..sign].iter().filter_map(|token| match token {
        TemplateToken::Path(Some(name), _) => Some(*name),
        _ => None,
    });
    (names.collect(), &tokens[sign + 1..])
}

fn remember<'t>(scope: &mut Bindings<'t>, name: &'t str, value: AbstractValue) {
    if scope.variables.len() == MAX_VARIABLES {
        scope.variables.clear(); // all are unknown from here on
    }
    scope.variables.push((name, value));
}

/// A variable that is changed may be so in some branches only.
fn forget(scope: &mut Bindings<'_>, name: &str) {
    let mut variables = scope.variables.iter_mut().rev();
    if let Some((_, value)) = variables.find(|(known, _)| *known == name) {
        *value = AbstractValue::Other;
    }
}
