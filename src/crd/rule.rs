//! CEL rules, as the API server evaluates them.

use super::admitted::{Admitted, Map, Shape};
use super::violation::Later;
use cel::objects::{Key, Map as CelMap};
use cel::{Context, ExecutionError, Program, Value as Cel};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// A rule of a value, which it calls `self`.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    program: Arc<Program>,
    /// The words of its text: what it does not name does not count.
    names: BTreeSet<Arc<str>>,
    /// The same without what it only asks to be there.
    read: BTreeSet<Arc<str>>,
    /// Whether mappings below `self` are of no interest but for the fields that it names.
    is_narrow: bool,
    /// The field that is wrong, as far as one is.
    pub(super) about: Option<Arc<str>>,
    /// Who asks for it, if the API server does not.
    pub(super) later: Option<Later>,
    /// The field that needs that one, where it is absent.
    pub(super) at: Option<Arc<str>>,
    /// The list whose items are looked at one by one, each as `item`.
    pub(super) each: Option<Arc<str>>,
    /// What is wrong if it fails.
    pub(super) problem: Arc<str>,
    /// What to write instead, if that is known.
    pub(super) help: Option<Arc<str>>,
}

/// How deep the brackets of a rule may be nested.
const DEEPEST: usize = 32;

/// How many operators a rule may have that nest without brackets.
const MOST_OPERATORS: usize = 300;

/// What became of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Holds,
    /// It says no, or fails on what is absent: the API server refuses the object either way.
    Fails,
    /// It cannot be evaluated here.
    Unknown,
}

/// Making the context takes longer than most rules do.
static CONTEXT: LazyLock<Context<'static, 'static>> = LazyLock::new(|| {
    let mut env = cel::Env::stdlib();
    // Without it its functions are unknown, as any other function that is not at hand.
    let _ = env.add_extension(cel::extensions::strings);
    Context::with_env(Arc::new(env))
});

impl Rule {
    /// Reads a rule's text. `None` for one that cannot be evaluated here, and for one about changes (`oldSelf`), which do not
    /// count for a new object.
    pub(super) fn read(text: &str, problem: &str) -> Option<Self> {
        let names = words(text);
        if names.contains("oldSelf") || is_too_deep(text) {
            return None;
        }
        Some(Self {
            program: Arc::new(Program::compile(text).ok()?),
            read: words(&without_has(text)),
            names,
            is_narrow: false,
            about: None,
            later: None,
            at: None,
            each: None,
            problem: problem.into(),
            help: None,
        })
    }

    /// The same rule, where it compares no mapping as a whole.
    pub(super) fn narrow(mut self) -> Self {
        self.is_narrow = true;
        self
    }

    /// Whether it names a field.
    pub(super) fn names(&self, field: &str) -> bool {
        self.names.contains(field)
            || self.about.as_deref() == Some(field)
            || self.each.as_deref() == Some(field)
    }

    /// Whether it reads the value of a field, and not only whether it is there.
    pub(super) fn reads(&self, field: &str) -> bool {
        self.read.contains(field) || self.each.as_deref() == Some(field)
    }

    /// Evaluates it on a value, or on an item of the list that it looks at. `has_fields`: whether the value is a mapping of
    /// fields, not of any keys.
    pub(super) fn evaluate(
        &self,
        value: &Admitted<'_>,
        has_fields: bool,
        item: Option<&Admitted<'_>>,
    ) -> Verdict {
        let mut context = CONTEXT.new_inner_scope();
        context.add_variable_from_value("self", self.cel(value, has_fields));
        if let Some(item) = item {
            context.add_variable_from_value("item", self.cel(item, false));
        }
        match self.program.execute(&context) {
            Ok(Cel::Bool(true)) => Verdict::Holds,
            Ok(Cel::Bool(false))
            | Err(ExecutionError::NoSuchKey(_) | ExecutionError::IndexOutOfBounds(_)) => {
                Verdict::Fails
            }
            _ => Verdict::Unknown,
        }
    }

    /// A value as CEL has it; of the fields of `self` those that the rule names.
    fn cel(&self, value: &Admitted<'_>, is_self: bool) -> Cel {
        match &value.shape {
            Shape::Null | Shape::Unknown => Cel::Null,
            Shape::Bool(bool) => Cel::Bool(*bool),
            Shape::Number(number) => cel_number(*number),
            Shape::String(text) => Cel::String(Arc::new(text.to_string())),
            Shape::List(items) => Cel::List(Arc::new(
                items.iter().map(|item| self.cel(item, false)).collect(),
            )),
            Shape::Map(map) => self.cel_map(map, is_self),
        }
    }

