//! What a release of kagent's own chart makes of its bundled agents.

use super::InstalledValues;
use crate::gitops::Installation;
use crate::manifests::Object;
use crate::project::{Loaded, Project};
use crate::published::{self, bundled, kagent};
use crate::rules::{JudgedRelease, ReleasedKagent};
use crate::secrets::is_filled_in_later;
use crate::source::{Place, ValuePath};
use crate::yaml::{Node, Value};
use std::collections::BTreeSet;

/// A release's name, and where it is said.
#[derive(Debug, Clone)]
pub(super) struct ReleaseName {
    name: String,
    path: ValuePath,
    place: Place,
}

impl ReleaseName {
    pub(super) fn of(one: &Installation, object: &Object) -> Option<Self> {
        let named = object.get(&one.release_path);
        Some(Self {
            name: one.release.clone()?,
            path: one.release_path.clone(),
            place: named.map_or_else(|| object.name_place(), |node| node.place),
        })
    }
}

impl Project<'_> {
    /// The names of servers of which it is told at the release's name, or seen beside it, where agents of a rendered chart find them.
    pub(in crate::project) fn servers_told(&self, loaded: &Loaded) -> BTreeSet<&'static str> {
        let released = self.released_kagent(loaded);
        let Some((values, released)) = self.installed_values(&loaded.target).zip(released) else {
            return BTreeSet::new();
        };
        let told = released.servers.into_iter();
        let told = told.flat_map(|(servers, ..)| servers);
        let told = told.map(|server| server.wanted);
        told.chain(values.servers_beside.iter().copied()).collect()
    }

    /// The release of kagent's own chart that a target is, if all of its values are known.
    pub(in crate::project) fn released_kagent(&self, loaded: &Loaded) -> Option<ReleasedKagent> {
        let values = self.installed_values(&loaded.target)?;
        let InstalledValues {
            release,
            release_name,
            is_whole: true,
            ..
        } = &*values
        else {
            return None;
        };
        let release = match &loaded.base {
            Some(base) => {
                let chart = published::chart(&base.chart.name)?;
                chart.release(&base.chart.version)?
            }
            None => release.clone()?,
        };
        if release.chart.name != kagent::CHART {
            return None;
        }
        let user = &loaded.values.root;
        let agents = bundled::agents_on(user, &release.usage);
        let name = release_name
            .as_ref()
            .filter(|one| !is_filled_in_later(&one.name));
        let is_meant = |one: &&ReleaseName| self.release(&loaded.target).0 == one.name;
        let servers = name.filter(is_meant).and_then(|one| {
            let mut servers = bundled::misnamed(user, &release.usage, &one.name);
            servers.retain(|server| !values.servers_beside.contains(server.wanted));
            (!servers.is_empty()).then(|| (servers, one.path.clone(), one.place))
        });
        let passes = passthrough(user);
        (!agents.is_empty()).then(|| ReleasedKagent {
            agents: agents.into_iter().map(str::to_owned).collect(),
            servers,
            token_passthrough: passes
                .filter(|_| {
                    release
                        .usage
                        .may_read(&ValuePath::parse(bundled::TOKEN_PASSTHROUGH))
                })
                .map(|place| (ValuePath::parse(bundled::TOKEN_PASSTHROUGH), place)),
            release: JudgedRelease::of(&release),
        })
    }
}

/// Where the tool server is told to take the caller's token.
fn passthrough(values: &Node) -> Option<Place> {
    let node = values.at(&ValuePath::parse(bundled::TOKEN_PASSTHROUGH))?;
    matches!(node.value, Value::Bool(true)).then_some(node.place)
}
