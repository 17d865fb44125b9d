//! What a rendering remembers: where bytes come from, what was read, what is absent and why.

use super::{Evaluator, EvaluatorOptions, Failure};
use crate::source::{Name, Sources};
use crate::template::decision::{DecisionId, DecisionRange, Decisions};
use crate::template::engine::Rendering;
use crate::template::origin::TextId;
use crate::template::program::{Program, TemplateText};
use crate::template::reads::{Extent, FileReads};
use crate::template::testing::runs;
use crate::template::value::{Map, Text, Value};
use crate::template::version::HelmVersion;
use crate::yaml;

const VALUES: &str = "\
name: web
empty: ''
port: 80
deep: {x: {z: 1}}
list: [a, b]
";

/// Executes a template with values at `.Values`.
fn execute(template: &str) -> (Result<Text, Box<Failure>>, Rendering) {
    let text = TemplateText {
        name: "c/templates/t.yaml".into(),
        source: template.into(),
        path: "c/templates/t.yaml".into(),
        torn: Default::default(),
    };
    let program = Program::new([text], HelmVersion::V4);
    assert_eq!(program.errors(), [], "{template}");
    let source = Sources::default().add(Name::Stdin, VALUES.to_owned());
    let values = yaml::read_first(&source).unwrap();
    let values = Value::of_values(&values, None);
    let data = Value::map(Map::from_entries([("Values".into(), values)]));
    let mut evaluator = Evaluator::new(&program, EvaluatorOptions::default());
    let result = evaluator.execute("c/templates/t.yaml", data);
    let reads = FileReads {
        template: TextId(0),
        reads: evaluator.take_reads(),
        decided: evaluator.decided_since(&DecisionRange::default()),
    };
    let mut rendering = Rendering::default();
    evaluator.finish(&mut rendering);
    rendering.reads.push(reads);
    (result, rendering)
}

fn rendered(template: &str) -> (Text, Rendering) {
    let (result, rendering) = execute(template);
    (result.unwrap(), rendering)
}

/// The pieces of a text that come from values.
fn from_values(text: &Text) -> Vec<(String, String)> {
    let pieces = runs(text).into_iter();
    pieces.filter(|(_, path)| !path.is_empty()).collect()
}

#[test]
fn bytes_know_the_values_that_they_come_from() {
    for (template, pieces) in [
        ("a: {{ .Values.name }}", &[("web", "name")][..]),
        ("{{ .Values.name | quote | indent 2 }}", &[("web", "name")]),
        (
            "{{ printf \"%s-%v\" .Values.name .Values.port }}",
            &[("web", "name"), ("80", "port")],
        ),
        (
            "{{ range .Values.list }}{{ . | upper }},{{ end }}",
            &[("A", "list[0]"), ("B", "list[1]")],
        ),
        (
            "{{ define \"h\" }}<{{ .x }}>{{ end }}{{ include \"h\" (dict \"x\" .Values.name) | trim }}",
            &[("web", "name")],
        ),
        (
            "{{ toYaml .Values.deep }}",
            &[("x:", "deep.x"), ("z: 1", "deep.x.z")],
        ),
        ("{{ .Values.none | default \"d\" }}", &[("d", "none")]),
        ("{{ tpl \"{{ .Values.name }}\" . }}", &[("web", "name")]),
        (
            "{{ ternary .Values.name \"other\" true }}",
            &[("web", "name")],
        ),
    ] {
        let (text, _) = rendered(template);
        let pieces: Vec<(String, String)> = pieces
            .iter()
            .map(|(piece, path)| ((*piece).to_owned(), (*path).to_owned()))
            .collect();
        assert_eq!(from_values(&text), pieces, "{template}");
    }
}

