"""Charts with charts below them, for `template_charts.py`: files after `@@ PATH`, charts between `====`."""

SUBCHARTS = r'''@@ charts/s/Chart.yaml
apiVersion: v2
name: s
version: 0.1.0
@@ charts/s/values.yaml
a: 1
m: {x: 1}
@@ charts/s/templates/s.yaml
s: {{ .Values | toJson }} {{ .Chart.Name }} {{ .Template.Name }} {{ .Chart.IsRoot }}
@@ templates/t.yaml
t: {{ .Values | toJson }} {{ .Subcharts.s.Values.a }} {{ .Subcharts.s.Chart.Name }}
@@ values.yaml
s: {a: 2, m: {y: 2}}
global: {g: 1}
====
@@ charts/s/Chart.yaml
apiVersion: v2
name: s
version: 0.1.0
@@ charts/s/templates/_h.tpl
{{ define "n" }}sub{{ end }}{{ define "only" }}only {{ .Chart.Name }}{{ end }}
@@ charts/s/templates/s.yaml
s: {{ include "n" . }} {{ include "only" . }}
@@ templates/_h.tpl
{{ define "n" }}parent{{ end }}
@@ templates/t.yaml
t: {{ include "n" . }} {{ include "only" .Subcharts.s }} {{ include "only" . }}
====
@@ charts/s/Chart.yaml
apiVersion: v2
name: s
version: 0.1.0
@@ charts/s/templates/s.yaml
s: {{ .Values.none.x }}
@@ templates/t.yaml
t: 1
====
@@ charts/s/Chart.yaml
apiVersion: v2
name: s
version: 0.1.0
@@ charts/s/templates/s.yaml
s: {{ set .Values "k" 1 | len }} {{ set .Values.global "k" 1 | len }}
@@ templates/t.yaml
t: {{ .Values.s | toJson }} {{ .Values.global | toJson }}
@@ values.yaml
global: {g: 1}
====
@@ Chart.yaml
apiVersion: v2
name: c
version: 0.1.0
dependencies:
  - name: s
    version: 0.1.0
    condition: s.enabled
@@ charts/s/Chart.yaml
apiVersion: v2
name: s
version: 0.1.0
@@ charts/s/templates/_h.tpl
{{ define "sub" }}here{{ end }}
@@ charts/s/templates/s.yaml
s: 1
@@ templates/t.yaml
t: {{ include "sub" . }}
@@ values.yaml
s: {enabled: false}
====
@@ Chart.yaml
apiVersion: v2
name: c
version: 0.1.0
dependencies:
  - name: s
    version: 0.1.0
    alias: first
  - name: s
    version: 0.1.0
    alias: second
@@ charts/s/Chart.yaml
apiVersion: v2
name: s
version: 0.1.0
@@ charts/s/values.yaml
v: own
@@ charts/s/templates/s.yaml
s: {{ .Chart.Name }} {{ .Values.v }} {{ .Template.Name }} {{ .Template.BasePath }}
@@ templates/t.yaml
t: {{ .Values.first.v }} {{ .Values.second.v }}
@@ values.yaml
second: {v: given}
====
@@ Chart.yaml
apiVersion: v2
name: c
version: 0.1.0
dependencies:
  - name: missing
    version: 0.1.0
    repository: https://example.org
@@ templates/t.yaml
t: 1
====
@@ Chart.yaml
apiVersion: v2
name: c
version: 0.1.0
dependencies:
  - name: s
    version: 0.1.0
    import-values: [data, {child: deep.x, parent: got}]
@@ charts/s/Chart.yaml
apiVersion: v2
name: s
version: 0.1.0
@@ charts/s/values.yaml
exports: {data: {imported: 1}}
deep: {x: {y: 2}}
@@ templates/t.yaml
t: {{ .Values.imported }} {{ .Values.got | toJson }}
====
@@ charts/lib/Chart.yaml
apiVersion: v2
name: lib
version: 0.1.0
type: library
@@ charts/lib/templates/_l.tpl
{{ define "lib.x" }}from lib {{ .Chart.Name }}{{ end }}
@@ charts/lib/templates/l.yaml
l: not printed
@@ templates/t.yaml
t: {{ include "lib.x" . }}
====
@@ charts/s/Chart.yaml
apiVersion: v2
name: s
version: 0.1.0
@@ charts/s/charts/d/Chart.yaml
apiVersion: v2
name: d
version: 0.1.0
@@ charts/s/charts/d/values.yaml
deep: own
@@ charts/s/charts/d/templates/d.yaml
d: {{ .Values.deep }} {{ .Values.global.g }} {{ .Template.Name }}
@@ charts/s/templates/s.yaml
s: {{ .Values.d.deep }} {{ .Subcharts.d.Values.deep }}
@@ templates/t.yaml
t: {{ .Values.s.d.deep }} {{ .Subcharts.s.Subcharts.d.Chart.Name }}
@@ values.yaml
global: {g: 5}
s: {d: {deep: given}}
====
@@ charts/s/Chart.yaml
apiVersion: v2
name: s
version: 0.1.0
@@ charts/s/templates/_h.tpl
{{ define "s.need" }}
{{ required "s needs a name" .Values.name }}{{ end }}
@@ charts/s/templates/s.yaml
s:
  n: {{ include "s.need" . }}
@@ templates/t.yaml
t: 1
====
@@ charts/s/Chart.yaml
apiVersion: v2
name: s
version: 0.1.0
@@ charts/s/data.txt
of s
@@ data.txt
of c
@@ charts/s/templates/s.yaml
s: {{ .Files.Get "data.txt" }}
@@ templates/t.yaml
t: {{ .Files.Get "data.txt" }}
u: {{ .Subcharts.s.Files.Get "data.txt" }}
====
@@ charts/s/Chart.yaml
apiVersion: v2
name: s
version: 0.1.0
@@ charts/s/templates/NOTES.txt
{{ .Values.none.x }}
@@ templates/t.yaml
t: 1
====
@@ charts/b/Chart.yaml
apiVersion: v2
name: b
version: 0.1.0
@@ charts/b/templates/_h.tpl
{{ define "same" }}b{{ end }}
@@ charts/b/templates/x.yaml
b: {{ include "same" . }}
@@ charts/a/Chart.yaml
apiVersion: v2
name: a
version: 0.1.0
@@ charts/a/templates/_h.tpl
{{ define "same" }}a{{ end }}
@@ charts/a/templates/x.yaml
a: {{ include "same" . }}
@@ templates/t.yaml
t: {{ include "same" . }}'''
