//! Whether a value is of a type, and of the forms that `allOf`, `anyOf`, `oneOf` and `not` allow.

use crate::crd::admitted::{Admitted, Shape};
use crate::crd::schema::{Kind, Schema};

/// Whether a value has a type.
pub(super) fn is_of(value: &Admitted<'_>, kind: Kind) -> bool {
    match (&value.shape, kind) {
        (Shape::Unknown, _)
        | (Shape::Map(_), Kind::Object)
        | (Shape::List(_), Kind::List)
        | (Shape::String(_), Kind::String | Kind::IntOrString)
        | (Shape::Bool(_), Kind::Boolean)
        | (Shape::Number(_), Kind::Number) => true,
        (Shape::Number(number), Kind::Integer | Kind::IntOrString) => number.fract() == 0.0,
        _ => false,
    }
}

/// Whether what a schema says by `allOf`, `anyOf`, `oneOf` and `not` is met.
pub(super) fn accepts_all(value: &Admitted<'_>, schema: &Schema) -> bool {
    let count = |schemas: &[Schema]| {
        schemas
            .iter()
            .filter(|schema| accepts(value, schema))
            .count()
    };
    schema.all_of.iter().all(|schema| accepts(value, schema))
        && (schema.any_of.is_empty() || count(&schema.any_of) > 0)
        && (schema.one_of.is_empty() || count(&schema.one_of) == 1)
        && !schema
            .not
            .as_deref()
            .is_some_and(|schema| accepts(value, schema))
}

/// Whether a schema within `allOf` and its like accepts a value.
fn accepts(value: &Admitted<'_>, schema: &Schema) -> bool {
    if matches!(value.shape, Shape::Unknown) {
        return true;
    }
    let is_well =
        schema.kind.is_none_or(|kind| is_of(value, kind)) && schema.limits.excess(value).is_none();
    let below = match &value.shape {
        Shape::Map(map) => {
            schema.required.iter().all(|field| map.get(field).is_some())
                && map.members.iter().all(|member| {
                    schema
                        .field(&member.key)
                        .is_none_or(|field| accepts(&member.value, field))
                })
        }
        Shape::List(items) => schema
            .items
            .as_deref()
            .is_none_or(|of_item| items.iter().all(|item| accepts(item, of_item))),
        _ => true,
    };
    is_well && below && accepts_all(value, schema)
}
