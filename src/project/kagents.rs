//! Which kagent the input installs: what a HelmRelease, an Application or the controller's own Deployment says of it is stated for
//! the agents and servers near it.

use super::Project;
use super::manifests::{ManifestSet, Sets};
use crate::gitops::{Installation, tags_of_kagent};
use crate::manifests::{Object, ObjectSet, controllers};
use crate::platform::{KagentStatement, Statement, Version};
use crate::published::{self, kagent};
use crate::source::{Name, display_path};
use crate::values::{self, Layer, Overrides};
use crate::words::list_up_to;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many names a sentence lists before it counts the rest.
const NAMES: usize = 2;

/// A kagent that the input installs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundKagent {
    /// The file that says so.
    file: PathBuf,
    /// The object: `HelmRelease kagent/kagent`.
    object: String,
    /// What it says.
    statement: KagentStatement,
}

/// What the kagents in each folder or below it say alike.
#[derive(Debug)]
pub(super) struct KnownKagents(BTreeMap<PathBuf, KagentStatement>);

impl Project<'_> {
    /// The kagent that an installation of its chart makes, if its version is known. Where not all values were read, or what is
    /// rendered is patched, only the version is taken.
    pub(super) fn kagent_installed(
        &self,
        (one, object): (&Installation, &Object),
        layers: &[Layer],
        is_whole: bool,
    ) -> Option<FoundKagent> {
        let name = one.chart.name.as_deref();
        let stated = one.chart.version.as_deref();
        let chart = stated
            .filter(|_| name == Some(kagent::CHART))
            .and_then(version)?;
        let mut tags = tags_of_kagent(object).into_iter();
        if tags.any(|tag| Version::parse(tag).as_ref() != Some(&chart)) {
            return None;
        }
        if layers.is_empty() {
            let statement = KagentStatement {
                version: Some(chart),
                ..KagentStatement::default()
            };
            return self.found_kagent(object, statement);
        }
        let overrides = Overrides::files(layers.iter().cloned());
        let version = self.request.helm.version;
        let values = values::coalesce_as(None, &overrides, version).ok()?;
        let statement = kagent::statement(&chart, &values.root);
        self.found_kagent(
            object,
            match is_whole && one.patches == 0 {
                true => statement,
                false => KagentStatement {
                    version: statement.version,
                    ..KagentStatement::default()
                },
            },
        )
    }

    /// Notes the kagents that are installed, and those of which sets hold the controller.
    pub(super) fn note_kagents(&self, mut all: Vec<FoundKagent>, sets: &Sets) {
        all.extend(sets.sets.iter().flat_map(|set| self.kagents_of(set)));
        let _ = self.caches.kagents.set(KnownKagents::of(&all));
    }

    /// The kagents of which the objects of a set hold the controller.
    fn kagents_of(&self, set: &ManifestSet) -> Vec<FoundKagent> {
        let is_deployment = |object: &Object| &*object.name.kind == "Deployment";
        let mut objects = set.files.iter().flat_map(|file| &file.file.objects);
        if !objects.any(is_deployment) {
            return Vec::new();
        }
        let objects = ObjectSet::of(set.files.clone(), set.is_complete);
        let found = controllers(&objects).into_iter();
        let found = found.filter_map(|(index, statement)| {
            self.found_kagent(objects.objects().get(index)?, statement)
        });
        found.collect()
    }

    fn found_kagent(&self, object: &Object, statement: KagentStatement) -> Option<FoundKagent> {
        let source = self.sources.get(object.source());
        let file = match source.name() {
            Name::File(file) => file.clone(),
            Name::Stdin => PathBuf::from("-"),
            _ => return None,
        };
        Some(FoundKagent {
            file,
            object: object.name.to_string(),
            statement,
        })
    }

    /// What the input itself says of the platform near a path: of several kagents those count that share the most folders with it, as
    /// far as they agree.
    pub(super) fn platform_found(&self, near: &Path) -> Statement {
        let known = self.caches.kagents.get();
        Statement {
            kagent: known.map(|known| known.near(near)).unwrap_or_default(),
            ..Statement::default()
        }
    }
}

impl KnownKagents {
    fn of(all: &[FoundKagent]) -> Self {
        let mut within: BTreeMap<&Path, Vec<&FoundKagent>> = BTreeMap::new();
        for one in all {
            for folder in folders(&one.file) {
                let there = within.entry(folder).or_default();
                there.push(one);
            }
        }
        let agreed = within.into_iter();
        Self(
            agreed
                .map(|(folder, all)| (folder.to_owned(), agreed_on(&all)))
                .collect(),
        )
    }

    fn near(&self, path: &Path) -> KagentStatement {
        let found = folders(path)
            .into_iter()
            .find_map(|folder| self.0.get(folder));
        found.cloned().unwrap_or_default()
    }
}

