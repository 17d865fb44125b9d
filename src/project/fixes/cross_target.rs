//! Rated: a fix that is safe in the targets that have it is safe only where it is for all that read the file. A chart's values
//! are below every overlay, and a file may be on several charts.

use crate::diagnostic::{Edit, Effect, Finding, Fix, Safety};
use crate::fix::{self, Rewrite};
use crate::model::{Model, Spelling};
use crate::platform::Platform;
use crate::project::charts::Charts;
use crate::project::{Project, ProjectError, Request, Target};
use crate::source::{FileSystem, OverlayFs, Sources};
use crate::wiring::changed_agents;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// The agents whose calls a fix changes in some target; `None` is for servers of no agent.
type Changed = BTreeSet<Option<Arc<str>>>;

impl Project<'_> {
    /// Makes safe fixes unsafe where with them, in one of these targets or of the config file's on the same charts, a
    /// call would carry something else or run as somebody else.
    pub(in crate::project) fn demote_unsafe(
        &self,
        targets: &[Target],
        findings: &mut [Finding],
    ) -> Result<(), ProjectError> {
        demote_identical(findings, self.sources);
        let safe = |finding: &Finding| {
            let fix = finding.diagnostic.fix.clone();
            fix.filter(|fix| fix.safety == Safety::Safe)
        };
        let fixes: Vec<Fix> = findings.iter().filter_map(safe).collect();
        if fixes.is_empty() {
            return Ok(());
        }
        let targets = self.concerned(targets)?;
        let mut changed = Changed::new();
        for group in fix::groups(&Vec::from_iter(&fixes), self.sources) {
            let rewrites = fix::apply(&group, self.sources);
            changed.extend(self.changed(&targets, &rewrites));
        }
        for finding in findings {
            let diagnostic = &mut finding.diagnostic;
            let agent = diagnostic.agent.as_deref().map(Arc::from);
            let is_unsafe = match &agent {
                None => !changed.is_empty(),
                agent => changed.contains(agent) || changed.contains(&None),
            };
            let fix = diagnostic.fix.as_mut().filter(|fix| changes_values(fix));
            if let Some(fix) = fix.filter(|_| is_unsafe) {
                fix.safety = Safety::Unsafe;
            }
        }
        Ok(())
    }

    /// These targets, and what the config files say that is on their charts.
    fn concerned(&self, targets: &[Target]) -> Result<BTreeSet<Target>, ProjectError> {
        let mut all: BTreeSet<Target> = targets.iter().cloned().collect();
        for target in targets {
            let Some(chart) = target.chart() else {
                continue;
            };
            let config = self.config(&target.anchor())?;
            let entries = config.targets.iter().filter(|entry| entry.chart == *chart);
            all.extend(entries.map(Target::from));
        }
        Ok(all)
    }

    /// The agents whose calls the rewritten files change in a target that reads them.
    fn changed(&self, targets: &BTreeSet<Target>, rewrites: &[Rewrite]) -> Changed {
        let concerned = self.sharing(targets, rewrites);
        let mut files = OverlayFs::new(self.files);
        for rewrite in rewrites {
            files.put(&rewrite.path, rewrite.text.clone());
        }
        let request = Request {
            baseline: None,
            ..self.request.clone()
        };
        let sources = [Sources::default(), Sources::default()];
        let before = self.beside(&request, self.files, &sources[0], &concerned);
        let after = self.beside(&request, &files, &sources[1], &concerned);
        let (Some(before), Some(after)) = (before, after) else {
            return Changed::new();
        };
        let changed = concerned.par_iter().map(|target| {
            let before = before.0.written_model(target, &before.1);
            let after = after.0.written_model(target, &after.1);
            match (before, after) {
                (Some((before, platform)), Some((after, _))) => {
                    changed_agents(&before, &after, &platform.possible())
                }
                _ => Changed::new(), // what cannot be read runs nothing
            }
        });
        changed.reduce(Changed::new, |mut all, more| {
            all.extend(more);
            all
        })
    }

    /// The targets that read a rewritten file that other targets read too. A file with one reader was checked when the
    /// fix was planned.
    fn sharing(&self, targets: &BTreeSet<Target>, rewrites: &[Rewrite]) -> Vec<Target> {
        let mut readers: BTreeMap<PathBuf, usize> = BTreeMap::new();
        for file in targets.iter().flat_map(|target| self.input_files(target)) {
            *readers.entry(file).or_default() += 1;
        }
        let rewritten = rewrites.iter().map(|rewrite| &rewrite.path);
        let shared: BTreeSet<&PathBuf> = rewritten
            .filter(|path| readers.get(*path).is_some_and(|count| *count > 1))
            .collect();
        let is_sharing = |target: &&Target| shared.iter().any(|file| self.reads(target, file));
        targets.iter().filter(is_sharing).cloned().collect()
    }

    /// The same project over other files, with the charts of these targets.
    fn beside<'p>(
        &self,
        request: &'p Request,
        files: &'p dyn FileSystem,
        sources: &'p Sources,
        targets: &[Target],
    ) -> Option<(Project<'p>, Charts)> {
        let here = self.here.clone();
        let project = Project::new(request, files, sources, here, &no_stdin).ok()?;
        let project = project.with_known_charts(&self.known_charts);
        if targets.iter().any(|target| target.installed.is_some()) {
            project.targets(false).ok()?; // reads the values that objects hold
        }
        let charts = project.charts(targets);
        Some((project, charts))
    }

    fn written_model(&self, target: &Target, charts: &Charts) -> Option<(Model, Platform)> {
        let config = self.config(&target.anchor()).ok()?;
        let chart = charts.of(target).ok()?;
        let loaded = self
            .load(target, &config, chart, Spelling::AsWritten)
            .ok()?;
        Some((loaded.model, loaded.platform))
    }
}

