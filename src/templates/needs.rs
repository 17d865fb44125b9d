//! What a chart's templates do with chains of fields: read them as they stand, so that Helm fails where a part is nil, or ask
//! first.
//!
//! Nothing is rendered. A chain counts as guarded where an action or a branch around it names the same without its last field,
//! or asks for it by name: rather too often than too rarely, since what is guarded is not said to fail.

use super::pieces::{Piece, pieces};
use super::tokens::{Token, tokens};
use super::{is_rendered, small};
use crate::contract::{Chain, Use};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Functions that take no nil.
const STRICT: [&str; 25] = [
    "b64enc",
    "contains",
    "first",
    "hasPrefix",
    "hasSuffix",
    "indent",
    "index",
    "initial",
    "last",
    "lower",
    "nindent",
    "replace",
    "required",
    "rest",
    "sha256sum",
    "split",
    "splitList",
    "title",
    "tpl",
    "trim",
    "trimPrefix",
    "trimSuffix",
    "trunc",
    "upper",
    "urlParse",
];

/// Functions that find a key by its name, or put it where it was not.
const BY_NAME: [&str; 10] = [
    "default",
    "dict",
    "dig",
    "get",
    "hasKey",
    "index",
    "merge",
    "mergeOverwrite",
    "mustMerge",
    "set",
];

/// What the templates do with a chain: `own` are the chart's files, `below` those of its subcharts, whose helpers it may call.
pub fn usage(own: &[(PathBuf, String)], below: &[(PathBuf, String)], chain: &Chain) -> Use {
    let mut helpers = BTreeMap::new();
    for (_, text) in below {
        collect(text, &mut helpers);
    }
    let files: Vec<(bool, Body<'_>)> = own
        .iter()
        .map(|(path, text)| (is_rendered(path), collect(text, &mut helpers)))
        .collect();
    let mut search = Search {
        chain,
        helpers: &helpers,
        called: BTreeSet::new(),
        is_unguarded: false,
        absent: None,
    };
    for (_, body) in files.iter().filter(|(is_rendered, _)| *is_rendered) {
        search.read(body, false);
    }
    match (search.is_unguarded, search.absent) {
        (true, _) => Use::Unguarded,
        (false, Some(absent)) => Use::Guarded(absent),
        (false, None) => Use::None,
    }
}

/// Whether a template refuses values by itself.
pub fn refuses(own: &[(PathBuf, String)], below: &[(PathBuf, String)]) -> bool {
    let mut actions = own
        .iter()
        .chain(below)
        .flat_map(|(_, text)| pieces(small(text)));
    actions.any(|piece| match piece {
        Piece::Action(_, action) => {
            let tokens = tokens(action);
            ["fail", "required"]
                .iter()
                .any(|word| tokens.contains(&Token::Word(word)))
        }
        Piece::Text(..) => false,
    })
}

/// Actions, each with those of the branches around it.
type Body<'t> = Vec<Action<'t>>;

/// An action with the branches around it.
#[derive(Debug, Clone)]
struct Action<'t> {
    tokens: Vec<Token<'t>>,
    around: Vec<Vec<Token<'t>>>,
}

/// The actions of a text that stand in no helper; those of helpers are noted, a later one over an earlier.
fn collect<'t>(text: &'t str, helpers: &mut BTreeMap<String, Body<'t>>) -> Body<'t> {
    enum Open<'t> {
        Helper(String),
        Branch(Vec<Token<'t>>),
    }
    let mut body = Body::new();
    let mut open: Vec<Open<'t>> = Vec::new();
    for piece in pieces(small(text)) {
        let Piece::Action(_, action) = piece else {
            continue;
        };
        let tokens = tokens(action);
        if let [Token::Word("define"), Token::Text(name), ..] = &tokens[..] {
            helpers.insert(name.clone(), Body::new());
            open.push(Open::Helper(name.clone()));
            continue;
        }
        let branches = open.iter().filter_map(|open| match open {
            Open::Branch(tokens) => Some(tokens.clone()),
            Open::Helper(_) => None,
        });
        let found = Action {
            around: branches.collect(),
            tokens: tokens.clone(),
        };
        let helper = open.iter().rev().find_map(|open| match open {
            Open::Helper(name) => Some(name),
            Open::Branch(_) => None,
        });
        match helper.and_then(|name| helpers.get_mut(name)) {
            Some(within) => within.push(found),
            None => body.push(found),
        }
        match &tokens[..] {
            [Token::Word("if" | "with" | "range" | "block"), ..] => open.push(Open::Branch(tokens)),
            // What an earlier branch asked for holds for the later ones too, in one way or the other.
            [Token::Word("else"), ..] => {
                if let Some(Open::Branch(around)) = open.last_mut() {
                    around.extend(tokens);
                }
            }
            [Token::Word("end")] => {
                open.pop();
            }
            _ => {}
        }
    }
    body
}

