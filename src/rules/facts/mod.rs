//! What rules check by: one target, read in every way. Rules about wiring see less of it, [`WiringFacts`].

mod choice;
mod condition;
mod history;
mod installed;
mod manifest;
mod origins;
mod render_failure;
mod rendered_server;
mod template_fault;
mod unread;
mod wiring;

pub use choice::{ChoiceOf, UnknownChoice};
pub use condition::PassedOverCondition;
pub use installed::{JudgedRelease, ReleasedKagent, UnreadInstalled};
pub use manifest::{Admission, MadeFacts, ManifestFacts};
pub use origins::{DocumentId, Origins, Sought};
pub use render_failure::{
    Meant, RenderCause, RenderFailure, TemplatePlace, UnjudgedPart, ValueState,
};
pub use rendered_server::{Namesake, RenderedServer};
pub use template_fault::TemplateFault;
pub use unread::{AbsentReaders, IntendedPlace, MisplacedValue, Unread};
pub use wiring::WiringFacts;

use super::support::likeness::holds_agent;

use crate::contract::{Basis, Contract, DeadKey, Evidence, Expansion, Fate, Gate};
use crate::model::{Agent, AgentCall, Model};
use crate::platform::Platform;
use crate::schema::{Constraint, Verdict, Violation, ViolationKind};
use crate::secrets::{Credential, StandIn, holds_template};
use crate::source::{Place, Segment, Sources, ValuePath, nearest};
use crate::values::{Misnamed, SOPS, Values, is_sealed_by_sops};
use crate::wiring::ServiceAccount;
use crate::yaml::Node;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// One target as rules see it.
pub struct Facts<'a> {
    /// The coalesced values with their layers.
    pub values: &'a Values,
    /// How many bytes of text the work is worth, as `threads` counts it.
    pub bytes: usize,
    /// The contract that they are read by; where none applies, the default, whose layout says where agents would be.
    pub contract: &'a Contract,
    /// How that is known.
    pub basis: Basis,
    /// Whether the chart's templates are at hand.
    pub has_templates: bool,
    /// Agents that no template reads, where no contract applies.
    pub unread: Option<&'a Unread>,
    /// Other values that nothing reads where they are, where no contract applies.
    pub misplaced: &'a [MisplacedValue],
    /// What looks like the chart's values and is not read as such.
    pub misnamed: &'a [Misnamed],
    /// The agents and servers that they define, with typos corrected.
    pub model: &'a Model,
    /// The same as they are written.
    pub written: &'a (dyn Fn() -> Model + Sync),
    /// The software that runs them.
    pub platform: &'a Platform,
    /// What keeps Helm from parsing the chart's own templates.
    pub template_faults: &'a [TemplateFault],
    /// Where the templates fail on the values.
    pub render_failures: &'a [RenderFailure],
    /// The servers that they make.
    pub rendered_servers: &'a [RenderedServer],
    /// Servers that other charts of the target make, beside those of this one.
    pub namesakes: &'a [Namesake],
    /// What a GitOps controller sets and no template of the chart can read.
    pub unread_installed: &'a [UnreadInstalled],
    /// Conditions of charts below that Helm passes over, as they are no booleans.
    pub passed_over: &'a [PassedOverCondition],
    /// Names in values of kagent's own chart that are none of those that are known.
    pub unknown_choices: &'a [UnknownChoice],
    /// The literal credentials in values of kagent's own chart.
    pub released_credentials: &'a [Credential],
    /// The release of kagent's own chart that a GitOps controller makes.
    pub released_kagent: Option<&'a ReleasedKagent>,
    /// What of the chart is not judged.
    pub incomplete: &'a [UnjudgedPart],
    /// What the chart's own RemoteMCPServer template shows; `None` if there is no such template.
    pub evidence: Option<&'a Evidence>,
    /// Whether it is known what the templates read that make agents: they are there, or it is known of the chart's release.
    pub knows_reads: bool,
    /// What the contract's schema has against them.
    pub violations: &'a [Violation],
    /// What the schemas that the charts bring along make of them.
    pub chart_schemas: &'a [Verdict<'a>],
    /// The sources that were read.
    pub sources: &'a Sources,
    /// Which template text in the values is evaluated.
    pub expansion: &'a Expansion,
    /// Whether there is no chart below the values, so that what is absent may be elsewhere.
    pub is_partial: bool,
    /// Whether something was not read that may set any key.
    pub has_unread_parts: bool,
    /// The root keys whose values are those of other charts, declared or in `charts/`.
    pub dependencies: &'a BTreeSet<Arc<str>>,
    /// Whether a template of the chart has this word where it may read a key below a root key: `key`, or `parent.key`. Of a
    /// value, [`Facts::is_read_by_a_template`] knows more.
    pub is_named_by_a_template: &'a (dyn Fn(&str, &ValuePath) -> bool + Sync),
    /// Whether a template of the chart has this key in quotes, as keys with dots are read.
    pub is_quoted_by_a_template: &'a (dyn Fn(&str) -> bool + Sync),
    /// Whether a template of the chart may read a value: it names the path, or uses what is around it as a whole.
    pub may_read: &'a (dyn Fn(&ValuePath) -> bool + Sync),
    /// Whether the rendering of the target reads a value, or something in it: itself, not as a part of what is around it.
    pub is_read: &'a (dyn Fn(&ValuePath) -> bool + Sync),
    /// Whether what a rule finds is reported as the error that a refusal by Helm is: the rule is neither off nor toned down.
    pub is_heard: &'a (dyn Fn(&str) -> bool + Sync),
    /// The dead keys, once they have been looked for, each with its place among the contract's.
    pub dead: OnceLock<Vec<(ValuePath, usize)>>,
    /// What agents need and lack as they are written, once that has been asked.
    pub lacking_as_written: OnceLock<BTreeSet<ValuePath>>,
}

