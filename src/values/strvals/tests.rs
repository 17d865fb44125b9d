//! The grammar and its effects as tables; Helm's own answers are compared in `tests/helm/parity`.

use super::{Argument, Flag, SetError, SetProblem, apply, layer, parse};
use crate::source::{Name, Place, Sources, ValuePath};
use crate::yaml::{Node, Style, Value};
use proptest::prelude::{any, prop_oneof, proptest};
use proptest::strategy::Strategy;

fn argument(flag: Flag, text: &str) -> Result<Argument, SetError> {
    let name = Name::Argument {
        flag: flag.as_str(),
        count: 1,
    };
    let source = Sources::default().add(name, text.to_owned());
    parse(flag, &source, &|path| match path {
        "nope" => Err("no such file".to_owned()),
        _ => Ok(format!("<{path}>").into()),
    })
}

/// Applies `--set` arguments in turn.
fn set(arguments: &[&str]) -> Result<Node, SetError> {
    let mut root = layer(&argument(Flag::Set, "")?);
    for text in arguments {
        apply(&mut root, &argument(Flag::Set, text)?)?;
    }
    Ok(root)
}

fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(bool) => bool.to_string(),
        Value::Number(number) => number.as_f64().to_string(),
        Value::String(text) => format!("{text:?}"),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(shown).collect();
            format!("[{}]", items.join(","))
        }
        Value::Map(map) => {
            let entries = map.entries().iter();
            let entries: Vec<_> = entries
                .map(|entry| format!("{}:{}", entry.key, shown(&entry.node)))
                .collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}

fn text_at(argument: &Argument, place: Place) -> &str {
    &argument.source.text()[place.span.range()]
}

