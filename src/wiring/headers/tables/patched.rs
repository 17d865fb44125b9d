//! What the build with kagent pull request 2087 sends, which was never released (`TestOverrideStatic_*` in 6433b979e).

use super::{Statics, UPPER, agents, call, inbound, winners, with};
use crate::platform::Runtime::Go;
use crate::wiring::headers::HeaderToken;

#[test]
fn the_override_that_was_never_released() {
    let a = vec![(UPPER, agents())];
    let both = vec![(UPPER, agents()), ("X-Actor-Token", agents())];
    let actor = vec![("X-Actor-Token", agents())];
    let user = Some(HeaderToken::User);
    let rows: Vec<(&Statics<'_>, Option<HeaderToken>, &str, &str)> = vec![
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
        // That the exchanged token would displace the static one is only tested for RoundTrip by itself, with a
        // provider that returns a token. The provider of that build returns none, as in the releases (kagent #2803).
        (&a, user.clone(), "OE", "Authorization=A"),
        (
            &a,
            user.clone(),
            "OPE",
            "Authorization=U X-Actor-Token=displaced",
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
    let empty = with(call(&[(UPPER, HeaderToken::Empty)], user), "OP");
    assert_eq!(winners(Go, &empty), "Authorization=U");
    // Other static headers keep their place.
    let mut other = with(call(&[("x-tenant", agents())], None), "OP");
    other.request.push(inbound("X-Tenant", HeaderToken::User));
    other.allowed.push("x-tenant".into());
    assert_eq!(winners(Go, &other), "X-Tenant=A");
}
