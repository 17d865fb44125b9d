//! Templates and values that hold themselves, nest deep, or grow.

use super::{Outcome, rendered};
use crate::template::value::Value;
use crate::template::version::HelmVersion;
use std::time::{Duration, Instant};

fn outcome(source: &str) -> Outcome {
    rendered(source, HelmVersion::V4, Value::nil)
}

/// How long a template may take in a build that is not optimised.
const LONGEST: Duration = Duration::from_secs(60);

#[test]
fn values_that_hold_themselves_end() {
    let cycle = "{{ $d := dict \"a\" 1 }}{{ $_ := set $d \"self\" $d }}";
    let list = "{{ $l := list $d }}{{ $_ := set $d \"list\" $l }}";
    for action in [
        "$d",
        "print $d",
        "printf \"%v %s %d %q %x %T %p\" $d $d $d $d $d $d $d",
        "toYaml $d",
        "toJson $d",
        "toPrettyJson $d",
        "toToml $d",
        "toRawJson $d",
        "deepCopy $d",
        "merge (dict) $d",
        "merge $d (dict \"self\" $d)",
        "mergeOverwrite (deepCopy (dict \"self\" (dict))) $d",
        "deepEqual $d $d",
        "deepEqual $d (dict \"a\" 1 \"self\" $d \"list\" $l)",
        "eq $d $d",
        "quote $d",
        "squote $d",
        "cat $d $d",
        "join \",\" (list $d)",
        "toString $d",
        "toStrings (list $d)",
        "sortAlpha (list $d)",
        "list $d | uniq",
        "has $d (list $d)",
        "without (list $d) $d",
        "index $d \"self\" \"self\" \"a\"",
        "dig \"self\" \"self\" \"a\" 2 $d",
        "len $d",
        "keys $d",
        "values $d",
        "pick $d \"self\"",
        "omit $d \"a\"",
        "empty $d",
        "not $d",
        "default $d nil",
        "coalesce nil $d",
        "ternary $d $d true",
        "concat $l $l",
        "first $l",
        "tpl \"{{ .self.self.a }}\" $d",
        "fail (toString $d)",
        "required \"x\" $d",
        "typeOf $d",
        "kindOf $d",
        "max $d 1",
        "add $d 1",
        "toDecimal $d",
        "atoi (print $d)",
        "typeIs \"a\" $d",
        "and $d $d",
        "chunk 1 $l",
        "slice $l 0 1",
        "mustToJson $d",
        "mustToYaml $d",
        "min $d $l",
        "seq 3",
        "lookup \"v1\" \"Pod\" \"\" \"\" | merge $d",
        "html $d",
        "js $d",
        "urlquery $d",
        "toDate \"2006\" (print $d)",
        "urlJoin $d",
        "hasKey $d \"self\"",
        "get $d \"self\"",
        "pluck \"self\" $d $d",
        "divf $d 1",
        "addf $d $l",
        "toYamlPretty $d",
        "b64enc (print $d)",
        "substr 0 3 (print $d)",
        "all $d",
        "any $d",
    ] {
        let source = format!("{cycle}{list}{{{{ {action} }}}}");
        let outcome = outcome(&source);
        assert!(!outcome.is_limited(), "{action}: {}", outcome.text());
    }
    outcome(&format!(
        "{cycle}{{{{ range $k, $v := $d }}}}{{{{ $_ := set $d (print $k \"x\") $v }}}}{{{{ end }}}}"
    ));
}

