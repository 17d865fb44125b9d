//! Go's patterns, read as `regexp/syntax` does and written for the crate `regex`, which matches in the same way.

use super::class::{literal, parse_class, parse_perl, parse_unicode};
use super::escape::parse_escape;
use super::group::{Flags, Opening, parse_opening};
use super::syntax::{ErrorKind, SyntaxError, before};
use crate::template::version::HelmVersion;

/// How often the most repeated part may be repeated.
const MAX_REPEAT: u64 = 1000;

/// How deep groups may nest.
const MAX_DEPTH: usize = 1000;

/// A pattern for the crate `regex`.
#[derive(Debug)]
pub(super) struct Translated {
    pub(super) pattern: String,
    /// The name of each group; empty where it has none.
    pub(super) names: Vec<String>,
}

/// Something that can be repeated.
#[derive(Debug)]
struct Atom {
    pattern: String,
    /// How often its most repeated part is repeated.
    repeats: u64,
}

/// A group that is open, or the pattern as a whole.
#[derive(Debug, Default)]
struct Group {
    /// How it is opened.
    opening: &'static str,
    /// Its finished branches, with their bars.
    branches: String,
    /// The atoms of the branch at hand.
    atoms: Vec<Atom>,
    repeats: u64,
    /// The flags that hold again after it.
    outer: Flags,
}

struct Translator<'t> {
    whole: &'t str,
    rest: &'t str,
    version: HelmVersion,
    flags: Flags,
    groups: Vec<Group>,
    names: Vec<String>,
    /// Where the operator of repetition just before began.
    last_repeat: Option<&'t str>,
}

pub(super) fn translate(pattern: &str, version: HelmVersion) -> Result<Translated, SyntaxError> {
    let mut translator = Translator {
        whole: pattern,
        rest: pattern,
        version,
        flags: Flags::default(),
        groups: vec![Group::default()],
        names: vec![String::new()],
        last_repeat: None,
    };
    while !translator.rest.is_empty() {
        let before = translator.rest;
        let is_repeat = translator.step()?;
        translator.last_repeat = is_repeat.then_some(before);
    }
    translator.finish()
}

impl<'t> Translator<'t> {
    /// Reads the next thing, and tells whether it is an operator of repetition.
    fn step(&mut self) -> Result<bool, SyntaxError> {
        let text = self.rest;
        let mut chars = text.chars();
        let next = chars.next().unwrap_or_default();
        let after = chars.as_str();
        self.rest = after;
        match next {
            '(' if after.starts_with('?') => self.open_perl(text)?,
            '(' => self.open("(", self.flags, String::new())?,
            '|' => self.end_branch(),
            ')' => self.close()?,
            '^' if self.flags.is_multi_line => self.push("(?m:^)"),
            '^' => self.push(r"\A"),
            '$' if self.flags.is_multi_line => self.push("(?m:$)"),
            '$' => self.push(r"\z"),
            '.' if self.flags.dot_is_all => self.push("(?s:.)"),
            '.' => self.push(r"[^\n]"),
            '[' => {
                let (class, rest) = parse_class(text, self.version)?;
                self.rest = rest;
                self.push_folded(&class);
            }
            '*' | '+' | '?' => {
                let operator = before(text, after);
                self.repeat(text, operator, 0)?;
                return Ok(true);
            }
            '{' => return self.repeat_counted(text),
            '\\' => self.escape(text)?,
            other => self.push_literal(u32::from(other)),
        }
        Ok(false)
    }

    fn push(&mut self, pattern: &str) {
        if let Some(group) = self.groups.last_mut() {
            group.atoms.push(Atom {
                pattern: pattern.to_owned(),
                repeats: 0,
            });
        }
    }

    /// Pushes what the case of letters matters to.
    fn push_folded(&mut self, pattern: &str) {
        match self.flags.folds_case {
            true => self.push(&format!("(?i:{pattern})")),
            false => self.push(pattern),
        }
    }

    fn push_literal(&mut self, code: u32) {
        self.push_folded(&literal(code));
    }

    fn open(
        &mut self,
        opening: &'static str,
        flags: Flags,
        name: String,
    ) -> Result<(), SyntaxError> {
        if self.groups.len() > MAX_DEPTH {
            return Err(ErrorKind::NestingDepth.at(self.whole));
        }
        if opening == "(" {
            self.names.push(name);
        }
        self.groups.push(Group {
            opening,
            outer: self.flags,
            ..Group::default()
        });
        self.flags = flags;
        Ok(())
    }

    fn open_perl(&mut self, text: &'t str) -> Result<(), SyntaxError> {
        let (opening, rest) = parse_opening(text, self.flags, self.version)?;
        self.rest = rest;
        match opening {
            Opening::Named(name) => self.open("(", self.flags, name.to_owned())?,
            Opening::Plain(flags) => self.open("(?:", flags, String::new())?,
            Opening::Flags(flags) => self.flags = flags,
        }
        Ok(())
    }

    fn end_branch(&mut self) {
        if let Some(group) = self.groups.last_mut() {
            group.end_branch();
            group.branches.push('|');
        }
    }

