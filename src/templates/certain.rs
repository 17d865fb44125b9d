//! Whether what is in a branch is certain to be rendered: only if its conditions are those that the contract knows too.
//!
//! Every other condition may leave it out, and so may an earlier operand of an `and` or an `or`.

use super::bodies::{BodyAction, BodyBranch};
use super::tokens::TemplateToken;
use crate::contract::Chain;
use std::collections::BTreeMap;

/// Words of conditions and assignments that keep what they are given.
const KEEPS: [&str; 11] = [
    "and",
    "deepCopy",
    "default",
    "dict",
    "if",
    "merge",
    "mergeOverwrite",
    "mustMerge",
    "range",
    "true",
    "with",
];

/// How often names are followed into others.
const MAX_ROUNDS: usize = 16;

/// What sets a name.
struct Set<'a, 't> {
    /// `$variable`, or `.key` of a dictionary.
    name: String,
    from: &'a [TemplateToken<'t>],
}

/// The variables that an action sets.
fn variables<'a, 't>(tokens: &'a [TemplateToken<'t>]) -> impl Iterator<Item = Set<'a, 't>> {
    let is_sign =
        |token: &TemplateToken<'_>| matches!(token, TemplateToken::Declare | TemplateToken::Assign);
    let sign = tokens.iter().position(is_sign);
    let from = sign.map_or(tokens, |sign| &tokens[sign + 1..]);
    let set = &tokens[..sign.unwrap_or_default()];
    set.iter().filter_map(move |token| match token {
        TemplateToken::Path(Some(name), _) => Some(Set {
            name: format!("${name}"),
            from,
        }),
        _ => None,
    })
}

/// The keys of the dictionaries that it makes.
fn keys<'a, 't>(tokens: &'a [TemplateToken<'t>]) -> impl Iterator<Item = Set<'a, 't>> {
    let is_made = tokens.contains(&TemplateToken::Word("dict"));
    let pairs = tokens.windows(2).filter(move |_| is_made);
    pairs.filter_map(|pair| match pair {
        [TemplateToken::Text(key), _] => Some(Set {
            name: format!(".{key}"),
            from: &pair[1..],
        }),
        _ => None,
    })
}