/// Whether a fix changes more than comments, or what no reader reads.
fn changes_values(fix: &Fix) -> bool {
    let mut effects = fix.effects.iter();
    effects.any(|effect| !matches!(effect, Effect::Rewritten(_)))
}

/// Makes a safe fix unsafe where another finding's does the same and is not safe: on another chart, or with another variable.
fn demote_identical(findings: &mut [Finding], sources: &Sources) {
    let edits = |fix: &Fix| -> Vec<_> {
        let edits = fix.edits.iter();
        let name = |edit: &Edit| sources.get(edit.source).name().clone();
        edits
            .map(|edit| (name(edit), edit.span, edit.text.clone()))
            .collect()
    };
    let fixes = findings
        .iter()
        .filter_map(|finding| finding.diagnostic.fix.as_ref());
    let not_safe: BTreeSet<_> = fixes
        .filter(|fix| fix.safety == Safety::Unsafe)
        .map(edits)
        .collect();
    for finding in findings {
        let fix = finding.diagnostic.fix.as_mut();
        if let Some(fix) = fix.filter(|fix| not_safe.contains(&edits(fix))) {
            fix.safety = Safety::Unsafe;
        }
    }
}

/// What comes from standard input is in no file.
fn no_stdin() -> io::Result<Vec<u8>> {
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::no_stdin;
    use crate::diagnostic::Safety;
    use crate::project::{Project, Request, lint};
    use crate::source::{Memory, Sources, WorkingDirectory};

    const CHART: &str = "apiVersion: v2\nname: chart\nversion: 1.0.0\n";

    const VALUES: &str = "\
kagent: {enabled: true}
ingress: {hostnames: [muster.example.com]}
muster: {enabled: true, fullnameOverride: muster}
agents:
  definitions:
    helper:
      enabled: true
      systemMessage: You help.
      modelConfig: default
      m2m: {enabled: false}
      allowedHeaders: [authorization]
      env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]
";

    /// How safe it is to give the chart's agent the `obo` block that it lacks, and that an overlay leaves empty.
    fn safety(hides_fixes: bool) -> Option<Safety> {
        let files = Memory::default()
            .with("chart/Chart.yaml", CHART)
            .with("chart/values.yaml", VALUES)
            .with("prod.yaml", "agents: {definitions: {helper: {obo: {}}}}\n")
            .with(
                ".helm-obo.yaml",
                "targets: [{chart: chart, values: [prod.yaml]}]\n",
            );
        let request = Request {
            targets: vec!["chart".into()],
            hides_fixes,
            ..Request::default()
        };
        let sources = Sources::default();
        let here = WorkingDirectory::new("/here");
        let project = Project::new(&request, &files, &sources, here, &no_stdin).unwrap();
        let findings = lint(&project).unwrap().report.findings;
        let mut fixes = findings
            .into_iter()
            .filter_map(|finding| finding.diagnostic.fix);
        fixes.next().map(|fix| fix.safety)
    }

    #[test]
    fn other_targets_are_asked_only_where_fixes_are_shown() {
        assert_eq!(safety(false), Some(Safety::Unsafe));
        assert_eq!(safety(true), Some(Safety::Safe));
    }
}
