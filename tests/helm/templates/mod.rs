//! Holds the renderer to what Helm answered about small charts: what is printed, byte for byte, and for what Helm refuses the
//! place that `template-error` tells. `tests/helm/record_templates.py` asked.

mod answer;
mod known;
mod question;

use helm_obo::values::HelmVersion;
use known::KNOWN;
use question::Question;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Templates may call each other deeply, and debug builds have large frames.
const STACK: usize = 512 << 20;

/// What is wrong with the answers, by the question's id.
type Wrong = BTreeMap<String, String>;

#[test]
fn charts_become_what_helm_makes_of_them() {
    let questions = question::recorded();
    assert!(questions.len() > 2_800, "the recorded answers are gone");
    let wrong = wrong(&questions, HelmVersion::V4, Question::wanted);
    print(&questions, &wrong);
    compare(&wrong, KNOWN);
}

/// Where the two Helms answer otherwise, `--helm-version 3` gives the answer of 3.
#[test]
fn charts_become_what_helm_3_makes_of_them() {
    let questions = question::recorded();
    let questions = Vec::from_iter(questions.into_iter().filter(|one| one.want3.is_some()));
    assert!(questions.len() > 100, "the answers of Helm 3 are gone");
    let wrong = wrong(&questions, HelmVersion::V3, Question::wanted_of_helm_3);
    print(&questions, &wrong);
    compare(&wrong, known::OF_HELM_3);
}

/// Asks all at once.
fn wrong<'q>(
    questions: &'q [Question],
    version: HelmVersion,
    wanted: impl Fn(&'q Question) -> Vec<&'q question::Want> + Sync,
) -> Wrong {
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK);
    pool.build().unwrap().install(|| {
        let asked = questions.par_iter().filter_map(|question| {
            let faults = wanted(question)
                .into_iter()
                .map(|want| answer::fault(question, want, version));
            // Each of the answers is right.
            let faults: Option<Vec<String>> = faults.collect();
            Some((question.id.clone(), faults?.into_iter().next()?))
        });
        asked.collect()
    })
}

/// How many answers of each group are right, and what is wrong.
fn print(questions: &[Question], wrong: &Wrong) {
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for question in questions {
        let (right, asked) = groups.entry(question.group()).or_default();
        *asked += 1;
        *right += usize::from(!wrong.contains_key(&question.id));
    }
    for (group, (right, asked)) in groups {
        println!("{right:>4} of {asked:>4}  {group}");
    }
    for (id, fault) in wrong {
        println!("{id}: {fault}");
    }
}

/// What is listed is wrong, and nothing else.
fn compare(wrong: &Wrong, known: &[(&str, &str)]) {
    let found: BTreeSet<&str> = wrong.keys().map(String::as_str).collect();
    let known: BTreeSet<&str> = known.iter().map(|(id, _)| *id).collect();
    let new: Vec<String> = found
        .difference(&known)
        .map(|id| format!("{id}: {}", wrong[*id]))
        .collect();
    assert!(new.is_empty(), "\n{}", new.join("\n"));
    let right = Vec::from_iter(known.difference(&found));
    assert!(
        right.is_empty(),
        "listed in `known.rs`, and right: {right:?}"
    );
}
