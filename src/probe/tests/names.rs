//! Headers that hang on agents' names, or on how many there are.

use super::shape::{ACTOR_TOKEN, STATIC, of};
use super::{ACTOR, AUTHORIZATION, server};
use crate::contract::HeaderShape;

/// What a chart shows whose agents' second header hangs on a condition.
fn shape(condition: &str, more: &str) -> Option<HeaderShape> {
    let spec = format!(
        "  headersFrom:{AUTHORIZATION}\n    {{{{- if {condition} }}}}{ACTOR}\n    {{{{- end }}}}"
    );
    let text = server(&spec).replace("---\n", &format!("{more}\n---\n"));
    let found = of(&[("a.yaml", &text)]);
    found
        .unwrap_or_else(|| panic!("nothing found in\n{text}"))
        .0
}

#[test]
fn what_hangs_on_names_shows_nothing() {
    for condition in [
        "ne $name \"night\"",
        "not (eq \"night\" $name)",
        "not (has $name (list \"day\" `night`))",
        "not ($name | hasPrefix \"ops-\")",
        "not (hasSuffix \"-bot\" $name)",
        "not (regexMatch \"^ops-.*$\" $name)",
        "not (contains \"ops\" (printf \"muster-%s\" $name))",
        "lt (len $name) 20",
        "gt (len $name) 8",
        "hasPrefix \"helm\" $name",
        "gt (len $.Values.agents.definitions) 1",
        "eq (len $.Values.agents.definitions) 1",
        "eq $name (first (keys $.Values.agents.definitions | sortAlpha))",
        "eq $name (last (keys $.Values.agents.definitions | sortAlpha))",
    ] {
        let condition = format!("and $agent.obo.enabled ({condition})");
        assert_eq!(shape(&condition, ""), None, "{condition}");
    }
    let chosen = "{{ $is := true }}{{ if eq $name \"night\" }}{{ $is = false }}{{ end }}";
    assert_eq!(shape("and $is $agent.obo.enabled", chosen), None);
    // Where a chart refuses names, the others are tried.
    let refusing = "{{ if gt (len $name) 40 }}{{ fail \"too long\" }}{{ end }}";
    let condition = "and $agent.obo.enabled (ne $name \"night\")";
    assert_eq!(shape(condition, refusing), None);
}

#[test]
fn names_in_ordinary_ways_do_not_matter() {
    let on = "$agent.obo.enabled";
    for more in [
        "{{ $server := printf \"muster-%s\" $name | trunc 20 | trimSuffix \"-\" }}",
        "{{ if gt (len $name) 40 }}{{ fail \"too long\" }}{{ end }}",
        "{{ if not (regexMatch \"^[a-z-]+$\" $name) }}{{ fail \"bad\" }}{{ end }}",
        "{{ if gt (len $.Values.agents.definitions) 1 }}{{ fail \"one agent only\" }}{{ end }}",
        "{{ if eq $name \"night\" }}{{ continue }}{{ end }}",
        "# {{ if eq $name \"night\" }}at night{{ else }}by day{{ end }}",
        "# {{ $agent.url | default (printf \"https://%s.example.com\" $name) }}",
    ] {
        assert_eq!(shape(on, more), ACTOR_TOKEN, "{more}");
    }
    assert_eq!(
        shape("and $name $secret $agent.obo.enabled", ""),
        ACTOR_TOKEN
    );
    let one = server(&format!("  headersFrom:{AUTHORIZATION}"));
    let shared = one.replace(
        "{{ printf \"muster-%s\" $name | quote }}",
        "muster-{{ trunc 4 $name }}",
    );
    assert_eq!(
        of(&[("a.yaml", &shared)]).map(|found| found.0),
        Some(STATIC)
    );
}
