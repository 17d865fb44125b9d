//! What is wrong with comments: they silence nothing, or cannot be read.

use super::comment::{Malformed, Said, Scope};
use super::fix;
use super::ignores::{By, Ignores, Remark, Used, suppress_by};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::{RULES, SYNTAX_ERROR, UNUSED_IGNORE, by_id};
use crate::source::{Span, ValuePath, nearest, program};
use crate::words::{list, ticked};
use std::collections::BTreeSet;

/// Which rules are judged: one that did not run silences nothing for that.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'r> {
    /// The rules that ran over the file in any target.
    pub rules: &'r BTreeSet<&'static str>,
    /// How bad a finding is.
    pub severity: Severity,
}

/// The turns in which comments are judged. Those that silence what is wrong with comments come last, when that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// All other rules.
    Others,
    /// The rule about comments.
    Itself,
}

/// What came of judging a file's comments.
#[derive(Debug, Default)]
pub struct Told {
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
    /// What of it comments silence.
    pub suppressed: Vec<Diagnostic>,
}

impl Ignores {
    /// Judges the comments of a file, once all targets are linted.
    pub fn judge(&self, turn: Turn, judged: Judged<'_>, used: &mut Used) -> Told {
        let mut diagnostics = Vec::new();
        for remark in &self.remarks {
            match &remark.said {
                Said::Malformed(malformed) if turn == Turn::Others => {
                    diagnostics.push(self.malformed(remark, *malformed));
                }
                Said::Malformed(_) => {}
                Said::Ignore { .. } if remark.is_too_low() => {
                    diagnostics.extend((turn == Turn::Others).then(|| self.too_low(remark)));
                }
                Said::Ignore { scope, .. } => {
                    let idle = self.idle(remark, turn, judged, used);
                    diagnostics.extend(self.useless(remark, *scope, &idle));
                    if turn == Turn::Others {
                        diagnostics.extend(self.unknown(remark));
                    }
                }
            }
        }
        for diagnostic in &mut diagnostics {
            diagnostic.severity = judged.severity;
        }
        // A comment that silences nothing does not silence that.
        let by = match turn {
            Turn::Others => By::All,
            Turn::Itself => By::OtherFileWide,
        };
        let all = std::slice::from_ref(self);
        let suppressed = suppress_by(by, &mut diagnostics, all, used);
        Told {
            diagnostics,
            suppressed,
        }
    }

    /// The rules of a comment that silenced nothing.
    fn idle(&self, remark: &Remark, turn: Turn, judged: Judged<'_>, used: &Used) -> Vec<Span> {
        let is_judged = |name: &str| match turn {
            Turn::Itself => name == UNUSED_IGNORE.id,
            Turn::Others => {
                name != UNUSED_IGNORE.id && (judged.rules.contains(name) || name == SYNTAX_ERROR.id)
            }
        };
        let rules = remark.rules().iter().copied();
        rules
            .filter(|rule| is_judged(self.text(remark, *rule)))
            .filter(|rule| !used.holds(&self.source, remark.place(*rule)))
            .collect()
    }

    /// The findings for rules that silenced nothing: one if they are all of the comment's.
    fn useless(&self, remark: &Remark, scope: Scope, idle: &[Span]) -> Vec<Diagnostic> {
        let found = |rules: &[Span]| {
            let names = rules.iter().map(|rule| self.text(remark, *rule));
            nothing(&names.collect::<Vec<_>>(), scope)
        };
        if idle.len() == remark.rules().len() {
            let finding = self.finding(remark.span, found(idle), "remove the comment".to_owned());
            let fix = fix::remove_comment(&self.source, remark);
            return vec![with_fix(finding, fix)];
        }
        idle.iter()
            .map(|rule| {
                let help = format!("remove `{}` from the list", self.text(remark, *rule));
                let finding = self.finding(remark.place(*rule), found(&[*rule]), help);
                with_fix(finding, fix::remove_rule(&self.source, remark, *rule))
            })
            .collect()
    }

    /// The findings for names that are no rule's.
    fn unknown(&self, remark: &Remark) -> Vec<Diagnostic> {
        let rules = remark.rules().iter().copied();
        let unknown = rules.filter(|rule| by_id(self.text(remark, *rule)).is_none());
        unknown
            .map(|rule| {
                let name = self.text(remark, rule);
                let message = format!("there is no rule `{name}`, so this silences nothing");
                let Some(near) = nearest(name, RULES.iter().map(|rule| rule.id)) else {
                    let help = format!("`{} rules` lists them all", program());
                    return self.finding(remark.place(rule), message, help);
                };
                let help = format!("did you mean `{near}`?");
                let finding = self.finding(remark.place(rule), message, help);
                with_fix(finding, fix::rename(&self.source, remark.place(rule), near))
            })
            .collect()
    }

    fn malformed(&self, remark: &Remark, malformed: Malformed) -> Diagnostic {
        let (message, scope) = match malformed {
            Malformed::NoRules(scope) => ("it names no rule in brackets", scope),
            Malformed::NoEnd(scope) => ("its list of rules has no `]`", scope),
            Malformed::Misspelt => ("it is not written as helm-obo reads it", Scope::Here),
        };
        let message = format!("this comment silences nothing: {message}");
        let help = format!("write `# helm-obo: {}[RULE, …] reason`", scope.word());
        self.finding(remark.span, message, help)
    }

    fn too_low(&self, remark: &Remark) -> Diagnostic {
        let message =
            "this comment silences nothing: `ignore-file` counts at the top of a file only";
        let help = "move it above the first key; or write `ignore` above what it is about";
        self.finding(remark.span, message.to_owned(), help.to_owned())
    }

    fn finding(&self, span: Span, message: String, help: String) -> Diagnostic {
        Diagnostic {
            rule: UNUSED_IGNORE.id,
            severity: UNUSED_IGNORE.severity,
            message,
            help: Some(help),
            path: ValuePath::root(),
            agent: None,
            place: self.source.place(span),
            label: None,
            related: Vec::new(),
            fix: None,
            unfixable: None,
        }
    }
}

/// What a comment silences nothing of.
fn nothing(names: &[&str], scope: Scope) -> String {
    if *names == [SYNTAX_ERROR.id] {
        let message =
            "`syntax-error` cannot be silenced: of a file that cannot be read no comment is";
        return message.to_owned();
    }
    let place = match scope {
        Scope::Here => "here",
        Scope::File => "in this file",
    };
    format!(
        "this comment silences nothing: no {} is left for it {place}",
        list(&ticked(names), "or")
    )
}

fn with_fix(finding: Diagnostic, fix: Option<Fix>) -> Diagnostic {
    Diagnostic { fix, ..finding }
}
