//! System messages that are templates (`promptTemplate`): what they include, and where it is looked up.

use crate::diagnostic::Severity;
use crate::manifests::{Kind, Object, Reference, has_key, is_open, is_whole, namespace_of};
use crate::rules::{Draft, ManifestFacts};
use crate::source::{Place, ValuePath, nearest};
use crate::yaml::Node;

/// The ConfigMap with prompts that kagent's own chart makes, and its keys.
const OWN: &str = "kagent-builtin-prompts";
const OWN_KEYS: [&str; 5] = [
    "skills-usage",
    "tool-usage-best-practices",
    "safety-guardrails",
    "kubernetes-context",
    "a2a-communication",
];

/// A source of prompts.
struct Source<'o> {
    /// The path of the word by which the message names it.
    path: ValuePath,
    place: Place,
    /// That word: the alias, else the name.
    word: &'o str,
    /// The name of the ConfigMap.
    name: &'o str,
}

/// What is wrong with the prompts of an agent.
pub(super) fn draft(facts: &ManifestFacts<'_>, object: &Object) -> Option<Draft> {
    let list = ValuePath::parse("spec.declarative.promptTemplate.dataSources");
    let count = object.get(&list)?.as_list()?.len();
    let sources: Option<Vec<Source<'_>>> = (0..count)
        .map(|index| source(object, &list.join(index)))
        .collect();
    // One that is not known may have any prompt.
    let sources = sources.filter(|sources| !sources.is_empty())?;
    clash(facts, object, &sources).or_else(|| missing(facts, object, &sources))
}

fn source<'o>(object: &'o Object, item: &ValuePath) -> Option<Source<'o>> {
    let text = |key: &str| {
        let node = object.get(&item.join(key));
        node.map_or(Some(""), |node| node.as_str().filter(|text| !is_open(text)))
    };
    let (name, alias) = (text("name")?, text("alias")?);
    let (key, word) = match alias {
        "" => ("name", name),
        alias => ("alias", alias),
    };
    let path = item.join(key);
    let place = object.get(&path)?.place;
    (!name.is_empty()).then_some(Source {
        path,
        place,
        word,
        name,
    })
}

/// Two sources that have a prompt in common under one name.
fn clash(facts: &ManifestFacts<'_>, object: &Object, sources: &[Source<'_>]) -> Option<Draft> {
    let pairs = sources.iter().enumerate().flat_map(|(index, later)| {
        let earlier = sources[..index].iter();
        earlier.map(move |earlier| (earlier, later))
    });
    let mut same = pairs.filter(|(earlier, later)| earlier.word == later.word);
    same.find_map(|(earlier, later)| {
        let (is_certain, common) = common(facts, object, earlier, later)?;
        let message = format!(
            "two sources of prompts are called `{}`{}: kagent's controller then refuses the agent (`duplicate prompt template \
             identifier`)",
            later.word, common
        );
        let draft = Draft::new(&later.path, later.place, message);
        let draft = draft.severity(match is_certain {
            true => Severity::Error,
            false => Severity::Warning,
        });
        let draft = draft.related(earlier.place, "the other one is here");
        Some(draft.help("write another `alias`, by which the system message includes its prompts"))
    })
}

/// Whether two sources of one name certainly have a key in common, and what to say of it; `None` if they have none.
fn common(
    facts: &ManifestFacts<'_>,
    object: &Object,
    one: &Source<'_>,
    other: &Source<'_>,
) -> Option<(bool, String)> {
    if one.name == other.name {
        return Some((true, String::new()));
    }
    let unknown = (false, ", and may have a prompt in common".to_owned());
    let (maps, others) = (maps(facts, object, one), maps(facts, object, other));
    let ([map], [other]) = (&maps[..], &others[..]) else {
        return Some(unknown);
    };
    if !is_whole(map) || !is_whole(other) {
        return Some(unknown);
    }
    let data = map.node.get("data").and_then(Node::as_map)?;
    let mut keys = data.entries().iter().map(|entry| &*entry.key);
    let key = keys.find(|key| has_key(other, key))?;
    Some((true, format!(", and both have `{key}`")))
}

