//! Which rules run, and how severe what they find is: `rules:` in the config file, `--select` and `--ignore`.

use super::Project;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules;

impl Project<'_> {
    /// Gives findings the severities of `rules:`, and removes those of rules that do not run. A finding that is toned down for
    /// want of a chart is at most a warning.
    pub(super) fn apply_rule_settings(
        &self,
        config: &Config,
        is_partial: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        diagnostics.retain_mut(|diagnostic| {
            let id = diagnostic.rule;
            if let Some(Some(severity)) = config.rules.get(id) {
                let own = rules::by_id(id).map_or(Severity::Error, |rule| rule.severity);
                let is_toned_down = is_partial && diagnostic.severity < own;
                diagnostic.severity = if is_toned_down {
                    (*severity).min(Severity::Warning)
                } else {
                    *severity
                };
            }
            self.runs(id, config)
        });
    }

    /// Whether a rule is neither switched off nor left out.
    pub(super) fn runs(&self, id: &str, config: &Config) -> bool {
        let names = |rules: &[String]| rules.iter().any(|rule| rule == id);
        let is_selected = self.request.select.is_empty() || names(&self.request.select);
        let is_off = config.rules.get(id).is_some_and(Option::is_none);
        is_selected && !names(&self.request.ignore) && !is_off
    }

    /// Whether a rule runs, and no config tones it down.
    pub(super) fn is_heard(&self, id: &str, config: &Config) -> bool {
        let configured = config.rules.get(id).copied().flatten();
        self.runs(id, config) && configured.is_none_or(|severity| severity == Severity::Error)
    }
}
