//! Where rules put their findings: one diagnostic for one mistake, with its history.

use super::facts::DocumentId;
use super::support::refusal::SchemaRefusal;
use super::{EMPTIED_KEY, RULES, Rule, Tier, WiringFacts, is_about_rendering};
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::edit::Change;
use crate::model::Agent;
use crate::source::{Place, ValuePath};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a finding of absence adds in a file that has no chart below it.
const NO_CHART: &str = "no chart was found for this file, so this may be in the chart's own values: \
                        name the chart with `--chart DIR`, or in a `targets:` entry of .helm-obo.yaml";

/// What it adds where values were not read that count too.
const NOT_READ: &str = "some of the values were not read, and may set it";

/// How a rule would fix what it found. Which file has to change, and whether that is safe, is found out later.
#[derive(Debug, Clone)]
pub struct ProposedFix {
    /// What it does, as an instruction: `rename it to …`.
    pub message: String,
    /// The changes, at paths of the values, all made or none.
    pub changes: Vec<Change>,
    /// Whether a person has to decide, even if no identity changes.
    pub needs_review: bool,
    /// Whether it inserts what may be in a chart that is not known.
    pub is_absence: bool,
}

/// A finding of one target, with the fix that its rule proposes.
#[derive(Debug)]
pub struct Reported {
    /// The finding, without a fix yet.
    pub diagnostic: Diagnostic,
    /// How its rule would fix it.
    pub fix: Option<ProposedFix>,
}

/// A finding as a rule drafts it.
#[derive(Debug)]
pub struct Draft {
    /// The value it is about, which may be absent.
    pub path: ValuePath,
    /// The agent it is about. Rules over values need not say it: it is the one whose definition holds the value.
    pub agent: Option<Arc<str>>,
    /// The place to underline.
    pub place: Place,
    /// What is wrong and what comes of it, one sentence.
    pub message: String,
    /// A word or two at the underlined place.
    pub label: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
    /// Places that explain it.
    pub related: Vec<Related>,
    /// Another severity than the rule's own.
    pub severity: Option<Severity>,
    /// Whether it rests on something that is absent, and might be elsewhere.
    pub is_absence: bool,
    /// How it is fixed, where that is mechanical.
    pub fix: Option<ProposedFix>,
    /// The refusal by a chart's own schema, if the finding is about that.
    pub refusal: Option<SchemaRefusal>,
    /// Other values of which one would do as well: where templates fail at one of them, it is the same mistake.
    pub alternatives: Vec<ValuePath>,
}

impl Draft {
    /// A finding with its message, and nothing else yet.
    pub fn new(path: &ValuePath, place: Place, message: impl Into<String>) -> Self {
        Self {
            path: path.clone(),
            agent: None,
            place,
            message: message.into(),
            label: None,
            help: None,
            related: Vec::new(),
            severity: None,
            is_absence: false,
            fix: None,
            refusal: None,
            alternatives: Vec::new(),
        }
    }

