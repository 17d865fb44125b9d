//! A key that nothing reads.

use super::support::dotted;
use super::support::nearby::{self, MisplacedRoot, Miss};
use super::support::prefixed;
use super::support::quoted;
use super::support::spelled::{self, Flat};
use super::support::words::ticked;
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::schema::ViolationKind;
use crate::source::{Place, Segment, SourceId, ValuePath, nearest};
use crate::values::{Flag, LayerKind};
use crate::yaml::{Entry, Node, Value};
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    id: "unknown-key",
    severity: Severity::Error,
    tier: Tier::Key,
    fixable: Fixability::Either,
    summary: "a key that nothing reads: an error when it is a near miss of a known one, else a warning",
    docs: Docs {
        around: None,
        finds: "A key below `agents` that neither the contract nor any template of the chart reads. A near miss of a known key \
                (another case, `-` or `_`, a letter or two) is an error, any other key a warning. Outside of `agents` there are \
                these cases. At the root: a near miss of `agents` with definitions or servers in it; `definitions`; and, as a \
                warning, an unread key that contains all of the values once more, which is also reported for an argument such as \
                `--set values.kagent.enabled=true`. Elsewhere: a near miss of a key that the contract reads (`kagnet`, \
                `muster.fullnameOveride`), if the chart's templates show the contract, the key is one letter off, and the \
                chart's values and templates do not know it. Anywhere: a key that spells a path which the contract reads, with \
                dots, slashes or colons, such as `kagent.enabled` or `agents.definitions.helper.enabled`; to Helm it is one key. \
                And, as a warning, a key with dots, such as `image.tag`, for a path that the chart's own values have or a \
                template names, where no template may read the key as it is.",
        why: "Helm ignores keys that no template reads. A misspelled `allowedHeaders` changes nothing, and every call goes on as \
              before. Only in `--set` do dots separate the keys of a path; in a file they are part of the key.",
        bad: "\
agents:
  definitions:
    helper:
      alowedHeaders: [x-request-id]
",
        good: "\
agents:
  definitions:
    helper:
      allowedHeaders: [x-request-id, authorization]
",
        fix: "Rename the key as the message says, or remove it. Write a path as nested keys: `kagent: {enabled: true}`.",
        evidence: &[
            "giantswarm/agentic-platform v1.17.0: the schema of its values leaves `agents` open, so that Helm \
             refuses no key there.",
            "giantswarm/agentic-platform #110: `tokenDuration` stayed in values after the templates had ceased to \
             read it.",
            "Asked of Helm 3.10.1 and 4.2.3: `agents.definitions.helper.enabled: false` in a values file switches nothing \
             off.",
            "giantswarm/agentic-platform #204: what is left below `agents` from v2.0.0 on is accepted and ignored.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let quoted = quoted::quoted(facts);
    for found in &quoted {
        sink.report(&RULE, quoted::draft(found));
    }
    // Nothing else is reported about these arguments.
    let mut told = quoted::sources(&quoted);
    misspelled_root(facts, sink, &told);
    let flat = spelled::flat_keys(facts);
    for violation in facts.unowned_violations() {
        let is_flat = flat.iter().any(|flat| flat.path == violation.path);
        if violation.kind == ViolationKind::UnknownKey && !is_flat {
            unknown(facts, sink, &violation.path, &told);
        }
    }
    for flat in &flat {
        sink.report(&RULE, one_key(facts, flat));
    }
    for dotted in dotted::dotted_keys(facts, &flat) {
        let draft = one_key(facts, &dotted);
        sink.report(&RULE, draft.severity(Severity::Warning));
    }
    let misses = nearby::misses(facts).into_iter();
    for Miss { path, place, meant } in misses.filter(|miss| !told.contains(&miss.place.source)) {
        let message = format!("{}; did you mean `{meant}`?", unread(facts, &path));
        let draft = renamed(Draft::new(&path, place, message), &meant);
        sink.report(&RULE, draft.needs_review());
    }
    let prefixed = prefixed::prefixed(facts);
    for found in &prefixed {
        let draft = prefixed::draft(facts, found);
        sink.report(&RULE, draft.severity(Severity::Warning));
    }
    told.extend(prefixed::sources(&prefixed));
    let all = nearby::misplaced(facts).into_iter();
    for found in all.filter(|found| !told.contains(&found.place.source)) {
        sink.report(&RULE, misplaced(facts, &found));
    }
}

/// What is known of a key that a contract does not know, where the chart's templates are at hand.
fn unread(facts: &Facts<'_>, path: &ValuePath) -> String {
    let key = path.last_key().unwrap_or_default();
    let place = match path.segments() {
        [_] => " at the root of the values",
        _ => "",
    };
    if (facts.may_read)(path) {
        // It may change a checksum, or a value that is handed to another chart.
        return format!("no template of the chart names `{key}`{place}");
    }
    format!("no template of the chart reads `{key}`{place}, so it changes nothing")
}

/// A root key that is read elsewhere, or holds what is.
fn misplaced(facts: &Facts<'_>, found: &MisplacedRoot) -> Draft {
    let MisplacedRoot {
        path, place, meant, ..
    } = found;
    let key = path.last_key().unwrap_or_default();
    let parent = meant
        .split_last()
        .map_or_else(ValuePath::root, |(parent, _)| parent);
    let label = match (facts.may_read)(path) {
        true => "no template names this",
        false => "nothing reads this",
    };
    let draft = |message: String| Draft::new(path, *place, message).label(label);
    if found.is_it {
        return draft(format!(
            "{}: it is read below `{parent}`",
            unread(facts, path)
        ))
        .help(match is_by_path(facts, *place) {
            true => format!("write its path from the root: `{meant}`"),
            false => format!("put it below `{parent}:`, deeper by one step"),
        });
    }
    let whose = if facts.values.get(meant).is_some() {
        format!("the `{meant}` at the root counts")
    } else {
        format!("`{meant}` is read at the root")
    };
    let help = format!(
        "take what is below `{key}:` to the root of the values, or give the file to the chart that reads `{key}`"
    );
    draft(format!("{}: {whose}", unread(facts, path)))
        .severity(Severity::Warning)
        .help(help)
}

fn unknown(facts: &Facts<'_>, sink: &mut Sink<'_>, path: &ValuePath, told: &BTreeSet<SourceId>) {
    let (Some((parent, _)), Some(key)) = (path.split_last(), path.last_key()) else {
        return;
    };
    let is_named = if key.contains('.') {
        (facts.is_quoted_by_a_template)(key)
    } else {
        facts.is_named(path, key)
    };
    if is_named || (facts.is_read)(path) {
        return;
    }
    let known = facts.contract.schema.known_keys(&parent);
    let place = facts
        .values
        .key_place(path)
        .unwrap_or_else(|| facts.values.locate(path));
    if told.contains(&place.source) {
        return;
    }
    if let Some(meant) = before_colon(key, &known) {
        sink.report(&RULE, without_blank(path, place, key, meant));
        return;
    }
    match nearest(key, known.iter().copied()) {
        Some(meant) => sink.report(&RULE, near_miss(path, place, key, meant)),
        None => sink.report(
            &RULE,
            Draft::new(
                path,
                place,
                format!("nothing reads `{key}` in {parent}: it changes nothing"),
            )
            .severity(Severity::Warning)
            .help(format!("remove it; known here: {}", ticked(known))),
        ),
    }
}

/// The known key that is before a colon in a key: without a space after it, `{enabled:false}` is one key.
fn before_colon<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    let (before, _) = key.split_once(':')?;
    known.iter().copied().find(|known| *known == before.trim())
}

