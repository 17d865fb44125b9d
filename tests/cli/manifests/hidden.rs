//! What a run never shows of the values that a Secret holds.

use crate::common::world::World;

#[test]
fn nothing_in_a_secret_is_shown() {
    let text = "apiVersion: v1
kind: Secret
metadata: {name: values, namespace: team}
stringData:
  values.yaml: |
    agents:
      definitions:
        reader:
          systemMessage: You read.
          modelConfig: small
          login: Xk29-22a
          reader: {grafana: Tr0ub4dor}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: bots, namespace: team}
spec:
  chart: {spec: {chart: bots, sourceRef: {kind: HelmRepository, name: private}}}
  valuesFrom: [{kind: Secret, name: values}]
  values: {kagent: {enabled: true}, muster: {enabled: true, fullnameOverride: muster}}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: private, namespace: team}
spec: {url: 'https://bob:hunter2pass@charts.example.com/stable'}
";
    let world = World::empty().file("bots.yaml", text).file(
        "bots/Chart.yaml",
        "apiVersion: v2\nname: bots\nversion: 1.0.0\n",
    );
    for arguments in [
        "lint bots.yaml --chart bots",
        "lint bots.yaml --chart bots --diff",
        "lint bots.yaml --chart bots --unsafe-fixes --diff",
        "lint bots.yaml",
        "trace bots.yaml --chart bots",
    ] {
        let found = world.run(arguments);
        for credential in ["Xk29-22a", "Tr0ub4dor", "hunter2pass"] {
            let shown = format!("{}{}", found.stdout, found.stderr);
            assert!(!shown.contains(credential), "{arguments}: {shown}");
        }
    }
    let found = world.run("lint bots.yaml --chart bots").stdout;
    assert!(
        found.contains("unknown-key") && found.contains("[masked]"),
        "{found}"
    );
}

#[test]
fn a_folder_of_charts_that_is_not_there_is_an_error() {
    let world = World::empty().file("bots.yaml", "apiVersion: v1\nkind: Secret\n");
    let found = world.run("lint bots.yaml --charts nowhere");
    assert!(
        found.stderr.contains("there is no `nowhere`"),
        "{}",
        found.stderr
    );
}
