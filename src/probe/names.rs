//! Whether headers hang on how an agent is called, or on how many agents there are.

use super::agent::NAME;
use super::run::Run;
use super::servers::{Server, servers};
use super::shape::sent;
use super::{Probe, nodes};
use crate::template::origin::TextId;
use crate::template::{Rendering, reached_from};
use crate::yaml::Node;
use std::collections::BTreeSet;

/// The shortest name and the longest that Kubernetes takes, one of which sorts before the agent's own, and one after it.
const EXTREMES: [&str; 2] = [
    "a",
    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
];

/// The functions that templates compare texts with.
const COMPARISONS: [&str; 10] = [
    "eq",
    "ne",
    "has",
    "hasPrefix",
    "hasSuffix",
    "contains",
    "regexMatch",
    "mustRegexMatch",
    "hasKey",
    "list",
];

/// How many texts are tried as names.
const MOST: usize = 16;

impl Probe<'_> {
    /// Whether an agent like that of a run has the same headers under another name, and among others.
    pub(super) fn is_for_any_name(&self, run: &Run, found: &[Server]) -> bool {
        let files: BTreeSet<TextId> = found.iter().map(|server| server.file).collect();
        let Some(agent) = run.values.at(&self.agent()) else {
            return true;
        };
        let expected = sent(found);
        let is_found = |server: &Server| found.iter().any(|one| one.name == server.name);
        let all = servers(&run.rendering, self.options.version);
        let of_nobody: Vec<Server> = all.into_iter().filter(|one| !is_found(one)).collect();
        let is_same = |rendering: &Rendering| {
            let mut all = servers(rendering, self.options.version);
            all.retain(|server| !of_nobody.iter().any(|one| one.name == server.name));
            all.is_empty() || sent(&all) == expected
        };
        let names = self.names(&files);
        let among: Vec<&str> = names.iter().map(String::as_str).chain([NAME]).collect();
        let together = self.render(&self.called(run, agent, &among), &files);
        // Where they cannot all be there, each is tried alone.
        if together.failures.is_empty() {
            return is_same(&together);
        }
        names.iter().all(|name| {
            let alone = self.called(run, agent, &[name]);
            is_same(&self.render(&alone, &files))
        })
    }

    /// The values of a run with its agent under these names.
    fn called(&self, run: &Run, agent: &Node, names: &[&str]) -> Node {
        let mut values = run.values.clone();
        let definitions = self.path(&self.definition.layout.definitions);
        nodes::put(&mut values, &definitions, nodes::map(agent.place));
        for name in names {
            nodes::put(&mut values, &definitions.join(*name), agent.clone());
        }
        values
    }

    /// Names that a file, or what it calls, may treat otherwise: long and short ones, and those that it compares something with.
    fn names(&self, files: &BTreeSet<TextId>) -> BTreeSet<String> {
        let text = |id: &TextId| self.program.texts().get(id.0 as usize);
        let files = files.iter().filter_map(text);
        let reached = files.flat_map(|file| reached_from(self.program, &file.name));
        let reached: BTreeSet<TextId> = reached.collect();
        let texts = reached.iter().filter_map(text);
        let compared = texts.flat_map(|text| compared_texts(&text.source));
        let mut names: BTreeSet<String> = BTreeSet::new();
        for name in compared {
            if names.len() < MOST {
                names.insert(name);
            }
        }
        names.extend(EXTREMES.map(str::to_owned));
        names.remove(NAME);
        names
    }
}

/// The texts in actions that compare, as far as they may be names. Of a pattern, the plain characters.
fn compared_texts(template: &str) -> impl Iterator<Item = String> {
    let actions = template.split("{{").skip(1);
    let actions = actions.filter_map(|rest| rest.split("}}").next());
    let comparing = actions.filter(|action| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '$' | '_');
        let mut words = action.split(|c: char| !is_part(c));
        words.any(|word| COMPARISONS.contains(&word))
    });
    comparing
        .flat_map(|action| action.split(['"', '`']).skip(1).step_by(2))
        .filter_map(|text| {
            let is_plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
            let mut name: String = text.chars().filter(is_plain).collect();
            // No name begins with a hyphen, but the end of one may.
            if name.starts_with('-') {
                name.insert(0, 'x');
            }
            let is_name = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.len() <= 63;
            is_name.then_some(name)
        })
}
