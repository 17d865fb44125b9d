//! The actions of templates: those of each file and of each helper, with the branches that they are in.

use super::MAX_SIZE;
use super::lexer::{Lexeme, lexemes};
use super::tokens::{TemplateToken, tokens};
use std::collections::BTreeMap;

/// How many words of an action are read: far more than a person writes.
pub(super) const MAX_WORDS: usize = 500;

/// The words of an action, and the branch that it is in.
#[derive(Debug)]
pub(super) struct BodyAction<'t> {
    pub(super) tokens: Vec<TemplateToken<'t>>,
    /// The innermost one, as an index of [`Bodies::branches`].
    pub(super) branch: Option<usize>,
}

/// A branch. What follows an `else` is a branch of its own inside the one before it, since it depends on what that one
/// asks too.
#[derive(Debug)]
pub(super) struct BodyBranch<'t> {
    pub(super) tokens: Vec<TemplateToken<'t>>,
    /// The branch around it, which comes before it in [`Bodies::branches`].
    pub(super) around: Option<usize>,
}

/// A helper: the file of the chart that defines it, `None` if that is a subchart's, and its actions.
#[derive(Debug, Default)]
pub(super) struct Helper<'t> {
    pub(super) file: Option<usize>,
    pub(super) actions: Vec<BodyAction<'t>>,
}

/// All templates that were read.
#[derive(Debug, Default)]
pub(super) struct Bodies<'t> {
    pub(super) branches: Vec<BodyBranch<'t>>,
    /// By name; a later one counts before an earlier.
    pub(super) helpers: BTreeMap<String, Helper<'t>>,
    /// Whether something was too large to be read as a whole.
    pub(super) is_cut: bool,
}

/// What is open at a place of a template.
#[derive(Debug, Default)]
struct Open {
    /// Whether each is a helper, the innermost last.
    is_helper: Vec<bool>,
    helpers: Vec<String>,
    branches: Vec<usize>,
}

impl Open {
    fn close(&mut self) {
        match self.is_helper.pop() {
            Some(true) => drop(self.helpers.pop()),
            Some(false) => drop(self.branches.pop()),
            None => {}
        }
    }
}

impl<'t> Bodies<'t> {
    /// Reads a template, and returns its actions that are in no helper.
    pub(super) fn read(&mut self, file: Option<usize>, text: &'t str) -> Vec<BodyAction<'t>> {
        let mut actions = Vec::new();
        let mut open = Open::default();
        if text.len() > MAX_SIZE {
            self.is_cut = true;
            return actions;
        }
        for piece in lexemes(text) {
            let Lexeme::Action(_, action) = piece else {
                continue;
            };
            let mut tokens = tokens(action);
            self.is_cut |= tokens.len() > MAX_WORDS;
            tokens.truncate(MAX_WORDS);
            if let [TemplateToken::Word("define"), TemplateToken::Text(name), ..] = &tokens[..] {
                let helper = Helper {
                    file,
                    actions: Vec::new(),
                };
                self.helpers.insert(name.clone(), helper);
                open.is_helper.push(true);
                open.helpers.push(name.clone());
                continue;
            }
            let branch = open.branches.last().copied();
            let helper = open.helpers.last().cloned();
            self.follow(&tokens, &mut open);
            let found = BodyAction { tokens, branch };
            match helper.and_then(|name| self.helpers.get_mut(&name)) {
                Some(helper) => helper.actions.push(found),
                None => actions.push(found),
            }
        }
        actions
    }

    /// Opens or closes branches and helpers as an action says.
    fn follow(&mut self, tokens: &[TemplateToken<'t>], open: &mut Open) {
        match tokens {
            [TemplateToken::Word("end")] => open.close(),
            [TemplateToken::Word("else"), ..] if open.is_helper.last() == Some(&false) => {
                let earlier = open.branches.pop();
                open.branches.push(self.branch(tokens, earlier));
            }
            [
                TemplateToken::Word(word @ ("if" | "with" | "range" | "block")),
                rest @ ..,
            ] => {
                // A block is a helper too, rendered where it is defined; another helper of its name takes its place.
                if let ("block", [TemplateToken::Text(name), ..]) = (*word, rest) {
                    self.helpers.entry(name.clone()).or_default();
                }
                let around = open.branches.last().copied();
                open.branches.push(self.branch(tokens, around));
                open.is_helper.push(false);
            }
            _ => {}
        }
    }

    fn branch(&mut self, tokens: &[TemplateToken<'t>], around: Option<usize>) -> usize {
        let tokens = tokens.to_vec();
        self.branches.push(BodyBranch { tokens, around });
        self.branches.len() - 1
    }
}

/// The helpers that an action calls, each with the index of the word that calls it; `None` for a name that is only
/// known while rendering.
pub(super) fn calls<'a>(
    tokens: &'a [TemplateToken<'_>],
) -> impl Iterator<Item = (usize, Option<&'a str>)> {
    tokens.iter().enumerate().filter_map(|(index, token)| {
        if !matches!(token, TemplateToken::Word("include" | "template" | "block")) {
            return None;
        }
        let name = match tokens.get(index + 1) {
            Some(TemplateToken::Text(name)) => Some(name.as_str()),
            _ => None,
        };
        Some((index, name))
    })
}

#[cfg(test)]
mod tests {
    use super::{Bodies, calls};

    /// Each action of a template that is in no helper: its place among all branches.
    fn branches(text: &str) -> Vec<Option<usize>> {
        let mut bodies = Bodies::default();
        let actions = bodies.read(None, text);
        actions.iter().map(|action| action.branch).collect()
    }

    #[test]
    fn actions_know_their_branch() {
        let text = "{{.a}}{{if .b}}{{.c}}{{else}}{{.d}}{{end}}{{.e}}";
        assert_eq!(
            branches(text),
            [None, None, Some(0), Some(0), Some(1), Some(1), None]
        );
        let mut bodies = Bodies::default();
        bodies.read(None, text);
        assert_eq!(bodies.branches[1].around, Some(0));
    }

    #[test]
    fn helpers_are_apart_and_blocks_in_place() {
        let mut bodies = Bodies::default();
        let text = "{{define \"h\"}}{{.a}}{{end}}{{block \"b\" .}}{{.c}}{{end}}";
        let actions = bodies.read(Some(3), text);
        assert_eq!(actions.len(), 3);
        let helper = &bodies.helpers["h"];
        assert_eq!((helper.file, helper.actions.len()), (Some(3), 2));
        assert!(bodies.helpers["b"].actions.is_empty());
        let called: Vec<_> = calls(&actions[0].tokens).collect();
        assert_eq!(called, [(0, Some("b"))]);
    }

    /// Reading a template takes time and memory in proportion to its length.
    #[test]
    fn deep_and_long_branches_stay_cheap() {
        for text in ["{{if .a}}".repeat(50_000), "{{else if .b}}".repeat(50_000)] {
            let text = format!("{{{{if .a}}}}{text}");
            let mut bodies = Bodies::default();
            let actions = bodies.read(None, &text);
            assert_eq!(actions.len(), 50_001);
            assert_eq!(bodies.branches.len(), 50_001);
        }
    }
}
