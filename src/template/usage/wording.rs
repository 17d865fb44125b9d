//! Texts of which some parts are known.

use std::sync::Arc;

/// More parts are not told apart.
const MOST_PARTS: usize = 8;

/// Longer texts are taken for unknown ones.
const LONGEST: usize = 512;

/// The parts of a text; `None` may be any text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wording(Arc<[Option<Arc<str>>]>);

impl Wording {
    pub(super) fn any() -> Self {
        Self(Arc::new([None]))
    }

    pub(super) fn known(text: &str) -> Self {
        match text.len() > LONGEST {
            true => Self::any(),
            false => Self(Arc::new([Some(text.into())])),
        }
    }

    /// One text after the other.
    pub(super) fn joined<'w>(all: impl IntoIterator<Item = &'w Self>) -> Self {
        let mut parts: Vec<Option<Arc<str>>> = Vec::new();
        let mut length = 0;
        for part in all.into_iter().flat_map(|one| &*one.0) {
            match (parts.last_mut(), part) {
                (Some(None), None) => {}
                (Some(Some(last)), Some(text)) => *last = format!("{last}{text}").into(),
                _ => parts.push(part.clone()),
            }
            length += part.as_ref().map_or(0, |text| text.len());
            if parts.len() > MOST_PARTS || length > LONGEST {
                return Self::any();
            }
        }
        match parts.is_empty() {
            true => Self::known(""),
            false => Self(parts.into()),
        }
    }

    /// The text, if all of it is known.
    pub(super) fn exact(&self) -> Option<Arc<str>> {
        match &*self.0 {
            [Some(text)] => Some(Arc::clone(text)),
            _ => None,
        }
    }

    /// Whether it may be this text.
    pub(super) fn may_be(&self, text: &str) -> bool {
        let mut rest = text;
        let mut is_open = false;
        for (index, part) in self.0.iter().enumerate() {
            let Some(part) = part else {
                is_open = true;
                continue;
            };
            let is_last = index + 1 == self.0.len();
            let found = match (is_open, is_last) {
                (true, true) => {
                    return rest.ends_with(&**part);
                }
                (true, false) => rest.find(&**part).map(|at| at + part.len()),
                (false, true) => return rest == &**part,
                (false, false) => rest.starts_with(&**part).then_some(part.len()),
            };
            let Some(end) = found else { return false };
            rest = rest.get(end..).unwrap_or_default();
            is_open = false;
        }
        is_open || rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Wording;

    #[test]
    fn what_is_known_must_be_there() {
        let all = [Wording::known("a."), Wording::any(), Wording::known(".b")];
        let wording = Wording::joined(&all);
        assert_eq!(wording.exact(), None);
        for (text, expected) in [
            ("a.x.b", true),
            ("a..b", true),
            ("a.b", false),
            ("a.x.bc", false),
            ("ba.x.b", false),
            ("a.b.b", true),
        ] {
            assert_eq!(wording.may_be(text), expected, "{text}");
        }
        let known = Wording::joined(&[Wording::known("a"), Wording::known("b")]);
        assert_eq!(known.exact().as_deref(), Some("ab"));
        assert!(known.may_be("ab"));
        assert!(!known.may_be("abc"));
        assert!(Wording::any().may_be(""));
    }
}