/// What all of some kagents say alike.
fn agreed_on(all: &[&FoundKagent]) -> KagentStatement {
    let Some((first, others)) = all.split_first() else {
        return KagentStatement::default();
    };
    let mut agreed = first.statement.clone();
    for other in others.iter().map(|one| &one.statement) {
        agreed = KagentStatement {
            version: agreed
                .version
                .filter(|one| other.version.as_ref() == Some(one)),
            proxy_url: agreed
                .proxy_url
                .filter(|one| other.proxy_url.as_ref() == Some(one)),
            mcp_egress_plaintext: { agreed.mcp_egress_plaintext }
                .filter(|one| other.mcp_egress_plaintext == Some(*one)),
            default_service_account: { agreed.default_service_account }
                .filter(|one| other.default_service_account.as_ref() == Some(one)),
            watch_namespaces: { agreed.watch_namespaces }
                .filter(|one| other.watch_namespaces.as_ref() == Some(one)),
            auth_mode: { agreed.auth_mode }.filter(|one| other.auth_mode == Some(*one)),
            ..KagentStatement::default()
        };
    }
    let names = names(all);
    let verb = if names.len() == 1 { "says" } else { "say" };
    let told_by = format!("{} {verb}", list_up_to(NAMES, &names));
    agreed.told_by = agreed.version.is_some().then(|| told_by.clone());
    agreed.mode_told_by = agreed.auth_mode.is_some().then_some(told_by);
    agreed
}

/// What kagents are called, each once.
fn names(all: &[&FoundKagent]) -> Vec<String> {
    let mut known = BTreeSet::new();
    let once = all
        .iter()
        .filter(|one| known.insert((&one.file, &one.object)));
    once.map(|one| format!("{} in `{}`", one.object, display_path(&one.file)))
        .collect()
}

/// The folders that a file is in, from its own up to where it is reached from.
fn folders(file: &Path) -> Vec<&Path> {
    let all = file.ancestors().skip(1);
    let start = file.has_root().then_some(Path::new(""));
    all.chain(start).collect()
}

/// A version with all of its three numbers. Less is a range: in one of a single minor version controllers take the latest release,
/// and that is the latest known one at least, or the first one if none is known.
fn version(stated: &str) -> Option<Version> {
    if published::is_version(stated) {
        return Version::parse(stated);
    }
    let release = published::chart(kagent::CHART)?.release(stated)?;
    let latest = release.latest_of_minor()?.to_string();
    Some(Version::of_range(stated, &Version::parse(&latest)?))
}

#[cfg(test)]
mod tests {
    use super::{FoundKagent, KnownKagents, version};
    use crate::platform::{KagentStatement, Version};
    use std::path::Path;

    fn kagent(file: &str, version: &str) -> FoundKagent {
        FoundKagent {
            file: file.into(),
            object: "HelmRelease kagent".to_owned(),
            statement: KagentStatement {
                version: Version::parse(version),
                ..KagentStatement::default()
            },
        }
    }

    #[test]
    fn those_count_that_share_the_most_folders() {
        let all = [
            ("prod/a/kagent.yaml", "0.9.1"),
            ("prod/b/kagent.yaml", "0.9.2"),
            ("test/c/kagent.yaml", "0.9.3"),
            ("test/d/kagent.yaml", "0.9.3"),
        ];
        let all = all.map(|(file, version)| kagent(file, version));
        let known = KnownKagents::of(&all);
        for (near, agreed, told_by) in [
            (
                "prod/a/x/agent.yaml",
                Some("0.9.1"),
                "HelmRelease kagent in `prod/a/kagent.yaml` says",
            ),
            ("prod/c/agent.yaml", None, ""),
            (
                "test/x/agent.yaml",
                Some("0.9.3"),
                "HelmRelease kagent in `test/c/kagent.yaml` and HelmRelease kagent in `test/d/kagent.yaml` say",
            ),
            ("other/agent.yaml", None, ""),
            ("/elsewhere/agent.yaml", None, ""),
        ] {
            let found = known.near(Path::new(near));
            assert_eq!(found.version, agreed.and_then(Version::parse), "{near}");
            assert_eq!(found.told_by.unwrap_or_default(), told_by, "{near}");
        }
    }

    #[test]
    fn ranges_of_one_minor_version_stand_for_its_latest() {
        for (text, is_later_than) in [
            ("0.9.12", Some((0, 9, 12))),
            ("v0.10.0-rc3", Some((0, 10, 0))),
            ("0.9", Some((0, 9, 12))),
            ("0.9.*", Some((0, 9, 12))),
            ("~0.9.0", Some((0, 9, 12))),
            (">=0.9.1 <0.9.6", Some((0, 9, 5))),
            ("0.10.x", Some((0, 10, 0))),
            (">=0.10.0-0 <0.11.0-0", Some((0, 10, 0))),
            (">=0.9.1 <=0.10.0", None),
            ("0.x", None),
            (">=0.9.0", None),
            ("*", None),
            ("latest", None),
        ] {
            let found = version(text);
            assert_eq!(found.is_some(), is_later_than.is_some(), "{text}");
            let Some(((major, minor, patch), found)) = is_later_than.zip(found) else {
                continue;
            };
            assert!(found.is_from(major, minor, patch), "{text}");
            assert!(!found.is_from(major, minor, patch + 1), "{text}");
            assert!(!found.is_from(major, minor + 1, 0), "{text}");
        }
    }
}