#[test]
fn what_is_read_is_known_and_what_is_moved_is_not_read() {
    for (template, read) in [
        ("{{ .Values.name }}", &[("name", Extent::Value)][..]),
        (
            "{{ if .Values.deep }}{{ .Values.port }}{{ end }}",
            &[("deep", Extent::Value), ("port", Extent::Value)],
        ),
        ("{{ toYaml .Values.deep }}", &[("deep", Extent::Subtree)]),
        (
            "{{ $d := dict \"a\" .Values.deep \"b\" .Values.name }}{{ $d.b }}",
            &[("name", Extent::Value)],
        ),
        (
            "{{ range .Values.list }}{{ end }}",
            &[("list", Extent::Value)],
        ),
        ("{{ $m := merge (dict) .Values.deep }}", &[]),
        (
            "{{ $x := or .Values.none .Values.deep }}{{ $y := .Values.list | default list }}",
            &[
                ("deep", Extent::Value),
                ("list", Extent::Value),
                ("none", Extent::Value),
            ],
        ),
        (
            "{{ $x := index .Values .Values.name }}{{ tpl .Values.empty . }}",
            &[("empty", Extent::Value), ("name", Extent::Value)],
        ),
        (
            "{{ trunc 2 .Values.name | eq \"we\" }}{{ .Values.none }}",
            &[("name", Extent::Value), ("none", Extent::Value)],
        ),
    ] {
        let (_, rendering) = execute(template);
        let paths = rendering.read_paths();
        let paths: Vec<(String, Extent)> = paths
            .iter()
            .map(|(path, extent)| (path.to_string(), *extent))
            .collect();
        let read: Vec<(String, Extent)> = read
            .iter()
            .map(|(path, extent)| ((*path).to_owned(), *extent))
            .collect();
        assert_eq!(paths, read, "{template}");
    }
}

/// What the marks of a text say is absent, and the values that made it so.
fn absences(text: &Text, decisions: &Decisions, template: &str) -> Vec<(String, String)> {
    let marks = text.marks().iter();
    let absences = marks.filter_map(|mark| decisions.absence(mark.mark));
    let absences = absences.map(|absence| {
        let bytes = absence.skipped.start as usize..absence.skipped.end as usize;
        let path = absence.reads.path().map(|path| path.to_string());
        (template[bytes].to_owned(), path.unwrap_or_default())
    });
    absences.collect()
}

#[test]
fn what_is_left_out_leaves_a_mark_that_survives() {
    for (template, absent) in [
        (
            "{{ if .Values.empty }}k: 1{{ end }}",
            &[("k: 1", "empty")][..],
        ),
        (
            "{{ with .Values.none }}k: 1{{ else }}v{{ end }}",
            &[("k: 1", "none")],
        ),
        ("{{ range .Values.none }}k: 1{{ end }}", &[("k: 1", "none")]),
        ("a{{ .Values.empty }}b", &[(".Values.empty ", "empty")]),
        (
            "{{ define \"h\" }} {{ if .Values.none }}k: 1{{ end }} {{ end }}{{ include \"h\" . | trim | nindent 2 }}",
            &[("k: 1", "none")],
        ),
    ] {
        let (text, rendering) = rendered(template);
        let absent: Vec<(String, String)> = absent
            .iter()
            .map(|(skipped, path)| ((*skipped).to_owned(), (*path).to_owned()))
            .collect();
        assert_eq!(
            absences(&text, &rendering.decisions, template),
            absent,
            "{template}"
        );
    }
}

#[test]
fn a_failure_knows_the_value_that_is_missing() {
    for (template, path) in [
        ("{{ .Values.none.x }}", "none"),
        ("{{ .Values.deep.x.w.a }}", "deep.x.w"),
        ("{{ .Values.name.x }}", "name"),
        (
            "{{ define \"h\" }}{{ .v.x }}{{ end }}{{ include \"h\" (dict \"v\" .Values.none) }}",
            "none",
        ),
        (
            "{{ $all := merge (dict) .Values.deep }}{{ $all.none.x }}",
            "deep.none",
        ),
        ("{{ upper .Values.port }}", "port"),
        ("{{ required \"give it\" .Values.empty }}", "empty"),
        (
            "{{ if not .Values.none }}{{ fail \"give it\" }}{{ end }}",
            "none",
        ),
        ("{{ range .Values.name }}{{ end }}", "name"),
    ] {
        let (result, _) = execute(template);
        let failure = result.unwrap_err();
        let found = failure.subject.path().map(|path| path.to_string());
        assert_eq!(found.as_deref(), Some(path), "{template}");
    }
}

