//! What released runtimes send.

use super::{LOWER, Statics, THIRD, UPPER, agents, call, winners, with};
use crate::platform::Runtime::{Go, Python};
use crate::wiring::headers::{HeaderToken, Scheme, candidates};

#[test]
fn released_behaviour() {
    let a = |name| vec![(name, agents())];
    let empty = |name| vec![(name, HeaderToken::Empty)];
    let (user, nobody) = (Some(HeaderToken::User), None::<HeaderToken>);
    let rows: Vec<(Statics<'_>, Option<HeaderToken>, &str, &str, &str)> = vec![
        // static, user, switches, Go, Python
        (
            a(UPPER),
            nobody.clone(),
            "",
            "Authorization=A",
            "Authorization=A",
        ),
        (
            a(UPPER),
            nobody.clone(),
            "F",
            "Authorization=A",
            "Authorization=A",
        ),
        (
            a(UPPER),
            nobody.clone(),
            "P",
            "Authorization=A",
            "Authorization=A",
        ),
        (
            a(UPPER),
            nobody.clone(),
            "FP",
            "Authorization=A",
            "Authorization=A",
        ),
        (
            a(UPPER),
            user.clone(),
            "",
            "Authorization=A",
            "Authorization=A",
        ),
        (
            a(UPPER),
            user.clone(),
            "F",
            "Authorization=A",
            "Authorization=A",
        ),
        (
            a(UPPER),
            user.clone(),
            "P",
            "Authorization=A",
            "Authorization=U",
        ),
        (
            a(UPPER),
            user.clone(),
            "FP",
            "Authorization=A",
            "Authorization=U",
        ),
        (
            a(UPPER),
            user.clone(),
            "E",
            "Authorization=A",
            "Authorization=E",
        ),
        (
            a(UPPER),
            user.clone(),
            "FE",
            "Authorization=A",
            "Authorization=E",
        ),
        (
            a(LOWER),
            user.clone(),
            "F",
            "Authorization=A",
            "authorization=U",
        ),
        (
            a(LOWER),
            user.clone(),
            "P",
            "Authorization=A",
            "authorization=A",
        ),
        (
            a(LOWER),
            user.clone(),
            "FP",
            "Authorization=A",
            "authorization=A",
        ),
        (
            a(THIRD),
            user.clone(),
            "F",
            "Authorization=A",
            "AUTHORIZATION=A",
        ),
        (
            a(THIRD),
            user.clone(),
            "P",
            "Authorization=A",
            "AUTHORIZATION=A",
        ),
        (
            empty(UPPER),
            user.clone(),
            "",
            "Authorization=empty",
            "Authorization=empty",
        ),
        (
            empty(UPPER),
            user.clone(),
            "F",
            "Authorization=empty",
            "Authorization=empty",
        ),
        (
            empty(LOWER),
            user.clone(),
            "F",
            "Authorization=empty",
            "authorization=U",
        ),
        (
            empty(UPPER),
            user.clone(),
            "P",
            "Authorization=empty",
            "Authorization=U",
        ),
        (
            empty(UPPER),
            user.clone(),
            "FP",
            "Authorization=empty",
            "Authorization=U",
        ),
        (
            empty(LOWER),
            user.clone(),
            "P",
            "Authorization=empty",
            "authorization=empty",
        ),
        (
            vec![],
            user.clone(),
            "F",
            "Authorization=U",
            "authorization=U",
        ),
        (
            vec![],
            user.clone(),
            "P",
            "Authorization=U",
            "Authorization=U",
        ),
        (
            vec![],
            user.clone(),
            "FP",
            "Authorization=U",
            "Authorization=U",
        ),
        // On Go the exchange leaves no trace on the wire (kagent #2803).
        (vec![], user.clone(), "E", "", "Authorization=E"),
        (
            vec![],
            user.clone(),
            "FE",
            "Authorization=U",
            "Authorization=E",
        ),
        (
            vec![],
            user.clone(),
            "PE",
            "Authorization=U",
            "Authorization=E",
        ),
        (
            a(UPPER),
            user.clone(),
            "FPE",
            "Authorization=A",
            "Authorization=E",
        ),
        (
            a(LOWER),
            user.clone(),
            "FE",
            "Authorization=A",
            "authorization=A",
        ),
        (
            empty(UPPER),
            user.clone(),
            "E",
            "Authorization=empty",
            "Authorization=E",
        ),
        (vec![], user.clone(), "", "", ""),
        (vec![], nobody.clone(), "", "", ""),
        (vec![], nobody.clone(), "FP", "", ""),
        (vec![], nobody.clone(), "E", "", ""),
    ];
    for (statics, user, switches, go, python) in rows {
        let call = with(call(&statics, user.clone()), switches);
        let row = format!("{statics:?} {user:?} {switches}");
        assert_eq!(winners(Go, &call), go, "Go: {row}");
        assert_eq!(winners(Python, &call), python, "Python: {row}");
        let ignored = with(call.clone(), "O");
        assert_eq!(
            winners(Python, &ignored),
            python,
            "no override on Python: {row}"
        );
    }
}

