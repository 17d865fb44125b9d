//! Whatever the files and arguments hold: no panic, and printed values mean what was read.

use helm_obo::model::Spelling;
use helm_obo::project::{self, Project, Request};
use helm_obo::report::{self, View};
use helm_obo::secrets::Mask;
use helm_obo::source::{Memory, Name, Sources, WorkingDirectory};
use helm_obo::values::Flag;
use helm_obo::{agents, yaml};
use proptest::prelude::*;
use serde_json::Value;
use std::path::PathBuf;

use crate::common::world::{BROKEN, CHART, CLEAN, DOUBTFUL};

const FLAGS: [Flag; 5] = [
    Flag::Set,
    Flag::SetString,
    Flag::SetJson,
    Flag::SetFile,
    Flag::SetLiteral,
];

/// A chart with its values and an overlay, in memory.
fn files(values: &[u8], overlay: &[u8]) -> Memory {
    Memory::default()
        .with("chart/Chart.yaml", CHART)
        .with("chart/values.yaml", values)
        .with("o.yaml", overlay)
}

/// Runs everything that the commands run, and writes every format.
fn run_all(files: &Memory, arguments: &[(Flag, String)]) {
    for (targets, values) in [
        (&["chart"][..], &["o.yaml"][..]),
        (&["o.yaml"], &[]),
        (&["chart", "o.yaml"], &[]),
    ] {
        let request = Request {
            targets: targets.iter().map(PathBuf::from).collect(),
            values: values.iter().map(PathBuf::from).collect(),
            arguments: arguments.to_vec(),
            ..Request::default()
        };
        let sources = Sources::default();
        let stdin = || Ok(Vec::new());
        let here = WorkingDirectory::new("/work");
        let Ok(project) = Project::new(&request, files, &sources, here, &stdin) else {
            continue;
        };
        if let Ok(outcome) = project::lint(&project) {
            for format in report::FORMATS {
                let options = report::Options::default();
                let view = View {
                    report: &outcome.report,
                    sources: &sources,
                    mask: &outcome.mask,
                    options: &options,
                    rule_docs: &[],
                };
                format.write(&view, &mut Vec::new()).unwrap();
            }
        }
        if targets.len() > 1 {
            continue;
        }
        if let Ok(inspected) = project::inspect(&project) {
            let loaded = &inspected.loaded;
            let _ = helm_obo::render::render(&loaded.model, &loaded.compiled.contract);
            let effective = agents::effective(&loaded.values, project.filling(loaded), &sources);
            yaml::write(&helm_obo::secrets::redact(&effective), None);
        }
    }
}

/// A file with a few places overwritten, cut out or doubled.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let seed = prop::sample::select(vec![CLEAN, BROKEN, DOUBTFUL, CHART]);
    let pieces = prop::sample::select(vec![
        "", "null", "{", "}", "[", "]", ": ", "- ", "\n", "\t", "&a ", "*a", "<<: ", "!!str ", "'",
        "\"", "|\n", "%", "#", "\u{feff}", "\r", "~", "1e999", "\u{85}", "ä", "? ", "---\n",
        "agents:", "obo", "\u{0}", "@",
    ]);
    let change = (any::<prop::sample::Index>(), 0..8_usize, pieces);
    (seed, prop::collection::vec(change, 0..6)).prop_map(|(seed, changes)| {
        let mut text = seed.as_bytes().to_vec();
        for (at, cut, piece) in changes {
            let start = at.index(text.len() + 1);
            let end = (start + cut).min(text.len());
            text.splice(start..end, piece.bytes());
        }
        text
    })
}

