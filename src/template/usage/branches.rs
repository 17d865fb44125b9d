//! Branches and loops: both ways of each, and what is left after them.

use super::item::{Item, Items};
use super::output::Texts;
use super::walk::{Frame, Variable, Walk};
use crate::template::parse::node::{Body, Branch, Node};
use std::sync::Arc;

/// How often a loop's body is followed for what it assigns.
const LOOPS: usize = 4;

impl Walk<'_> {
    /// Both ways of a branch, or the second one alone if what it hangs on is nothing; `dot` is what the first one has for its dot.
    pub(super) fn branches(
        &mut self,
        branch: &Branch,
        dot: Option<Items>,
        is_nothing: bool,
        frame: &mut Frame<'_>,
    ) {
        let before = frame.output.texts.clone();
        let mut written = None;
        frame.depth += 1;
        if !is_nothing {
            let outer = frame.dot.clone();
            if let Some(dot) = dot {
                frame.dot = dot;
            }
            self.body(&branch.body, frame);
            frame.dot = outer;
            written = Some(frame.output.replace_texts(before));
        }
        if let Some(otherwise) = &branch.otherwise {
            self.body(otherwise, frame);
        }
        frame.depth -= 1;
        if let Some(written) = written {
            frame.output.or(written);
        }
    }

    pub(super) fn range(&mut self, branch: &Branch, frame: &mut Frame<'_>) {
        let variables = frame.variables.len();
        let all = self.commands(&branch.pipeline, frame);
        self.note_children(&all);
        match self.sequences(&all) {
            Some(sequences) if !leaves(&branch.body) => {
                self.in_sequence(branch, &all, &sequences, frame);
            }
            _ => self.repeated(branch, &all, frame),
        }
        frame.variables.truncate(variables);
    }

    /// Follows a loop over what is in no known order.
    fn repeated(&mut self, branch: &Branch, all: &Items, frame: &mut Frame<'_>) {
        let elements = self.elements(all);
        frame.depth += 1;
        self.set_loop_variables(branch, all, &elements, frame);
        let before = frame.output.texts.clone();
        for round in 0..=LOOPS {
            let variables = frame.variables.clone();
            frame.output.texts = before.clone();
            self.branches(branch, Some(elements.clone()), false, frame);
            if frame.variables == variables {
                break;
            }
            if round == LOOPS {
                for index in 0..frame.variables.len() {
                    let items = frame.variables.get(index).map(|one| one.items.clone());
                    self.note_whole(&items.unwrap_or_default());
                }
            }
        }
        frame.depth -= 1;
        if frame.output.texts != before {
            frame.output.texts = before;
            frame.output.blur();
        }
    }

    /// Follows a loop over lists of which the order is known, as it runs.
    fn in_sequence(
        &mut self,
        branch: &Branch,
        all: &Items,
        sequences: &[Arc<[Items]>],
        frame: &mut Frame<'_>,
    ) {
        let variables: Vec<Variable> = frame.variables.clone();
        let before = frame.output.texts.clone();
        let outer = frame.dot.clone();
        let mut after: Option<(Vec<Variable>, Texts)> = None;
        for sequence in sequences {
            frame.variables = variables.clone();
            frame.output.texts = before.clone();
            for element in &**sequence {
                self.set_loop_variables(branch, all, element, frame);
                frame.dot = element.clone();
                self.body(&branch.body, frame);
                frame.variables.truncate(variables.len());
            }
            if let Some((others, texts)) = after {
                frame.output.or(texts);
                for (one, other) in frame.variables.iter_mut().zip(others) {
                    let both = one.items.clone().and(other.items);
                    one.items = self.bounded(both);
                }
            }
            after = Some((frame.variables.clone(), frame.output.texts.clone()));
        }
        frame.dot = outer;
    }

    fn set_loop_variables(
        &mut self,
        branch: &Branch,
        all: &Items,
        element: &Items,
        frame: &mut Frame<'_>,
    ) {
        let names = &branch.pipeline.variables;
        if let [key, value] = &names[..] {
            let keys = self.keys_of(all);
            self.set_variable(&branch.pipeline, key, keys, frame);
            self.set_variable(&branch.pipeline, value, element.clone(), frame);
        } else if let [value] = &names[..] {
            self.set_variable(&branch.pipeline, value, element.clone(), frame);
        }
    }

    /// The lists that some items are, if the order of all is known.
    fn sequences(&self, items: &Items) -> Option<Vec<Arc<[Items]>>> {
        let sequences = items.all().map(|item| match item {
            Item::Made(id) => self.made.get(*id)?.sequence.clone(),
            _ => None,
        });
        let sequences: Vec<Arc<[Items]>> = sequences.collect::<Option<_>>()?;
        (!sequences.is_empty()).then_some(sequences)
    }
}

