//! Functions, with arguments of all kinds in all positions.

use super::check_runs;
use crate::template::decision::Decisions;
use crate::template::functions::{ALL, Args, Body, Context, Function};
use crate::template::on_deep_stack;
use crate::template::origin::{Origin, PathLink, TemplateSpan, TextId};
use crate::template::value::{
    Data, List, ListType, Map, MapType, Moment, SemanticVersion, Text, Value, Zone,
};
use crate::template::version::HelmVersion;
use proptest::prelude::*;
use std::rc::Rc;

/// What makes a value: values cannot be sent to another thread, so each makes its own.
#[derive(Debug, Clone)]
enum Made {
    Nil,
    Bool(bool),
    Int(i64),
    Int64(i64),
    Float(f64),
    Text(Vec<u8>),
    Bytes(Vec<u8>),
    Time(i64, i32),
    Version,
    NilList,
    List(ListType, Vec<Self>),
    Map(MapType, Vec<(String, Self)>),
    Interface(Box<Self>),
}

impl Made {
    fn value(&self) -> Value {
        let origin = Origin::absent(PathLink::root().key("made"));
        let data = match self {
            Self::Nil => Data::Nil,
            Self::Bool(bool) => Data::Bool(*bool),
            Self::Int(int) => Data::Int(*int),
            Self::Int64(int) => Data::Int64(*int),
            Self::Float(float) => Data::Float(*float),
            Self::Text(bytes) => Data::String(Text::whole(bytes.clone(), origin.clone())),
            Self::Bytes(bytes) => Data::Bytes(Rc::from(&bytes[..])),
            Self::Time(seconds, offset) => Data::Time(Moment {
                seconds: *seconds,
                nanoseconds: 999_999_999,
                offset: *offset,
                zone: Zone::new("CEST"),
            }),
            Self::Version => Data::Version(Rc::new(SemanticVersion {
                numbers: [1, u64::MAX, 0],
                ..SemanticVersion::default()
            })),
            Self::NilList => Data::List(List::nil(ListType::Any)),
            Self::List(list_type, items) => {
                Data::List(List::new(*list_type, items.iter().map(Self::value)))
            }
            Self::Map(map_type, entries) => {
                let map = Map::new(*map_type);
                for (key, value) in entries {
                    map.set(key.as_str().into(), value.value(), origin.clone());
                }
                Data::Map(map)
            }
            Self::Interface(inner) => return inner.value().in_interface(),
        };
        Value::new(data).with_origin(origin)
    }
}

fn int() -> impl Strategy<Value = i64> {
    prop_oneof![
        proptest::sample::select(vec![
            i64::MIN,
            i64::MIN + 1,
            -1,
            0,
            1,
            2,
            8,
            i64::MAX - 1,
            i64::MAX
        ]),
        -20_i64..2000,
        any::<i64>(),
    ]
}

fn float() -> impl Strategy<Value = f64> {
    prop_oneof![
        proptest::sample::select(vec![
            0.0,
            -0.0,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
            f64::MAX,
            1e-320
        ]),
        any::<f64>(),
    ]
}

/// Texts that some function gives a meaning to, and broken ones.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let known = proptest::sample::select(vec![
        "",
        "a",
        "%d %s %v %[3]*.[2]*[1]f %!",
        "%*d",
        "%-+# 010.5x",
        "(a|b)*",
        "(?P<n>a)",
        "[[:alpha:]",
        "a**",
        "\\",
        "$1${n}$$",
        "1.2.3-a+b",
        "v1",
        ">=1.2 <2 || ~3",
        "^0.0.0-0",
        "*",
        "1 - 2",
        "2006-01-02T15:04:05Z07:00",
        "2024-02-30",
        "1h2m3.5s",
        "-9223372036854775808",
        "9223372036854775808",
        "0x1p-2",
        "1e5",
        "http://u:p@h:99999/%zz?q#f",
        "a: [1, {b: c}]\n",
        "{\"a\": 1e999}",
        "- &x a\n- *x\n",
        "a = 1\n[b]\n",
        "\u{1f600}é日本",
        "\u{0}",
        "  \n\t ",
        "UTC",
        "Europe/Berlin",
        "YWJj",
        "YWJj=",
        "MFRA====",
        "long",
        "maximum",
        "md5",
        "127.0.0.1",
        "/a/../b//c.d",
        "..",
        "<a>&'\"",
        "a_b-cD EF",
        "...",
        "_",
        "{{ . }}",
        "9999999999999999999999999999999999999999",
        "0",
        "-0",
        "true",
        "null",
        "~",
        "a:\n  b: c\n d",
        "0o777",
        "1_0",
    ]);
    prop_oneof![
        4 => known.prop_map(|text| text.as_bytes().to_vec()),
        2 => proptest::collection::vec(known_byte(), 0..12),
        1 => proptest::collection::vec(any::<u8>(), 0..40),
        1 => any::<String>().prop_map(String::into_bytes),
    ]
}

