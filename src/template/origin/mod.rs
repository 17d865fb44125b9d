//! Where a value or a piece of text comes from.
//!
//! Every value has an origin, nil, booleans and numbers included. An absent value has the path at which it is absent.

mod path;

pub use path::PathLink;

use super::decision::DecisionId;
use crate::source::{Place, ValuePath};
use std::rc::Rc;

/// How many origins one value may have; more are dropped.
pub const MAX_ORIGINS: usize = 8;

/// Where a value comes from; the default knows nothing.
#[derive(Debug, Clone, Default)]
pub struct Origin(Option<Rc<OriginKind>>);

/// What an origin may be.
#[derive(Debug)]
pub enum OriginKind {
    /// A path in the chart's values.
    Value(ValueOrigin),
    /// A part of a template.
    Template(TemplateSpan),
    /// A field of a built-in object, such as `.Release.Name`.
    Field(Rc<str>),
    /// What only an installation knows.
    Unknown(Unknown),
    /// A decision under which a variable was given the value.
    Chosen(DecisionId),
    /// Several of the others, at most [`MAX_ORIGINS`].
    Several(Rc<[Origin]>),
}

/// A value of the chart's values, or the lack of one.
#[derive(Debug)]
pub struct ValueOrigin {
    /// The path, from the root of the parent chart's values.
    pub path: PathLink,
    /// Where the value is written; `None` where nothing is.
    pub place: Option<Place>,
    /// Where its key is written; `None` for an item, and where nothing is.
    pub key_place: Option<Place>,
}

/// Bytes of a template's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TemplateSpan {
    /// Which text, among those of a rendering.
    pub text: TextId,
    /// Where its bytes start.
    pub start: u32,
    /// Where they end.
    pub end: u32,
}

/// A template's text, in the order in which a rendering met them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(pub u32);

/// Why a value is not known before the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unknown {
    /// It is random.
    Random,
    /// It depends on the clock.
    Clock,
    /// It is in the cluster.
    Cluster,
    /// It is the order of a map's keys, which Go makes random.
    Order,
    /// It would come from a dependency that is not there.
    Dependency,
}

impl Origin {
    /// An origin of one kind.
    pub fn of(kind: OriginKind) -> Self {
        Self(Some(Rc::new(kind)))
    }

    /// A value at a path, with the places of the value and its key where they are written.
    pub fn value(path: PathLink, place: Option<Place>, key_place: Option<Place>) -> Self {
        Self::of(OriginKind::Value(ValueOrigin {
            path,
            place,
            key_place,
        }))
    }

    /// A value that is absent at a path.
    pub fn absent(path: PathLink) -> Self {
        Self::value(path, None, None)
    }

    /// What is known; `None` where nothing is.
    pub fn kind(&self) -> Option<&OriginKind> {
        self.0.as_deref()
    }

    /// Whether nothing is known.
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Both origins together.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self::all([self, other])
    }

    /// These origins together.
    pub fn all<'o>(origins: impl IntoIterator<Item = &'o Self>) -> Self {
        let mut known = origins.into_iter().filter(|origin| !origin.is_none());
        let Some(first) = known.next() else {
            return Self::default();
        };
        let mut found = [first; MAX_ORIGINS];
        let mut count = 0;
        for (slot, origin) in found.iter_mut().zip(first.each()) {
            *slot = origin;
            count += 1;
        }
        let of_first = count;
        for origin in known.filter(|origin| !origin.is_same(first)) {
            for one in origin.each() {
                if count == MAX_ORIGINS {
                    break;
                }
                if !found[..count].iter().any(|known| known.is_same(one)) {
                    found[count] = one;
                    count += 1;
                }
            }
            if count == MAX_ORIGINS {
                break;
            }
        }
        match count == of_first {
            true => first.clone(),
            false => {
                let all = found[..count].iter().copied().cloned();
                Self::of(OriginKind::Several(all.collect()))
            }
        }
    }

    /// What tells it from other origins as long as it is kept; 0 where nothing is known.
    pub(super) fn address(&self) -> usize {
        self.0.as_ref().map_or(0, |kind| Rc::as_ptr(kind) as usize)
    }

    /// Whether both are one origin, not only equal ones.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(two)) => Rc::ptr_eq(one, two),
            (None, None) => true,
            _ => false,
        }
    }

    /// The single origins that it is made of.
    pub fn each(&self) -> impl Iterator<Item = &Self> {
        let (several, one) = match self.kind() {
            Some(OriginKind::Several(all)) => (&all[..], None),
            Some(_) => (&[][..], Some(self)),
            None => (&[][..], None),
        };
        several.iter().chain(one)
    }

    /// The values among them.
    pub fn values(&self) -> impl Iterator<Item = &ValueOrigin> {
        self.each().filter_map(|origin| match origin.kind() {
            Some(OriginKind::Value(value)) => Some(value),
            _ => None,
        })
    }

    /// Whether a field of a built-in object is among them, such as `.Release.Name`.
    pub fn has_field(&self, name: &str) -> bool {
        let is_it = |origin: &Self| match origin.kind() {
            Some(OriginKind::Field(field)) => **field == *name,
            _ => false,
        };
        self.each().any(is_it)
    }

    /// The decisions among them.
    pub fn choices(&self) -> impl Iterator<Item = DecisionId> {
        self.each().filter_map(|origin| match origin.kind() {
            Some(OriginKind::Chosen(decision)) => Some(*decision),
            _ => None,
        })
    }

    /// Why it is not known, where it is not.
    pub fn unknown(&self) -> Option<Unknown> {
        self.each().find_map(|origin| match origin.kind() {
            Some(OriginKind::Unknown(why)) => Some(*why),
            _ => None,
        })
    }

    /// Whether a value is among them.
    pub fn has_values(&self) -> bool {
        self.values().next().is_some()
    }

    /// The path of the only value among them.
    pub fn path(&self) -> Option<ValuePath> {
        self.values().next().map(|value| value.path.to_path())
    }

    /// The origin of what a key or an item of it would be, where nothing is there.
    #[must_use]
    pub fn absent_below(&self, key: &str) -> Self {
        let mut below = Self::default();
        for value in self.values() {
            below = below.and(&Self::absent(value.path.key(key)));
        }
        match below.is_none() {
            true => self.clone(),
            false => below,
        }
    }
}
