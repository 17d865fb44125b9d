//! Whether the templates of a chart may read what is at a path of its values.
//!
//! Every action that a rendered file reaches is looked at, helpers of subcharts included, whatever branch it is in. So
//! "unread" is certain, as far as values hold no templates of their own; "read" may be in a branch that never runs.

use super::bodies::{Bodies, BodyAction, BodyBranch, calls};
use super::is_rendered;
use super::tokens::{TemplateToken, takers};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What templates do with the value at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Nothing: no template names it, nor uses what is around it as a whole.
    Unread,
    /// This file names it or what is below it, or uses a mapping around it as a whole.
    Named(usize),
    /// This file uses all values as a whole.
    Whole(usize),
    /// That depends on a helper that is not here, or whose name is only known while rendering.
    Unclear(Option<String>),
    /// That depends on a file that is too large to be read.
    Cut,
}

/// What the templates do with the value at a path below `.Values`: `own` are the chart's files, `below` those of its
/// subcharts, whose helpers the chart may call.
pub fn reading(own: &[(PathBuf, String)], below: &[(PathBuf, String)], path: &[&str]) -> Reading {
    let mut bodies = Bodies::default();
    for (_, text) in below {
        bodies.read(None, text);
    }
    let (mut rendered, mut notes) = (Vec::new(), Vec::new());
    for (index, (file, text)) in own.iter().enumerate() {
        let actions = bodies.read(Some(index), text);
        // A file that is not rendered counts where its helpers are called.
        if is_rendered(file) {
            rendered.push((index, actions));
        } else if file.file_name().is_some_and(|name| name == "NOTES.txt") {
            notes.push((index, actions));
        }
    }
    // If several files read it, the first one is named, and a manifest before the notes.
    rendered.append(&mut notes);
    let mut walk = ReadWalk {
        bodies: &bodies,
        keeps_dot: keeps_dot(&bodies.branches),
        path,
        called: BTreeSet::new(),
        found: Reading::Unread,
    };
    for (index, actions) in &rendered {
        walk.follow(*index, actions);
    }
    match walk.found {
        Reading::Unread if bodies.is_cut => Reading::Cut,
        found => found,
    }
}

struct ReadWalk<'w, 't> {
    bodies: &'w Bodies<'t>,
    /// Whether the dot is in each branch what it is around all of them.
    keeps_dot: Vec<bool>,
    path: &'w [&'w str],
    /// The helpers that were called, and whether with all that Helm gives to templates.
    called: BTreeSet<(String, bool)>,
    found: Reading,
}