fn known_byte() -> impl Strategy<Value = u8> {
    proptest::sample::select(b"%$.*+-#0123456789 [](){}|\\^?:/<>=~a_Z\xff\xc3\x28\n'\"".to_vec())
}

fn made() -> impl Strategy<Value = Made> {
    let leaf = prop_oneof![
        1 => Just(Made::Nil),
        1 => any::<bool>().prop_map(Made::Bool),
        1 => int().prop_map(Made::Int),
        1 => int().prop_map(Made::Int64),
        1 => float().prop_map(Made::Float),
        4 => bytes().prop_map(Made::Text),
        1 => bytes().prop_map(Made::Bytes),
        1 => (int(), -50_000_i32..50_000).prop_map(|(seconds, offset)| Made::Time(seconds, offset)),
        1 => Just(Made::Version),
        1 => Just(Made::NilList),
    ];
    let list_type = proptest::sample::select(vec![ListType::Any, ListType::String, ListType::Int]);
    let map_type = proptest::sample::select(vec![
        MapType::Any,
        MapType::String,
        MapType::Values(HelmVersion::V4),
        MapType::Values(HelmVersion::V3),
    ]);
    leaf.prop_recursive(3, 16, 4, move |inner| {
        let key = proptest::sample::select(vec!["a", "b", "_0", "é", ""]).prop_map(str::to_owned);
        prop_oneof![
            (
                list_type.clone(),
                proptest::collection::vec(inner.clone(), 0..4)
            )
                .prop_map(|(list_type, items)| Made::List(list_type, items)),
            (
                map_type.clone(),
                proptest::collection::vec((key, inner.clone()), 0..4)
            )
                .prop_map(|(map_type, entries)| Made::Map(map_type, entries)),
            inner.prop_map(|inner| Made::Interface(Box::new(inner))),
        ]
    })
}

fn call(function: &Function, made: &[Made], version: HelmVersion) {
    let Body::Plain(body) = function.body else {
        return;
    };
    let values: Vec<Value> = made.iter().map(Made::value).collect();
    let mut args = Args::new(values, function.parameters.len());
    let arguments = args.origins();
    let mut decisions = Decisions::default();
    let mut context = Context {
        version,
        call: TemplateSpan {
            text: TextId(0),
            start: 0,
            end: 0,
        },
        decisions: &mut decisions,
        is_lenient: false,
    };
    if let Ok(value) = body(&mut context, &mut args) {
        let value = context.finish(function.origins, &arguments, value);
        if let Some(text) = value.as_text() {
            check_runs(text);
        }
    }
}

/// Functions that take long by what they are for.
fn is_slow(function: &Function) -> bool {
    let name = function.name;
    name.starts_with("gen") || matches!(name, "derivePassword" | "bcrypt" | "htpasswd")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_argument_makes_a_function_panic(made in proptest::collection::vec(made(), 0..5)) {
        on_deep_stack(|| {
            for function in ALL.iter().flat_map(|table| table.iter()).filter(|function| !is_slow(function)) {
                for version in [HelmVersion::V3, HelmVersion::V4] {
                    call(function, &made, version);
                }
            }
        });
    }

    #[test]
    fn no_argument_of_its_type_makes_a_function_panic(
        texts in proptest::collection::vec(bytes(), 5),
        ints in proptest::collection::vec(int(), 5),
        floats in proptest::collection::vec(float(), 5),
        others in proptest::collection::vec(made(), 5),
    ) {
        use crate::template::functions::Parameter;
        let of_type = |parameter: Parameter, index: usize| match parameter {
            Parameter::Text => Made::Text(texts[index].clone()),
            Parameter::Int => Made::Int(ints[index]),
            Parameter::Int64 => Made::Int64(ints[index]),
            Parameter::Float => Made::Float(floats[index]),
            Parameter::Bool => Made::Bool(ints[index] % 2 == 0),
            Parameter::Map | Parameter::Values => Made::Map(MapType::Any, vec![("a".into(), others[index].clone())]),
            Parameter::List => Made::List(ListType::Any, others.clone()),
            Parameter::Any | Parameter::Reflect | Parameter::Named(_) => others[index].clone(),
        };
        on_deep_stack(|| {
            for function in ALL.iter().flat_map(|table| table.iter()).filter(|function| !is_slow(function)) {
                let rest = function.rest.into_iter().cycle().take(2);
                let parameters = function.parameters.iter().copied().chain(rest);
                let made: Vec<Made> = parameters.take(5).enumerate().map(|(index, parameter)| of_type(parameter, index)).collect();
                for version in [HelmVersion::V3, HelmVersion::V4] {
                    call(function, &made, version);
                }
            }
        });
    }
}
