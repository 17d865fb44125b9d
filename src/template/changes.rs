//! Which templates change maps that others see too. Where one of them fails, what the others would have found is not known.

use super::parse::node::{Body, Branch, Command, Node, Operand, OperandKind, Pipeline};
use super::program::Program;
use std::collections::BTreeSet;

/// The functions that change their first argument.
const CHANGING: &[&str] = &[
    "set",
    "unset",
    "merge",
    "mergeOverwrite",
    "mustMerge",
    "mustMergeOverwrite",
];

/// The functions that give a map of their own.
const MAKING: &[&str] = &[
    "dict",
    "deepCopy",
    "mustDeepCopy",
    "fromJson",
    "mustFromJson",
    "fromYaml",
    "omit",
    "pick",
];

/// Whether a file, or what it includes, may change a map that it did not make itself. A name of a template that is only known
/// when it runs may be any.
pub fn may_change_shared_maps(program: &Program, file: &str) -> bool {
    let mut search = Search {
        program,
        seen: BTreeSet::new(),
    };
    search.template(file)
}

struct Search<'p> {
    program: &'p Program,
    seen: BTreeSet<&'p str>,
}

impl<'p> Search<'p> {
    fn template(&mut self, name: &str) -> bool {
        let Some((name, body)) = self.program.named(name) else {
            return false;
        };
        self.seen.insert(name) && self.body(body, body)
    }

    /// Looks through a body, which is in the body of a template.
    fn body(&mut self, whole: &'p Body, body: &'p Body) -> bool {
        body.nodes.iter().any(|node| match node {
            Node::Action(pipeline) => self.pipeline(whole, pipeline),
            Node::If(branch) | Node::With(branch) | Node::Range(branch) => {
                self.pipeline(whole, &branch.pipeline)
                    || bodies(branch).any(|body| self.body(whole, body))
            }
            Node::Template(call) => {
                let data = call.data.as_ref();
                data.is_some_and(|data| self.pipeline(whole, data)) || self.template(&call.name)
            }
            Node::Text(_) | Node::Break | Node::Continue => false,
        })
    }

    fn pipeline(&mut self, whole: &'p Body, pipeline: &'p Pipeline) -> bool {
        let mut piped = None;
        for command in &pipeline.commands {
            if self.command(whole, command, piped) {
                return true;
            }
            piped = Some(command);
        }
        false
    }

    fn command(
        &mut self,
        whole: &'p Body,
        command: &'p Command,
        piped: Option<&'p Command>,
    ) -> bool {
        let in_operands = command.operands.iter().any(|operand| match &operand.kind {
            OperandKind::Pipeline(pipeline) => self.pipeline(whole, pipeline),
            OperandKind::Chain(inner, _) => match &inner.kind {
                OperandKind::Pipeline(pipeline) => self.pipeline(whole, pipeline),
                _ => false,
            },
            _ => false,
        });
        in_operands
            || match called(command) {
                Some("include") => match command.operands.get(1).map(|name| &name.kind) {
                    Some(OperandKind::String(name)) => {
                        self.template(&String::from_utf8_lossy(name))
                    }
                    _ => true,
                },
                Some(name) if CHANGING.contains(&name) => {
                    let mut made = Made::new(whole);
                    match command.operands.get(1) {
                        Some(first) => !made.operand(first),
                        None => !piped.is_some_and(|piped| made.command(piped)),
                    }
                }
                _ => false,
            }
    }
}

/// Tells what gives a map that was made in the same template.
struct Made<'p> {
    whole: &'p Body,
    /// The variables that were looked at: one that is made of itself is made of nothing else by that.
    seen: BTreeSet<&'p str>,
}

impl<'p> Made<'p> {
    fn new(whole: &'p Body) -> Self {
        let seen = BTreeSet::new();
        Self { whole, seen }
    }

    fn command(&mut self, command: &'p Command) -> bool {
        match called(command) {
            Some(name) if MAKING.contains(&name) => true,
            Some(name) if CHANGING.contains(&name) => command
                .operands
                .get(1)
                .is_some_and(|first| self.operand(first)),
            Some(_) => false,
            None => matches!(&*command.operands, [only] if self.operand(only)),
        }
    }

    fn operand(&mut self, operand: &'p Operand) -> bool {
        match &operand.kind {
            OperandKind::Pipeline(pipeline) => self.pipeline(pipeline),
            OperandKind::Variable(name, fields) => fields.is_empty() && self.variable(name),
            _ => false,
        }
    }

    fn pipeline(&mut self, pipeline: &'p Pipeline) -> bool {
        let last = pipeline.commands.last();
        last.is_some_and(|command| self.command(command))
    }