fn argument() -> impl Strategy<Value = (Flag, String)> {
    let path = prop::sample::select(vec![
        "agents",
        "agents.definitions",
        "agents.definitions.sre-agent",
        "agents.definitions.sre-agent.obo",
        "agents.definitions.sre-agent.env[0]",
        "agents.definitions.sre-agent.allowedHeaders",
        "agents.remoteMcpServers[1].url",
        "muster",
        "kagent.enabled",
        "global",
        "",
        "a\\.b",
        "a[0][1]",
    ]);
    let value = prop::sample::select(vec![
        "null",
        "1",
        "",
        "{a,b}",
        "x",
        "{}",
        "[1]",
        "{\"a\":null}",
        "o.yaml",
        "true",
        "-",
    ]);
    let made = (path, value).prop_map(|(path, value)| format!("{path}={value}"));
    let text = prop_oneof![3 => made, 1 => "[a-c.=,{}\\[\\]0-9\\\\\"]{0,24}", 1 => any::<String>()];
    (prop::sample::select(FLAGS.to_vec()), text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_files_never_panic(
        values in mutated(),
        overlay in mutated(),
        arguments in prop::collection::vec(argument(), 0..3),
    ) {
        run_all(&files(&values, &overlay), &arguments);
    }

    #[test]
    fn random_bytes_never_panic(values in any::<Vec<u8>>(), overlay in any::<String>()) {
        run_all(&files(&values, overlay.as_bytes()), &[]);
        let source = Sources::default().add(Name::Stdin, overlay);
        Mask::of_text(&source);
    }

    #[test]
    fn mutated_metadata_and_settings_never_panic(chart in mutated(), config in mutated()) {
        let files = files(CLEAN.as_bytes(), BROKEN.as_bytes()).with("chart/Chart.yaml", chart).with("chart/helm-obo.yaml", config);
        run_all(&files, &[]);
    }
}

/// A tree of values; keys are few, so that overlays often have the same keys as their base.
fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        2 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => (-9_007_199_254_740_992_i64..9_007_199_254_740_992).prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => prop::sample::select(vec!["yes", "0777", "~", "", " x", "a\nb\n", "null", "1e3", "x: y"]).prop_map(Value::from),
    ];
    let key = || prop::sample::select(vec!["a", "b", "c", "obo", "enabled", "yes", "1.5", ""]);
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            3 => prop::collection::vec((key(), inner.clone()), 0..4).prop_map(object),
            1 => prop::collection::vec(inner, 0..3).prop_map(Value::Array),
        ]
    })
}

fn object(members: Vec<(&'static str, Value)>) -> Value {
    Value::Object(
        members
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

/// Removes the nulls of mappings, at any depth of them.
fn drop_nulls(value: &mut Value) {
    if let Value::Object(members) = value {
        members.retain(|_, member| !member.is_null());
        members.values_mut().for_each(drop_nulls);
    }
}

/// Values with agents and with other things.
fn values() -> impl Strategy<Value = Value> {
    let agents = prop_oneof![
        4 => prop::collection::vec((prop::sample::select(vec!["a", "b", "c"]), tree()), 0..4)
            .prop_map(|agents| serde_json::json!({"definitions": object(agents)})),
        1 => tree(),
    ];
    let root = prop::collection::vec(
        (
            prop::sample::select(vec!["x", "y", "global", "sub"]),
            tree(),
        ),
        0..3,
    );
    (root, prop::option::of(agents)).prop_map(|(root, agents)| {
        let mut root = object(root);
        if let (Value::Object(members), Some(agents)) = (&mut root, agents) {
            members.insert("agents".to_owned(), agents);
        }
        root
    })
}

/// The effective values of an overlay on a chart, as `values` prints them in YAML and JSON, and as Helm hands them on.
fn printed(files: &Memory) -> Result<[String; 3], String> {
    let request = Request {
        targets: vec!["chart".into()],
        values: vec!["o.yaml".into()],
        ..Request::default()
    };
    let sources = Sources::default();
    let stdin = || Ok(Vec::new());
    let here = WorkingDirectory::new("/work");
    let project = Project::new(&request, files, &sources, here, &stdin).unwrap();
    let loaded = project::load(&project, Spelling::Corrected).map_err(|error| error.to_string())?;
    let contract = &loaded.compiled.contract;
    let effective = agents::effective(&loaded.values, Some(contract), &sources);
    let filled = agents::fill_defaults(&loaded.values.root, contract, &sources);
    Ok([
        yaml::write(&effective, None),
        helm_obo::yaml::to_json(&effective).to_string(),
        yaml::write(&filled, None),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printed_values_fed_back_mean_the_same(mut base in values(), mut overlay in values(), sub in prop::option::of(values())) {
        // A null that the chart aims at its subchart's values is Helm's own riddle: whether it survives depends on
        // whether the user writes the block, which printed values always do.
        if sub.is_some() && let Some(block) = base.get_mut("sub") {
            drop_nulls(block);
        }
        // Nor do printed values say yet that the user deleted what the chart writes for its subchart.
        if sub.is_some() && overlay.get("sub").is_some_and(Value::is_null) && let Some(members) = overlay.as_object_mut() {
            members.remove("sub");
        }
        let mut files = files(base.to_string().as_bytes(), overlay.to_string().as_bytes());
        if let Some(sub) = sub {
            files.insert("chart/charts/sub/Chart.yaml", CHART.replace("platform", "sub"));
            files.insert("chart/charts/sub/values.yaml", sub.to_string());
        }
        let Ok([yaml, json, filled]) = printed(&files) else {
            return Ok(());
        };
        for text in [yaml, json] {
            files.insert("o.yaml", text.clone());
            let [_, _, again] = printed(&files).unwrap();
            prop_assert_eq!(&filled, &again, "fed back: {}", text);
        }
    }
}