/// The last parenthesis that is not closed.
fn last_open(tokens: &[TemplateToken<'_>]) -> Option<usize> {
    let mut closed = 0_usize;
    let mut backwards = tokens.iter().enumerate().rev();
    backwards.find_map(|(index, token)| match token {
        TemplateToken::Close(_) => {
            closed += 1;
            None
        }
        TemplateToken::Open if closed == 0 => Some(index),
        TemplateToken::Open => {
            closed -= 1;
            None
        }
        _ => None,
    })
}

/// What a chart's templates name, and whether it is there wherever a contract's conditions hold.
pub struct Certain {
    /// What holds: chains that are truthy.
    conditions: Vec<Chain>,
    /// Whether variables, and keys of dictionaries that are handed on, are truthy then.
    names: BTreeMap<String, bool>,
    /// Whether each branch is entered.
    branches: Vec<bool>,
}

impl Certain {
    /// Follows what the actions and branches of all templates set, and enters the branches.
    pub(super) fn new<'t: 'a, 'a>(
        conditions: Vec<Chain>,
        actions: impl Iterator<Item = &'a BodyAction<'t>>,
        branches: &'a [BodyBranch<'t>],
    ) -> Self {
        let all = branches.iter().map(|branch| &*branch.tokens);
        let all = all.chain(actions.map(|action| &*action.tokens));
        let set: Vec<Set<'_, '_>> = all
            .flat_map(|tokens| variables(tokens).chain(keys(tokens)))
            .collect();
        let mut certain = Self {
            conditions,
            names: set.iter().map(|set| (set.name.clone(), true)).collect(),
            branches: Vec::with_capacity(branches.len()),
        };
        certain.follow(&set);
        for branch in branches {
            let is_entered = certain.enters(branch.around) && certain.is_entered(&branch.tokens);
            certain.branches.push(is_entered);
        }
        certain
    }

    /// A name that is set from an unknown one is unknown too, and so on.
    fn follow(&mut self, set: &[Set<'_, '_>]) {
        for _ in 0..MAX_ROUNDS {
            let is_lost = |set: &&Set<'_, '_>| self.names[&set.name] && !self.are_known(set.from);
            let lost: Vec<&Set<'_, '_>> = set.iter().filter(is_lost).collect();
            if lost.is_empty() {
                return;
            }
            for set in lost {
                self.names.insert(set.name.clone(), false);
            }
        }
        self.names
            .values_mut()
            .for_each(|is_known| *is_known = false);
    }

    /// Whether a branch, and all around it, is entered wherever the conditions hold.
    pub(super) fn enters(&self, branch: Option<usize>) -> bool {
        branch.is_none_or(|index| self.branches[index])
    }

    /// Whether a branch is entered if the one around it is. What follows an `else` is not, since the conditions of the
    /// contract hold.
    fn is_entered(&self, branch: &[TemplateToken<'_>]) -> bool {
        let is_sign = |token: &TemplateToken<'_>| {
            matches!(token, TemplateToken::Declare | TemplateToken::Assign)
        };
        let sign = branch.iter().position(is_sign);
        let asked = sign.map_or(branch, |sign| &branch[sign + 1..]);
        match branch {
            [TemplateToken::Word("else"), ..] => false,
            [TemplateToken::Word("block"), ..] => true,
            _ => self.are_known(asked),
        }
    }

    /// Whether an action gets as far as to its word at an index.
    pub(super) fn reaches(&self, action: &[TemplateToken<'_>], index: usize) -> bool {
        let is_else = matches!(action, [TemplateToken::Word("else"), ..]);
        let mut before = &action[..index];
        // From the innermost parentheses around the word outwards.
        while let Some(open) = last_open(before) {
            if !self.goes_on(&before[open + 1..]) {
                return false;
            }
            before = &before[..open];
        }
        !is_else && self.goes_on(before)
    }

    /// Whether the operands before one let it be evaluated.
    fn goes_on(&self, before: &[TemplateToken<'_>]) -> bool {
        let mut words = before.iter().enumerate().rev();
        let last = words.find_map(|(index, token)| match token {
            TemplateToken::Word(word @ ("and" | "or")) => Some((*word, &before[index + 1..])),
            _ => None,
        });
        match last {
            Some(("or", operands)) => operands.is_empty(),
            Some((_, operands)) => self.are_known(operands),
            None => true,
        }
    }

    fn are_known(&self, tokens: &[TemplateToken<'_>]) -> bool {
        tokens.iter().all(|token| match token {
            TemplateToken::Word(word) => KEEPS.contains(word),
            TemplateToken::Path(root, fields) => self.is_known(*root, fields),
            TemplateToken::Close(fields) => fields.is_empty(),
            TemplateToken::Text(_) | TemplateToken::Open | TemplateToken::Pipe => true,
            TemplateToken::Declare | TemplateToken::Assign => false,
        })
    }

    fn is_known(&self, root: Option<&str>, fields: &[&str]) -> bool {
        if let Some(at) = fields.iter().position(|field| *field == "Values") {
            return self.holds(&fields[at + 1..], true);
        }
        let is_set = |name: String| self.names.get(&name).copied();
        match (root, fields) {
            // The root itself, which is never empty.
            (Some(""), []) => true,
            (Some(""), _) => false,
            (Some(name), _) => {
                is_set(format!("${name}")) != Some(false) && self.holds(fields, false)
            }
            // A field of the dot, or of what a call hands on.
            (None, [first, rest @ ..]) => {
                self.holds(fields, false)
                    || (is_set(format!(".{first}")) == Some(true) && self.holds(rest, false))
            }
            (None, []) => true,
        }
    }

    /// Whether fields are one of the conditions, or a block that one of them is in.
    fn holds(&self, fields: &[&str], is_of_values: bool) -> bool {
        let mut conditions = self.conditions.iter();
        fields.is_empty()
            || conditions.any(|condition| {
                condition.is_of_values == is_of_values
                    && fields.len() <= condition.fields.len()
                    && fields.iter().zip(&condition.fields).all(|(a, b)| a == b)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::Certain;
    use crate::contract::Chain;
    use crate::templates::bodies::Bodies;

    /// Whether the only action that reads `.X` is certain to be rendered.
    fn is_certain(text: &str) -> bool {
        let conditions = vec![
            Chain::of_values("kagent.enabled"),
            Chain::of_values("agents.definitions"),
            Chain::of_entry("enabled"),
            Chain::of_entry("m2m.enabled"),
        ];
        let mut bodies = Bodies::default();
        let actions = bodies.read(None, text);
        let certain = Certain::new(conditions, actions.iter(), &bodies.branches);
        let reads = |action: &&super::BodyAction<'_>| {
            let mut tokens = action.tokens.iter();
            tokens.any(
                |token| matches!(token, super::TemplateToken::Path(_, fields) if fields.contains(&"X")),
            )
        };
        let action = actions.iter().find(reads).expect("it reads .X");
        let index = action.tokens.iter().position(
            |token| matches!(token, super::TemplateToken::Path(_, fields) if fields.contains(&"X")),
        );
        certain.enters(action.branch) && certain.reaches(&action.tokens, index.unwrap_or_default())
    }

    #[test]
    fn only_conditions_of_the_contract_are_certain() {
        let range = "{{ range $name, $cfg := .Values.agents.definitions }}{{ $agent := merge (dict \"name\" $name) $cfg }}";
        for (text, expected) in [
            ("{{ $a.X }}", true),
            ("{{ if .Values.kagent.enabled }}{{ $a.X }}{{ end }}", true),
            ("{{ with $.Values.agents }}{{ .X }}{{ end }}", true),
            ("{{ if .Values.other.enabled }}{{ $a.X }}{{ end }}", false),
            (
                "{{ if not .Values.kagent.enabled }}{{ .X }}{{ end }}",
                false,
            ),
            ("{{ if .enabled }}{{ .X }}{{ end }}", true),
            ("{{ if .special }}{{ .X }}{{ end }}", false),
            ("{{ if eq .kind \"a\" }}{{ .X }}{{ end }}", false),
            ("{{ if .enabled }}y{{ else }}{{ .X }}{{ end }}", false),
            ("{{ if .enabled }}y{{ else if .X }}z{{ end }}", false),
            ("{{ if .X }}y{{ else }}z{{ end }}", true),
            ("{{ if and .Values.kagent.enabled .X }}y{{ end }}", true),
            (
                "{{ if and .Values.kagent.enabled (eq .X \"a\") }}y{{ end }}",
                true,
            ),
            ("{{ if and .special .X }}y{{ end }}", false),
            ("{{ if and (not .enabled) .X }}y{{ end }}", false),
            ("{{ if or (eq .X \"a\") (eq .X \"b\") }}y{{ end }}", true),
            ("{{ if or .enabled .X }}y{{ end }}", false),
            ("{{ range .tools }}{{ $.X }}{{ end }}", false),
            ("{{ block \"b\" . }}{{ .X }}{{ end }}", true),
        ] {
            assert_eq!(is_certain(text), expected, "{text}");
        }
        for (text, expected) in [
            ("{{ $agent.X }}", true),
            ("{{ if $agent.enabled }}{{ $agent.X }}{{ end }}", true),
            (
                "{{ if and $agent.enabled $agent.m2m.enabled }}{{ $agent.m2m.X }}{{ end }}",
                true,
            ),
            ("{{ with $agent.m2m }}{{ .X }}{{ end }}", true),
            (
                "{{ $on := and $.Values.kagent.enabled $agent.enabled }}{{ if $on }}{{ .X }}{{ end }}",
                true,
            ),
            (
                "{{ $on := eq $name \"one\" }}{{ if $on }}{{ .X }}{{ end }}",
                false,
            ),
            (
                "{{ $route := $agent.route }}{{ if $route.enabled }}{{ $agent.X }}{{ end }}",
                false,
            ),
            (
                "{{ $all := $.Values.agents }}{{ range $n, $a := $all.definitions }}{{ $a.X }}{{ end }}",
                false,
            ),
            (
                "{{ $all := $.Values.agents.definitions }}{{ range $n, $a := $all }}{{ if $a.enabled }}{{ $a.X }}{{ end }}{{ end }}",
                true,
            ),
            ("{{ if $agent.impersonates }}{{ $agent.X }}{{ end }}", false),
        ] {
            let text = format!("{range}{text}{{{{ end }}}}");
            assert_eq!(is_certain(&text), expected, "{text}");
        }
    }

    #[test]
    fn keys_that_are_handed_on() {
        let call = |value: &str| {
            format!(
                "{{{{ range $n, $c := .Values.agents.definitions }}}}{{{{ $r := $c.route }}}}{{{{ include \"h\" (dict \"agent\" {value}) }}}}{{{{ end }}}}\
                 {{{{ if .agent.enabled }}}}{{{{ .agent.X }}}}{{{{ end }}}}"
            )
        };
        assert!(is_certain(&call("$c")));
        assert!(!is_certain(&call("$r")));
    }
}
