//! Arguments that Helm takes and that do not set what they say; and what `--set` makes of lists, mappings and quotes.

use crate::common::lint::lint;
use helm_obo::values::Flag;

/// The chart under test: one agent, `helper`, complete and on.
const CHART: &str = "one-agent";

#[test]
fn an_argument_that_sets_nothing_is_reported_at_its_place() {
    let off = "agents.definitions.helper.enabled=false";
    let mut differences = Vec::new();
    for (flag, text, words) in [
        (
            Flag::Set,
            "«warning ignored-content|.agents.definitions.helper.enabled»=false",
            "the dot at its start",
        ),
        (
            Flag::SetString,
            "«warning ignored-content|.Values.agents.definitions.helper.enabled»=false",
            "leave out `.Values.`",
        ),
        (
            Flag::SetLiteral,
            "«warning ignored-content|.agents.muster.a»=x",
            "remove the dot",
        ),
        (
            Flag::SetJson,
            "«warning ignored-content|.agents.muster»={}",
            "remove the dot",
        ),
        (
            Flag::Set,
            "«warning ignored-content|=»x",
            "there is no key before",
        ),
        (
            Flag::Set,
            "«warning ignored-content|[0]»=x",
            "sets nothing by it: there is no key before the index | write the list's key before the index",
        ),
        (
            Flag::Set,
            "«warning ignored-content|[0].b»=x",
            "sets nothing by it: there is no key before the index",
        ),
        (
            Flag::Set,
            "«warning ignored-content|a»[0=x",
            "Helm 3 refuses it",
        ),
        (
            Flag::Set,
            "«warning ignored-content|a.b»[0",
            "close the bracket",
        ),
        (
            Flag::Set,
            "«warning ignored-content|a.b».",
            "no value follows",
        ),
        (
            Flag::Set,
            "x=1,«warning ignored-content|a.b[0]»",
            "a list of a.b by this, and sets no item",
        ),
        (
            Flag::Set,
            "«warning ignored-content|a.b[0].[1]»=2",
            "drop the dot before the index",
        ),
        (
            Flag::Set,
            "«warning ignored-content|a[0]..b»=2",
            "remove one of the two dots",
        ),
        (
            Flag::Set,
            "«warning ignored-content|a[0].»=2",
            "a key after the dot",
        ),
        (
            Flag::Set,
            "«warning ignored-content|a[0].b»=",
            "is lost below an item",
        ),
    ] {
        let lint = lint(CHART).argument(flag, text);
        differences.extend(lint.difference(text));
        let told = lint.messages().join("\n");
        if !told.contains(words) {
            differences.push(format!("{text}: {words}: {told}"));
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
    // What sets something, and what an empty variable of a script leaves.
    for text in [
        off,
        "",
        "a[0].b=1,a[0].c=",
        "a=",
        "a={}",
        "a.0=x",
        r"a\.b=1",
        "a=1,",
    ] {
        assert_eq!(
            lint(CHART).argument(Flag::Set, text).messages(),
            [""; 0],
            "{text}"
        );
    }
}

#[test]
fn what_set_makes_of_a_value_is_said() {
    let path = "agents.definitions.helper";
    for (flag, text, help) in [
        (
            Flag::Set,
            format!("{path}.obo={{\"enabled\":false}}"),
            "give JSON with `--set-json`",
        ),
        (
            Flag::Set,
            format!("{path}.obo={{enabled:false}}"),
            "`agents.definitions.helper.obo.key=value`",
        ),
        (
            Flag::Set,
            format!("{path}.toolNames=list_tools"),
            "`--set agents.definitions.helper.toolNames={one,two}`",
        ),
        (
            Flag::SetString,
            format!("{path}.allowedHeaders=[authorization]"),
            "={one,two}`",
        ),
        (
            Flag::Set,
            format!("{path}.enabled=\"false\""),
            "without quotes",
        ),
        (
            Flag::SetString,
            format!("{path}.enabled=false"),
            "`--set-string` makes a text of every value: write `--set agents.definitions.helper.enabled=false`",
        ),
        (
            Flag::SetLiteral,
            format!("{path}.obo.enabled=true"),
            "`--set-literal` makes a text of every value: write `--set agents.definitions.helper.obo.enabled=true`",
        ),
        (
            Flag::Set,
            format!("{path}.enabled= false"),
            "leave out the blanks, which Helm takes for a part of the text: `--set agents.definitions.helper.enabled=false`",
        ),
        (
            Flag::Set,
            format!("{path}.obo=false"),
            "the switch is a key of it: `agents.definitions.helper.obo.enabled=false`",
        ),
        (
            Flag::Set,
            format!("{path}.obo={{a,b}}"),
            "to `--set` braces are a list",
        ),
        (
            Flag::Set,
            format!("{path}[0]=x"),
            "an index in brackets makes a list: set each key by its path, `agents.definitions.helper.key=value`",
        ),
        (
            Flag::Set,
            "agents.definitions[0].name=helper".into(),
            "an index in brackets makes a list: set each key by its path, `agents.definitions.key=value`",
        ),
        (
            Flag::SetString,
            format!("{path}.toolNames.0=list_tools"),
            "set by its index in brackets, `agents.definitions.helper.toolNames[0]=…`",
        ),
        (
            Flag::Set,
            format!("{path}.env.name=A"),
            "`agents.definitions.helper.env[0].key=…`, which replaces the chart's list: give all items, `--set-json \
             agents.definitions.helper.env=[…]`",
        ),
        (
            Flag::SetJson,
            format!("{path}.allowedHeaders={{\"0\": \"authorization\"}}"),
            "write a list: `--set-json agents.definitions.helper.allowedHeaders=[…]`",
        ),
        (
            Flag::SetJson,
            format!("{path}.allowedHeaders=\"authorization\""),
            "write a list: `--set-json agents.definitions.helper.allowedHeaders=[…]`",
        ),
        (
            Flag::SetJson,
            "agents.definitions=[{\"name\": \"helper\"}]".into(),
            "write an object: `--set-json agents.definitions={…}`",
        ),
        (
            Flag::Set,
            format!("'{path}.enabled=false'"),
            "`cmd.exe` hands single ones on",
        ),
    ] {
        let told = lint(CHART).argument(flag, &text).messages().join("\n");
        assert!(told.contains(help), "{text}: {told}");
    }
}

#[test]
fn quotes_in_a_path_are_a_part_of_its_keys() {
    let mut differences = Vec::new();
    for (flag, text, words) in [
        (
            Flag::Set,
            "«error unknown-key|\"kagent.enabled\"»=false",
            "this does not set kagent.enabled | write the path without quotes: `--set kagent.enabled=…`",
        ),
        (
            Flag::SetString,
            "«error unknown-key|kagent.\"enabled\"»=false",
            "`--set-string kagent.enabled=…`",
        ),
        (
            Flag::SetJson,
            "«error unknown-key|'muster'.enabled»=false",
            "`--set-json muster.enabled=…`",
        ),
        (
            Flag::Set,
            "«error unknown-key|'kagent.enabled»=false'",
            "double quotes around the whole argument",
        ),
        (
            Flag::Set,
            "«error unknown-key|agents.definitions.helper.\"toolNames\"»={call_tool}",
            "does not set agents.definitions.helper.toolNames",
        ),
    ] {
        let lint = lint(CHART).argument(flag, text);
        differences.extend(lint.difference(text));
        let told = lint.messages().join("\n");
        if !told.contains(words) {
            differences.push(format!("{text}: {words}: {told}"));
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
    // Keys of others, and quotes in a value.
    for text in ["labels.\"kagent.enabled\"=x", "labels.a=\"b\""] {
        let found = lint(CHART).argument(Flag::Set, text).messages();
        assert_eq!(found, [""; 0], "{text}");
    }
}
