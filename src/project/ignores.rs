//! What comments in files silence in one target.

use super::Project;
use super::outcome::Linted;
use crate::config::Config;
use crate::diagnostic::Severity;
use crate::gitops;
use crate::manifests::{ManifestFile, Object};
use crate::rules::{CONTRACT_MISMATCH, Check, RULES, Rule, Tier, UMBRELLA_DRIFT, UNUSED_IGNORE};
use crate::source::Source;
use crate::suppress::{Ignores, JudgedPart, may_be_in, suppress};
use crate::values::Layer;
use crate::yaml::read_part;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Project<'_> {
    /// Moves the findings that comments in these layers silence out of the report, and in objects that hold some of them.
    pub(super) fn remove_suppressed<'l>(
        &self,
        linted: &mut Linted,
        layers: impl IntoIterator<Item = &'l Layer>,
        of_holders: Vec<Ignores>,
    ) {
        let files = layers
            .into_iter()
            .filter(|layer| layer.part.is_none() && self.may_hold_ignores(&layer.source));
        let files =
            files.filter_map(|layer| Ignores::read(&layer.source, layer.document.as_ref()?));
        silence(linted, files.chain(of_holders).collect());
    }

    /// The same for the comments in files of manifests.
    pub(super) fn remove_suppressed_in<'f>(
        &self,
        linted: &mut Linted,
        files: impl IntoIterator<Item = &'f Arc<ManifestFile>>,
    ) {
        let files = files.into_iter();
        let files = files.filter(|file| self.may_hold_ignores(&file.source));
        let ignores = files.filter_map(|file| {
            let documents = file.documents.iter();
            let documents = documents.filter_map(|span| read_part(&file.source, *span));
            let documents: Vec<_> = documents.collect();
            let ignores = Ignores::read_stream(&file.source, &documents, &[])?;
            Some(match judged(file) {
                Some(parts) => ignores.judging(parts),
                None => ignores,
            })
        });
        silence(linted, ignores.collect());
    }

    /// Whether a text may hold comments that are meant for helm-obo. Many targets may have a part of it.
    pub(super) fn may_hold_ignores(&self, source: &Source) -> bool {
        let search = || may_be_in(source.text());
        self.caches.commented.get_or_make(source.id(), search)
    }

    /// The rules that run over a set of manifests.
    pub(super) fn ran_on_manifests(&self, config: &Config) -> BTreeSet<&'static str> {
        let runs = |rule: &&&Rule| {
            matches!(
                rule.check,
                Check::Wiring(_) | Check::Manifests(_) | Check::Both { .. }
            )
        };
        let ids = RULES.iter().filter(runs).map(|rule| rule.id);
        ids.filter(|id| self.runs(id, config)).collect()
    }

    /// The rules that run over a target. Those about a chart say nothing of a file by itself, and how files of an umbrella
    /// differ is no target's matter.
    pub(super) fn ran(&self, config: &Config, is_partial: bool) -> BTreeSet<&'static str> {
        let is_of_chart = |rule: &Rule| rule.tier == Tier::Chart || rule.id == CONTRACT_MISMATCH.id;
        let rules = RULES
            .iter()
            .filter(|rule| rule.id != UMBRELLA_DRIFT.id && !(is_partial && is_of_chart(rule)));
        let ids = rules.map(|rule| rule.id);
        ids.filter(|id| self.runs(id, config)).collect()
    }

    /// How bad a comment is that silences nothing; `None` if the rule does not run.
    pub(super) fn unused_severity(&self, config: &Config) -> Option<Severity> {
        let id = UNUSED_IGNORE.id;
        let configured = config.rules.get(id).copied().flatten();
        self.runs(id, config)
            .then(|| configured.unwrap_or(UNUSED_IGNORE.severity))
    }
}

/// The parts of a file of which a set shows all that there is to find: not the documents whose values other targets may be about;
/// `None` if these are all.
fn judged(file: &ManifestFile) -> Option<Vec<JudgedPart>> {
    let mut objects = file.objects.iter();
    let others: BTreeSet<usize> = objects
        .by_ref()
        .filter(|object| may_hold_values(object))
        .map(|object| object.document)
        .collect();
    let documents = file.documents.iter().enumerate();
    let judged = documents.filter(|(index, _)| !others.contains(index));
    let judged = judged.map(|(_, span)| JudgedPart {
        span: *span,
        object: None,
        is_editable: true,
    });
    (!others.is_empty()).then(|| judged.collect())
}

/// Whether an object installs charts, or may hold values of one.
fn may_hold_values(object: &Object) -> bool {
    let is_data =
        object.name.group().is_empty() && matches!(&*object.name.kind, "ConfigMap" | "Secret");
    is_data || gitops::installs(object)
}

/// Moves the findings of a target that these comments silence out of the report.
fn silence(linted: &mut Linted, ignores: Vec<Ignores>) {
    let silenced = &mut linted.silenced;
    silenced.ignores = ignores;
    let suppressed = suppress(
        &mut linted.diagnostics,
        &silenced.ignores,
        &mut silenced.used,
    );
    linted.suppressed.extend(suppressed);
}