struct Search<'s, 't> {
    chain: &'s Chain,
    helpers: &'s BTreeMap<String, Body<'t>>,
    called: BTreeSet<(String, bool)>,
    is_unguarded: bool,
    /// What guarded reads take an absent value for; none where there are none.
    absent: Option<Option<bool>>,
}

impl Search<'_, '_> {
    /// Reads actions, and the helpers that they call: guarded where the call is.
    fn read(&mut self, body: &Body<'_>, is_guarded: bool) {
        let is_set = body
            .iter()
            .any(|action| self.names(&action.tokens, &["set"]));
        for action in body {
            let around = action.around.iter();
            let is_guarded = is_guarded
                || is_set
                || around.clone().any(|tokens| self.guards(tokens))
                || self.guards(&action.tokens);
            self.look(action, is_guarded);
            for name in calls(&action.tokens) {
                let helper = self.helpers.get(name);
                if helper.is_some() && self.called.insert((name.to_owned(), is_guarded)) {
                    self.read(&helper.cloned().unwrap_or_default(), is_guarded);
                }
            }
        }
    }

    fn look(&mut self, action: &Action<'_>, is_guarded: bool) {
        let tokens = &action.tokens;
        let reads = tokens.iter().enumerate().any(|(index, token)| {
            let Token::Path(_, fields) = token else {
                return false;
            };
            self.is_it(fields) && (!self.chain.takes_value || is_strict(tokens, index))
        });
        if reads && !is_guarded {
            self.is_unguarded = true;
        } else if reads || self.reads_guarded(tokens) {
            let absent = self.taken_for(action);
            self.absent = Some(match self.absent {
                None => absent,
                Some(known) if known == absent => absent,
                Some(_) => None,
            });
        }
    }

    /// Whether fields are the chain, or reach on from it.
    fn is_it(&self, fields: &[&str]) -> bool {
        let wanted = &self.chain.fields;
        let values = fields.iter().position(|field| *field == "Values");
        if self.chain.is_of_values {
            return values.is_some_and(|at| starts_with(&fields[at + 1..], wanted));
        }
        let own = match values {
            None => fields,
            // `.Values.agents.definitions.NAME.obo.enabled`; what stands below another root is no agent's.
            Some(at) => match &fields[at + 1..] {
                ["agents", "definitions", _, rest @ ..] => rest,
                _ => return false,
            },
        };
        (0..own.len()).any(|start| starts_with(&own[start..], wanted))
    }

    /// The key that has to be there for the chain to be read.
    fn block(&self) -> &[String] {
        let fields = &self.chain.fields;
        match self.chain.takes_value {
            true => fields,
            false => &fields[..fields.len() - 1],
        }
    }

    /// Whether an action asks whether the chain can be read: it names what must be there by itself, or by its name.
    fn guards(&self, tokens: &[Token<'_>]) -> bool {
        let block = self.block();
        let is_block = |token: &Token<'_>| match token {
            Token::Path(_, fields) | Token::Close(fields) => {
                let end = fields.len().checked_sub(block.len());
                let is_end = end.is_some_and(|end| starts_with(&fields[end..], block));
                is_end && !block.is_empty()
            }
            _ => false,
        };
        // A value that is taken is the block itself: it is asked for where the action does not take it.
        let is_asked = !self.chain.takes_value || is_branch(tokens);
        // A call hands it on by a name of its own.
        let is_handed_on = calls(tokens).next().is_some();
        (is_asked && tokens.iter().any(is_block)) || (!is_handed_on && self.names(tokens, &BY_NAME))
    }

    /// What a guarded read takes an absent value for, as far as its words and those around it tell.
    fn taken_for(&self, action: &Action<'_>) -> Option<bool> {
        let tokens = &action.tokens;
        let has = |words: &[&str]| words.iter().any(|word| tokens.contains(&Token::Word(word)));
        let all = action.around.iter().chain([tokens]);
        let is_open = has(&[
            "or", "ne", "eq", "ternary", "coalesce", "empty", "kindIs", "typeIs",
        ]) || all.into_iter().any(|tokens| self.denies(tokens));
        (!is_open).then(|| has(&["true"]))
    }

