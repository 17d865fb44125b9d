//! Values of kagent's own chart that choose among names, and choose none that is known.

use super::{Loaded, Project};
use crate::platform::AuthMode;
use crate::published::{self, PublishedRelease, kagent};
use crate::rules::{ChoiceOf, JudgedRelease, UnknownChoice};
use crate::secrets::{holds_template, is_filled_in_later};
use crate::source::{ValuePath, nearest};
use crate::yaml::Node;
use std::collections::BTreeSet;

impl Project<'_> {
    /// The choices in a target's values, if they are those of kagent's own chart and all of them are known.
    pub(super) fn unknown_choices(&self, loaded: &Loaded) -> Vec<UnknownChoice> {
        let is_asked = loaded.at.segments().is_empty() && !self.has_unread_parts(&loaded.target);
        let Some(release) = self.kagent_release(loaded).filter(|_| is_asked) else {
            return Vec::new();
        };
        let judged = loaded.base.is_none().then(|| JudgedRelease::of(&release));
        let found = [
            self.unknown_provider(loaded),
            unknown_mode(loaded, &release),
        ];
        let found = found.into_iter().flatten();
        found
            .map(|choice| UnknownChoice {
                release: judged.clone(),
                ..choice
            })
            .collect()
    }

    /// The release of kagent's own chart that a target's values are for.
    pub(super) fn kagent_release(&self, loaded: &Loaded) -> Option<PublishedRelease> {
        let release = match &loaded.base {
            Some(base) => published::chart(&base.chart.name)?.release(&base.chart.version)?,
            None => self.published_release(&loaded.target)?,
        };
        (release.chart.name == kagent::CHART).then_some(release)
    }

    fn unknown_provider(&self, loaded: &Loaded) -> Option<UnknownChoice> {
        let providers = loaded.values.root.get(kagent::PROVIDERS);
        let path = ValuePath::keys([kagent::PROVIDERS, "default"]);
        let written = written(loaded, &path)?;
        let entry = providers.and_then(|providers| providers.get(written));
        let of = match entry {
            Some(entry) if is_nameless(written, entry) => ChoiceOf::NamelessProvider,
            None if !kagent::PROVIDER_NAMES.contains(&written) => ChoiceOf::Provider,
            _ => return None,
        };
        // A chart that is here shows itself whether it refuses the name.
        let entry = ValuePath::keys([kagent::PROVIDERS, written]);
        let mut failures = self.rendering_of(loaded).failures.iter();
        let is_refused = failures.any(|failure| failure.path.as_ref() == Some(&entry));
        let is_told = loaded.base.is_none() || of != ChoiceOf::Provider || is_refused;
        let own = kagent::PROVIDER_NAMES.into_iter();
        let keys = providers.and_then(Node::as_map).into_iter();
        let keys = keys.flat_map(|map| map.entries());
        let named = keys.filter(|entry| entry.node.get("provider").is_some());
        let known: BTreeSet<&str> = own.chain(named.map(|entry| &*entry.key)).collect();
        let known = known.into_iter().map(str::to_owned).collect();
        is_told.then(|| UnknownChoice::new(of, path, written, known))
    }
}

/// A mode that kagent's controller does not know.
fn unknown_mode(loaded: &Loaded, release: &PublishedRelease) -> Option<UnknownChoice> {
    let path = ValuePath::parse(kagent::AUTH_MODE);
    let written = written(loaded, &path)?;
    let known = AuthMode::ALL.map(|mode| mode.as_str().to_owned());
    let is_unknown = known.iter().all(|mode| mode != written);
    let is_read = release.usage.may_read(&path) && !kagent::has_mode_variable(&loaded.values.root);
    (is_unknown && is_read)
        .then(|| UnknownChoice::new(ChoiceOf::AuthMode, path, written, known.to_vec()))
}

/// What is written at a path, if it is known and not empty.
fn written<'l>(loaded: &'l Loaded, path: &ValuePath) -> Option<&'l str> {
    let text = loaded.values.get(path)?.as_str()?;
    let is_known = !text.is_empty() && !is_filled_in_later(text) && !holds_template(text);
    is_known.then_some(text)
}

/// Whether an entry of providers is none of the chart's own, nearly called like one, and does not say of which provider it is.
pub(super) fn is_nameless(key: &str, entry: &Node) -> bool {
    let own = kagent::PROVIDER_NAMES;
    let is_near = || nearest(key, own).is_some();
    !own.contains(&key) && entry.as_map().is_some() && entry.get("provider").is_none() && is_near()
}
