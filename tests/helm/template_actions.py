"""Actions for `template_charts.py`, written by hand: helpers, errors, objects, and what changes values."""

SET = [
    ([("--set", "a.b=2")], "{{ .Values.a.b | kindOf }} {{ .Values.a.b }}"), ([("--set", "n=5")], "{{ eq .Values.n 5 }}"), ([("--set", "n=5")], "{{ add .Values.n 1 }}"), ([("--set", "n=5")], "{{ until .Values.n }}"),
    ([("--set", "n=1.5")], "{{ kindOf .Values.n }}"), ([("--set", "n=true")], "{{ kindOf .Values.n }}"), ([("--set", "n=null")], "{{ .Values.n | toJson }}"), ([("--set", "n=")], "{{ .Values.n | toJson }}"),
    ([("--set", "n=0123")], "{{ .Values.n | toJson }} {{ kindOf .Values.n }}"), ([("--set", "n=1e3")], "{{ .Values.n | toJson }}"), ([("--set", "n=12345678901")], "{{ .Values.n }} {{ .Values.n | toJson | quote }}"),
    ([("--set-string", "n=5")], "{{ kindOf .Values.n }}"), ([("--set-json", 'n={"a":[1,null]}')], "{{ toJson .Values.n | quote }}"), ([("--set-json", "n=5")], "{{ kindOf .Values.n }}"),
    ([("--set", "l={a,b}")], "{{ toJson .Values.l | quote }}"), ([("--set", "l[0]=9")], "{{ toJson .Values.l | quote }}"), ([("--set", "l[3]=9")], "{{ toJson .Values.l | quote }}"),
    ([("--set", "s.x=1")], "{{ toJson .Values.s | quote }}"), ([("--set", "a=null")], "{{ toJson .Values | quote }}"), ([("--set", "a.b=null")], "{{ hasKey .Values.a \"b\" }}"),
    ([("--set", "a.b=1,a.c=2")], "{{ toJson .Values.a | quote }}"), ([("--set", "x.y.z=1")], "{{ .Values.x.y.z }}"), ([("--set", "n=10000000")], "{{ .Values.n }}"), ([("--set", "n=5")], '{{ printf "%d" .Values.n }}'),
    ([("--set", "n=5")], "{{ int .Values.n | kindOf }} {{ typeOf .Values.n }}"), ([("--set", "n=5")], "{{ lt .Values.n 6 }}"), ([("--set", "n=5")], "{{ eq .Values.n 5.0 }}"), ([("--set", "n=5")], "{{ has 5 (list .Values.n) }}"),
    ([("--set", "n=5")], "{{ trunc .Values.n \"abcdefgh\" }}"), ([("--set", "n=5")], "{{ index (list 1 2) .Values.n }}"), ([("--set", "l[0]=1")], "{{ index .Values.l 0 | kindOf }} {{ index .Values.l 1 | kindOf }}"),
    ([("--set", "a.b=x"), ("--set-string", "a.b=y")], "{{ .Values.a.b }}"), ([("--set", "a\\.b=1")], "{{ index .Values \"a.b\" }}"), ([("--set", "n=false")], "{{ if .Values.n }}t{{ else }}f{{ end }}"),
    ([("--set", "n=0")], "{{ default 7 .Values.n }}"), ([("--set-string", "n=false")], "{{ if .Values.n }}t{{ else }}f{{ end }}"), ([("--set", "n=5")], "{{ toYaml .Values.n }}"), ([("--set", "n=-5")], "{{ abs .Values.n }}"),
    ([("--set", "n=5")], "{{ range .Values.n }}x{{ end }}"), ([("--set", "n=5")], "{{ mul .Values.n 1.5 }} {{ mulf .Values.n 1.5 }} {{ divf .Values.n 2 }}"),
    ([("--set", "n=5")], "{{ .Values.n.x }}"), ([("--set", "a.b.c=1")], "{{ .Values.a.b.c }}"), ([("--set", "t=a\\,b")], "{{ .Values.t | quote }}"), ([("--set", "t={}")], "{{ .Values.t | toJson | quote }}"),
]