impl ReadWalk<'_, '_> {
    /// Looks at actions, and at the helpers that they call. What a subchart's helper reads counts as read by the file
    /// that calls it.
    fn follow(&mut self, file: usize, actions: &[BodyAction<'_>]) {
        let mut queue: Vec<(usize, &[BodyAction<'_>], bool)> = vec![(file, actions, true)];
        while let Some((file, actions, is_root)) = queue.pop() {
            for action in actions {
                let tokens = &action.tokens;
                self.look(file, tokens);
                let root = Root {
                    is_variable: is_root,
                    is_dot: is_root && action.branch.is_none_or(|index| self.keeps_dot[index]),
                };
                if root.is_spread(tokens) {
                    self.note(Reading::Whole(file));
                }
                for (index, name) in calls(tokens) {
                    let Some(name) = name else {
                        self.note(Reading::Unclear(None));
                        continue;
                    };
                    let is_root = tokens.get(index + 2).is_some_and(|one| root.is(one));
                    match self.bodies.helpers.get(name) {
                        None => self.note(Reading::Unclear(Some(name.to_owned()))),
                        Some(helper) if self.called.insert((name.to_owned(), is_root)) => {
                            let file = helper.file.unwrap_or(file);
                            queue.push((file, &helper.actions, is_root));
                        }
                        Some(_) => {}
                    }
                }
            }
        }
    }

    fn look(&mut self, file: usize, action: &[TemplateToken<'_>]) {
        for (index, token) in action.iter().enumerate() {
            let TemplateToken::Path(_, fields) = token else {
                continue;
            };
            let Some(values) = fields.iter().position(|field| *field == "Values") else {
                continue;
            };
            let mut read: Vec<&str> = fields[values + 1..].to_vec();
            read.extend(looked_up(action, index));
            let is_around = self.path.starts_with(&read);
            if read.is_empty() {
                self.note(Reading::Whole(file));
            } else if is_around || read.starts_with(self.path) {
                self.note(Reading::Named(file));
            }
        }
    }

    /// Keeps the reading that shows most.
    fn note(&mut self, reading: Reading) {
        let rank = |reading: &Reading| match reading {
            Reading::Unread => 0,
            Reading::Unclear(_) | Reading::Cut => 1,
            Reading::Whole(_) => 2,
            Reading::Named(_) => 3,
        };
        if rank(&reading) > rank(&self.found) {
            self.found = reading;
        }
    }
}

fn keeps_dot(branches: &[BodyBranch<'_>]) -> Vec<bool> {
    let mut keeps: Vec<bool> = Vec::with_capacity(branches.len());
    for branch in branches {
        let is_kept = branch.around.is_none_or(|around| keeps[around]);
        keeps.push(is_kept && matches!(branch.tokens[..], [TemplateToken::Word("if"), ..]));
    }
    keeps
}

/// Functions that write, copy or change all that they are given.
const SPREADING: [&str; 14] = [
    "deepCopy",
    "merge",
    "mergeOverwrite",
    "mustDeepCopy",
    "mustToJson",
    "mustToPrettyJson",
    "mustToRawJson",
    "print",
    "quote",
    "toJson",
    "toPrettyJson",
    "toRawJson",
    "toString",
    "toYaml",
];

/// Functions that find a key by its name.
const BY_NAME: [&str; 6] = ["dig", "get", "index", "omit", "pick", "pluck"];

/// Which names mean, at an action, the root that Helm hands to templates: `.Values` and more.
struct Root {
    /// Whether `$` is the root.
    is_variable: bool,
    /// Whether the dot is the root.
    is_dot: bool,
}

impl Root {
    fn is(&self, token: &TemplateToken<'_>) -> bool {
        match token {
            TemplateToken::Path(Some(""), fields) => fields.is_empty() && self.is_variable,
            TemplateToken::Path(None, fields) => fields.is_empty() && self.is_dot,
            _ => false,
        }
    }

    /// Whether an action may reach all values without `.Values`: a function takes all of it, or finds `Values` by name.
    fn is_spread(&self, action: &[TemplateToken<'_>]) -> bool {
        let takes = |index: usize, functions: &[&str]| {
            let mut takers = takers(action, index);
            takers.any(|taker| functions.contains(&taker))
        };
        let is_named = action.contains(&TemplateToken::Text("Values".to_owned()));
        let ranges = matches!(action, [TemplateToken::Word("range"), ..]);
        let mut tokens = action.iter().enumerate();
        tokens.any(|(index, token)| {
            let is_spread = ranges || takes(index, &SPREADING);
            self.is(token) && (is_spread || (is_named && takes(index, &BY_NAME)))
        })
    }
}

/// The keys in quotes that a function looks up in the mapping at an index of an action: those of `index`, `get`, `hasKey`
/// after it, those of `dig` before it.
fn looked_up<'a>(action: &'a [TemplateToken<'_>], index: usize) -> Vec<&'a str> {
    let function = index.checked_sub(1).map(|before| &action[before]);
    if let Some(TemplateToken::Word("index" | "get" | "hasKey")) = function {
        return texts(&action[index + 1..]);
    }
    let dig = |token: &TemplateToken<'_>| *token == TemplateToken::Word("dig");
    let Some(start) = action[..index].iter().rposition(dig) else {
        return Vec::new();
    };
    let mut keys = texts(&action[start + 1..index]);
    // A default in quotes comes after the keys.
    if start + 1 + keys.len() == index {
        keys.pop();
    }
    keys
}

/// The quoted strings that come next.
fn texts<'a>(tokens: &'a [TemplateToken<'_>]) -> Vec<&'a str> {
    let texts = tokens.iter().map_while(|token| match token {
        TemplateToken::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::{Reading, reading};
    use std::path::PathBuf;

    const PATH: &[&str] = &["agents", "definitions"];

    fn of(own: &[&str], below: &[&str]) -> Reading {
        let files = |folder: &str, texts: &[&str]| -> Vec<(PathBuf, String)> {
            let texts = texts.iter().enumerate();
            texts
                .map(|(index, text)| {
                    let name = if text.starts_with("{{- define") {
                        "_"
                    } else {
                        ""
                    };
                    let file = format!("{folder}/templates/{name}{index}.yaml");
                    (PathBuf::from(file), (*text).to_owned())
                })
                .collect()
        };
        reading(&files("c", own), &files("c/charts/s", below), PATH)
    }

    #[test]
    fn what_names_it_reads_it() {
        for text in [
            "{{ range .Values.agents.definitions }}{{ end }}",
            "{{ $.Values.agents.definitions.triage.enabled }}",
            "{{ with .Values.agents }}{{ .definitions }}{{ end }}",
            "{{ toYaml $root.Values.agents | nindent 2 }}",
            "{{ index .Values \"agents\" \"definitions\" }}",
            "{{ (index .Values \"agents\").definitions }}",
            "{{ get .Values `agents` }}",
            "{{ dig \"agents\" \"definitions\" (dict) .Values }}",
            "{{ dig \"agents\" \"definitions\" \"none\" .Values }}",
            "{{ if false }}{{ .Values.agents.definitions }}{{ end }}",
        ] {
            assert_eq!(of(&[text], &[]), Reading::Named(0), "{text}");
        }
    }

    #[test]
    fn what_takes_all_values_may_read_it() {
        for text in [
            "{{ toYaml $ }}",
            "{{ if .Values.a }}{{ toYaml . }}{{ end }}",
            "{{ . | toJson }}",
            "{{ range $key, $value := $ }}{{ end }}",
            "{{ index $ \"Values\" \"agents\" }}",
            "{{ (get . \"Values\").agents }}",
            "{{ include \"x\" . }}{{ define \"x\" }}{{ toYaml . }}{{ end }}",
            "{{ toYaml .Values }}",
            "{{ $vals := omit $.Values \"gitops\" }}",
            "{{ include \"x\" (merge .Values .) }}{{ define \"x\" }}{{ end }}",
            "{{ index .Values $key }}",
        ] {
            assert_eq!(of(&[text], &[]), Reading::Whole(0), "{text}");
        }
    }

    #[test]
    fn what_names_something_else_does_not() {
        for text in [
            "",
            "agents.definitions: {{ .Values.agents.image }}",
            "{{ .Values.agentsdefinitions }}{{ .Values.other.agents.definitions }}",
            "{{ index .Values \"kagent-crds\" \"enabled\" }}",
            "{{ dig \"a\" \"agents\" \"definitions\" .Values }}",
            "{{/* .Values.agents.definitions */}}",
            "{{ .Chart.Name }} {{ .agents.definitions }}",
        ] {
            assert_eq!(of(&[text], &[]), Reading::Unread, "{text}");
        }
    }

    #[test]
    fn helpers_count_where_they_are_called() {
        let helper = "{{- define \"servers\" }}{{ .Values.agents.definitions }}{{ end }}";
        assert_eq!(of(&[helper], &[]), Reading::Unread);
        assert_eq!(
            of(&["{{ include \"servers\" . }}", helper], &[]),
            Reading::Named(1)
        );
        // A subchart's own files see its own values; its helpers see those of the caller.
        assert_eq!(of(&["x"], &[helper]), Reading::Unread);
        let rendered = "{{ .Values.agents.definitions }}";
        assert_eq!(of(&["x"], &[rendered]), Reading::Unread);
        assert_eq!(
            of(&["{{ template \"servers\" $ }}"], &[helper]),
            Reading::Named(0)
        );
        let through = "{{- define \"all\" }}{{ include \"servers\" . }}{{ end }}";
        assert_eq!(
            of(&["{{ include \"all\" . }}"], &[through, helper]),
            Reading::Named(0)
        );
        let large = format!(
            "{{{{ .Values.a{} }}}}",
            " .b".repeat(super::super::bodies::MAX_WORDS)
        );
        assert_eq!(of(&[&large], &[]), Reading::Cut);
        let endless = "{{- define \"a\" }}{{ include \"a\" . }}{{ end }}";
        assert_eq!(
            of(&["{{ include \"a\" . }}", endless], &[]),
            Reading::Unread
        );
    }

    #[test]
    fn a_helper_that_is_not_here_may_read_anything() {
        let missing = Reading::Unclear(Some("common.names".into()));
        assert_eq!(of(&["{{ include \"common.names\" . }}"], &[]), missing);
        assert_eq!(
            of(&["{{ include (print \"a\" .x) . }}"], &[]),
            Reading::Unclear(None)
        );
    }
}
