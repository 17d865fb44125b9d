//! The values of a target that nothing reads: not this rendering, and apart from those what no template can read.

mod by_helm;
mod judge;
mod texts;
mod uses;

use super::charts::LoadedChart;
use super::{Loaded, Project};
use crate::published::PublishedRelease;
use crate::rules::RenderCause;
use crate::source::{Place, ValuePath, program};
use crate::template::usage::{Usage, UsageChart, UsageQuestion, UsageTexts};
use crate::values::Values;
use judge::Judge;

/// A value that is not read, or a mapping of which nothing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadValue {
    /// Its path.
    pub path: ValuePath,
    /// Its key, in the last layer that writes it.
    pub place: Place,
    /// Whether the chart's notes read it, where these do not count.
    pub is_in_notes: bool,
}

/// The values of a target that are not read.
#[derive(Debug, Clone, Default)]
pub struct UnreadValues {
    /// What no template can read, whatever the values are.
    pub never: Vec<UnreadValue>,
    /// What a template could read, and this rendering does not; `None` if it does not come to its end.
    pub not_here: Option<Vec<UnreadValue>>,
    /// How many values were looked at: scalars, lists and empty mappings.
    pub values: usize,
    /// How many templates could read them.
    pub templates: usize,
    /// What keeps it from being known of some values, or of all.
    pub unknown: Vec<String>,
}

impl Project<'_> {
    /// The values of a target that nothing reads; `None` if it has no chart with templates.
    pub fn unread_values(&self, loaded: &Loaded) -> Option<UnreadValues> {
        self.unread_by(loaded, Readers::All)
    }

    /// What no template of an object can read of a target's values: notes are shown, and installed nowhere.
    pub(super) fn unread_by_objects(&self, loaded: &Loaded) -> Vec<UnreadValue> {
        let found = self.unread_by(loaded, Readers::Objects);
        found.unwrap_or_default().never
    }

    fn unread_by(&self, loaded: &Loaded, readers: Readers) -> Option<UnreadValues> {
        let base = loaded.base.as_ref()?;
        let (charts, texts) = base.templates.all_texts(self.files);
        if texts.is_empty() {
            return None;
        }
        let evaluated = self.evaluated_texts(base, &loaded.values.root);
        let question = UsageQuestion {
            texts: &texts,
            charts: &charts,
            is_of_first: false,
            evaluated: &evaluated,
        };
        let (usage, notes) = readers.parted(question.usage(), &texts);
        let rendering = self.rendering_of(loaded);
        let mut unknown = Vec::new();
        if texts.has_unparsed() {
            unknown.push(
                "a template is too large to be followed, or cannot be parsed: a value whose first key is a word of it counts as read"
                    .to_owned(),
            );
        }
        if usage.is_cut() {
            unknown.push(
                "the templates are not followed to their end: that takes too long".to_owned(),
            );
        }
        let absent = base.templates.absent_below();
        for key in &absent {
            unknown.push(format!(
                "what is below `{key}` is not judged, nor is what is below `global`: that dependency is not in `charts/`"
            ));
        }
        let reads = rendering
            .reads
            .as_ref()
            .filter(|_| self.is_complete(loaded));
        if reads.is_none() {
            unknown.push(format!(
                "what this rendering reads is not known, since it does not come to its end: `{} lint` says why",
                program()
            ));
        }
        let mut judge = Judge {
            usage: &usage,
            notes: &notes,
            reads,
            seen: rendering.reads.as_ref(),
            by_helm: by_helm::paths(&base.chart),
            absent,
            charts: places(&charts),
            values: &loaded.values,
            found: UnreadValues {
                not_here: reads.map(|_| Vec::new()),
                templates: texts.len(),
                unknown,
                ..UnreadValues::default()
            },
        };
        judge.all();
        Some(judge.found)
    }

    /// What no template of a chart can read of values, whatever else is set. Nothing is told where templates evaluate texts of values:
    /// one that was not read may name any of them.
    pub(super) fn unread_whatever_else(
        &self,
        chart: &LoadedChart,
        values: &Values,
    ) -> Vec<UnreadValue> {
        let (charts, texts) = chart.templates.all_texts(self.files);
        let evaluated = self.evaluated_texts(chart, &values.root);
        let question = UsageQuestion {
            texts: &texts,
            charts: &charts,
            is_of_first: false,
            evaluated: &evaluated,
        };
        let (usage, notes) = Readers::Objects.parted(question.usage(), &texts);
        let of_texts = &usage.evaluated;
        if texts.is_empty()
            || of_texts.is_any
            || of_texts.calls_unseen
            || !of_texts.paths.is_empty()
        {
            return Vec::new();
        }
        let mut judge = Judge {
            usage: &usage,
            notes: &notes,
            reads: None,
            seen: None,
            by_helm: by_helm::paths(&chart.chart),
            absent: chart.templates.absent_below(),
            charts: places(&charts),
            values,
            found: UnreadValues::default(),
        };
        judge.all();
        judge.found.never
    }

    /// The same of a release whose chart is not here, as far as it is known of the release.
    pub(super) fn unread_by_release(
        &self,
        values: &Values,
        release: &PublishedRelease,
    ) -> Vec<UnreadValue> {
        let mut judge = Judge {
            usage: &release.usage,
            notes: &release.notes,
            reads: None,
            seen: None,
            by_helm: Vec::new(),
            absent: Vec::new(),
            charts: Vec::new(),
            values,
            found: UnreadValues::default(),
        };
        judge.all();
        judge.found.never
    }

    /// Whether a target's templates ran to their end, as they do for Helm.
    fn is_complete(&self, loaded: &Loaded) -> bool {
        let outcome = self.rendering_of(loaded);
        let mut failures = outcome.failures.iter();
        outcome.incomplete.is_empty()
            && failures.all(|failure| matches!(failure.cause, RenderCause::Kubernetes { .. }))
    }
}

/// Which templates count as readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readers {
    All,
    /// Those of objects, without notes.
    Objects,
}

impl Readers {
    /// What those do that count, and what notes do if they do not.
    fn parted(self, usage: Usage, texts: &UsageTexts) -> (Usage, Usage) {
        match self {
            Self::All => (usage, Usage::default()),
            Self::Objects => usage.parted(|file| !texts.is_notes(file)),
        }
    }
}

/// The paths of the values of charts.
fn places(charts: &[UsageChart]) -> Vec<ValuePath> {
    let mut places: Vec<ValuePath> = Vec::with_capacity(charts.len());
    for chart in charts {
        let above = chart.above.and_then(|above| places.get(above));
        let place = above.map(|above| above.join(&*chart.key));
        places.push(place.unwrap_or_default());
    }
    places
}

impl LoadedChart {
    /// Its charts, itself first.
    fn all_charts(&self) -> Vec<&crate::values::Chart> {
        let mut all = vec![&*self.chart];
        let mut next = 0;
        while let Some(chart) = all.get(next) {
            all.extend(chart.subcharts.iter());
            next += 1;
        }
        all
    }
}
