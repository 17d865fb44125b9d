//! Files that several targets read: a fix is safe only where it is so for each of them.

use super::{CLEAN, World, lint};

/// A mistake that a fix removes, in a chart that lacks what an overlay gives its agent.
struct Case {
    what: &'static str,
    /// Changes of the chart's values.
    chart: &'static [(&'static str, &'static str)],
    overlay: &'static str,
    /// What must still be there after `--fix`.
    stays: &'static str,
}

const OBO: (&str, &str) = ("      obo:\n        enabled: true\n", "");
const M2M: (&str, &str) = ("      m2m:\n        enabled: false\n", "");

const CASES: &[Case] = &[
    Case {
        what: "a misspelt variable",
        chart: &[OBO, ("KAGENT_PROPAGATE_TOKEN", "KAGENT_PROPAGTE_TOKEN")],
        overlay: "obo: {enabled: true}",
        stays: "KAGENT_PROPAGTE_TOKEN",
    },
    Case {
        what: "a misspelt key",
        chart: &[
            M2M,
            ("allowedHeaders", "alowedHeaders"),
            ("KAGENT_PROPAGATE_TOKEN", "OTHER"),
        ],
        overlay: "m2m: {enabled: false}",
        stays: "alowedHeaders",
    },
    Case {
        what: "delegation that is off in quotes",
        chart: &[
            M2M,
            (
                "obo:\n        enabled: true",
                "obo:\n        enabled: \"false\"",
            ),
        ],
        overlay: "m2m: {enabled: false}",
        stays: "enabled: \"false\"",
    },
    Case {
        what: "a block that the overlay empties",
        chart: &[OBO],
        overlay: "obo: {}",
        stays: "m2m",
    },
];

fn world(case: &Case) -> World {
    let chart = case
        .chart
        .iter()
        .fold(CLEAN.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{}: {from}", case.what);
            text.replace(from, to)
        });
    let overlay = format!(
        "agents: {{definitions: {{sre-agent: {{{}}}}}}}\n",
        case.overlay
    );
    World::new()
        .file("chart/values.yaml", chart)
        .file("prod.yaml", overlay)
        .file(
            ".helm-obo.yaml",
            "targets: [{chart: chart, values: [prod.yaml]}]\n",
        )
}

fn modes(world: &World) -> String {
    world
        .run("trace chart -f prod.yaml -o json")
        .exits(0)
        .stdout
}

#[test]
fn no_target_runs_otherwise_after_a_safe_fix() {
    for case in CASES {
        for arguments in [
            "chart --fix",
            "chart/values.yaml --changed --fix",
            "chart prod.yaml --fix",
        ] {
            let world = world(case);
            let before = modes(&world);
            lint(&world, arguments);
            assert_eq!(modes(&world), before, "{}, {arguments}", case.what);
            let left = world.read("chart/values.yaml");
            assert!(
                left.contains(case.stays),
                "{}, {arguments}: {left}",
                case.what
            );
        }
    }
}

#[test]
fn the_report_says_so_too() {
    let world = world(&CASES[3]);
    let findings = lint(&world, "chart -o json").exits(1).json();
    let fix = &findings["diagnostics"][0]["fix"];
    assert_eq!(fix["safety"], "unsafe", "{findings:#}");
}

/// A cluster's file may be on a chart that says something else.
#[test]
fn what_a_file_without_a_chart_gets_is_left_to_a_person() {
    let text = "agents:\n  definitions:\n    docs-agent:\n      enabled: \"true\"\n      modelConfig: m\n      systemMessage: x\n      \
                m2m: {enabled: false}\n      desciption: x\n";
    let world = World::new().file("clusters/prod-values.yaml", text);
    lint(&world, "clusters/prod-values.yaml --fix");
    assert_eq!(
        world.read("clusters/prod-values.yaml"),
        text.replace("\"true\"", "true")
    );
    lint(&world, "clusters/prod-values.yaml --unsafe-fixes");
    let fixed = world.read("clusters/prod-values.yaml");
    assert!(
        fixed.contains("      obo:\n        enabled: true\n"),
        "{fixed}"
    );
    assert!(fixed.contains("description"), "{fixed}");
}

#[test]
fn a_file_on_two_charts_gets_nothing_that_the_other_has_otherwise() {
    let overlay = "agents: {definitions: {sre-agent: {description: Watches}}}\n";
    let off = CLEAN.replace(
        "obo:\n        enabled: true",
        "obo:\n        enabled: false",
    );
    let world = World::new()
        .file("chart/values.yaml", super::bare())
        .file(
            "other/Chart.yaml",
            "apiVersion: v2\nname: other\nversion: 1.0.0\n",
        )
        .file("other/values.yaml", off)
        .file("o.yaml", overlay);
    lint(&world, "chart other -f o.yaml --fix").exits(1);
    assert_eq!(world.read("o.yaml"), overlay);
    lint(&world, "chart -f o.yaml --fix").exits(0);
    assert!(world.read("o.yaml").contains("obo: {enabled: true}"));
}
