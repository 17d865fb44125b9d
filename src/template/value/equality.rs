//! `reflect.DeepEqual`

use super::{Data, List, Map, Value};
use std::rc::Rc;

/// Values that are nested deeper are taken for equal: Go does so where they hold themselves.
const DEPTH: usize = 1_000;

/// How many values one comparison looks at; what is left is taken for equal as well.
const MOST: usize = 1_000_000;

impl Value {
    /// Whether both are of one type and hold the same, as `reflect.DeepEqual` has it.
    pub fn deep_equal(&self, other: &Self) -> bool {
        self.deep_equal_within(other, &mut { MOST })
    }

    /// The same, with so many values to look at, which become fewer: where none are left, nothing is known.
    pub fn deep_equal_within(&self, other: &Self, left: &mut usize) -> bool {
        Comparison { left }.values(self, other, 0)
    }
}

struct Comparison<'l> {
    left: &'l mut usize,
}

impl Comparison<'_> {
    fn values(&mut self, one: &Value, two: &Value, depth: usize) -> bool {
        *self.left = self.left.saturating_sub(1);
        match (&one.data, &two.data) {
            (Data::Nil, Data::Nil) => true,
            (Data::Bool(one), Data::Bool(two)) => one == two,
            (Data::Int(one), Data::Int(two)) | (Data::Int64(one), Data::Int64(two)) => one == two,
            (Data::Number(one), Data::Number(two)) => one == two,
            (Data::Float(one), Data::Float(two)) => one == two,
            (Data::String(one), Data::String(two)) => one == two,
            (Data::Bytes(one), Data::Bytes(two)) => one == two,
            (Data::List(one), Data::List(two)) => self.lists(one, two, depth + 1),
            (Data::Map(one), Data::Map(two)) => self.maps(one, two, depth + 1),
            (Data::Time(one), Data::Time(two)) => one == two,
            (Data::Version(one), Data::Version(two)) => one == two,
            (Data::Object(one), Data::Object(two)) => {
                Rc::ptr_eq(one, two)
                    || (one.type_name() == two.type_name()
                        && self.values(&one.to_data(), &two.to_data(), depth + 1))
            }
            _ => false,
        }
    }

    fn ends(&self, depth: usize) -> bool {
        depth > DEPTH || *self.left == 0
    }

    fn lists(&mut self, one: &List, two: &List, depth: usize) -> bool {
        if one.is_same(two) || self.ends(depth) {
            return true;
        }
        one.list_type() == two.list_type()
            && one.is_nil() == two.is_nil()
            && one.len() == two.len()
            && (one.items().iter().zip(two.items().iter()))
                .all(|(one, two)| self.values(one, two, depth))
    }

    fn maps(&mut self, one: &Map, two: &Map, depth: usize) -> bool {
        if one.map_type() != two.map_type() || one.is_nil() != two.is_nil() {
            return false;
        }
        if one.is_same(two) || self.ends(depth) {
            return true;
        }
        let (one, two) = (one.entries(), two.entries());
        one.len() == two.len()
            && (one.iter().zip(two.iter())).all(|((key, value), (other_key, other))| {
                key == other_key && self.values(&value.value, &other.value, depth)
            })
    }
}
