//! The lines that a template writes, read for agents' servers and their headers.

use super::condition::Condition;
use super::eval::UNKNOWN;
use crate::contract::{HeaderShape, SentWhen};

/// How much is read of a header's name.
const MAX_NAME: usize = 256;

/// Where a template writes something, and under which conditions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site {
    /// Where this is in the file that is rendered: a helper's output is where it is called.
    pub(super) start: usize,
    /// How many branches are open.
    pub(super) depth: usize,
    /// The number of the branch that this is in; the two sides of an `else` are two branches.
    pub(super) branch: usize,
    /// Whose objects are written here.
    pub(super) owner: Owner,
    /// When this is written, within its document.
    pub(super) condition: Condition,
    /// Whether the flag decides about the whole document.
    pub(super) is_flagged: bool,
}

/// Whose objects are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// Those of the chart as a whole.
    Chart,
    /// One for each of something.
    Each,
    /// One for each agent.
    Agent,
    /// One for each further server.
    Listed,
}

/// A RemoteMCPServer of agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FoundHeaders {
    /// Where it shows best in its file which headers it sends.
    pub(super) start: usize,
    /// Which those are; `None` if this is not known.
    pub(super) shape: Option<HeaderShape>,
}

/// The lines of a file, as they come.
#[derive(Debug, Default)]
pub(super) struct Lines {
    line: String,
    site: Option<Site>,
    /// Whether parts of the line are in different branches.
    is_mixed: bool,
    document: Option<ManifestText>,
    /// What was found so far.
    pub(super) found: Vec<FoundHeaders>,
}

#[derive(Debug)]
struct ManifestText {
    /// Where it begins.
    first: Site,
    kind: Option<usize>,
    is_muster: bool,
    /// How far its `headersFrom` is indented, within that.
    headers: Option<usize>,
    /// How far the keys of the header are indented, within one.
    item: usize,
    subject: Option<Condition>,
    actor: Option<Condition>,
    shown_by: [Option<usize>; 2],
    is_unclear: bool,
}

impl Lines {
    /// How many branches were open where the document began.
    pub(super) fn depth(&self) -> Option<usize> {
        self.document.as_ref().map(|document| document.first.depth)
    }

    /// Begins a line so far from the left, unless it is begun.
    pub(super) fn start_line(&mut self, indent: usize) {
        if self.line.is_empty() {
            self.line.extend(std::iter::repeat_n(' ', indent));
        }
    }

    /// Adds a part of a line, without its end; and the place of its content if it is not only spaces.
    pub(super) fn push(&mut self, part: &str, site: Option<Site>) {
        if let Some(site) = site {
            let first = self.site.get_or_insert(site);
            self.is_mixed |= first.branch != site.branch;
        }
        self.line.push_str(part);
    }

    pub(super) fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let is_mixed = std::mem::take(&mut self.is_mixed);
        let Some(site) = self.site.take() else {
            return;
        };
        let content = line.trim();
        if content.starts_with('#') {
            return;
        }
        if line.starts_with("---") {
            self.end_document();
            return;
        }
        let document = self.document.get_or_insert_with(|| ManifestText::new(site));
        document.read(line.trim_end(), site, is_mixed);
    }

    /// Ends a document, and the line.
    pub(super) fn end_document(&mut self) {
        if !self.line.is_empty() && !self.line.starts_with("---") {
            self.end_line();
        }
        self.found
            .extend(self.document.take().and_then(ManifestText::found));
    }
}

impl ManifestText {
    fn new(first: Site) -> Self {
        Self {
            first,
            kind: None,
            is_muster: false,
            headers: None,
            item: 0,
            subject: None,
            actor: None,
            shown_by: [None; 2],
            is_unclear: false,
        }
    }

    fn found(self) -> Option<FoundHeaders> {
        let start = self.kind?;
        let is_agents = match self.first.owner {
            Owner::Agent => true,
            Owner::Each => self.is_muster,
            Owner::Chart | Owner::Listed => false,
        };
        if !is_agents {
            return None;
        }
        let sent = |condition: Option<Condition>| match condition {
            None => Some(SentWhen::Never),
            Some(condition) => condition.sent(),
        };
        let shape = || {
            Some(HeaderShape {
                subject: sent(self.subject)?,
                actor: sent(self.actor)?,
            })
        };
        let [subject, actor] = self.shown_by;
        let is_unclear = self.is_unclear || self.first.is_flagged;
        Some(FoundHeaders {
            start: actor.or(subject).unwrap_or(start),
            shape: if is_unclear { None } else { shape() },
        })
    }