fn without_blank(path: &ValuePath, place: Place, key: &str, meant: &str) -> Draft {
    Draft::new(
        path,
        place,
        format!(
            "`{key}` is one key without a value, since no blank follows the colon: nothing reads it"
        ),
    )
    .label("one key")
    .help(format!("put a blank after the colon: `{meant}: …`"))
}

/// Near misses of the root key below which agents are defined.
fn misspelled_root(facts: &Facts<'_>, sink: &mut Sink<'_>, told: &BTreeSet<SourceId>) {
    let root = agents_root(facts);
    let roots = misspelled_roots(facts).into_iter();
    for entry in roots.filter(|entry| !told.contains(&entry.key_place.source)) {
        let path = ValuePath::root().join(Segment::Key(entry.key.clone()));
        sink.report(&RULE, near_miss(&path, entry.key_place, &entry.key, &root));
    }
}

/// The root key below which agents are defined.
pub(super) fn agents_root(facts: &Facts<'_>) -> String {
    let definitions = ValuePath::parse(&facts.contract.definition.layout.definitions);
    match definitions.segments().first() {
        Some(Segment::Key(root)) => root.to_string(),
        _ => String::new(),
    }
}

/// The entries of the root that were meant to be the one below which agents are defined: they hold definitions or servers.
pub(super) fn misspelled_roots<'f>(facts: &'f Facts<'_>) -> Vec<&'f Entry> {
    let layout = &facts.contract.definition.layout;
    let root = agents_root(facts);
    let held = [&layout.definitions, &layout.servers].map(|path| {
        let path = ValuePath::parse(path);
        path.last_key().unwrap_or_default().to_owned()
    });
    let known = facts.contract.schema.known_keys(&ValuePath::root());
    let entries = facts.values.root.as_map().into_iter();
    let entries = entries.flat_map(|map| map.entries());
    entries
        .filter(|entry| !known.contains(&&*entry.key) && !nearby::holds_anchors(&entry.key))
        .filter(|entry| nearest(&entry.key, [&*root]).is_some())
        .filter(|entry| held.iter().any(|key| entry.node.get(key).is_some()))
        .collect()
}