#[test]
fn an_exchange_changes_nothing_on_go() {
    let spellings = [vec![], vec![(UPPER, agents())], vec![(LOWER, agents())]];
    for statics in &spellings {
        for switches in ["", "F", "P", "FP"] {
            let without = with(call(statics, Some(HeaderToken::User)), switches);
            let exchanged = with(without.clone(), "E");
            assert_eq!(
                candidates(Go, &without),
                candidates(Go, &exchanged),
                "{statics:?} {switches}"
            );
        }
    }
}

#[test]
fn lines_of_one_name_stand_beside_each_other_on_python() {
    // The spelling and value of each line, in order; a candidate that was replaced has no line.
    for (spelling, switches, expected) in [
        (UPPER, "F", "Authorization=A authorization=U"),
        (
            UPPER,
            "FP",
            "Authorization=A authorization=U Authorization=U",
        ),
        (LOWER, "P", "authorization=A Authorization=U"),
        (THIRD, "F", "AUTHORIZATION=A authorization=U"),
    ] {
        let call = with(
            call(&[(spelling, agents())], Some(HeaderToken::User)),
            switches,
        );
        let all = candidates(Python, &call);
        let shown: Vec<String> = all
            .iter()
            .map(|header| {
                let value = if header.token == HeaderToken::User {
                    "U"
                } else {
                    "A"
                };
                format!("{}={value}", header.name)
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }
}

#[test]
fn the_actors_token() {
    let both = [(UPPER, agents()), ("X-Actor-Token", agents())];
    let lower = [(UPPER, agents()), ("x-actor-token", agents())];
    let alone = [(UPPER, agents())];
    let user = || Some(HeaderToken::User);
    for (statics, switches, go, python) in [
        (
            &both[..],
            "",
            "Authorization=A X-Actor-Token=A",
            "Authorization=A X-Actor-Token=A",
        ),
        (
            &both[..],
            "P",
            "Authorization=A X-Actor-Token=A",
            "Authorization=U X-Actor-Token=A",
        ),
        (
            &both[..],
            "FxX",
            "Authorization=A X-Actor-Token=A",
            "Authorization=A X-Actor-Token=A",
        ),
        (
            &lower[..],
            "xX",
            "Authorization=A X-Actor-Token=A",
            "Authorization=A x-actor-token=inbound",
        ),
        (&alone[..], "x", "Authorization=A", "Authorization=A"),
        (&alone[..], "X", "Authorization=A", "Authorization=A"),
        (
            &alone[..],
            "xX",
            "Authorization=A X-Actor-Token=inbound",
            "Authorization=A x-actor-token=inbound",
        ),
    ] {
        let call = with(call(statics, user()), switches);
        assert_eq!(winners(Go, &call), go, "Go: {statics:?} {switches}");
        assert_eq!(
            winners(Python, &call),
            python,
            "Python: {statics:?} {switches}"
        );
    }
}

#[test]
fn two_spellings_in_one_manifest() {
    let call = call(&[(LOWER, agents()), (UPPER, HeaderToken::Empty)], None);
    assert_eq!(winners(Go, &call), "authorization=any");
    assert_eq!(winners(Python, &call), "Authorization=empty");
    // One spelling twice is one header: the manifest's last.
    let call = self::call(&[(UPPER, agents()), (UPPER, HeaderToken::Empty)], None);
    assert_eq!(winners(Go, &call), "Authorization=empty");
    assert_eq!(winners(Python, &call), "Authorization=empty");
}

#[test]
fn a_forwarded_header_that_is_empty() {
    let call = with(call(&[], Some(HeaderToken::Empty)), "F");
    assert_eq!(winners(Go, &call), "");
    assert_eq!(winners(Python, &call), "authorization=empty");
}

#[test]
fn another_scheme_than_bearer() {
    for (switches, go, python) in [
        ("P", "Authorization=U", ""),
        ("FP", "Authorization=U", "authorization=U"),
    ] {
        let mut call = with(call(&[], Some(HeaderToken::User)), switches);
        call.request[0].scheme = Scheme::Other;
        assert_eq!(winners(Go, &call), go);
        assert_eq!(winners(Python, &call), python);
        call.statics = vec![(UPPER.into(), agents())];
        assert_eq!(winners(Python, &call), "Authorization=A", "{switches}");
    }
}