    /// Says which agent it is about.
    #[must_use]
    pub fn of<'m>(mut self, agent: impl Into<Option<&'m Agent>>) -> Self {
        self.agent = agent.into().map(|agent| Arc::clone(&agent.name));
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Puts a word or two at the underlined place.
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

    /// Proposes to fix it by a change of the file. Whether that is safe is found out: it is where all calls run as before.
    #[must_use]
    pub fn fix(self, message: impl Into<String>, change: Change) -> Self {
        self.fixes(message, vec![change])
    }

    /// The same by several changes, all made or none.
    #[must_use]
    pub fn fixes(mut self, message: impl Into<String>, changes: Vec<Change>) -> Self {
        self.fix = Some(ProposedFix {
            message: message.into(),
            changes,
            needs_review: false,
            is_absence: false,
        });
        self
    }

    /// Leaves the fix to a person, even where no identity changes.
    #[must_use]
    pub fn needs_review(mut self) -> Self {
        if let Some(fix) = &mut self.fix {
            fix.needs_review = true;
        }
        self
    }

    /// Says that a chart's own schema refuses it.
    #[must_use]
    pub fn refusal(mut self, refusal: SchemaRefusal) -> Self {
        self.refusal = Some(refusal);
        self
    }

    /// Says which other values would do as well.
    #[must_use]
    pub fn alternatives(mut self, paths: impl IntoIterator<Item = ValuePath>) -> Self {
        self.alternatives = paths.into_iter().collect();
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
    facts: &'a WiringFacts<'a>,
    found: Vec<RankedFinding>,
}

/// A finding, its rank, and how it may be fixed.
pub(super) struct RankedFinding {
    pub(super) rank: Rank,
    pub(super) diagnostic: Diagnostic,
    pub(super) fix: Option<ProposedFix>,
    pub(super) refusal: Option<SchemaRefusal>,
    pub(super) alternatives: Vec<ValuePath>,
}

/// What decides which rule reports a value: the tier, then the rule's place in the registry. All rules of a tier about
/// wiring or the platform have one place: they report beside each other.
pub(super) type Rank = (Tier, usize);

fn rank(rule: &Rule) -> Rank {
    let place = RULES.iter().position(|known| known.id == rule.id);
    match rule.tier {
        Tier::Wiring | Tier::Platform => (rule.tier, 0),
        tier => (tier, place.unwrap_or_default()),
    }
}

/// Rules that find one mistake in a well-formed value in two ways, the one that has more to say first. All other pairs
/// of them check different things: to fix what one finds would leave what the other finds.
const SAME_MISTAKE: &[(&str, &str)] = &[
    ("plaintext-credential", "invalid-name"),
    ("invalid-header-name", "duplicate-header"),
    ("reserved-header", "duplicate-header"),
    ("duplicate-tool", "unknown-tool"),
];

/// Rules whose findings come before those about wiring: wiring takes the value as it was meant, so that its findings do
/// not hold for what is written.
const TAKEN_AS_MEANT: &[&str] = &[
    "invalid-header-name",
    "reserved-header",
    "duplicate-header",
    "unknown-variable",
    "propagation-inert",
    "override-unreleased",
];

/// Whether one finding makes another at the same path of one document needless. What is wrong with a
/// value's form is reported first; of a well-formed value each rule reports its own matter.
fn hides(one: &RankedFinding, other: &RankedFinding) -> bool {
    let (id, other_id) = (one.diagnostic.rule, other.diagnostic.rule);
    // The finding that a key was emptied only explains why what others report is not there.
    if [id, other_id].contains(&EMPTIED_KEY.id) {
        return id != other_id && other_id == EMPTIED_KEY.id;
    }
    // What a failure of the templates is the consequence of is found out later.
    if is_about_rendering(id) != is_about_rendering(other_id) {
        return false;
    }
    match (one.rank.0, other.rank.0) {
        (Tier::Content, Tier::Content) => SAME_MISTAKE.contains(&(id, other_id)),
        (Tier::Content, Tier::Wiring) => TAKEN_AS_MEANT.contains(&id),
        _ => one.rank < other.rank,
    }
}

impl<'a> Sink<'a> {
    /// A sink without findings.
    pub fn new(facts: &'a WiringFacts<'a>) -> Self {
        Self {
            facts,
            found: Vec::new(),
        }
    }

    /// Takes a rule's finding.
    pub fn report(&mut self, rule: &Rule, draft: Draft) {
        let mut severity = draft.severity.unwrap_or(rule.severity);
        let mut help = draft.help;
        let doubt = match draft.is_absence {
            true if self.facts.has_unread_parts => Some((Severity::Note, NOT_READ)),
            true if self.facts.is_partial => Some((Severity::Warning, NO_CHART)),
            _ => None,
        };
        if let Some((most, why)) = doubt {
            severity = severity.min(most);
            help = Some(help.map_or_else(|| why.to_owned(), |help| format!("{help}; {why}")));
        }
        let mut related = draft.related;
        related.extend(self.facts.origins.history(&draft.path, draft.place));
        self.found.push(RankedFinding {
            rank: rank(rule),
            refusal: draft.refusal,
            alternatives: draft.alternatives,
            // What was not read may hold what would be inserted.
            fix: draft
                .fix
                .filter(|_| !(draft.is_absence && self.facts.has_unread_parts))
                .map(|fix| ProposedFix {
                    is_absence: draft.is_absence,
                    ..fix
                }),
            diagnostic: Diagnostic {
                rule: rule.id,
                severity,
                message: draft.message,
                help,
                agent: draft.agent.map(|agent| agent.to_string()),
                object: self.facts.origins.object(draft.place),
                path: draft.path,
                place: draft.place,
                label: draft.label,
                related,
                fix: None,
                unfixable: None,
            },
        });
    }

    /// Says which agents the findings are about, by their paths.
    pub(super) fn name_agents(&mut self, agent_of: impl Fn(&ValuePath) -> Option<Arc<str>>) {
        for found in &mut self.found {
            let diagnostic = &mut found.diagnostic;
            let agent = agent_of(&diagnostic.path).map(|agent| agent.to_string());
            diagnostic.agent = diagnostic.agent.take().or(agent);
        }
    }

    /// Takes over what another one holds.
    pub(super) fn extend(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// The findings without those that others make needless; and, separately, what charts' own schemas refuse.
    pub(super) fn finish(self) -> (Vec<RankedFinding>, Vec<RankedFinding>) {
        let (refused, found): (Vec<RankedFinding>, Vec<RankedFinding>) =
            { self.found.into_iter() }.partition(|found| found.refusal.is_some());
        let mut by_path: BTreeMap<(DocumentId, &ValuePath), Vec<usize>> = BTreeMap::new();
        for (index, found) in found.iter().enumerate() {
            let Diagnostic { path, place, .. } = &found.diagnostic;
            let key = (self.facts.document(*place), path);
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
        (kept.map(|(_, found)| found).collect(), refused)
    }
}