/// The first prompt that a system message includes and no source has.
fn missing(facts: &ManifestFacts<'_>, object: &Object, sources: &[Source<'_>]) -> Option<Draft> {
    let path = ValuePath::parse("spec.declarative.systemMessage");
    let node = object.get(&path)?;
    let included = included(node.as_str()?)?;
    let draft = |reason: String, help: String, is_certain: bool| {
        let message = format!(
            "{reason}: kagent's controller refuses the agent (`prompt template … not found in promptSources`)"
        );
        let draft = Draft::new(&path, node.place, message).help(help);
        draft.severity(match is_certain {
            true => Severity::Error,
            false => Severity::Warning,
        })
    };
    included.into_iter().find_map(|prompt| {
        let words = || sources.iter().map(|source| source.word);
        let (word, key) = prompt.split_once('/').unwrap_or((prompt, ""));
        let Some(source) = sources.iter().find(|source| source.word == word) else {
            let meant = nearest(word, words()).or(match sources {
                [only] => Some(only.word),
                _ => None,
            });
            let help = match meant {
                Some(meant) => format!("write `{meant}/{key}`"),
                None => "write the alias of a source, else its name, before the slash".to_owned(),
            };
            let reason = format!(
                "the system message includes `{prompt}`, and no source of `promptTemplate` is called `{word}`"
            );
            return Some(draft(reason, help, true));
        };
        // Of two sources of one name either may have it.
        if words().filter(|other| *other == word).count() > 1 {
            return None;
        }
        let (keys, is_certain) = keys(facts, object, source)?;
        if keys.contains(&key) {
            return None;
        }
        let help = match nearest(key, keys.iter().copied()) {
            Some(meant) => format!("write `{word}/{meant}`"),
            None => format!("write a key that the ConfigMap `{}` has", source.name),
        };
        let reason = format!(
            "the system message includes `{prompt}`, and ConfigMap `{}` has no key `{key}`",
            source.name
        );
        Some(draft(reason, help, is_certain))
    })
}

/// The keys of a source, and whether they are certain; `None` if they are not known.
fn keys<'f>(
    facts: &ManifestFacts<'f>,
    object: &Object,
    source: &Source<'_>,
) -> Option<(Vec<&'f str>, bool)> {
    match &maps(facts, object, source)[..] {
        [] if source.name == OWN => Some((OWN_KEYS.to_vec(), false)),
        [map] if is_whole(map) => {
            let map = map.node.get("data").and_then(Node::as_map)?;
            let keys = map.entries().iter().map(|entry| &*entry.key);
            Some((keys.collect(), facts.set.is_complete))
        }
        _ => None,
    }
}

/// The ConfigMaps that a source may be.
fn maps<'f>(facts: &ManifestFacts<'f>, object: &Object, source: &Source<'_>) -> Vec<&'f Object> {
    facts.known().found(&Reference {
        path: source.path.clone(),
        place: source.place,
        kind: Kind::ConfigMap,
        namespace: namespace_of(object),
        says_namespace: false,
        name: source.name.to_owned(),
        key: None,
        is_optional: false,
    })
}

/// The prompts that a message includes whatever else it does; `None` where that depends on something.
fn included(message: &str) -> Option<Vec<&str>> {
    let actions = message.split("{{").skip(1);
    let actions = actions.filter_map(|rest| Some(rest.split_once("}}")?.0));
    let actions = actions.map(|action| {
        let action = action.strip_prefix('-').unwrap_or(action);
        action.strip_suffix('-').unwrap_or(action).trim()
    });
    let mut found = Vec::new();
    for action in actions {
        let first = action.split_whitespace().next().unwrap_or_default();
        if matches!(
            first,
            "if" | "with" | "range" | "define" | "block" | "break"
        ) {
            return None;
        }
        let Some(rest) = action.strip_prefix("include") else {
            continue;
        };
        let quoted = ['"', '`'].into_iter().find_map(|quote| {
            let inner = rest.trim().strip_prefix(quote)?.strip_suffix(quote)?;
            (!inner.contains([quote, '\\', '\n'])).then_some(inner)
        });
        found.extend(quoted.filter(|path| !path.is_empty()));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::included;

    #[test]
    fn what_a_message_includes() {
        for (message, expected) in [
            ("You help.", Some(vec![])),
            (
                "{{include \"a/b\"}} and {{- include `c/d` -}}",
                Some(vec!["a/b", "c/d"]),
            ),
            ("{{ include \"a/b\" . }} {{ .AgentName }}", Some(vec![])),
            ("{{/* include \"a/b\" */}}", Some(vec![])),
            ("{{if .ToolNames}}{{include \"a/b\"}}{{end}}", None),
            ("{{ includes \"a/b\" }} {{ include \"a", Some(vec![])),
        ] {
            assert_eq!(included(message), expected, "{message}");
        }
    }
}
