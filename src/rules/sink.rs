//! Where rules put their findings: one diagnostic for one mistake, with its history.

use super::support::refusal::{self, Refusal};
use super::support::remedy::{self, Remedy};
use super::support::spelled::{Flat, flat_keys};
use super::{EMPTIED_KEY, Facts, RULES, Rule, Tier};
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::edit::Change;
use crate::source::{Place, Segment, ValuePath};
use crate::values::LayerKind;
use std::collections::{BTreeMap, BTreeSet};

/// What a finding of absence adds in a file that has no chart below it.
const NO_CHART: &str = "no chart was found for this file, so this may stand in the chart's own values: \
                        name the chart with `--chart DIR`, or in a `targets:` entry of .helm-obo.yaml";

/// A finding as a rule drafts it.
#[derive(Debug)]
pub struct Draft {
    /// The value it is about, which may be absent.
    pub path: ValuePath,
    /// The text to underline.
    pub place: Place,
    /// What is wrong and what comes of it, one sentence.
    pub message: String,
    /// A word or two for the underlined text.
    pub label: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
    /// Places that explain it.
    pub related: Vec<Related>,
    /// Another severity than the rule's own.
    pub severity: Option<Severity>,
    /// Whether it rests on something that is absent, and might be elsewhere.
    pub is_absence: bool,
    /// How it is mended, where that is mechanical.
    pub remedy: Option<Remedy>,
    /// That a chart's own schema refuses it, where that is what it says.
    pub refusal: Option<Refusal>,
}

impl Draft {
    /// A finding with its message, and nothing else yet.
    pub fn new(path: &ValuePath, place: Place, message: impl Into<String>) -> Self {
        Self {
            path: path.clone(),
            place,
            message: message.into(),
            label: None,
            help: None,
            related: Vec::new(),
            severity: None,
            is_absence: false,
            remedy: None,
            refusal: None,
        }
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Puts a word or two at the underlined text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a place that explains it.
    #[must_use]
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Self {
        self.related.push(Related {
            message: message.into(),
            place,
            is_aside: false,
        });
        self
    }

    /// Sets another severity than the rule's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Offers to mend it by a change of the file. Whether that is safe is found out: it is where all calls run as before.
    #[must_use]
    pub fn fix(self, message: impl Into<String>, change: Change) -> Self {
        self.fixes(message, vec![change])
    }

    /// The same by several changes, all made or none.
    #[must_use]
    pub fn fixes(mut self, message: impl Into<String>, changes: Vec<Change>) -> Self {
        self.remedy = Some(Remedy {
            message: message.into(),
            changes,
            needs_a_person: false,
            is_absence: false,
        });
        self
    }

    /// Leaves the fix to a person, even where no identity changes.
    #[must_use]
    pub fn for_a_person(mut self) -> Self {
        if let Some(remedy) = &mut self.remedy {
            remedy.needs_a_person = true;
        }
        self
    }

    /// Says that a chart's own schema refuses it.
    #[must_use]
    pub fn refusal(mut self, refusal: Refusal) -> Self {
        self.refusal = Some(refusal);
        self
    }

    /// Says that it rests on something that is absent: without a chart it is at most a warning.
    #[must_use]
    pub fn absence(mut self, is_absence: bool) -> Self {
        self.is_absence = is_absence;
        self
    }
}

/// Collects the findings of one target.
pub struct Sink<'a> {
    facts: &'a Facts<'a>,
    found: Vec<Found>,
}

/// A finding, who speaks, and how it may be mended.
pub(super) struct Found {
    pub(super) rank: Rank,
    pub(super) diagnostic: Diagnostic,
    remedy: Option<Remedy>,
    pub(super) refusal: Option<Refusal>,
}

/// What decides who speaks of one value: the tier, then the rule's place in the registry.
pub(super) type Rank = (Tier, usize);

fn rank(rule: &Rule) -> Rank {
    let place = RULES.iter().position(|known| known.id == rule.id);
    match rule.tier {
        Tier::Wiring | Tier::Platform => (rule.tier, 0),
        tier => (tier, place.unwrap_or_default()),
    }
}

/// Rules that find one mistake in a well-formed value in two ways, the one that has more to say first. All other pairs of
/// them judge different things: to mend what one finds would leave what the other finds.
const SAME_MISTAKE: &[(&str, &str)] = &[
    ("plaintext-credential", "invalid-name"),
    ("invalid-header-name", "duplicate-header"),
    ("reserved-header", "duplicate-header"),
    ("duplicate-tool", "unknown-tool"),
];

/// Rules whose findings wiring goes by: it takes the value as it was meant, so that what it says does not hold as written.
const TAKEN_AS_MEANT: &[&str] = &[
    "invalid-header-name",
    "reserved-header",
    "duplicate-header",
    "unknown-variable",
    "propagation-inert",
    "override-unreleased",
];

/// Whether one finding makes another at the same path needless. What is wrong with a value's form is told first; of a
/// well-formed value each rule speaks of its own matter.
fn hides(one: &Found, other: &Found) -> bool {
    let (id, other_id) = (one.diagnostic.rule, other.diagnostic.rule);
    // That a key was emptied says only why what others speak of is not there.
    if [id, other_id].contains(&EMPTIED_KEY.id) {
        return id != other_id && other_id == EMPTIED_KEY.id;
    }
    match (one.rank.0, other.rank.0) {
        (Tier::Content, Tier::Content) => SAME_MISTAKE.contains(&(id, other_id)),
        (Tier::Content, Tier::Wiring) => TAKEN_AS_MEANT.contains(&id),
        _ => one.rank < other.rank,
    }
}

