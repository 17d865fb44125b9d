//! What a controller sets and the chart does not read.

use super::InstalledValues;
use crate::config::Config;
use crate::project::kagent_choices::is_nameless;
use crate::project::{Loaded, Project, UnreadValue};
use crate::published::{self, PublishedRelease, kagent};
use crate::rules::{DEAD_KEY, JudgedRelease, UNREAD_VALUE, UnreadInstalled};
use crate::source::{Name, SourceId, Span, ValuePath, nearest};
use crate::template::usage::Usage;
use crate::values::{self, VALUES, Values};
use crate::yaml::Node;

impl Project<'_> {
    /// The values of an installed target that no template of its chart can read, as the chart shows it, or what is known of its
    /// release; of a chart with a contract its own rules speak.
    pub(in crate::project) fn unread_installed(
        &self,
        config: &Config,
        loaded: &Loaded,
    ) -> Vec<UnreadInstalled> {
        let is_asked = loaded.contract().is_none()
            && loaded.at.segments().is_empty()
            && [UNREAD_VALUE, DEAD_KEY]
                .iter()
                .any(|rule| self.runs(rule.id, config));
        let values = self.installed_values(&loaded.target);
        let Some(values) = values.filter(|_| is_asked) else {
            return Vec::new();
        };
        let all = || self.all_installed(loaded);
        let (unread, judged) = match (&loaded.chart, &values.release) {
            (Some(base), _) => {
                let chart = published::chart(&base.chart.name);
                let release = chart.and_then(|chart| chart.release(&base.chart.version));
                let unread = match &loaded.base {
                    Some(_) => self.unread_by_objects(loaded),
                    None => all().map_or_else(Vec::new, |all| match &release {
                        Some(release) if release.is_known => self.unread_by_release(&all, release),
                        _ => self.unread_whatever_else(base, &all),
                    }),
                };
                let judged = Judged {
                    chart: base.chart.name.to_string(),
                    release,
                    is_here: true,
                };
                (unread, judged)
            }
            (None, Some(release)) => {
                let judged = Judged {
                    chart: release.chart.name.to_owned(),
                    release: Some(release.clone()),
                    is_here: false,
                };
                let unread = all().map(|all| self.unread_by_release(&all, release));
                (unread.unwrap_or_default(), judged)
            }
            (None, None) => return Vec::new(),
        };
        let unread = unread.into_iter();
        let unread = unread.filter(|one| {
            let source = one.place.source;
            (values.is_held(source) || self.is_of_one_chart(loaded, source))
                && !values.is_repeated(one)
        });
        let mut told: Vec<_> = unread.map(|one| judged.told(one)).collect();
        if judged.chart == kagent::CHART && !self.has_unread_parts(&loaded.target) {
            told.extend(self.misspelled_providers(loaded, &judged));
        }
        told
    }

    /// Entries of providers that are nearly called like one of kagent's own chart, and that are not chosen: only the one that is
    /// chosen is read.
    fn misspelled_providers(&self, loaded: &Loaded, judged: &Judged) -> Vec<UnreadInstalled> {
        let providers = loaded.values.root.get(kagent::PROVIDERS);
        let chosen = providers.and_then(|all| all.get("default")?.as_str());
        let entries = providers.and_then(Node::as_map).into_iter();
        let entries = entries.flat_map(|map| map.entries());
        let misspelled = entries
            .filter(|entry| is_nameless(&entry.key, &entry.node) && chosen != Some(&*entry.key));
        let told = misspelled.filter_map(|entry| {
            let parent = ValuePath::keys([kagent::PROVIDERS]);
            let path = parent.join(&*entry.key);
            let meant = nearest(&entry.key, kagent::PROVIDER_NAMES)?;
            let told = judged.told(UnreadValue {
                place: loaded.values.key_place(&path)?,
                path,
                is_in_notes: false,
            });
            Some(UnreadInstalled {
                meant: Some(parent.join(meant)),
                last_reader: None,
                ..told
            })
        });
        told.collect()
    }

    /// All values of an installed target that were read, those included which something unread may change: no template reads a key
    /// for what it is set to.
    fn all_installed(&self, loaded: &Loaded) -> Option<Values> {
        let installed = self.installed_values(&loaded.target)?;
        let mut overrides = self.overrides(&loaded.target).ok()?;
        overrides
            .files
            .splice(0..0, installed.doubtful.iter().cloned());
        let chart = loaded.chart.as_ref().map(|chart| &*chart.chart);
        values::coalesce_as(chart, &overrides, self.request.helm.version).ok()
    }
}

impl Project<'_> {
    /// Notes that a chart is installed with values from these files. A chart's own values are no one's who installs it.
    pub(super) fn note_readers(&self, values: &InstalledValues, chart: &str) {
        for layer in values.layers.iter().chain(&values.doubtful) {
            let file = layer.source.name().clone();
            self.caches.readers.update(file, |known| {
                known.insert(chart.to_owned());
            });
        }
    }

    /// Whether a file holds values of an installed target, and of no other chart: what that one does not read, nothing does.
    fn is_of_one_chart(&self, loaded: &Loaded, source: SourceId) -> bool {
        let source = self.sources.get(source);
        let readers = self.caches.readers.get(source.name());
        let own = loaded
            .target
            .chart()
            .map(|chart| self.here.relative(&chart.join(VALUES)));
        let is_own = own.is_some_and(|own| *source.name() == Name::File(own));
        !is_own && readers.is_some_and(|readers| readers.len() == 1)
    }
}

impl InstalledValues {
    /// Whether an alias repeats a value, something in it or what it is in: then it is for what has the alias, and cannot be taken
    /// out.
    fn is_repeated(&self, value: &UnreadValue) -> bool {
        let layers = self.layers.iter().chain(&self.doubtful);
        let mut written = layers.filter_map(|layer| {
            let document = layer.document.as_deref()?;
            let path = layer.path_in_document(&value.path)?;
            let node = document.root.at(&path)?;
            (layer.source.id() == value.place.source).then_some((document, node.place.span))
        });
        written.any(|(document, own)| {
            let mut repeated = document.repeated.iter().map(|place| place.span);
            let holds = |one: Span, other: Span| one.start <= other.start && other.end <= one.end;
            repeated.any(|repeated| holds(own, repeated) || holds(repeated, own))
        })
    }
}

/// By what values were judged.
struct Judged {
    chart: String,
    /// What is known of the release.
    release: Option<PublishedRelease>,
    /// Whether the chart itself is here.
    is_here: bool,
}

impl Judged {
    fn told(&self, unread: UnreadValue) -> UnreadInstalled {
        let release = self.release.as_ref();
        let last_reader = release.and_then(|release| release.last_reader(&unread.path));
        UnreadInstalled {
            chart: self.chart.clone(),
            meant: release.and_then(|release| meant(&release.usage, &unread)),
            release: release.filter(|_| !self.is_here).map(JudgedRelease::of),
            is_in_notes: unread.is_in_notes,
            last_reader: last_reader.map(ToString::to_string),
            path: unread.path,
            place: unread.place,
        }
    }
}

/// The path that was meant, where its last key is a near miss of one that is read.
fn meant(usage: &Usage, unread: &UnreadValue) -> Option<ValuePath> {
    let (parent, _) = unread.path.split_last()?;
    let key = unread.path.last_key()?;
    let known = usage.keys_of(&parent);
    nearest(key, known).map(|key| parent.join(key))
}
