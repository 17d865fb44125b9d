//! The table of functions, walked: where each says that its result comes from is where it comes from.

use super::testing::value;
use super::{ALL, Answer, Args, Body, Context, Function, ResultOrigin};
use crate::template::decision::Decisions;
use crate::template::origin::{Origin, OriginKind, PathLink, TemplateSpan, TextId};
use crate::template::print::print_value;
use crate::template::value::{Data, Map, Moment, Text, Value, Zone};
use crate::template::version::HelmVersion;
use std::collections::BTreeSet;

/// Arguments for each function, as JSON; `@time` is a time, `@ca` a certificate.
const CALLS: &[(&str, &str)] = &include!("promises/calls.in");

/// Functions without a result, or without arguments.
const MADE_ANEW: &[&str] = &["call", "fail", "hello"];

/// Functions that say themselves where their result comes from, since it may be unknown or absent, and else is made of their
/// arguments.
const MADE_OF_ARGUMENTS: &[&str] = &[
    "date",
    "dateInZone",
    "date_in_zone",
    "durationRound",
    "htmlDate",
    "htmlDateInZone",
];

fn argument(json: &serde_json::Value, path: &PathLink) -> Value {
    match json.as_str() {
        Some("@time") => Value::new(Data::Time(Moment {
            seconds: 1_000_000_000,
            nanoseconds: 0,
            offset: 0,
            zone: Zone::new("UTC"),
        })),
        Some("@ca") => run("genCA", vec![value(&"a".into()), value(&1.into())])
            .unwrap()
            .out_of_interface(),
        _ => with_origins(value(json).out_of_interface(), path),
    }
}

/// A value, in which each part comes from a path of its own.
fn with_origins(value: Value, path: &PathLink) -> Value {
    let origin = Origin::absent(path.clone());
    let data = match &value.data {
        Data::String(text) => Data::String(Text::whole(text.bytes().to_vec(), origin.clone())),
        Data::List(list) => {
            let items = list.items().clone().into_iter().enumerate();
            let items = items.map(|(index, item)| with_origins(item, &path.index(index)));
            return Value::list(items).with_origin(origin);
        }
        Data::Map(map) => {
            let copy = Map::new(map.map_type());
            for (key, entry) in map.entries().iter() {
                let path = path.key(key.clone());
                let value = with_origins(entry.value.clone(), &path);
                copy.set(key.clone(), value, Origin::absent(path));
            }
            Data::Map(copy)
        }
        other => other.clone(),
    };
    Value::new(data).with_origin(origin)
}

fn function(name: &str) -> &'static Function {
    let mut all = ALL.iter().flat_map(|table| table.iter());
    all.find(|function| function.name == name).unwrap()
}

/// What a function gives, with the origin that its entry promises.
fn run(name: &str, values: Vec<Value>) -> Answer {
    let function = function(name);
    let Body::Plain(body) = function.body else {
        panic!("{name} needs the evaluator");
    };
    let mut args = Args::new(values, function.parameters.len());
    let origins = args.origins();
    let mut decisions = Decisions::default();
    let mut context = Context {
        version: HelmVersion::V4,
        call: TemplateSpan {
            text: TextId(7),
            start: 1,
            end: 2,
        },
        decisions: &mut decisions,
        is_lenient: false,
    };
    let result = body(&mut context, &mut args)?;
    Ok(context.finish(function.origins, &origins, result))
}

/// The arguments' places among which a path is: `a0.x` is of the first.
fn roots(origin: &Origin) -> BTreeSet<String> {
    let paths = origin.values().map(|value| value.path.to_path());
    paths
        .filter_map(|path| path.first_key().map(str::to_owned))
        .collect()
}

/// All scalars in a value, with their origins; keys too.
fn scalars(value: &Value, into: &mut Vec<(Text, Origin)>) {
    match &value.data {
        Data::List(list) => list.items().iter().for_each(|item| scalars(item, into)),
        Data::Map(map) => {
            for (key, entry) in map.entries().iter() {
                into.push((Text::plain(&**key), entry.key_origin.clone()));
                scalars(&entry.value, into);
            }
        }
        Data::Nil | Data::Object(_) => {}
        _ => into.push((print_value(value), value.origins())),
    }
}

/// What is written for a value in YAML and JSON comes from it, too.
const WRITES_SIGNS: &[&str] = &[
    "mustToJson",
    "mustToPrettyJson",
    "mustToRawJson",
    "toJson",
    "toPrettyJson",
    "toRawJson",
    "mustToYaml",
    "toYaml",
    "toYamlPretty",
];

