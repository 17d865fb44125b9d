//! A token that expires before it is renewed, or whose lifetime Kubernetes does not allow.

use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::cron::Schedule;
use crate::diagnostic::Severity;
use crate::model::{Field, TokenJob};

pub(super) const RULE: Rule = Rule {
    id: "token-expires-early",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "a token lifetime under ten minutes, or not longer than the pause between two renewals",
    docs: Docs {
        around: None,
        finds: "A `tokenExpirationSeconds` below 600 or above 2^32, or one that is not longer than the longest pause \
                between two firings of `tokenRefreshSchedule`.",
        why: "Kubernetes refuses Pods that ask for a ServiceAccount token outside those bounds, so that no token is ever made. \
              If a token expires before the next one is there, its agent has no valid token: calls fail until the renewal, again \
              and again.",
        bad: r#"agents:
  muster:
    tokenExpirationSeconds: 900
    tokenRefreshSchedule: "0 * * * *"
"#,
        good: r#"agents:
  muster:
    tokenExpirationSeconds: 7200
    tokenRefreshSchedule: "0 * * * *"
"#,
        fix: "Ask for at least 600 seconds, and for several times the pause between renewals, so that one failed renewal does no \
              harm: an hour, for example, with a renewal every 15 minutes.",
        evidence: &[
            "Kubernetes v1.33, `validateProjectionSources`: expirationSeconds is \
             at least 600 and at most 2^32.",
            "RFC 7519, section 4.1.4: a token must not be accepted on or after its `exp`.",
        ],
    },
    check: Check::Wiring(check),
};

/// Kubernetes' bounds.
const LEAST: u64 = 600;
const MOST: u64 = 1 << 32;

const DAY: u64 = 86_400;

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    let Some(token) = &facts.model.token else {
        return;
    };
    let lifetime = &token.expiration_seconds;
    let Some(seconds) = lifetime.get().copied().filter(|seconds| *seconds >= 1.0) else {
        return;
    };
    let refused = if seconds < LEAST as f64 {
        Some((
            format!(
                "{}; Kubernetes makes none below 10 min",
                words(seconds as u64)
            ),
            "write at least 600; 3600 with a renewal every 15 minutes is a good choice",
        ))
    } else if seconds > MOST as f64 {
        Some((
            "more than 2^32 seconds, the most that Kubernetes makes".to_owned(),
            "write 3600, and let the token be renewed",
        ))
    } else {
        None
    };
    if let Some((asks, help)) = refused {
        let message = format!(
            "{} asks for tokens that live {asks}: the Pods that fetch them are refused, and the agents get no token",
            lifetime.path
        );
        sink.report(
            &RULE,
            Draft::new(&lifetime.path, lifetime.place, message).help(help),
        );
    } else if let Some(draft) = too_short(facts, token, seconds as u64) {
        sink.report(&RULE, draft);
    }
}

/// A lifetime that does not reach from one renewal to the next. It is reported where the later of the two values is written.
fn too_short(facts: &WiringFacts<'_>, token: &TokenJob, lifetime: u64) -> Option<Draft> {
    let schedule = &token.refresh_schedule;
    let text = schedule.get()?;
    let (comes, fails) = match Schedule::parse(text).ok()?.longest_interval() {
        None => (
            "never renewed, since no day matches the schedule".to_owned(),
            "then every call fails".to_owned(),
        ),
        Some(interval) if interval.seconds < lifetime => return None,
        Some(interval) => (
            match interval.is_regular {
                true => format!("renewed every {}", words(interval.seconds)),
                false => format!("at times not renewed for {}", words(interval.seconds)),
            },
            match interval.seconds - lifetime {
                0 => "calls fail until the new one is there".to_owned(),
                gap if interval.is_regular => {
                    format!(
                        "for {} of each {} calls fail",
                        words(gap),
                        words(interval.seconds)
                    )
                }
                gap => format!("for up to {} calls fail", words(gap)),
            },
        ),
    };
    let message = format!(
        "the agents' token expires after {}, but is {comes}: {fails}",
        words(lifetime)
    );
    let layer = |place| facts.origins.layer(place);
    let is_later = layer(schedule.place) > layer(token.expiration_seconds.place);
    let help = "let the token outlive several pauses, or renew it more often: 3600 seconds with `*/15 * * * *` lets three \
                renewals fail";
    let draft = if is_later {
        at(schedule, message).related(token.expiration_seconds.place, "it lives this many seconds")
    } else {
        at(&token.expiration_seconds, message)
            .related(schedule.place, "it is renewed by this schedule")
    };
    Some(draft.help(help))
}

fn at<T>(field: &Field<T>, message: String) -> Draft {
    Draft::new(&field.path, field.place, message)
}

/// A span of time by its two greatest units: `1 h 30 min`. A single day is `24 h`.
fn words(seconds: u64) -> String {
    let day = if seconds < 2 * DAY { u64::MAX } else { DAY };
    let units = [(day, "days"), (3600, "h"), (60, "min"), (1, "s")];
    let mut rest = seconds;
    let parts = units.map(|(length, unit)| {
        let count = rest / length;
        rest %= length;
        (count, unit)
    });
    let parts: Vec<String> = parts
        .into_iter()
        .skip_while(|(count, _)| *count == 0)
        .take(2)
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn spans_of_time_in_words() {
        for (seconds, expected) in [
            (45, "45 s"),
            (600, "10 min"),
            (3600, "1 h"),
            (5400, "1 h 30 min"),
            (3661, "1 h 1 min"),
            (3601, "1 h"),
            (86_400, "24 h"),
            (2_678_400, "31 days"),
            (2_682_000, "31 days 1 h"),
        ] {
            assert_eq!(words(seconds), expected);
        }
    }
}
