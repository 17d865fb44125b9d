//! Applied: linting with fixes, round by round, until there is nothing left that may be fixed.

use crate::diagnostic::{Finding, Fix, Safety};
use crate::fix;
use crate::project::{
    Baseline, KnownCharts, Progress, Project, ProjectError, Request, RunOutcome, lint,
};
use crate::secrets::Mask;
use crate::source::{FileSystem, Name, OverlayFs, Source, Sources, WorkingDirectory};
use crate::values::ReadStdin;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How often fixes are applied and their outcome is linted. One fix may uncover another, but each must lead on.
const ROUNDS: usize = 20;

/// What is left, and what was fixed. No file is written.
#[derive(Debug)]
pub struct FixedRun {
    /// What linting finds in the files as they are, where that is something else.
    pub before: Option<RunOutcome>,
    /// What linting finds in the files as they would be.
    pub outcome: RunOutcome,
    /// The files that would change, sorted.
    pub files: Vec<Rewritten>,
}

/// A file with its fixes.
#[derive(Debug)]
pub struct Rewritten {
    /// The file, as it is reached from the working directory.
    pub path: PathBuf,
    /// Its content on the disk.
    pub before: Arc<Source>,
    /// Its content with the fixes.
    pub after: Arc<Source>,
    /// How many fixes it has.
    pub count: usize,
}

impl FixedRun {
    /// The outcome of a run that fixes nothing.
    pub fn without_fixes(outcome: RunOutcome) -> Self {
        fixed(None, outcome, BTreeMap::new())
    }

    /// What must not be shown of any of it.
    pub fn mask(&self) -> Mask {
        let mut mask = self.outcome.mask.clone();
        if let Some(before) = &self.before {
            mask.extend(before.mask.clone());
        }
        mask
    }
}

/// Where a request is answered.
#[derive(Clone, Copy)]
pub struct RunEnvironment<'a> {
    /// The files.
    pub files: &'a dyn FileSystem,
    /// The sources that were read.
    pub sources: &'a Sources,
    /// The working directory.
    pub here: &'a WorkingDirectory,
    /// Reads standard input, the same each time.
    pub stdin: &'a ReadStdin<'a>,
    /// Is notified of how far it has come.
    pub progress: &'a dyn Progress,
}

/// Lints, applies the fixes that are safe enough for `safety`, and lints the result, until nothing changes. No baseline
/// is written: that is for what is left on the disk.
///
/// # Errors
/// As [`lint`].
pub fn fix_until_stable(
    request: &Request,
    environment: RunEnvironment<'_>,
    safety: Safety,
) -> Result<FixedRun, ProjectError> {
    fix_with(request, environment, safety, &Arc::default())
}

fn fix_with(
    request: &Request,
    environment: RunEnvironment<'_>,
    safety: Safety,
    known: &Arc<KnownCharts>,
) -> Result<FixedRun, ProjectError> {
    let request = &Request {
        baseline: match &request.baseline {
            Some(Baseline::Write(_)) => Some(Baseline::Skip),
            other => other.clone(),
        },
        ..request.clone()
    };
    let mut files = OverlayFs::new(environment.files);
    let mut rewritten: BTreeMap<PathBuf, Rewritten> = BTreeMap::new();
    let mut before = None;
    for _ in 0..ROUNDS {
        let outcome = once(request, &files, environment, known)?;
        let rewrites = fix::apply(
            &offered(&outcome, safety, environment.sources),
            environment.sources,
        );
        if rewrites.is_empty() {
            return Ok(fixed(before, outcome, rewritten));
        }
        before.get_or_insert(outcome);
        let mut changed = BTreeSet::new();
        for rewrite in rewrites {
            let real = environment.files.real(&rewrite.path);
            // By another name the file is read again first.
            if !changed.insert(real.clone()) {
                continue;
            }
            files.put(&rewrite.path, rewrite.text.clone());
            let name = rewrite.before.name().clone();
            let after = environment.sources.add(name, rewrite.text);
            let known = rewritten.entry(real);
            let file = known.or_insert_with_key(|real| Rewritten {
                path: named(&rewrite.path, real, environment),
                before: rewrite.before,
                after: Arc::clone(&after),
                count: 0,
            });
            file.after = after;
            file.count += rewrite.count;
        }
    }
    Ok(fixed(
        before,
        once(request, &files, environment, known)?,
        rewritten,
    ))
}

