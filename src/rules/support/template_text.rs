//! Template text in values, `{{ … }}`: Helm leaves it as it is, unless a template passes the value through `tpl`.

use crate::contract::Fate;
use crate::diagnostic::Severity;
use crate::rules::{Draft, Facts};
use crate::secrets::holds_template;
use crate::source::ValuePath;
use crate::yaml::Node;

/// Template text that Helm does not evaluate where it is, and what is known of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TemplateText {
    /// Whether the templates are at hand and pass nothing of that kind through `tpl`.
    is_proven: bool,
    /// The tool that was probably meant to fill it in, as far as the template text shows it.
    hint: Option<&'static str>,
}

/// The reason, as the middle of a sentence.
const REASON: &str = "Helm does not evaluate templates in values";

impl TemplateText {
    /// The template text at a path; `None` if there is none, or a template of the chart may evaluate it, or another
    /// tool does before Helm.
    pub(crate) fn at(facts: &Facts<'_>, path: &ValuePath) -> Option<Self> {
        let node = facts.values.get(path)?;
        Self::of(facts, path, node.as_str()?, node)
    }

    /// The same for a key or a value with its node.
    pub(crate) fn of(facts: &Facts<'_>, path: &ValuePath, text: &str, node: &Node) -> Option<Self> {
        if !holds_template(text) || facts.values.is_from_a_template(node) {
            return None;
        }
        let is_proven = match facts.expansion.fate(path, facts.contract) {
            Fate::Expanded => return None,
            Fate::Literal => true,
            Fate::Unseen => false,
        };
        Some(Self {
            is_proven,
            hint: hint(text),
        })
    }

    /// How bad it is: a warning where the templates are not at hand.
    pub(crate) fn severity(self, severity: Severity) -> Severity {
        if self.is_proven {
            severity
        } else {
            severity.min(Severity::Warning)
        }
    }

    /// The reason with what it depends on: the beginning of a message.
    pub(crate) fn reason(self) -> String {
        match self.is_proven {
            true => REASON.to_owned(),
            false => format!("{REASON}, unless a template of the chart passes them through `tpl`"),
        }
    }

    /// What to write instead of it: `the URL itself`.
    pub(crate) fn help(self, what: &str) -> String {
        let why = match self.is_proven {
            true => "no template of the chart passes it through `tpl`",
            false => "whether a template passes it through `tpl` cannot be seen here",
        };
        let hint = self.hint.map(|hint| format!("; {hint}"));
        format!("write {what}: {why}{}", hint.unwrap_or_default())
    }

    /// A finding about it, at a value.
    pub(crate) fn draft(self, draft: Draft, severity: Severity, what: &str) -> Draft {
        draft
            .label("stays as it is")
            .severity(self.severity(severity))
            .help(self.help(what))
    }
}

/// What fills in template text of this kind, and where.
fn hint(text: &str) -> Option<&'static str> {
    let inner = text.split("{{").nth(1)?.trim_start_matches(['-', ' ']);
    let begins = |starts: &[&str]| starts.iter().any(|start| inner.starts_with(start));
    if begins(&[".Environment.", ".StateValues", "requiredEnv", "env "]) {
        return Some("helmfile fills in only files whose name ends in `.gotmpl`");
    }
    if begins(&[
        "path.",
        ".path.",
        "cluster",
        "server",
        "metadata.",
        "values.",
    ]) {
        return Some(
            "an ApplicationSet of Argo CD fills in its own `template`, and no values file",
        );
    }
    None
}