    fn read(&mut self, line: &str, site: Site, is_mixed: bool) {
        let indent = line.len() - line.trim_start().len();
        let mut rest = line.trim_start();
        let mut column = indent;
        while let Some(item) = rest
            .strip_prefix('-')
            .filter(|item| item.is_empty() || item.starts_with(' '))
        {
            column += rest.len() - item.trim_start().len();
            rest = item.trim_start();
        }
        let is_item = column > indent;
        let (key, value) = match rest.split_once(':') {
            Some((key, value)) => (unquoted(key), value.trim_start()),
            None => ("", rest),
        };
        if indent == 0 && !is_item && key == "kind" {
            self.is_unclear |= is_mixed;
            if unquoted(value) == "RemoteMCPServer" {
                self.kind.get_or_insert(site.start);
            }
        }
        if key == "name" && self.headers.is_none() {
            let name = unquoted(value);
            self.is_muster |= name.starts_with("muster-") && name.contains(UNKNOWN);
        }
        if key == "headersFrom" {
            self.headers = Some(column);
            self.item = usize::MAX;
            self.is_unclear |= is_mixed;
            self.header(value, site, is_mixed);
            return;
        }
        let Some(start) = self.headers else {
            return;
        };
        // What is unknown may be the list's items, which need not be indented.
        let is_within = is_item || rest.starts_with(UNKNOWN);
        if indent < start || (indent == start && !is_within) {
            self.headers = None;
            return;
        }
        if is_item {
            self.item = column;
        }
        let is_name = key == "name" && column == self.item;
        self.is_unclear |= is_name && (is_mixed || value.contains(UNKNOWN));
        self.header(rest, site, is_mixed);
    }

    /// Reads what is in `headersFrom`: a line, or all of it in brackets.
    fn header(&mut self, content: &str, site: Site, is_mixed: bool) {
        let content = uncommented(content);
        let is_in_brackets = content.starts_with(['[', '{']) && content.contains(UNKNOWN);
        let is_named = names(content)
            .next()
            .is_some_and(|name| !name.contains(UNKNOWN));
        self.is_unclear |= content.starts_with(UNKNOWN) || (is_in_brackets && !is_named);
        for name in names(content) {
            let (condition, place) = if name.eq_ignore_ascii_case("authorization") {
                (&mut self.subject, &mut self.shown_by[0])
            } else if name.eq_ignore_ascii_case("x-actor-token") {
                (&mut self.actor, &mut self.shown_by[1])
            } else {
                continue;
            };
            // How a header is spelled decides who wins on Python, and no contract knows another spelling.
            self.is_unclear |= !["Authorization", "X-Actor-Token"].contains(&name);
            *condition = Some(either(*condition, site.condition));
            place.get_or_insert(site.start);
            self.is_unclear |= is_mixed;
        }
    }
}

fn either(known: Option<Condition>, more: Condition) -> Condition {
    known.map_or(more, |known| known.or(more))
}

/// The values of all `name:` in a line.
fn names(content: &str) -> impl Iterator<Item = &str> {
    content.match_indices("name").filter_map(|(start, key)| {
        let before = content[..start].trim_end_matches(['"', '\'']);
        let after = content[start + key.len()..].trim_start_matches(['"', '\'']);
        let value = after.trim_start().strip_prefix(':')?;
        let is_key = before.is_empty() || before.ends_with([' ', '{', ',', '-']);
        let value = &value[..value.floor_char_boundary(MAX_NAME)];
        let end = value.find([',', '}', ']']).unwrap_or(value.len());
        is_key.then(|| unquoted(&value[..end]))
    })
}

fn unquoted(text: &str) -> &str {
    uncommented(text).trim().trim_matches(['"', '\''])
}

fn uncommented(text: &str) -> &str {
    let comment = text.find(" #").unwrap_or(text.len());
    &text[..comment]
}