# One action or a few each; `\n` is a new line.
HELPERS = {
    "include-tpl": r'''
{{ include "nope" . }}
{{ include "x" . | upper }}{{ define "x" }}a{{ end }}
{{ define "x" }}{{ . | kindOf }}{{ end }}{{ include "x" nil }}{{ include "x" 5 }}{{ include "x" .Values }}
{{ define "x" }}a\nb{{ end }}{{ include "x" . | indent 4 }}
{{ define "x" }}{{ include "y" . }}{{ end }}{{ define "y" }}{{ .Values.app }}{{ end }}{{ include "x" . }}
{{ define "x" }}{{ template "y" . }}{{ end }}{{ define "y" }}{{ .Values.none.x }}{{ end }}{{ include "x" . }}
{{ define "x" }}{{ end }}{{ include "x" . | quote }}{{ include "x" . | default "d" }}
{{ define "x" }}true{{ end }}{{ if include "x" . }}y{{ end }}{{ if eq (include "x" .) "true" }}z{{ end }}
{{ define "x" }}{{ toYaml .Values.table }}{{ end }}{{ (include "x" . | fromYaml).a }}
{{ define "x" }}{{ .a }}{{ .b }}{{ end }}{{ include "x" (dict "a" 1 "b" .Values.app) }}
{{ define "x" }}{{ .a.b }}{{ end }}{{ include "x" (dict "a" .Values.none) }}
{{ define "x" }}{{ .a.b }}{{ end }}{{ include "x" .Values.none }}
{{ define "x" }}{{ end }}{{ define "x" }}2{{ end }}{{ include "x" . }}
{{ define "x" }}1{{ end }}{{ template "x" }}{{ template "x" . }}
{{ template "x" . | upper }}{{ define "x" }}{{ . | kindOf }}{{ end }}
{{ template "x" .Values.app | upper }}{{ define "x" }}{{ . }}{{ end }}
{{ template "nope" . }}
{{ $n := "x" }}{{ template $n . }}
{{ $n := "x" }}{{ include $n . }}{{ define "x" }}dyn{{ end }}
{{ include (print "x" "y") . }}{{ define "xy" }}dyn{{ end }}
{{ include 5 . }}
{{ include "x" }}
{{ include }}
{{ define "x" }}{{ include "x" . }}{{ end }}{{ include "x" . }}
{{ define "x" }}{{ if . }}{{ include "x" (rest .) }}{{ len . }}{{ end }}{{ end }}{{ include "x" .Values.words }}
{{ block "b" .Values.app }}{{ . }}{{ end }}
{{ block "b" }}x{{ end }}
{{ define "a b" }}1{{ end }}{{ include "a b" . }}
{{ define x }}1{{ end }}
{{ define "x" . }}1{{ end }}
{{ if true }}{{ define "x" }}1{{ end }}{{ end }}
{{ define "x" }}{{ define "y" }}1{{ end }}{{ end }}
{{ define `x` }}raw{{ end }}{{ include "x" . }}
{{ include "c/templates/t.yaml" (dict) }}
{{ tpl "{{ .Values.app }}" . }}
{{ tpl "{{ .Values.app }}" $ | upper }}
{{ tpl "plain" . }}
{{ tpl "" . }}
{{ tpl .Values.gone . }}
{{ tpl .Values.port . }}
{{ tpl (toString .Values.port) . }}
{{ tpl (toYaml .Values.table) . | nindent 4 }}
{{ tpl "{{ .Values.none.x }}" . }}
{{ tpl "{{ nosuch }}" . }}
{{ tpl "{{ if }}" . }}
{{ tpl "a\n{{ .Values.none.x }}" . }}
{{ tpl "{{ .a }}" (dict "a" 1) }}
{{ tpl "{{ .a }}" (dict "a" 1 "Template" .Template) }}
{{ tpl "{{ . }}" .Values.app }}
{{ tpl "{{ . }}" nil }}
{{ tpl "{{ .app }}" .Values }}
{{ tpl "{{ include \"x\" . }}" . }}{{ define "x" }}own{{ end }}
{{ tpl "{{ define \"x\" }}new{{ end }}{{ include \"x\" . }}" . }}
{{ tpl "{{ define \"x\" }}new{{ end }}" . }}{{ include "x" . }}
{{ tpl "{{ tpl \"{{ .Values.app }}\" . }}" . }}
{{ tpl "{{ $.Values.app }}{{ range .Values.words }}{{ . }}{{ end }}" . }}
{{ tpl "{{- .Values.app -}} x" . }}
{{ tpl "{{ fail \"no\" }}" . }}
{{ tpl "{{ required \"need\" .Values.none }}" . }}
{{ tpl "{{ .Template.Name }}" . }}
{{ tpl "{{ \"{{\" }}" . }}
{{ tpl "<no value>{{ .Values.none }}" . }}
{{ tpl (printf "{{ .Values.%s }}" "app") . }}
{{ tpl "{{ upper .Values.none }}" . }}
{{ tpl "{{ include \"nope\" . }}" . }}
{{ tpl }}
{{ tpl "x" }}
{{ .Template.Name }} {{ .Template.BasePath }}
{{ define "x" }}{{ .Template.Name }}{{ end }}{{ include "x" . }}
{{ include (print $.Template.BasePath "/nope.yaml") . }}
''',
    "required-fail": r'''
{{ required "need it" .Values.none }}
{{ required "need it" .Values.app }}
{{ .Values.none | required "need it" }}
{{ required "" .Values.none }}
{{ required .Values.none .Values.none }}
{{ required "need é \"q\"" .Values.blank }}
{{ required "need" .Values.zero }}{{ required "need" .Values.off }}{{ required "need" .Values.nothing }}
{{ required (printf "need %s" .Release.Name) .Values.none }}
{{ required "two\nlines" .Values.none }}
{{ required "need" .Values.none.x }}
{{ required 5 .Values.app }}
{{ required "a" }}
{{ fail "stop" }}
{{ fail .Values.app }}
{{ fail .Values.none }}
{{ fail 5 }}
{{ fail }}
{{ fail "a" "b" }}
{{ if .Values.off }}{{ fail "no" }}{{ end }}ok
{{ if not .Values.none }}\n  {{ fail "set none" }}{{ end }}
{{ define "x" }}{{ fail "inner" }}{{ end }}{{ include "x" . }}
{{ define "x" }}{{ required "inner" .Values.none }}{{ end }}{{ template "x" . }}
{{ define "x" }}{{ include "y" . }}{{ end }}{{ define "y" }}\n{{ fail "deep" }}{{ end }}\n{{ include "x" . | quote }}
{{ range .Values.items }}{{ required "port" .port }}{{ end }}
{{ "late" | fail }}
{{ and true (fail "x") }}{{ or true (fail "y") }}
{{ or true (fail "y") }}{{ and false (fail "y") }}
{{ ternary "a" (fail "x") true }}
{{ default (fail "x") .Values.app }}
{{ fail "%s {{ x }} <no value>" }}
''',
    "errors": r'''
{{ index .Values.words 9 }}
{{ index .Values.none "x" }}
{{ index .Values "none" "x" }}
{{ define "x" }}\n  {{ upper .Values.port }}{{ end }}{{ include "x" . }}
{{ define "x" }}\n\n{{ .Values.none.y }}{{ end }}\n  {{ include "x" . }}
{{ define "x" }}{{ include "y" . }}{{ end }}{{ define "y" }}{{ include "z" . }}{{ end }}{{ define "z" }}{{ eq 1 "a" }}{{ end }}{{ include "x" . }}
{{ define "x" }}{{ template "y" . }}{{ end }}{{ define "y" }}\n{{ len nil }}{{ end }}{{ include "x" . }}
é {{ upper .Values.port }}
é {{ "ü" | trunc .Values.port }}
{{ range .Values.words }}{{ .x }}{{ end }}
{{ range $i, $e := .Values.items }}{{ $e.name.first }}{{ end }}
{{ with .Values.app }}{{ .x }}{{ end }}
{{ .Values.app.x }}
{{ .Values.port.x }}
{{ .Values.words.x }}
{{ .Values.on.x }}
{{ $.Values.none.x }}
{{ (.Values.none).x }}
{{ (.Values.app).x }}
{{ (index .Values.items 0).none.x }}
{{ (index .Values.items 5).name }}
{{ (first .Values.nothing).x }}
{{ (dict "a" nil).a.b }}
{{ get .Values.none "x" }}
{{ hasKey .Values.none "x" }}
{{ keys .Values.none }}
{{ merge .Values.none (dict) }}
{{ set .Values.none "a" 1 }}
{{ toYaml .Values.none.x | nindent 2 }}
{{ printf "%s" .Values.none.x }}
{{ eq .Values.port 8443 }}
{{ eq .Values.app 1 }}
{{ lt .Values.port "a" }}
{{ gt .Values.none 1 }}
{{ eq .Values.words .Values.words }}
{{ len .Values.none }}
{{ len .Values.port }}
{{ first .Values.app }}
{{ join "," .Values.none.x }}
{{ add .Values.none 1 }}
{{ div 1 .Values.zero }}
{{ mod 1 0 }}
{{ substr 0 .Values.port "abc" }}
{{ repeat .Values.count "x" }}
{{ ternary 1 2 .Values.app }}
{{ regexFind "(" "x" }}
{{ mustRegexMatch "(" "x" }}
{{ semverCompare ">=x" "1.0.0" }}
{{ semverCompare ">=1" .Values.none }}
{{ dig "a" "b" .Values }}
{{ dig "a" "b" "c" .Values.labels.app }}
{{ b64enc .Values.port }}
{{ fromJson .Values.table }}
{{ nosuch .Values.app }}
{{ .Values.app | nosuch }}
a\n{{ nosuch }}
a\n\n  {{ .Values.none.x }}
a\n{{ if .Values.on }}\n{{ .Values.none.x }}\n{{ end }}
{{ if .Values.on }}
{{ end }}
a\n{{ else }}
{{ range .Values.words }}\n{{ . }
{{ "abc }}
{{ .Values.app | upper 1 }}
{{ upper }}
{{ upper 1 2 }}
{{ toJson (index .Values.words -1) }}
{{ (lookup "v1" "Secret" "ns" "x").data.key }}
{{ (lookup "v1" "Secret" "ns" "x").data }}
{{ .Files.Nope }}
{{ .Capabilities.KubeVersion.Nope }}
{{ .Release.Nope.x }}
{{ .Chart.Nope }}
{{ untilStep 0 3 .Values.count }}
{{ slice .Values.words 9 }}
{{ slice .Values.words 2 1 }}
{{ chunk 0 .Values.words }}
{{ append .Values.none 1 }}
{{ concat .Values.none .Values.words }}
{{ dict 1 2 | toJson | upper | index "a" }}
{{ template "x" .Values.none.y }}{{ define "x" }}{{ end }}
{{ include "x" .Values.none.y }}{{ define "x" }}{{ end }}
{{ $x := .Values.none.y }}
{{ range .Values.none.y }}{{ end }}
{{ with .Values.none.y }}{{ end }}
{{ if .Values.none.y }}{{ end }}
{{ if and .Values.none .Values.none.y }}a{{ end }}ok
{{ if and .Values.app .Values.none.y }}a{{ end }}
{{ not .Values.none.y }}
{{ print (print (print .Values.none.y)) }}
{{ .Values.tree.trunk.none.x.y }}
{{ .Values.tree.none.leaf.size }}
{{ .Values.labels.app.x }}
{{ .Values.items.name }}
{{ .Values.gone.x }}
{{ $v := .Values.tree }}{{ $v.none.x }}
{{ $v := .Values.gone }}{{ $v.x.y }}ok
''',
    "release-objects": r'''
{{ .Release | toJson }}
{{ .Release.Name }} {{ .Release.Namespace }} {{ .Release.Service }} {{ .Release.Revision }} {{ .Release.IsInstall }} {{ .Release.IsUpgrade }}
{{ .Release.Time }}{{ .Release.Nope }}
{{ .Chart.Name }} {{ .Chart.Version }} {{ .Chart.AppVersion }} {{ .Chart.APIVersion }} {{ .Chart.Type }} {{ .Chart.IsRoot }}
{{ .Chart.Keywords }} {{ .Chart.Maintainers }} {{ .Chart.Annotations }} {{ .Chart.Dependencies }} {{ .Chart.Deprecated }}
{{ .Chart.name }}
{{ .Capabilities.KubeVersion.Major }} {{ kindOf .Capabilities.KubeVersion }}
{{ .Capabilities.APIVersions.Has "v1" }} {{ .Capabilities.APIVersions.Has "apps/v1" }} {{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }} {{ .Capabilities.APIVersions.Has "apps/v1/Deployment" }}
{{ if semverCompare ">=1.20-0" .Capabilities.KubeVersion.Version }}new{{ end }}
{{ if semverCompare ">=1.20-0" .Capabilities.KubeVersion.GitVersion }}new{{ end }}
{{ .Capabilities.HelmVersion | kindOf }}
{{ range $k, $v := . }}{{ $k }} {{ end }}
{{ . | kindOf }} {{ typeOf .Values }} {{ typeOf .Values.table }}
{{ .Template | toJson }}
{{ .Subcharts | toJson }}
{{ .Files | len }}
{{ .Values.AsMap.app }}
{{ hasKey . "Values" }} {{ hasKey .Release "Name" }}
{{ get .Release "Name" }} {{ index .Release "Name" }} {{ dig "Name" "d" .Release }}
{{ toYaml .Release | nindent 4 }}
{{ .Release.Name | upper }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" }}
{{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ .Capabilities.APIVersions | len | lt 20 }}
{{ $.Release.Name }}{{ with .Values.app }}{{ $.Chart.Name }}{{ end }}
{{ .Values.global }}{{ .Values.global | toJson }}
{{ .Values.global.x }}
{{ pick .Release "Name" "Namespace" | toJson }}
{{ omit .Release "Time" | keys | sortAlpha | toJson }}
''',
    "mutation": r'''
{{ $_ := set .Values "new" 1 }}{{ .Values.new }}
{{ $_ := set .Values.table "a" "changed" }}{{ .Values.table.a }}
{{ $d := .Values.table }}{{ $_ := set $d "x" 1 }}{{ .Values.table.x }}
{{ $d := deepCopy .Values.table }}{{ $_ := set $d "x" 1 }}{{ .Values.table.x }}{{ $d.x }}
{{ $d := pick .Values.tree "trunk" }}{{ $_ := set $d.trunk "x" 1 }}{{ .Values.tree.trunk.x }}
{{ $d := omit .Values.tree "none" }}{{ $_ := set $d "x" 1 }}{{ .Values.tree.x }}
{{ $d := merge (dict) .Values.tree }}{{ $_ := set $d.trunk "x" 1 }}{{ .Values.tree.trunk.x }}
{{ $d := merge .Values.bare .Values.labels }}{{ .Values.bare | toJson }}
{{ $d := mergeOverwrite .Values.labels (dict "app" "new") }}{{ .Values.labels.app }}{{ $d.tier }}
{{ $_ := unset .Values "app" }}{{ .Values.app }}
{{ $_ := unset .Values.labels "app" }}{{ .Values.labels | toJson }}
{{ $l := append .Values.words "z" }}{{ len .Values.words }}{{ len $l }}
{{ $a := append .Values.words "y" }}{{ $b := append .Values.words "z" }}{{ last $a }}{{ last $b }}
{{ $a := list 1 2 3 }}{{ $b := append (slice $a 0 2) 9 }}{{ $a }}{{ $b }}
{{ $r := reverse .Values.words }}{{ .Values.words }}{{ $r }}
{{ $s := sortAlpha .Values.words }}{{ .Values.words }}{{ $s }}
{{ range .Values.items }}{{ $_ := set . "x" .name }}{{ end }}{{ .Values.items | toJson }}
{{ range $k, $v := .Values.labels }}{{ $_ := set $.Values.labels (print $k "2") $v }}{{ end }}{{ .Values.labels | toJson }}
{{ define "h" }}{{ $_ := set . "x" 1 }}{{ end }}{{ include "h" .Values.bare }}{{ .Values.bare.x }}
{{ define "h" }}{{ $_ := set .d "x" 1 }}{{ end }}{{ $d := dict }}{{ include "h" (dict "d" $d) }}{{ $d.x }}
{{ $_ := set .Release "Name" "other" }}{{ .Release.Name }}
{{ $_ := set . "Extra" 1 }}{{ .Extra }}{{ $.Extra }}
{{ $c := . }}{{ $_ := set $c "Values" (dict "app" "z") }}{{ .Values.app }}
{{ $d := dict "a" 1 }}{{ $e := set $d "b" 2 }}{{ $_ := set $e "c" 3 }}{{ $d | toJson }}
{{ set .Values.bare "k" "v" | toJson }}{{ .Values.bare | toJson }}
{{ $d := dict "a" (dict "b" 1) }}{{ $m := merge (dict "a" (dict "c" 2)) $d }}{{ $_ := set $m.a "z" 1 }}{{ $d | toJson }}{{ $m | toJson }}
{{ $d := dict "a" (dict "b" 1) }}{{ $m := mergeOverwrite (dict) $d }}{{ $_ := set $m.a "z" 1 }}{{ $d | toJson }}
{{ $d := dict "a" 1 }}{{ $l := list $d $d }}{{ $_ := set (first $l) "b" 2 }}{{ $l | toJson }}
{{ $x := .Values.words }}{{ $x = append $x "q" }}{{ $x | join "," }}{{ .Values.words | join "," }}
{{ $d := dict }}{{ $_ := set $d "self" $d }}{{ hasKey $d "self" }}
{{ tpl "{{ $_ := set .Values \"t\" 1 }}" . }}{{ .Values.t }}
{{ $v := values (dict "a" 1) }}{{ $v | toJson }}{{ keys (dict "a" 1) | toJson }}
''',
}
