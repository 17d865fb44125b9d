//! A mapping that repeats a key.

use super::{Check, Docs, Draft, Facts, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::manifests::{Object, is_of_kagent_api};
use crate::source::{Segment, ValuePath};
use crate::yaml::to_json;
use crate::yaml::{DuplicateKey, Link, Node};

pub(super) const RULE: Rule = Rule {
    id: "duplicate-key",
    severity: Severity::Error,
    tier: Tier::Duplicate,
    fixable: Fixability::Either,
    summary: "a mapping that repeats a key, in what the contract reads and on the way there",
    docs: Docs {
        around: None,
        finds: "A key that its mapping writes more than once, where agents are defined or on the way there; in manifests, in an \
                object of kagent.",
        why: "Helm takes the last one as a whole, and drops the others without a word, with all that is below them. For an agent \
              with two `obo` blocks only the last one counts, whatever the first says.",
        bad: "\
agents:
  definitions:
    helper:
      obo: {enabled: false}
      obo: {enabled: true}
",
        good: "\
agents:
  definitions:
    helper:
      obo: {enabled: false}
",
        fix: "Merge what is below the two, and remove one.",
        evidence: &[
            "Helm 4.2.3 and 3.10.1 read `a: {b: 1}` and then `a: {c: 2}` as `{\"a\":{\"c\":2}}`: \
             `docs/helm-values.md`, keys.",
            "YAML 1.2.2, section 3.2.1.1: the keys of a mapping are unique; Helm's reader does not insist on it.",
        ],
    },
    check: Check::Both {
        values: check,
        manifests: check_manifests,
    },
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for layer in &facts.values.layers {
        if layer.prefix.segments().is_empty() {
            let mut repetitions = Vec::new();
            let describes = |path: &ValuePath| facts.contract.schema.describes(path);
            walk(
                &describes,
                &mut repetitions,
                &layer.root,
                &ValuePath::root(),
                false,
            );
            for repetition in each_once(repetitions) {
                sink.report(&RULE, repetition.draft(&layer.root, OF_HELM));
            }
        }
    }
}

/// What comes of a key that is repeated, in values and in manifests.
const OF_HELM: &str = "Helm takes the last one and drops the other without a word";
const OF_CLIENTS: &str =
    "some tools take the last one and drop the other without a word, and others refuse the file";

fn check_manifests(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for object in facts.set.objects() {
        if let Some(draft) = two_objects(object) {
            sink.report(&RULE, draft);
            continue;
        }
        if !is_of_kagent_api(&object.name) {
            continue;
        }
        let mut repetitions = Vec::new();
        walk(
            &|_| true,
            &mut repetitions,
            &object.node,
            &ValuePath::root(),
            false,
        );
        for repetition in each_once(repetitions) {
            sink.report(&RULE, repetition.draft(&object.node, OF_CLIENTS));
        }
    }
}

/// What is reported of a mapping that is two objects, one of them kagent's, since nothing separates them.
fn two_objects(object: &Object) -> Option<Draft> {
    let map = object.node.as_map()?;
    let twice = |key: &str| map.duplicates().iter().find(|one| &*one.key == key);
    let (version, kind) = (twice("apiVersion")?, twice("kind")?);
    let other = version.dropped.node.as_str();
    let is_own = is_of_kagent_api(&object.name)
        || other.is_some_and(|version| version.starts_with("kagent.dev/"));
    let place = version.again.min(kind.again);
    let key = if place == version.again {
        "apiVersion"
    } else {
        "kind"
    };
    let draft = Draft::new(
        &ValuePath::keys([key]),
        place,
        format!("two objects are one mapping here, since no `---` is between them: {OF_CLIENTS}"),
    );
    let draft = draft
        .related(version.first.min(kind.first), "the first one begins here")
        .help("write a line with `---` before this");
    is_own.then_some(draft)
}

/// A key that is written again.
struct Repetition<'n> {
    path: ValuePath,
    /// Whether an alias brought it to its path; it is written elsewhere.
    is_brought: bool,
    duplicate: &'n DuplicateKey,
}

/// Each where it is written, under the path there if that is one of those walked.
fn each_once(mut repetitions: Vec<Repetition<'_>>) -> Vec<Repetition<'_>> {
    repetitions.sort_by_key(|repetition| (repetition.duplicate.again, repetition.is_brought));
    repetitions.dedup_by_key(|repetition| repetition.duplicate.again);
    repetitions
}

impl Repetition<'_> {
    fn draft(&self, root: &Node, consequence: &str) -> Draft {
        let message = format!(
            "`{}` is repeated in one mapping: {consequence}",
            self.duplicate.key
        );
        let draft = Draft::new(&self.path, self.duplicate.again, message)
            .related(self.duplicate.first, "first here")
            .help("merge what is below the two, and remove one")
            .fix(
                "remove the one that is dropped",
                Change::Drop(self.path.clone(), Box::new(self.duplicate.clone())),
            );
        if self.says_the_same(root) {
            draft
        } else {
            draft.needs_review()
        }
    }

    /// Whether nothing is lost with what Helm drops.
    fn says_the_same(&self, root: &Node) -> bool {
        let dropped = to_json(&self.duplicate.dropped.node);
        root.at(&self.path)
            .is_some_and(|kept| to_json(kept) == dropped)
    }
}

fn walk<'n>(
    describes: &impl Fn(&ValuePath) -> bool,
    found: &mut Vec<Repetition<'n>>,
    node: &'n Node,
    path: &ValuePath,
    is_brought: bool,
) {
    let is_brought = is_brought || node.link == Link::Alias;
    if let Some(map) = node.as_map() {
        for duplicate in map.duplicates() {
            let path = path.join(Segment::Key(duplicate.key.clone()));
            if describes(&path) {
                found.push(Repetition {
                    path,
                    is_brought,
                    duplicate,
                });
            }
        }
        for entry in map.entries().iter().filter(|entry| !entry.merged) {
            let path = path.join(Segment::Key(entry.key.clone()));
            if describes(&path) {
                walk(describes, found, &entry.node, &path, is_brought);
            }
        }
    }
    for (index, item) in node.as_list().into_iter().flatten().enumerate() {
        walk(describes, found, item, &path.join(index), is_brought);
    }
}
