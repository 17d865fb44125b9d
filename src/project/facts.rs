//! What the rules are told of one target, and what they find in it.

use super::charts::LoadedChart;
use super::outcome::TargetOutcome;
use super::rendering::RenderOutcome;
use super::{Loaded, Project};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::model::Spelling;
use crate::rules::{self, Facts, RenderFailure};
use crate::schema::Verdict;
use crate::secrets::is_filled_in_later;
use crate::source::{Segment, ValuePath};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

impl Project<'_> {
    /// What all rules find in a target, and whether a schema of its chart could not be read.
    pub(super) fn found_by_rules(
        &self,
        config: &Config,
        loaded: &Loaded,
    ) -> (Vec<Diagnostic>, TargetOutcome) {
        let is_partial = loaded.base.is_none();
        let templates = loaded.templates();
        let compiled = &loaded.compiled;
        let root = &loaded.values.root;
        let validator = loaded.contract().and_then(|_| {
            let validator = match is_partial {
                true => compiled.overlay(),
                false => compiled.values(),
            };
            validator.ok()
        });
        let violations = validator.map(|validator| validator.violations(root));
        let violations = violations.unwrap_or_default();
        let (schemas, outcome) = match self.chart_schemas(&loaded.target, &loaded.values) {
            Ok(schemas) => (schemas, TargetOutcome::Complete),
            Err(error) => {
                let unjudged = self.input_names(&loaded.target);
                (Vec::new(), TargetOutcome::Failed { error, unjudged })
            }
        };
        let verdicts: Vec<Verdict<'_>> = schemas
            .iter()
            .filter(|(prefix, _)| loaded.speaks_of(prefix))
            .filter_map(|(prefix, schema)| Some(schema.validate(prefix, root.at(prefix)?)))
            .collect();
        let is_of_chart = loaded.at.segments().is_empty();
        let dependencies = loaded.base.as_ref().filter(|_| is_of_chart);
        let dependencies = dependencies.map(self::dependencies).unwrap_or_default();
        let base = loaded.base.as_ref();
        let shown = base.and_then(|base| self.shown(base, &loaded.at));
        let known = self.known_usage(loaded);
        let named = |key: &str, path: &ValuePath| {
            if let Some(known) = &known {
                return known.may_read(path);
            }
            let inner = path.strip_prefix(&loaded.at);
            let root = inner.as_ref().and_then(|inner| inner.first_key());
            let is_named = root.and_then(|root| Some(templates?.name(self.files, key, root)));
            is_named.unwrap_or_default()
        };
        let quoted =
            |key: &str| templates.is_some_and(|templates| templates.quote(self.files, key));
        let may_read = |path: &ValuePath| {
            if let Some(known) = &known {
                return known.may_read(path);
            }
            let path = path.strip_prefix(&loaded.at);
            templates.is_some_and(|templates| {
                path.is_some_and(|path| templates.may_read(self.files, &path))
            })
        };
        let is_heard = |id: &str| self.is_heard(id, config);
        let rendering = self.rendering_of(loaded);
        let failures = match self.has_unknown_values(&loaded.target) {
            true => Cow::Borrowed(&[][..]),
            false => failures_of(loaded, rendering),
        };
        let is_read = |path: &ValuePath| rendering.reads(path);
        let written = || self.model(loaded, &loaded.values, Spelling::AsWritten);
        let reported = rules::check(&Facts {
            values: &loaded.values,
            bytes: self.bytes_or_two(loaded.values.bytes()),
            contract: &compiled.contract,
            basis: loaded.basis,
            has_templates: templates.is_some_and(|templates| templates.are_at_hand(self.files)),
            unread: loaded.unread.as_ref(),
            misplaced: &loaded.misplaced,
            misnamed: &loaded.misnamed,
            model: &loaded.model,
            written: &written,
            platform: &loaded.platform,
            template_faults: loaded.template_faults(),
            render_failures: &failures,
            rendered_servers: &rendering.servers,
            namesakes: loaded.namesakes.get().map_or(&[], Vec::as_slice),
            passed_over: &self.passed_over(loaded),
            released_credentials: &self.released_credentials(loaded),
            unknown_choices: &self.unknown_choices(loaded),
            released_kagent: self.released_kagent(loaded).as_ref(),
            unread_installed: &self.unread_installed(config, loaded),
            incomplete: match loaded.at.segments() {
                [] => &rendering.incomplete,
                _ => &[],
            },
            knows_reads: known.is_some() || shown.is_some(),
            evidence: shown.as_ref().map(|shown| &shown.evidence),
            violations: &violations,
            chart_schemas: &verdicts,
            sources: self.sources,
            expansion: &loaded.expansion,
            is_partial,
            has_unread_parts: self.has_unread_parts(&loaded.target),
            dependencies: &dependencies,
            is_named_by_a_template: &named,
            is_quoted_by_a_template: &quoted,
            may_read: &may_read,
            is_read: &is_read,
            is_heard: &is_heard,
            dead: OnceLock::new(),
            lacking_as_written: OnceLock::new(),
        });
        (self.plan_fixes(loaded, reported), outcome)
    }
}

/// The failures of a rendering that are told with the agents of a target.
fn failures_of<'r>(loaded: &Loaded, rendering: &'r RenderOutcome) -> Cow<'r, [RenderFailure]> {
    let is_whole = loaded.at.segments().is_empty() && loaded.apart.is_empty();
    let root = ValuePath::root();
    let is_told = |failure: &&RenderFailure| {
        let path = failure.path.as_ref();
        (is_whole || loaded.speaks_of(path.unwrap_or(&root))) && !hangs_on_placeholder(failure)
    };
    if rendering.failures.iter().all(|failure| is_told(&failure)) {
        return Cow::Borrowed(&rendering.failures);
    }
    let failures = rendering.failures.iter();
    failures.filter(is_told).cloned().collect()
}

/// Whether what is missing has a key of which the name is filled in later, as of a value that another one names.
fn hangs_on_placeholder(failure: &RenderFailure) -> bool {
    let mut keys = failure.path.iter().flat_map(|path| path.segments());
    keys.any(|key| matches!(key, Segment::Key(key) if is_filled_in_later(key)))
}

/// The names by which a chart knows those that it depends on.
fn dependencies(base: &LoadedChart) -> BTreeSet<Arc<str>> {
    let declared = base.chart.dependencies.iter().flatten();
    let declared = declared.map(|dependency| dependency.alias.as_ref().unwrap_or(&dependency.name));
    let subcharts = base.chart.subcharts.iter().map(|chart| &chart.name);
    declared.chain(subcharts).cloned().collect()
}
