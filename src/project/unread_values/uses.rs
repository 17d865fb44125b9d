//! All that a chart does with values, whatever they are: what is kept of a release that is published.

use super::{by_helm, places};
use crate::project::{Loaded, Project};
use crate::published::{ChartUse, UsedBy};
use crate::source::{PathPattern, PatternStep, Segment, ValuePath};
use crate::template::usage::{UsageQuestion, UseKind};

/// The key that holds what all charts share.
const GLOBAL: &str = "global";

impl Project<'_> {
    /// The values that a chart's templates and Helm itself read; `None` if that cannot be told by paths, or no template is here.
    pub fn chart_uses(&self, loaded: &Loaded) -> Option<Vec<ChartUse>> {
        let base = loaded.base.as_ref()?;
        let (charts, texts) = base.templates.all_texts(self.files);
        if texts.is_empty() {
            return None;
        }
        let question = UsageQuestion {
            texts: &texts,
            charts: &charts,
            is_of_first: false,
            evaluated: &self.evaluated_texts(base, &loaded.values.root),
        };
        let usage = question.usage();
        let uses = usage.uses()?.iter().map(|one| ChartUse {
            path: one.path.clone(),
            kind: match one.kind {
                UseKind::Value => UseKind::Value,
                UseKind::Whole | UseKind::Unclear(_) => UseKind::Whole,
            },
            by: match texts.is_notes(one.file) {
                true => UsedBy::Notes,
                false => UsedBy::Objects,
            },
        });
        let mut found: Vec<ChartUse> = uses
            .filter(|one| one.kind == UseKind::Whole || !one.path.steps().is_empty())
            .collect();
        let whole = |path: &ValuePath, by| ChartUse {
            path: pattern(path),
            kind: UseKind::Whole,
            by,
        };
        let absent = base.templates.absent_below();
        let of_absent = (!absent.is_empty()).then(|| ValuePath::keys([GLOBAL]));
        let by_helm = by_helm::paths(&base.chart).into_iter().chain(absent);
        let by_helm = by_helm.chain(of_absent);
        found.extend(by_helm.map(|path| whole(&path, UsedBy::Objects)));
        let conditions = by_helm::sole_conditions(&base.chart);
        found.extend({ conditions.iter() }.map(|path| whole(path, UsedBy::Condition)));
        let globals = shared(&places(&charts), &found);
        found.extend(globals);
        Some(found)
    }
}

/// What charts below read of their `global` is what the chart above holds in its own: Helm copies it.
fn shared(charts: &[ValuePath], found: &[ChartUse]) -> Vec<ChartUse> {
    let global = pattern(&ValuePath::keys([GLOBAL]));
    let mut shared = Vec::new();
    for chart in charts.iter().filter(|chart| !chart.segments().is_empty()) {
        let below = pattern(&chart.join(GLOBAL));
        let depth = below.steps().len();
        for one in found {
            let rest = one.path.steps().get(depth..);
            if let Some(rest) = rest.filter(|_| below.may_hold(&one.path)) {
                let steps = rest.iter().cloned();
                let path = steps.fold(global.clone(), |path, step| path.join(step));
                shared.push(ChartUse {
                    path,
                    ..one.clone()
                });
            }
        }
    }
    shared
}

fn pattern(path: &ValuePath) -> PathPattern {
    let steps = path.segments().iter().map(|segment| match segment {
        Segment::Key(key) => PatternStep::Key(key.clone()),
        Segment::Index(_) => PatternStep::Any,
    });
    steps.fold(PathPattern::default(), |path, step| path.join(step))
}