#[test]
fn arguments_write_what_helm_writes() {
    for (arguments, expected) in [
        (&["a.b=1,c=x"] as &[&str], r#"{a:{b:1},c:"x"}"#),
        (&[r"a\.b=x\,y"], r#"{a.b:"x,y"}"#),
        (&["a={1, 2}b={}"], r#"{a:[1," 2"],b:[""]}"#),
        (&["a[2].b=1"], "{a:[null,null,{b:1}]}"),
        (&["a[0]=x", "a[0].b=1"], "{a:[{b:1}]}"),
        (&["a[0][1]=x"], r#"{a:[[null,"x"]]}"#),
        (&["a[1"], "{}"),
        (&["a[1]"], "{a:[]}"),
        (&["a[0].b="], "{a:[]}"),
        (&["a[0].b=", "a[0].b=x"], r#"{a:[{b:"x"}]}"#),
        (&["a[0].b=1", "a[0].c="], r#"{a:[{b:1,c:""}]}"#),
        (&["a.b="], r#"{a:{b:""}}"#),
        (&["=1", "a."], "{}"),
    ] {
        assert_eq!(shown(&set(arguments).unwrap()), expected, "{arguments:?}");
    }
}

#[test]
fn other_flags_read_other_values() {
    for (flag, text, expected) in [
        (Flag::SetString, "a=null,b={1}", r#"{a:"null",b:["1"]}"#),
        (Flag::SetLiteral, r"a=b\,c=d", r#"{a:"b\\,c=d"}"#),
        (Flag::SetFile, "a=x,b={y}", r#"{a:"<x>",b:["<y>"]}"#),
        (Flag::SetJson, "a=1e1 ,b=", "{a:10,b:null}"),
        (
            Flag::SetJson,
            r#" {"a": "\ud83d\ude00\ud83d"} "#,
            "{a:\"😀\u{fffd}\"}",
        ),
    ] {
        let written = layer(&argument(flag, text).unwrap());
        assert_eq!(shown(&written), expected, "{text}");
    }
}

#[test]
fn errors_point_at_the_part_that_is_wrong() {
    for (flag, text, problem, part) in [
        (Flag::Set, "a,b=1", SetProblem::NoValue, "a"),
        (Flag::Set, "a=1,b", SetProblem::AfterComma, "b"),
        (Flag::Set, "a=1,,b=2", SetProblem::NoKey, ","),
        (Flag::Set, "a={1}b", SetProblem::AfterValue, "b"),
        (Flag::SetJson, "a=1 2", SetProblem::AfterJson, "2"),
        (Flag::SetJson, "a=1,2", SetProblem::AfterJsonComma, "2"),
        (Flag::SetJson, "[1,2]", SetProblem::NoMap, "[1,2]"),
        (
            Flag::SetJson,
            "a=[1,{\"b\":2",
            SetProblem::Json("it ends before it is complete"),
            "",
        ),
        (Flag::SetFile, "a=f,b", SetProblem::AfterComma, "b"),
        (Flag::SetLiteral, "a[x]=1", SetProblem::KeyAsIndex, "[x]"),
        (
            Flag::SetJson,
            "a=[1,]",
            SetProblem::Json("a value is missing before this"),
            "]",
        ),
        (
            Flag::SetJson,
            "a='x'",
            SetProblem::Json("a text must be in double quotes"),
            "'",
        ),
        (
            Flag::SetJson,
            "a=\"x",
            SetProblem::Json("this string is not closed"),
            "\"x",
        ),
        (
            Flag::SetJson,
            "a=1E400",
            SetProblem::Json("this number is too large"),
            "1E400",
        ),
        (Flag::Set, "a[x]=1", SetProblem::KeyAsIndex, "[x]"),
        (Flag::Set, "a[1.5]=1", SetProblem::NotAnIndex, "[1.5]"),
        (Flag::Set, "a[-1]=1", SetProblem::NegativeIndex, "[-1]"),
        (Flag::Set, "a[0]b=1", SetProblem::AfterIndex, "b"),
        (Flag::Set, "a={1", SetProblem::OpenList, "{"),
        (Flag::Set, "a.=1", SetProblem::EmptyMap, "a"),
        (
            Flag::Set,
            "a[65537]=1",
            SetProblem::IndexTooLarge,
            "[65537]",
        ),
        (Flag::Set, "a=1,a.b=1", SetProblem::NotAMap("a number"), "a"),
        (
            Flag::Set,
            "a=1,a[0]=1",
            SetProblem::NotAList("a number"),
            "a",
        ),
        (
            Flag::SetJson,
            "a={b:1}",
            SetProblem::Json("a key in double quotes was expected here"),
            "b",
        ),
        (
            Flag::SetFile,
            "a=nope",
            SetProblem::File("no such file".to_owned()),
            "nope",
        ),
    ] {
        let name = Name::Stdin;
        let source = Sources::default().add(name, text.to_owned());
        let parsed = parse(flag, &source, &|path| match path {
            "nope" => Err("no such file".to_owned()),
            _ => Ok("".into()),
        });
        let error = parsed
            .and_then(|argument| apply(&mut set(&[]).unwrap(), &argument))
            .unwrap_err();
        assert_eq!(error.problem, problem, "{text}");
        // The last of two equal parts is meant where there are two.
        assert_eq!(&text[error.place.span.range()], part, "{text}");
    }
    let dots = format!("a{}=1", ".a".repeat(31));
    assert_eq!(
        argument(Flag::Set, &dots).unwrap_err().problem,
        SetProblem::TooManyDots
    );
    let indexes = format!("a{}=1", "[65536]".repeat(17));
    assert_eq!(
        argument(Flag::Set, &indexes).unwrap_err().problem,
        SetProblem::TooManyGaps
    );
}

#[test]
fn a_layer_points_into_its_argument() {
    let argument = argument(Flag::Set, r"agents.x\.y[1].enabled=true").unwrap();
    let root = layer(&argument);
    let list = root
        .get("agents")
        .unwrap()
        .as_map()
        .unwrap()
        .get("x.y")
        .unwrap();
    assert_eq!(text_at(&argument, list.key_place), r"x\.y");
    let items = list.node.as_list().unwrap();
    assert_eq!(items[0].style, Style::Implied);
    assert_eq!(
        (items[1].style, text_at(&argument, items[1].place)),
        (Style::Argument, "[1]")
    );
    let path = ValuePath::keys(["agents", "x.y"]).join(1).join("enabled");
    assert_eq!(text_at(&argument, root.at(&path).unwrap().place), "true");
}

proptest! {
    #[test]
    fn no_argument_panics(
        parts in proptest::collection::vec(
            prop_oneof![
                any::<char>().prop_map(String::from),
                proptest::sample::select(vec![
                    "a", "b", ".", "=", ",", "[0]", "[2]", "[", "]", "{", "}", "\\", "null", "1", "\"", ":", " ",
                    "[65536]", "é",
                ]).prop_map(str::to_owned),
            ],
            0..24,
        ),
    ) {
        let text = parts.concat();
        for flag in Flag::ALL {
            if let Ok(argument) = argument(flag, &text) {
                let mut root = layer(&argument);
                let _ = apply(&mut root, &argument);
            }
        }
    }
}

/// Each refusal read aloud: what it says must lead to what was meant.
#[test]
fn a_refusal_says_what_to_write() {
    for (flag, text, words, help) in [
        (
            Flag::Set,
            "a.b.[0]=x",
            "there is a dot before the index",
            "drop the dot: `b[0]`",
        ),
        (
            Flag::SetString,
            "a.b.[2].c=x",
            "there is a dot before the index",
            "drop the dot: `b[2]`",
        ),
        (
            Flag::SetJson,
            "a.[0]=1",
            "there is a dot before the index",
            "drop the dot: `a[0]`",
        ),
        (
            Flag::SetLiteral,
            "a.[0]=x",
            "there is a dot before the index",
            "drop the dot: `a[0]`",
        ),
        (
            Flag::Set,
            "k=abc,S3cret.[0]=x",
            "there is a dot before the index",
            "drop the dot: `list[0]`",
        ),
        (
            Flag::Set,
            "a..b=1",
            "the key between the two dots is empty",
            "remove one of the two dots",
        ),
        (
            Flag::Set,
            "a.b..c=1",
            "the key between the two dots is empty",
            "remove one of the two dots",
        ),
        (
            Flag::Set,
            "a.b.=1",
            "nothing is set below this key",
            "or remove the dot",
        ),
        (Flag::Set, "a", "this key has no value", "write `key=value`"),
        (Flag::SetFile, "a", "names no file", "write `key=FILE`"),
        (
            Flag::Set,
            "-f",
            "looks like another flag",
            "has lost its own",
        ),
        (
            Flag::Set,
            "--set-string",
            "looks like another flag",
            "has lost its own",
        ),
        (Flag::Set, "a: b", "not YAML", "`a.b=c`"),
        (Flag::Set, "a:", "not YAML", "`a.b=c`"),
        (Flag::Set, "{\"a\":1}", "not read as JSON", "`--set-json`"),
        (Flag::Set, "a=[1,2]", "not read as JSON", "`key={one,two}`"),
        (
            Flag::Set,
            "a={\"b\":1,\"c\":2},d",
            "the comma before it ended",
            "`\\,`",
        ),
        (Flag::Set, "a=b,c", "the comma before it ended", "`\\,`"),
        (
            Flag::Set,
            r"a\=b",
            "after a backslash",
            "without a backslash",
        ),
        (
            Flag::Set,
            "a={{ .Release.Name }}",
            "ends a list",
            "does not evaluate templates",
        ),
        (Flag::Set, "a={1}b", "something follows", "write a comma"),
        (Flag::Set, "a={1,2", "not closed", "close the list"),
        (
            Flag::Set,
            "a[]=1",
            "hold no index",
            "nothing appends to a list",
        ),
        (
            Flag::Set,
            "a[ 0 ]=1",
            "there are spaces around",
            "without blanks",
        ),
        (Flag::Set, "a[x]=1", "this index is a key", "`map.key`"),
        (
            Flag::Set,
            "a[\"x y\"]=1",
            "not a whole number",
            "write an index as `[0]`",
        ),
        (Flag::Set, "a['x']=1", "this index is a key", "`map.key`"),
        (
            Flag::Set,
            "a[-1]=1",
            "negative",
            "counts from the list's start",
        ),
        (
            Flag::Set,
            "a[0]b=1",
            "may follow an index",
            "`list[0].key=value`",
        ),
        (Flag::Set, "a=x,,b=1", "no `key=value`", "remove the comma"),
        (
            Flag::SetJson,
            "a={b:1}",
            "a key in double quotes",
            "single quotes around the argument",
        ),
        (
            Flag::SetJson,
            "a={'b':1}",
            "a key in double quotes",
            "single quotes around the argument",
        ),
        (
            Flag::SetJson,
            "a=\\\"b\\\"",
            "a `\\` before a quote",
            "single quotes around the argument",
        ),
        (
            Flag::SetJson,
            "a=True",
            "only `true`",
            "strings in double quotes",
        ),
        (Flag::SetJson, "a=01", "does not begin with 0", "write JSON"),
        (Flag::SetJson, "a=[1]]", "closes nothing", "remove it"),
        (Flag::SetJson, "a=1 b", "something follows", "write a comma"),
        (
            Flag::SetFile,
            "a=nope",
            "cannot be read",
            "the working directory",
        ),
    ] {
        let parsed = argument(flag, text);
        let error = parsed
            .and_then(|argument| apply(&mut set(&[]).unwrap(), &argument))
            .unwrap_err();
        let told = error.to_string();
        assert!(told.contains(words), "{text}: {told}");
        assert!(error.help().contains(help), "{text}: {}", error.help());
    }
}
