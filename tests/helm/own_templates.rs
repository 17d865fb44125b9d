//! `render` of charts whose templates are at hand: what it writes is what they write. The charts, the values for them and what Helm made
//! of both are in `fixtures/own-templates`, whose README says how to make the records anew.

use crate::common::world::{Ran, World};
use serde::Deserialize;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// A chart with values, and the RemoteMCPServers that Helm 3 makes of them; `None` if it refuses them.
struct Case {
    chart: String,
    values: String,
    helm: Option<String>,
}

impl Case {
    /// All charts with all values.
    fn all() -> Vec<Self> {
        let home = crate::common::fixtures().join("own-templates");
        let names = |folder: &str| {
            let all = crate::common::entries(&home.join(folder)).into_iter();
            all.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
                .collect::<Vec<String>>()
        };
        let mut cases = Vec::new();
        for chart in names("charts") {
            for values in names("values") {
                let record = home
                    .join("expected")
                    .join(&chart)
                    .join(format!("{values}.yaml"));
                let case = Self {
                    helm: std::fs::read_to_string(record).ok(),
                    chart: chart.clone(),
                    values,
                };
                cases.push(case);
            }
        }
        cases
    }

    fn name(&self) -> String {
        format!("{} with {}", self.chart, self.values)
    }

    /// Runs `render` on a copy of the chart, apart from all other charts.
    fn render(&self, more: &str) -> Ran {
        self.world().run(&format!(
            "render chart -n apps --release r -f values.yaml {more}"
        ))
    }

    fn world(&self) -> World {
        let home = crate::common::fixtures().join("own-templates");
        let chart = home.join("charts").join(&self.chart);
        let values = home.join("values").join(format!("{}.yaml", self.values));
        let mut world = World::empty().file("values.yaml", std::fs::read(values).unwrap());
        for file in crate::common::files_below(&chart) {
            let path = file.strip_prefix(&chart).unwrap().to_string_lossy();
            world = world.file(&format!("chart/{path}"), std::fs::read(&file).unwrap());
        }
        world
    }

    /// Asks Helm.
    fn ask(&self, helm: &str) -> Option<String> {
        let world = self.world();
        let output = Command::new(helm)
            .args(["template", "r", "chart", "-n", "apps", "-f", "values.yaml"])
            .current_dir(world.path("."))
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        output.status.success().then(|| servers(&text))
    }
}

/// The documents of Helm's output, or of `render --all`, that `render` prints, without the comments that Helm adds.
fn servers(text: &str) -> String {
    let mut kept = String::new();
    for document in text.split("---\n# Source: ").skip(1) {
        let (_, document) = document.split_once('\n').unwrap();
        if format!("\n{document}").contains("\nkind: RemoteMCPServer\n") {
            kept += &format!("---\n{}\n", document.trim_end());
        }
    }
    kept
}

fn documents(text: &str) -> Vec<Value> {
    let all = serde_yaml::Deserializer::from_str(text);
    let all = all.map(|document| Value::deserialize(document).unwrap());
    all.filter(|document| !document.is_null()).collect()
}

/// Byte for byte, and with status 1 where Helm refuses.
#[test]
fn render_writes_what_helm_3_makes_of_the_templates() {
    #[expect(
        clippy::disallowed_methods,
        reason = "how a developer asks for new records"
    )]
    let helm = std::env::var("HELM_OBO_RECORD").ok();
    let mut differences = Vec::new();
    let (mut rendered, mut refused) = (0, 0);
    for mut case in Case::all() {
        if let Some(helm) = &helm {
            case.helm = case.ask(helm);
            record(&case);
        }
        let ran = case.render("-q --helm-version 3 --no-agent-defaults");
        let (status, wanted) = match &case.helm {
            Some(wanted) => (0, &**wanted),
            None => (1, ""),
        };
        if ran.status != Some(status) || ran.stdout != wanted {
            differences.push(format!("{}: {ran:#?}\nHelm: {wanted}", case.name()));
        }
        match case.helm {
            Some(_) => rendered += 1,
            None => refused += 1,
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    println!("{rendered} are rendered, {refused} refused");
    assert!(rendered > 35 && refused > 5, "{rendered} {refused}");
}

fn record(case: &Case) {
    let home = crate::common::fixtures().join("own-templates/expected");
    let file = home.join(&case.chart).join(format!("{}.yaml", case.values));
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    match &case.helm {
        Some(text) => std::fs::write(file, text).unwrap(),
        None => remove(&file),
    }
}

fn remove(file: &Path) {
    if file.exists() {
        std::fs::remove_file(file).unwrap();
    }
}

/// With the defaults that are filled in nothing changes of what Helm renders, and where Helm refuses, that they were is told.
#[test]
fn defaults_are_filled_in_only_where_helm_refuses() {
    let mut filled = 0;
    for case in Case::all() {
        let name = case.name();
        let ran = case.render("--helm-version 3");
        let is_told = ran.stderr.contains("[obo-missing]");
        match &case.helm {
            Some(helm) => assert_eq!(ran.exits(0).stdout, *helm, "{name}"),
            None if ran.status == Some(0) => {
                assert!(is_told, "{name}: {ran:#?}");
                filled += 1;
            }
            None => drop(ran.exits(1).prints_nothing()),
        }
    }
    assert!(filled > 1, "{filled}");
}

/// For Helm 4, too; and what says where a line comes from changes no data.
#[test]
fn render_prints_the_servers_of_render_all() {
    for case in Case::all() {
        let name = case.name();
        let all = case.render("-q --all");
        let own = case.render("-q --no-agent-defaults");
        assert_eq!(own.status, all.status, "{name}: {own:#?}");
        assert_eq!(own.stdout, servers(&all.stdout), "{name}");
        let said = case.render("-q --no-agent-defaults --provenance");
        assert_eq!(documents(&said.stdout), documents(&own.stdout), "{name}");
    }
}

#[test]
fn each_contract_of_agents_has_a_chart_that_shows_it() {
    let mut shown = Vec::new();
    for case in Case::all() {
        if case.values != "details" {
            continue;
        }
        let ran = case.world().run("lint chart -o json --fail-on never");
        let json = ran.exits(0).json();
        let contract = json["summary"]["contracts"][0]["contract"].as_str();
        let wanted = (case.chart != "own-way").then_some(&*case.chart);
        assert_eq!(contract, wanted, "{}", case.chart);
        shown.extend(contract.map(str::to_owned));
    }
    // A contract without agents has nothing that templates show of them.
    let mut all = helm_obo::contract::OF_AGENTS.to_vec();
    all.sort_unstable();
    assert_eq!(shown, all);
}
