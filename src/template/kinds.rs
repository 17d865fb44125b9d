//! Which files of a chart may write documents of a kind.

use super::Program;
use super::origin::TextId;
use super::parse::node::{Body, Branch, Bytes, Command, Node, OperandKind, Pipeline};
use std::collections::BTreeSet;

/// Whether a file, or what it includes, has the name of a kind in its text, where that is no reference to one, or in quotes. Where
/// the name of a template is only known when it runs, each one that is defined may be meant.
pub fn may_write(program: &Program, file: &str, kind: &str) -> bool {
    let mut search = Search {
        program,
        kind: Some(kind),
        seen: BTreeSet::new(),
    };
    search.template(file)
}

/// The files that the templates are in that a file may call, itself among them.
pub fn reached_from(program: &Program, file: &str) -> BTreeSet<TextId> {
    let mut search = Search {
        program,
        kind: None,
        seen: BTreeSet::new(),
    };
    search.template(file);
    let reached = search.seen.iter().filter_map(|name| program.template(name));
    reached.map(|(text, _)| text).collect()
}

struct Search<'p> {
    program: &'p Program,
    /// What ends the search; `None` for one that reaches all.
    kind: Option<&'p str>,
    seen: BTreeSet<&'p str>,
}

impl<'p> Search<'p> {
    fn template(&mut self, name: &str) -> bool {
        let (Some((name, _)), Some((text, body))) =
            (self.program.named(name), self.program.template(name))
        else {
            return false;
        };
        self.seen.insert(name) && self.body(text, body)
    }

    fn any_defined(&mut self) -> bool {
        let texts = self.program.texts();
        let is_file = |name: &str| texts.iter().any(|text| *text.name == *name);
        let program = self.program;
        let mut defined = program.names().filter(|name| !is_file(name));
        defined.any(|name| self.template(name))
    }

    fn body(&mut self, text: TextId, body: &'p Body) -> bool {
        body.nodes.iter().any(|node| match node {
            Node::Text(bytes) => {
                let source = self.program.texts().get(text.0 as usize);
                source.is_some_and(|source| self.text(&source.source, *bytes))
            }
            Node::Action(pipeline) => self.pipeline(pipeline),
            Node::If(branch) | Node::With(branch) | Node::Range(branch) => {
                self.pipeline(&branch.pipeline) || self.bodies(text, branch)
            }
            Node::Template(call) => {
                let data = call.data.as_ref();
                data.is_some_and(|data| self.pipeline(data)) || self.template(&call.name)
            }
            Node::Break | Node::Continue => false,
        })
    }

    fn text(&self, source: &str, bytes: Bytes) -> bool {
        let Some(kind) = self.kind else {
            return false;
        };
        let start = bytes.start as usize;
        let written = source.get(start..bytes.end as usize).unwrap_or_default();
        let mut found = written.match_indices(kind);
        found.any(|(at, _)| {
            let before = source.get(..start + at).unwrap_or_default();
            !is_reference(before.rsplit('\n').next().unwrap_or_default())
        })
    }

    fn bodies(&mut self, text: TextId, branch: &'p Branch) -> bool {
        let mut bodies = std::iter::once(&branch.body).chain(&branch.otherwise);
        bodies.any(|body| self.body(text, body))
    }

    fn pipeline(&mut self, pipeline: &'p Pipeline) -> bool {
        let mut commands = pipeline.commands.iter();
        commands.any(|command| self.command(command))
    }

    fn command(&mut self, command: &'p Command) -> bool {
        let mut operands = command.operands.iter();
        let is_written = operands.any(|operand| match &operand.kind {
            OperandKind::String(text) => {
                let text = String::from_utf8_lossy(text);
                self.kind.is_some_and(|kind| text.contains(kind))
            }
            OperandKind::Pipeline(pipeline) => self.pipeline(pipeline),
            OperandKind::Chain(inner, _) => match &inner.kind {
                OperandKind::Pipeline(pipeline) => self.pipeline(pipeline),
                _ => false,
            },
            _ => false,
        });
        is_written
            || match command.operands.first().map(|called| &called.kind) {
                Some(OperandKind::Function(function))
                    if function.get().is_some_and(|one| one.name == "include") =>
                {
                    match command.operands.get(1).map(|name| &name.kind) {
                        Some(OperandKind::String(name)) => {
                            self.template(&String::from_utf8_lossy(name))
                        }
                        _ => self.any_defined(),
                    }
                }
                _ => false,
            }
    }
}