    fn close(&mut self) -> Result<(), SyntaxError> {
        let Some(mut group) = self.groups.pop().filter(|_| !self.groups.is_empty()) else {
            return Err(ErrorKind::UnexpectedParen.at(self.whole));
        };
        group.end_branch();
        self.flags = group.outer;
        let atom = Atom {
            pattern: format!("{}{})", group.opening, group.branches),
            repeats: group.repeats,
        };
        if let Some(outer) = self.groups.last_mut() {
            outer.atoms.push(atom);
        }
        Ok(())
    }

    /// `{2}`, `{2,}`, `{2,3}`; a brace that is none of these is a character.
    fn repeat_counted(&mut self, text: &'t str) -> Result<bool, SyntaxError> {
        let Some((least, most, rest)) = parse_counts(text) else {
            self.push_literal(u32::from('{'));
            return Ok(false);
        };
        self.rest = rest;
        let operator = before(text, rest);
        let is_in_order = most.is_none_or(|most| least <= most);
        if least > MAX_REPEAT || most.is_some_and(|most| most > MAX_REPEAT) || !is_in_order {
            return Err(ErrorKind::RepeatSize.at(operator));
        }
        self.repeat(text, operator, most.unwrap_or(least))?;
        Ok(true)
    }

    /// Repeats the last atom.
    fn repeat(&mut self, text: &'t str, operator: &str, times: u64) -> Result<(), SyntaxError> {
        let mut is_lazy = self.flags.is_lazy;
        if let Some(rest) = self.rest.strip_prefix('?') {
            is_lazy = !is_lazy;
            self.rest = rest;
        }
        if let Some(last) = self.last_repeat {
            return Err(ErrorKind::RepeatOp.at(before(last, self.rest)));
        }
        let written = before(text, self.rest);
        let atoms = self.groups.last_mut().map(|group| &mut group.atoms);
        let Some(atom) = atoms.and_then(|atoms| atoms.last_mut()) else {
            return Err(ErrorKind::MissingRepeatArgument.at(written));
        };
        atom.pattern = format!("(?:{}){operator}", atom.pattern);
        if is_lazy {
            atom.pattern.push('?');
        }
        if times > 0 {
            atom.repeats = times.saturating_mul(atom.repeats.max(1));
        }
        match times < 2 || atom.repeats <= MAX_REPEAT {
            true => Ok(()),
            false => Err(ErrorKind::RepeatSize.at(written)),
        }
    }

    fn escape(&mut self, text: &'t str) -> Result<(), SyntaxError> {
        let mut chars = text.chars();
        chars.next();
        let escaped = chars.next();
        let assertion = match escaped {
            Some('A') => Some(r"\A"),
            Some('b') => Some(r"(?-u:\b)"),
            Some('B') => Some(r"(?-u:\B)"),
            Some('z') => Some(r"\z"),
            _ => None,
        };
        if let Some(assertion) = assertion {
            self.rest = chars.as_str();
            self.push(assertion);
            return Ok(());
        }
        if escaped == Some('Q') {
            let quoted = chars.as_str();
            let (literals, rest) = quoted.split_once(r"\E").unwrap_or((quoted, ""));
            self.rest = rest;
            for char in literals.chars() {
                self.push_literal(u32::from(char));
            }
            return Ok(());
        }
        if let Some((class, rest)) = parse_unicode(text, self.version)? {
            self.rest = rest;
            self.push_folded(&class);
            return Ok(());
        }
        if let Some((class, rest)) = parse_perl(text) {
            self.rest = rest;
            self.push_folded(class);
            return Ok(());
        }
        let (code, rest) = parse_escape(text)?;
        self.rest = rest;
        self.push_literal(code);
        Ok(())
    }

    fn finish(mut self) -> Result<Translated, SyntaxError> {
        let group = self.groups.pop().filter(|_| self.groups.is_empty());
        let Some(mut group) = group else {
            return Err(ErrorKind::MissingParen.at(self.whole));
        };
        group.end_branch();
        Ok(Translated {
            pattern: group.branches,
            names: self.names,
        })
    }
}

impl Group {
    fn end_branch(&mut self) {
        for atom in self.atoms.drain(..) {
            self.branches.push_str(&atom.pattern);
            self.repeats = self.repeats.max(atom.repeats);
        }
    }
}

/// The least and the most times in braces, and what follows them.
fn parse_counts(text: &str) -> Option<(u64, Option<u64>, &str)> {
    let (least, rest) = parse_count(text.strip_prefix('{')?)?;
    let (most, rest) = match rest.strip_prefix(',') {
        None => (Some(least), rest),
        Some(rest) if rest.starts_with('}') => (None, rest),
        Some(rest) => parse_count(rest).map(|(most, rest)| (Some(most), rest))?,
    };
    Some((least, most, rest.strip_prefix('}')?))
}

/// A number without zeros before it.
fn parse_count(text: &str) -> Option<(u64, &str)> {
    let rest = text.trim_start_matches(|char: char| char.is_ascii_digit());
    let digits = before(text, rest);
    match digits {
        "" => None,
        _ if digits.len() > 1 && digits.starts_with('0') => None,
        _ => Some((digits.parse().unwrap_or(u64::MAX), rest)),
    }
}