    /// Whether each pipeline that gives a variable its value makes a map; `$` is given.
    fn variable(&mut self, name: &'p str) -> bool {
        if !self.seen.insert(name) {
            return true;
        }
        let mut given = Vec::new();
        values_of(self.whole, name, &mut given);
        !given.is_empty()
            && given
                .into_iter()
                .all(|value| value.is_some_and(|pipeline| self.pipeline(pipeline)))
    }
}

/// What a variable is given in a body; `None` is an item of a `range`.
fn values_of<'p>(body: &'p Body, name: &str, into: &mut Vec<Option<&'p Pipeline>>) {
    let gives = |pipeline: &Pipeline| pipeline.variables.iter().any(|one| **one == *name);
    for node in &body.nodes {
        match node {
            Node::Action(pipeline) if gives(pipeline) => into.push(Some(pipeline)),
            Node::If(branch) | Node::With(branch) | Node::Range(branch) => {
                if gives(&branch.pipeline) {
                    let is_item = matches!(node, Node::Range(_));
                    into.push((!is_item).then_some(&branch.pipeline));
                }
                bodies(branch).for_each(|body| values_of(body, name, into));
            }
            _ => {}
        }
    }
}

fn bodies(branch: &Branch) -> impl Iterator<Item = &Body> {
    std::iter::once(&branch.body).chain(&branch.otherwise)
}

/// The name of the function that a command calls.
fn called(command: &Command) -> Option<&'static str> {
    match command.operands.first()?.kind {
        OperandKind::Function(function) => function.get().map(|function| function.name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::may_change_shared_maps;
    use crate::template::version::HelmVersion;
    use crate::template::{Program, TemplateText};

    fn changes(text: &str, helper: &str) -> bool {
        let file = |name: &str, text: &str| TemplateText {
            name: name.into(),
            source: text.into(),
            path: name.into(),
            torn: Default::default(),
        };
        let files = [file("c/t.yaml", text), file("c/_h.tpl", helper)];
        may_change_shared_maps(&Program::new(files, HelmVersion::V4), "c/t.yaml")
    }

    #[test]
    fn a_map_that_others_see() {
        for text in [
            "{{ set .Values \"a\" 1 }}",
            "{{ $_ := unset $.Values.a \"b\" }}",
            "{{ if .x }}{{ with merge .Values.a (dict) }}{{ . }}{{ end }}{{ end }}",
            "{{ $a := .Values.a }}{{ $_ := set $a \"b\" 1 }}",
            "{{ $a := dict }}{{ $a = .Values }}{{ $_ := set $a \"b\" 1 }}",
            "{{ range $a := .Values.a }}{{ $_ := set $a \"b\" 1 }}{{ end }}",
            "{{ $a := dict \"b\" .Values }}{{ $_ := set $a.b \"c\" 1 }}",
            "{{ (mergeOverwrite .Values .other).a }}",
            "{{ .Values | merge }}",
            "{{ $a := dict }}{{ $b := $a }}{{ $a = $b }}{{ $b = .x }}{{ $_ := set $a \"b\" 1 }}",
        ] {
            assert!(changes(text, ""), "{text}");
        }
    }

    #[test]
    fn a_map_of_its_own() {
        for text in [
            "{{ set (dict) \"a\" 1 }}",
            "{{ $a := dict }}{{ if .x }}{{ $_ := set $a \"b\" 1 }}{{ end }}",
            "{{ $a := merge (deepCopy .Values.a) .Values.b }}{{ $_ := set $a \"b\" 1 }}",
            "{{ with $a := include \"h\" . | fromYaml }}{{ $_ := unset $a \"b\" }}{{ end }}",
            "{{ $a := dict }}{{ $b := $a }}{{ $_ := set $b \"b\" 1 }}",
            "{{ $a := dict }}{{ $b := $a }}{{ $a = $b }}{{ $_ := set $a \"b\" 1 }}",
            "{{ $a := dict }}{{ range .x }}{{ $a = . | merge $a }}{{ end }}",
            "{{ dict | merge }}",
            "{{ .Values.set }}",
        ] {
            assert!(!changes(text, "{{ define \"h\" }}a: 1{{ end }}"), "{text}");
        }
    }

    #[test]
    fn what_a_file_includes_counts_too() {
        let helper = "{{ define \"h\" }}{{ template \"i\" . }}{{ end }}\
                      {{ define \"i\" }}{{ include \"h\" . }}{{ $_ := set . \"a\" 1 }}{{ end }}";
        assert!(changes("{{ include \"h\" . | indent 2 }}", helper));
        assert!(changes("{{ include (printf \"%s\" .Values.name) . }}", ""));
        assert!(!changes("{{ include \"other\" . }}", helper));
        assert!(!changes("a: {{ .Values.a }}", helper));
    }
}