/// Whether what is before the name of a kind in its line says that the document is of another one, which refers to it: the kind of
/// a document stands at the start of a line.
fn is_reference(line: &str) -> bool {
    let key = line.trim_start_matches([' ', '-']);
    let is_within = key.len() < line.len();
    let key = key.trim_end_matches([' ', '"', '\'']);
    is_within && matches!(key, "kind:" | "\"kind\":")
}

#[cfg(test)]
mod tests {
    use super::may_write;
    use crate::template::version::HelmVersion;
    use crate::template::{Program, TemplateText};

    #[test]
    fn a_kind_in_text_or_quotes_of_what_is_reached() {
        let helpers = "{{ define \"kind\" }}Pod{{ end }}\
                       {{ define \"call\" }}{{ if .a }}{{ include \"kind\" . }}{{ end }}{{ end }}\
                       {{ define \"loop\" }}{{ template \"loop\" . }}{{ end }}";
        for (text, is_written) in [
            ("kind: Pod", true),
            ("kind: {{ default \"Pod\" .Values.kind }}", true),
            (
                "kind: {{ with .a }}{{ else }}{{ (print `Pod`).b }}{{ end }}",
                true,
            ),
            ("{{ template \"call\" . }}", true),
            ("{{ include (print \"ki\" .a) . }}", true),
            (
                "{{ include (print .Template.BasePath \"/b.yaml\") . }}",
                true,
            ),
            ("- apiVersion: v1\n  kind: Pod\nkind: List", false),
            ("kind: Role\n- kind: 'Pod'", false),
            ("{kind: Pod}", true),
            ("  {{ if .a }}kind: \"Pod\"{{ end }}", true),
            ("kind: {{ .Values.Pod }}", false),
            ("{{ template \"loop\" . }}{{/* Pod */}}", false),
        ] {
            let file = |name: &str, text: &str| TemplateText {
                name: name.into(),
                source: text.into(),
                path: name.into(),
                torn: Default::default(),
            };
            let files = [file("c/t.yaml", text), file("c/_h.tpl", helpers)];
            let program = Program::new(files, HelmVersion::V4);
            assert_eq!(may_write(&program, "c/t.yaml", "Pod"), is_written, "{text}");
        }
    }

    #[test]
    fn what_a_file_reaches() {
        let file = |name: &str, text: &str| TemplateText {
            name: name.into(),
            source: text.into(),
            path: name.into(),
            torn: Default::default(),
        };
        let files = [
            file("c/a.yaml", "{{ if .a }}{{ include \"one\" . }}{{ end }}"),
            file("c/b.yaml", "{{ include .a . }}"),
            file(
                "c/_one.tpl",
                "{{ define \"one\" }}{{ template \"two\" }}{{ end }}",
            ),
            file(
                "c/_two.tpl",
                "{{ define \"two\" }}{{ template \"one\" }}{{ end }}",
            ),
            file("c/_other.tpl", "{{ define \"other\" }}{{ end }}"),
        ];
        let program = Program::new(files, HelmVersion::V4);
        let reached = |name: &str| {
            let reached = super::reached_from(&program, name);
            let texts = reached
                .iter()
                .map(|text| &*program.texts()[text.0 as usize].name);
            let mut names: Vec<String> = texts.map(str::to_owned).collect();
            names.sort();
            names.join(" ")
        };
        assert_eq!(reached("c/a.yaml"), "c/_one.tpl c/_two.tpl c/a.yaml");
        assert_eq!(
            reached("c/b.yaml"),
            "c/_one.tpl c/_other.tpl c/_two.tpl c/b.yaml"
        );
    }
}