fn near_miss(path: &ValuePath, place: Place, key: &str, meant: &str) -> Draft {
    let message = format!("nothing reads `{key}`, so it changes nothing; did you mean `{meant}`?");
    renamed(Draft::new(path, place, message), meant)
}

/// Offers to rename a key. What it was meant to be is in the message, which every format shows.
fn renamed(draft: Draft, meant: &str) -> Draft {
    let change = Change::Rename(draft.path.clone(), meant.to_owned());
    draft
        .label("nothing reads this")
        .fix(format!("rename it to `{meant}`"), change)
}

/// A key that spells a path.
fn one_key(facts: &Facts<'_>, flat: &Flat) -> Draft {
    let Flat { path, place, meant } = flat;
    let key = path.last_key().unwrap_or_default();
    let is_agents = facts
        .agent_of(path)
        .is_some_and(|agent| agent.path == *path);
    let message = if is_agents {
        format!(
            "Helm takes `{key}` for the name of an agent, dots included: it changes nothing of the agent that is meant"
        )
    } else {
        format!(
            "Helm takes `{key}` for one key, and nothing reads a key of that name: it changes nothing"
        )
    };
    let draft = Draft::new(path, *place, message)
        .label("one key")
        .help(written_out(facts, flat));
    let node = facts.values.get(path);
    match node.and_then(|node| moved(facts, flat, node)) {
        Some(change) => draft
            .fix(format!("move it to {meant}"), change)
            .needs_review(),
        None => draft,
    }
}

/// Whether a key is in the path of an argument.
fn is_by_path(facts: &Facts<'_>, place: Place) -> bool {
    let rank = facts.values.layer_index(place);
    let kind = rank.map(|rank| facts.values.layers[rank].kind);
    matches!(kind, Some(LayerKind::Argument(flag)) if flag != Flag::SetJson)
}

/// How to write what was meant, where the key is.
fn written_out(facts: &Facts<'_>, flat: &Flat) -> String {
    let Flat { path, place, meant } = flat;
    let parent = path
        .split_last()
        .map_or_else(ValuePath::root, |(parent, _)| parent);
    if is_by_path(facts, *place) {
        return match path.last_key().is_some_and(|key| key.contains('.')) {
            true => {
                format!("a `\\` makes a dot a part of the key; write the path without: `{meant}=…`")
            }
            false => format!("set the steps of the path apart by dots: `{meant}=…`"),
        };
    }
    let nested = spelled::nested(&parent, meant);
    let index = |segment: &Segment| matches!(segment, Segment::Index(_));
    let list = if meant.segments().iter().any(index) {
        ", with all items of the list, since Helm replaces lists as a whole"
    } else {
        ""
    };
    let unread = match spelled::unread_key(facts, meant) {
        Some(key) => format!("; but nothing is known to read `{key}` there, either"),
        None => String::new(),
    };
    format!("write it as nested keys: `{nested}`{list}{unread}")
}

/// The change that puts a scalar where it was meant to be; `None` if that is in a list, or the file has something there.
fn moved(facts: &Facts<'_>, flat: &Flat, node: &Node) -> Option<Change> {
    if spelled::unread_key(facts, &flat.meant).is_some() {
        return None;
    }
    let value = match &node.value {
        Value::Bool(bool) => serde_json::Value::from(*bool),
        Value::String(text) => serde_json::Value::from(&**text),
        _ => return None,
    };
    let rank = facts.values.layer_index(flat.place)?;
    let root = &facts.values.layers[rank].root;
    let segments = flat.meant.segments();
    let depth = (1..segments.len()).rev().find(|depth| {
        let above = ValuePath::from(segments[..*depth].to_vec());
        root.at(&above).is_some_and(|node| node.as_map().is_some())
    });
    let depth = depth.unwrap_or(0);
    let target = ValuePath::from(segments[..=depth].to_vec());
    if root.at(&target).is_some() {
        return None;
    }
    let mut inner = value;
    for segment in segments[depth + 1..].iter().rev() {
        let Segment::Key(key) = segment else {
            return None;
        };
        inner = serde_json::json!({ &**key: inner });
    }
    Some(Change::Move(flat.path.clone(), target, inner))
}
