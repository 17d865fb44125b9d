//! What Kubernetes has against a name, by the form that it asks for (`apimachinery/pkg/util/validation`).

use crate::contract::NameForm;
use crate::secrets::{holds_template, is_filled_in_later};

/// Whether a name is right, and is written as it will be.
pub(crate) fn is_sound(name: &str, form: NameForm) -> bool {
    !is_filled_in_later(name) && !holds_template(name) && problem(name, form).is_none()
}

/// What is wrong with a name; `None` if it is right.
pub(crate) fn problem(name: &str, form: NameForm) -> Option<String> {
    if form == NameForm::Reference {
        return reference_problem(name);
    }
    let dots = match form {
        NameForm::Service | NameForm::Label => false,
        NameForm::Subdomain | NameForm::Reference | NameForm::Host => true,
        NameForm::DataKey => return data_key_problem(name),
        NameForm::PathSegment => return path_segment_problem(name),
    };
    let bare = match form {
        NameForm::Host => name.strip_prefix("*.").unwrap_or(name),
        _ => name,
    };
    if form == NameForm::Host && bare.contains("://") {
        return Some("it is a URL; only its host belongs here".into());
    }
    if let Some(c) = bare.chars().find(|&c| !is_allowed(c, dots)) {
        return Some(if c.is_uppercase() {
            "capital letters are not allowed".into()
        } else {
            format!("{} is not allowed", in_words(c))
        });
    }
    if !bare.split('.').all(is_label) {
        return Some("it must begin and end with a letter or digit".into());
    }
    (form == NameForm::Service && !name.starts_with(|c: char| c.is_ascii_lowercase()))
        .then(|| "it must begin with a letter".into())
}

/// How long a name may be, and is, where it is too long.
pub(crate) fn overlong(name: &str, form: NameForm) -> Option<String> {
    let limit = match form {
        NameForm::Service | NameForm::Label => 63,
        NameForm::Subdomain | NameForm::Host | NameForm::DataKey => 253,
        NameForm::Reference | NameForm::PathSegment => return None,
    };
    (name.len() > limit).then(|| format!("it has {} characters, {limit} are allowed", name.len()))
}

/// A name close to it that is right, where one can be guessed.
pub(crate) fn repaired(name: &str, form: NameForm) -> Option<String> {
    let host = || {
        let (_, rest) = name.split_once("://")?;
        rest.split(['/', ':']).next()
    };
    let bare = match form {
        NameForm::Host if name.contains('*') => return None,
        NameForm::Host => host().unwrap_or(name),
        NameForm::Subdomain | NameForm::Service | NameForm::Label => name,
        NameForm::Reference | NameForm::DataKey | NameForm::PathSegment => return None,
    };
    let dots = matches!(form, NameForm::Subdomain | NameForm::Host);
    let mapped: String = bare
        .trim()
        .to_lowercase()
        .chars()
        .map(|c| if is_allowed(c, dots) { c } else { '-' })
        .collect();
    let better = mapped.trim_matches(['-', '.']).to_owned();
    (problem(&better, form).is_none() && better != name).then_some(better)
}

fn is_allowed(c: char, dots: bool) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || (dots && c == '.')
}

/// Not empty, and no `-` at either end.
fn is_label(label: &str) -> bool {
    !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
}

fn reference_problem(name: &str) -> Option<String> {
    match name.split_once('/') {
        Some((namespace, name)) => {
            problem(namespace, NameForm::Label).or_else(|| problem(name, NameForm::Subdomain))
        }
        None => problem(name, NameForm::Subdomain),
    }
}

fn data_key_problem(name: &str) -> Option<String> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let c = name.chars().find(|&c| !is_allowed(c))?;
    Some(format!("{} is not allowed", in_words(c)))
}

fn path_segment_problem(name: &str) -> Option<String> {
    if matches!(name, "." | "..") {
        return Some("it is a step in a path".into());
    }
    let c = name.chars().find(|c| matches!(c, '/' | '%'))?;
    Some(format!("{} is not allowed", in_words(c)))
}

fn in_words(c: char) -> String {
    match c {
        ' ' => "a blank".into(),
        '\n' | '\r' => "a line break".into(),
        c if c.is_control() => "a control character".into(),
        c => format!("`{c}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{NameForm, overlong, problem, repaired};

    #[test]
    fn names_that_kubernetes_takes() {
        for (name, form) in [
            ("a", NameForm::Service),
            ("sre-agent-2", NameForm::Service),
            ("1", NameForm::Label),
            ("a.b-c.1", NameForm::Subdomain),
            ("*.example.com", NameForm::Host),
            ("example.com", NameForm::Host),
            ("API_KEY.x", NameForm::DataKey),
            ("system:node", NameForm::PathSegment),
            ("View", NameForm::PathSegment),
        ] {
            assert_eq!(problem(name, form), None, "{name}");
        }
        assert_eq!(overlong(&"a".repeat(63), NameForm::Label), None);
        assert_eq!(overlong(&"a".repeat(253), NameForm::Subdomain), None);
    }

    #[test]
    fn names_that_it_refuses() {
        for (name, form, better) in [
            ("1-agent", NameForm::Service, None),
            ("a.b", NameForm::Service, Some("a-b")),
            ("Sre_Agent", NameForm::Service, Some("sre-agent")),
            ("sre agent ", NameForm::Label, Some("sre-agent")),
            ("-a", NameForm::Subdomain, Some("a")),
            ("a..b", NameForm::Subdomain, None),
            ("a.-b", NameForm::Subdomain, None),
            ("größe", NameForm::Subdomain, Some("gr--e")),
            (
                "https://Docs.example.com:8443/x",
                NameForm::Host,
                Some("docs.example.com"),
            ),
            ("*.*.example.com", NameForm::Host, None),
            ("api key", NameForm::DataKey, None),
            ("a/b", NameForm::PathSegment, None),
            ("..", NameForm::PathSegment, None),
        ] {
            assert!(problem(name, form).is_some(), "{name}");
            assert_eq!(repaired(name, form).as_deref(), better, "{name}");
        }
        assert!(overlong(&"a".repeat(64), NameForm::Label).is_some());
        assert!(overlong(&"a".repeat(254), NameForm::Subdomain).is_some());
    }
}