impl Facts<'_> {
    /// Whether the chart's own templates show the contract that is chosen.
    pub fn is_shown(&self) -> bool {
        let shape = self.evidence.and_then(|evidence| evidence.shape);
        shape == Some(self.contract.shape())
    }

    /// Whether an agent needs a value that it lacks, also with misspelled keys as they are written.
    pub fn is_needed_as_written(&self, lacks: &ValuePath) -> bool {
        let lacking = self.lacking_as_written.get_or_init(|| {
            let written = (self.written)();
            let needs = written.agents.iter().flat_map(Agent::unguarded);
            let lacking = needs.filter_map(|need| Some(need.failing()?.path.clone()));
            lacking.collect()
        });
        lacking.contains(lacks)
    }

    /// What rules about wiring may see of it.
    pub fn wiring(&self) -> WiringFacts<'_> {
        WiringFacts {
            model: self.model,
            written: self.written,
            platform: self.platform,
            shape: self.contract.shape(),
            is_partial: self.is_partial,
            has_unread_parts: self.has_unread_parts,
            namesakes: self.namesakes,
            origins: self,
        }
    }

    /// The agents that can be called.
    pub fn active_agents(&self) -> impl Iterator<Item = &Agent> {
        self.model.agents.iter().filter(|agent| agent.is_active())
    }

    /// The calls of the agents that can be called.
    pub fn active_calls(&self) -> impl Iterator<Item = AgentCall<'_>> {
        self.active_agents().flat_map(Agent::calls)
    }

    /// The agent that a path belongs to.
    pub fn agent_of(&self, path: &ValuePath) -> Option<&Agent> {
        let definitions = ValuePath::parse(&self.contract.definition.layout.definitions);
        let name = match path
            .segments()
            .strip_prefix(definitions.segments())?
            .first()?
        {
            Segment::Key(name) => name,
            Segment::Index(_) => return None,
        };
        wiring::agent_called(self.model, name)
    }

    /// The paths that a pattern matches, in which `*` matches any key or index; nulls count as absent.
    pub fn matching(&self, pattern: &str) -> Vec<ValuePath> {
        let mut found = Vec::new();
        let pattern = ValuePath::parse(pattern);
        expand(
            &self.values.root,
            &ValuePath::root(),
            pattern.segments(),
            &mut found,
        );
        found
    }

    /// Whether a template of the chart reads what is at a path: it names the key with its parent, or by itself where
    /// the contract knows no other key of that name.
    pub fn is_read_by_a_template(&self, path: &ValuePath) -> bool {
        let Some(key) = path.last_key() else {
            return false;
        };
        let parent = path.split_last().and_then(|(parent, _)| {
            let parent = parent.last_key()?;
            Some(format!("{parent}.{key}"))
        });
        parent.is_some_and(|both| self.is_named(path, &both))
            || (!self.contract.schema.knows_somewhere(key) && self.is_named(path, key))
    }

    /// Whether a template has a word where it may read a key of the root that a path starts at.
    pub fn is_named(&self, path: &ValuePath, word: &str) -> bool {
        (self.is_named_by_a_template)(word, path)
    }

    /// Whether it is known what the chart's templates read, and none of them names the key of a path.
    pub fn is_seen_unread(&self, path: &ValuePath) -> bool {
        let is_named = |key| self.is_named(path, key);
        self.knows_reads && !path.last_key().is_some_and(is_named)
    }

    /// The keys in the values that the contract knows to be dead, with what it says of them. A key that a template of the
    /// chart reads is alive.
    pub fn dead_keys(&self) -> impl Iterator<Item = (&ValuePath, &DeadKey)> {
        let found = self.dead.get_or_init(|| self.find_dead_keys());
        let known = &self.contract.definition.dead;
        found.iter().map(|(path, index)| (path, &known[*index]))
    }

    fn find_dead_keys(&self) -> Vec<(ValuePath, usize)> {
        let known = self.contract.definition.dead.iter().enumerate();
        let keys = known.flat_map(|(index, dead)| {
            let paths = self.matching(&dead.path).into_iter();
            paths.map(move |path| (path, index, dead))
        });
        keys.filter(|(path, _, dead)| {
            !(self.is_read)(path)
                && !self.is_read_by_a_template(path)
                && (!dead.if_unread || self.is_seen_unread(path))
        })
        .map(|(path, index, _)| (path, index))
        .collect()
    }

    /// Whether a path is below a dead key, so that what is wrong with it does not matter.
    pub fn is_below_a_dead_key(&self, path: &ValuePath) -> bool {
        let mut keys = self.dead_keys();
        keys.any(|(key, _)| key != path && key.contains(path))
    }

    /// The ServiceAccount that an agent runs as, as [`WiringFacts::service_account`] has it.
    pub fn service_account(&self, agent: &Agent) -> Option<ServiceAccount> {
        self.wiring().service_account(agent)
    }

    /// Violations that no rule about wiring owns; none below a dead key, and none of a chart that means something else by the
    /// contract's keys.
    pub fn unowned_violations(&self) -> impl Iterator<Item = &Violation> {
        let violations = if self.is_of_another_kind() {
            &[]
        } else {
            self.violations
        };
        violations
            .iter()
            .filter(|violation| violation.owner.is_none())
            .filter(|violation| !self.is_open(violation))
            .filter(|violation| !self.is_below_a_dead_key(&violation.path))
    }

    /// Whether a schema complains about something that Helm will not read as it is: a value that is sealed or filled
    /// in, a key that is, or what SOPS adds to the values that it seals.
    pub fn is_open(&self, violation: &Violation) -> bool {
        let path = &violation.path;
        if self.values.stand_in_above(path).is_some() {
            return true;
        }
        let node = self.values.get(path);
        if node.is_some_and(|node| self.may_be_evaluated(path, node)) {
            return true;
        }
        match &violation.kind {
            ViolationKind::UnknownKey => path
                .last_key()
                .is_some_and(|key| StandIn::of(key).is_some() || self.is_of_sops(path)),
            ViolationKind::InvalidValue(Constraint::Other(_)) => {
                node.is_some_and(|node| self.values.holds_stand_in(node))
            }
            _ => false,
        }
    }

    /// Whether a value holds template text that a template passes through `tpl`, or that another tool evaluates before Helm.
    fn may_be_evaluated(&self, path: &ValuePath, node: &Node) -> bool {
        let is_evaluated = || {
            let fate = self.expansion.fate(path, self.contract);
            fate == Fate::Expanded || self.values.is_from_a_template(node)
        };
        node.as_str().is_some_and(holds_template) && is_evaluated()
    }

    /// Whether a path is the block that SOPS writes at the root of a file, and takes away when it opens the file.
    fn is_of_sops(&self, path: &ValuePath) -> bool {
        path.segments() == [Segment::from(SOPS)] && is_sealed_by_sops(&self.values.root)
    }

    /// Whether the chart has agents of another kind, such as those of a monitoring stack: no gate's root key is set, and the map
    /// that holds the definitions has no known or nearly known key.
    pub(super) fn is_of_another_kind(&self) -> bool {
        let definition = &self.contract.definition;
        let root = |path: &str| match ValuePath::parse(path).segments().first() {
            Some(Segment::Key(key)) => Some(ValuePath::keys([&**key])),
            _ => None,
        };
        let gates = [Gate::Platform, Gate::Gateway];
        let Some(agents) = root(&definition.layout.definitions) else {
            return false;
        };
        let Some(node) = self.values.get(&agents).filter(|_| !self.is_partial) else {
            return false;
        };
        let known = self.contract.schema.known_keys(&agents);
        let is_known =
            |key: &str| known.contains(&key) || nearest(key, known.iter().copied()).is_some();
        let mut keys = node.as_map().into_iter().flat_map(|map| map.entries());
        !gates
            .iter()
            .filter_map(|gate| root(definition.gates.get(gate)?))
            .any(|gate| self.values.get(&gate).is_some())
            && !keys.any(|entry| is_known(&entry.key))
            && !holds_agent(node)
    }

    /// What happens if the templates fail because something is absent, in words. Without a chart one cannot know that
    /// it is absent, and without its templates one cannot know what Helm does.
    pub fn template_fails(&self) -> String {
        let fails = self.model.templates.fail();
        match self.is_partial {
            true => format!("unless the chart has it, {fails}"),
            false => fails.to_owned(),
        }
    }

    /// The text at a place.
    pub fn text(&self, place: Place) -> String {
        let source = self.sources.get(place.source);
        source
            .text()
            .get(place.span.range())
            .unwrap_or_default()
            .to_owned()
    }
}

fn expand(node: &Node, path: &ValuePath, pattern: &[Segment], found: &mut Vec<ValuePath>) {
    let Some((first, rest)) = pattern.split_first() else {
        if !node.is_null() {
            found.push(path.clone());
        }
        return;
    };
    let is_any = *first == Segment::from("*");
    for entry in node.as_map().into_iter().flat_map(|map| map.entries()) {
        let key = Segment::Key(entry.key.clone());
        if is_any || key == *first {
            expand(&entry.node, &path.join(key), rest, found);
        }
    }
    for (index, item) in node.as_list().into_iter().flatten().enumerate() {
        if is_any || Segment::Index(index) == *first {
            expand(item, &path.join(index), rest, found);
        }
    }
}
