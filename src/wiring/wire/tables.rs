//! What was measured of kagent, row by row: which lines stand on the wire, or which value Go sends.

use super::{Inbound, Ingredients, Scheme, Source, Token, candidates};
use crate::platform::Runtime::{self, Go, Python};

/// Static headers: name and value.
type Statics<'a> = Vec<(&'a str, Token)>;

fn agents() -> Token {
    Token::Secret {
        name: "agent-token".into(),
        key: "token".into(),
    }
}

/// A call in which nothing is let through yet.
fn call(statics: &[(&str, Token)], user: Option<Token>) -> Ingredients {
    Ingredients {
        statics: statics
            .iter()
            .map(|(name, token)| ((*name).to_owned(), token.clone()))
            .collect(),
        request: user
            .into_iter()
            .map(|value| inbound("Authorization", value))
            .collect(),
        ..Ingredients::default()
    }
}

fn inbound(name: &str, value: Token) -> Inbound {
    Inbound {
        name: name.into(),
        value,
        scheme: Scheme::Bearer,
    }
}

/// The same, forwarded (`F`), propagated (`P`), exchanged (`E`), with the override on (`O`), the caller's actor let through
/// (`x`) and sent (`X`).
fn with(mut call: Ingredients, switches: &str) -> Ingredients {
    for switch in switches.chars() {
        match switch {
            'F' => call.allowed.push("authorization".into()),
            'P' => call.propagates = true,
            'E' => call.exchanges = true,
            'O' => call.overrides = true,
            'x' => call.allowed.push("X-Actor-Token".into()),
            'X' => call
                .request
                .push(inbound("x-actor-token", Token::Exchanged)),
            other => panic!("{other}"),
        }
    }
    call
}

/// The winners as they are written below: `Authorization=A X-Actor-Token=A`, each by its name on the wire; `any` where
/// chance decides.
fn winners(runtime: Runtime, call: &Ingredients) -> String {
    let all = candidates(runtime, call);
    let mut names: Vec<String> = all
        .iter()
        .map(|header| header.name.to_lowercase())
        .collect();
    names.sort();
    names.dedup();
    let shown = names.iter().map(|name| match super::read(&all, name) {
        super::Read::One(header) => {
            let value = match (&header.token, header.source) {
                (Token::Secret { .. }, Source::Displaced) => "displaced",
                (Token::Secret { .. }, _) => "A",
                (Token::User, _) => "U",
                (Token::Exchanged, Source::Forwarded) => "inbound",
                (Token::Exchanged, _) => "E",
                (Token::Empty, _) => "empty",
            };
            format!("{}={value}", header.name)
        }
        _ => format!("{name}=any"),
    });
    shown.collect::<Vec<_>>().join(" ")
}

const UPPER: &str = "Authorization";
const LOWER: &str = "authorization";
const THIRD: &str = "AUTHORIZATION";

#[test]
fn released_behaviour() {
    let a = |name| vec![(name, agents())];
    let empty = |name| vec![(name, Token::Empty)];
    let (user, nobody) = (Some(Token::User), None::<Token>);
    let rows: Vec<(Statics<'_>, Option<Token>, &str, &str, &str)> = vec![
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
        let call = with(call(&[(spelling, agents())], Some(Token::User)), switches);
        let all = candidates(Python, &call);
        let shown: Vec<String> = all
            .iter()
            .map(|header| {
                let value = if header.token == Token::User {
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
    let user = || Some(Token::User);
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
    let call = call(&[(LOWER, agents()), (UPPER, Token::Empty)], None);
    assert_eq!(winners(Go, &call), "authorization=any");
    assert_eq!(winners(Python, &call), "Authorization=empty");
    // One spelling twice is one header: the manifest's last.
    let call = self::call(&[(UPPER, agents()), (UPPER, Token::Empty)], None);
    assert_eq!(winners(Go, &call), "Authorization=empty");
    assert_eq!(winners(Python, &call), "Authorization=empty");
}

#[test]
fn a_forwarded_header_that_is_empty() {
    let call = with(call(&[], Some(Token::Empty)), "F");
    assert_eq!(winners(Go, &call), "");
    assert_eq!(winners(Python, &call), "authorization=empty");
}

#[test]
fn another_scheme_than_bearer() {
    for (switches, go, python) in [
        ("P", "Authorization=U", ""),
        ("FP", "Authorization=U", "authorization=U"),
    ] {
        let mut call = with(call(&[], Some(Token::User)), switches);
        call.request[0].scheme = Scheme::Other;
        assert_eq!(winners(Go, &call), go);
        assert_eq!(winners(Python, &call), python);
        call.statics = vec![(UPPER.into(), agents())];
        assert_eq!(winners(Python, &call), "Authorization=A", "{switches}");
    }
}

#[test]
fn the_override_that_was_never_released() {
    let a = vec![(UPPER, agents())];
    let both = vec![(UPPER, agents()), ("X-Actor-Token", agents())];
    let actor = vec![("X-Actor-Token", agents())];
    let user = Some(Token::User);
    let rows: Vec<(&Statics<'_>, Option<Token>, &str, &str)> = vec![
        (
            &a,
            user.clone(),
            "OP",
            "Authorization=U X-Actor-Token=displaced",
        ),
        (
            &a,
            user.clone(),
            "OF",
            "Authorization=U X-Actor-Token=displaced",
        ),
        (
            &a,
            user.clone(),
            "OE",
            "Authorization=E X-Actor-Token=displaced",
        ),
        (&a, None, "OFP", "Authorization=A"),
        (&a, Some(agents()), "OP", "Authorization=A"),
        (
            &a,
            user.clone(),
            "OPxX",
            "Authorization=U X-Actor-Token=inbound",
        ),
        (&both, user.clone(), "OP", "Authorization=U X-Actor-Token=A"),
        (
            &both,
            user.clone(),
            "OPxX",
            "Authorization=U X-Actor-Token=A",
        ),
        (&both, None, "OP", "Authorization=A X-Actor-Token=A"),
        (&both, user.clone(), "O", "Authorization=A X-Actor-Token=A"),
        (&a, user.clone(), "O", "Authorization=A"),
        (
            &actor,
            user.clone(),
            "OP",
            "Authorization=U X-Actor-Token=A",
        ),
    ];
    for (statics, user, switches, expected) in rows {
        let call = with(call(statics, user), switches);
        assert_eq!(winners(Go, &call), expected, "{statics:?} {switches}");
    }
    // An empty static value makes way, and is nobody's token.
    let empty = with(call(&[(UPPER, Token::Empty)], user), "OP");
    assert_eq!(winners(Go, &empty), "Authorization=U");
    // Other static headers keep their place.
    let mut other = with(call(&[("x-tenant", agents())], None), "OP");
    other.request.push(inbound("X-Tenant", Token::User));
    other.allowed.push("x-tenant".into());
    assert_eq!(winners(Go, &other), "X-Tenant=A");
}
