//! How far targets were checked that have nothing to do with agents: a report says that of them, and nothing of agents.

use super::outcome::Linted;
use super::relevance::Relevance;
use super::rendering::RenderOutcome;
use super::{Loaded, Project, Target};
use crate::config::Config;
use crate::contract::Basis;
use crate::diagnostic::{Rendered, WithoutAgents};
use crate::rules;
use crate::source::display_path;

impl Project<'_> {
    /// How far a target was rendered; `None` if a hook names nothing but its values.
    pub(super) fn without_agents(
        &self,
        target: &Target,
        outcome: Option<&RenderOutcome>,
    ) -> WithoutAgents {
        let label = self.label(target);
        let chart = target.chart().map(|chart| display_path(chart));
        WithoutAgents {
            chart: chart.unwrap_or_else(|| label.clone()),
            target: label,
            rendered: match outcome.map(|outcome| outcome.rendered) {
                None => Rendered::PassedOver,
                Some(None) => Rendered::InPart,
                Some(Some(0)) => Rendered::Nothing,
                Some(Some(_)) => Rendered::Whole,
            },
        }
    }

    /// The same of a target that was read, if nothing shows that it is about agents: no contract applies to it, its values do not
    /// have the key below which agents are, its templates write nothing of kagent's, and no finding speaks of any.
    pub(super) fn without_agents_of(
        &self,
        config: &Config,
        loaded: &Loaded,
        linted: &Linted,
    ) -> Option<WithoutAgents> {
        let Some(base) = &loaded.base else {
            let is_about_agents = loaded.relevance() == Relevance::Agents;
            self.published_release(&loaded.target)
                .filter(|_| !is_about_agents)?;
            return Some(WithoutAgents {
                rendered: Rendered::NotHere,
                ..self.without_agents(&loaded.target, None)
            });
        };
        let is_passed_over = loaded.is_unrelated && base.is_named_by_values;
        if is_passed_over {
            return Some(self.without_agents(&loaded.target, None));
        }
        let root = self.agents_root(&loaded.target, config)?;
        let mut diagnostics = linted.diagnostics.iter();
        let is_about_agents = loaded.basis != Basis::None
            || loaded.relevance() == Relevance::Agents
            || loaded.values.root.get(&root).is_some()
            || linted.others.is_any()
            || !diagnostics.all(|diagnostic| rules::is_of_any_chart(diagnostic.rule));
        let outcome = loaded.rendering.get().filter(|_| !is_about_agents)?;
        Some(self.without_agents(&loaded.target, Some(outcome)))
    }
}
