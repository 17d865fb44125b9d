//! Blocks of values in manifests that are no YAML.

use super::installed::{release, told, world};

fn application(values: &str) -> String {
    format!(
        "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: bots, namespace: argocd}}
spec:
  source:
    path: charts/bots
    repoURL: https://example.com/repo.git
    helm:
      values: |
{values}  destination: {{namespace: team}}
"
    )
}

#[test]
fn they_are_told_at_their_lines() {
    for (values, place) in [
        (
            "        url: http://a/mcp\n        forward: [a, b\n        model: m\n",
            "11:18",
        ),
        ("        forward: [a, b\n", "10:18"),
        ("        url: 'http\n\n", "10:14"),
        ("        a: 1\n         b: 2\n", "11:10"),
    ] {
        let world = world().file("apps/bots.yaml", application(values));
        let expected = [format!("syntax-error apps/bots.yaml:{place}")];
        assert_eq!(told(&world, "lint apps"), expected, "{values}");
        assert_eq!(world.run("lint apps").status, Some(2), "{values}");
    }
    let map = |kind: &str, key: &str| {
        format!(
            "---\napiVersion: v1\nkind: {kind}\nmetadata: {{name: defaults, namespace: team}}\n{key}:\n  values.yaml: |\n    url: [\n"
        )
    };
    let of = |kind: &str, key: &str| {
        let text = release(&format!(
            "  valuesFrom: [{{kind: {kind}, name: defaults}}]\n"
        ));
        told(
            &world().file("bots.yaml", text + &map(kind, key)),
            "lint bots.yaml",
        )
    };
    assert_eq!(of("ConfigMap", "data"), ["syntax-error bots.yaml:13:10"]);
    // No line of a Secret is shown.
    assert_eq!(of("Secret", "stringData"), [""; 0]);
}

#[test]
fn what_is_filled_in_later_is_not_judged() {
    for values in [
        "        {{- if .x }}\n        url: u\n        {{- end }}\n",
        "        ${EXTRA}\n        model: m\n",
        "        model: m\n",
    ] {
        let world = world().file("apps/bots.yaml", application(values));
        assert_eq!(told(&world, "lint apps"), [""; 0], "{values}");
    }
}