    #[expect(
        clippy::disallowed_types,
        reason = "the crate `cel` has no other map; its order is not seen"
    )]
    fn cel_map(&self, map: &Map<'_>, is_self: bool) -> Cel {
        let counts = |name: &str| !(is_self || self.is_narrow) || self.names.contains(name);
        let members = map
            .members
            .iter()
            .map(|member| (escaped(&member.key), member));
        let members = members.filter(|(name, _)| counts(name));
        let members = members
            .map(|(name, member)| (Key::String(Arc::new(name)), self.cel(&member.value, false)));
        Cel::Map(CelMap {
            map: Arc::new(members.collect::<std::collections::HashMap<_, _>>()),
        })
    }
}

/// Whether a text may nest deeper than its parser and evaluator, which are recursive, can go: by brackets, or by
/// operators in a row.
fn is_too_deep(text: &str) -> bool {
    let (mut depth, mut deepest, mut operators) = (0usize, 0, 0);
    for c in text.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '!' | '-' | '+' | '*' | '/' | '%' | '?' | ':' | '.' | '=' | '<' | '>' => operators += 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest > DEEPEST || operators > MOST_OPERATORS
}

/// A text without what is in `has(…)`.
fn without_has(text: &str) -> String {
    let mut parts = text.split("has(");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.filter_map(|part| part.split_once(')'));
    rest.fold(first, |text, (_, after)| text + " " + after)
}

/// The words of a text that may be names of fields.
fn words(text: &str) -> BTreeSet<Arc<str>> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words
        .filter(|word| !word.is_empty())
        .map(Arc::from)
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "only whole numbers within 64 bits are converted"
)]
fn cel_number(number: f64) -> Cel {
    if number.fract() == 0.0 && number.abs() < 9e18 {
        Cel::Int(number as i64)
    } else {
        Cel::Float(number)
    }
}

/// How Kubernetes writes a field's name in CEL: CEL's own words between `__`, and the characters that no name has.
fn escaped(name: &str) -> String {
    const WORDS: [&str; 19] = [
        "as",
        "break",
        "const",
        "continue",
        "else",
        "false",
        "for",
        "function",
        "if",
        "import",
        "in",
        "let",
        "loop",
        "namespace",
        "null",
        "package",
        "return",
        "true",
        "var",
    ];
    if WORDS.contains(&name) || matches!(name, "void" | "while") {
        return format!("__{name}__");
    }
    let name = name.replace("__", "__underscores__");
    name.replace('.', "__dot__")
        .replace('-', "__dash__")
        .replace('/', "__slash__")
}

#[cfg(test)]
mod tests {
    use super::{Rule, Verdict};
    use crate::crd::admitted::{Admitted, Map, Shape};

    fn verdict(text: &str) -> Option<Verdict> {
        let rule = Rule::read(text, "it fails")?;
        let value = Admitted {
            shape: Shape::Map(Map::default()),
            node: None,
        };
        Some(rule.evaluate(&value, true, None))
    }

    #[test]
    fn rules_hold_fail_or_are_not_known() {
        for (text, expected) in [
            ("true", Some(Verdict::Holds)),
            ("has(self.a)", Some(Verdict::Fails)),
            ("self.a == 'b'", Some(Verdict::Fails)),
            ("self.a == 'b' || true", Some(Verdict::Holds)),
            ("['a', 'b'].exists(x, x == 'b')", Some(Verdict::Holds)),
            ("'a-b'.matches('^[a-z]-[a-z]$')", Some(Verdict::Holds)),
            ("'AB'.lowerAscii() == 'ab'", Some(Verdict::Holds)),
            ("isURL('http://a')", Some(Verdict::Unknown)),
            ("quantity('1').isInteger()", Some(Verdict::Unknown)),
            ("'a'", Some(Verdict::Unknown)),
            ("self.a == oldSelf.a", None),
            ("self.", None),
        ] {
            assert_eq!(verdict(text), expected, "{text}");
        }
    }

    /// None of these overflows the stack of a thread.
    #[test]
    fn deep_rules_are_left_out() {
        for (text, is_read) in [
            (format!("{}true{}", "(".repeat(32), ")".repeat(32)), true),
            (
                format!("{}true{}", "(".repeat(5000), ")".repeat(5000)),
                false,
            ),
            (format!("{}true", "!".repeat(300)), true),
            (format!("{}true", "!".repeat(5000)), false),
            (format!("{}1 > 0", "1 + ".repeat(290)), true),
            (format!("{}1 > 0", "1 + ".repeat(5000)), false),
            (format!("{}true", "true && ".repeat(2000)), true),
            (format!("self{} == 1", ".a".repeat(5000)), false),
            (
                format!("{}true{}", "[true].all(x, ".repeat(20), ")".repeat(20)),
                true,
            ),
        ] {
            let thread = std::thread::spawn(move || verdict(&text));
            assert_eq!(thread.join().unwrap().is_some(), is_read);
        }
    }
}
