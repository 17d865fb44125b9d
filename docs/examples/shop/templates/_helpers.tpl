{{- define "shop.probe" -}}
httpGet: {path: {{ .Values.probe.path }}, port: 8080}
{{- end }}
