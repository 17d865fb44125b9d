//! What is wrong with comments: they silence nothing, or cannot be read.

use super::comment::{Directive, Malformed, Scope};
use super::fix;
use super::ignores::{
    Candidates, IgnoreComment, Ignores, JudgedPart, UsedIgnores, holds, suppress_with,
};
use crate::diagnostic::{Diagnostic, Effect, Fix, Severity};
use crate::rules::{RULES, SYNTAX_ERROR, UNUSED_IGNORE, by_id};
use crate::source::{Span, ValuePath, nearest, program};
use crate::words::{list, ticked};
use std::collections::{BTreeMap, BTreeSet};

/// What decides which comments count as unused. A rule that did not run silences nothing, so its name in a comment is
/// not unused.
#[derive(Debug, Clone, Copy)]
pub struct UnusedCheck<'r> {
    /// The rules that ran over the file in any target.
    pub rules: &'r BTreeSet<&'static str>,
    /// How bad a finding is.
    pub severity: Severity,
}

/// The passes over comments. Those that silence `unused-ignore` come last, when all its other findings are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// Names of all other rules.
    Others,
    /// The name of the rule about comments.
    Itself,
}

/// What is wrong with a file's comments.
#[derive(Debug, Default)]
pub struct UnusedReport {
    /// The findings.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings that comments silence.
    pub suppressed: Vec<Diagnostic>,
}

impl Ignores {
    /// Finds the comments of a file that silence nothing, once all targets are linted.
    pub fn find_unused(
        &self,
        pass: Pass,
        check: UnusedCheck<'_>,
        used: &mut UsedIgnores,
    ) -> UnusedReport {
        let mut diagnostics = Vec::new();
        for ignore in self.judged_comments() {
            match &ignore.directive {
                Directive::Malformed(malformed) if pass == Pass::Others => {
                    diagnostics.push(self.malformed(ignore, *malformed));
                }
                Directive::Malformed(_) => {}
                Directive::Ignore { .. } if ignore.is_too_low() => {
                    diagnostics.extend((pass == Pass::Others).then(|| self.too_low(ignore)));
                }
                Directive::Ignore { scope, .. } => {
                    let idle = self.idle(ignore, pass, check, used);
                    diagnostics.extend(self.useless(ignore, *scope, &idle));
                    if pass == Pass::Others {
                        diagnostics.extend(self.unknown(ignore));
                    }
                }
            }
        }
        for diagnostic in &mut diagnostics {
            diagnostic.severity = check.severity;
        }
        // A comment that silences nothing does not silence that.
        let candidates = match pass {
            Pass::Others => Candidates::All,
            Pass::Itself => Candidates::OtherFileWide,
        };
        let all = std::slice::from_ref(self);
        let suppressed = suppress_with(candidates, &mut diagnostics, all, used);
        UnusedReport {
            diagnostics,
            suppressed,
        }
    }

    /// The rules of a comment that silenced nothing.
    fn idle(
        &self,
        ignore: &IgnoreComment,
        pass: Pass,
        check: UnusedCheck<'_>,
        used: &UsedIgnores,
    ) -> Vec<Span> {
        let is_judged = |name: &str| match pass {
            Pass::Itself => name == UNUSED_IGNORE.id,
            Pass::Others => {
                name != UNUSED_IGNORE.id && (check.rules.contains(name) || name == SYNTAX_ERROR.id)
            }
        };
        let rules = ignore.rules().iter().copied();
        rules
            .filter(|rule| is_judged(self.file.text(ignore, *rule)))
            .filter(|rule| !used.holds(&self.file.source, ignore.place(*rule)))
            .collect()
    }

    /// The findings for rules that silenced nothing: one if they are all of the comment's.
    fn useless(&self, ignore: &IgnoreComment, scope: Scope, idle: &[Span]) -> Vec<Diagnostic> {
        let found = |rules: &[Span]| {
            let names = rules.iter().map(|rule| self.file.text(ignore, *rule));
            nothing(&names.collect::<Vec<_>>(), scope)
        };
        if idle.len() == ignore.rules().len() {
            let finding = self.finding(ignore.span, found(idle), "remove the comment".to_owned());
            let fix = fix::remove_comment(&self.file.source, ignore);
            return vec![self.with_fix(finding, fix)];
        }
        idle.iter()
            .map(|rule| {
                let help = format!("remove `{}` from the list", self.file.text(ignore, *rule));
                let finding = self.finding(ignore.place(*rule), found(&[*rule]), help);
                self.with_fix(finding, fix::remove_rule(&self.file.source, ignore, *rule))
            })
            .collect()
    }

