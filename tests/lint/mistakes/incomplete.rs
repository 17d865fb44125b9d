//! Templates of a chart with a dependency that is not there, with what only the cluster knows, and with more than is followed.

use crate::common::lint::{Lint, lint};

const TEMPLATE: &str = "chart/templates/extra.yaml";

/// Templates, with their marks.
pub(super) const TEXTS: &[&str] = &[
    "a: {{ «note incomplete-rendering|include» \"common.labels\" . | nindent 2 }}\n",
    "a: {{ template «note incomplete-rendering|\"common.labels\"» . }}\n",
    "a: {{ .Values«note incomplete-rendering|.common.names.full» }}\n",
    "{{ if contains \"a\" (randAlpha 8) }}{{ «note incomplete-rendering|fail» \"an a\" }}{{ end }}\n",
    "{{ if gt now.Year 2000 }}{{ «note incomplete-rendering|fail» \"too early\" }}{{ end }}\n",
    // Helm has no such limits.
    "a: {{ «note incomplete-rendering|repeat» 20000000 \"a\" | sha256sum }}\n",
    "{{ if «note incomplete-rendering|until» 2000000 }}{{ fail \"too many\" }}{{ end }}\n",
    "a: {{ $a := repeat 9000000 \"a\" }}{{ «note incomplete-rendering|printf» \"%s%s\" $a $a | len }}\n",
    // What is known of the unknown decides nothing that fails.
    "{{ if lt (len (randAlpha 8)) 8 }}{{ fail \"too short\" }}{{ end }}\n",
    "a: {{ (lookup \"v1\" \"Secret\" \"ns\" \"s\").data | default dict | toJson }}\n",
    "a: {{ .Values.common | default dict | toJson }}\n",
];

fn chart() -> Lint {
    let metadata = "apiVersion: v2\nname: agents-platform\nversion: 0.4.2\n\
                    dependencies: [{name: common, version: 1.x.x, repository: https://charts.example.com}]\n";
    lint(super::CHART).replace("chart/Chart.yaml", metadata)
}

#[test]
fn what_is_not_judged_is_noted() {
    for text in TEXTS {
        chart().file(TEMPLATE, text).check(text);
    }
}

/// The same is an error where the dependency is not declared.
#[test]
fn what_no_dependency_may_bring_is_an_error() {
    let text = "a: {{ «template-error|include» \"common.labels\" . | nindent 2 }}\n";
    lint(super::CHART).file(TEMPLATE, text).check(text);
}
