//! What came of the targets so far: each is taken in as soon as it is linted, so that no more of it is kept than is reported.

use super::Project;
use super::dedup::ShownBy;
use super::merge::Merging;
use super::others::Others;
use super::outcome::{Linted, RulesRun, RunOutcome, Silenced};
use super::unread_files::Agents;
use crate::source::{Name, SourceId};
use crate::suppress::{Pass, UnusedCheck, UsedIgnores};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// All of it, in the order of the targets.
pub(super) struct Gathered<'g, 'p> {
    project: &'g Project<'p>,
    merging: Merging<'p>,
    ran: RulesRun,
    /// The rules that ran over the last target: mostly the same as over others.
    last_ran: Arc<BTreeSet<&'static str>>,
    /// The files of which not all is known.
    unjudged: BTreeSet<Name>,
    used: UsedIgnores,
    commented: Vec<Commented>,
    /// The files that would have had fixes, and cannot be changed.
    unchangeable: BTreeSet<PathBuf>,
    agents: Agents,
    others: Others,
}

/// A target with comments in its files: whether they silence something shows only when all targets are linted.
struct Commented {
    shown_by: ShownBy,
    silenced: Silenced,
}

/// What came of all targets.
pub(super) struct GatheredAll {
    pub(super) outcome: RunOutcome,
    /// Which rules ran over which files.
    pub(super) ran: RulesRun,
    pub(super) agents: Agents,
    pub(super) others: Others,
    /// What is said of files that would have had fixes.
    pub(super) withheld: Vec<String>,
}

impl<'g, 'p> Gathered<'g, 'p> {
    pub(super) fn new(project: &'g Project<'p>) -> Self {
        Self {
            project,
            merging: Merging::new(project.sources),
            ran: RulesRun::new(),
            last_ran: Arc::default(),
            unjudged: BTreeSet::new(),
            used: UsedIgnores::default(),
            commented: Vec::new(),
            unchangeable: BTreeSet::new(),
            agents: Agents::new(),
            others: Others::default(),
        }
    }

    /// Takes in all that came of one target. Its texts are kept only if something of them is shown: a fleet may have many.
    pub(super) fn add_all(&mut self, linted: Vec<Linted>) {
        let shown = linted.iter().flat_map(Linted::shown_sources);
        let shown: BTreeSet<SourceId> = shown.collect();
        let read = linted.iter().flat_map(|one| &one.sources);
        for source in read.filter(|source| !shown.contains(source)) {
            self.project.sources.forget_text(*source);
        }
        linted.into_iter().for_each(|one| self.add(one));
    }

    /// Takes in a target.
    pub(super) fn add(&mut self, mut target: Linted) {
        self.note_rules(&target);
        for (owner, name, active) in &target.agents {
            let of_owner = self.agents.entry(owner.clone()).or_default();
            *of_owner.entry(name.clone()).or_default() |= active;
        }
        self.others = self.others.or(target.others);
        let found = target.diagnostics.iter_mut().chain(&mut target.suppressed);
        self.unchangeable
            .extend(self.project.remove_unusable_fixes(found));
        let silenced = std::mem::take(&mut target.silenced);
        let shown_by = self.merging.add(target, &silenced.own);
        self.note_comments(shown_by, silenced);
    }

    /// Notes that not all is known of files.
    pub(super) fn add_unjudged(&mut self, files: impl IntoIterator<Item = Name>) {
        self.unjudged.extend(files);
    }

    /// All of it, once no target is missing.
    pub(super) fn finish(mut self) -> GatheredAll {
        for name in &self.unjudged {
            self.ran.remove(name);
        }
        self.add_unused_ignores();
        let project = self.project;
        let withheld = self.unchangeable.iter().map(|file| project.reason(file));
        GatheredAll {
            withheld: withheld.collect(),
            outcome: self.merging.finish(),
            ran: self.ran,
            agents: self.agents,
            others: self.others,
        }
    }

    fn note_comments(&mut self, shown_by: ShownBy, mut silenced: Silenced) {
        self.used.extend(std::mem::take(&mut silenced.used));
        let Silenced { own, ignores, .. } = &mut silenced;
        ignores.retain(|ignores| own.contains(ignores.name()));
        if !ignores.is_empty() && silenced.severity.is_some() {
            self.commented.push(Commented { shown_by, silenced });
        }
    }

    /// Adds what is wrong with the comments of files.
    fn add_unused_ignores(&mut self) {
        for pass in [Pass::Others, Pass::Itself] {
            for Commented { shown_by, silenced } in &self.commented {
                let Some(severity) = silenced.severity else {
                    continue;
                };
                for ignores in &silenced.ignores {
                    let Some(rules) = self.ran.get(ignores.name()) else {
                        continue;
                    };
                    let check = UnusedCheck { rules, severity };
                    let mut unused = ignores.find_unused(pass, check, &mut self.used);
                    let found = unused.diagnostics.iter_mut().chain(&mut unused.suppressed);
                    self.unchangeable
                        .extend(self.project.remove_unusable_fixes(found));
                    let found = (unused.diagnostics, unused.suppressed);
                    self.merging.add_findings(found, shown_by, &silenced.own);
                }
            }
        }
    }

    fn note_rules(&mut self, target: &Linted) {
        let Silenced { own, ran, .. } = &target.silenced;
        if *ran != *self.last_ran {
            self.last_ran = Arc::new(ran.clone());
        }
        for name in own {
            match self.ran.get_mut(name) {
                Some(known) if known.is_superset(ran) => {}
                Some(known) => Arc::make_mut(known).extend(ran),
                None => {
                    self.ran.insert(name.clone(), Arc::clone(&self.last_ran));
                }
            }
        }
        let unjudged = target.outcome.unjudged().into_iter().flatten();
        self.unjudged.extend(unjudged.cloned());
    }
}
