//! A cron schedule that Kubernetes refuses.

use super::support::template_text::TemplateText;
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::cron::{FieldFault, Schedule, ScheduleError};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "invalid-schedule",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "a schedule of the tokens' renewal that is neither five cron fields nor a descriptor as Kubernetes reads them",
    docs: Docs {
        around: None,
        finds: "A `tokenRefreshSchedule` that Kubernetes does not take: six fields (there are no seconds), 7 for Sunday \
                (which is 0), `L`, `W` or `#`, a range that ends before it begins, a step of 0, a time zone. Descriptors \
                such as `@hourly` and `@every 15m` are fine.",
        why: "The API server refuses each agent's CronJob, so that the installation or upgrade fails.",
        bad: r#"agents:
  muster:
    tokenRefreshSchedule: "0 */15 * * * *"
"#,
        good: r#"agents:
  muster:
    tokenRefreshSchedule: "*/15 * * * *"
"#,
        fix: "Write minute, hour, day of month, month and day of week: `*/15 * * * *` is every quarter of an hour.",
        evidence: &[
            "Kubernetes v1.33, `validateScheduleFormat`: robfig/cron's \
             ParseStandard, and no `TZ` in the schedule.",
            "robfig/cron v3.0.1 `parser.go`: five fields, day of week from 0 to 6, ranges that must ascend.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let Some(schedule) = facts
        .model
        .token
        .as_ref()
        .map(|token| &token.refresh_schedule)
    else {
        return;
    };
    if let Some(found) = TemplateText::at(facts, &schedule.path) {
        let message = format!(
            "{} holds template text: {}, so that Kubernetes gets the text itself and refuses the CronJobs",
            schedule.path,
            found.reason()
        );
        let draft = Draft::new(&schedule.path, schedule.place, message);
        sink.report(
            &RULE,
            found.draft(draft, RULE.severity, "the schedule itself"),
        );
        return;
    }
    let Some(text) = schedule.get() else {
        return;
    };
    let Err(error) = Schedule::parse(text) else {
        return;
    };
    let message = format!(
        "{} {error}: Kubernetes refuses the CronJobs that renew the agents' tokens, and the upgrade fails",
        schedule.path
    );
    let draft = Draft::new(&schedule.path, schedule.place, message).help(help(text, &error));
    sink.report(&RULE, draft);
}

fn help(text: &str, error: &ScheduleError) -> String {
    match error {
        ScheduleError::Count(6) => {
            let rest = text
                .split_whitespace()
                .skip(1)
                .collect::<Vec<_>>()
                .join(" ");
            match Schedule::parse(&rest) {
                Ok(_) => format!("leave out the first field, the seconds: `{rest}`"),
                Err(_) => EXAMPLE.into(),
            }
        }
        ScheduleError::Descriptor | ScheduleError::Every => {
            "write `@hourly`, `@every 15m`, or five fields such as `*/15 * * * *`".into()
        }
        ScheduleError::TimeZone => {
            "leave out the time zone: the hours are those of the cluster's controller, mostly UTC"
                .into()
        }
        ScheduleError::Field { fault, .. } => match fault {
            FieldFault::Seven => {
                "write 0 or SUN for Sunday; a range up to Sunday as a list, such as `0,5-6`".into()
            }
            FieldFault::Backwards => "write it as two ranges: `22-23,0-6` for `22-6`".into(),
            _ => EXAMPLE.into(),
        },
        ScheduleError::Empty | ScheduleError::Count(_) => EXAMPLE.into(),
    }
}

const EXAMPLE: &str = "write minute, hour, day of month, month and day of week: `*/15 * * * *` is every quarter of an hour";
