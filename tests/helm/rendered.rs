//! `render` prints what Helm renders: the records are in `fixtures/rendered`, whose README says how to make them anew.

use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// One recorded run of Helm.
#[derive(Deserialize)]
struct Record {
    #[serde(default = "crate::common::default_contract")]
    contract: String,
    release: String,
    namespace: String,
    values: Vec<String>,
    set: Vec<String>,
    expect: Expect,
}

#[derive(Deserialize, PartialEq, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Expect {
    Render,
    Error,
    DefaultObo,
}

#[test]
fn renders_what_helm_renders() {
    #[expect(
        clippy::disallowed_methods,
        reason = "how a developer asks for new records"
    )]
    let helm = std::env::var("HELM_OBO_RECORD").ok();
    let folder = crate::common::fixtures().join("rendered");
    let folders = crate::common::entries(&folder)
        .into_iter()
        .filter(|path| path.is_dir());
    let mut differences = Vec::new();
    let mut count = 0;
    for folder in folders {
        let record: Record =
            serde_json::from_slice(&std::fs::read(folder.join("args.json")).unwrap()).unwrap();
        if let Some(helm) = &helm {
            record.ask(helm, &folder);
        }
        differences.extend(record.difference(&folder));
        count += 1;
    }
    println!("{count} recorded runs of Helm");
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

impl Record {
    /// How `render` differs from the record, if it does.
    fn difference(&self, folder: &Path) -> Option<String> {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let mut render = Command::new(env!("CARGO_BIN_EXE_helm-obo"));
        render.args([
            "render",
            "--contract",
            &self.contract,
            "-n",
            &self.namespace,
            "--release",
            &self.release,
        ]);
        let output = self.run(render.arg(self.chart()), folder, &[]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        let told = format!("{name}: status {:?}\n{stderr}", output.status.code());
        if self.expect == Expect::Error {
            let is_refused = output.status.code() == Some(1) && output.stdout.is_empty();
            return (!is_refused).then_some(format!("not refused: {told}"));
        }
        let expected = std::fs::read_to_string(folder.join("expected.yaml")).unwrap();
        let (rendered, expected) = (servers(&output.stdout), servers(expected.as_bytes()));
        if rendered != expected {
            return Some(format!(
                "rendered {rendered:#?}\nHelm {expected:#?}\n{told}"
            ));
        }
        let is_assumed = stderr.contains("[obo-missing]");
        let is_as_told =
            is_assumed == (self.expect == Expect::DefaultObo) && output.status.success();
        (!is_as_told).then_some(told)
    }

    /// Has Helm render anew.
    fn ask(&self, helm: &str, folder: &Path) {
        let template = |more: &[&str]| {
            let mut template = Command::new(helm);
            template.args(["template", &self.release]).arg(self.chart());
            self.run(template.args(["-n", &self.namespace]), folder, more)
        };
        let mut output = template(&[]);
        assert_eq!(
            output.status.success(),
            self.expect == Expect::Render,
            "{}: {output:?}",
            folder.display()
        );
        if self.expect == Expect::DefaultObo {
            output = template(&["-f", "filled.yaml"]);
            assert!(output.status.success(), "{output:?}");
        }
        if self.expect != Expect::Error {
            std::fs::write(folder.join("expected.yaml"), only_servers(&output.stdout)).unwrap();
        }
    }

    fn chart(&self) -> PathBuf {
        let chart = crate::common::chart_of(&self.contract);
        crate::common::fixtures().join("charts").join(chart)
    }

    fn run(&self, command: &mut Command, folder: &Path, more: &[&str]) -> Output {
        command
            .current_dir(folder)
            .args(self.values.iter().flat_map(|file| ["-f", file]))
            .args(more)
            .args(&self.set)
            .output()
            .unwrap()
    }
}

/// Helm's output without the other objects, comments included.
fn only_servers(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let documents = text
        .split("---\n")
        .filter(|document| document.contains("\nkind: RemoteMCPServer\n"));
    let servers: Vec<String> = documents
        .map(|document| {
            document
                .lines()
                .filter(|line| !line.starts_with('#'))
                .map(|line| format!("{line}\n"))
                .collect()
        })
        .collect();
    servers.join("---\n")
}

/// The manifests of a file, sorted, since Helm has an order of its own.
fn servers(text: &[u8]) -> Vec<serde_json::Value> {
    let mut servers: Vec<serde_json::Value> = serde_yaml::Deserializer::from_slice(text)
        .map(|document| serde_json::Value::deserialize(document).unwrap())
        .filter(|document| !document.is_null())
        .collect();
    servers.sort_by_key(ToString::to_string);
    servers
}