/// What each decision hangs on, the first first.
#[test]
fn a_condition_hangs_on_what_made_its_value() {
    for (template, reasons) in [
        (
            "{{ if and .Values.port (not .Values.none) }}{{ end }}",
            "port none",
        ),
        ("{{ if and .Values.empty .Values.none }}{{ end }}", "empty"),
        ("{{ if or .Values.empty .Values.port }}{{ end }}", "port"),
        ("{{ if or .Values.empty false }}{{ end }}", "empty"),
        (
            "{{ if or .Values.none .Values.other }}{{ end }}",
            "none other",
        ),
        (
            "{{ if coalesce .Values.none .Values.other }}{{ end }}",
            "none other",
        ),
        (
            "{{ if default .Values.other .Values.empty }}{{ end }}",
            "other",
        ),
        ("{{ if default false .Values.empty }}{{ end }}", "empty"),
        (
            "{{ define \"h\" }}{{ if .Values.port }}x{{ end }}{{ end }}{{ if include \"h\" . | trim }}{{ end }}",
            "port; port",
        ),
        (
            "{{ define \"h\" }}{{ if .Values.port }}x{{ end }}{{ end }}{{ if eq (include \"h\" .) \"x\" }}{{ end }}",
            "port; port",
        ),
        (
            "{{ $l := list }}{{ if .Values.port }}{{ $l = append $l \"x\" }}{{ end }}{{ if gt (len $l) 0 }}{{ end }}",
            "port; port",
        ),
        (
            "{{ if .Values.port }}{{ $t := \"a\" }}{{ $t = \"b\" }}{{ if $t }}{{ end }}{{ end }}",
            "port; ",
        ),
        (
            "{{ range $i, $e := .Values.list }}{{ if $i }}{{ break }}{{ end }}{{ end }}",
            "list; list; list",
        ),
    ] {
        let (_, rendering) = rendered(template);
        let ids = (1..).map_while(DecisionId::numbered);
        let all = ids.map_while(|id| rendering.decisions.get(id));
        let found: Vec<String> = all
            .map(|decision| {
                let values = decision.reads.values();
                let paths = values.map(|value| value.path.to_path().to_string());
                paths.collect::<Vec<_>>().join(" ")
            })
            .collect();
        assert_eq!(found.join("; "), reasons, "{template}");
    }
}

#[test]
fn a_decision_on_what_is_random_is_uncertain() {
    for (template, is_uncertain) in [
        (
            "{{ if eq (randAlpha 3) \"abc\" }}{{ end }}{{ .Values.none.x }}",
            false,
        ),
        (
            "{{ if ne (randAlpha 3) \"abc\" }}{{ .Values.none.x }}{{ end }}",
            true,
        ),
        ("{{ if randAlpha 3 }}{{ .Values.none.x }}{{ end }}", false),
        (
            "{{ define \"h\" }}{{ if ne (randAlpha 3) \"abc\" }}x{{ end }}{{ end }}{{ if include \"h\" . }}{{ .Values.none.x }}{{ end }}",
            true,
        ),
        (
            "{{ $is := false }}{{ if lookup \"v1\" \"Secret\" \"a\" \"b\" | empty }}{{ $is = true }}{{ end }}{{ if $is }}{{ .Values.none.x }}{{ end }}",
            true,
        ),
        (
            "{{ if not (lookup \"v1\" \"Secret\" \"a\" \"b\") }}{{ .Values.none.x }}{{ end }}",
            true,
        ),
    ] {
        let (result, _) = execute(template);
        assert_eq!(result.unwrap_err().is_uncertain, is_uncertain, "{template}");
    }
}

#[test]
fn a_failure_names_the_node_that_was_evaluated_last() {
    let template_d = "{{ define \"d\" }}{{ .name }}d{{ end }}";
    for (template, named) in [
        ("{{ until (include \"d\" .) }}", "."),
        ("{{ (include \"d\" .).x }}", "."),
        ("{{ range (include \"d\" .) }}{{ end }}", "."),
        ("{{ merge (dict) (include \"d\" .) }}", "."),
        ("{{ get (tpl \"x\" $) \"a\" }}", "$"),
        ("{{ until (include \"d\" (dict \"a\" (list 1 2))) }}", "2"),
        ("{{ until (include \"d\" $.Values.deep) }}", ".Values.deep"),
        ("{{ until (tpl \"{{ 1 }}\" .) }}", "."),
        (
            "{{ (semver \"1.2.3\").SetMetadata \"b_1\" }}",
            ".SetMetadata",
        ),
        (
            "{{ ((semver \"1.2.3\").SetMetadata \"b\").SetPrerelease \"b_1\" }}",
            ".SetPrerelease",
        ),
    ] {
        let template = format!("{template_d}{template}");
        let (result, _) = execute(&template);
        let at = result.unwrap_err().at;
        let found = &template[at.start as usize..at.end as usize];
        assert_eq!(found, named, "{template}");
    }
}