#[test]
fn values_that_share_others_do_not_grow_without_bound() {
    let shared = "{{ $d := dict \"x\" (list) }}{{ $e := dict \"x\" (list) }}{{ range until 60 }}\
        {{ $d = dict \"a\" $d \"b\" $d }}{{ $e = dict \"a\" $e \"b\" $e }}{{ end }}";
    for action in [
        "deepCopy $d | len",
        "deepEqual $d $e",
        "merge $d $e | len",
        "mergeOverwrite $d $e | len",
        "list $d | has $e",
        "toPrettyJson $d | len",
    ] {
        let start = Instant::now();
        outcome(&format!("{shared}{{{{ {action} }}}}"));
        assert!(
            start.elapsed() < LONGEST,
            "{action} took {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn values_that_nest_deep_are_printed_or_refused() {
    let deep = "{{ $d := dict \"a\" 1 }}{{ $l := list 1 }}{{ range until 10000 }}\
        {{ $d = dict \"a\" $d }}{{ $l = list $l }}{{ end }}";
    for action in [
        "print $d | len",
        "toYaml $d | len",
        "toJson $l | len",
        "toToml $d | len",
        "deepCopy $d | len",
        "merge (dict) $d | len",
        "merge (dict \"a\" (dict)) $d | len",
        "deepEqual $d (dict \"a\" $d)",
        "mergeOverwrite (deepCopy $d) $d | len",
        "print $l | len",
        "list $l | uniq | len",
    ] {
        let outcome = outcome(&format!("{deep}{{{{ {action} }}}}"));
        assert!(!outcome.is_limited(), "{action}: {}", outcome.text());
    }
}

#[test]
fn calls_nest_as_deep_as_helm_lets_includes() {
    let source = "{{ define \"x\" }}{{ if lt . 1000 }}{{ include \"x\" (add1 . | int) }}{{ else }}end{{ end }}{{ end }}\
        {{ include \"x\" 1 }}";
    assert_eq!(outcome(source).text(), "end");
    let source = "{{ define \"x\" }}{{ include \"x\" . }}{{ end }}{{ include \"x\" 1 }}";
    assert!(
        outcome(source).text().contains("nested reference name"),
        "{:?}",
        outcome(source)
    );
    let source = "{{ define \"x\" }}{{ if lt . 1990 }}{{ template \"x\" (add1 . | int) }}{{ else }}end{{ end }}{{ end }}\
        {{ template \"x\" 1 }}";
    assert_eq!(outcome(source).text(), "end");
    let source = "{{ define \"x\" }}{{ template \"x\" . }}{{ end }}{{ template \"x\" 1 }}";
    assert!(outcome(source).is_limited());
}

#[test]
fn calls_in_deep_pipelines_do_not_outgrow_the_stack() {
    let (open, close) = ("(".repeat(150), ")".repeat(150));
    let branches = "{{ if true }}".repeat(45);
    let ends = "{{ end }}".repeat(45);
    for call in [
        format!(
            "{{{{ define \"x\" }}}}{{{{ {open}include \"x\" .{close} }}}}{{{{ end }}}}{{{{ include \"x\" 1 }}}}"
        ),
        format!(
            "{{{{ define \"x\" }}}}{branches}{{{{ template \"x\" {open}.{close} }}}}{ends}{{{{ end }}}}{{{{ template \"x\" 1 }}}}"
        ),
        format!(
            "{{{{ define \"x\" }}}}{{{{ {}tpl .a .{} }}}}{{{{ end }}}}{{{{ $d := dict \"a\" \"{{{{ template \\\"x\\\" . }}}}\" }}}}{{{{ template \"x\" $d }}}}",
            "(not ".repeat(100),
            ")".repeat(100)
        ),
    ] {
        assert!(matches!(
            outcome(&call),
            Outcome::Failed(_) | Outcome::Limited(_)
        ));
    }
}

#[test]
fn text_of_tpl_that_calls_tpl_ends() {
    let source = "{{ $d := dict \"t\" \"{{ tpl .t . }}\" }}{{ tpl $d.t $d }}";
    assert!(outcome(source).is_limited());
    let source = "{{ range until 1000 }}{{ tpl \"{{ 1 }}\" . }}{{ end }}";
    outcome(source);
}

#[test]
fn what_is_huge_is_refused() {
    for action in [
        "repeat 9223372036854775807 \"a\"",
        "repeat 100000 \"aaaa\"",
        "until 9223372036854775807",
        "until -9223372036854775808",
        "untilStep -9223372036854775808 9223372036854775807 1",
        "untilStep 0 9223372036854775807 9223372036854775807",
        "seq 9223372036854775807",
        "seq -9223372036854775808 9223372036854775807",
        "seq 0 -9223372036854775807 9223372036854775807",
        "seq 1 -9223372036854775808",
        "seq 9223372036854775807 -1 -9223372036854775808",
        "indent 9223372036854775807 \"a\"",
        "nindent 9223372036854775807 \"a\"",
        "indent -1 \"a\"",
        "printf \"%99999999999d\" 1",
        "printf \"%*d\" 9223372036854775807 1",
        "printf \"%.*f\" 99999999 1.5",
        "printf \"%.99999U %.99999e %.99999g %.99999x %99999f %.99999d %.99999b\" 1 1.5 1.5 1.5 1.5 1 1.5",
        "printf \"%1000000s\" \"a\"",
        "printf \"%.1000000f\" 1.0",
        "printf \"%[99999999999]d\" 1",
        "wrap 0 \"a b\"",
        "wrap -9223372036854775808 \"a b\"",
        "wrapWith 1 (repeat 10000 \"x\") (repeat 10000 \"a \")",
        "trunc -9223372036854775808 \"abc\"",
        "trunc 9223372036854775807 \"abc\"",
        "substr -9223372036854775808 9223372036854775807 \"abc\"",
        "abbrev 9223372036854775807 \"abc\"",
        "abbrevboth -9223372036854775808 9223372036854775807 \"abc\"",
        "randAlphaNum 9223372036854775807",
        "randBytes 9223372036854775807",
        "splitn \"a\" -9223372036854775808 \"abc\"",
        "chunk 9223372036854775807 (list 1)",
        "chunk -9223372036854775808 (list 1)",
        "slice (list 1 2) -1",
        "slice (list 1 2) 9223372036854775807",
        "div -9223372036854775808 -1",
        "mod -9223372036854775808 -1",
        "mul 9223372036854775807 2",
        "sub -9223372036854775808 1",
        "add1 9223372036854775807",
        "round 1e308 2147483647",
        "round 1.5 -9223372036854775808",
        "join (repeat 1000 \"x\") (until 10000)",
        "replace \"\" (repeat 1000 \"x\") (repeat 10000 \"a\")",
        "index (list 1) 9223372036854775807",
        "index (list 1) -1",
        "slice \"abc\" -1",
        "toDecimal \"99999999999999999999\"",
        "ago (print 9223372036854775807)",
        "duration 9223372036854775807",
        "durationRound 9223372036854775807",
        "dateModify \"9223372036854775807h\" now",
        "dateModify \"-2540400h\" now",
        "date \"2006\" 9223372036854775807",
        "htmlDate -9223372036854775808",
        "dateInZone \"2006\" 9223372036854775807 \"UTC\"",
        "unixEpoch now",
        "regexReplaceAll \"\" (repeat 10000 \"a\") (repeat 1000 \"b\")",
        "mustRegexMatch \"(((a{1,1000}){1,1000}){1,1000})\" \"a\"",
        "regexMatch \"a{1001}\" \"a\"",
        "regexFindAll \"\" (repeat 10000 \"a\") -1",
        "regexSplit \"\" (repeat 10000 \"a\") -9223372036854775808",
        "semver \"99999999999999999999.0.0\"",
        "semverCompare \">=18446744073709551615\" \"18446744073709551615.0.0\"",
        "semverCompare \"^18446744073709551615\" \"18446744073709551615.0.0\"",
        "semverCompare \"~18446744073709551615.18446744073709551615\" \"1.0.0\"",
        "(semver \"18446744073709551615.0.0\").IncMajor",
        "fromYaml (repeat 10000 \"[\")",
        "fromJson (repeat 10000 \"[\")",
        "fromYamlArray (repeat 10000 \"- \")",
        "fromToml (repeat 10000 \"a.\")",
        "fromJsonArray (repeat 10000 \"{\")",
        "b64enc (repeat 200000 \"a\")",
        "print (repeat 200000 \"a\") (repeat 200000 \"a\")",
        "derivePassword 9223372036854775807 \"long\" \"a\" \"b\" \"c\"",
        "initials (repeat 10000 \"a \")",
        "plural \"a\" \"b\" -9223372036854775808",
        "int64 1e300",
        "int -1e300",
        "int \"99999999999999999999\"",
        "ceil 1e300",
        "floor -1e300",
        "bcrypt (repeat 1000 \"a\")",
        "htpasswd \"a\" (repeat 1000 \"a\")",
        "encryptAES \"a\" (repeat 10000 \"a\")",
        "seq 0 0 5",
        "seq 1 0 1",
        "untilStep 1 2 0",
        "shuffle (repeat 10000 \"a\")",
        "toStrings (until 10000) | join \",\" | len",
        "sortAlpha (until 10000) | len",
        "uniq (until 10000) | len",
        "nospace (repeat 10000 \" a\") | len",
        "camelcase (repeat 10000 \"a_\") | len",
        "snakecase (repeat 10000 \"aB\") | len",
        "title (repeat 10000 \"a \") | len",
        "trimAll (repeat 10000 \"ab\") (repeat 10000 \"ba\")",
        "osBase (repeat 10000 \"/\")",
        "urlParse (repeat 10000 \"a:\")",
        "adler32sum (repeat 10000 \"z\")",
        "sha512sum (repeat 10000 \"z\")",
        "quote (until 10000) | len",
        "html (repeat 10000 \"<\") | len",
        "regexMatch (repeat 10000 \"(\") \"a\"",
        "regexMatch (repeat 10000 \"(a\") \"a\"",
        "regexMatch (repeat 10000 \"a|\") \"a\"",
        "regexReplaceAllLiteral \"a\" (repeat 10000 \"a\") (repeat 10000 \"a\")",
        "cat (repeat 200000 \"a\") (repeat 200000 \"a\") | len",
        "untilStep 9223372036854775807 -9223372036854775808 -1",
        "toYaml (until 10000) | len",
        "toJson (until 10000) | len",
        "randInt 5 5",
        "randInt -9223372036854775808 9223372036854775807",
        "durationRound \"9223372036854775807\"",
        "toDate \"2006\" \"99999\"",
        "splitList \"\" (repeat 20000 \"a\") | len",
        "split \"\" (repeat 20000 \"a\") | len",
        "now | date (repeat 10000 \"2006\") | len",
        "dict \"a\" | merge (dict)",
        "lower (repeat 200000 \"A\") | len",
        "printf (repeat 10000 \"%d\") 1 | len",
        "printf \"%x\" (repeat 200000 \"a\") | len",
        "len (printf \"%q\" (repeat 200000 \"\\x00\"))",
        "len (js (repeat 200000 \"<\"))",
        "len (urlquery (repeat 200000 \"<\"))",
        "len (squote (repeat 200000 \"<\") (repeat 200000 \"<\"))",
        "len (quote (repeat 200000 \"\\x00\"))",
        "len (toJson (repeat 200000 \"\\x00\"))",
        "len (toYaml (repeat 200000 \"\\x00\"))",
        "len (b32enc (repeat 200000 \"a\"))",
    ] {
        let start = Instant::now();
        outcome(&format!("{{{{ {action} }}}}"));
        assert!(
            start.elapsed() < LONGEST,
            "{action} took {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn what_grows_step_by_step_ends() {
    for body in [
        "{{ $x = printf \"%s%s\" $x $x }}",
        "{{ $x = cat $x $x }}",
        "{{ $x = list $x $x | join \"\" }}",
        "{{ $l = concat $l $l }}",
        "{{ $l = append $l (repeat 10000 \"x\") }}",
        "{{ $_ := repeat 16777216 \"x\" }}",
        "{{ $_ := set $d (print .) (deepCopy $d) }}",
        "{{ $x = include \"twice\" $x }}",
        "{{ $x = tpl \"{{ . }}{{ . }}\" $x }}",
    ] {
        let source = format!(
            "{{{{ define \"twice\" }}}}{{{{ . }}}}{{{{ . }}}}{{{{ end }}}}{{{{ $x := \"x\" }}}}\
             {{{{ $l := list 1 }}}}{{{{ $d := dict }}}}{{{{ range until 10000 }}}}{body}{{{{ end }}}}"
        );
        let outcome = outcome(&source);
        let refusals = ["limit: ", "16 MiB", "1,000,000", "too large"];
        let text = outcome.text();
        assert!(
            refusals.iter().any(|refusal| text.contains(refusal)),
            "{body}: {text}"
        );
    }
}

#[test]
fn loops_in_loops_end() {
    let source =
        "{{ range until 1000000 }}{{ range until 1000000 }}{{ if . }}{{ end }}{{ end }}{{ end }}";
    assert!(outcome(source).is_limited());
}