/// Whether a byte is one of theirs.
fn is_sign(byte: &u8) -> bool {
    b": -\"'[]{}|,".contains(byte)
}

/// Each run of a text, with the argument that it comes from.
fn pieces(text: &Text) -> Vec<(Vec<u8>, String)> {
    let mut start = 0;
    let mut pieces = Vec::new();
    for run in text.runs() {
        let bytes = text.bytes()[start..run.end as usize].to_vec();
        start = run.end as usize;
        let from = roots(&run.origin);
        pieces.extend(from.into_iter().map(|root| (bytes.clone(), root)));
    }
    pieces
}

/// What is wrong with the pieces of a result that keeps its bytes: each has to be in the argument that it says. A boolean says
/// something of an argument, and is none of its bytes.
fn misplaced(name: &str, result: &Value, arguments: &[Value]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut parts = Vec::new();
    if matches!(result.data, Data::Bool(_)) {
        return wrong;
    }
    scalars(result, &mut parts);
    for (bytes, root) in parts.iter().flat_map(|(text, _)| pieces(text)) {
        let index: usize = root.trim_start_matches('a').parse().unwrap();
        let mut held = Vec::new();
        scalars(&arguments[index], &mut held);
        let has = |(text, _): &(Text, Origin), bytes: &[u8]| {
            let mut windows = text.bytes().windows(bytes.len().max(1));
            bytes.is_empty() || windows.any(|window| window == bytes)
        };
        let mut words = match WRITES_SIGNS.contains(&name) {
            true => bytes.split(is_sign as fn(&u8) -> bool),
            false => bytes.split((|_| false) as fn(&u8) -> bool),
        };
        if !words.all(|word| held.iter().any(|one| has(one, word))) {
            let bytes = String::from_utf8_lossy(&bytes);
            wrong.push(format!("{bytes:?} is not in {root}"));
        }
    }
    wrong
}

fn problems(function: &Function, arguments: &[Value]) -> Vec<String> {
    let result = match run(function.name, arguments.to_vec()) {
        Ok(result) => result,
        Err(fault) => return vec![format!("it fails: {}", fault.message)],
    };
    let mut parts = Vec::new();
    scalars(&result, &mut parts);
    let mut all = result.origins();
    for (_, origin) in &parts {
        all = all.and(origin);
    }
    let given: BTreeSet<String> = arguments
        .iter()
        .flat_map(|one| roots(&one.origin))
        .collect();
    match function.origins {
        ResultOrigin::Kept if MADE_OF_ARGUMENTS.contains(&function.name) => {
            match roots(&all).is_superset(&given) {
                true => Vec::new(),
                false => vec![format!("it does not come from all of {given:?}")],
            }
        }
        ResultOrigin::Kept if all.unknown().is_some() => Vec::new(),
        ResultOrigin::Kept => {
            let mut wrong = misplaced(function.name, &result, arguments);
            if !given.is_empty() && roots(&all).is_empty() && !parts.is_empty() {
                wrong.push("nothing of it comes from an argument".to_owned());
            }
            wrong
        }
        ResultOrigin::Arguments if roots(&result.origins()) == given => Vec::new(),
        ResultOrigin::Arguments => vec![format!(
            "it comes from {:?} and not from {given:?}",
            roots(&result.origins())
        )],
        ResultOrigin::Call => {
            let mut each = result.origin.each();
            let is_call = each.any(|one| matches!(one.kind(), Some(OriginKind::Template(_))));
            match is_call && roots(&all).is_empty() {
                true => Vec::new(),
                false => vec!["it does not come from the call alone".to_owned()],
            }
        }
        ResultOrigin::Unknown(why) => match result.origin.unknown() == Some(why) {
            true => Vec::new(),
            false => vec!["it is not unknown".to_owned()],
        },
    }
}

#[test]
fn each_result_comes_from_where_its_entry_says() {
    let mut wrong = Vec::new();
    for (name, calls) in CALLS {
        let calls: Vec<serde_json::Value> = serde_json::from_str(calls).unwrap();
        let arguments: Vec<Value> = calls
            .iter()
            .enumerate()
            .map(|(index, json)| argument(json, &PathLink::root().key(format!("a{index}"))))
            .collect();
        for problem in problems(function(name), &arguments) {
            wrong.push(format!("{name}: {problem}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_function_is_called() {
    let called: BTreeSet<&str> = CALLS.iter().map(|(name, _)| *name).collect();
    let all = ALL.iter().flat_map(|table| table.iter());
    let missing: Vec<&str> = all
        .filter(|function| matches!(function.body, Body::Plain(_)))
        .map(|function| function.name)
        .filter(|name| !called.contains(name) && !MADE_ANEW.contains(name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
