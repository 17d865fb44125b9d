//! A folder of its own to run the command in, without the caller's environment.

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A chart's metadata.
pub(crate) const CHART: &str = "apiVersion: v2\nname: platform\nversion: 0.1.0\n";

/// A chart's values without any mistake: one active agent whose calls run as the user.
pub(crate) const CLEAN: &str = "\
kagent: {enabled: true}
ingress: {hostnames: [muster.example.com]}
muster:
  enabled: true
  fullnameOverride: muster
agents:
  definitions:
    sre-agent:
      enabled: true
      systemMessage: You look after clusters.
      modelConfig: default
      obo:
        enabled: true
      m2m:
        enabled: false
      allowedHeaders:
      - authorization
      env:
      - name: KAGENT_PROPAGATE_TOKEN
        value: \"true\"
";

/// An overlay that makes [`CLEAN`] show exactly one error, `forwarding-disabled`.
pub(crate) const BROKEN: &str = "\
agents:
  definitions:
    sre-agent:
      allowedHeaders: []
      env: []
";

/// An overlay with something to warn of on [`CLEAN`], and nothing worse.
pub(crate) const DOUBTFUL: &str = "\
agents:
  definitions:
    sre-agent:
      favouriteColour: blue
";

/// What the environment must not bring into a test.
const SCRUBBED: &[&str] = &[
    "CI",
    "GITLAB_CI",
    "JENKINS_URL",
    "TF_BUILD",
    "CIRCLECI",
    "BUILDKITE",
    "BITBUCKET_BUILD_NUMBER",
    "TEAMCITY_VERSION",
    "FORCE_HYPERLINK",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "FORCE_COLOR",
    "COLUMNS",
    "TERM",
    "LC_ALL",
    "LC_CTYPE",
];

/// A folder with files.
pub(crate) struct World {
    dir: TempDir,
}

impl World {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with a clean chart in `chart`.
    pub(crate) fn new() -> Self {
        Self::empty().chart("chart")
    }

    /// The same with a clean chart in this folder.
    pub(crate) fn chart(self, folder: &str) -> Self {
        self.file(&format!("{folder}/Chart.yaml"), CHART)
            .file(&format!("{folder}/values.yaml"), CLEAN)
    }

    /// The same with a file, and the folders that it needs.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    /// A path in the folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    /// A file's content.
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    /// A call with these arguments, separated by spaces.
    pub(crate) fn call(&self, arguments: &str) -> Call {
        let mut command = Command::new(env!("CARGO_BIN_EXE_helm-obo"));
        for (name, _) in std::env::vars_os() {
            let runners = ["HELM_", "GITHUB_", "CI_"];
            if runners
                .iter()
                .any(|start| name.to_string_lossy().starts_with(start))
            {
                command.env_remove(name);
            }
        }
        for name in SCRUBBED {
            command.env_remove(name);
        }
        command
            .env("LANG", "C.UTF-8")
            .current_dir(self.dir.path())
            .args(arguments.split_whitespace());
        Call {
            command,
            root: self.dir.path().to_owned(),
        }
    }

    /// Runs a call with these arguments, separated by spaces.
    pub(crate) fn run(&self, arguments: &str) -> Ran {
        self.call(arguments).run()
    }
}

/// A call that is being put together.
pub(crate) struct Call {
    command: Command,
    root: PathBuf,
}

impl Call {
    /// One more argument, as it is.
    pub(crate) fn arg(mut self, argument: &str) -> Self {
        self.command.arg(argument);
        self
    }

    /// A variable of the environment.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Standard input.
    pub(crate) fn stdin(mut self, text: impl Into<Vec<u8>>) -> Self {
        self.command.write_stdin(text.into());
        self
    }

    /// The working folder, below the world's.
    pub(crate) fn cd(mut self, folder: &str) -> Self {
        self.command.current_dir(self.root.join(folder));
        self
    }

    /// Runs it.
    pub(crate) fn run(mut self) -> Ran {
        let output = self.command.output().unwrap();
        Ran {
            status: output.status.code(),
            stdout: masked(&output.stdout, &self.root),
            stderr: masked(&output.stderr, &self.root),
        }
    }
}

/// Paths and the version differ from machine to machine and from release to release.
fn masked(bytes: &[u8], root: &Path) -> String {
    let root = root.to_string_lossy();
    String::from_utf8(bytes.to_vec())
        .unwrap()
        .replace(&*root, "[DIR]")
        .replace(env!("CARGO_PKG_VERSION"), "[VERSION]")
}

/// What came of a call.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit status; none when a signal ended it.
    pub(crate) status: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Ran {
    /// Checks the exit status.
    #[track_caller]
    pub(crate) fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{self:#?}");
        self
    }

    /// Checks that standard output has a text, wherever its lines are wrapped.
    pub(crate) fn stdout_has(self, text: &str) -> Self {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words(&self.stdout).contains(&words(text)),
            "{text}: {self:#?}"
        );
        self
    }

    /// Checks that standard error contains a string, wrapped or not.
    #[track_caller]
    pub(crate) fn stderr_has(self, text: &str) -> Self {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words(&self.stderr).contains(&words(text)),
            "no `{text}`: {self:#?}"
        );
        self
    }

    /// Checks that standard output is empty.
    #[track_caller]
    pub(crate) fn prints_nothing(self) -> Self {
        assert_eq!(self.stdout, "", "{self:#?}");
        self
    }

    /// Checks that standard error is empty.
    #[track_caller]
    pub(crate) fn says_no_more(self) -> Self {
        assert_eq!(self.stderr, "", "{self:#?}");
        self
    }

    /// Both streams.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// The labels of the targets, from a JSON report.
    #[track_caller]
    pub(crate) fn targets(&self) -> Vec<String> {
        let json = self.json();
        let contracts = json["summary"]["contracts"].as_array().unwrap();
        contracts
            .iter()
            .map(|chosen| chosen["target"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The findings of a JSON report as `file:line:column rule`.
    #[track_caller]
    pub(crate) fn findings(&self) -> Vec<String> {
        let json = self.json();
        let diagnostics = json["diagnostics"].as_array().unwrap();
        diagnostics
            .iter()
            .map(|finding| {
                let location = &finding["location"];
                let start = &location["start"];
                let file = location["file"].as_str().unwrap();
                let rule = finding["rule"].as_str().unwrap();
                format!("{file}:{}:{} {rule}", start["line"], start["column"])
            })
            .collect()
    }
}