/// Whether a loop's body may end before its end.
fn leaves(body: &Body) -> bool {
    body.nodes.iter().any(|node| match node {
        Node::Break | Node::Continue => true,
        Node::If(branch) | Node::With(branch) | Node::Range(branch) => {
            leaves(&branch.body) || branch.otherwise.as_ref().is_some_and(leaves)
        }
        Node::Text(_) | Node::Action(_) | Node::Template(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::source::ValuePath;
    use crate::template::usage::tests::{texts, usage_of};

    /// What is at a path of the values, and the first of some paths that are not empty, as libraries of helpers have them.
    const LIBRARY: &str = r#"{{- define "at" -}}
{{- $found := "" -}}
{{- $in := $.context.Values -}}
{{- range splitList "." .key -}}
  {{- if not $in -}}{{- printf "%s is not there" $.key | fail -}}{{- end -}}
  {{- $found = ( index $in . ) -}}
  {{- $in = $found -}}
{{- end -}}
{{- printf "%v" (default "" $found) -}}
{{- end -}}
{{- define "key" -}}
{{- $key := first .keys -}}
{{- range reverse .keys }}
  {{- $found := include "at" (dict "key" . "context" $.context) }}
  {{- if $found -}}{{- $key = . }}{{- end -}}
{{- end -}}
{{- printf "%s" $key -}}
{{- end -}}
{{- define "first" -}}
{{- $key := include "key" . -}}
{{- include "at" (dict "key" $key "context" .context) -}}
{{- end -}}
"#;

    /// Whether a template may read the agents.
    fn reads(text: &str) -> bool {
        let usage = usage_of(&texts(&[text], &[LIBRARY]), true, &[]);
        usage.may_read(&ValuePath::parse("agents.definitions"))
    }

    #[test]
    fn loops_that_walk_along_a_path_read_what_is_at_its_end() {
        for text in [
            "{{ include \"at\" (dict \"key\" \"agents.definitions\" \"context\" $) }}",
            "{{ include \"at\" (dict \"key\" \"agents\" \"context\" $) }}",
            "{{ include \"at\" (dict \"key\" (printf \"%s.definitions\" \"agents\") \"context\" $) }}",
            "{{ include \"first\" (dict \"keys\" (list \"a.b\" \"agents.definitions\") \"context\" $) }}",
            "{{ $k := \"a\" }}{{ if .x }}{{ $k = \"agents\" }}{{ end }}{{ include \"at\" (dict \"key\" $k \"context\" $) }}",
            "{{ $o := .Values }}{{ range split \".\" \"agents.definitions\" }}{{ $o = index $o . }}{{ end }}{{ $o }}",
            "{{ $p := split \".\" \"agents.definitions\" }}{{ index .Values $p._0 $p._1 }}",
            "{{ $o := .Values }}{{ range reverse (splitList \".\" \"definitions.agents\") }}{{ $o = index $o . }}{{ end }}{{ $o }}",
            "{{ $o := .Values.agents }}{{ range splitList \".\" \"a.b\" }}{{ if $.x }}{{ break }}{{ end }}{{ $o = $.Values.b }}{{ end }}{{ $o.definitions }}",
            "{{ $o := .Values.agents }}{{ range .list }}{{ $o = $.Values.b }}{{ end }}{{ $o.definitions }}",
        ] {
            assert!(reads(text), "{text}");
        }
    }

    #[test]
    fn loops_that_walk_along_other_paths_do_not() {
        for text in [
            "{{ include \"at\" (dict \"key\" \"agents.image\" \"context\" $) }}",
            "{{ include \"at\" (dict \"key\" \"definitions.agents\" \"context\" $) }}",
            "{{ include \"first\" (dict \"keys\" (list \"a.b\" \"c\" \"x.agents\") \"context\" $) }}",
            "{{ $o := .Values }}{{ range split \".\" \"agents.image\" }}{{ $o = index $o . }}{{ end }}{{ $o }}",
            "{{ $o := .Values.agents }}{{ range splitList \".\" \"a.b\" }}{{ $o = $.Values.b }}{{ end }}{{ $o.definitions }}",
        ] {
            assert!(!reads(text), "{text}");
        }
    }

    /// `split` makes a mapping, and `_10` comes before `_2`.
    #[test]
    fn more_than_ten_parts_are_in_no_known_order() {
        let text = "{{ $o := .Values }}{{ range split \".\" \"agents.1.2.3.4.5.6.7.8.9.definitions\" }}{{ $o = index $o . }}{{ end }}{{ $o }}";
        assert!(reads(text));
    }

    #[test]
    fn a_branch_that_hangs_on_nothing_is_not_followed() {
        let helper =
            "{{ define \"x\" }}{{ with .scope }}{{ toYaml $.context.Values }}{{ end }}{{ end }}";
        for (text, expected) in [
            ("{{ include \"x\" (dict \"context\" $) }}", false),
            ("{{ include \"x\" (dict \"context\" $ \"scope\" 1) }}", true),
            (
                "{{ $d := dict \"context\" . }}{{ range list 1 2 }}{{ include \"x\" $d }}{{ $_ := set $d \"scope\" 1 }}{{ end }}",
                true,
            ),
            (
                "{{ $d := dict }}{{ with $d.scope }}{{ else }}{{ toYaml .Values }}{{ end }}",
                true,
            ),
        ] {
            assert_eq!(reads(&format!("{text}{helper}")), expected, "{text}");
        }
    }
}
