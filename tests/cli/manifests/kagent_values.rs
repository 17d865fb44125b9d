//! What values of kagent's own chart choose and hold, whether or not the chart is at hand.

use crate::common::world::World;

/// A release of the chart with values, and objects beside it.
fn release(version: &str, values: &str, beside: &str) -> World {
    let text = format!(
        "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: kagent, namespace: kagent}}
spec:
  chart: {{spec: {{chart: kagent, version: {version}, sourceRef: {{kind: HelmRepository, name: kagent}}}}}}
  valuesFrom: [{{kind: Secret, name: more, optional: true}}]
  values:
    {values}
{beside}"
    );
    World::empty().file("kagent.yaml", &text)
}

fn told(world: &World, arguments: &str) -> Vec<String> {
    let found = world.run(&format!("lint kagent.yaml -o concise {arguments}"));
    let lines = found.stdout.lines().filter(|line| line.contains(".yaml:"));
    lines.map(str::to_owned).collect()
}

const NOTHING_MORE: &str = "---
apiVersion: v1
kind: Secret
metadata: {name: more, namespace: kagent}
stringData: {values.yaml: '{}'}
";

/// A chart of kagent's name whose templates refuse a provider that is not there, as kagent's own does.
fn with_chart(world: World) -> World {
    let template = "{{- $name := .Values.providers.default }}
{{- if hasKey .Values.providers $name | not }}{{ fail \"no such provider\" }}{{ end }}
apiVersion: kagent.dev/v1alpha2
kind: ModelConfig
metadata: {name: default-model-config}
spec: {provider: {{ (index .Values.providers $name).provider | default \"OpenAI\" }}, model: {{ (index .Values.providers $name).model | quote }}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: controller}
data: {AUTH_MODE: {{ .Values.controller.auth.mode | quote }}, KEY: {{ .Values.providers.openAI.apiKey | quote }}}
";
    world
        .file(
            "charts/kagent/Chart.yaml",
            "apiVersion: v2\nname: kagent\nversion: 0.9.12\n",
        )
        .file(
            "charts/kagent/values.yaml",
            "providers: {default: openAI, openAI: {model: m}, anthropic: {model: c}}\ncontroller: {auth: {mode: unsecure}}\n",
        )
        .file("charts/kagent/templates/model.yaml", template)
}

#[test]
fn a_choice_of_nothing_is_told_where_it_is_made() {
    let provider = "kagent.yaml:8:26: error[invalid-value] there is no `providers.antropic`: the chart's templates fail";
    let mode = "kagent.yaml:8:31: error[invalid-value] kagent's controller knows no mode `oidc`, and does not start";
    for (values, expected) in [
        ("providers: {default: antropic}", &[provider][..]),
        ("providers: {default: anthropic}", &[]),
        ("providers: {default: '${PROVIDER}'}", &[]),
        (
            "providers: {default: mine, mine: {provider: OpenAI, model: m}}",
            &[],
        ),
        ("controller: {auth: {mode: oidc}}", &[mode]),
        ("controller: {auth: {mode: trusted-proxy}}", &[]),
    ] {
        let world = with_chart(release("0.9.12", values, NOTHING_MORE));
        assert_eq!(told(&world, ""), expected, "{values}");
        assert_eq!(told(&world, "--charts charts"), expected, "{values}");
    }
    let later = release("0.10.7", "providers: {default: antropic}", NOTHING_MORE);
    let until = ", as far as is known up to 0.10.0-rc3";
    let later = told(&later, "");
    assert_eq!(
        later,
        [format!("{provider}{until}").replace("error", "warning")]
    );
    // What was not read may have it.
    let open = release("0.9.12", "providers: {default: antropic}", "");
    assert_eq!(told(&open, ""), [""; 0]);
    // Before 0.9.0 there was no mode.
    let before = release("0.8.6", "controller: {auth: {mode: oidc}}", NOTHING_MORE);
    assert!(told(&before, "").iter().all(|line| !line.contains("mode")));
}

#[test]
fn a_provider_of_nearly_the_chart_s_name_is_told() {
    let found = |values| told(&release("0.9.12", values, NOTHING_MORE), "");
    assert_eq!(
        found("providers: {antropic: {model: m}}"),
        [
            "kagent.yaml:8:17: warning[unread-value] kagent 0.9.12 does not read `providers.antropic`: the value changes nothing"
        ]
    );
    assert_eq!(
        found("providers: {default: antropic, antropic: {model: m}}"),
        [
            "kagent.yaml:8:26: warning[invalid-value] `providers.antropic` is none of the chart's own providers, and does not say its `provider`: the ModelConfig names none"
        ]
    );
    // One more that says what it is.
    let other = "providers: {openAI2: {provider: OpenAI, model: m}}";
    assert_eq!(found(other), [""; 0]);
}

#[test]
fn a_credential_in_its_values_is_told() {
    let key = "sk-ant-api03-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
    let values = format!("providers: {{openAI: {{apiKey: {key}}}}}");
    let expected = "kagent.yaml:8:34: error[plaintext-credential] providers.openAI.apiKey holds a token in plain text: whoever may read the values can use it";
    let world = with_chart(release("0.9.12", &values, NOTHING_MORE));
    for arguments in ["", "--charts charts"] {
        assert_eq!(told(&world, arguments), [expected], "{arguments}");
        let shown = world.run(&format!("lint kagent.yaml {arguments}"));
        assert!(!shown.stdout.contains(key), "{}", shown.stdout);
    }
    for placeholder in ["'${KEY}'", "'<path:secret/data/kagent#key>'", "''", "none"] {
        let values = format!("providers: {{openAI: {{apiKey: {placeholder}}}}}");
        let world = release("0.9.12", &values, NOTHING_MORE);
        assert_eq!(told(&world, ""), [""; 0], "{placeholder}");
    }
    // What a Secret holds is where it belongs.
    let secret = NOTHING_MORE.replace(
        "'{}'",
        &format!("'providers: {{openAI: {{apiKey: {key}}}}}'"),
    );
    let world = release("0.9.12", "providers: {default: openAI}", &secret);
    assert_eq!(told(&world, ""), [""; 0]);
}