    /// Whether an action asks whether what must be there is not.
    fn denies(&self, tokens: &[Token<'_>]) -> bool {
        let block = self.block();
        tokens.windows(2).any(|pair| match pair {
            [Token::Word("not" | "empty"), Token::Path(_, fields)] => {
                let end = fields.len().checked_sub(block.len());
                end.is_some_and(|end| starts_with(&fields[end..], block))
            }
            [Token::Word("not"), Token::Open] => self.names(tokens, &["hasKey"]),
            _ => false,
        })
    }

    /// Whether an action has the last key of what must be there in quotes, with one of these functions.
    fn names(&self, tokens: &[Token<'_>], functions: &[&str]) -> bool {
        let Some(key) = self.block().last() else {
            return false;
        };
        let has = |wanted: &Token<'_>| tokens.contains(wanted);
        has(&Token::Text(key.clone()))
            && functions.iter().any(|function| has(&Token::Word(function)))
    }

    /// Whether an action reads the end of the chain of something that is in parentheses, or by its name.
    fn reads_guarded(&self, tokens: &[Token<'_>]) -> bool {
        let Some(last) = self.chain.fields.last() else {
            return false;
        };
        let of_parenthesis = |token: &Token<'_>| match token {
            Token::Close(fields) => fields.first() == Some(&last.as_str()),
            _ => false,
        };
        let is_named = tokens.contains(&Token::Text(last.clone()));
        self.guards(tokens) && (is_named || tokens.iter().any(of_parenthesis))
    }
}

fn starts_with(fields: &[&str], wanted: &[String]) -> bool {
    fields.len() >= wanted.len() && fields.iter().zip(wanted).all(|(one, other)| one == other)
}

fn is_branch(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [Token::Word("if" | "with" | "range" | "else"), ..])
}

/// Whether a function that takes no nil gets the value at an index of an action: as an argument, or piped.
fn is_strict(tokens: &[Token<'_>], index: usize) -> bool {
    let is_strict = |token: Option<&Token<'_>>| match token {
        Some(Token::Word(word)) => STRICT.contains(word),
        _ => false,
    };
    let is_alone = match index.checked_sub(1).map(|before| &tokens[before]) {
        None => true,
        Some(before) => matches!(
            before,
            Token::Pipe | Token::Open | Token::Declare | Token::Assign
        ),
    };
    let is_piped =
        is_alone && tokens.get(index + 1) == Some(&Token::Pipe) && is_strict(tokens.get(index + 2));
    // The function stands before its arguments, of which those before this one are texts, numbers or paths.
    let before = tokens[..index].iter().rev();
    let function = before
        .take_while(|token| !matches!(token, Token::Open | Token::Close(_) | Token::Pipe))
        .find(|token| matches!(token, Token::Word(word) if !word.starts_with(|c: char| c.is_ascii_digit())));
    is_piped || is_strict(function)
}

/// The helpers that an action calls.
fn calls<'a>(tokens: &'a [Token<'_>]) -> impl Iterator<Item = &'a str> {
    tokens.windows(2).filter_map(|pair| match pair {
        [Token::Word("include" | "template"), Token::Text(name)] => Some(name.as_str()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::usage;
    use crate::contract::{Chain, Use};
    use std::path::PathBuf;

    fn of(text: &str, chain: &Chain) -> Use {
        let files = [(PathBuf::from("c/templates/a.yaml"), text.to_owned())];
        usage(&files, &[], chain)
    }

    const OFF: Use = Use::Guarded(Some(false));
    const ON: Use = Use::Guarded(Some(true));
    const OPEN: Use = Use::Guarded(None);

    #[test]
    fn a_field_of_a_block() {
        let chain = Chain::of_entry("obo.enabled");
        for (text, expected) in [
            ("", Use::None),
            ("{{ if $a.obo.enabled }}x{{ end }}", Use::Unguarded),
            (
                "{{ if and $a.enabled $a.obo.enabled }}x{{ end }}",
                Use::Unguarded,
            ),
            ("{{ .agent.obo.enabled }}", Use::Unguarded),
            (
                "{{ .Values.agents.definitions.one.obo.enabled }}",
                Use::Unguarded,
            ),
            ("{{ .Values.gateway.obo.enabled }}", Use::None),
            ("{{/* $a.obo.enabled */}}", Use::None),
            ("# $a.obo.enabled", Use::None),
            ("{{ $a.obo.other }}{{ $a.x.enabled }}", Use::None),
            ("{{ if and $a.obo $a.obo.enabled }}x{{ end }}", OFF),
            (
                "{{ if $a.obo }}{{ if $a.obo.enabled }}x{{ end }}{{ end }}",
                OFF,
            ),
            (
                "{{ with $a.obo }}{{ if .enabled }}x{{ end }}{{ end }}",
                Use::None,
            ),
            (
                "{{ if hasKey $a \"obo\" }}{{ $a.obo.enabled }}{{ end }}",
                OFF,
            ),
            ("{{ if ($a.obo).enabled }}x{{ end }}", OFF),
            ("{{ if (default dict $a.obo).enabled }}x{{ end }}", OFF),
            (
                "{{ if (default (dict \"enabled\" true) $a.obo).enabled }}x{{ end }}",
                ON,
            ),
            ("{{ if dig \"obo\" \"enabled\" false $a }}x{{ end }}", OFF),
            ("{{ if dig \"obo\" \"enabled\" true $a }}x{{ end }}", ON),
            ("{{ if not ($a.obo).enabled }}x{{ end }}", OFF),
            ("{{ if not (and $a.obo $a.obo.enabled) }}x{{ end }}", OFF),
            ("{{ if or (not $a.obo) $a.obo.enabled }}x{{ end }}", OPEN),
            (
                "{{ if not $a.obo }}off{{ else if $a.obo.enabled }}on{{ end }}",
                OPEN,
            ),
            (
                "{{ $_ := set $a \"obo\" (dict) }}{{ if $a.obo.enabled }}x{{ end }}",
                OFF,
            ),
            (
                "{{ if $a.obo }}y{{ end }}{{ if $a.obo.enabled }}x{{ end }}",
                Use::Unguarded,
            ),
        ] {
            assert_eq!(of(text, &chain), expected, "{text}");
        }
    }

    #[test]
    fn helpers_count_where_they_are_called() {
        let chain = Chain::of_entry("obo.enabled");
        let helper = "{{ define \"h\" }}{{ if .obo.enabled }}x{{ end }}{{ end }}";
        assert_eq!(of(helper, &chain), Use::None);
        let called = format!("{helper}{{{{ include \"h\" $a }}}}");
        assert_eq!(of(&called, &chain), Use::Unguarded);
        let guarded = format!("{helper}{{{{ if $a.obo }}}}{{{{ include \"h\" $a }}}}{{{{ end }}}}");
        assert_eq!(of(&guarded, &chain), OFF);
        let user = Chain::of_entry("user").with_value(true);
        let handed_on = "{{ define \"h\" }}{{ hasPrefix \"a\" .user }}{{ end }}{{ include \"h\" (dict \"user\" $m.granted.user) }}";
        assert_eq!(of(handed_on, &user), Use::Unguarded);
        let endless = "{{ define \"h\" }}{{ include \"h\" . }}{{ end }}{{ include \"h\" . }}";
        assert_eq!(of(endless, &chain), Use::None);
    }

    #[test]
    fn a_value_that_a_function_takes() {
        let chain = Chain::of_entry("systemMessage").with_value(true);
        for (text, expected) in [
            ("{{ $a.systemMessage | nindent 4 }}", true),
            ("{{- $agent.systemMessage | trim | nindent 6 }}", true),
            ("{{ $agent.systemMessage | trim | quote }}", true),
            ("{{ $text := $agent.systemMessage | trim }}", true),
            ("{{ trim (default \"\" $agent.systemMessage) }}", false),
            ("{{ nindent 4 $a.systemMessage }}", true),
            ("{{ tpl $a.systemMessage $ }}", true),
            (
                "{{ required \"a prompt is needed\" $a.systemMessage }}",
                true,
            ),
            ("{{ $a.systemMessage }}", false),
            ("{{ $a.systemMessage | quote }}", false),
            ("{{ $a.systemMessage | default \"\" | nindent 4 }}", false),
            ("{{ default \"\" $a.systemMessage | nindent 4 }}", false),
            (
                "{{ with $a.systemMessage }}{{ . | nindent 4 }}{{ end }}",
                false,
            ),
            (
                "{{ if $a.systemMessage }}{{ $a.systemMessage | nindent 4 }}{{ end }}",
                false,
            ),
        ] {
            let fails = of(text, &chain) == Use::Unguarded;
            assert_eq!(fails, expected, "{text}");
        }
        let chain = Chain::of_values("ingress.hostnames").with_value(true);
        for (text, expected) in [
            ("{{ first $root.Values.ingress.hostnames }}", true),
            ("{{ index .Values.ingress.hostnames 0 }}", true),
            ("{{ range .Values.ingress.hostnames }}{{ end }}", false),
            (
                "{{ first (default (list) .Values.ingress.hostnames) }}",
                false,
            ),
        ] {
            let fails = of(text, &chain) == Use::Unguarded;
            assert_eq!(fails, expected, "{text}");
        }
    }

    #[test]
    fn a_path_from_the_root() {
        let chain = Chain::of_values("ingress.mode");
        for (text, expected) in [
            (
                "{{ if eq .Values.ingress.mode \"x\" }}y{{ end }}",
                Use::Unguarded,
            ),
            ("{{ $root.Values.ingress.mode }}", Use::Unguarded),
            (
                "{{ if .Values.ingress }}{{ .Values.ingress.mode }}{{ end }}",
                OFF,
            ),
            ("{{ .Values.other.ingress.mode }}", Use::None),
            ("{{ $a.ingress.mode }}", Use::None),
            ("{{ (.Values.ingress).mode }}", OFF),
        ] {
            assert_eq!(of(text, &chain), expected, "{text}");
        }
    }
}