fn once(
    request: &Request,
    files: &dyn FileSystem,
    environment: RunEnvironment<'_>,
    known: &Arc<KnownCharts>,
) -> Result<RunOutcome, ProjectError> {
    let here = environment.here.clone();
    let project = Project::new(request, files, environment.sources, here, environment.stdin)?;
    let project = project.with_known_charts(known);
    lint(&project.with_progress(environment.progress))
}

/// A file as it is reached from the working directory, not by a link where it is below: no patch goes through one.
fn named(path: &Path, real: &Path, environment: RunEnvironment<'_>) -> PathBuf {
    let here = environment.files.real(Path::new("."));
    let below = real.strip_prefix(here);
    below.map_or_else(|_| environment.here.relative(path), Path::to_path_buf)
}

fn fixed(
    before: Option<RunOutcome>,
    outcome: RunOutcome,
    rewritten: BTreeMap<PathBuf, Rewritten>,
) -> FixedRun {
    let mut files = Vec::from_iter(rewritten.into_values());
    files.retain(|file| file.before.text() != file.after.text());
    files.sort_by(|one, other| one.path.cmp(&other.path));
    FixedRun {
        before,
        outcome,
        files,
    }
}

/// The fixes to apply now. Where an agent lacks the same in its chart and in an overlay, the chart comes first: the overlay may
/// lack nothing then.
fn offered<'o>(outcome: &'o RunOutcome, safety: Safety, sources: &Sources) -> Vec<&'o Fix> {
    let is_wanted = |fix: &&Fix| safety == Safety::Unsafe || fix.safety == Safety::Safe;
    let findings = outcome.report.findings.iter();
    let fixable: Vec<(&Finding, &Fix)> = findings
        .filter_map(|finding| {
            let fix = finding.diagnostic.fix.as_ref().filter(is_wanted)?;
            Some((finding, fix))
        })
        .collect();
    let is_at_home = |finding: &Finding| match sources.get(finding.diagnostic.place.source).name() {
        Name::File(path) => finding.home.as_ref() == Some(path),
        _ => false,
    };
    let mistake = |finding: &'o Finding| {
        let diagnostic = &finding.diagnostic;
        (&finding.home, diagnostic.rule, &diagnostic.path)
    };
    let at_home: BTreeSet<_> = fixable
        .iter()
        .filter(|(finding, _)| is_at_home(finding))
        .map(|(finding, _)| mistake(finding))
        .collect();
    let ready = fixable.into_iter();
    ready
        .filter(|(finding, _)| is_at_home(finding) || !at_home.contains(&mistake(finding)))
        .map(|(_, fix)| fix)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{KnownCharts, RunEnvironment, fix_with};
    use crate::diagnostic::Safety;
    use crate::project::Request;
    use crate::source::{Memory, Sources, WorkingDirectory};
    use std::io;
    use std::sync::Arc;

    /// The second round executes what reads the fixed value, and no more.
    #[test]
    fn a_round_executes_what_reads_the_fixed_value() {
        let agents =
            "{{ range $n, $a := .Values.agents.definitions }}{{ if $a.obo.enabled }}{{ end }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: {{ $n }}}
spec:
  headersFrom: [{name: Authorization, valueFrom: {type: Secret, name: x, key: token}}]
{{ end }}";
        let files = Memory::default()
            .with("chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 0.1.0\n")
            .with(
                "chart/values.yaml",
                "replicas: 1\nkagent: {enabled: true}\nmuster: {enabled: true}\nagents:\n  definitions:\n    night: {enabled: true}\n",
            )
            .with("chart/templates/agents.yaml", agents)
            .with("chart/templates/other.yaml", "a: {{ .Values.replicas }}\n");
        let request = Request {
            targets: vec!["chart".into()],
            select: vec!["obo-missing".to_owned()],
            contract: Some("actor-token".to_owned()),
            ..Request::default()
        };
        let sources = Sources::default();
        let environment = RunEnvironment {
            files: &files,
            sources: &sources,
            here: &WorkingDirectory::new("/here"),
            stdin: &|| Ok::<_, io::Error>(Vec::new()),
            progress: &(),
        };
        let known: Arc<KnownCharts> = Arc::default();
        let fixed = fix_with(&request, environment, Safety::Safe, &known).unwrap();
        assert_eq!(fixed.files.len(), 1);
        let (executed, reused) = known.counts();
        assert_eq!((executed, reused), (3, 1));
    }
}