impl<'a> Sink<'a> {
    /// An empty one.
    pub fn new(facts: &'a Facts<'a>) -> Self {
        Self {
            facts,
            found: Vec::new(),
        }
    }

    /// Takes a rule's finding.
    pub fn report(&mut self, rule: &Rule, draft: Draft) {
        let mut severity = draft.severity.unwrap_or(rule.severity);
        let mut help = draft.help;
        if draft.is_absence && self.facts.is_partial {
            severity = severity.min(Severity::Warning);
            help = Some(
                help.map_or_else(|| NO_CHART.to_owned(), |help| format!("{help}; {NO_CHART}")),
            );
        }
        let mut related = draft.related;
        related.extend(self.history(&draft.path, draft.place));
        self.found.push(Found {
            rank: rank(rule),
            refusal: draft.refusal,
            remedy: draft.remedy.map(|remedy| Remedy {
                is_absence: draft.is_absence,
                ..remedy
            }),
            diagnostic: Diagnostic {
                rule: rule.id,
                severity,
                message: draft.message,
                help,
                agent: self
                    .facts
                    .agent_of(&draft.path)
                    .map(|agent| agent.name.to_string()),
                path: draft.path,
                place: draft.place,
                label: draft.label,
                related,
                fix: None,
                unfixable: None,
            },
        });
    }

    /// The findings without those that others make needless, with their fixes.
    pub fn finish(self) -> Vec<Diagnostic> {
        let (refused, found): (Vec<Found>, Vec<Found>) =
            { self.found.into_iter() }.partition(|found| found.refusal.is_some());
        // What stands in a file that no value comes from says nothing of a value.
        let values = self.facts.values;
        let mut by_path: BTreeMap<(&ValuePath, bool), Vec<usize>> = BTreeMap::new();
        for (index, found) in found.iter().enumerate() {
            let Diagnostic { path, place, .. } = &found.diagnostic;
            let key = (path, values.rank(*place).is_some());
            by_path.entry(key).or_default().push(index);
        }
        let is_needless = |other: usize, all: &[usize]| {
            let mut ones = all.iter();
            ones.any(|one| hides(&found[*one], &found[other]))
        };
        let needless: BTreeSet<usize> = by_path
            .values()
            .flat_map(|all| all.iter().filter(|other| is_needless(**other, all)))
            .copied()
            .collect();
        let kept = found.into_iter().enumerate();
        let kept = kept.filter(|(index, _)| !needless.contains(index));
        let mut kept: Vec<Found> = kept.map(|(_, found)| found).collect();
        // What stands below a key that was meant to be a path is meant to stand elsewhere.
        for Flat { path, .. } in flat_keys(self.facts) {
            let is_below = |other: &ValuePath| *other != path && path.contains(other);
            kept.retain(|found| !is_below(&found.diagnostic.path));
        }
        refusal::tell(refused, &mut kept, self.facts.is_heard);
        let with_fix = |found: Found| {
            let mut diagnostic = found.diagnostic;
            if let Some(remedy) = &found.remedy {
                match remedy::offer(self.facts, &diagnostic, remedy) {
                    Ok(fix) => diagnostic.fix = Some(fix),
                    Err(reason) => diagnostic.unfixable = Some(reason),
                }
            }
            diagnostic
        };
        kept.into_iter().map(with_fix).collect()
    }

    /// What a layer replaces as a whole, where it writes a path: the value itself, or the outermost list that holds it. An
    /// argument such as `a[0]=x` makes a list that stands where its key does, and replaces the item alone in a list of the user's.
    fn replaced(&self, path: &ValuePath, rank: usize) -> ValuePath {
        let segments = path.segments();
        let is_index = |segment: &Segment| matches!(segment, Segment::Index(_));
        let Some(index) = segments.iter().position(is_index) else {
            return path.clone();
        };
        let list = ValuePath::from(segments[..index].to_vec());
        let stack = self.facts.values.stack(&list);
        let layers = &self.facts.values.layers;
        let mut below = stack.iter().filter(|writer| writer.layer < rank);
        // An item by its index changes a list of the user's own, and takes the place of a chart's as a whole.
        let is_above_charts = !below.any(|writer| layers[writer.layer].is_users());
        let is_whole = stack.iter().any(|writer| {
            writer.layer == rank && (is_above_charts || writer.key_place != Some(writer.node.place))
        });
        if is_whole { list } else { path.clone() }
    }

    /// What the value at a place replaced or deleted: the nearest lower layer that writes the same path. A mapping over another
    /// does neither.
    fn history(&self, path: &ValuePath, place: Place) -> Option<Related> {
        if path.segments().is_empty() {
            return None; // a file as a whole replaces nothing
        }
        let values = self.facts.values;
        let rank = values.rank(place)?;
        let stack = values.stack(&self.replaced(path, rank));
        let here = stack.iter().find(|writer| writer.layer == rank)?;
        let below = stack.iter().rfind(|writer| writer.layer < rank)?;
        if here.node.as_map().is_some() && below.node.as_map().is_some() {
            return None; // Helm merges them
        }
        let whose = match values.layers[below.layer].kind {
            LayerKind::Base | LayerKind::Subchart => "the chart's default",
            _ => "the value before it",
        };
        let done = if here.node.is_null() {
            "deletes"
        } else {
            "replaces"
        };
        Some(Related {
            message: format!("{whose}, which this {done}"),
            place: below.key_place.unwrap_or(below.node.place),
            is_aside: true,
        })
    }
}
