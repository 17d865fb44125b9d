//! A key that nothing reads.

use super::words::ticked;
use super::{Docs, Draft, Facts, Mends, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::schema::Kind;
use crate::source::{Place, Segment, ValuePath, nearest};

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "unknown-key",
    severity: Severity::Error,
    tier: Tier::Key,
    mends: Mends::Either,
    summary: "a key that nothing reads: an error when it is a near miss of a known one, else a warning",
    docs: Docs {
        around: None,
        finds: "A key below `agents` that neither the contract nor any template of the chart reads. A near miss of \
                a known key (another case, `-` or `_`, a letter or two) is an error, any other key a warning. At \
                the root a near miss of `agents` that holds definitions is found too.",
        why: "Helm ignores keys that no template reads. A misspelled `allowedHeaders` changes nothing, and every \
              call goes on as before.",
        bad: "agents:\n  definitions:\n    helper:\n      alowedHeaders: [x-request-id]\n",
        good: "agents:\n  definitions:\n    helper:\n      allowedHeaders: [x-request-id, authorization]\n",
        fix: "Rename the key as the message says, or remove it.",
        evidence: &[
            "giantswarm/agentic-platform v1.17.0: the schema of its values leaves `agents` open, so that Helm \
             refuses no key there.",
            "giantswarm/agentic-platform #110: `tokenDuration` stayed in values after the templates had ceased to \
             read it.",
            "giantswarm/agentic-platform #204: what is left below `agents` from v2.0.0 on is accepted and ignored.",
        ],
    },
    check,
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    misspelled_root(facts, sink);
    for violation in facts.unowned_violations() {
        if violation.kind == Kind::UnknownKey {
            unknown(facts, sink, &violation.path);
        }
    }
}

fn unknown(facts: &Facts<'_>, sink: &mut Sink<'_>, path: &ValuePath) {
    let (Some((parent, _)), Some(key)) = (path.split_last(), path.last_key()) else {
        return;
    };
    if facts.is_named(path, key) {
        return;
    }
    let known = facts.contract.schema.known_keys(&parent);
    let place = facts
        .values
        .key_place(path)
        .unwrap_or_else(|| facts.values.locate(path));
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

/// A near miss of the root key below which agents are defined.
fn misspelled_root(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let layout = ValuePath::parse(&facts.contract.definition.layout.definitions);
    let [Segment::Key(root), Segment::Key(definitions), ..] = layout.segments() else {
        return;
    };
    for entry in facts
        .values
        .root
        .as_map()
        .into_iter()
        .flat_map(|map| map.entries())
    {
        let is_near = nearest(&entry.key, [&**root]).is_some();
        if is_near && entry.node.get(definitions).is_some() {
            let path = ValuePath::root().join(Segment::Key(entry.key.clone()));
            sink.report(&RULE, near_miss(&path, entry.key_place, &entry.key, root));
        }
    }
}

fn near_miss(path: &ValuePath, place: Place, key: &str, meant: &str) -> Draft {
    Draft::new(
        path,
        place,
        format!("nothing reads `{key}`, so it changes nothing; did you mean `{meant}`?"),
    )
    .label(format!("did you mean `{meant}`?"))
    .help(format!("rename it to `{meant}`"))
    .fix(
        format!("rename it to `{meant}`"),
        Change::Rename(path.clone(), meant.to_owned()),
    )
}