    /// The findings for names that are no rule's.
    fn unknown(&self, ignore: &IgnoreComment) -> Vec<Diagnostic> {
        let rules = ignore.rules().iter().copied();
        let unknown = rules.filter(|rule| by_id(self.file.text(ignore, *rule)).is_none());
        unknown
            .map(|rule| {
                let name = self.file.text(ignore, rule);
                let message = format!("there is no rule `{name}`, so this silences nothing");
                let Some(near) = nearest(name, RULES.iter().map(|rule| rule.id)) else {
                    let help = format!("`{} rules` lists them all", program());
                    return self.finding(ignore.place(rule), message, help);
                };
                let help = format!("did you mean `{near}`?");
                let finding = self.finding(ignore.place(rule), message, help);
                self.with_fix(
                    finding,
                    fix::rename(&self.file.source, ignore.place(rule), near),
                )
            })
            .collect()
    }

    fn malformed(&self, ignore: &IgnoreComment, malformed: Malformed) -> Diagnostic {
        let (message, scope) = match malformed {
            Malformed::NoRules(scope) => ("it names no rule in brackets", scope),
            Malformed::NoEnd(scope) => ("its list of rules has no `]`", scope),
            Malformed::Misspelt => ("it is not written as helm-obo reads it", Scope::Here),
        };
        let message = format!("this comment silences nothing: {message}");
        let help = format!("write `# helm-obo: {}[RULE, …] reason`", scope.word());
        self.finding(ignore.span, message, help)
    }

    fn too_low(&self, ignore: &IgnoreComment) -> Diagnostic {
        let message =
            "this comment silences nothing: `ignore-file` counts at the top of a file only";
        let help = "move it above the first key; or write `ignore` above what it is about";
        self.finding(ignore.span, message.to_owned(), help.to_owned())
    }

    /// The comments that are looked at: those for the whole file only if all of the file is.
    fn judged_comments(&self) -> Vec<&IgnoreComment> {
        let Some(parts) = &self.judged else {
            return self.file.comments.iter().collect();
        };
        // A byte order mark is before the first document.
        let (start, end) = ('\u{feff}'.len_utf8(), self.file.source.text().len());
        let mut parts_of_all = parts.iter().filter(|part| {
            let range = part.span.range();
            range.start <= start && range.end == end
        });
        if parts_of_all.next().is_some() {
            return self.file.comments.iter().collect();
        }
        let within = parts
            .iter()
            .flat_map(|part| self.file.comments_in(part.span));
        let within = within.filter(|ignore| !ignore.is_file_wide());
        let once: BTreeMap<Span, &IgnoreComment> = within.map(|one| (one.span, one)).collect();
        once.into_values().collect()
    }

    /// The part that a comment is in.
    fn judged_part(&self, comment: Span) -> Option<&JudgedPart> {
        let mut parts = self.judged.iter().flatten();
        parts.find(|part| holds(part.span, comment.start))
    }

    /// A finding with its fix, if the text may be edited. In a string it changes the string, and not the values in it.
    fn with_fix(&self, finding: Diagnostic, fix: Option<Fix>) -> Diagnostic {
        let span = finding.place.span;
        let may_edit = self.judged_part(span).is_none_or(|part| part.is_editable);
        let text = self.file.text_at(span.start);
        let effects = text.map(|path| Effect::Rewritten(path.clone()));
        let fix = fix.filter(|_| may_edit).map(|fix| Fix {
            effects: effects.into_iter().collect(),
            ..fix
        });
        Diagnostic { fix, ..finding }
    }

    fn finding(&self, span: Span, message: String, help: String) -> Diagnostic {
        Diagnostic {
            rule: UNUSED_IGNORE.id,
            severity: UNUSED_IGNORE.severity,
            message,
            help: Some(help),
            path: ValuePath::root(),
            agent: None,
            object: self.judged_part(span).and_then(|part| part.object.clone()),
            place: self.file.source.place(span),
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
        let message = "`syntax-error` cannot be silenced: in a file that cannot be read, no comment is read either";
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
