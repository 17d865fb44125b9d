//! Arguments that Helm takes and that do not set what they say; and what `--set` makes of lists, mappings and quotes.

use super::common::lint::lint;
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
            "no key stands before",
        ),
        (
            Flag::Set,
            "«warning ignored-content|[0]»=x",
            "the list's key before the index",
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
            Flag::Set,
            format!("'{path}.enabled=false'"),
            "`cmd.exe` hands single ones on",
        ),
    ] {
        let told = lint(CHART).argument(flag, &text).messages().join("\n");
        assert!(told.contains(help), "{text}: {told}");
    }
}
