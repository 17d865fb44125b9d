"""Charts for `template_charts.py`, written by hand: files after `@@ PATH`, charts between `====`."""

BY_HAND = {
    "files": r'''@@ data/a.txt
one
two
@@ data/b.json
{"x": 1}
@@ data/sub/c.txt
deep
@@ templates/t.yaml
a: {{ .Files.Get "data/a.txt" | quote }}
b: {{ .Files.Get "none" | quote }}
g: {{ range $p, $b := .Files.Glob "data/*" }}{{ $p }} {{ end }}
h: {{ range $p, $b := .Files.Glob "data/**" }}{{ $p }} {{ end }}
i: {{ range $p, $b := .Files.Glob "**.txt" }}{{ $p }} {{ end }}
====
@@ data/a.txt
one
two
@@ data/b.txt
x: 1
@@ templates/t.yaml
data:
  {{- (.Files.Glob "data/*").AsConfig | nindent 2 }}
secret:
  {{- (.Files.Glob "data/*").AsSecrets | nindent 2 }}
none: {{ (.Files.Glob "nope/*").AsConfig }}
====
@@ data/a.txt
one
two
@@ templates/t.yaml
l: {{ range .Files.Lines "data/a.txt" }}[{{ . }}]{{ end }}
n: {{ .Files.Lines "none" }}
b: {{ .Files.GetBytes "data/a.txt" | toString | quote }}
====
@@ README.md
hi
@@ crds/x.yaml
kind: CustomResourceDefinition
@@ templates/t.yaml
f: {{ range $p, $b := .Files }}{{ $p }} {{ end }}
t: {{ .Files.Get "templates/t.yaml" | len }} {{ .Files.Get "values.yaml" | len }} {{ .Files.Get "Chart.yaml" | len }}
====
@@ .helmignore
data/
*.md
@@ data/a.txt
x
@@ README.md
y
@@ kept.txt
z
@@ templates/t.yaml
f: {{ range $p, $b := .Files }}{{ $p }} {{ end }}
====
@@ conf/app.yaml
name: {{ .Release.Name }}
@@ templates/t.yaml
t: {{ tpl (.Files.Get "conf/app.yaml") . | quote }}
s: {{ .Files.Get "conf/app.yaml" | sha256sum }}
y: {{ (.Files.Get "conf/app.yaml" | fromYaml).name | toJson | quote }}
====
@@ conf/a.yaml
a: 1
@@ conf/b.yaml
b: 2
@@ templates/t.yaml
{{- range $path, $_ := .Files.Glob "conf/*.yaml" }}
{{ $path | base | trimSuffix ".yaml" }}: {{ $.Files.Get $path | fromYaml | toJson }}
{{- end }}
====
@@ x.txt
x
@@ templates/t.yaml
t: {{ .Files.Get "./x.txt" | quote }} {{ .Files.Get "/x.txt" | quote }} {{ .Files.Get "../c/x.txt" | quote }}
g: {{ range $p, $b := .Files.Glob "[" }}{{ $p }} {{ end }}
h: {{ range $p, $b := .Files.Glob "{x,y}.txt" }}{{ $p }}{{ end }} {{ range $p, $b := .Files.Glob "?.txt" }}{{ $p }}{{ end }}
====
@@ empty.txt
@@ templates/t.yaml
t: {{ .Files.Get "empty.txt" | quote }} {{ .Files.Get .Values.none }}''',
    "mutation": r'''@@ templates/a.yaml
a: {{ .Values.k | default "unset" }}{{ $_ := set .Values "k" "by a" }}
@@ templates/b.yaml
b: {{ .Values.k | default "unset" }}{{ $_ := set .Values "k" "by b" }}
@@ templates/sub/c.yaml
c: {{ .Values.k | default "unset" }}{{ $_ := set .Values "k" "by c" }}
====
@@ templates/NOTES.txt
{{ $_ := set .Values "k" "notes" }}
@@ templates/a.yaml
a: {{ .Values.k }}
@@ templates/Z.yaml
z: {{ .Values.k }}
====
@@ templates/_h.tpl
{{ define "init" }}{{ if not (hasKey .Values "done") }}{{ $_ := set .Values "done" 0 }}{{ end }}{{ $_ := set .Values "done" (add1 .Values.done) }}{{ end }}
@@ templates/a.yaml
{{ include "init" . }}
a: {{ .Values.done }}
@@ templates/b.yaml
{{ include "init" . }}
b: {{ .Values.done }}''',
    "output": r'''@@ templates/a.yaml
@@ templates/b.yaml
   
@@ templates/c.yaml
{{/* nothing */}}
====
@@ templates/a.yaml
kind: A
@@ crds/x.yaml
kind: CustomResourceDefinition
@@ templates/tests/t.yaml
kind: Pod
metadata:
  name: t
  annotations:
    helm.sh/hook: test
====
@@ templates/a.txt
kind: FromText
@@ templates/b
kind: NoExtension
@@ templates/_p.yaml
kind: Partial
@@ templates/.hidden.yaml
kind: Hidden
@@ templates/_dir/c.yaml
kind: InDir
====
@@ templates/a.yaml
a: {{ include "c/templates/b.yaml" . | sha256sum }}
b: {{ include (print $.Template.BasePath "/b.yaml") . | quote }}
@@ templates/b.yaml
kind: B
name: {{ .Template.Name }}
====
@@ Chart.yaml
apiVersion: v2
name: c
version: 0.1.0
kubeVersion: ">=99.0.0"
@@ templates/a.yaml
a: 1
====
@@ Chart.yaml
apiVersion: v2
name: named
version: 0.1.0+build.1
appVersion: 1.10
description: "d: e"
keywords: [k1, k2]
maintainers: [{name: M, email: m@x.org}]
annotations: {a: b}
@@ templates/a.yaml
a: |
  {{ .Chart.AppVersion }} {{ .Chart.Version | replace "+" "_" }} {{ .Chart.Description | quote }} {{ .Chart.Keywords }} {{ (index .Chart.Maintainers 0).Name }} {{ .Chart.Annotations.a }} {{ .Template.Name }}
====
@@ templates/NOTES.txt
Thanks for {{ .Chart.Name }}
@@ templates/sub/NOTES.txt
also
@@ templates/xNOTES.txt
ends so
@@ templates/a.yaml
a: 1
====
@@ templates/NOTES.txt
{{ nosuch }}
@@ templates/a.yaml
a: 1
====
@@ templates/NOTES.txt
{{ required "need" .Values.none }}
@@ templates/a.yaml
a: 1
====
@@ values.schema.json
{"required": ["must"]}
@@ templates/a.yaml
a: 1
====
@@ templates/a.yaml
kind: ConfigMap
metadata:
  name: a
data:
  x: |
    ---
    inner
---
# only a comment
---
kind: Secret''',
    "errors": r'''@@ templates/_h.tpl
{{/* helpers */}}
{{ define "bad" }}
  {{ .Values.none.y }}
{{ end }}
{{ define "wrap" }}{{ include "bad" . }}{{ end }}
@@ templates/t.yaml
kind: T
x: {{ include "wrap" . }}
====
@@ templates/_h.tpl
{{ define "bad" }}{{ upper .v }}{{ end }}
@@ templates/t.yaml
kind: T
items:
{{- range .Values.words }}
- {{ include "bad" (dict "v" 5) }}
{{- end }}
====
@@ templates/_h.tpl
{{ define "broken" }}
{{ if }}
{{ end }}
@@ templates/t.yaml
kind: T
====
@@ templates/a.yaml
a: {{ fail "first" }}
@@ templates/b.yaml
b: {{ fail "second" }}
====
@@ templates/a.yaml
a: 1
  b: 2
@@ templates/b.yaml
- 1
====
@@ templates/_h.tpl
{{ define "port" -}}
{{ if eq .Values.port 8443 }}y{{ end }}
{{- end }}
@@ templates/t.yaml
p: {{ include "port" . | quote }}
====
@@ templates/_h.tpl
{{ define "x" }}{{ tpl .Values.tpl . }}{{ end }}
@@ templates/t.yaml
p: {{ include "x" . | quote }}
@@ values.yaml
tpl: "line\n{{ .Values.none.x }}"
====
@@ templates/_h.tpl
{{ define "labels" }}
app: {{ .Values.app }}
{{ toYaml .Values.labels | indent 2 }}
{{ end }}
@@ templates/t.yaml
metadata:
  labels:
    {{- include "labels" . | nindent 4 }}
====
@@ templates/t.yaml
env:
{{- range $k, $v := .Values.labels }}
  {{ $k }}: {{ $v }}
{{- end }}
{{- range .Values.items }}
  - {{ .name }}
{{- end }}
====
@@ templates/_h.tpl
{{ define "deep" }}
{{- if .n }}{{ include "deep" (dict "n" (sub .n 1)) }}{{ else }}{{ .x.y }}{{ end }}
{{- end }}
@@ templates/t.yaml
x: {{ include "deep" (dict "n" 3) }}
====
@@ templates/t.yaml
a: {{ .Values.app }}
b: "{{ .Values.text }}"
c: {{ .Values.words }}
====
@@ templates/t.yaml
a: {{ .Values.text }}
====
@@ templates/t.yaml
{{ range .Values.items }}
---
kind: {{ .name }}
port: {{ .port.number }}
{{ end }}''',
}
